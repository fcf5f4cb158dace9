import GVCModel

/// Tries whether missing facts decide a finding: with values of theirs, by the evaluator that concludes.
struct DecisionTrial {
  private let evaluator: Evaluator
  private let plan: RulePlan
  private let bound: [Datum]
  private let rule: TrialMemory.RuleParts
  private var numbers: [KnownNumber] { rule.numbers }
  private var texts: [Value] { rule.texts }

  /// The most values that a fact is tried with, and the most ways to give values to several facts.
  private static let valueLimit = 40
  private static let wayLimit = 600

  init(_ evaluator: Evaluator, _ plan: RulePlan) {
    self.evaluator = evaluator
    self.plan = plan
    bound = evaluator.slots
    rule = evaluator.trials.parts(of: plan, evaluator)
  }

  /// Of some sets of facts those that decide for `truth`, as few facts in each as will do; the smallest first.
  func deciding(_ sets: [[MissingFact]], _ truth: Truth) -> [[MissingFact]] {
    guard let (key, thing) = key(sets, truth) else { return tried(sets, truth) }
    func moved(_ sets: [[MissingFact]], to thing: EntityID?) -> [[MissingFact]] {
      guard let thing else { return sets }
      return sets.map { $0.map { $0.moved(to: thing) } }
    }
    if let known = evaluator.trials[key] { return moved(known, to: thing) }
    let found = tried(sets, truth)
    // What was stopped may be less than there is to know.
    if !evaluator.isExhausted {
      evaluator.trials[key] = moved(found, to: thing.map { _ in EntityID(0) })
    }
    return found
  }

  /// All that a trial of some sets depends on, with the thing that all of it is said of, where it is one; nil where it
  /// depends on more than can be held against another finding.
  private func key(
    _ sets: [[MissingFact]], _ truth: Truth
  ) -> (key: TrialMemory.Key, thing: EntityID?)? {
    guard let first = sets.first?.first, sets.allSatisfy({ $0.allSatisfy { $0.key == nil } })
    else { return nil }
    let facts = Set(sets.joined())
    let attributes = Set(facts.map(\.attribute))
    guard !attributes.contains(where: { isMap($0) }) else { return nil }
    let read = rule.parts.filter { $0.reads(attributes) }
    let others = rule.parts.filter { !$0.reads(attributes) }
    // As a trial evaluates them, with something pinned.
    let rest = candidates(for: first).first.map { value in
      evaluator.pinning([first: value]) { self.truth(of: others) }
    }
    guard let rest else { return nil }
    if let known = known(facts, read) {
      let key = TrialMemory.Key(
        rule: plan.rule, truth: truth, sets: sets.map { $0.map { $0.moved(to: EntityID(0)) } },
        rest: rest, bound: [], known: known)
      return (key, first.entity)
    }
    let slots = read.reduce(UInt64(0)) { slots, part in
      if case .membership(let binding) = part.content { return slots | 1 << UInt64(binding.slot) }
      return slots
    }
    let variables = read.reduce(slots) { $0 | evaluator.program[$1.node].variables }
    let key = TrialMemory.Key(
      rule: plan.rule, truth: truth, sets: sets, rest: rest,
      bound: bound.indices.map { variables & (1 << UInt64($0)) == 0 ? nil : bound[$0] }, known: [])
    return (key, nil)
  }

  /// What the case says of the thing that all facts are of, where the parts read nothing else.
  private func known(
    _ facts: Set<MissingFact>, _ parts: [TrialMemory.Part]
  ) -> [TrialMemory.Known]? {
    guard let thing = facts.first?.entity else { return nil }
    for fact in facts {
      let attribute = evaluator.program.attributes[Int(fact.attribute.number)]
      guard fact.entity == thing, !fact.isBefore, !attribute.isShareOfSales,
        !attribute.isShareOfPurchases
      else { return nil }
      // Which things it may be depends on the case.
      switch evaluator.model.vocabulary[fact.attribute].type {
      case .truth, .number, .count, .share, .percent, .money, .duration, .year, .words: break
      default: return nil
      }
    }
    var knowledge = LocalKnowledge(evaluator, of: thing)
    for part in parts {
      guard case .condition(let node) = part.content,
        knowledge.add(node, { bound.indices.contains($0) && bound[$0] == .entity(thing) })
      else { return nil }
    }
    return knowledge.known
  }

