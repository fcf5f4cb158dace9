import GVCModel

extension Evaluator {
  /// The elements that a binding runs over, each with whether it is one, and whether there may be
  /// others that cannot be named.
  func elements(of set: PlanID, _ state: LayerState) -> (elements: [(Value, Truth)], isOpen: Bool) {
    let node = program[set]
    guard case .set(let members) = evaluate(set, state) else { return ([], true) }
    var elements =
      members.sure.map { ($0, Truth.yes) } + members.possible.map { ($0, Truth.unknown) }
    guard members.isOpen else { return (elements, false) }
    // An open list may hold anything of its kind that the case knows.
    switch node.type {
    case .set(.entity(let kind)):
      let named = Set(elements.map(\.0))
      for id in state.collection(kind) where !named.contains(.entity(id)) {
        elements.append((.entity(id), .unknown))
      }
      return (elements, false)
    case .set(.words(let scale)):
      for word in model.vocabulary[scale].words.indices {
        let value = Value.words(WordSet(word: word), scale)
        if !elements.contains(where: { $0.0 == value }) { elements.append((value, .unknown)) }
      }
      return (elements, false)
    default: return (elements, true)
    }
  }

  static func datum(_ element: Value) -> Datum {
    switch element {
    case .entity(let id): .entity(id)
    case .words(let set, _): .words(set)
    case .truth(let truth): .truth(Truth(truth))
    case .number(let interval, _, let unit): .number(interval, unit)
    default: .value(element)
    }
  }

  /// Calls `body` for each way to bind the variables, with whether its conditions hold; ways that are
  /// ruled out are left out. Returns whether there may be more ways than can be named.
  @discardableResult
  func eachMember(
    _ bindings: ArraySlice<PlanBinding>, _ state: LayerState, guardedBy truth: Truth = .yes,
    _ body: (Truth) -> Void
  ) -> Bool {
    guard let binding = bindings.first else {
      body(truth)
      return false
    }
    var (elements, isOpen) = elements(of: binding.set, state)
    let outer = slots[binding.slot]
    defer { slots[binding.slot] = outer }
    for (element, isMember) in elements {
      steps += 1
      if steps > stepLimit { return true }
      slots[binding.slot] = Self.datum(element)
      var guarded = truth && isMember
      if let condition = binding.condition { guarded = guarded && evaluate(condition, state).truth }
      if guarded == .no { continue }
      if eachMember(bindings.dropFirst(), state, guardedBy: guarded, body) { isOpen = true }
    }
    return isOpen
  }

  func aggregate(
    _ aggregate: Aggregate, _ bindings: [PlanBinding], _ node: PlanNode, _ state: LayerState
  ) -> Datum {
    let body = node.children[0]
    switch aggregate {
    case .any:
      var truth = Truth.no
      let isOpen = eachMember(bindings[...], state) { guarded in
        if truth != .yes { truth = truth || (guarded && evaluate(body, state).truth) }
      }
      return .truth(truth == .no && isOpen ? .unknown : truth)
    case .all:
      var truth = Truth.yes
      let isOpen = eachMember(bindings[...], state) { guarded in
        if truth != .no { truth = truth && (!guarded || evaluate(body, state).truth) }
      }
      return .truth(truth == .yes && isOpen ? .unknown : truth)
    case .count:
      var low = 0.0
      var high = 0.0
      let isOpen = eachMember(bindings[...], state) { guarded in
        high += 1
        if guarded == .yes { low += 1 }
      }
      return .number(Interval(low, isOpen ? .infinity : high), .one)
    case .sum, .min, .max, .average:
      return numbers(aggregate, bindings, body, node, state)
    }
  }

  /// An aggregate of numbers: members that are not certain, and values that are not known, widen it.
  private func numbers(
    _ aggregate: Aggregate, _ bindings: [PlanBinding], _ body: PlanID, _ node: PlanNode,
    _ state: LayerState
  ) -> Datum {
    var sure: [Interval] = []
    var possible: [Interval] = []
    var unit = UnitID.one
    var isMixed = false
    let isOpen = eachMember(bindings[...], state) { guarded in
      guard case .number(let value, let other) = evaluate(body, state) else {
        isMixed = true
        return
      }
      if unit == .one { unit = other }
      if !areComparable(unit, other) { isMixed = true }
      if guarded == .yes { sure.append(value) } else { possible.append(value) }
    }
    if isMixed || isOpen { return .unknown(of: node.type, model) }
    let all = sure + possible
    switch aggregate {
    case .sum:
      let total = sure.reduce(Interval(0)) { $0 + $1 }
      return .number(
        possible.reduce(total) { $0 + Interval(Swift.min(0, $1.low), Swift.max(0, $1.high)) }, unit)
    case .min:
      guard let low = all.map(\.low).min() else { return .unknown(of: node.type, model) }
      return .number(Interval(low, sure.map(\.high).min() ?? .infinity), unit)
    case .max:
      guard let high = all.map(\.high).max() else { return .unknown(of: node.type, model) }
      return .number(Interval(sure.map(\.low).max() ?? -.infinity, high), unit)
    default:
      guard let low = all.map(\.low).min(), let high = all.map(\.high).max() else {
        return .unknown(of: node.type, model)
      }
      if possible.isEmpty {
        let count = Double(sure.count)
        return .number(
          Interval(
            sure.map(\.low).reduce(0, +) / count, sure.map(\.high).reduce(0, +) / count), unit)
      }
      return .number(Interval(low, high), unit)
    }
  }
}
