import GVCModel

/// What an amount of one money is worth in another, as a case states it in a layer: exchange rates, and what prices of one
/// year are in those of another.
///
/// Money is converted by the fewest of these, and by all of the same length together: where several are stated, the
/// result is whatever any of them gives.
struct MoneyRates {
  /// So much of one is worth so much of the other.
  private struct Rate {
    let from: UnitBase
    let to: UnitBase
    let amount: Interval
    let worth: Interval
    /// The facts that say so, by their index in the model.
    let facts: [Int]

    var reversed: Rate {
      Rate(from: to, to: from, amount: worth, worth: amount, facts: facts)
    }
  }

  /// By what a number is multiplied and divided to be one of another money.
  struct Factor {
    var times: Interval
    var by: Interval
    var facts: Set<Int>

    func applied(to interval: Interval, reversed: Bool) -> Interval {
      reversed ? interval * by / times : interval * times / by
    }
  }

  /// From each money, in the order of the declarations.
  private var rates: [UnitBase: [Rate]] = [:]

  var isEmpty: Bool { rates.isEmpty }

  /// The rates that are stated in a layer.
  init(_ state: EvaluationCache, _ model: Model) {
    guard let kind = model.names.find("rate").flatMap({ model.vocabulary.kind(named: $0) }),
      let amount = model.names.find("amount").flatMap({ model.vocabulary.attribute($0, of: kind) }),
      let worth = model.names.find("worth").flatMap({ model.vocabulary.attribute($0, of: kind) })
    else { return }
    for entity in state.collection(kind) {
      guard let from = Self.money(amount, of: entity, state, model),
        let to = Self.money(worth, of: entity, state, model), from.base != to.base
      else { continue }
      let rate = Rate(
        from: from.base, to: to.base, amount: from.interval, worth: to.interval,
        facts: from.facts + to.facts)
      rates[rate.from, default: []].append(rate)
      rates[rate.to, default: []].append(rate.reversed)
    }
  }

  /// An amount of one money, above zero, that the facts of a rate leave.
  private static func money(
    _ attribute: AttributeID, of entity: EntityID, _ state: EvaluationCache, _ model: Model
  ) -> (base: UnitBase, interval: Interval, facts: [Int])? {
    let facts = state.snapshot.facts(attribute, of: entity, model)
    var found: (base: UnitBase, interval: Interval)?
    for fact in facts {
      guard case .number(let interval, _, let unit) = model.facts[fact].value,
        let base = model.dimension(of: unit).base, base.isMoney, interval.low > 0,
        interval.high.isFinite, found == nil || found?.base == base
      else { return nil }
      found = (base, found.map { $0.interval.hull(interval) } ?? interval)
    }
    return found.map { ($0.base, $0.interval, facts) }
  }

  /// What a number of one money is multiplied by to be one of another; nil where no rates lead from one to the other.
  func factor(from: UnitBase, to: UnitBase) -> Factor? {
    var reached: Set<UnitBase> = [from]
    var level = [from: Factor(times: Interval(1), by: Interval(1), facts: [])]
    while !level.isEmpty {
      var next: [UnitBase: Factor] = [:]
      for (base, factor) in level {
        for rate in rates[base] ?? [] where !reached.contains(rate.to) {
          let times = factor.times * rate.worth
          let by = factor.by * rate.amount
          let facts = factor.facts.union(rate.facts)
          guard let known = next[rate.to] else {
            next[rate.to] = Factor(times: times, by: by, facts: facts)
            continue
          }
          next[rate.to] =
            known.times == times && known.by == by
            ? Factor(times: times, by: by, facts: known.facts.union(facts))
            : Factor(
              times: (known.times / known.by).hull(times / by), by: Interval(1),
              facts: known.facts.union(facts))
        }
      }
      if let found = next[to] { return found }
      reached.formUnion(next.keys)
      level = next
    }
    return nil
  }
}

/// How numbers of one unit are made numbers of another: by what both are counted in, and by a rate between their moneys.
struct UnitConversion {
  var scale = UnitScale.one
  var rate: MoneyRates.Factor?
  /// Whether the money stands under the fraction.
  var isBelow = false

  static let none = UnitConversion()

  var isNone: Bool { rate == nil && scale == .one }

  func applied(to interval: Interval) -> Interval {
    let scaled = scale.applied(to: interval)
    return rate?.applied(to: scaled, reversed: isBelow) ?? scaled
  }
}

extension Evaluator {
  /// How numbers of one unit are made numbers of another; nil where the two measure different things, or no rate between
  /// their moneys is stated.
  func conversion(from: UnitID, to: UnitID) -> UnitConversion? {
    if from == to || from == .one || to == .one { return UnitConversion.none }
    let key = UInt32(from.number) << 16 | UInt32(to.number)
    if let known = conversions[key] { return known }
    let found = findConversion(from: from, to: to)
    conversions[key] = .some(found)
    return found
  }

  private func findConversion(from: UnitID, to: UnitID) -> UnitConversion? {
    let (a, b) = (model.dimension(of: from), model.dimension(of: to))
    if let scale = a.scale(to: b) { return UnitConversion(scale: scale) }
    guard let (mine, theirs, exponent) = a.onlyMoney(apartFrom: b), exponent.magnitude == 1,
      let scale = a.replacing(mine, by: theirs).scale(to: b),
      let rate = rates.factor(from: mine, to: theirs)
    else { return nil }
    return UnitConversion(scale: scale, rate: rate, isBelow: exponent < 0)
  }

  /// The facts of the rates by which numbers of two units are taken together.
  func rateFacts(_ a: UnitID, _ b: UnitID) -> Set<Int> {
    conversion(from: b, to: a)?.rate?.facts ?? []
  }
}
