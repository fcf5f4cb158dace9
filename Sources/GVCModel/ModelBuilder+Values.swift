import GVCSyntax

extension ModelBuilder {
  mutating func reportType(_ attribute: AttributeID, at node: NodeID) {
    let definition = model.vocabulary[attribute]
    report(
      ModelErrors.wrongType(
        model.names[definition.name],
        expected: model.vocabulary.describe(definition.type, model.names),
        at: tree.location(node), declared: definition.location))
  }

  /// Whether a node is one word, and which.
  private mutating func singleWord(_ node: NodeID) -> Symbol? {
    guard tree.kind(node) == .path, tree[node].endToken - tree[node].firstToken == 1 else {
      return nil
    }
    return symbol(node)
  }

  /// The value of a node under a type; nil with a diagnostic when it does not fit.
  mutating func value(_ node: NodeID, _ type: AttributeType, _ attribute: AttributeID) -> Value? {
    let kind = tree.kind(node)
    if kind == .missing { return nil }
    let name = singleWord(node)
    if name == known.unknown { return .unknown }
    switch type {
    case .text:
      if kind == .stringValue {
        return .text(literal(node))
      }
    case .truth:
      if name == known.no { return .truth(false) }
      if name == known.yes { return .truth(true) }
    case .country:
      if name != nil { return country(node) }
    case .words(let scale):
      if kind == .path || kind == .rangeValue || kind == .boundValue {
        return words(node, scale, attribute)
      }
    case .entity(let target):
      if kind == .path { return reference(node, to: target).map { .entity($0) } }
    case .list(let element):
      if kind == .listValue { return list(node, element, attribute) }
    case .date:
      if kind == .dateValue { return date(node) }
      if kind == .quantity { return number(node, .year, attribute) }
    case .number, .count, .share, .percent, .money, .duration, .year, .years:
      return number(node, type, attribute)
    case .map:
      break
    }
    reportType(attribute, at: node)
    return nil
  }

  /// The text that a literal stands for; one without escapes needs no string.
  private mutating func literal(_ node: NodeID) -> Symbol {
    let range = tree.range(node)
    let isPlain = tree.source.bytes.withUnsafeBufferPointer { bytes in
      let literal = bytes[Int(range.start)..<Int(range.end)]
      return literal.count > 1 && literal.last == 0x22 && !literal.contains(0x5C)
    }
    guard isPlain else { return model.names.intern(TextLiteral.value(of: tree.text(node))) }
    return model.names.intern(tree.source, TextRange(range.start + 1, range.end - 1))
  }

  private mutating func country(_ node: NodeID) -> Value? {
    let symbol = symbol(node)
    if knownCountries[symbol] == true { return .text(symbol) }
    let text = tree.text(node)
    if Countries.contains(text) {
      knownCountries[symbol] = true
      return .text(symbol)
    }
    report(
      ModelErrors.unknownCountry(
        text, suggestion: Countries.code(for: text), at: tree.location(node)))
    return nil
  }

  /// A date as a year and its fraction: `1999-07` is 1999.5.
  private mutating func date(_ node: NodeID) -> Value? {
    let parts = tree.text(node).split(separator: "-").compactMap { Int($0) }
    let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard parts.count >= 2, (1...12).contains(parts[1]),
      parts.count < 3 || (1...lengths[parts[1] - 1]).contains(parts[2])
    else {
      report(ModelErrors.noSuchDate(tree.text(node), at: tree.location(node)))
      return nil
    }
    let day = parts.count > 2 ? Double(parts[2] - 1) : 0
    let year = Double(parts[0]) + Double(parts[1] - 1) / 12 + day / 372
    return .number(Interval(year), .exact, .one)
  }

  // MARK: Words

