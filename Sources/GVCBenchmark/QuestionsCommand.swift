import GVCAnalysis
import GVCModel
import GVCSyntax
import Glibc

/// `gvc-benchmark questions`: answers questions about a case of many links, one a line of standard input, each with the
/// seconds that it took, so that another program can take turns with it: over a state in which the things were listed, as a
/// graph of another program is loaded, and nothing else was asked; and once more when what is stated has been read.
enum QuestionsCommand {
  static func run(_ arguments: [String]) throws -> Int32 {
    var options = Arguments(arguments)
    let links = try options.number("--links") ?? 100_000
    let seed = try options.number("--seed") ?? 1
    let path = try options.word("--table")
    try options.finish()
    let input = LinkCase(links: links, seed: UInt64(seed))
    if let path { try Disk.write(input.table, to: path) }
    let model = WholeCheck.model(Parser.parse(WholeCheck.source(input.text)))
    guard model.diagnostics.isEmpty else { throw UsageError("the case has mistakes") }
    let compiler = QueryCompiler(model, RuleCompiler.compile(model))
    Console.write("ready \(input.buyers) \(input.firms)\n")
    while let question = readLine() {
      let (first, again, value) = try answer(question, compiler)
      Console.write("\(first) \(again) \(value)\n")
    }
    return 0
  }

  /// The seconds of an answer that is a number, at first and again, and the number.
  private static func answer(
    _ question: String, _ compiler: QueryCompiler
  ) throws -> (first: Double, again: Double, value: Double) {
    var compiler = compiler
    let (query, things): (Query, Query)
    do throws(QueryCompiler.Failure) {
      query = try compiler.query(question)
      things = try compiler.query("count(firms) + count(links)")
    } catch {
      throw UsageError(error.diagnostics.first?.message ?? "the question cannot be read")
    }
    var options = AnalysisOptions()
    options.stepLimit = .max / 2
    let runner = QueryRunner(compiler, options, layer: .base)
    _ = runner.answers(to: things)
    let (first, _) = ProcessorTime.measure { runner.answers(to: query).answers }
    let (again, answers) = ProcessorTime.measure { runner.answers(to: query).answers }
    guard case .number(let interval, _)? = answers.first?.value, interval.low == interval.high
    else { return (first, again, .nan) }
    return (first, again, interval.low)
  }
}
