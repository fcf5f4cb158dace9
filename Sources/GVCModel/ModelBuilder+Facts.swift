import GVCSyntax

extension ModelBuilder {
  /// Reads what the block of a declaration says.
  mutating func readFacts(of id: EntityID, _ node: NodeID) {
    guard let block = tree.child(node, .block) else { return }
    readBlock(block, of: id, layer: model[id].addedIn)
  }

  /// Reads what an `in LAYER { … }` sets. What it adds is an entity of its own.
  mutating func readLayer(_ item: NodeID) {
    guard tree.kind(item) == .layerBlock, let path = tree.child(item, .path) else { return }
    guard let layer = reference(path, to: nil) else { return }
    let kinds = ["period", "scenario"].compactMap { model.names.find($0) }
    guard kinds.contains(model.vocabulary[model[layer].kind].name) else {
      report(
        ModelErrors.wrongKind(
          tree.text(path), is: model.names[model.vocabulary[model[layer].kind].name],
          expected: "period or scenario", at: tree.location(path), declared: model[layer].location))
      return
    }
    for set in tree.children(item) {
      guard tree.kind(set) == .setItem || tree.kind(set) == .removeItem else { continue }
      guard let target = target(of: set) else { continue }
      if tree.kind(set) == .removeItem {
        model.removals.append(
          Removal(entity: target, layer: layer, location: tree.location(set)))
      } else if let block = tree.child(set, .block) {
        readBlock(block, of: target, layer: layer)
      }
    }
  }

  /// The entity that `set` or `remove` names, by its name or its ends.
  private mutating func target(of item: NodeID) -> EntityID? {
    if let path = tree.child(item, .path) { return reference(path, to: nil) }
    guard let ends = tree.child(item, .ends) else { return nil }
    var ids: [EntityID] = []
    for path in tree.children(ends) where tree.kind(path) == .path {
      guard let id = reference(path, to: nil) else { return nil }
      ids.append(id)
    }
    let found = entitiesByEnds[ids] ?? []
    guard let chainNode = tree.child(ends, .chainReference), let path = tree.child(chainNode, .path)
    else {
      if found.count > 1 {
        report(
          ModelErrors.ambiguousEnds(
            tree.text(ends), at: tree.location(ends), candidates: found.map { model[$0].location }))
        return nil
      }
      if let only = found.first { return only }
      report(ModelErrors.unknownName(tree.text(ends), suggestion: nil, at: tree.location(ends)))
      return nil
    }
    guard let chain = reference(path, to: nil) else { return nil }
    // A link is also found by its name, which may stand where the chain does.
    if let link = found.first(where: { $0 == chain || chains[$0] == chain }) { return link }
    report(
      ModelErrors.unknownName(tree.text(ends), suggestion: nil, at: tree.location(ends)))
    return nil
  }

  // MARK: Blocks

  private mutating func readBlock(_ block: NodeID, of id: EntityID, layer: EntityID?) {
    let kind = model[id].kind
    var first: [AttributeID: Location] = [:]
    for entry in tree.children(block) {
      let token = tree.firstToken(entry)
      let name = symbol(token)
      switch tree.kind(entry) {
      case .attribute:
        guard let attribute = attribute(name, of: kind, token: token) else { continue }
        let evidence = readEvidence(of: entry)
        // Two voices on one fact may both stand; without evidence a repetition is a slip.
        if let earlier = first[attribute], evidence.isEmpty {
          report(
            ModelErrors.repeatedAttribute(
              model.names[name], at: tree.location(token: token), first: earlier))
          continue
        }
        first[attribute] = tree.location(token: token)
        guard let node = tree.child(entry, at: 0) else { continue }
        let type = model.vocabulary[attribute].type
        if case .map = type {
          reportType(attribute, at: node)
          continue
        }
        if let value = value(node, type, attribute) {
          if layer == model[id].addedIn, attribute == chainAttribute,
            case .entity(let chain) = value
          {
            chains[id] = chain
          }
          model.facts.append(
            Fact(
              entity: id, layer: layer, attribute: attribute, key: nil, value: value,
              evidence: evidence, location: tree.location(entry)))
        }
      case .mapEntry:
        guard let attribute = attribute(name, of: kind, token: token) else { continue }
        guard case .map(let key) = model.vocabulary[attribute].type else {
          reportType(attribute, at: entry)
          continue
        }
        if let map = tree.child(entry, .block) {
          readMap(map, of: id, attribute, key: key, layer: layer)
        }
      case .member:
        checkMember(entry, of: kind)
      default:
        break
      }
    }
  }

