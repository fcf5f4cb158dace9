import GVCModel

/// What asks rules about a case: the seam behind which a way to evaluate them stands.
///
/// Whatever runs rules does so through one of these: `AnalysisOptions` says which. What a rule means is said by the
/// operations of its program; every engine gives the findings that `NativeRuleEngine` gives.
public protocol RuleEngine: Sendable {
  /// What it is called, by which one engine is told from another.
  var name: String { get }

  /// What rules find in a case.
  ///
  /// Findings of one rule in one layer come in the order in which its variables are bound, those that hold and those
  /// that are open. The same conclusion, of the same things, is said once: by the first way that holds, or where none
  /// does by the first that is open.
  ///
  /// - Parameters:
  ///   - program: The rules, compiled.
  ///   - data: The case, and which rules are asked in which of its layers.
  ///   - isCancelled: Whether nobody waits for it any more, to be looked at before each rule.
  /// - Returns: One result for each of `data.asked`, in their order; nil where it was cancelled.
  func findings(
    of program: Program, in data: CaseData, unless isCancelled: @Sendable () -> Bool
  ) -> [RuleResult]?
}

/// A rule that is asked in a layer.
public struct RuleAsk: Hashable, Sendable {
  /// The index of the rule in its program.
  public let rule: Int
  public let layer: LayerReference
  /// What the layer is compared with; nil where there is nothing before it.
  public let previous: LayerReference?
}

/// What an engine is given: a case, and what is asked about it.
public struct CaseData: Sendable {
  /// Entities, facts and layers.
  public let model: Model
  /// Thresholds that are set otherwise than declared, and the limits that rules have.
  public let options: AnalysisOptions
  /// The rules to ask, and in which layers.
  public let asked: [RuleAsk]
  /// What is stated in the layers, in which is kept what rules read of it.
  let stated: StatedLayers

  /// What stands in a layer, in columns by the rows of kinds, and its links and ties.
  public func snapshot(of layer: LayerReference) -> Snapshot {
    stated.stated(in: layer.entity).snapshot
  }
}

/// What came of asking a rule in a layer.
public struct RuleResult: Sendable {
  public var findings: [Finding]
  /// How many findings were left out as too many.
  public var omitted: Int
  /// Whether it was stopped before it had tried everything.
  public var isUnfinished: Bool
  /// The ways to bind its variables that were tried.
  public var steps: Int
  public var time: Duration

  public init(
    findings: [Finding], omitted: Int = 0, isUnfinished: Bool = false, steps: Int = 0,
    time: Duration = .zero
  ) {
    self.findings = findings
    self.omitted = omitted
    self.isUnfinished = isUnfinished
    self.steps = steps
    self.time = time
  }
}

/// Which engine was chosen; two with one name are the same.
struct EngineChoice: Sendable, Equatable {
  let engine: any RuleEngine

  static func == (a: EngineChoice, b: EngineChoice) -> Bool { a.engine.name == b.engine.name }
}

/// The engine of gvc itself: rules over columns in memory, side by side where there is much to do.
public struct NativeRuleEngine: RuleEngine {
  public var name: String { "native" }

  public init() {}

  public func findings(
    of program: Program, in data: CaseData, unless isCancelled: @Sendable () -> Bool
  ) -> [RuleResult]? {
    RuleSchedule(program, data).results(unless: isCancelled)
  }
}
