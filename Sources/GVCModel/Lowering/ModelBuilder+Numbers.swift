import GVCSyntax

extension ModelBuilder {
  typealias Reading = LiteralReader.Number

  mutating func number(
    _ node: NodeID, _ type: AttributeType, _ attribute: AttributeID
  ) -> Value? {
    guard let reading = reading(node, else: { $0.reportType(attribute, at: $1) }) else {
      return nil
    }
    guard fits(reading, type) else {
      reportType(attribute, at: node)
      return nil
    }
    let range = model.vocabulary[attribute].range
    guard isInRange(reading, type), range.map({ Self.isInside(reading.interval, $0) }) ?? true
    else {
      let grouped = doubtfulPoint(node, type).map { $0.replacing(".", with: "_") }
      report(
        ModelErrors.outOfRange(
          model.names[model.vocabulary[attribute].name],
          expected: range.map { "a number from \(Self.shown($0.low)) to \(Self.shown($0.high))" }
            ?? model.vocabulary.describe(type, model.names), at: tree.location(node),
          hint: .write(
            grouped.map { [$0] } ?? [],
            at: Location(tree.source.file, tree.tokens[tree.firstToken(node)].range))))
      return nil
    }
    if let text = doubtfulPoint(node, type) {
      report(
        ModelErrors.doubtfulPoint(
          text, at: Location(tree.source.file, tree.tokens[tree.firstToken(node)].range)))
    }
    return .number(reading.interval, reading.form, unit(of: reading, as: type))
  }

  /// The unit of a reading; that of what is counted where a count stands by itself, so that it is the same either way.
  private mutating func unit(of reading: Reading, as type: AttributeType) -> UnitID {
    guard case .count(let things) = type, reading.unit.dimension == .ratio else {
      return unit(of: reading)
    }
    return unitTexts.number(of: Unit(Dimension(.count(things))), in: &model)
  }

  private static func isInside(_ interval: Interval, _ range: Interval) -> Bool {
    (interval.low >= range.low || interval.low == -.infinity)
      && (interval.high <= range.high || interval.high == .infinity)
  }

  private static func shown(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }

  /// The number of a threshold, of any unit; nil with a diagnostic where it is none.
  mutating func thresholdValue(_ node: NodeID) -> Value? {
    let reading = reading(node) {
      $0.report(ModelErrors.thresholdIsNoNumber(at: $0.tree.location($1)))
    }
    return reading.map { .number($0.interval, $0.form, unit(of: $0)) }
  }

  mutating func unit(of reading: Reading) -> UnitID {
    unitTexts.number(of: reading.unit, text: reading.unitText, in: &model)
  }

  /// The number of a node; nil with a diagnostic where it is none. What is of another form is left to `otherForm`; what
  /// the parser has said of it is not said again.
  mutating func reading(
    _ node: NodeID, else otherForm: (inout ModelBuilder, NodeID) -> Void
  ) -> Reading? {
    do {
      return try LiteralReader.number(node, in: tree) { unitNode in
        let text = unitTexts.text(tree.source, tree.range(unitNode))
        return (unitTexts.unit(text), text)
      }
    } catch {
      switch error {
      case .mixedUnits: report(ModelErrors.mixedUnits(at: tree.location(node)))
      case .reversedRange(let text):
        report(ModelErrors.reversedRange(text, at: tree.location(node)))
      case .noSuchDate(let text): report(ModelErrors.noSuchDate(text, at: tree.location(node)))
      case .noNumber: break
      case .otherForm: if !isBroken(node) { otherForm(&self, node) }
      }
      return nil
    }
  }

  /// Whether a part of a node is missing, which the parser has said.
  private func isBroken(_ node: NodeID) -> Bool {
    tree.kind(node) == .missing || tree.children(node).contains { tree.kind($0) == .missing }
  }

  /// Whether the unit of a reading belongs to a type.
  private func fits(_ reading: Reading, _ type: AttributeType) -> Bool {
    let unit = reading.unit
    let isPercent = unit.factor == Unit.percent.factor
    return switch type {
    case .number, .year, .years: unit.dimension == .ratio && !isPercent
    case .share, .percent: unit.dimension == .ratio && isPercent
    case .count(let things):
      unit.dimension.things == things || unit.dimension == .ratio && !isPercent
    case .money: unit.dimension.money != nil
    case .duration: unit.dimension.isDuration
    case .quantity(.ratio): unit.dimension != .ratio
    case .quantity(let dimension): unit.dimension.type == dimension
    default: false
    }
  }

  private func isInRange(_ reading: Reading, _ type: AttributeType) -> Bool {
    let low = reading.interval.low.isFinite ? reading.interval.low : reading.interval.high
    let high = reading.interval.high.isFinite ? reading.interval.high : reading.interval.low
    switch type {
    case .share: return low >= 0 && high <= 1
    case .count: return low >= 0 && low == low.rounded() && high == high.rounded()
    case .year, .years:
      return (1...3000).contains(low) && (1...3000).contains(high) && low == low.rounded()
    case .duration: return low >= 0
    default: return true
    }
  }
}
