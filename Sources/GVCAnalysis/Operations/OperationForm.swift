import GVCModel

/// What the IR says of a node by itself, besides its type and its children: the operation, and what that is of.
public struct OperationForm: Sendable {
  /// What an operation is called in the JSON of the IR, with what it is of.
  public enum Name: String, Codable, Sendable, CaseIterable {
    /// `value`.
    case constant
    /// The value of the threshold at `index`.
    case threshold
    /// What the variable `name` stands for: of the nearest binding of that name, or `self`, the thing that a
    /// derived attribute is of.
    case variable
    /// The expression of the rule's `let` of that `name`, as if it were written here.
    case `let`
    /// `attribute` of the argument; `voice` reports it, where there is one.
    case attribute
    /// What the map `attribute` of the first argument holds under the second.
    case mapValue = "map_value"
    /// The keys of the map `attribute` of the argument.
    case mapKeys = "map_keys"
    /// What stands next to the argument: `relation`.
    case relation
    /// The things of `kind` that name the argument in `attribute`.
    case naming
    /// All things of `kind`.
    case collection
    case and, or, not
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    /// Whether the first argument is an element of the second.
    case contains = "in"
    case known
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
    case negate
    /// If the first argument then the second, else the third.
    case conditional = "if"
    /// The set of the arguments.
    case set
    /// The argument in the layer before.
    case before
    /// The `function` of the arguments.
    case call
    /// The `function` of the argument, for all ways to bind `bindings`.
    case aggregate
  }

  public let name: Name
  /// The value of a constant.
  public var datum: Datum?
  /// The index of a threshold in the model.
  public var threshold: Int?
  /// The place of a variable in the environment.
  public var slot: Int?
  public var attribute: AttributeID?
  /// The voice that reports an attribute, as a word of the scale of voices.
  public var voice: Int?
  public var kind: KindID?
  public var relation: Relation?
  /// The name of a function or an aggregate.
  public var function: String?
  /// What an aggregate binds.
  public var bindings: [PlanBinding]?

  init(_ name: Name) { self.name = name }
}

extension PlanNode {
  /// What the IR says of it by itself.
  public var form: OperationForm { meaning.form }
}
