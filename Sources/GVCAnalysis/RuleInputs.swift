import GVCModel

/// What a rule reads: attributes, by way of derived ones too, and thresholds.
public struct RuleInputs: Sendable {
  /// The attributes that a case can state, in the order of the vocabulary.
  public let attributes: [AttributeID]
  /// The derived attributes by way of which it reads them.
  public let derived: [AttributeID]
  /// The thresholds, by their index in the model.
  public let thresholds: [Int]

  public init(of plan: RulePlan, in program: Program) {
    var pending =
      plan.conditions.map(\.node) + plan.bindings.map(\.set)
      + plan.bindings.compactMap(\.condition)
    var seen: Set<PlanID> = []
    var attributes: Set<AttributeID> = []
    var derived: Set<AttributeID> = []
    var thresholds: Set<Int> = []
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      let node = program[next]
      pending += node.children
      switch node.operation {
      case .attribute(let id), .voiced(let id, _), .mapValue(let id), .mapKeys(let id),
        .relation(.inverse(_, let id)):
        if let derivation = program.derivations[id] {
          derived.insert(id)
          pending.append(derivation)
        } else {
          attributes.insert(id)
        }
      case .threshold(let index): thresholds.insert(index)
      default: break
      }
    }
    self.attributes = attributes.sorted { $0.number < $1.number }
    self.derived = derived.sorted { $0.number < $1.number }
    self.thresholds = thresholds.sorted()
  }
}
