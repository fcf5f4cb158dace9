import GVCModel

/// A function that rules may call: a row of the table of functions, with all that is to be said of it.
///
/// The compiler, the evaluator, what is derived of rules, the editor, the IR and the reference read this row; nothing else
/// says anything of a function. Every function ends.
public final class BuiltIn: Sendable {
  /// What rules call it by.
  public let name: String
  /// What it takes, in the order of the arguments.
  public let parameters: [Parameter]
  /// How many of the parameters, from the end, may be left out.
  public let optional: Int
  /// What a call gives.
  public let result: Result
  /// What it computes, with the source of the term, for hover and the reference.
  public let documentation: String

  /// What a call depends on.
  let reads: Reads
  /// It gives the number that it takes, in another unit.
  let keepsNumber: Bool
  /// It gives a number that nobody says, though all of its arguments are said.
  let isUnsaid: Bool
  private let isEmpty: @Sendable (EvaluationCache, Model) -> Bool
  private let value: @Sendable (FunctionCall) -> Datum
  private let column: @Sendable (FunctionColumns) -> Column?
  private let inputs: @Sendable (FunctionCall) -> [[FactPlace]]

  /// What a call depends on, besides the values of its arguments.
  enum Reads {
    /// Nothing: what it gives follows from the values of its arguments.
    case arguments
    /// Which things there are in the layer.
    case presence
    /// The links of the layer, or facts: `inputs` says which.
    case more
  }

  /// - Parameters:
  ///   - keepsNumber: Whether it gives the number that it takes, in another unit.
  ///   - isUnsaid: Whether it gives a number that nobody says.
  ///   - isEmpty: Whether it gives an empty set of each first argument that is there in a layer, so that none need be asked.
  ///   - inputs: For each input beyond the arguments the places that can give it, of which the first is asked for.
  ///   - column: What it gives in many rows at once, the same as row by row; nil where that is not simple.
  ///   - value: What it gives, as far as its arguments are known.
  init(
    _ name: String, _ parameters: [Parameter], optional: Int = 0, _ result: Result, reads: Reads,
    keepsNumber: Bool = false, isUnsaid: Bool = false, _ documentation: String,
    isEmpty: @escaping @Sendable (EvaluationCache, Model) -> Bool = { _, _ in false },
    inputs: @escaping @Sendable (FunctionCall) -> [[FactPlace]] = { _ in [] },
    column: @escaping @Sendable (FunctionColumns) -> Column? = { _ in nil },
    value: @escaping @Sendable (FunctionCall) -> Datum
  ) {
    self.name = name
    self.parameters = parameters
    self.optional = optional
    self.result = result
    self.documentation = documentation
    self.reads = reads
    self.keepsNumber = keepsNumber
    self.isUnsaid = isUnsaid
    self.isEmpty = isEmpty
    self.inputs = inputs
    self.column = column
    self.value = value
  }

  /// What a call gives, as far as its arguments are known.
  func value(_ call: FunctionCall) -> Datum { value(call) }

  /// What a call gives in each row; nil where it is evaluated row by row.
  func column(_ call: FunctionColumns) -> Column? { column(call) }

  /// Whether it gives an empty set of each first argument that is there.
  func isEmpty(in state: EvaluationCache, _ model: Model) -> Bool { isEmpty(state, model) }

  /// What a call reads beyond its arguments: for each input the places that can give it. Empty for a function that reads
  /// the links alone, or none of whose arguments is known.
  func inputs(_ call: FunctionCall) -> [[FactPlace]] { inputs(call) }
}

extension BuiltIn: Hashable {
  public static func == (a: BuiltIn, b: BuiltIn) -> Bool { a === b }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

// MARK: Types

extension BuiltIn {
  /// What a parameter takes, by what the IR calls it.
  public enum Parameter: String, Sendable {
    case actor, chain, capability, set, number, truth
    case anything = "thing"
    case datedEntity = "event"

    /// What it takes, as a word for people.
    public var word: String { self == .truth ? "condition" : rawValue }