  private func isMap(_ attribute: AttributeID) -> Bool {
    if case .map = evaluator.model.vocabulary[attribute].type { return true }
    return false
  }

  private func tried(_ sets: [[MissingFact]], _ truth: Truth) -> [[MissingFact]] {
    var found: [Set<MissingFact>] = []
    func add(_ set: [MissingFact]) {
      let set = Set(set)
      guard !found.contains(where: { $0.isSubset(of: set) }) else { return }
      found.removeAll { set.isSubset(of: $0) }
      found.append(set)
    }
    for fact in Set(sets.joined()).sorted() where decides([fact], truth) { add([fact]) }
    for set in sets where !found.contains(where: { $0.isSubset(of: Set(set)) }) {
      guard decides(set, truth) else { continue }
      var left = set
      for fact in set where left.count > 2 {
        let fewer = left.filter { $0 != fact }
        if decides(fewer, truth) { left = fewer }
      }
      add(left)
    }
    return found.map { $0.sorted() }.sorted {
      if $0.count != $1.count { return $0.count < $1.count }
      return $0.lexicographicallyPrecedes($1)
    }
  }

  /// Whether some values of some facts make the finding `truth`, while all else stays as it is.
  private func decides(_ facts: [MissingFact], _ truth: Truth) -> Bool {
    let values = facts.map { candidates(for: $0) }
    guard values.allSatisfy({ !$0.isEmpty }) else { return false }
    var places = Array(repeating: 0, count: facts.count)
    // What reads none of the facts gives the same whatever they are.
    let read = rule.parts.filter { $0.reads(facts.lazy.map(\.attribute)) }
    let others = rule.parts.filter { !$0.reads(facts.lazy.map(\.attribute)) }
    var rest: Truth?
    for _ in 0..<Self.wayLimit {
      guard !evaluator.isExhausted else { return false }
      var pinned: [MissingFact: Datum] = [:]
      for (index, fact) in facts.enumerated() { pinned[fact] = values[index][places[index]] }
      if fits(pinned) {
        let before = rest ?? evaluator.pinning(pinned) { self.truth(of: others) }
        rest = before
        if truth == .yes, before != .yes { return false }
        if evaluator.pinning(pinned, { before && self.truth(of: read) }) == truth { return true }
      }
      // The next way, as one counts.
      var digit = 0
      while digit < places.count {
        places[digit] += 1
        if places[digit] < values[digit].count { break }
        places[digit] = 0
        digit += 1
      }
      if digit == places.count { return false }
    }
    return false
  }

  /// The truth of the whole condition as if the case stated some facts.
  func truth(pinning values: [MissingFact: Datum]) -> Truth {
    evaluator.pinning(values) { truth(of: rule.parts) }
  }

  /// The truth of parts of the condition together, with the variables bound as they are in the finding.
  private func truth(of parts: [TrialMemory.Part]) -> Truth {
    evaluator.slots = bound
    var truth = Truth.yes
    for part in parts where truth != .no {
      switch part.content {
      case .condition(let node): truth = truth && evaluator.evaluate(node).truth
      case .membership(let binding):
        guard case .set(let members) = evaluator.evaluate(binding.set) else { continue }
        let value = Evaluator.value(bound[binding.slot], elementType(of: binding.set))
        truth = truth && (value.map { members.contains($0) } ?? .unknown)
      }
    }
    return truth
  }

  private func elementType(of set: PlanID) -> ExpressionType {
    if case .set(let element) = evaluator.program[set].type { return element }
    return .error
  }

