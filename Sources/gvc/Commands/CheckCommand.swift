import GVCReport
import GVCSyntax
import GVCWorkspace

extension Command {
  /// `gvc check`: what is wrong in files and projects.
  static let check = Command(
    name: "check",
    summary: "Say what is wrong in files or projects",
    synopsis: """
      check PATH … [--format FORMAT] [--min-confidence LEVEL] [--baseline FILE] [--watch]
                       [--fail-level LEVEL] [--quiet]
      """,
    description: """
      Reads files, directories with all their `.gvc` files, and what they import, and says what is
      wrong in them. Of a directory without such files, the directories below it are read. `-` reads
      standard input.
      """,
    options: [
      .format(
        [
          .init(
            name: "full",
            summary: "each mistake with its line, the reason and the way out (the default)"),
          .init(name: "concise", summary: "one line a mistake"),
          .init(
            name: "json", summary: "one JSON object; Grammar/diagnostics.schema.json describes it"),
          .init(name: "json-lines", summary: "one JSON object a line and mistake"),
        ] + IssueFormat.choices),
      AnalysisSettings.confidenceOption,
      .baseline("check"),
      .watch,
      .failLevel(
        "what ends with status 1: error (the default), or also warning, or also note; or never"),
      .quiet,
    ],
    operands: .projects,
    status: "0 nothing at the fail level, 1 something is, 2 could not run.",
    prepare: CheckCommand.prepare)
}

enum CheckCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let (format, other) = try DiagnosticFormat.taken(from: &options)
    let failLevel = FailLevel(&options)
    let isQuiet = options.flag("--quiet")
    let isWatched = options.flag("--watch")
    let baseline = options.value("--baseline")
    let settings = AnalysisSettings(onlyConfidence: &options)
    let paths = try options.paths()
    let run = { (session: inout ProjectSession<CheckedProject>) in
      let projects = try Progress.during(isQuiet: isQuiet) { say in
        try session.projects(paths, step: { say("checking \($0)") }) {
          CheckedProject(
            $0, leastConfidence: try settings.leastConfidence(in: $0.model), after: $1)
        }
      }
      var report = DiagnosticOutput.report(projects)
      if let baseline {
        report = report.compared(
          to: try Baseline.read(baseline, session, as: BaselineFile.diagnostics))
      }
      if !isQuiet {
        if let other {
          try IssueOutput.write(
            issues(of: projects, report), fixed: report.baseline?.fixed.map { FixedIssue($0) },
            of: "check", other)
        } else {
          try DiagnosticOutput.write(projects, report, format)
        }
      }
      let severities = projects.flatMap(\.diagnostics).map(\.severity)
      return failLevel.status(
        of: zip(severities, report.diagnostics).filter { $1.baseline?.isWorse ?? true }.map(\.0))
    }
    return try Watcher.work(
      "check", paths, isWatched: isWatched, isForPrograms: format.isForPrograms(or: other), run)
  }

  private static func issues(
    of projects: [CheckedProject], _ report: DiagnosticReport
  ) -> [ReportedIssue] {
    var marks = report.diagnostics.map(\.baseline)[...]
    return projects.flatMap { project in
      let map = SourceMap(project.project.sources)
      let enclosures = Enclosures(project.project.model)
      return project.diagnostics.map {
        IssueOutput.issue($0, marks.popFirst() ?? nil, enclosures, in: map)
      }
    }
  }
}
