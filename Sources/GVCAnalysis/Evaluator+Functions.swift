import GVCModel

extension Evaluator {
  /// Whether a condition is known to hold: what is unknown need not be looked at to its end.
  func holds(_ id: PlanID, _ state: LayerState) -> Bool {
    let node = program[id]
    switch node.operation {
    case .and: return node.children.allSatisfy { holds($0, state) }
    case .or: return node.children.contains { holds($0, state) }
    case .not: return fails(node.children[0], state)
    case .call(.surely): return holds(node.children[0], state)
    default: return evaluate(id, state).truth == .yes
    }
  }

  /// Whether a condition is known to fail.
  private func fails(_ id: PlanID, _ state: LayerState) -> Bool {
    let node = program[id]
    switch node.operation {
    case .and: return node.children.contains { fails($0, state) }
    case .or: return node.children.allSatisfy { fails($0, state) }
    case .not: return holds(node.children[0], state)
    case .call(.surely): return !holds(node.children[0], state)
    default: return evaluate(id, state).truth == .no
    }
  }

  func call(_ function: BuiltIn.ID, _ node: PlanNode, _ state: LayerState) -> Datum {
    if function == .surely {
      return .truth(Truth(holds(node.children[0], state)))
    }
    let arguments = node.children.map { evaluate($0, state) }
    func entity(_ i: Int) -> EntityID? {
      if i < arguments.count, case .entity(let id) = arguments[i] { return id }
      return nil
    }
    func number(_ i: Int) -> (Interval, UnitID) {
      if i < arguments.count, case .number(let value, let unit) = arguments[i] {
        return (value, unit)
      }
      return (.all, .one)
    }
    func actors(_ ids: [EntityID]) -> Datum { .set(Members(ids.map { .entity($0) })) }
    let unknown = Datum.unknown(of: node.type, model)
    switch function {
    case .tier, .hopsToMarket:
      guard let actor = entity(0), arguments.count < 2 || entity(1) != nil else { return unknown }
      let distances =
        function == .tier ? state.tiers(in: entity(1)) : state.hops(in: entity(1))
      return distances[actor].map { .number(Interval(Double($0)), .one) } ?? unknown
    case .upstream, .downstream:
      guard let actor = entity(0) else { return unknown }
      return actors(reach(from: actor, downstream: function == .downstream, state))
    case .intermediaries:
      guard let actor = entity(0) else { return unknown }
      guard let agent = model.core.agent, !hasNoAgents(state) else { return actors([]) }
      let others = reach(from: actor, downstream: true, state)
      return actors(others.filter { model.isA($0, agent) })
    case .dominators, .dominated:
      guard let actor = entity(0), arguments.count < 2 || entity(1) != nil else { return unknown }
      let tree = state.dominators(in: entity(1))
      let others =
        function == .dominators ? tree.dominators(of: actor) : tree.dominated(by: actor)
      steps += others.count
      return actors(others)
    case .reachable:
      guard let from = entity(0), let to = entity(1) else { return unknown }
      return .truth(Truth(isReachable(to, from: from, state)))
    case .concentrationOfSales, .concentrationOfPurchases:
      guard let actor = entity(0), state.snapshot.contains(actor) else {
        return .number(.all, .one)
      }
      return .number(
        concentration(of: actor, sales: function == .concentrationOfSales, state), .one)
    case .count:
      guard case .set(let members)? = arguments.first else { return unknown }
      return .number(Self.count(members), .one)
    case .exists:
      return entity(0).map { .truth(Truth(state.snapshot.contains($0))) } ?? unknown
    case .surely: return .truth(Truth(arguments.first?.truth == .yes))
    case .inPeriod: return .truth(entity(0).map { inPeriod($0, state) } ?? .unknown)
    case .meets:
      guard let supplier = entity(0), let buyer = entity(1), let key = entity(2) else {
        return unknown
      }
      return .truth(meets(supplier, buyer, key, state))
    case .isMust:
      guard let buyer = entity(0), let key = entity(1) else { return unknown }
      return .truth(isMust(requirement(buyer, key, state)))
    case .ratio, .absolute, .least, .greatest, .between:
      let (a, unit) = number(0)
      let (b, other) = number(1)
      return Self.number(function, KnownNumber(a, unit), KnownNumber(b, other), self)
        .map { .number($0.interval, $0.unit) } ?? unknown
    }
  }

  /// Whether an actor supplies another, or itself, directly or through others.
  private func isReachable(_ to: EntityID, from: EntityID, _ state: LayerState) -> Bool {
    guard from == to else { return reach(from: from, downstream: true, state).contains(to) }
    return state.snapshot.sales.across(from).contains { next in
      next == from || reach(from: next, downstream: true, state).contains(from)
    }
  }

  /// All actors that are reached from one; each is a step, so that a rule that asks for them again and again ends.
  private func reach(
    from actor: EntityID, downstream: Bool, _ state: LayerState
  ) -> [EntityID] {
    let actors = state.reach(from: actor, downstream: downstream)
    steps += actors.count
    return actors
  }

  /// What a function of numbers gives; nil where their units do not go together, and for any other function.
  static func number(
    _ function: BuiltIn.ID, _ first: KnownNumber, _ second: KnownNumber, _ evaluator: Evaluator
  ) -> KnownNumber? {
    let a = first.interval
    switch function {
    case .ratio: return KnownNumber(a, .one)
    case .absolute:
      if a.low >= 0 { return first }
      if a.high <= 0 { return KnownNumber(-a, first.unit) }
      return KnownNumber(
        Interval(0, max(-a.low, a.high), isEstimate: a.isEstimate), first.unit)
    case .least, .greatest, .between:
      guard evaluator.areComparable(first.unit, second.unit) else { return nil }
      let b = second.interval
      let unit = first.unit == .one ? second.unit : first.unit
      let isEstimate = a.isEstimate || b.isEstimate
      switch function {
      case .least:
        return KnownNumber(
          Interval(min(a.low, b.low), min(a.high, b.high), isEstimate: isEstimate), unit)
      case .greatest:
        return KnownNumber(
          Interval(max(a.low, b.low), max(a.high, b.high), isEstimate: isEstimate), unit)
      default: return KnownNumber(a.hull(b), unit)
      }
    default: return nil
    }
  }