  /// Whether shares of one whole that are tried together do not make more than what is left of it.
  private func fits(_ pinned: [MissingFact: Datum]) -> Bool {
    var added: [Whole: Double] = [:]
    for (fact, datum) in pinned {
      let attribute = evaluator.program.attributes[Int(fact.attribute.number)]
      guard attribute.isShareOfSales || attribute.isShareOfPurchases,
        case .number(let share, _) = datum
      else { continue }
      let ends = evaluator.model.ends(of: fact.entity)
      guard ends.count == 2, let state = state(of: fact) else { continue }
      let isSales = attribute.isShareOfSales
      let whole = ends[isSales ? ends.startIndex : ends.startIndex + 1]
      let place = Whole(actor: whole, isSales: isSales, isBefore: fact.isBefore)
      let least = known(fact, state).low
      let sum = DecimalArithmetic.sum(added[place] ?? 0, DecimalArithmetic.sum(share.low, -least))
      if sum > state.snapshot.residual(sales: isSales, of: whole).high { return false }
      added[place] = sum
    }
    return true
  }

  private struct Whole: Hashable {
    let actor: EntityID
    let isSales: Bool
    let isBefore: Bool
  }

  private func state(of fact: MissingFact) -> EvaluationCache? {
    fact.isBefore ? evaluator.previous : evaluator.current
  }

  /// What is known of a number before it is tried.
  private func known(_ fact: MissingFact, _ state: EvaluationCache) -> Interval {
    let type = ExpressionType(evaluator.model.vocabulary[fact.attribute].type)
    if case .number(let interval, _) = evaluator.read(
      fact.attribute, of: fact.entity, voice: fact.voice, state, type)
    {
      return interval
    }
    return .all
  }

  // MARK: Values

  /// The values that a fact is tried with: all that it may be, or of numbers those at which something changes.
  private func candidates(for fact: MissingFact) -> [Datum] {
    guard let state = state(of: fact) else { return [] }
    let type = evaluator.model.vocabulary[fact.attribute].type
    if case .map(let kind) = type { return mapCandidates(kind, fact, state) }
    let wanted = ExpressionType(type)
    let now = evaluator.read(fact.attribute, of: fact.entity, voice: fact.voice, state, wanted)
    return Array(candidates(wanted, now, state).prefix(Self.valueLimit))
  }

  private func candidates(
    _ type: ExpressionType, _ now: Datum, _ state: EvaluationCache
  ) -> [Datum] {
    switch type {
    case .truth: return [.truth(.yes), .truth(.no)]
    case .words(let scale):
      let all = WordSet(all: evaluator.model.vocabulary[scale].words.count)
      let left = if case .words(let set) = now { set } else { all }
      return left.words.map { .words(WordSet(word: $0)) }
    case .number: return numberCandidates(now)
    case .entity(let kind): return state.collection(kind).map { .entity($0) }
    case .text: return (texts + [.text(Symbol(0))]).map { .value($0) }
    case .set(let element):
      let known = if case .set(let members) = now { members } else { Members.unknown }
      guard known.isOpen || !known.possible.isEmpty else { return [now] }
      let others = elements(element, state).filter { !known.sure.contains($0) }
      return [.set(Members(known.sure)), .set(Members(known.sure + others))]
        + others.prefix(Self.valueLimit).map { .set(Members(known.sure + [$0])) }
    case .map, .need, .error: return []
    }
  }

  private func elements(_ type: ExpressionType, _ state: EvaluationCache) -> [Value] {
    switch type {
    case .entity(let kind): state.collection(kind).map { .entity($0) }
    case .words(let scale):
      evaluator.model.vocabulary[scale].words.indices.map { .words(WordSet(word: $0), scale) }
    case .text: texts
    default: []
    }
  }

