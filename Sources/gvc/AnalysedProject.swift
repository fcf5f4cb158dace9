import GVCAnalysis
import GVCModel
import GVCReport
import GVCSyntax
import GVCWorkspace

/// A project with the theories in use compiled and run over it.
struct AnalysedProject {
  let project: LoadedProject
  let program: Program
  let reader: FindingReader
  let expectations: [Expectation]
  /// What is wrong in its files, its theories and its expectations, and what its theories find wrong.
  let diagnostics: [Diagnostic]
  let map: SourceMap
  private let checks: Analysis
  /// The analysis with what weak evidence leaves out.
  private let whole: Analysis

  var model: Model { project.model }
  var analysis: Analysis { reader.analysis }

  /// Analyses a project as the options of a command ask.
  ///
  /// - Parameter last: What was made of the project before, of which is kept what is the same.
  init(
    _ project: LoadedProject, _ settings: AnalysisSettings = AnalysisSettings(),
    after last: AnalysedProject? = nil
  ) throws {
    let program = RuleCompiler.compile(project.model)
    self.init(
      project, program,
      Analysis(
        project.model, program, try settings.options(for: project.model), after: last?.whole),
      leastConfidence: try settings.leastConfidence(in: project.model), after: last)
  }

  /// Compiles a project for questions of a person; no rule runs.
  init(unrun project: LoadedProject, _ settings: AnalysisSettings) throws {
    let program = RuleCompiler.compile(project.model)
    self.init(
      project, program,
      Analysis(unrun: project.model, program, try settings.options(for: project.model)))
  }

  private init(
    _ project: LoadedProject, _ program: Program, _ whole: Analysis,
    leastConfidence: Int? = nil, after last: AnalysedProject? = nil
  ) {
    self.project = project
    self.program = program
    self.whole = whole
    var analysis = whole
    if let leastConfidence { analysis.leaveOut(below: leastConfidence) }
    reader = FindingReader(analysis)
    expectations = ExpectationReader.read(project.model).expectations
    checks = FindingDiagnostics.analysis(
      project.model, program, after: last?.checks, beside: whole)
    // A rule that weighs as a warning or an error may have been stopped in both.
    let alreadySaid = checks.diagnostics
    let stopped = reader.analysis.diagnostics.filter { !alreadySaid.contains($0) }
    diagnostics = CaseDiagnostics.all(project.diagnostics + stopped, checks)
    map = SourceMap(project.sources)
  }
}

extension AnalysedProject {
  /// Writes mistakes of form and meaning, which may make conclusions wrong, and which rules were stopped, so that
  /// conclusions are not complete, to standard error; what the theories find is among the findings.
  func reportMistakes() {
    let printer = DiagnosticPrinter(map, usesColor: false)
    for diagnostic in diagnostics
    where diagnostic.severity == .error && diagnostic.code.phase != .findings {
      Output.writeError(printer.concise(diagnostic))
    }
    for diagnostic in reader.analysis.diagnostics {
      Output.writeError(printer.concise(diagnostic))
    }
  }
}

/// The options that say what to analyse.
struct AnalysisSettings {
  /// The layer to analyse alone, by its name.
  var layer: String?
  /// Whether rules may run side by side.
  var isSideBySide = true
  private var theories: [String] = []
  private var thresholds: [String] = []
  private var confidence: String?

  init() {}

  /// Takes `--layer`, `--theory` and `--set` from the options.
  init(_ options: inout Options) {
    layer = options.value("--layer")
    theories = options.values("--theory")
    thresholds = options.values("--set")
  }

  /// Takes `--min-confidence` as well.
  init(withConfidence options: inout Options) {
    self.init(&options)
    confidence = options.value("--min-confidence")
  }

  /// Takes `--min-confidence` alone.
  init(onlyConfidence options: inout Options) {
    confidence = options.value("--min-confidence")
  }

  /// What leaves out conclusions by the evidence that they need.
  static let confidenceOption = CommandOption.word(
    "--min-confidence", "LEVEL",
    "leave out what needs facts of less confidence, `medium` or `high`, and count it")

  /// The options that say it.
  static let options =
    [
      CommandOption.word(
        "--layer", "NAME", from: .layers,
        "analyse one period or scenario, or `base`, not all of them")
    ] + optionsWithoutLayer

  /// The same for a command that takes its layers otherwise.
  static let optionsWithoutLayer: [CommandOption] = [
    .word(
      "--theory", "NAME", from: .theories, isRepeatable: true,
      "run the rules of this theory alone; may be given again"),
    .word(
      "--set", "NAME=VALUE", from: .thresholds, isRepeatable: true,
      "set a threshold, as in `--set dependent_share=30%`; may be given again"),
  ]

  /// The least confidence of the evidence that conclusions may need, as a word of the scale `level`.
  func leastConfidence(in model: Model) throws -> Int? {
    guard let confidence, let scale = model.core.level else { return nil }
    let words = model.vocabulary[scale].words.map { model.names[$0.name] }
    guard let word = words.firstIndex(of: confidence) else {
      throw UsageError(
        "`--min-confidence` takes \(words.joined(separator: ", ")), not `\(confidence)`")
    }
    return word
  }

  func options(for model: Model) throws -> AnalysisOptions {
    var options = AnalysisOptions()
    options.isSideBySide = isSideBySide
    if let layer { options.layer = try Self.state(named: layer, in: model) }
    for theory in theories {
      let names = model.theories.compactMap { $0.name.map { model.names[$0] } }
      guard names.contains(theory) else {
        let nearest = Suggestion.nearest(to: theory, among: names)
        throw UsageError(
          "no theory `\(theory)` is in use" + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
      }
      options.theories.insert(theory)
    }
    for setting in thresholds {
      do throws(ThresholdSetting.Failure) {
        let (index, value) = try ThresholdSetting.read(setting, in: model)
        options.thresholds[index] = value
      } catch {
        throw UsageError(error.message)
      }
    }
    return options
  }

  /// The period or scenario of a name, or the base case where it is a state of its own.
  static func state(named name: String, in model: Model) throws -> LayerReference {
    let layer = try layer(named: name, in: model)
    guard layer == .base, !model.hasBaseCase else { return layer }
    throw UsageError(
      "where a case has periods, the facts outside of them are no state of their own: they are those "
        + "of the first, `\(model.layerOrder.periods.first.map { model.label($0) } ?? "")`")
  }

  /// The period or scenario of a name, or the base case.
  static func layer(named name: String, in model: Model) throws -> LayerReference {
    if let layer = model.layerOrder.layers.first(where: { model.label($0) == name }) {
      return LayerReference(layer)
    }
    if name == Model.baseCaseName { return .base }
    let names = model.layerOrder.layers.map { model.label($0) }
    let nearest = Suggestion.nearest(to: name, among: names)
    throw UsageError(
      "there is no period or scenario `\(name)`"
        + (nearest.map { "; did you mean `\($0)`?" }
          ?? (names.isEmpty ? "" : "; there is \(names.joined(separator: ", "))")))
  }
}
