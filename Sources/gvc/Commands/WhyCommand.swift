import GVCAnalysis
import GVCModel
import GVCProject
import GVCReport
import GVCSyntax

extension Command {
  /// `gvc why`: the reason of a finding.
  static let why = Command(
    name: "why",
    summary: "Say why a finding holds, or why it does not",
    synopsis: """
      why FINDING [PATH …] [--layer NAME] [--theory NAME] [--set NAME=VALUE]
      why --not FINDING [PATH …]
      """,
    description: """
      Draws the condition of a finding with the value under each part, and lists the facts with
      their file, line, source and page. FINDING is written as `gvc analyze` prints it and as
      `expect` takes it: `RULE [into|from THING] [on THING|A -> B] [in LAYER]`, in quotes where
      it holds a `>`. Without a path the directory where the command runs is read.
      """,
    options: [
      .flag(
        "--not",
        "say instead which part fails or is unknown, of the ways that come nearest to holding")
    ] + AnalysisSettings.options,
    operands: Operands(sources: [.rules, .projects], repeats: true),
    status: "0 explained, 1 there is nothing to explain, 2 could not run.",
    prepare: WhyCommand.prepare)
}

enum WhyCommand {
  /// The most findings that are drawn in one call.
  private static let limit = 5

  static func prepare(_ options: inout Options) throws -> Command.Work {
    let isNegated = options.flag("--not")
    let settings = AnalysisSettings(&options)
    let (text, paths) = split(try options.paths(least: "name the finding"))
    return {
      var count = 0
      var holding: String?
      var unasked: String?
      for project in try Projects.analysed(paths, settings) {
        let (read, errors) = ExpectationReader.read(finding: text, in: project.model)
        guard let expectation = read else {
          let error = errors.first
          throw UsageError(
            (error?.message ?? "`\(text)` names no finding")
              + (error?.help.map { "; \($0)" } ?? ""))
        }
        let attempts = project.reader.attempts(expectation)
        if attempts.isEmpty { unasked = unasked ?? project.reader.reasonNotAsked(expectation) }
        count += explain(attempts, project, isNegated)
        if let held = attempts.first(where: { $0.truth == .yes }) {
          holding = holding ?? project.reader.reference(to: held)
        }
      }
      if count == 0, isNegated, let holding {
        Output.writeError("gvc why: it holds: `\(SafeText.escaped(holding))`\n")
      } else if count == 0, !isNegated {
        Output.writeError(
          "gvc why: no theory finds `\(SafeText.escaped(text))`; `gvc why --not` says why\n")
      } else if count == 0 {
        let reason = unasked.map { ": \(SafeText.escaped($0))" } ?? ""
        Output.writeError("gvc why: `\(SafeText.escaped(text))` is not asked\(reason)\n")
      }
      return count > 0 ? .clean : .findings
    }
  }

  /// The finding and the paths behind it: what stands at the end and is there, or the directory where
  /// the command runs. So the finding may be in quotes or not.
  private static func split(_ arguments: [String]) -> (finding: String, paths: [String]) {
    var words = arguments
    var paths: [String] = []
    while words.count > 1, let last = words.last, last == "-" || (try? Disk.kind(last)) != nil {
      paths.insert(last, at: 0)
      words.removeLast()
    }
    return (words.joined(separator: " "), paths.isEmpty ? ["."] : paths)
  }

  /// Draws those of the attempts that are asked for; how many there were.
  private static func explain(
    _ attempts: [Finding], _ project: AnalysedProject, _ isNegated: Bool
  ) -> Int {
    let wanted = attempts.filter { isNegated ? $0.truth != .yes : $0.truth != .no }
      .sorted { isNegated ? false : $0.truth.rawValue > $1.truth.rawValue }
    let printer = WhyPrinter(project.reader, project.map, usesColor: Output.usesColor)
    for (index, finding) in wanted.prefix(limit).enumerated() {
      if index > 0 { Output.write("\n" + String(repeating: "-", count: 72) + "\n\n") }
      Output.write(printer.text(finding))
    }
    if wanted.count > limit {
      Output.write("\n… and \(wanted.count - limit) more; say `into`, `on` or `in` to choose.\n")
    }
    return wanted.count
  }
}
