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
      gvc analyze PATH … --profile [--format text|markdown|csv|json]
      gvc analyze PATH … --vary NAME=VALUE,… [--vary …] [--format text|markdown|csv|json]

      Runs the rules of the theories in use over the projects and says what they conclude: each
      conclusion with its reason, its facts, their evidence and the passage of the theory, and what
      cannot be concluded with the facts that would decide it. Mistakes in the case go to standard
      error.

      With `--vary` it analyses once for each value and says which conclusions hold throughout, and
      where the others flip. Several are combined.

      \(AnalysisSettings.help)
        --format full         for people (the default)
        --format concise      one line a finding
        --format json         one JSON object; Grammar/analysis.schema.json describes it
        --format json-lines   one JSON object a line and finding, open ones included
      \(IssueFormat.help)
        --questions N|all     how many open questions are listed (10 by default)
        --profile             what each rule took, the slowest first: steps, conclusions, time
        --vary NAME=V,V,…     a threshold, `dependent_share=30%,50%,80%` or `=30%..80%`; a stated fact,
                              `'(a -> b).share_of_sales=40%,60%'`, or at the ends of its range when
                              no value is given; `estimates`, every range and estimate by itself
        --fail-level LEVEL    what ends with status 1: error (the default), warning, note or never

      Exit status: 0 nothing at the fail level, 1 something is, 2 could not run.

      """,
    run: AnalyzeCommand.run)
}

private enum AnalyzeCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    var options = Options(arguments)
    let variations = try options.values("--vary")
    guard variations.isEmpty else { return try vary(variations, &options) }
    if options.flag("--profile") { return try profile(&options) }
    let (format, other) = try DiagnosticFormat.taken(from: &options)
    let failLevel = try FailLevel(&options)
    let settings = try AnalysisSettings(&options)
    let limit = try options.limit("--questions") ?? 10
    let projects = try Projects.load(try options.paths()).map {
      try AnalysedProject($0, settings)
    }
    if let other {
      try IssueOutput.write(projects.flatMap { Self.issues(of: $0) }, other)
      return status(of: projects, failLevel)
    }
    var reports: [AnalysisReport.Project] = []
    for project in projects {
      if format != .json { project.reportMistakes() }
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
    return status(of: projects, failLevel)
  }

  private static func status(of projects: [AnalysedProject], _ failLevel: FailLevel) -> ExitStatus {
    failLevel.status(
      of: projects.flatMap { project in
        project.diagnostics.map(\.severity)
          + project.analysis.findings.filter { $0.truth == .yes }.map {
            project.reader.plan(of: $0).level
          }
      })
  }

  /// The mistakes in a case, and then what follows from it.
  private static func issues(of project: AnalysedProject) -> [ReportedIssue] {
    project.diagnostics.filter { $0.code.number < 500 }.map { ReportedIssue($0, in: project.map) }
      + FindingGroup.holding(in: project.analysis).map {
        ReportedIssue($0, project.reader, in: project.map)
      }
  }

  /// What each rule took.
  private static func profile(_ options: inout Options) throws -> ExitStatus {
    let format = try Table.Format(&options)
    let settings = try AnalysisSettings(&options)
    let tables = try Projects.load(try options.paths()).map { loaded in
      (loaded.name, ProfileTable.table(try AnalysedProject(loaded, settings).analysis))
    }
    Output.write(try Table.joined(tables).text(format))
    return .clean
  }

  /// Analyses once for each setting of what is varied.
  private static func vary(_ texts: [String], _ options: inout Options) throws -> ExitStatus {
    let format = try Table.Format(&options)
    let settings = try AnalysisSettings(&options)
    var tables: [(name: String, table: Table)] = []
    for loaded in try Projects.load(try options.paths()) {
      let project = try AnalysedProject(unrun: loaded, settings)
      project.reportMistakes()
      let reader = VariationReader(loaded.model)
      do {
        let sensitivity = try Sensitivity(
          loaded.model, project.program, try settings.options(for: loaded.model),
          try texts.map { try reader.read($0) })
        let report = SensitivityReport(sensitivity)
        if format == .text || format == .markdown {
          Output.write(try report.text(format))
        } else {
          tables.append((loaded.name, report.table))
        }
      } catch let error as VariationReader.Failure {
        throw UsageError(error.message)
      } catch let error as Sensitivity.TooMany {
        throw UsageError(
          "these are \(error.count) runs or more; vary less at once: at most "
            + "\(Sensitivity.runLimit) are made")
      }
    }
    if format == .csv || format == .json { Output.write(try Table.joined(tables).text(format)) }
    return .clean
  }
}
