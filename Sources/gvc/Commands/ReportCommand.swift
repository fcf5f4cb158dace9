import GVCCaseReport
import GVCReport
import GVCWorkspace

extension Command {
  /// `gvc report`: the case and what follows from it, for readers who have no `gvc`.
  static let report = Command(
    name: "report",
    summary: "Write a report of a case, for readers: one HTML file, or Markdown",
    help: """
      gvc report PATH [-o FILE] [--format html|markdown] [--layer NAME] [--theory NAME]
                      [--set NAME=VALUE] [--title TEXT] [--date TEXT]

      Writes what a case describes and what the theories conclude about it: answers by question,
      conclusions with their reasons, facts, evidence and passages, what changes between periods,
      where theories disagree, what is still unknown, sources, thresholds, and a hash of everything
      that it is made from. The HTML is one file that asks nothing of any server and can be read
      without JavaScript. Equal input gives an equal report.

        -o FILE               write to this file, in the place of what is there; standard output else
        --format html         one file, with search and filters (the default)
        --format markdown     the same as Markdown
      \(AnalysisSettings.help)
        --title TEXT          the heading; what the case is about, else
        --date TEXT           a date to print on it; there is none else

      Exit status: 0 written, 2 could not run.

      """,
    run: ReportCommand.run)
}

private enum ReportCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    var options = Options(arguments)
    let format = try options.value("--format", oneOf: ["html", "markdown"]) ?? "html"
    let output = try options.value("-o")
    let title = try options.value("--title")
    let date = try options.value("--date")
    let chosen = try given(options)
    let settings = try AnalysisSettings(&options)
    let projects = try Projects.load(try options.paths())
    guard projects.count == 1 else {
      throw UsageError("these are \(projects.count) projects; name one of them")
    }
    let project = try AnalysedProject(projects[0], settings)
    project.reportMistakes()
    let pictures = pictures(of: project)
    let report = CaseReport(
      project.reader, project: project.project.name, diagnostics: project.diagnostics,
      pictures: pictures.drawings, pictureStyle: pictures.style,
      details: CaseReport.Details(
        title: title, date: date, version: CommandLineTool.version, options: chosen))
    let text =
      format == "html" ? HTMLCaseReport(report).text : MarkdownCaseReport(report).text
    if let output {
      try Disk.replace(output, Array(text.utf8))
    } else {
      Output.write(text)
    }
    return .clean
  }

  /// The options that choose what is analysed, as they are given.
  private static func given(_ options: Options) throws -> [String] {
    var options = options
    return try ["--layer", "--theory", "--set"].flatMap { name in
      try options.values(name).map { "\(name) \($0)" }
    }
  }

  /// The drawings of a case, one a layer, and their style sheet.
  private static func pictures(
    of project: AnalysedProject
  ) -> (drawings: [CaseReport.Picture], style: String) {
    ([], "")
  }
}
