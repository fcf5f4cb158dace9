import GVCModel

extension Evaluator {
  /// What is said of an attribute: by one voice, or by all of them together.
  func read(
    _ attribute: AttributeID, of entity: EntityID, voice: Int?, _ state: EvaluationCache,
    _ type: ExpressionType
  ) -> Datum {
    let definition = program.attributes[Int(attribute.number)]
    let holder = model.entities[Int(entity.index)]
    guard state.snapshot.contains(entity), program.kinds.contains(holder.kind, in: definition.owner)
    else { return .unknown(of: type, model) }
    if let derivation = definition.derivation {
      return derived(attribute, derivation, of: entity, state, type)
    }
    if definition.isDerived { return .unknown(of: type, model) }
    if !pins.isEmpty,
      let pinned = pins.value(of: attribute, entity, voice: voice, isBefore: isBefore(state))
    {
      return pinned
    }
    var result: Datum?
    var next = state.snapshot.firstFact(attribute, of: holder)
    while let fact = next {
      next = state.snapshot.fact(after: fact)
      if let voice, !hasVoice(fact, voice) { continue }
      let datum = self.datum(fact, type, state)
      result = result.map { hull($0, datum, type) } ?? datum
    }
    if result == nil, voice == nil,
      let byDefault = defaultValue(of: definition, entity, state, type)
    {
      return byDefault
    }
    let known = tightened(result ?? .unknown(of: type, model), definition, entity, state)
    if isTracing, case .number(let interval, let unit) = known, !interval.isExact {
      let fact = MissingFact(
        entity: entity, attribute: attribute, key: nil, voice: voice, isBefore: isBefore(state))
      traced[fact] = KnownNumber(interval, unit)
    }
    return known
  }

  private func hasVoice(_ fact: Int, _ voice: Int) -> Bool {
    model.facts[fact].evidence.contains { model.evidence[$0].voice == voice }
  }

  /// A derived attribute, computed once a layer.
  private func derived(
    _ attribute: AttributeID, _ derivation: PlanID, of entity: EntityID, _ state: EvaluationCache,
    _ type: ExpressionType
  ) -> Datum {
    let row = model.entities[Int(entity.index)].row
    if !pins.isEmpty || isTracing {
      return pinnedValue(attribute, derivation, of: entity, state, type)
    }
    if let known = state.derived(attribute, row: row) { return known }
    if let uniform = uniform(attribute, derivation, state) { return uniform }
    guard depth < Self.depthLimit else { return .unknown(of: type, model) }
    depth += 1
    // Aggregates inside of it put back what they bind.
    let outer = slots[0]
    slots[0] = .entity(entity)
    let value = evaluate(derivation, state)
    slots[0] = outer
    depth -= 1
    if !isExhausted { state.setDerived(attribute, row: row, value) }
    return value
  }

  /// A derived attribute while facts are pinned, computed once for them.
  private func pinnedValue(
    _ attribute: AttributeID, _ derivation: PlanID, of entity: EntityID, _ state: EvaluationCache,
    _ type: ExpressionType
  ) -> Datum {
    let place = DerivedPlace(attribute: attribute, entity: entity, isBefore: isBefore(state))
    if let known = pinnedDerived[place] { return known }
    guard depth < Self.depthLimit else { return .unknown(of: type, model) }
    depth += 1
    let value = evaluate(derivation, in: entity, state)
    depth -= 1
    pinnedDerived[place] = value
    return value
  }

  /// What a derived attribute is for everything in a layer; nil where it differs.
  func uniform(_ attribute: AttributeID, _ derivation: PlanID, _ state: EvaluationCache) -> Datum? {
    state.uniform(attribute) {
      AbstractInterpreter(self, isOfSnapshot: true).value(of: derivation, in: state.snapshot)
    }
  }

  /// The value of a fact as a datum, in a layer: what names something that is not there names nothing.
  func datum(_ fact: Int, _ type: ExpressionType, _ state: EvaluationCache) -> Datum {
    datum(model.facts[fact].value, type, state)
  }

  private func datum(_ value: Value, _ type: ExpressionType, _ state: EvaluationCache) -> Datum {
    switch value {
    case .unknown: return .unknown(of: type, model)
    case .truth(let truth): return .truth(Truth(truth))
    case .words(let set, _): return .words(set)
    case .number(let interval, let form, let unit):
      return .number(Self.interval(interval, form, type), unit)
    case .text: return .value(value)
    case .entity(let id): return state.snapshot.contains(id) ? .entity(id) : .unknown
    case .list(let range):
      let start = Int(range.start)
      var members = Members([], isOpen: range.isOpen)
      for value in model.lists[start..<start + Int(range.count)] {
        switch value {
        case .unknown: members.isOpen = true
        case .entity(let id) where !state.snapshot.contains(id): break
        default: members.sure.append(value)
        }
      }
      return .set(members)
    }
  }