    /// The type that it asks for; nil for a number of any measure.
    func type(in model: Model) -> ExpressionType? {
      func kind(_ name: String) -> KindID? {
        model.names.find(name).flatMap { model.vocabulary.kind(named: $0) }
      }
      return switch self {
      case .actor, .anything: model.core.actor.map { .entity($0) }
      case .chain: model.core.chain.map { .entity($0) }
      case .capability, .datedEntity: kind(rawValue).map { .entity($0) }
      case .set: .set(.error)
      case .number: nil
      case .truth: .truth
      }
    }
  }

  /// What a call gives, by what the IR calls it.
  public enum Result: String, Sendable {
    case truth, number, actors
    /// The type of the first argument.
    case sameAsFirst = "first"

    /// What it is, in words for people.
    public var words: String {
      switch self {
      case .truth: "yes or no"
      case .number, .sameAsFirst: "number"
      case .actors: "actors"
      }
    }

    /// The type of a call whose first argument has a type.
    func type(first: ExpressionType?, in model: Model) -> ExpressionType {
      switch self {
      case .truth: .truth
      case .number: .number(.plain)
      case .actors: model.core.actor.map { .set(.entity($0)) } ?? .error
      case .sameAsFirst: first ?? .error
      }
    }
  }

  /// How many of the parameters have to be given.
  public var required: Int { parameters.count - optional }
}

// MARK: Calls

/// A call of a function with the variables bound as they are at the moment.
struct FunctionCall {
  let evaluator: Evaluator
  let node: PlanNode
  let state: EvaluationCache
  /// The values of the arguments where they need not be evaluated.
  private let given: [Datum]?

  init(_ evaluator: Evaluator, _ node: PlanNode, _ state: EvaluationCache, given: [Datum]? = nil) {
    self.evaluator = evaluator
    self.node = node
    self.state = state
    self.given = given
  }

  var model: Model { evaluator.model }

  /// What is known of a result of which nothing is known.
  var unknown: Datum { .unknown(of: node.type, model) }

  /// How many arguments there are.
  var count: Int { node.children.count }

  /// What is known of an argument; nothing of one that was left out.
  subscript(index: Int) -> Datum {
    if let given { return index < given.count ? given[index] : .unknown }
    return index < node.children.count ? evaluator.evaluate(node.children[index], state) : .unknown
  }

  /// The thing that an argument is; nil where that is not known, or it was left out.
  func thing(_ index: Int) -> EntityID? {
    if case .entity(let id) = self[index] { return id }
    return nil
  }

  /// A number, of which nothing need be known.
  func number(_ index: Int) -> KnownNumber {
    if case .number(let value, let unit) = self[index] { return KnownNumber(value, unit) }
    return KnownNumber(.all, .one)
  }

  /// Whether a condition is known to hold: what is unknown need not be looked at to its end.
  func holds(_ index: Int) -> Bool {
    guard given == nil else { return self[index].truth == .yes }
    return evaluator.isKnown(.yes, of: node.children[index], state)
  }

  /// A set of these things.
  func set(_ things: [EntityID]) -> Datum { .set(Members(things.map { .entity($0) })) }

  /// Where an attribute of a thing may be stated, under a key where it is a map; nowhere where its kind has none.
  func places(_ name: String, of thing: EntityID, key: EntityID? = nil) -> [FactPlace] {
    evaluator.attribute(name, of: thing)
      .map { [FactPlace(entity: thing, attribute: $0, key: key)] } ?? []
  }
}

/// A call of a function in many rows.
struct FunctionColumns {
  let columns: ColumnEvaluator
  let node: PlanNode
  let frame: Frame
  let state: EvaluationCache

  var model: Model { columns.model }
  var evaluator: Evaluator { columns.evaluator }
  var count: Int { node.children.count }

  /// The values of an argument.
  subscript(index: Int) -> Column { columns.column(node.children[index], frame, state) }

  /// What is known of a number of which nothing is known; nil where the result is none.
  var unknownNumber: KnownNumber? {
    if case .number(let interval, let unit) = Datum.unknown(of: node.type, model) {
      return KnownNumber(interval, unit)
    }
    return nil
  }
}
