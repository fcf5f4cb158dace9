import GVCModel
import GVCSyntax

/// A state of the case: a layer, or the facts outside all layers.
public struct LayerReference: Hashable, Sendable {
  /// The period or scenario; nil for the facts outside all layers.
  public let entity: EntityID?

  public init(_ entity: EntityID?) { self.entity = entity }

  /// The facts outside all layers: the base case.
  public static let base = LayerReference(nil)
}

/// What a rule concludes of one thing in one layer, or cannot conclude.
public struct Finding: Sendable {
  /// The index of the rule in the program.
  public let plan: Int
  /// The index of the rule in the model.
  public let rule: Int
  /// The layer in which it holds or is open.
  public let layer: LayerReference
  /// The layer that it is compared with.
  public let previous: LayerReference?
  /// `yes` when it holds, `unknown` when it cannot be concluded.
  public let truth: Truth
  /// The thing that it is about.
  public let subject: EntityID
  /// What stands behind `into` or `from`.
  public let object: EntityID?
  /// The other things that it is about: the link.
  public let related: [EntityID]
  /// What the variables of the rule stand for, by slot.
  public let bindings: [Datum]
  /// Whether the same cannot be concluded by other ways to bind the variables either, so that what rules out this one
  /// does not rule out the finding.
  public internal(set) var isOneWayOfSeveral = false
  /// Whether its rule is asked of it: `no` for an attempt that the scope of the rule, or what its variables range
  /// over, leaves out. A rule that holds, or cannot be concluded, may be asked.
  public internal(set) var asked = Truth.yes

  /// Whether two are the same conclusion, whatever the layer.
  public func isSame(as other: Finding) -> Bool {
    rule == other.rule && truth == other.truth && subject == other.subject
      && object == other.object && related == other.related
  }
}

/// What a verdict asks of one thing in one layer.
public struct Question: Hashable, Sendable {
  /// The layer that is asked about.
  public let layer: LayerReference
  /// What is asked.
  public let verdict: VerdictID
  /// A word of the choice that qualifies the verdict.
  public let qualifier: Int?
  /// The thing that is asked about.
  public let subject: EntityID
  /// What it is asked for: an activity, say.
  public let object: EntityID?
}

/// A question that rules answer with values that cannot hold at once.
public struct Contest: Sendable {
  public let question: Question
  /// The findings that contradict one another, by their index in the analysis.
  public let findings: [Int]
  /// Whether rules of different theories contradict one another.
  public let isBetweenTheories: Bool
}

/// A question that several theories answer with the same value.
public struct Agreement: Sendable {
  public let question: Question
  /// The value, as a word of the verdict.
  public let word: Int
  /// The findings that say so, by their index in the analysis.
  public let findings: [Int]
}

/// A fact that nobody has stated.
public struct MissingFact: Hashable, Sendable, Comparable {
  public let entity: EntityID
  public let attribute: AttributeID
  public let key: EntityID?
  /// Whose view is asked for, as a word of the choice `voice`.
  public let voice: Int?
  /// It is asked for in the layer before.
  public let isBefore: Bool

  public static func < (a: MissingFact, b: MissingFact) -> Bool {
    (
      a.isBefore ? 0 : 1, a.entity.index, a.attribute.number, a.key?.index ?? -1, a.voice ?? -1
    ) < (
      b.isBefore ? 0 : 1, b.entity.index, b.attribute.number, b.key?.index ?? -1, b.voice ?? -1
    )
  }
}

/// What would turn “cannot conclude” into an answer.
public struct OpenQuestion: Sendable {
  /// The smallest sets of facts of which some values make the conclusion hold.
  public let toHold: [[MissingFact]]
  /// The smallest sets of facts of which some values rule it out.
  public let toRuleOut: [[MissingFact]]
  /// Why facts that are stated do not decide it: amounts that cannot be compared, each in a sentence.
  public var obstacles: [String] = []

  /// All facts that occur in them.
  public var facts: [MissingFact] { Set((toHold + toRuleOut).flatMap { $0 }).sorted() }
}