  private mutating func words(
    _ node: NodeID, _ scale: ScaleID, _ attribute: AttributeID
  ) -> Value? {
    let name = WordPlace.attribute(attribute)
    switch tree.kind(node) {
    case .rangeValue:
      guard let lowNode = tree.child(node, at: 0), let highNode = tree.child(node, at: 1),
        let low = word(lowNode, scale, of: name), let high = word(highNode, scale, of: name)
      else { return nil }
      guard low <= high else {
        report(ModelErrors.reversedRange(at: tree.location(node)))
        return nil
      }
      guard isOrdered(scale, at: node, attribute) else { return nil }
      return .words(Self.run(low, high), scale)
    case .boundValue:
      guard let inner = tree.child(node, at: 0), let word = word(inner, scale, of: name),
        isOrdered(scale, at: node, attribute)
      else { return nil }
      let isMost = tree.token(tree.firstToken(node) + 1, is: "most")
      let last = model.vocabulary[scale].words.count - 1
      return .words(isMost ? Self.run(0, word) : Self.run(word, last), scale)
    default:
      return word(node, scale, of: name).map { .words(WordSet(word: $0), scale) }
    }
  }

  /// The words of a choice have no order, so no range of them can be meant.
  private mutating func isOrdered(_ scale: ScaleID, at node: NodeID, _ attribute: AttributeID)
    -> Bool
  {
    if model.vocabulary[scale].isOrdered { return true }
    reportType(attribute, at: node)
    return false
  }

  private static func run(_ low: Int, _ high: Int) -> WordSet {
    WordSet(bits: (low...max(low, high)).reduce(0) { $0 | WordSet(word: $1).bits })
  }

  /// What a word is a value of.
  enum WordPlace {
    case attribute(AttributeID)
    case qualifier(String)

    func name(_ model: Model) -> String {
      switch self {
      case .attribute(let id): model.names[model.vocabulary[id].name]
      case .qualifier(let name): name
      }
    }
  }

  /// The place of a word in a scale; nil with a diagnostic.
  mutating func word(_ node: NodeID, _ scale: ScaleID, of place: WordPlace) -> Int? {
    if let name = singleWord(node), let index = model.vocabulary[scale].index(of: name) {
      return index
    }
    let text = tree.text(node)
    report(
      ModelErrors.unknownWord(
        text, of: place.name(model),
        expected: model.vocabulary.describe(.words(scale), model.names),
        suggestion: nearestWord(to: text) { [model] in
          model.vocabulary[scale].words.map { model.names[$0.name] }
        }, at: tree.location(node)))
    return nil
  }

  /// The most elements of a list.
  private static let listLimit = 100_000

  private mutating func list(
    _ node: NodeID, _ element: AttributeType, _ attribute: AttributeID
  ) -> Value? {
    var values: [Value] = []
    /// The values so far, of a list that is too long to be searched.
    var seen: Set<Value> = []
    for child in tree.children(node) {
      guard values.count < Self.listLimit else {
        report(ModelErrors.listTooLong(at: tree.location(child), limit: Self.listLimit))
        break
      }
      guard let value = value(child, element, attribute) else { continue }
      if values.count == 16 { seen = Set(values) }
      if values.count < 16 ? values.contains(value) : !seen.insert(value).inserted {
        report(ModelErrors.repeatedElement(tree.text(child), at: tree.location(child)))
        continue
      }
      values.append(value)
    }
    // A `..` can only stand before the closing bracket.
    let last = Int(tree[node].endToken) - 2
    let isOpen = last > tree.firstToken(node) && tree.tokens[last].kind == .dotDot
    let start = UInt32(truncatingIfNeeded: model.lists.count)
    model.lists += values
    return .list(
      ListRange(start: start, count: UInt32(truncatingIfNeeded: values.count), isOpen: isOpen))
  }

  // MARK: Numbers

