import GVCModel

/// What `is known` asks: whether somebody said so, and not only whether what is unknown has bounds.
extension Evaluator {
  /// Whether a value is known. What decides itself is; of a number that is not one, whether it was said as a range, or
  /// follows from what was.
  func isKnown(_ id: PlanID, _ state: LayerState) -> Bool {
    let datum = evaluate(id, state)
    guard case .number(let interval, _) = datum else { return datum.isKnown }
    return isSaid(id, interval, state)
  }

  private func isSaid(_ id: PlanID, _ interval: Interval, _ state: LayerState) -> Bool {
    let node = program[id]
    switch node.operation {
    case .attribute(let attribute):
      guard case .entity(let entity) = evaluate(node.children[0], state) else { return false }
      return isSaid(attribute, of: entity, voice: nil, state)
    case .voiced(let attribute, let voice):
      guard case .entity(let entity) = evaluate(node.children[0], state) else { return false }
      return isSaid(attribute, of: entity, voice: voice, state)
    case .constant, .threshold: return true
    default: break
    }
    // What is one number, whatever the rest is, is known; and nobody said what has no bounds.
    if interval.isExact, interval.low.isFinite { return true }
    guard interval.low > -.infinity || interval.high < .infinity else { return false }
    switch node.operation {
    case .variable: return interval.low.isFinite && interval.high.isFinite
    case .conditional:
      switch evaluate(node.children[0], state).truth {
      case .yes: return isKnown(node.children[1], state)
      case .no: return isKnown(node.children[2], state)
      case .unknown: return false
      }
    case .before: return previous.map { isKnown(node.children[0], $0) } ?? false
    case .aggregate(_, let bindings):
      var isSaid = true
      let isOpen = eachMember(bindings[...], state) { guarded in
        if guarded != .yes || !isKnown(node.children[0], state) { isSaid = false }
      }
      return isSaid && !isOpen
    case .call(let function):
      return !function.isUnsaid && node.children.allSatisfy { isKnown($0, state) }
        && inputs(of: function, node, state).allSatisfy { ways in
          ways.contains { isStated($0, state) }
        }
    default: return node.children.allSatisfy { isKnown($0, state) }
    }
  }

  /// Whether an attribute is said of a thing: a fact says so, a default that speaks, or what it is derived from is
  /// said.
  func isSaid(
    _ attribute: AttributeID, of entity: EntityID, voice: Int?, _ state: LayerState
  ) -> Bool {
    guard let derivation = program.derivations[attribute] else {
      return hasFact(attribute, of: entity, voice: voice, state)
    }
    let owner = program.attributes[Int(attribute.number)].owner
    guard depth < Self.depthLimit, state.snapshot.contains(entity),
      program.kinds.contains(model.entities[Int(entity.index)].kind, in: owner)
    else { return false }
    if pins.isEmpty, let known = state.derivedIsSaid(attribute, of: entity) { return known }
    depth += 1
    let outer = slots[0]
    slots[0] = .entity(entity)
    let isSaid = isKnown(derivation, state)
    slots[0] = outer
    depth -= 1
    if pins.isEmpty, !isExhausted { state.setDerivedIsSaid(attribute, of: entity, isSaid) }
    return isSaid
  }
}