  /// A member's word must be one that the kind has; a mistyped attribute often looks like one.
  private mutating func checkMember(_ entry: NodeID, of kind: KindID) {
    let token = tree.firstToken(entry)
    let word = tree.text(token: token)
    let kindName = model.names[model.vocabulary[kind].name]
    guard !(kindName == "chain" && word == "tier") else { return }
    let value = tree.child(entry, .name).map { tree.text($0) } ?? ""
    let isAttribute =
      model.names.find(word).flatMap { model.vocabulary.attribute($0, of: kind) } != nil
    report(
      ModelErrors.unknownMember(
        word, value: value, of: kindName, isAttribute: isAttribute,
        at: tree.location(token: token)))
  }

  private mutating func attribute(
    _ name: Symbol, of kind: KindID, token: TokenIndex
  ) -> AttributeID? {
    if let id = model.vocabulary.attribute(name, of: kind) { return id }
    let known = model.vocabulary.attributes(of: kind).map {
      model.names[model.vocabulary[$0].name]
    }
    let kindName = model.names[model.vocabulary[kind].name]
    report(
      ModelErrors.unknownAttribute(
        model.names[name], of: "a \(kindName)",
        suggestion: Suggestion.nearest(to: model.names[name], among: known),
        at: tree.location(token: token)))
    return nil
  }

  /// One fact a key of a map; the values are read by their own form.
  private mutating func readMap(
    _ block: NodeID, of id: EntityID, _ attribute: AttributeID, key kind: KindID,
    layer: EntityID?
  ) {
    for entry in tree.children(block) where tree.kind(entry) == .attribute {
      let token = tree.firstToken(entry)
      let name = symbol(token)
      guard let key = entitiesByName[name], model.vocabulary.kind(model[key].kind, isA: kind)
      else {
        report(
          ModelErrors.unknownName(
            model.names[name], suggestion: nearestEntity(to: model.names[name], of: kind),
            at: tree.location(token: token)))
        continue
      }
      guard let node = tree.child(entry, at: 0), let value = freeValue(node) else { continue }
      model.facts.append(
        Fact(
          entity: id, layer: layer, attribute: attribute, key: key, value: value,
          evidence: readEvidence(of: entry), location: tree.location(entry)))
    }
  }

  private mutating func readEvidence(of entry: NodeID) -> Range<Int> {
    let start = model.evidence.count
    let sourceKind = model.names.find("source").flatMap { model.vocabulary.kind(named: $0) }
    for node in tree.children(entry) where tree.kind(node) == .evidence {
      guard let path = tree.child(node, .path), let source = reference(path, to: sourceKind)
      else { continue }
      model.evidence.append(
        Evidence(
          source: source, passage: tree.child(node, .title).map { tree.range($0) },
          location: tree.location(node)))
    }
    return start..<model.evidence.count
  }

  // MARK: Values

  private mutating func reportType(_ attribute: AttributeID, at node: NodeID) {
    let definition = model.vocabulary[attribute]
    report(
      ModelErrors.wrongType(
        model.names[definition.name],
        expected: model.vocabulary.describe(definition.type, model.names),
        at: tree.location(node), declared: definition.location))
  }

