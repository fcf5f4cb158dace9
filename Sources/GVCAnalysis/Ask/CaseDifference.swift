import GVCModel
import GVCSyntax

/// One state of a case, to be held against another: an analysis, and the layer of it that is meant.
public struct CaseState {
  /// What reads the findings of the analysis.
  public let reader: FindingReader
  /// The layer that is compared; nil for all of them.
  public let layer: LayerReference?

  public init(_ reader: FindingReader, layer: LayerReference? = nil) {
    self.reader = reader
    self.layer = layer
  }

  var model: Model { reader.analysis.model }
}

/// What changed from one state of a case to another: facts, and what follows from them.
public struct CaseDifference: Sendable {
  /// A thing that is only there in one of the two.
  public struct Thing: Sendable, Hashable {
    /// The name of its kind.
    public let kind: String
    /// What the case calls it.
    public let label: String
  }

  /// A fact that is stated otherwise.
  public struct FactChange: Sendable, Hashable {
    /// `share_of_sales of a -> b`, with the key of a map and the layer where there is one.
    public let fact: String
    /// What the first state says; nil where it says nothing.
    public let old: String?
    /// What the second state says; nil where it says nothing.
    public let new: String?
    /// The fact in the model of the first state.
    public let oldIndex: Int?
    /// The fact in the model of the second state.
    public let newIndex: Int?
  }

  /// How a conclusion is different.
  public enum Turn: String, Sendable, CaseIterable {
    /// It holds now, and did not.
    case appeared
    /// It held, and does not now.
    case disappeared
    /// It could not be concluded, and holds now.
    case confirmed
    /// It held, and cannot be concluded now.
    case opened
    /// It could not be concluded, and is ruled out now.
    case ruledOut = "ruled out"
    /// It holds in both, and claims more or less now.
    case modality = "claims otherwise"
  }

  /// A conclusion that is different.
  public struct FindingChange: Sendable {
    /// How it is different.
    public let turn: Turn
    /// What an `expect` calls it.
    public let reference: String
    /// The theory whose rule it is; empty for rules of the case itself.
    public let theory: String
    /// The message, of the state in which it holds.
    public let message: String
    /// How strongly the first state claims it; nil where it does not hold there.
    public let oldModality: Modality?
    /// How strongly the second state claims it; nil where it does not hold there.
    public let newModality: Modality?
    /// How much it weighs where it holds.
    public let level: Severity
    /// The changed facts that turned it, by their index in `facts`.
    public let because: [Int]
    /// Things that came or went and turned it.
    public let things: [Thing]
    /// No fact of it changed: the theory or a threshold did.
    public let isByTheory: Bool

    /// Whether it is for the worse: a danger, a warning or an error that holds now and did not.
    public func isWorse(than level: Severity) -> Bool {
      guard turn == .appeared || turn == .confirmed else { return false }
      return self.level >= level || newModality == .danger
    }
  }

  /// What is only there in the second state.
  public let added: [Thing]
  /// What is only there in the first state.
  public let removed: [Thing]
  /// The facts that are stated otherwise.
  public let facts: [FactChange]
  /// The conclusions that are different.
  public let findings: [FindingChange]

  /// Whether nothing is different.
  public var isEmpty: Bool {
    added.isEmpty && removed.isEmpty && facts.isEmpty && findings.isEmpty
  }

  /// The difference of two states, of one case or of two.
  public init(from old: CaseState, to new: CaseState) {
    let comparison = CaseComparison(old, new)
    added = comparison.added
    removed = comparison.removed
    facts = comparison.facts
    findings = comparison.findings()
  }
}
