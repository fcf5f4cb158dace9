import GVCAnalysis
import GVCReport
import GVCSyntax

extension Command {
  /// `gvc analyze`: what the theories conclude.
  static let analyze = Command(
    name: "analyze",
    summary: "Say what the theories conclude about a case",
    help: """
      gvc analyze PATH … [--layer NAME] [--theory NAME] [--set NAME=VALUE] [--format FORMAT]
                         [--questions N|all] [--fail-level LEVEL]

      Runs the rules of the theories in use over the projects and says what they conclude: each
      conclusion with its reason, its facts, their evidence and the passage of the theory, and what
      cannot be concluded with the facts that would decide it. Mistakes in the case go to standard
      error.

      \(AnalysisSettings.help)
        --format full         for people (the default)
        --format concise      one line a finding
        --format json         one JSON object; Grammar/analysis.schema.json describes it
        --format json-lines   one JSON object a line and finding, open ones included
        --questions N|all     how many open questions are listed (10 by default)
        --fail-level LEVEL    what ends with status 1: error (the default), warning, note or never

      Exit status: 0 nothing at the fail level, 1 something is, 2 could not run.

      """,
    run: AnalyzeCommand.run)
}

private enum AnalyzeCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    var options = Options(arguments)
    let format =
      try options.value("--format", oneOf: DiagnosticFormat.allCases.map(\.rawValue))
      .flatMap(DiagnosticFormat.init(rawValue:)) ?? .full
    let failLevel = try FailLevel(&options)
    let settings = try AnalysisSettings(&options)
    let limit = try options.limit("--questions") ?? 10
    let projects = try Projects.load(try options.paths()).map {
      try AnalysedProject($0, settings)
    }
    var reports: [AnalysisReport.Project] = []
    for project in projects {
      if format != .json { writeDiagnostics(project) }
      let printer = AnalysisPrinter(project.reader, project.map, usesColor: Output.usesColor)
      switch format {
      case .full:
        if projects.count > 1 { Output.write("\(SafeText.escaped(project.project.name))\n\n") }
        Output.write(printer.full(limit: limit))
      case .concise: Output.write(printer.concise())
      case .json:
        reports.append(
          AnalysisReport.Project(
            project.project.name, project.reader, diagnostics: project.diagnostics,
            in: project.map))
      case .jsonLines:
        let builder = ReportBuilder(project.reader, project.map)
        for finding in project.analysis.findings {
          Output.write(
            try JSONText.line(AnalysisLine(project.project.name, builder.entry(finding))))
        }
      }
    }
    if format == .json { Output.write(try JSONText.pretty(AnalysisReport(projects: reports))) }
    return failLevel.status(
      of: projects.flatMap { project in
        project.diagnostics.map(\.severity)
          + project.analysis.findings.filter { $0.truth == .yes }.map {
            project.reader.plan(of: $0).level
          }
      })
  }

  /// Mistakes of form and meaning, which may make conclusions wrong, on standard error; what the
  /// theories find is among the findings.
  private static func writeDiagnostics(_ project: AnalysedProject) {
    let printer = DiagnosticPrinter(project.map, usesColor: false)
    for diagnostic in project.diagnostics
    where diagnostic.severity == .error && diagnostic.code.number < 500 {
      Output.writeError(printer.concise(diagnostic))
    }
  }
}
