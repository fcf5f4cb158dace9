import GVCModel
import GVCSyntax

/// An index into the nodes of a program.
public struct PlanID: Hashable, Sendable {
  public let index: Int32

  @inlinable public init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }
}

/// How two values are compared.
public enum Comparison: String, Sendable, CaseIterable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="
}

/// What an aggregate makes of the values of its members.
public enum Aggregate: String, Sendable, CaseIterable {
  case sum, min, max, count, average, any, all
}

/// What stands next to an entity by its form, not by what is said of it.
public enum Relation: Hashable, Sendable {
  /// The supplier or the buyer of a link.
  case supplier, buyer
  /// The actors that a tie joins.
  case members
  /// The links that an actor supplies, and those that it buys from; the ties that it has.
  case sales, purchases, ties
  /// The chain of a tier, and its number.
  case owner, number
  /// The entities of a kind that name this one in an attribute: `chain.links`.
  case inverse(KindID, AttributeID)
}

/// What a node of a plan computes from its children.
public enum Operation: Sendable {
  case constant(Datum)
  /// The value of a threshold, by its index in the model.
  case threshold(Int)
  /// What a variable stands for, by its place in the environment.
  case variable(Int)
  /// An attribute of the child.
  case attribute(AttributeID)
  /// The same as one voice reports it.
  case voiced(AttributeID, voice: Int)
  /// The value under a key of a map: entity, key.
  case mapValue(AttributeID)
  /// The keys of a map of the child.
  case mapKeys(AttributeID)
  case relation(Relation)
  /// All entities of a kind.
  case collection(KindID)
  case and, or, not
  case compare(Comparison)
  /// Whether the first child is an element of the second.
  case contains
  case isKnown
  case arithmetic(Arithmetic)
  case power, negate
  /// If the first child, then the second, else the third.
  case conditional
  /// The set of the children.
  case set
  /// The child as it was in the layer before.
  case before
  case call(BuiltIn)
  /// Over the children behind the first, which are sets or conditions of `bindings`: what the first
  /// child gives.
  case aggregate(Aggregate, [PlanBinding])
}

/// A variable that runs over a set.
public struct PlanBinding: Sendable {
  /// The place in the environment.
  public let slot: Int
  public let set: PlanID
  /// What must hold of it.
  public let condition: PlanID?
  /// Whether it is read in the layer before too, so that it must be there as well.
  public let needsBefore: Bool
}

/// A typed node. It never changes, and is a reference so that reading one copies nothing.
public final class PlanNode: Sendable {
  public let operation: Operation
  /// What that means.
  let meaning: any OperationMeaning
  public let type: ExpressionType
  /// The text that it was compiled from.
  public let place: SyntaxPlace
  public let children: [PlanID]
  /// The variables that it reads, one bit a slot.
  public let variables: UInt64
  /// How deep it is, and how many nodes it has where those that are used twice count twice.
  let depth: Int
  let size: Int

  init(
    operation: Operation, type: ExpressionType, place: SyntaxPlace, children: [PlanID],
    variables: UInt64, depth: Int, size: Int
  ) {
    self.depth = depth
    self.size = size
    self.operation = operation
    meaning = operation.meaning
    self.type = type
    self.place = place
    self.children = children
    self.variables = variables
  }
}

/// What a rule claims to be.
public enum Modality: String, Sendable, CaseIterable {
  /// It holds by the meaning of the words.
  case definition
  /// Without it the outcome cannot be.
  case necessary
  /// A tendency.
  case likely
  /// It may be so: the literature says `may`, `might` or `seems`, or saw it in one case elsewhere.
  case possible
  /// It may come to that.
  case danger
  /// It was seen in the case.
  case observed
  /// What the literature recommends.
  case advice
}

/// One piece of a message.
public enum MessagePart: Sendable {
  case text(String)
  case value(PlanID)
  /// A word that agrees with a value: one form where it is one thing, another where it is several.
  case agreement(PlanID, one: String, several: String)
}

/// A passage that a rule rests on.
public struct Citation: Sendable {
  /// The cited source.
  public let source: EntityID
  public let passages: [String]
}

/// A rule, ready to be evaluated.
public struct RulePlan: Sendable {
  /// The index of the declaration in the model.
  public let rule: Int
  public let bindings: [PlanBinding]
  /// The names of the variables, by slot.
  public let variables: [Symbol]
  /// What `let` clauses give a name to, in their order; other expressions hold the same nodes.
  public let lets: [(name: Symbol, node: PlanID)]
  /// The parts of its scope: where one of them fails the rule is not asked. Each with the number of bindings that must
  /// be bound before it.
  public let scope: [(depth: Int, node: PlanID)]
  /// The parts of the condition, each with the number of bindings that must be bound before it.
  public let conditions: [(depth: Int, node: PlanID)]
  public let subject: PlanID
  public let verdict: (id: VerdictID, word: Int)?
  public let qualifier: Int?
  public let object: PlanID?
  /// `from` stands before the object, not `into`.
  public let isFrom: Bool
  public let modality: Modality
  /// How much it weighs when it holds.
  public let level: Severity
  public let related: [PlanID]
  public let message: [MessagePart]
  public let help: [MessagePart]
  public let citations: [Citation]
  /// Whether it compares with the layer before.
  public let comparesLayers: Bool

  /// The parts of its scope, then those of its condition: what must hold for it to conclude, besides the conditions of
  /// its variables.
  var scopeAndConditions: [(depth: Int, node: PlanID)] { scope + conditions }
}

/// All rules and derived attributes of a model, compiled.
public struct Program: Sendable {
  public internal(set) var nodes: [PlanNode] = []
  public internal(set) var rules: [RulePlan] = []
  /// The least weight of the rules that are there: those of a built-in pack that weigh less are left out.
  public internal(set) var leastLevel = Severity.note
  /// The expression of each derived attribute.
  public internal(set) var derivations = DerivationTable()
  public internal(set) var diagnostics: [Diagnostic] = []
  /// What reading each attribute takes, by its number.
  public internal(set) var attributes: [AttributePlan] = []
  public internal(set) var kinds = KindTable()

  @inlinable public subscript(id: PlanID) -> PlanNode { nodes[Int(id.index)] }

  /// Whether two nodes are the same path from the same variable.
  func isSame(_ a: PlanID, _ b: PlanID) -> Bool {
    if a == b { return true }
    switch (self[a].operation, self[b].operation) {
    case (.variable(let x), .variable(let y)): return x == y
    case (.attribute(let x), .attribute(let y)):
      return x == y && isSame(self[a].children[0], self[b].children[0])
    case (.relation(let x), .relation(let y)):
      return x == y && isSame(self[a].children[0], self[b].children[0])
    default: return false
    }
  }
}
