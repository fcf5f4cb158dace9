import GVCAnalysis
import GVCLibrary
import GVCModel
import GVCProject
import GVCReport
import GVCSyntax
import GVCWorkspace

extension Command {
  /// `gvc theory`: what the theories say.
  static let theory = Command(
    name: "theory",
    summary: "Look up and try theories: list, show, doc, coverage, record, test",
    synopsis: """
      theory list [PATH …] [-o FILE] [--format FORMAT]
      theory show NAME [PATH]
      theory doc NAME [RULE] [PATH] [--out DIRECTORY] [--examples FILE.md …]
      theory coverage [-o FILE] [--format FORMAT]
      theory record PATH … [-o FILE] [--format FORMAT] [--theory NAME] [--set NAME=VALUE]
      theory test [NAME …] [PATH …] [--examples FILE.md …] [--summary] [-o FILE] [--format FORMAT]
      """,
    description: """
      Says what theories are about and what they rest on.
      """,
    actions: [
      .init(
        name: "list",
        summary: "the theories that come with gvc, and those that the projects state",
        options: TableOutput.options, operands: .projects),
      .init(
        name: "show", summary: "what a theory is about: its verdicts, thresholds and rules",
        operands: Operands(sources: [.theories, .projects])),
      .init(
        name: "doc",
        summary:
          "a reference: what each rule says, why, where it stands in the literature, what it "
          + "reads, a case in which it holds, one in which it does not, and what to do about it; to "
          + "standard output, or as an index and a page a rule in a directory",
        options: [
          .word(
            "--out", "DIRECTORY", from: .directories,
            "write the pages there; a page that is there is written anew"),
          .word(
            "--examples", "FILE.md", from: .files, isRepeatable: true,
            "take examples from the `gvc` blocks of this document; may be given again"),
        ], operands: Operands(sources: [.theories, .rules, .projects])),
      .init(
        name: "record",
        summary:
          "the track record of each rule over cases with several periods: what it predicted, what of "
          + "that was borne out or contradicted, and where",
        options: TableOutput.options + [AnalysisSettings.confidenceOption]
          + AnalysisSettings.options, operands: .projects),
      .init(
        name: "coverage",
        summary:
          "for each passage of Caspari (2003) what it says and how strongly, beside the rules that "
          + "state it, how strongly and of what; or why none does",
        options: TableOutput.options),
      .init(
        name: "test",
        summary:
          "each rule in a case in which it holds, changed in ways of which it is known what the rule "
          + "must answer: a later period, another role, control the other way round, a fact that is "
          + "unknown or denied; of all theories that come with gvc, of those that are named, or of "
          + "those that the projects state",
        options: [
          .word(
            "--examples", "FILE.md", from: .files, isRepeatable: true,
            "take cases from the `gvc` blocks of this document too; may be given again"),
          .flag("--summary", "count what is as expected, instead of listing all answers"),
        ] + TableOutput.options, operands: Operands(sources: [.theories, .projects])),
    ],
    status: "0 done, 1 a passage is not covered or a rule answers otherwise, 2 could not run.",
    prepare: TheoryCommand.prepare)
}

