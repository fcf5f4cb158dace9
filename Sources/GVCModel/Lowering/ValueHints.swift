import GVCSyntax

/// What can be written in the place of something that does not fit: a sentence, and the ways that mean the same.
struct Hint {
  var help: String?
  var fixes: [Fix] = []

  static let none = Hint()

  /// To write one of some texts at a place.
  static func write(_ texts: [String], at place: Location) -> Hint {
    guard !texts.isEmpty else { return .none }
    return Hint(
      help: "write " + texts.map { "`\($0)`" }.joined(separator: " or "),
      fixes: texts.map { Fix("Write `\($0)`", [TextEdit(place, $0)]) })
  }
}

extension ModelBuilder {
  /// What was meant by a value that does not fit its type, as far as its text says it.
  func hint(for node: NodeID, _ type: AttributeType, of attribute: AttributeID) -> Hint {
    // What was read is a part of what was written: to write it otherwise would make another value.
    if isPartOfValue(node) { return .none }
    let text = tree.text(node)
    let place = tree.location(node)
    let kind = tree.kind(node)
    if kind == .stringValue, type != .text {
      let content = TextLiteral.value(of: text)
      let first = content.unicodeScalars.first
      if let first, ("0"..."9").contains(first), content.count < 40 {
        return .write([content], at: place)
      }
    }
    let isNumber = kind == .quantity || kind == .rangeValue || kind == .estimateValue
    if isNumber || kind == .boundValue {
      if let other = otherAttribute(for: node, of: attribute) { return other }
      let bytes = tree.source.bytes[Int(place.range.start)..<Int(place.range.end)]
      if let notation = ForeignNotation.value(bytes), notation.length == bytes.count,
        notation.isExact
      {
        return .write(notation.readings, at: place)
      }
    }
    switch type {
    case .share, .percent:
      return .write(shares(node), at: place)
    case .count(let things):
      guard kind == .quantity, let number = numberText(node), tree.child(node, .unit) != nil else {
        return .none
      }
      return number.contains(".") ? .none : .write([number, "\(number) \(things)"], at: place)
    case .money:
      guard kind == .quantity, tree.child(node, .unit) == nil else { return .none }
      return Hint(help: "say the currency, such as `\(text) EUR`")
    case .duration:
      guard kind == .quantity, let number = numberText(node) else { return .none }
      guard let unit = tree.child(node, .unit) else {
        return Hint(help: "say the unit, such as `\(text) days`")
      }
      return .write(Self.durations[tree.text(unit)].map { ["\(number) \($0)"] } ?? [], at: place)
    case .truth where kind == .path:
      let isYes = ["true", "y", "yes", "x", "si", "oui", "ja"].contains(text.lowercased())
      let isNo = ["false", "n", "no", "non", "nein"].contains(text.lowercased())
      return isYes || isNo ? .write([isYes ? "yes" : "no"], at: place) : .none
    case .year where kind == .dateValue:
      return Hint(help: "write the year alone, `\(text.prefix(4))`")
    case .words, .truth, .entity, .country:
      guard kind == .stringValue else { return .none }
      let name = SyntaxErrors.joined(TextLiteral.value(of: text))
      return name.isEmpty ? .none : .write([name], at: place)
    case .list:
      return kind == .path ? .write(["[\(text)]"], at: place) : .none
    case .text:
      return kind == .path || isNumber ? .write(["\"\(text)\""], at: place) : .none
    case .quantity(let dimension):
      guard kind == .quantity, tree.child(node, .unit) == nil else { return .none }
      let unit = dimension == .ratio ? "t" : model.vocabulary.units.name(of: dimension.example)
      return Hint(help: "say the unit, such as `\(text) \(unit)`")
    case .number, .year, .years, .date, .map:
      return .none
    }
  }

  /// Whether what stands behind a value, without a space between, belongs to it: the comma of `62,5%`, a dash, a slash.
  private func isPartOfValue(_ node: NodeID) -> Bool {
    let next = tree.tokenAfter(node)
    guard next < tree.tokens.count, tree.tokens[next].start == tree.range(node).end else {
      return false
    }
    return switch tree.tokens[next].kind {
    case .comma, .minus, .slash, .dot, .unexpected: true
    default: false
    }
  }

