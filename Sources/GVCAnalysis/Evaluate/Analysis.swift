import GVCModel
import GVCSyntax

/// What to analyse, and how.
public struct AnalysisOptions: Sendable, Equatable {
  /// The layer to analyse alone, or the base case; nil for every period and scenario, and the base case where there are
  /// no periods.
  public var layer: LayerReference?
  /// The theories whose rules run, by name; empty for all in use.
  public var theories: Set<String>
  /// The rules that run, by their index in the model; nil for all.
  public var rules: Set<Int>?
  /// Values of thresholds, by their index in the model, instead of the declared ones.
  public var thresholds: [Int: Value]
  /// The least weight of the rules that run.
  public var leastLevel: Severity
  /// The most steps that one rule takes in one layer: ways to bind variables that it tries, and actors that it asks
  /// whether they are reached.
  public var stepLimit: Int
  /// What all rules together may take, in parts of expressions that are evaluated; nil for what a case of that size is
  /// given.
  public var workLimit: Int?
  /// Whether rules may run side by side, where there is much to do: what is found is the same, but which
  /// rule pays for what several need is not.
  public var isSideBySide = true
  /// What asks the rules.
  public var engine: any RuleEngine {
    get { choice.engine }
    set { choice = EngineChoice(engine: newValue) }
  }
  private var choice = EngineChoice(engine: NativeRuleEngine())
  /// Where a rule runs over more things than this, it takes many of them at once.
  var columnLimit = RuleRunner.defaultColumnLimit
  /// From how many things on rules run side by side.
  var sideBySideLimit = 20_000

  /// 50 million: seconds of work.
  public static let defaultStepLimit = 50_000_000

  public init(
    layer: LayerReference? = nil, theories: Set<String> = [], thresholds: [Int: Value] = [:],
    leastLevel: Severity = .note, stepLimit: Int = Self.defaultStepLimit
  ) {
    self.layer = layer
    self.theories = theories
    self.thresholds = thresholds
    self.leastLevel = leastLevel
    self.stepLimit = stepLimit
  }
}

/// The conclusions of the theories in use about a case.
public struct Analysis: Sendable {
  /// The case.
  public let model: Model
  /// The theories in use, compiled.
  public let program: Program
  /// What was asked for.
  public let options: AnalysisOptions
  /// What holds and what cannot be concluded, by layer, rule and the order of the text.
  public private(set) var findings: [Finding] = []
  /// Where rules contradict one another.
  public private(set) var contests: [Contest] = []
  /// Where several theories say the same.
  public private(set) var agreements: [Agreement] = []
  /// How many findings that hold were left out by `leaveOut`.
  public private(set) var leftOut = 0
  /// How many findings of each rule were left out as too many.
  public private(set) var omitted: [Int: Int] = [:]
  /// The rules that were stopped before they had tried everything, by their index in the program.
  public private(set) var unfinished: [Int] = []
  /// What each rule took, by its index in the program: the ways to bind its variables that were tried,
  /// and the time.
  public private(set) var profile: [(steps: Int, time: Duration)] = []
  /// The layers that were analysed, each with the one it is compared with.
  public let layers: [(layer: LayerReference, previous: LayerReference?)]
  /// What is stated in the layers, with what rules have read of it.
  private(set) var stated: StatedLayers
  /// What each rule reads, by its index in the program.
  private var inputs = Lazy<[RuleInputs]>()

  /// An analysis that has run no rule yet: the layers, the thresholds, and nothing found.
  public init(unrun model: Model, _ program: Program, _ options: AnalysisOptions) {
    self.model = model
    self.program = program
    self.options = options
    layers = Self.layers(model, options)
    stated = StatedLayers(model)
  }

  /// Runs the rules of a program over the layers of its model.
  ///
  /// - Parameters:
  ///   - last: An analysis of the project as it was before, from which is taken what has not changed: the findings of
  ///     rules that read nothing which is stated otherwise, and what rules read of the rest.
  ///   - other: An analysis of the same model, whose rules have read some of it; those that it asked in the same way are
  ///     not asked again.
  public init(
    _ model: Model, _ program: Program, _ options: AnalysisOptions = AnalysisOptions(),
    after last: Analysis? = nil, beside other: Analysis? = nil
  ) {
    self.init(unrun: model, program, options)
    _ = run(after: last, beside: other, unless: { false })
  }

  /// The same; nil where `isCancelled` says before the end that nobody waits for it any more.
  public static func run(
    _ model: Model, _ program: Program, _ options: AnalysisOptions, after last: Analysis?,
    beside other: Analysis? = nil, unless isCancelled: @Sendable () -> Bool
  ) -> Analysis? {
    var analysis = Analysis(unrun: model, program, options)
    return analysis.run(after: last, beside: other, unless: isCancelled) ? analysis : nil
  }

