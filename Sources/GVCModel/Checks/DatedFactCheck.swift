import GVCSyntax

/// What is dated, or in the prices of a year, must be of the period in which it is used.
enum DatedFactCheck {
  /// For how many facts the ways out are worked out.
  private static let fixLimit = 100

  static func diagnostics(_ model: Model, _ facts: CheckedFacts) -> [Diagnostic] {
    let order = model.layerOrder
    guard !facts.dated.isEmpty, let first = order.periods.first else { return [] }
    let baseYears = baseYears(model, facts)
    var found: [Diagnostic] = []
    for index in facts.dated {
      let fact = model.facts[index]
      let layer = fact.layer ?? first
      guard let years = order.years[layer], isTimed(fact, model) else { continue }
      var priceUnit: UnitID?
      if let unit = priceYear(of: fact, model)?.unit, !baseYears.contains(unit) {
        priceUnit = unit
      }
      guard let date = outside(years, fact, priceUnit, model) else { continue }
      let home = order.periods.first { period in
        order.years[period].map { date.when.overlaps($0) } ?? false
      }
      found.append(
        ModelErrors.outsideItsLayer(
          model.names[model.vocabulary[fact.attribute].name], of: model.label(fact.entity),
          saying: date.words, in: model.label(layer), years: years.yearsText,
          isOutsideAll: fact.layer == nil, home: home.map { model.label($0) },
          at: fact.location,
          fixes: found.count < fixLimit && fact.layer == nil && fact.key == nil
            ? (home.flatMap { ChangeCheck.move(fact, into: $0, model) }.map { [$0] } ?? []) : []))
    }
    return found
  }

  /// A time outside of a period, as a sentence says it.
  private struct Outside {
    let when: Interval
    let words: String
  }

  /// What of a fact lies outside of the years of its layer: all dates of its evidence, or the year of its prices.
  private static func outside(
    _ years: Interval, _ fact: Fact, _ priceUnit: UnitID?, _ model: Model
  ) -> Outside? {
    var dates: [Outside] = []
    for index in fact.evidence {
      let evidence = model.evidence[index]
      guard let range = evidence.date else { continue }
      let text = model.text(range, in: evidence.location.file)
      guard let when = DateLiteral.value(of: text) else { continue }
      if when.overlaps(years) { return nil }
      dates.append(Outside(when: when, words: "is of \(text)"))
    }
    if let date = dates.first { return date }
    guard let priceUnit, let year = priceYear(of: fact, model)?.year,
      model.units.indices.contains(Int(priceUnit.number)),
      let when = DateLiteral.value(of: String(year)), !when.overlaps(years)
    else { return nil }
    return Outside(when: when, words: "is in prices of \(year)")
  }

  /// The unit of an amount in the prices of a year.
  private static func priceYear(of fact: Fact, _ model: Model) -> (unit: UnitID, year: Int)? {
    guard case .number(_, _, let unit) = fact.value,
      let year = model.dimension(of: unit).money?.year
    else { return nil }
    return (unit, year)
  }

  /// The units in whose prices several layers state amounts: those of a base year, which no period need hold.
  private static func baseYears(_ model: Model, _ facts: CheckedFacts) -> Set<UnitID> {
    var layers: [UnitID: Set<EntityID?>] = [:]
    for index in facts.dated {
      guard let unit = priceYear(of: model.facts[index], model)?.unit else { continue }
      layers[unit, default: []].insert(model.facts[index].layer)
    }
    return Set(layers.filter { $0.value.count > 1 }.keys)
  }

  /// Whether what is stated is so at a time, and is no time itself.
  private static func isTimed(_ fact: Fact, _ model: Model) -> Bool {
    switch model.vocabulary[fact.attribute].type {
    case .year, .years, .date: false
    default: true
    }
  }
}

extension Interval {
  /// Whether some of these days are in years from the first to the last, which is one of them.
  fileprivate func overlaps(_ years: Interval) -> Bool {
    low < years.high.rounded(.down) + 1 && high >= years.low.rounded(.down)
  }

  /// `2004..2010`, `2004`.
  fileprivate var yearsText: String {
    let (first, last) = (Int(low), Int(high))
    return first == last ? String(first) : "\(first)..\(last)"
  }
}