  /// The numbers that a stated one may be, within what its type can be at all.
  private static func interval(
    _ interval: Interval, _ form: NumberForm, _ type: ExpressionType
  ) -> Interval {
    guard form == .atMost || form == .atLeast else { return interval }
    switch type {
    case .number(.share): return Interval(max(0, interval.low), min(1, interval.high))
    case .number(.count), .number(.duration): return Interval(max(0, interval.low), interval.high)
    default: return interval
    }
  }

  /// Whether a fact says something, by one voice or by any; or a default does, which has no voice.
  func hasFact(
    _ attribute: AttributeID, of entity: EntityID, voice: Int?, _ state: EvaluationCache
  ) -> Bool {
    let definition = program.attributes[Int(attribute.number)]
    let holder = model.entities[Int(entity.index)]
    guard state.snapshot.contains(entity), program.kinds.contains(holder.kind, in: definition.owner)
    else { return false }
    if !pins.isEmpty,
      let pinned = pins.value(of: attribute, entity, voice: voice, isBefore: isBefore(state))
    {
      return pinned != .unknown(of: ExpressionType(model.vocabulary[attribute].type), model)
    }
    var next = state.snapshot.firstFact(attribute, of: holder)
    if next == nil, voice == nil { return defaultSays(definition, entity, state) }
    while let fact = next {
      if model.facts[fact].value != .unknown, voice.map({ hasVoice(fact, $0) }) ?? true {
        return true
      }
      next = state.snapshot.fact(after: fact)
    }
    return false
  }

  /// Whether a default says something: a value does, and a path where a fact speaks at its end.
  private func defaultSays(
    _ definition: AttributePlan, _ entity: EntityID, _ state: EvaluationCache
  ) -> Bool {
    switch definition.defaultValue {
    case .value(let value): return value != .unknown
    case .path(let via, let attribute):
      guard depth < Self.depthLimit else { return false }
      depth += 1
      defer { depth -= 1 }
      let target = read(via, of: entity, voice: nil, state, definition.viaType ?? .error)
      guard case .entity(let other) = target else { return false }
      return isSaid(attribute, of: other, voice: nil, state)
    case .end(let position, let attribute):
      guard depth < Self.depthLimit, let other = end(position, of: entity) else { return false }
      depth += 1
      defer { depth -= 1 }
      return isSaid(attribute, of: other, voice: nil, state)
    case .measure(let measure):
      return move(of: measure, definition.viaType ?? .error, entity, state)?.word != nil
    case nil: return false
    }
  }

  private func defaultValue(
    of definition: AttributePlan, _ entity: EntityID, _ state: EvaluationCache,
    _ type: ExpressionType
  ) -> Datum? {
    switch definition.defaultValue {
    case .value(let value): return datum(value, type, state)
    case .path(let via, let attribute):
      guard depth < Self.depthLimit else { return nil }
      depth += 1
      defer { depth -= 1 }
      let target = read(
        via, of: entity, voice: nil, state, definition.viaType ?? .error)
      guard case .entity(let other) = target else { return nil }
      return read(attribute, of: other, voice: nil, state, type)
    case .end(let position, let attribute):
      guard depth < Self.depthLimit, let other = end(position, of: entity) else { return nil }
      depth += 1
      defer { depth -= 1 }
      return read(attribute, of: other, voice: nil, state, type)
    case .measure(let measure):
      return move(of: measure, definition.viaType ?? .error, entity, state).map { .words($0) }
    case nil: return nil
    }
  }

  /// The supplier (0) or the buyer (1) of a link; nil where its ends could not be read.
  private func end(_ position: Int, of link: EntityID) -> EntityID? {
    let ends = model.ends(of: link)
    return ends.count == 2 ? ends[ends.startIndex + position] : nil
  }

  /// The layer before the one of a state, for what moved since; nil for what follows nothing.
  func stateBefore(_ state: EvaluationCache) -> EvaluationCache? {
    if state === current, let previous { return previous }
    return state.before
  }

  /// What a measure of a thing did since the layer before: the first word of three where it fell, the second where it
  /// stayed as it was, the third where it rose, and all that it may have done where that is open. Nil where one of the
  /// two layers does not state it, or the amounts cannot be compared.
  ///
  /// What a layer takes over from the one before is no number of its own.
  func move(
    of measure: AttributeID, _ type: ExpressionType, _ entity: EntityID, _ state: EvaluationCache
  ) -> WordSet? {
    guard let (now, then) = measures(measure, type, of: entity, state),
      (now.unit == .one) == (then.unit == .one), let now = aligned(now, to: then.unit)
    else { return nil }
    return then.interval.move(to: now.interval)
  }

  /// A measure of a thing in a layer that states it, and in the one before.
  func measures(
    _ measure: AttributeID, _ type: ExpressionType, of entity: EntityID, _ state: EvaluationCache
  ) -> (now: KnownNumber, then: KnownNumber)? {
    guard let before = stateBefore(state), isStatedAnew(measure, of: entity, state),
      hasFact(measure, of: entity, voice: nil, before),
      case .number(let now, let unit) = read(measure, of: entity, voice: nil, state, type),
      case .number(let then, let other) = read(measure, of: entity, voice: nil, before, type)
    else { return nil }
    return (KnownNumber(now, unit), KnownNumber(then, other))
  }

