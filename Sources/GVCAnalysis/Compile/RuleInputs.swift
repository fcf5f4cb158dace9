import GVCModel

/// What a rule reads: attributes, by way of derived ones too, and thresholds.
public struct RuleInputs: Sendable {
  /// The attributes that a case can state, in the order of the vocabulary.
  public let attributes: [AttributeID]
  /// The derived attributes by way of which it reads them.
  public let derived: [AttributeID]
  /// The thresholds, by their index in the model.
  public let thresholds: [Int]

  /// It calls a function that reads more than its arguments name, such as the whole graph.
  let readsMore: Bool

  public init(of plan: RulePlan, in program: Program) {
    self.init(
      reading: plan.scopeAndConditions.map(\.node) + plan.bindings.map(\.set)
        + plan.bindings.compactMap(\.condition) + [plan.subject] + plan.related
        + (plan.object.map { [$0] } ?? []), in: program)
  }

  /// What some nodes read.
  init(reading nodes: [PlanID], in program: Program) {
    var readsMore = false
    var pending = nodes
    var seen: Set<PlanID> = []
    var attributes: Set<AttributeID> = []
    var derived: Set<AttributeID> = []
    var thresholds: Set<Int> = []
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      let node = program[next]
      pending += node.children
      if let id = node.meaning.attribute {
        if let derivation = program.derivations[id] {
          derived.insert(id)
          pending.append(derivation)
        } else {
          attributes.insert(id)
        }
        switch program.attributes[Int(id.number)].defaultValue {
        case .path(let via, let other): attributes.formUnion([via, other])
        case .end(_, let other): attributes.insert(other)
        case .measure(let measure): attributes.insert(measure)
        case .value, nil: break
        }
      }
      if let index = node.meaning.threshold { thresholds.insert(index) }
      if node.meaning.readsMore { readsMore = true }
    }
    self.attributes = attributes.sorted { $0.number < $1.number }
    self.derived = derived.sorted { $0.number < $1.number }
    self.thresholds = thresholds.sorted()
    self.readsMore = readsMore
  }
}