  /// The value of a node under a type; nil with a diagnostic when it does not fit.
  private mutating func value(
    _ node: NodeID, _ type: AttributeType, _ attribute: AttributeID
  ) -> Value? {
    let kind = tree.kind(node)
    if kind == .missing { return nil }
    if kind == .path, tree.text(node) == "unknown" { return .unknown }
    switch type {
    case .text:
      if kind == .stringValue { return .text(tree.range(node)) }
    case .truth:
      switch (kind, tree.text(node)) {
      case (.path, "no"): return .words(WordSet(word: 0))
      case (.path, "yes"): return .words(WordSet(word: 1))
      default: break
      }
    case .country:
      let text = tree.text(node)
      if kind == .path, text.utf8.count == 2, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
        return .text(tree.range(node))
      }
    case .words(let scale):
      if kind == .path || kind == .rangeValue { return words(node, scale, attribute) }
    case .entity(let target):
      if kind == .path { return reference(node, to: target).map { .entity($0) } }
    case .list(let element):
      if kind == .listValue { return list(node, element, attribute) }
    case .date:
      if kind == .dateValue { return .text(tree.range(node)) }
      if kind == .quantity { return number(node, .year, attribute) }
    case .number, .count, .share, .percent, .money, .duration, .year, .years:
      return number(node, type, attribute)
    case .map:
      break
    }
    reportType(attribute, at: node)
    return nil
  }

  private mutating func words(
    _ node: NodeID, _ scale: ScaleID, _ attribute: AttributeID
  ) -> Value? {
    guard tree.kind(node) == .rangeValue else {
      return word(node, scale, attribute).map { .words(WordSet(word: $0)) }
    }
    guard let lowNode = tree.child(node, at: 0), let highNode = tree.child(node, at: 1),
      let low = word(lowNode, scale, attribute), let high = word(highNode, scale, attribute)
    else { return nil }
    guard low <= high else {
      report(ModelErrors.reversedRange(at: tree.location(node)))
      return nil
    }
    return .words(
      WordSet(bits: (low...high).reduce(0) { $0 | WordSet(word: $1).bits }))
  }

  private mutating func word(
    _ node: NodeID, _ scale: ScaleID, _ attribute: AttributeID
  ) -> Int? {
    let text = tree.text(node)
    if let name = model.names.find(text), let index = model.vocabulary[scale].index(of: name) {
      return index
    }
    let definition = model.vocabulary[attribute]
    report(
      ModelErrors.unknownWord(
        text, of: model.names[definition.name],
        expected: model.vocabulary.describe(.words(scale), model.names),
        suggestion: Suggestion.nearest(
          to: text, among: model.vocabulary[scale].words.map { model.names[$0.name] }),
        at: tree.location(node)))
    return nil
  }

  private mutating func list(
    _ node: NodeID, _ element: AttributeType, _ attribute: AttributeID
  ) -> Value? {
    var values: [Value] = []
    for child in tree.children(node) {
      guard let value = value(child, element, attribute) else { continue }
      values.append(value)
    }
    let isOpen = SyntaxPrinter.ownTokens(of: node, in: tree).contains {
      tree.tokens[$0].kind == .dotDot
    }
    let start = UInt32(truncatingIfNeeded: model.lists.count)
    model.lists += values
    return .list(
      ListRange(start: start, count: UInt32(truncatingIfNeeded: values.count), isOpen: isOpen))
  }

  // MARK: Numbers

  /// A number as written: its ends in base units, its form and its unit.
  private struct Reading {
    var interval: Interval
    var form: NumberForm
    var unit: Unit
  }

  private mutating func number(
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
    guard isInRange(reading, type) else {
      report(
        ModelErrors.outOfRange(
          model.names[model.vocabulary[attribute].name],
          expected: model.vocabulary.describe(type, model.names), at: tree.location(node)))
      return nil
    }
    return .number(reading.interval, reading.form, unit(reading.unit))
  }

  /// A value inside a map: a word of `need`, `yes` or `no`, a level, or a number.
  private mutating func freeValue(_ node: NodeID) -> Value? {
    if tree.kind(node) == .path {
      let text = tree.text(node)
      if text == "unknown" { return .unknown }
      if text == "no" { return .words(WordSet(word: 0)) }
      if text == "yes" { return .words(WordSet(word: 1)) }
      for name in ["need", "level"] {
        guard let scale = model.names.find(name).flatMap({ model.vocabulary.scalesByName[$0] }),
          let word = model.names.find(text).flatMap({ model.vocabulary[scale].index(of: $0) })
        else { continue }
        return .words(WordSet(word: word))
      }
      report(
        ModelErrors.unknownName(
          text,
          suggestion: Suggestion.nearest(
            to: text, among: ["must", "wanted", "yes", "no", "low", "medium", "high"]),
          at: tree.location(node)))
      return nil
    }
    guard let reading = reading(node) else { return nil }
    return .number(reading.interval, reading.form, unit(reading.unit))
  }

  private mutating func unit(_ unit: Unit) -> UnitID {
    let base = Unit(unit.dimension)
    if let i = model.units.firstIndex(of: base) { return UnitID(i) }
    model.units.append(base)
    return UnitID(model.units.count - 1)
  }

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

  private func quantity(_ node: NodeID) -> Reading? {
    guard tree.kind(node) == .quantity else { return nil }
    let own = SyntaxPrinter.ownTokens(of: node, in: tree)
    guard let token = own.first(where: { tree.tokens[$0].kind == .number }),
      let magnitude = Double(tree.text(token: token).filter { $0 != "_" })
    else { return nil }
    let sign: Double = own.contains { tree.tokens[$0].kind == .minus } ? -1 : 1
    let unit = tree.child(node, .unit).map { Unit(parsing: tree.text($0)) } ?? .one
    return Reading(
      interval: Interval(sign * magnitude * unit.factor), form: .exact, unit: unit)
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
