import GVCCaseReport
import GVCProject
import GVCReport

extension Command {
  /// `gvc report`: the case and what follows from it, for readers who have no `gvc`.
  static let report = Command(
    name: "report",
    summary: "Write a report of a case, for readers: one HTML file, or Markdown",
    synopsis: """
      report PATH [-o FILE] [--format html|markdown] [--layer NAME] [--theory NAME]
                         [--set NAME=VALUE] [--min-confidence LEVEL] [--title TEXT] [--date TEXT]
                         [--watch]
      """,
    description: """
      Writes what a case describes and what the theories conclude about it: pictures, answers by
      question, conclusions with their reasons, facts, evidence and passages, what changes between
      periods, where theories disagree, what is still unknown, sources, thresholds, and a hash of
      everything that it is made from. The HTML is one file that asks nothing of any server and can be
      read without JavaScript. Equal input gives an equal report.
      """,
    options: ReportCommand.options,
    operands: Operands(sources: [.projects]),
    status: "0 written, 2 could not run.",
    prepare: ReportCommand.prepare)
}

enum ReportCommand {
  static let options: [CommandOption] =
    [
      CommandOption.word(
        "-o", "FILE", from: .files,
        "write to this file, in the place of what is there; standard output else"),
      .format([
        .init(name: "html", summary: "one file, with search and filters (the default)"),
        .init(name: "markdown", summary: "the same as Markdown"),
      ]),
      .word("--title", "TEXT", "the heading; what the case is about, else"),
      .word("--date", "TEXT", "a date to print on it; there is none else"),
    ] + AnalysisSettings.options + [AnalysisSettings.confidenceOption, .watch]

  static func prepare(_ options: inout Options) throws -> Command.Work {
    let format = options.value("--format") ?? "html"
    let output = options.value("-o")
    let title = options.value("--title")
    let date = options.value("--date")
    // The options that choose what is analysed stand on the report as they are given.
    let chosen = ["--layer", "--theory", "--set", "--min-confidence"].flatMap { name in
      options.values(name).map { "\(name) \($0)" }
    }
    let settings = AnalysisSettings(withConfidence: &options)
    let isWatched = options.flag("--watch")
    let paths = try options.paths()
    guard paths.count == 1 else { throw UsageError("name one project") }
    let run = { (session: inout ProjectSession<AnalysedProject>) in
      let projects = try Progress.during { say in
        try session.projects(paths, step: { say("analysing \($0)") }) {
          try AnalysedProject($0, settings, after: $1)
        }
      }
      guard projects.count == 1 else {
        throw UsageError("these are \(projects.count) projects; name one of them")
      }
      projects[0].reportMistakes()
      let report = CaseReport(
        illustrated: projects[0].reader, project: projects[0].project.name,
        diagnostics: projects[0].diagnostics,
        details: CaseReport.Details(
          title: title, date: date, version: CommandLineTool.version, options: chosen))
      let text =
        format == "html" ? HTMLCaseReport(report).text : MarkdownCaseReport(report).text
      if let output {
        try Disk.replace(
          output, Array(text.utf8), sparing: Projects.paths(of: projects[0].project))
      } else {
        Output.write(text)
      }
      return ExitStatus.clean
    }
    return try Watcher.work(
      "report", paths, isWatched: isWatched, isForPrograms: output == nil, run)
  }
}
