import GVCModel

/// Writes plans as text: one line an expression, operators in front, types behind.
public struct PlanPrinter {
  let model: Model
  private let program: Program
  let formatter: ValueFormatter

  public init(_ model: Model, _ program: Program) {
    self.model = model
    self.program = program
    formatter = ValueFormatter(model)
  }

  private func name(_ symbol: Symbol) -> String { model.names[symbol] }

  /// `kind.name` of an attribute.
  public func name(_ attribute: AttributeID) -> String {
    let definition = model.vocabulary[attribute]
    return "\(name(model.vocabulary[definition.owner].name)).\(name(definition.name))"
  }

  /// `theory.name` of a rule or threshold; the name alone outside of any theory.
  public func qualified(_ symbol: Symbol, _ theory: TheoryID) -> String {
    guard let prefix = model.theories[Int(theory.number)].name else { return name(symbol) }
    return "\(name(prefix)).\(name(symbol))"
  }

  /// A rule, whole.
  public func text(_ plan: RulePlan) -> String {
    let rule = model.rules[plan.rule]
    var out = "rule \(qualified(rule.name, rule.theory)) \(plan.modality.rawValue)"
    out += plan.level == .note ? "\n" : " \(plan.level.name)\n"
    for (index, binding) in plan.bindings.enumerated() {
      out += "  for \(variable(binding.slot, plan)) in \(text(binding.set, plan))"
      if let condition = binding.condition { out += " where \(text(condition, plan))" }
      out += binding.needsBefore ? " also before\n" : "\n"
      for (depth, node) in plan.scope where depth == index + 1 {
        out += "    scope \(text(node, plan))\n"
      }
      for (depth, node) in plan.conditions where depth == index + 1 {
        out += "    when \(text(node, plan))\n"
      }
    }
    for (depth, node) in plan.scope where depth == 0 {
      out += "  scope \(text(node, plan))\n"
    }
    for (depth, node) in plan.conditions where depth == 0 {
      out += "  when \(text(node, plan))\n"
    }
    out += "  find \(text(plan.subject, plan))"
    if let verdict = plan.verdict {
      let definition = model.vocabulary[verdict.id]
      out += " \(name(definition.name)).\(name(definition.words[verdict.word].name))"
      if let qualifier = plan.qualifier, let scale = definition.qualifier {
        out += " \(name(model.vocabulary[scale].words[qualifier].name))"
      }
    }
    if let object = plan.object { out += " \(plan.isFrom ? "from" : "into") \(text(object, plan))" }
    out += "\n"
    if !plan.related.isEmpty {
      out += "  on \(plan.related.map { text($0, plan) }.joined(separator: ", "))\n"
    }
    return out
  }

  /// What a variable of a rule is called, or of a derived attribute where `plan` is nil.
  func variable(_ slot: Int, _ plan: RulePlan?) -> String {
    guard let plan, slot < plan.variables.count else { return slot == 0 ? "self" : "v\(slot)" }
    return name(plan.variables[slot])
  }

  /// An expression of a rule, or of a derived attribute where `plan` is nil.
  public func text(_ id: PlanID, _ plan: RulePlan?) -> String {
    let node = program[id]
    return node.meaning.text(of: node, plan, self)
  }

  /// What an operation is called in the IR.
  public func operatorName(_ operation: Operation) -> String { operation.meaning.name(self) }

  /// What a voice is called.
  public func name(voice: Int) -> String {
    model.core.voice.map { name(model.vocabulary[$0].words[voice].name) } ?? ""
  }

  /// What a relation is called.
  public func name(_ relation: Relation) -> String {
    switch relation {
    case .supplier: "supplier"
    case .buyer: "buyer"
    case .members: "members"
    case .sales: "sales"
    case .purchases: "purchases"
    case .ties: "ties"
    case .owner: "owner"
    case .number: "number"
    case .inverse(let kind, let attribute): plural(kind) + " by " + name(attribute)
    }
  }

  /// What all things of a kind are called.
  func plural(_ kind: KindID) -> String {
    model.vocabulary[kind].plural.map { name($0) } ?? name(model.vocabulary[kind].name)
  }
}
