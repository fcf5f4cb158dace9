import GVCSyntax

extension ModelBuilder {
  /// A number as written: its ends in base units, its form and its unit.
  struct Reading {
    var interval: Interval
    var form: NumberForm
    var unit: Unit
    /// The number of the text of the unit; nil for none.
    var unitText: Int?
  }

  mutating func number(
    _ node: NodeID, _ type: AttributeType, _ attribute: AttributeID
  ) -> Value? {
    guard let reading = reading(node) else {
      switch tree.kind(node) {
      case .rangeValue, .quantity, .estimateValue, .boundValue: break
      default: reportType(attribute, at: node)
      }
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
    guard case .count(let things) = type, reading.unit == .one else { return unit(of: reading) }
    return unitTexts.number(of: Unit(.count(things)), in: &model)
  }

  private static func isInside(_ interval: Interval, _ range: Interval) -> Bool {
    (interval.low >= range.low || interval.low == -.infinity)
      && (interval.high <= range.high || interval.high == .infinity)
  }

  private static func shown(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }

  /// The number of a threshold, of any unit; nil without a diagnostic.
  mutating func thresholdValue(_ node: NodeID) -> Value? {
    guard let reading = reading(node) else { return nil }
    return .number(reading.interval, reading.form, unit(of: reading))
  }

  mutating func unit(of reading: Reading) -> UnitID {
    unitTexts.number(of: reading.unit, text: reading.unitText, in: &model)
  }

  mutating func reading(_ node: NodeID) -> Reading? {
    switch tree.kind(node) {
    case .quantity:
      return quantity(node)
    case .estimateValue:
      guard let inner = tree.child(node, at: 0), var reading = quantity(inner) else { return nil }
      reading.form = .estimate
      reading.interval = Interval(reading.interval.low, isEstimate: true)
      return reading
    case .boundValue:
      guard let inner = tree.child(node, at: 0), var reading = quantity(inner) else { return nil }
      let isMost = tree.token(tree.firstToken(node) + 1, is: "most")
      reading.form = isMost ? .atMost : .atLeast
      reading.interval =
        isMost
        ? Interval(-.infinity, reading.interval.high) : Interval(reading.interval.low, .infinity)
      return reading
    case .rangeValue:
      return range(node)
    default:
      return nil
    }
  }

  /// A range; the lower end takes the unit of the upper one when it has none of its own.
  private mutating func range(_ node: NodeID) -> Reading? {
    guard let lowNode = tree.child(node, at: 0), let highNode = tree.child(node, at: 1),
      tree.kind(lowNode) == .quantity, tree.kind(highNode) == .quantity,
      var low = quantity(lowNode), let high = quantity(highNode)
    else { return nil }
    if tree.child(lowNode, .unit) == nil {
      low.interval = Interval(high.unit.inBase(low.interval.low))
      low.unit = high.unit
      low.unitText = high.unitText
    }
    guard low.unit.dimension == high.unit.dimension else {
      report(ModelErrors.mixedUnits(at: tree.location(node)))
      return nil
    }
    guard low.interval.low <= high.interval.high else {
      report(
        ModelErrors.reversedRange(
          tree.text(highNode) + ".." + tree.text(lowNode), at: tree.location(node)))
      return nil
    }
    return Reading(
      interval: Interval(low.interval.low, high.interval.high), form: .range, unit: high.unit,
      unitText: high.unitText)
  }

  private mutating func quantity(_ node: NodeID) -> Reading? {
    guard let number = Quantity.number(node, in: tree) else { return nil }
    guard let unitNode = tree.child(node, .unit) else {
      return Reading(interval: Interval(number), form: .exact, unit: .one)
    }
    let text = unitTexts.text(tree.source, tree.range(unitNode))
    let unit = unitTexts.unit(text)
    return Reading(
      interval: Interval(unit.inBase(number)), form: .exact, unit: unit, unitText: text)
  }

  /// Whether the unit of a reading belongs to a type.
  private func fits(_ reading: Reading, _ type: AttributeType) -> Bool {
    switch (type, reading.unit.dimension) {
    case (.number, .ratio): reading.unit.factor == 1
    case (.share, .ratio), (.percent, .ratio): reading.unit.factor != 1
    case (.count(let things), .count(let unit)): things == unit
    case (.count, .ratio): reading.unit.factor == 1
    case (.money, .money), (.duration, .duration): true
    case (.year, .ratio), (.years, .ratio): reading.unit.factor == 1
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