  /// A number as written: its ends in base units, its form and its unit.
  struct Reading {
    var interval: Interval
    var form: NumberForm
    var unit: Unit
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
      report(
        ModelErrors.outOfRange(
          model.names[model.vocabulary[attribute].name],
          expected: range.map { "a number from \(Self.shown($0.low)) to \(Self.shown($0.high))" }
            ?? model.vocabulary.describe(type, model.names), at: tree.location(node)))
      return nil
    }
    return .number(reading.interval, reading.form, unit(reading.unit))
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
    return .number(reading.interval, reading.form, unit(reading.unit))
  }

  /// A value inside a map: `yes` or `no`, a word of `need` or `level`, or a number.
  mutating func freeValue(_ node: NodeID) -> Value? {
    if let name = singleWord(node) {
      if name == known.unknown { return .unknown }
      if name == known.no { return .truth(false) }
      if name == known.yes { return .truth(true) }
      for scale in [core.need, core.level].compactMap({ $0 }) {
        if let word = model.vocabulary[scale].index(of: name) {
          return .words(WordSet(word: word), scale)
        }
      }
      let text = model.names[name]
      report(
        ModelErrors.unknownName(
          text,
          suggestion: Suggestion.nearest(
            to: text, among: ["must", "wanted", "yes", "no", "low", "medium", "high"]),
          at: tree.location(node)))
      return nil
    }
    if tree.kind(node) == .boundValue, let inner = tree.child(node, at: 0), let level = core.level,
      let name = singleWord(inner), let word = model.vocabulary[level].index(of: name)
    {
      let isMost = tree.token(tree.firstToken(node) + 1, is: "most")
      let last = model.vocabulary[level].words.count - 1
      return .words(isMost ? Self.run(0, word) : Self.run(word, last), level)
    }
    guard let reading = reading(node) else {
      switch tree.kind(node) {
      case .quantity, .rangeValue, .missing: break
      default: report(ModelErrors.noMapValue(at: tree.location(node)))
      }
      return nil
    }
    return .number(reading.interval, reading.form, unit(reading.unit))
  }

  mutating func unit(_ unit: Unit) -> UnitID { unitTexts.number(of: unit, in: &model) }

  private mutating func reading(_ node: NodeID) -> Reading? {
    switch tree.kind(node) {
    case .quantity:
      return quantity(node)
    case .estimateValue:
      guard let inner = tree.child(node, at: 0), var reading = quantity(inner) else { return nil }
      reading.form = .estimate
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
      low.interval = Interval(low.interval.low * high.unit.factor)
      low.unit = high.unit
    }
    guard low.unit.dimension == high.unit.dimension else {
      report(ModelErrors.mixedUnits(at: tree.location(node)))
      return nil
    }
    guard low.interval.low <= high.interval.high else {
      report(ModelErrors.reversedRange(at: tree.location(node)))
      return nil
    }
    return Reading(
      interval: Interval(low.interval.low, high.interval.high), form: .range, unit: high.unit)
  }

  private mutating func quantity(_ node: NodeID) -> Reading? {
    guard let number = Quantity.number(node, in: tree) else { return nil }
    let unit = tree.child(node, .unit).map { unitTexts.unit(tree.source, tree.range($0)) } ?? .one
    return Reading(interval: Interval(number * unit.factor), form: .exact, unit: unit)
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

/// Reads a number with its unit.
public enum Quantity {
  /// The number of a `quantity` node in base units, and its unit as written.
  public static func value(_ node: NodeID, in tree: SyntaxTree) -> (Double, Unit)? {
    guard let number = number(node, in: tree) else { return nil }
    let unit = tree.child(node, .unit).map { Unit(parsing: tree.text($0)) } ?? .one
    return (number * unit.factor, unit)
  }

  /// The number of a `quantity` node as written, with its sign; nil where no number stands.
  static func number(_ node: NodeID, in tree: SyntaxTree) -> Double? {
    guard tree.kind(node) == .quantity else { return nil }
    var token = tree.firstToken(node)
    var sign = 1.0
    if tree.tokens[token].kind == .minus {
      sign = -1
      token += 1
    }
    guard token < Int(tree[node].endToken), tree.tokens[token].kind == .number,
      let magnitude = number(tree, token)
    else { return nil }
    return sign * magnitude
  }

  /// The value of a number token; whole numbers of few digits need no library.
  private static func number(_ tree: SyntaxTree, _ token: TokenIndex) -> Double? {
    let range = tree.tokens[token].range
    if range.count <= 15 {
      var whole = 0
      var isWhole = true
      for byte in tree.source.bytes[Int(range.start)..<Int(range.end)] {
        let digit = Int(byte) - 0x30
        guard (0...9).contains(digit) else {
          isWhole = false
          break
        }
        whole = whole * 10 + digit
      }
      if isWhole { return Double(whole) }
    }
    return Double(tree.text(token: token).filter { $0 != "_" })
  }
}
