import GVCAnalysis
import GVCModel

/// A typed expression in the JSON of the IR.
///
/// Which of the fields are there depends on the operation; `Operation` says what each means.
public struct IRExpression: Codable, Sendable {
  /// What an expression does, by what the JSON calls it.
  public enum Operation: String, Codable, Sendable, CaseIterable {
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

  public let operation: Operation
  public let type: IRType
  public var value: IRValue?
  public var index: Int?
  public var name: String?
  public var attribute: String?
  public var voice: String?
  public var kind: String?
  public var relation: String?
  public var function: String?
  public var bindings: [IRBinding]?
  public var arguments: [IRExpression]?

  init(_ operation: Operation, _ type: IRType) {
    self.operation = operation
    self.type = type
  }
}

/// A variable that runs over a set, of a rule or an aggregate.
public struct IRBinding: Codable, Sendable {
  public let variable: String
  public let set: IRExpression
  public let `where`: IRExpression?
  /// It is read in the layer before too: what was not there is left out.
  public let alsoBefore: Bool
}

/// Makes the expressions of a rule, or of a derived attribute.
struct IRExpressionBuilder {
  private let model: Model
  private let program: Program
  private let plans: PlanPrinter
  /// The names of the variables, by slot; those of derived attributes have none.
  private let variables: [Symbol]
  private let lets: [(name: Symbol, node: PlanID)]

  /// - Parameter plan: The rule; nil for a derived attribute.
  init(_ analysis: Analysis, _ plan: RulePlan?) {
    model = analysis.model
    program = analysis.program
    plans = PlanPrinter(model, program)
    variables = plan?.variables ?? []
    lets = plan?.lets ?? []
  }

  private func name(_ symbol: Symbol) -> String { model.names[symbol] }

  /// An expression; a part that a `let` names is written as that name.
  func expression(_ id: PlanID) -> IRExpression {
    if let known = lets.first(where: { $0.node == id }) {
      var result = IRExpression(.let, IRType(program[id].type, model))
      result.name = name(known.name)
      return result
    }
    return whole(id)
  }

  /// What a `let` stands for; those before it are written as names.
  func definition(_ index: Int) -> IRExpression {
    let node = lets[index].node
    return lets[..<index].contains { $0.node == node } ? expression(node) : whole(node)
  }

  func binding(_ binding: PlanBinding) -> IRBinding {
    IRBinding(
      variable: variable(binding.slot), set: expression(binding.set),
      where: binding.condition.map { expression($0) }, alsoBefore: binding.needsBefore)
  }

  private func variable(_ slot: Int) -> String {
    if slot < variables.count { return name(variables[slot]) }
    return slot == 0 ? "self" : "v\(slot)"
  }

  private func whole(_ id: PlanID) -> IRExpression {
    let node = program[id]
    var result = leaf(node)
    var arguments = node.children[...]
    if case .aggregate(_, let bindings) = node.operation {
      result.bindings = bindings.map { binding($0) }
      // The sets and conditions of the bindings stand behind the first child.
      arguments = arguments.prefix(1)
    }
    if !arguments.isEmpty { result.arguments = arguments.map { expression($0) } }
    return result
  }

  /// An expression without its arguments and bindings.
  private func leaf(_ node: PlanNode) -> IRExpression {
    func make(
      _ operation: IRExpression.Operation, _ change: (inout IRExpression) -> Void = { _ in }
    ) -> IRExpression {
      var result = IRExpression(operation, IRType(node.type, model))
      change(&result)
      return result
    }
    switch node.operation {
    case .constant(let datum):
      return make(.constant) { $0.value = IRValue(datum, node.type, model) }
    case .threshold(let index): return make(.threshold) { $0.index = index }
    case .variable(let slot): return make(.variable) { $0.name = variable(slot) }
    case .attribute(let id): return make(.attribute) { $0.attribute = plans.name(id) }
    case .voiced(let id, let voice):
      return make(.attribute) {
        $0.attribute = plans.name(id)
        $0.voice = model.core.voice.map { name(model.vocabulary[$0].words[voice].name) }
      }
    case .mapValue(let id): return make(.mapValue) { $0.attribute = plans.name(id) }
    case .mapKeys(let id): return make(.mapKeys) { $0.attribute = plans.name(id) }
    case .relation(.inverse(let kind, let id)):
      return make(.naming) {
        $0.kind = name(model.vocabulary[kind].name)
        $0.attribute = plans.name(id)
      }
    case .relation: return make(.relation) { $0.relation = plans.operatorName(node.operation) }
    case .collection(let kind):
      return make(.collection) { $0.kind = name(model.vocabulary[kind].name) }
    case .and: return make(.and)
    case .or: return make(.or)
    case .not: return make(.not)
    case .compare(let comparison): return make(Self.operation(comparison))
    case .contains: return make(.contains)
    case .isKnown: return make(.known)
    case .arithmetic(let sign): return make(Self.operation(sign))
    case .power: return make(.power)
    case .negate: return make(.negate)
    case .conditional: return make(.conditional)
    case .set: return make(.set)
    case .before: return make(.before)
    case .call: return make(.call) { $0.function = plans.operatorName(node.operation) }
    case .aggregate(let aggregate, _): return make(.aggregate) { $0.function = aggregate.rawValue }
    }
  }

  private static func operation(_ sign: Arithmetic) -> IRExpression.Operation {
    switch sign {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    }
  }

  private static func operation(_ comparison: Comparison) -> IRExpression.Operation {
    switch comparison {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .atMost: .atMost
    case .greater: .greater
    case .atLeast: .atLeast
    }
  }
}