  /// Whether the layer itself states an attribute of a thing, or it is tried what it would be there.
  private func isStatedAnew(
    _ attribute: AttributeID, of entity: EntityID, _ state: EvaluationCache
  ) -> Bool {
    if !pins.isEmpty,
      pins.value(of: attribute, entity, voice: nil, isBefore: isBefore(state)) != nil
    {
      return true
    }
    guard hasFact(attribute, of: entity, voice: nil, state),
      let fact = state.snapshot.firstFact(attribute, of: model.entities[Int(entity.index)])
    else { return false }
    return model.facts[fact].layer == state.snapshot.layer
  }

  /// A share is at most what the other shares of the same whole leave.
  private func tightened(
    _ datum: Datum, _ definition: AttributePlan, _ entity: EntityID, _ state: EvaluationCache
  ) -> Datum {
    guard definition.isShareOfSales || definition.isShareOfPurchases,
      case .number(let interval, let unit) = datum, !interval.isExact
    else { return datum }
    let isSales = definition.isShareOfSales
    let ends = model.ends(of: entity)
    guard ends.count == 2 else { return datum }
    let whole = isSales ? ends[ends.startIndex] : ends[ends.startIndex + 1]
    let left = state.snapshot.residual(sales: isSales, of: whole)
    // What this link is known to have is a part of what was taken out of the whole.
    let own = KnownShares.least(
      isSales ? model.core.shareOfSales : model.core.shareOfPurchases, of: entity, state.snapshot,
      model)
    let most = own + left
    guard most.high < interval.high else { return datum }
    return .number(
      Interval(
        interval.low, max(interval.low, most.high),
        isEstimate: interval.isEstimate || left.isEstimate), unit)
  }

  // MARK: Maps

  /// What a map says of a key; of several voices only what they agree on.
  func mapValue(
    _ attribute: AttributeID, of entity: EntityID, key: EntityID, _ state: EvaluationCache
  ) -> Value {
    guard state.snapshot.contains(entity), state.snapshot.contains(key) else { return .unknown }
    if !pins.isEmpty {
      let pinned = pins.value(
        of: attribute, entity, key: key, voice: nil, isBefore: isBefore(state))
      if case .value(let value)? = pinned { return value }
    }
    let values = state.snapshot.facts(attribute, of: entity, model)
      .filter { model.facts[$0].key == key }.map { model.facts[$0].value }
    guard let first = values.first, values.allSatisfy({ $0 == first }) else { return .unknown }
    return first
  }

  func mapKeys(_ attribute: AttributeID, of entity: EntityID, _ state: EvaluationCache) -> Members {
    guard state.snapshot.contains(entity) else { return .unknown }
    var keys: [Value] = []
    if !pins.isEmpty {
      let pinned = pins.value(of: attribute, entity, voice: nil, isBefore: isBefore(state))
      if case .set(let members)? = pinned { return members }
    }
    for fact in state.snapshot.facts(attribute, of: entity, model) {
      guard let key = model.facts[fact].key, state.snapshot.contains(key) else { continue }
      if !keys.contains(.entity(key)) { keys.append(.entity(key)) }
    }
    return Members(keys)
  }

  // MARK: Relations

  /// The entities of a kind that name another one in an attribute.
  func named(
    by attribute: AttributeID, _ entity: EntityID, _ kind: KindID, _ state: EvaluationCache
  ) -> [EntityID] {
    state.inverse(attribute, of: entity).filter {
      program.kinds.contains(model.entities[Int($0.index)].kind, in: kind)
    }
  }

  func relation(_ relation: Relation, _ node: PlanNode, _ state: EvaluationCache) -> Datum {
    guard case .entity(let entity) = evaluate(node.children[0], state) else {
      return .unknown(of: node.type, model)
    }
    let ends = model.ends(of: entity)
    func set(_ run: ArraySlice<EntityID>) -> Datum { .set(Members(run.map { .entity($0) })) }
    switch relation {
    case .supplier: return ends.first.map { .entity($0) } ?? .unknown
    case .buyer: return ends.count == 2 ? .entity(ends[ends.startIndex + 1]) : .unknown
    case .members: return set(ends.filter { state.snapshot.contains($0) }[...])
    case .sales: return set(state.snapshot.sales[entity])
    case .purchases: return set(state.snapshot.purchases[entity])
    case .ties: return set(state.snapshot.ties[entity])
    case .owner: return model[entity].owner.map { .entity($0) } ?? .unknown
    case .number:
      guard let name = model[entity].name, let number = Double(model.names[name]) else {
        return .unknown(of: node.type, model)
      }
      return .number(Interval(number), .one)
    case .inverse(let kind, let attribute):
      return set(named(by: attribute, entity, kind, state)[...])
    }
  }
}
