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
      if isExhausted { return true }
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
    if pins.isEmpty, !isTracing, let first = bindings.first, isOfMany(first, state) {
      return aggregateByColumns(aggregate, bindings, node, state)
    }
    let body = node.children[0]
    var tally = Tally(aggregate)
    if let whole = whole(of: aggregate, bindings, body),
      let left = residual(of: evaluate(whole.actor, state), sales: whole.isSales, state)
    {
      tally.limit(toWhole: left, areSquares: whole.areSquares)
    }
    let isOpen = eachMember(bindings[...], state) { guarded in
      switch aggregate {
      case .any, .all:
        if !tally.isDecided { tally.add(evaluate(body, state).truth, guardedBy: guarded) }
      case .count: tally.add(guardedBy: guarded)
      case .sum, .min, .max, .average:
        if case .number(let value, let unit) = evaluate(body, state) {
          tally.add(KnownNumber(value, unit), guardedBy: guarded, self)
        } else {
          tally.add(nil, guardedBy: guarded, self)
        }
      }
    }
    if isOpen { tally.isOpen = true }
    return tally.result ?? Tally.undetermined(node.type)
  }
}
