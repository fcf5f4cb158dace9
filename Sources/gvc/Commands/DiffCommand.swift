import GVCAnalysis
import GVCModel
import GVCReport
import GVCSyntax

extension Command {
  /// `gvc diff`: what changed between two states of a case.
  static let diff = Command(
    name: "diff",
    summary: "Say what changed between two states of a case, and why",
    synopsis: """
      diff OLD NEW [--layer NAME] [--theory NAME] [--set NAME=VALUE] [--format text|markdown|json]
                         [--fail-level LEVEL]
      diff --layers OLD NEW [PATH] [--format text|markdown|json] [--fail-level LEVEL]
      """,
    description: """
      Compares two files or directories, or with `--layers` two periods or scenarios of one case
      (`base` is the base case, what is stated outside of all): which facts are different, which
      conclusions came, went or changed what they claim, and which of the facts turned them. Things
      are the same where they have the same name.
      """,
    options: [
      .flag(
        "--layers", "OLD and NEW are layers of the case at PATH (or where the command runs)")
    ] + AnalysisSettings.options + [
      .format([
        .init(name: "text", summary: "for people (the default)"),
        .init(name: "markdown", summary: "for a pull request"),
        .init(name: "json", summary: "one JSON object; Grammar/diff.schema.json describes it"),
      ]),
      .failLevel(
        "from which level on a conclusion that is new counts as worse: error, warning (the default), "
          + "note or never; a danger always counts but for never"),
    ],
    operands: .projects,
    status: "0 nothing got worse, 1 something did, 2 could not run.",
    prepare: DiffCommand.prepare)
}

enum DiffCommand {
  static func prepare(_ options: inout Options) throws -> Command.Work {
    let isByLayer = options.flag("--layers")
    let format =
      options.value("--format") ?? "text"
    let failLevel = options.value("--fail-level")
    let settings = AnalysisSettings(&options)
    let words = try options.paths(least: "name two paths, or with `--layers` two layers")
    return {
      let (old, new) =
        isByLayer ? try layers(words, settings) : try paths(words, settings)
      let difference = CaseDifference(from: old, to: new)
      let level = Severity.allCases.first { $0.name == failLevel } ?? .warning
      if format == "json" {
        Output.write(try JSONText.pretty(DifferenceReport(difference, worseFrom: level)))
      } else {
        let printer = DifferencePrinter(
          difference, worseFrom: level, isMarkdown: format == "markdown")
        Output.write(printer.text)
      }
      guard failLevel != FailLevel.never.rawValue else { return .clean }
      return difference.findings.contains { $0.isWorse(than: level) } ? .findings : .clean
    }
  }

  private static func paths(
    _ words: [String], _ settings: AnalysisSettings
  ) throws -> (CaseState, CaseState) {
    guard words.count == 2 else {
      throw UsageError("name two paths, the old one and the new one")
    }
    let states = try words.map { path in
      let loaded = try Projects.load([path])
      guard loaded.count == 1 else {
        throw UsageError("`\(path)` holds \(loaded.count) projects; name one of them")
      }
      let project = try AnalysedProject(loaded[0], settings)
      project.reportMistakes()
      return CaseState(project.reader)
    }
    return (states[0], states[1])
  }

  private static func layers(
    _ words: [String], _ settings: AnalysisSettings
  ) throws -> (CaseState, CaseState) {
    guard settings.layer == nil else {
      throw UsageError("`--layer` does nothing beside `--layers`")
    }
    guard words.count == 2 || words.count == 3 else {
      throw UsageError("name two layers, and at most one path")
    }
    let path = words.count == 3 ? words[2] : "."
    let loaded = try Projects.load([path])
    guard loaded.count == 1 else {
      throw UsageError("`\(path)` holds \(loaded.count) projects; name one of them")
    }
    let states = try words.prefix(2).map { name in
      var settings = settings
      let model = loaded[0].model
      let layer = try AnalysisSettings.layer(named: name, in: model)
      if layer != .base || model.hasBaseCase { settings.layer = name }
      return CaseState(try AnalysedProject(loaded[0], settings).reader, layer: layer)
    }
    return (states[0], states[1])
  }
}
