import GVCAnalysis
import GVCModel

/// A typed expression in the JSON of the IR.
///
/// Which of the fields are there depends on the operation; `Operation` says what each means.
public struct IRExpression: Codable, Sendable {
  /// What an expression does, by what the JSON calls it.
  public typealias Operation = OperationForm.Name

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
    let form = node.form
    var result = IRExpression(form.name, IRType(node.type, model))
    result.value = form.datum.map { IRValue($0, node.type, model) }
    result.index = form.threshold
    result.name = form.slot.map { variable($0) }
    result.attribute = form.attribute.map { plans.name($0) }
    result.voice = form.voice.map { plans.name(voice: $0) }
    result.kind = form.kind.map { name(model.vocabulary[$0].name) }
    result.relation = form.relation.map { plans.name($0) }
    result.function = form.function
    result.bindings = form.bindings.map { $0.map { binding($0) } }
    // The sets and conditions of bindings stand behind the first child.
    let arguments = form.bindings == nil ? node.children[...] : node.children.prefix(1)
    if !arguments.isEmpty { result.arguments = arguments.map { expression($0) } }
    return result
  }
}