  /// How many elements a set has.
  static func count(_ members: Members) -> Interval {
    let low = Double(members.sure.count)
    return Interval(low, members.isOpen ? .infinity : low + Double(members.possible.count))
  }

  /// Whether there is nobody who could stand between others.
  func hasNoAgents(_ state: LayerState) -> Bool {
    model.core.agent.map { state.collection($0).isEmpty } ?? true
  }

  // MARK: Time

  func attribute(_ name: String, of entity: EntityID) -> AttributeID? {
    model.names.find(name).flatMap { model.vocabulary.attribute($0, of: model[entity].kind) }
  }

  /// Whether an event falls into the years of the period that the layer is, or hangs from: by what each voice says of
  /// it, where they differ.
  private func inPeriod(_ event: EntityID, _ state: LayerState) -> Truth {
    guard let period = period(of: state) else { return .unknown }
    if model[event].addedIn == period { return .yes }
    guard let years = model.core.periodYears,
      case .number(let span, _) = read(years, of: period, voice: nil, state, .number(.year)),
      span.low.isFinite
    else { return .unknown }
    for (name, lasts) in [("date", false), ("years", true)] {
      guard let id = attribute(name, of: event), hasFact(id, of: event, voice: nil, state) else {
        continue
      }
      var said: [Interval] = []
      var isOpen = false
      if !pins.isEmpty,
        case .number(let when, _)? = pins.value(
          of: id, event, voice: nil, isBefore: isBefore(state))
      {
        said = [when]
      } else {
        for fact in state.snapshot.facts(id, of: event, model) {
          if case .number(let when, _, _) = model.facts[fact].value {
            said.append(when)
          } else {
            isOpen = true
          }
        }
      }
      let truths = Set(said.map { Self.falls($0, lasts: lasts, into: span) })
      if truths.count == 1, !isOpen, let truth = truths.first { return truth }
      if !truths.isEmpty { return .unknown }
    }
    return .unknown
  }

  /// Whether a day of these days, or what lasts over these years, falls into the years from the first to the last.
  private static func falls(_ when: Interval, lasts: Bool, into years: Interval) -> Truth {
    guard when.low.isFinite, when.high.isFinite else { return .unknown }
    // The last year of a period is a part of it, and so is the last one over which something lasts.
    let end = years.high + 1
    let last = lasts ? when.high + 1 : when.high
    guard when.low < end, lasts ? last > years.low : last >= years.low else { return .no }
    return lasts || (when.low >= years.low && when.high < end) ? .yes : .unknown
  }

  // MARK: Requirements

  private func requirement(_ buyer: EntityID, _ key: EntityID, _ state: LayerState) -> Value {
    attribute("requires", of: buyer).map { mapValue($0, of: buyer, key: key, state) } ?? .unknown
  }

  /// Whether a requirement must be met: all but what is only wanted.
  private func isMust(_ requirement: Value) -> Truth {
    switch requirement {
    case .unknown: return .unknown
    case .truth(let isNeeded): return Truth(isNeeded)
    case .words(let set, let scale) where scale == model.core.need:
      return Truth(set.word == 0)
    default: return .yes
    }
  }

  /// Whether one unit is that of plain numbers and the other that of a count.
  private func isPlain(_ unit: UnitID, countOf other: UnitID) -> Bool {
    guard unit == .one, case .count = model.units[Int(other.number)].dimension else { return false }
    return true
  }

  private func isDuration(_ unit: UnitID) -> Bool {
    model.units[Int(unit.number)].dimension == .duration
  }

  private func meets(
    _ supplier: EntityID, _ buyer: EntityID, _ key: EntityID, _ state: LayerState
  ) -> Truth {
    let wanted = requirement(buyer, key, state)
    let able =
      attribute("capabilities", of: supplier)
      .map { mapValue($0, of: supplier, key: key, state) } ?? .unknown
    switch (wanted, able) {
    case (.unknown, _), (_, .unknown): return .unknown
    case (.truth(false), _): return .yes
    case (.truth(true), .truth(let isAble)): return Truth(isAble)
    case (.words(_, let scale), .truth(let isAble)) where scale == model.core.need:
      return Truth(isAble)
    case (.words(let need, let scale), .words(let level, let other))
    where scale == model.core.level && other == scale:
      // At least as high as the lowest level that is wanted.
      return Self.compare(level, .atLeast, WordSet(word: need.bits.trailingZeroBitCount))
    case (.number(let wantedNumber, let form, let unit), .number(let value, _, let other)):
      guard unit == other || isPlain(unit, countOf: other) || isPlain(other, countOf: unit) else {
        return .unknown
      }
      // Of a number by itself the sort of capability says which way is better: a time is at most so long, anything else
      // is at least so much.
      let bound =
        switch form {
        case .exact, .estimate:
          isDuration(unit)
            ? Interval(-.infinity, wantedNumber.high) : Interval(wantedNumber.low, .infinity)
        case .range, .atMost, .atLeast: wantedNumber
        }
      if value.low >= bound.low, value.high <= bound.high { return .yes }
      return value.high < bound.low || value.low > bound.high ? .no : .unknown
    default: return .unknown
    }
  }
}