enum TheoryCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    switch options.action {
    case "list":
      let (output, paths) = (try TableOutput(&options), options.words + options.handedOn)
      return { try list(paths, output) }
    case "show":
      let words = try options.paths(least: least)
      return { try show(words) }
    case "doc":
      let (directory, examples) = (options.value("--out"), options.values("--examples"))
      let words = try options.paths(least: least)
      return { try document(words, to: directory, examples: examples) }
    case "record":
      let output = try TableOutput(&options)
      let settings = AnalysisSettings(withConfidence: &options)
      let paths = try options.paths()
      return { try record(paths, settings, output) }
    case "test":
      let output = try TableOutput(&options)
      let examples = options.values("--examples")
      let extent = options.flag("--summary") ? TheoryTest.Extent.summary : .all
      let words = options.words + options.handedOn
      return { try TheoryTest.run(words, examples: examples, extent, output) }
    default:
      let output = try TableOutput(&options)
      guard options.words.isEmpty else { throw UsageError("coverage takes no path") }
      return { try coverage(output) }
    }
  }

  private static let least = "name the theory; `gvc theory list` lists them"

  /// A project that uses every theory which comes with gvc, and nothing else.
  static func library() throws -> LoadedProject {
    let names = Library.packs.map(\.name).joined(separator: ", ")
    do throws(ProjectError) {
      return try ProjectLoader(files: MemoryFiles().fileSystem)
        .project(text: Array("use \(names)\n".utf8), name: "the library")
    } catch {
      throw UsageError(error.message)
    }
  }

  private static func list(_ paths: [String], _ output: TableOutput) throws -> ExitStatus {
    var table = TheoryBook.list(try library().model)
    let projects = try Projects.load(paths)
    for project in projects {
      let all = TheoryBook.list(project.model)
      for row in all.rows where !table.rows.contains(where: { $0[0] == row[0] }) { table.add(row) }
    }
    try output.write(
      table, named: "theories", sparing: projects.flatMap { Projects.paths(of: $0) })
    return .clean
  }

  private static func show(_ words: [String]) throws -> ExitStatus {
    let book = try book(words[0], try Projects.load(Array(words.dropFirst())), examples: [])
    Output.write(SafeText.escapedLines(book.overview))
    return .clean
  }

  private static func document(
    _ all: [String], to directory: String?, examples: [String]
  ) throws -> ExitStatus {
    let documents = try examples.map { path in
      do throws(FileError) {
        return String(decoding: try Disk.read(path), as: UTF8.self)
      } catch {
        throw UsageError(ProjectError(error, at: path).message)
      }
    }
    var words = all
    let name = words.removeFirst()
    // What is no path names a rule.
    let rule = words.first.flatMap { (try? Disk.kind($0)) == nil ? $0 : nil }
    if rule != nil { words.removeFirst() }
    let projects = try Projects.load(words)
    let book = try book(name, projects, examples: documents)
    var pages = book.pages
    if let rule {
      guard let page = book.page(of: rule) else {
        let nearest = Suggestion.nearest(to: rule, among: book.rules)
        throw UsageError(
          "`\(name)` has no rule `\(rule)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
      }
      pages = [page]
    }
    guard let directory else {
      Output.write(SafeText.escapedLines(pages.map(\.text).joined(separator: "\n")))
      return .clean
    }
    try Disk.makeDirectory(directory)
    let base = directory.hasSuffix("/") ? directory : directory + "/"
    let inputs = projects.flatMap { Projects.paths(of: $0) } + examples
    for page in pages {
      try Disk.replace(
        base + page.file, Array(page.text.utf8), sparing: inputs, within: directory)
    }
    Output.write("\(pages.count) page\(pages.count == 1 ? "" : "s") in \(Output.safe(directory))\n")
    return .clean
  }

  /// A theory of some projects, or else of those that come with gvc.
  private static func book(
    _ name: String, _ projects: [LoadedProject], examples: [String]
  ) throws -> TheoryBook {
    let book = ExampleBook(examples.isEmpty ? TheoryPages.examples : examples)
    var names: [String] = []
    for project in projects + [try library()] {
      let model = project.model
      if let found = TheoryBook(name, model, RuleCompiler.compile(model), book) { return found }
      names += model.theories.compactMap { $0.name.map { model.names[$0] } }
    }
    let nearest = Suggestion.nearest(to: name, among: names)
    throw UsageError(
      "there is no theory `\(name)`"
        + (nearest.map { "; did you mean `\($0)`?" } ?? "; name the project that states it"))
  }

  private static func record(
    _ paths: [String], _ settings: AnalysisSettings, _ output: TableOutput
  ) throws -> ExitStatus {
    let projects = try Projects.analysed(paths, settings)
    for project in projects { project.reportMistakes() }
    let record = TheoryRecord(projects.map { ($0.project.name, $0.reader) })
    let inputs = projects.flatMap { Projects.paths(of: $0.project) }
    if !output.isText {
      try output.write(record.table(listsCases: true), named: "record", sparing: inputs)
    } else if record.entries.isEmpty {
      try output.write("No rule predicts anything in these cases.\n", sparing: inputs)
    } else {
      try output.write(
        record.table(listsCases: false).text(.text) + record.caseList, sparing: inputs)
    }
    return .clean
  }

  private static func coverage(_ output: TableOutput) throws -> ExitStatus {
    let model = try library().model
    guard
      let book = TheoryBook(
        "caspari2003", model, RuleCompiler.compile(model), ExampleBook([]))
    else { throw UsageError("the theory is not there") }
    let coverage = TheoryCoverage(TheoryPages.coverage, book)
    if output.isText {
      let stated = coverage.entries.count { !$0.rules.isEmpty }
      try output.write(
        coverage.page + "\(coverage.entries.count) passages: \(stated) stated by rules, "
          + "\(coverage.entries.count - stated) otherwise accounted for\n")
    } else {
      try output.write(coverage.table, named: "coverage")
    }
    return coverage.entries.allSatisfy(\.isCovered) && coverage.unknown.isEmpty ? .clean : .findings
  }
}
