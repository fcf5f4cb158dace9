import GVCSyntax

extension ModelBuilder {
  mutating func reportType(_ attribute: AttributeID, at node: NodeID) {
    let definition = model.vocabulary[attribute]
    report(
      ModelErrors.wrongType(
        model.names[definition.name],
        expected: model.vocabulary.describe(definition.type, model.names),
        at: tree.location(node), declared: definition.location,
        hint: hint(for: node, definition.type, of: attribute)))
  }

  /// Whether a node is one word, and which.
  private mutating func singleWord(_ node: NodeID) -> Symbol? {
    guard tree.kind(node) == .path, tree.tokenRange(node).count == 1 else { return nil }
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
      if let name { return country(node, name) }
    case .words(let scale):
      if let name, let word = word(node, named: name, scale, of: .attribute(attribute)) {
        return .words(WordSet(word: word), scale)
      }
      if name != nil { return nil }
      if kind == .path || kind == .rangeValue || kind == .boundValue {
        return words(node, scale, attribute)
      }
    case .entity(let target):
      if kind == .path { return reference(node, named: name, to: target).map { .entity($0) } }
    case .list(let element):
      if kind == .listValue { return list(node, element, attribute) }
    case .date:
      if kind == .dateValue { return date(node) }
      if kind == .quantity { return yearAsDate(node, attribute) }
    case .number, .count, .share, .percent, .money, .duration, .quantity, .year, .years:
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
      return literal.count > 1 && literal.first == 0x22 && literal.last == 0x22
        && !literal.contains(0x5C)
    }
    guard isPlain else { return model.names.intern(TextLiteral.value(of: tree.text(node))) }
    return model.names.intern(tree.source, TextRange(range.start + 1, range.end - 1))
  }

  private mutating func country(_ node: NodeID, _ symbol: Symbol) -> Value? {
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

  private mutating func date(_ node: NodeID) -> Value? {
    guard let date = try? LiteralReader.date(node, in: tree) else {
      report(ModelErrors.noSuchDate(tree.text(node), at: tree.location(node)))
      return nil
    }
    return .number(date, date.isExact ? .exact : .range, .one)
  }

  /// A year in the place of a date: any of its days.
  private mutating func yearAsDate(_ node: NodeID, _ attribute: AttributeID) -> Value? {
    guard let year = number(node, .year, attribute) else { return nil }
    return (try? LiteralReader.date(node, in: tree)).map { .number($0, .range, .one) } ?? year
  }

  // MARK: Words

  private mutating func words(
    _ node: NodeID, _ scale: ScaleID, _ attribute: AttributeID
  ) -> Value? {
    do {
      guard
        let words = try LiteralReader.words(
          node, in: tree, of: model.vocabulary[scale].words.count,
          word: { word($0, scale, of: .attribute(attribute)) }),
        tree.kind(node) == .path || isOrdered(scale, at: node, attribute)
      else { return nil }
      return .words(words, scale)
    } catch {
      if case .reversedRange(let text) = error {
        report(ModelErrors.reversedRange(text, at: tree.location(node)))
      }
      return nil
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
    word(node, named: singleWord(node), scale, of: place)
  }

  /// The same; `name` is the symbol of a node of one word.
  private mutating func word(
    _ node: NodeID, named name: Symbol?, _ scale: ScaleID, of place: WordPlace
  ) -> Int? {
    if let name, let index = model.vocabulary.scales[Int(scale.number)].index(of: name) {
      return index
    }
    let text = tree.text(node)
    if let name, case .attribute(let attribute) = place, let level = level(beside: attribute, name)
    {
      let token = tree.firstToken(node)
      let isPlain = token >= 2 && tree.text(token: token - 2) == place.name(model)
      report(
        ModelErrors.levelForChange(
          text, of: place.name(model), level: model.names[level], at: tree.location(node),
          attribute: isPlain ? tree.location(token: token - 2) : nil))
      return nil
    }
    report(
      ModelErrors.unknownWord(
        text, of: place.name(model),
        expected: model.vocabulary.describe(.words(scale), model.names),
        suggestion: model.vocabulary.synonyms.word(called: text, of: scale).map {
          model.names[model.vocabulary[scale].words[$0].name]
        }
          ?? nearestWord(to: text) { [model] in
            model.vocabulary[scale].words.map { model.names[$0.name] }
          }, at: tree.location(node)))
    return nil
  }

  /// The attribute that says how something is, for a word of it that stands where one says how it moved:
  /// `safety_level` beside `safety`.
  private func level(beside attribute: AttributeID, _ word: Symbol) -> Symbol? {
    let definition = model.vocabulary[attribute]
    guard definition.factKind == .change,
      let name = model.names.find("\(model.names[definition.name])_level"),
      let level = model.vocabulary.attribute(name, of: definition.owner),
      case .words(let scale) = model.vocabulary[level].type,
      model.vocabulary[scale].index(of: word) != nil
    else { return nil }
    return name
  }

  /// The most elements of a list.
  private static let listLimit = 100_000

  private mutating func list(
    _ node: NodeID, _ element: AttributeType, _ attribute: AttributeID
  ) -> Value? {
    // Lists stand in lists: each has what is behind its start.
    let first = listValues.count
    defer { listValues.removeLast(listValues.count - first) }
    /// The values so far, of a list that is too long to be searched.
    var seen: Set<Value> = []
    var children = tree.cursor(node)
    while let child = tree.next(&children) {
      let count = listValues.count - first
      guard count < Self.listLimit else {
        report(ModelErrors.listTooLong(at: tree.location(child), limit: Self.listLimit))
        break
      }
      guard let value = value(child, element, attribute) else { continue }
      if count == 16 { seen = Set(listValues[first...]) }
      if count < 16 ? listValues[first...].contains(value) : !seen.insert(value).inserted {
        report(ModelErrors.repeatedElement(tree.text(child), at: tree.location(child)))
        continue
      }
      listValues.append(value)
    }
    // A `..` can only stand before the closing bracket.
    let last = tree.tokenAfter(node) - 2
    let isOpen = last > tree.firstToken(node) && tree.tokens[last].kind == .dotDot
    let start = UInt32(truncatingIfNeeded: model.lists.count)
    for value in listValues[first...] { model.lists.append(value) }
    let count = UInt32(truncatingIfNeeded: listValues.count - first)
    return .list(ListRange(start: start, count: count, isOpen: isOpen))
  }

  // MARK: Maps

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
    if tree.kind(node) == .boundValue || tree.kind(node) == .rangeValue, let level = core.level,
      let words = try? LiteralReader.words(
        node, in: tree, of: model.vocabulary[level].words.count,
        word: { node in singleWord(node).flatMap { model.vocabulary[level].index(of: $0) } })
    {
      return .words(words, level)
    }
    let reading = reading(node) { $0.report(ModelErrors.noMapValue(at: $0.tree.location($1))) }
    return reading.map { .number($0.interval, $0.form, unit(of: $0)) }
  }
}