  /// Has the rules asked; false where it was broken off.
  private mutating func run(
    after last: Analysis?, beside other: Analysis?, unless isCancelled: @Sendable () -> Bool
  ) -> Bool {
    let before = last.map { [model] in ($0, ModelChange(from: $0.model, to: model)) }
    let kept = before.flatMap { [self] in ReusedFindings($0, for: self, $1) }
    let shared = other.flatMap { [self] in ReusedFindings(beside: $0, for: self) }
    // It is of the same program.
    if kept != nil, let last { inputs = last.inputs }
    if let other {
      stated = other.stated
    } else if let (last, change) = before, model.isOfSameTheory(as: last.model) {
      stated = StatedLayers(model, after: last.stated, change)
    }
    var asks: [(ask: RuleAsk, kept: [Finding]?)] = []
    for (layer, previous) in layers {
      for index in program.rules.indices where isWanted(program.rules[index]) {
        if program.rules[index].comparesLayers, previous == nil { continue }
        let ask = RuleAsk(rule: index, layer: layer, previous: previous)
        let known = kept?.findings(of: index, in: layer) ?? shared?.findings(of: index, in: layer)
        asks.append((ask, known))
      }
    }
    let data = CaseData(
      model: model, options: options, asked: asks.filter { $0.kept == nil }.map(\.ask),
      stated: stated)
    guard let found = options.engine.findings(of: program, in: data, unless: isCancelled) else {
      return false
    }
    var answered = found[...]
    let results = asks.map { _, kept in
      kept.map { RuleResult(findings: $0) } ?? answered.popFirst()
        // An engine that answers less than it is asked has not finished.
        ?? RuleResult(findings: [], isUnfinished: true)
    }
    // What was read for a rule that was stopped may be less than there is to know.
    if results.contains(where: \.isUnfinished) { stated = StatedLayers(model) }
    profile = Array(repeating: (0, .zero), count: program.rules.count)
    for (rule, result) in zip(asks.map(\.ask.rule), results) {
      profile[rule].steps += result.steps
      profile[rule].time += result.time
      findings += result.findings
      if result.omitted > 0 { omitted[rule, default: 0] += result.omitted }
      if result.isUnfinished, !unfinished.contains(rule) { unfinished.append(rule) }
    }
    let answers = VerdictAnswers(findings, model, program)
    contests = answers.contests
    agreements = answers.agreements
    return true
  }

  /// Leaves out what holds and needs facts of less confidence than a word of the scale `level`. What was known of
  /// contests and agreements follows.
  public mutating func leaveOut(below confidence: Int) {
    let reader = FindingReader(self)
    let kept = findings.filter { (reader.weakestConfidence(of: $0) ?? .max) >= confidence }
    leftOut += findings.count - kept.count
    findings = kept
    let answers = VerdictAnswers(findings, model, program)
    contests = answers.contests
    agreements = answers.agreements
  }

  /// Each layer with the one before it. The facts outside all layers are a state of the case only
  /// where there are no periods.
  private static func layers(
    _ model: Model, _ options: AnalysisOptions
  ) -> [(LayerReference, LayerReference?)] {
    let order = model.layerOrder
    /// The first period follows nothing; a scenario without a base changes the facts themselves.
    func previous(_ layer: EntityID) -> LayerReference? {
      if let parent = order.parent(of: layer) { return LayerReference(parent) }
      return model[layer].kind == model.core.scenario ? .base : nil
    }
    if let layer = options.layer { return [(layer, layer.entity.flatMap { previous($0) })] }
    let base: [(LayerReference, LayerReference?)] = model.hasBaseCase ? [(.base, nil)] : []
    return base + order.layers.map { (LayerReference($0), previous($0)) }
  }

  /// The values of the thresholds, by their index in the model: as declared, or as the options set them.
  static func thresholds(_ model: Model, _ options: AnalysisOptions) -> [Datum] {
    model.thresholds.enumerated().map { index, threshold in
      if case .number(let interval, _, let unit) = options.thresholds[index] ?? threshold.value {
        return .number(interval, unit)
      }
      return .number(.all, .one)
    }
  }

  /// What a rule reads, by its index in the program.
  func inputs(of rule: Int) -> RuleInputs {
    inputs.value { [program] in program.rules.map { RuleInputs(of: $0, in: program) } }[rule]
  }

  private func isWanted(_ plan: RulePlan) -> Bool {
    guard plan.level >= options.leastLevel else { return false }
    if let rules = options.rules, !rules.contains(plan.rule) { return false }
    guard !options.theories.isEmpty else { return true }
    return model.theories[Int(model.rules[plan.rule].theory.number)].name
      .map { options.theories.contains(model.names[$0]) } ?? true
  }

  /// A warning for each rule that was stopped.
  public var diagnostics: [Diagnostic] {
    unfinished.map { index in
      let rule = model.rules[program.rules[index].rule]
      return RuleErrors.unfinished(
        model.names[rule.name], steps: profile[index].steps, at: rule.location)
    }
  }
}