  /// What units of time are called elsewhere.
  private static let durations = [
    "d": "days", "hr": "h", "hrs": "h", "mins": "min", "wk": "weeks", "wks": "weeks",
    "mo": "months", "mos": "months", "y": "years", "yr": "years", "yrs": "years", "H": "h",
    "Days": "days", "Weeks": "weeks", "Months": "months", "Years": "years", "Hours": "h",
  ]

  /// The digits of a quantity, without its unit.
  private func numberText(_ node: NodeID) -> String? {
    guard tree.kind(node) == .quantity else { return nil }
    guard let unit = tree.child(node, .unit) else { return tree.text(node) }
    let start = tree.range(node).start
    let end = tree.tokens[tree.firstToken(unit) - 1].end
    return tree.source.string(TextRange(start, end))
  }

  /// What a number without `%` can mean as a share.
  private func shares(_ node: NodeID) -> [String] {
    switch tree.kind(node) {
    case .quantity:
      guard let text = numberText(node), tree.child(node, .unit) == nil,
        let number = Double(text.filter { $0 != "_" })
      else { return [] }
      // `0.6` is mostly 60%, but may be what it says.
      if number > 0, number < 1, let percent = ShareText.percent(of: text) {
        return ["\(percent)%", "\(text)%"]
      }
      return ["\(text)%"]
    case .rangeValue:
      guard let low = tree.child(node, at: 0), let high = tree.child(node, at: 1),
        let first = numberText(low), let second = numberText(high)
      else { return [] }
      return ["\(first)%..\(second)%"]
    case .estimateValue, .boundValue:
      guard let inner = tree.child(node, at: 0), tree.child(inner, .unit) == nil else { return [] }
      return ["\(tree.text(node))%"]
    default:
      return []
    }
  }

  /// The attribute of the same thing that takes the value, where it is also called as the one that does not.
  private func otherAttribute(for node: NodeID, of attribute: AttributeID) -> Hint? {
    let definition = model.vocabulary[attribute]
    let name = model.names[definition.name]
    guard
      let unit = tree.child(node, .unit)
        ?? tree.child(node, at: 0).flatMap({ tree.child($0, .unit) })
    else { return nil }
    let dimension = model.vocabulary.units.unit(tree.text(unit)).dimension
    for other in model.vocabulary.synonyms.attributes(called: name) {
      let candidate = model.vocabulary[other]
      guard
        model.vocabulary.kind(definition.owner, isA: candidate.owner)
          || model.vocabulary.kind(candidate.owner, isA: definition.owner)
      else { continue }
      switch candidate.type {
      case .money where dimension.money != nil, .duration where dimension.isDuration:
        let start = tree.range(node).start
        var token = tree.firstToken(node) - 1
        while token > 0, tree.tokens[token].kind != .name { token -= 1 }
        let place = Location(tree.source.file, tree.tokens[token].range)
        guard place.range.end <= start else { continue }
        let written = model.names[candidate.name]
        return Hint(
          help: "the amount stands in `\(written)`",
          fixes: [Fix("Write `\(written)`", [TextEdit(place, written)])])
      default: continue
      }
    }
    return nil
  }

  /// The number of a count or an amount with three digits behind its point, which may be a point between thousands.
  func doubtfulPoint(_ node: NodeID, _ type: AttributeType) -> String? {
    switch type {
    case .count, .money, .quantity: break
    default: return nil
    }
    let token = tree.tokens[tree.firstToken(node)]
    // One to three digits, the point, and three more.
    guard token.kind == .number, (5...7).contains(token.range.count), !isPartOfValue(node),
      tree.source.bytes[Int(token.end) - 4] == UInt8(ascii: "."),
      tree.source.bytes[Int(token.start)] != UInt8(ascii: "0")
    else { return nil }
    return tree.source.string(token.range)
  }
}

/// Shares as people write them.
enum ShareText {
  /// The percentage that a fraction of one is: `0.625` is `62.5`.
  static func percent(of fraction: String) -> String? {
    guard fraction.hasPrefix("0."), fraction.count > 2 else { return nil }
    var digits = Array(fraction.dropFirst(2))
    while digits.count < 2 { digits.append("0") }
    var whole = String(digits[..<2])
    if whole.first == "0" { whole.removeFirst() }
    var rest = String(digits[2...])
    while rest.last == "0" { rest.removeLast() }
    return rest.isEmpty ? whole : "\(whole).\(rest)"
  }
}