  /// The ends of what a number may be, and the numbers of the rule with what is next to them.
  private func numberCandidates(_ now: Datum) -> [Datum] {
    guard case .number(let interval, let unit) = now else { return [] }
    var tried: [Double] = []
    var seen: Set<Double> = []
    func add(_ number: Double) {
      guard number.isFinite, number >= interval.low, number <= interval.high else { return }
      if seen.insert(number).inserted { tried.append(number) }
    }
    add(interval.low)
    add(interval.high)
    for number in numbers {
      for end in [number.interval.low, number.interval.high] {
        let step = max(1, end.magnitude.rounded(.down))
        for near in [end, end + step, end - step, end + 0.01, end - 0.01, end / 2] { add(near) }
      }
    }
    for number in [0, 0.5, 1, 2, 1000, 1e9, -1e9] { add(number) }
    let shared = unit == .one ? numbers.first { $0.unit != .one }?.unit ?? .one : unit
    return tried.map { .number(Interval($0), shared) }
  }

  private func mapCandidates(
    _ kind: KindID, _ fact: MissingFact, _ state: EvaluationCache
  ) -> [Datum] {
    let model = evaluator.model
    guard fact.key != nil else {
      let all = state.collection(kind).map { Value.entity($0) }
      return [.set(Members([])), .set(Members(all))] + all.prefix(20).map { .set(Members([$0])) }
    }
    var values: [Value] = [.truth(true), .truth(false)]
    for scale in [model.core.need, model.core.level].compactMap({ $0 }) {
      values += model.vocabulary[scale].words.indices.map { .words(WordSet(word: $0), scale) }
    }
    var ends: Set<Double> = [0, 1e9]
    // What another map says of the same thing is a bound too.
    var things: Set<EntityID> = []
    for case .entity(let id) in bound {
      things.insert(id)
      things.formUnion(model.ends(of: id))
    }
    for id in things.sorted() {
      for attribute in model.vocabulary.attributes(of: model[id].kind) {
        guard case .map = model.vocabulary[attribute].type, let key = fact.key,
          case .number(let interval, _, let unit) = evaluator.mapValue(
            attribute, of: id, key: key, state)
        else { continue }
        for end in [interval.low, interval.high] where end.isFinite {
          for near in [end, end + 1, max(0, end - 1)] where ends.insert(near).inserted {
            values.append(.number(Interval(near), .exact, unit))
          }
        }
      }
    }
    for number in numbers {
      values.append(.number(Interval(number.interval.low), .exact, number.unit))
    }
    return values.map { .value($0) }
  }
}

/// The numbers and texts of conditions, those of derived attributes and the values of thresholds among them.
struct Constants {
  private let evaluator: Evaluator
  private(set) var numbers: [KnownNumber] = []
  private(set) var texts: [Value] = []
  private var seen: Set<AttributeID> = []
  private static let limit = 12

  init(_ evaluator: Evaluator) { self.evaluator = evaluator }

  mutating func collect(_ id: PlanID) {
    let node = evaluator.program[id]
    evaluator.budget.used &+= WorkBudget.single
    switch node.operation {
    case .constant(let datum): add(datum)
    case .threshold(let index): add(evaluator.thresholds[index])
    case .attribute(let attribute):
      if let derivation = evaluator.program.derivations[attribute], seen.insert(attribute).inserted
      {
        collect(derivation)
      }
    default: break
    }
    for child in node.children { collect(child) }
  }

  private mutating func add(_ datum: Datum) {
    switch datum {
    case .number(let interval, let unit):
      let number = KnownNumber(interval, unit)
      if numbers.count < Self.limit, !numbers.contains(number) { numbers.append(number) }
    case .value(let value):
      if texts.count < Self.limit, !texts.contains(value) { texts.append(value) }
    default: break
    }
  }
}

extension MissingFact {
  /// The same fact of another thing.
  fileprivate func moved(to thing: EntityID) -> MissingFact {
    MissingFact(
      entity: thing, attribute: attribute, key: key, voice: voice, isBefore: isBefore)
  }
}
