import GVCAnalysis
import GVCReport
import GVCSyntax

extension Command {
  /// `gvc analyze`: what the theories conclude.
  static let analyze = Command(
    name: "analyze",
    summary: "Say what the theories conclude about a case",
    synopsis: """
      analyze PATH … [--layer NAME] [--theory NAME] [--set NAME=VALUE] [--format FORMAT]
                         [--all] [--why-first] [--questions N|all] [--min-confidence LEVEL]
                         [--baseline FILE] [--watch] [--fail-level LEVEL] [--quiet]
      analyze PATH … --profile [-o FILE] [--format text|markdown|csv|json|xlsx]
      analyze PATH … --vary NAME=VALUE,… [--vary …] [-o FILE]
                         [--format text|markdown|csv|json|xlsx]
      """,
    description: """
      Runs the rules of the theories in use over the projects and says what they conclude. First comes
      a screen with what matters most: the case in two sentences, the conclusions that matter, figures,
      what contradicts what, and what would decide most. Then all conclusions by subject, each with its
      reason and the passage of the theory; the facts that they rest on, with their evidence; and what
      cannot be concluded, with the facts that would decide it. Lines are as wide as the terminal or
      as `COLUMNS` says, from 60 to 200 columns. Mistakes in the case go to standard error.

      With `--vary` it analyses once for each value and says which conclusions hold throughout, and
      where the others flip. Several are combined.
      """,
    options: AnalysisSettings.options + [
      AnalysisSettings.confidenceOption,
      .format(
        [
          .init(name: "full", summary: "for people (the default)"),
          .init(name: "concise", summary: "one line a finding"),
          .init(
            name: "json", summary: "one JSON object; Grammar/analysis.schema.json describes it"),
          .init(
            name: "json-lines",
            summary: "one JSON object a line and finding, open ones included"),
        ] + IssueFormat.choices + [
          .init(name: "text", summary: "with `--vary` or `--profile`: for people (the default)"),
          .init(name: "xlsx", summary: "with `--vary` or `--profile`: a workbook"),
        ]),
      .word(
        "-o", "FILE", from: .files,
        "with `--vary` or `--profile`: write to a file; its name can say the format"),
      .flag("--all", "all that each conclusion rests on beside it, without the first screen"),
      .flag("--why-first", "say why the first conclusions come first: the points of each"),
      .word("--questions", "N|all", "how many open questions are listed (10 by default)"),
      .baseline("analyze"),
      .watch,
      .flag("--profile", "what each rule took, the slowest first: steps, conclusions, time"),
      .word(
        "--vary", "NAME=V,V,…", from: .thresholds, isRepeatable: true,
        "a threshold, `dependent_share=30%,50%,80%` or `=30%..80%`; a stated fact, "
          + "`'(a -> b).share_of_sales=40%,60%'`, or at the ends of its range when no value is given; "
          + "`estimates`, every range and estimate by itself"),
      .failLevel, .quiet,
    ],
    operands: .projects,
    status: "0 nothing at the fail level, 1 something is, 2 could not run.",
    prepare: AnalyzeCommand.prepare)
}

enum AnalyzeCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let variations = options.values("--vary")
    guard variations.isEmpty else { return try vary(variations, &options) }
    if options.flag("--profile") { return try profile(&options) }
    let (format, other) = try DiagnosticFormat.taken(from: &options)
    let failLevel = FailLevel(&options)
    let settings = AnalysisSettings(withConfidence: &options)
    let extent = AnalysisOutput.Extent(
      questions: try options.limit("--questions") ?? 10, isAll: options.flag("--all"),
      showsReasons: options.flag("--why-first"))
    let isQuiet = options.flag("--quiet")
    let isWatched = options.flag("--watch")
    let baseline = options.value("--baseline")
    let paths = try options.paths()
    let run = { (session: inout ProjectSession<AnalysedProject>) in
      let projects = try Progress.during(isQuiet: isQuiet) { say in
        try session.projects(paths, step: { say("analysing \($0)") }) {
          try AnalysedProject($0, settings, after: $1)
        }
      }
      let output = AnalysisOutput(
        projects,
        since: try baseline.map { try Baseline.read($0, session, as: BaselineFile.analysis) })
      if !isQuiet {
        if let other {
          try output.write(other)
        } else {
          try output.write(format, extent)
        }
      }
      return failLevel.status(of: output.severities)
    }
    return try Watcher.work(
      "analyze", paths, isWatched: isWatched, isForPrograms: format.isForPrograms(or: other), run)
  }

  /// What each rule took.
  private static func profile(_ options: inout Options) throws -> Command.Work {
    let output = try TableOutput(&options)
    var settings = AnalysisSettings(&options)
    // What rules share is paid by the first of them, the same every time.
    settings.isSideBySide = false
    let paths = try options.paths()
    return { [settings] in
      let projects = try Projects.load(paths)
      let tables = try projects.map { loaded in
        (loaded.name, ProfileTable.table(try AnalysedProject(loaded, settings).analysis))
      }
      try output.write(tables, sparing: projects.flatMap { Projects.paths(of: $0) })
      return .clean
    }
  }

  /// Analyses once for each setting of what is varied.
  private static func vary(
    _ texts: [String], _ options: inout Options
  ) throws -> Command.Work {
    let output = try TableOutput(&options)
    let settings = AnalysisSettings(&options)
    let paths = try options.paths()
    return { try vary(texts, paths, settings, output) }
  }

  private static func vary(
    _ texts: [String], _ paths: [String], _ settings: AnalysisSettings, _ output: TableOutput
  ) throws -> ExitStatus {
    var tables: [(name: String, table: Table)] = []
    var text = ""
    let projects = try Projects.load(paths)
    for loaded in projects {
      let project = try AnalysedProject(unrun: loaded, settings)
      project.reportMistakes()
      let reader = VariationReader(loaded.model)
      do {
        let sensitivity = try Sensitivity(
          loaded.model, project.program, try settings.options(for: loaded.model),
          try texts.map { try reader.read($0) })
        let report = SensitivityReport(sensitivity)
        switch output.format {
        case .text: text += try report.text(.text)
        case .markdown: text += try report.text(.markdown)
        case .csv, .json, .xlsx: tables.append((loaded.name, report.table))
        }
      } catch let error as VariationReader.Failure {
        throw UsageError(error.message)
      } catch let error as Sensitivity.TooMany {
        throw UsageError(
          "these are \(error.count) runs or more; vary less at once: at most "
            + "\(Sensitivity.runLimit) are made")
      }
    }
    let inputs = projects.flatMap { Projects.paths(of: $0) }
    switch output.format {
    case .text, .markdown: try output.write(text, sparing: inputs)
    case .csv, .json, .xlsx: try output.write(tables, sparing: inputs)
    }
    return .clean
  }
}
