import GVCSyntax

extension ModelBuilder {
  mutating func declareVocabulary() {
    eachItem(\.vocabulary) { $0.declareKindOrScale($1) }
    eachItem(\.vocabulary) { $0.linkKind($1) }
    model.vocabulary.findRoots()
    eachItem(\.vocabulary) { $0.declareVerdict($1) }
    eachItem(\.vocabulary) { $0.declareAttribute($1) }
    model.vocabulary.index()
    core = CoreVocabulary(model.vocabulary, model.names)
    model.rowCounts = Array(repeating: 0, count: model.vocabulary.kinds.count)
  }

  private static let metaWords = ["kind", "scale", "choice", "verdict"]

  /// The words of the declarations that make the vocabulary itself.
  func metaWord(_ item: NodeID) -> String? {
    guard tree.kind(item) == .declaration else { return nil }
    let token = tree.firstToken(item)
    // The length first: this is asked of every declaration of a case.
    guard (4...7).contains(tree.tokens[token].range.count) else { return nil }
    let word = tree.text(token: token)
    return Self.metaWords.contains(word) ? word : nil
  }

  // MARK: Kinds, scales, choices

  private mutating func declareKindOrScale(_ item: NodeID) {
    guard let word = metaWord(item), word != "verdict" else { return }
    guard let nameNode = tree.child(item, .name) else {
      report(ModelErrors.missingName(kind: word, at: tree.location(item)))
      return
    }
    let name = symbol(nameNode)
    let place = tree.location(nameNode)
    let title = title(of: item)
    if word == "kind" {
      if let first = model.vocabulary.kindsByName[name] {
        report(
          ModelErrors.duplicate(
            "kind", model.names[name], at: place, first: model.vocabulary[first].location))
        return
      }
      guard
        hasRoom(model.vocabulary.kinds.count, VocabularyLimits.kinds, for: "kinds", at: nameNode)
      else { return }
      model.vocabulary.kindsByName[name] = KindID(model.vocabulary.kinds.count)
      model.vocabulary.kinds.append(
        Kind(
          name: name, title: title, documentation: DocumentationComment.text(of: item, in: tree),
          location: place))
    } else {
      if let first = model.vocabulary.scalesByName[name] {
        report(
          ModelErrors.duplicate(
            "scale or choice", model.names[name], at: place,
            first: model.vocabulary[first].location))
        return
      }
      guard
        hasRoom(model.vocabulary.scales.count, VocabularyLimits.scales, for: "scales", at: nameNode)
      else { return }
      var scale = Scale(name: name, title: title, isOrdered: word == "scale", location: place)
      for (symbol, member) in words(of: item) where scale.words.count < WordSet.limit {
        scale.words.append(Scale.Word(name: symbol, title: self.title(of: member)))
      }
      model.vocabulary.scalesByName[name] = ScaleID(model.vocabulary.scales.count)
      model.vocabulary.scales.append(scale)
    }
  }

  /// The `value` members of a scale, a choice or a verdict.
  private mutating func words(of item: NodeID) -> [(Symbol, NodeID)] {
    guard let block = tree.child(item, .block) else { return [] }
    var words: [(Symbol, NodeID)] = []
    for member in tree.children(block) where tree.kind(member) == .member {
      guard tree.token(tree.firstToken(member), is: "value"),
        let wordNode = tree.child(member, .name)
      else {
        report(
          ModelErrors.unknownMember(
            tree.text(token: tree.firstToken(member)), value: "", of: "scale", parts: ["value"],
            isAttribute: false, at: tree.location(token: tree.firstToken(member))))
        continue
      }
      words.append((symbol(wordNode), member))
    }
    return words
  }

  /// Reads what a kind says of itself: its parent, plural and ends.
  private mutating func linkKind(_ item: NodeID) {
    guard metaWord(item) == "kind", let nameNode = tree.child(item, .name),
      let id = model.vocabulary.kindsByName[symbol(nameNode)],
      let block = tree.child(item, .block)
    else { return }
    for attribute in tree.children(block) where tree.kind(attribute) == .attribute {
      guard let value = tree.child(attribute, at: 0) else { continue }
      let text = tree.text(value)
      switch tree.text(token: tree.firstToken(attribute)) {
      case "is":
        if let parent = kind(value) { model.vocabulary.kinds[Int(id.number)].parent = parent }
      case "part_of":
        if let owner = kind(value) { model.vocabulary.kinds[Int(id.number)].partOf = owner }
      case "plural": model.vocabulary.kinds[Int(id.number)].plural = symbol(value)
      case "abstract": model.vocabulary.kinds[Int(id.number)].isAbstract = text == "yes"
      case "ends":
        model.vocabulary.kinds[Int(id.number)].ends =
          text == "supply" ? .supply : text == "peers" ? .peers : .none
      case let other:
        report(
          ModelErrors.unknownAttribute(
            other, of: "a kind",
            suggestion: Suggestion.nearest(
              to: other, among: ["is", "part_of", "plural", "abstract", "ends"]),
            at: tree.location(token: tree.firstToken(attribute))))
      }
    }
  }

  /// The kind that a value names; nil with a diagnostic.
  private mutating func kind(_ node: NodeID) -> KindID? {
    let text = tree.text(node)
    if let kind = model.names.find(text).flatMap({ model.vocabulary.kind(named: $0) }) {
      return kind
    }
    report(
      ModelErrors.unknownKind(text, suggestion: nearestKind(to: text), at: tree.location(node)))
    return nil
  }

  private mutating func scale(_ node: NodeID) -> ScaleID? {
    let text = tree.text(node)
    if let scale = model.names.find(text).flatMap({ model.vocabulary.scale(named: $0) }) {
      return scale
    }
    report(
      ModelErrors.unknownType(
        text,
        suggestion: Suggestion.nearest(
          to: text, among: model.vocabulary.scales.map { model.names[$0.name] }),
        at: tree.location(node)))
    return nil
  }

  // MARK: Verdicts

  private mutating func declareVerdict(_ item: NodeID) {
    guard metaWord(item) == "verdict" else { return }
    guard let nameNode = tree.child(item, .name) else {
      report(ModelErrors.missingName(kind: "verdict", at: tree.location(item)))
      return
    }
    let name = symbol(nameNode)
    if let first = model.vocabulary.verdicts.first(where: { $0.name == name }) {
      report(
        ModelErrors.duplicate(
          "verdict", model.names[name], at: tree.location(nameNode), first: first.location))
      return
    }
    let count = model.vocabulary.verdicts.count
    guard hasRoom(count, VocabularyLimits.verdicts, for: "verdicts", at: nameNode) else { return }
    var verdict = Verdict(
      theory: currentTheory(), name: name, title: title(of: item), words: [],
      location: tree.location(nameNode))
    let members = words(of: item)
    verdict.words = members.prefix(WordSet.limit).map {
      Verdict.Word(name: $0.0, title: title(of: $0.1), against: 0, level: level(of: $0.1))
    }
    for (index, (_, member)) in members.prefix(WordSet.limit).enumerated() {
      for other in opposed(in: member) {
        if let i = verdict.words.firstIndex(where: { $0.name == other }) {
          verdict.words[index].against |= 1 << UInt64(i)
          verdict.words[i].against |= 1 << UInt64(index)
        }
      }
    }
    if let block = tree.child(item, .block) {
      for entry in tree.children(block) where tree.kind(entry) == .attribute {
        guard let value = tree.child(entry, at: 0) else { continue }
        switch tree.text(token: tree.firstToken(entry)) {
        case "of": verdict.subject = kind(value)
        case "qualifier": verdict.qualifier = scale(value)
        case "object": verdict.object = kind(value)
        case let other:
          report(
            ModelErrors.unknownAttribute(
              other, of: "a verdict",
              suggestion: Suggestion.nearest(to: other, among: ["of", "qualifier", "object"]),
              at: tree.location(token: tree.firstToken(entry))))
        }
      }
    }
    model.vocabulary.verdicts.append(verdict)
  }

  /// The words behind `against` in a value of a verdict.
  private mutating func opposed(in member: NodeID) -> [Symbol] {
    guard let list = option("against", of: member) else { return [] }
    if tree.kind(list) != .listValue { return [symbol(list)] }
    return tree.children(list).filter { tree.kind($0) == .path }.map { symbol($0) }
  }

  /// The `level` of a value of a verdict: a note where nothing is said.
  private mutating func level(of member: NodeID) -> Severity {
    guard let node = option("level", of: member) else { return .note }
    let text = tree.text(node)
    if let level = Severity.allCases.first(where: { $0.name == text }) { return level }
    report(
      ModelErrors.wrongQualifier(
        "level", expected: "`note`, `warning` or `error`", at: tree.location(node)))
    return .note
  }

  /// The value of an option in the block of a member.
  private func option(_ name: String, of member: NodeID) -> NodeID? {
    guard let block = tree.child(member, .block) else { return nil }
    for entry in tree.children(block)
    where tree.kind(entry) == .attribute && tree.text(token: tree.firstToken(entry)) == name {
      return tree.child(entry, at: 0)
    }
    return nil
  }

  // MARK: Attributes

  private mutating func declareAttribute(_ item: NodeID) {
    let isDerived = tree.kind(item) == .deriveDeclaration
    guard isDerived || tree.kind(item) == .attributeDeclaration,
      let ownerNode = tree.child(item, at: 0), tree.kind(ownerNode) == .name,
      let nameNode = tree.child(item, at: 1), tree.kind(nameNode) == .name,
      let typeNode = tree.child(item, .type)
    else { return }
    let ownerName = tree.text(ownerNode)
    guard let owner = model.vocabulary.kindsByName[symbol(ownerNode)] else {
      report(
        ModelErrors.unknownKind(
          ownerName, suggestion: nearestKind(to: ownerName), at: tree.location(ownerNode)))
      return
    }
    guard let type = type(typeNode) else { return }
    let name = symbol(nameNode)
    let namesakes = attributesByName[name, default: []].lazy.map { [model] in model.vocabulary[$0] }
    if let first = namesakes.first(where: {
      model.vocabulary.kind(owner, isA: $0.owner) || model.vocabulary.kind($0.owner, isA: owner)
    }) {
      report(
        ModelErrors.duplicate(
          "attribute", model.names[name], at: tree.location(nameNode), first: first.location))
      return
    }
    let count = model.vocabulary.attributes.count
    guard hasRoom(count, VocabularyLimits.attributes, for: "attributes", at: nameNode) else {
      return
    }
    var attribute = Attribute(
      name: name, owner: owner, type: type, documentation: title(of: item),
      location: tree.location(nameNode))
    if isDerived, let expression = tree.child(item, at: 3), tree.kind(expression) != .title {
      attribute.derivation = (
        SyntaxPlace(tree: treeIndex, node: expression), currentTheory()
      )
    }
    let id = AttributeID(count)
    attributesByName[name, default: []].append(id)
    attributesByPlace[SyntaxPlace(tree: treeIndex, node: item)] = id
    model.vocabulary.attributes.append(attribute)
  }

  /// The type that the words of a type node stand for.
  private mutating func type(_ node: NodeID) -> AttributeType? {
    let words = tree.text(node).split(separator: " ").map(String.init)
    if let type = type(words[...]) { return type }
    let text = words.joined(separator: " ")
    let known =
      Self.simpleTypes.keys.sorted() + model.vocabulary.kinds.map { model.names[$0.name] }
      + model.vocabulary.scales.map { model.names[$0.name] }
    report(
      ModelErrors.unknownType(
        text, suggestion: Suggestion.nearest(to: text, among: known), at: tree.location(node)))
    return nil
  }

  private static let simpleTypes: [String: AttributeType] = [
    "text": .text, "truth": .truth, "number": .number, "percent": .percent, "money": .money,
    "duration": .duration, "year": .year, "years": .years, "date": .date, "country": .country,
  ]

  private func type(_ words: ArraySlice<String>) -> AttributeType? {
    guard let first = words.first else { return nil }
    if words.count == 1 {
      if let type = Self.simpleTypes[first] { return type }
      guard let name = model.names.find(first) else { return nil }
      if let scale = model.vocabulary.scalesByName[name] { return .words(scale) }
      return model.vocabulary.kindsByName[name].map { .entity($0) }
    }
    let rest = words.dropFirst(2)
    guard words.dropFirst().first == "of", !rest.isEmpty else { return nil }
    switch first {
    case "list": return type(rest).map { .list($0) }
    case "count": return .count(rest.joined(separator: " "))
    case "share": return .share(rest.joined(separator: " "))
    case "map":
      guard case .entity(let kind)? = type(rest) else { return nil }
      return .map(kind)
    default: return nil
    }
  }

  // MARK: Options, thresholds and rules

  /// Reads the block of an attribute declaration: `default`, `range` and `of`.
  mutating func readOptions(_ item: NodeID) {
    guard tree.kind(item) == .attributeDeclaration, let block = tree.child(item, .block),
      let id = attributesByPlace[SyntaxPlace(tree: treeIndex, node: item)]
    else { return }
    let index = Int(id.number)
    let owner = model.vocabulary[id].owner
    let type = model.vocabulary[id].type
    for entry in tree.children(block) where tree.kind(entry) == .attribute {
      guard let node = tree.child(entry, at: 0) else { continue }
      switch tree.text(token: tree.firstToken(entry)) {
      case "default":
        if let path = defaultPath(node, owner) {
          model.vocabulary.attributes[index].defaultValue = path
        } else if let value = value(node, type, id) {
          model.vocabulary.attributes[index].defaultValue = .value(value)
        }
      case "range":
        if case .number(let range, _, _)? = number(node, type, id) {
          model.vocabulary.attributes[index].range = range
        }
      case "of":
        model.vocabulary.attributes[index].whole =
          tree.text(node).split(separator: ".").map { model.names.intern(String($0)) }
      case let other:
        report(
          ModelErrors.unknownAttribute(
            other, of: "an attribute",
            suggestion: Suggestion.nearest(to: other, among: ["default", "range", "of"]),
            at: tree.location(token: tree.firstToken(entry))))
      }
    }
  }

  /// `chain.governance`: the attribute of what an attribute of the same thing names.
  private mutating func defaultPath(_ node: NodeID, _ owner: KindID) -> Attribute.Default? {
    guard tree.kind(node) == .path, tree[node].endToken - tree[node].firstToken == 3,
      let via = model.vocabulary.attribute(symbol(node), of: owner),
      case .entity(let target) = model.vocabulary[via].type,
      let attribute = model.vocabulary.attribute(symbol(tree.firstToken(node) + 2), of: target)
    else { return nil }
    return .path(via, attribute)
  }

  /// Enters thresholds, rules and expectations into the model.
  mutating func declareRule(_ item: NodeID) {
    switch tree.kind(item) {
    case .thresholdDeclaration: declareThreshold(item)
    case .expectItem:
      model.expectations.append(SyntaxPlace(tree: treeIndex, node: item))
    case .deriveDeclaration: internNames(in: item)
    case .ruleDeclaration:
      internNames(in: item)
      guard let nameNode = tree.child(item, .name) else { return }
      let name = symbol(nameNode)
      let theory = currentTheory()
      if let first = model.rules.first(where: { $0.name == name && $0.theory == theory }) {
        report(
          ModelErrors.duplicate(
            "rule", model.names[name], at: tree.location(nameNode), first: first.location))
        return
      }
      guard hasRoom(model.rules.count, VocabularyLimits.rules, for: "rules", at: nameNode) else {
        return
      }
      model.rules.append(
        RuleDeclaration(
          theory: theory, name: name, title: title(of: item),
          documentation: DocumentationComment.text(of: item, in: tree),
          place: SyntaxPlace(tree: treeIndex, node: item), location: tree.location(nameNode)))
    default: break
    }
  }

  /// Makes the names of variables known, so that the rule compiler, which changes nothing of the
  /// model, finds them.
  private mutating func internNames(in item: NodeID) {
    for token in tree.firstToken(item)..<tree.tokenAfter(item) {
      switch tree.tokens[token].kind {
      case .name: _ = symbol(token)
      case .string:
        _ = model.names.intern(TextLiteral.value(of: tree.text(token: token)))
        // `{l.buyer}` in a message.
        for part in tree.text(token: token).split(separator: "{").dropFirst() {
          for name in part.prefix(while: { $0 != "}" }).split(separator: ".") {
            _ = model.names.intern(String(name))
          }
        }
      default: break
      }
    }
  }

  private mutating func declareThreshold(_ item: NodeID) {
    guard let nameNode = tree.child(item, .name), let valueNode = tree.child(item, at: 1) else {
      return
    }
    let name = symbol(nameNode)
    let theory = currentTheory()
    if let first = model.thresholds.first(where: { $0.name == name && $0.theory == theory }) {
      report(
        ModelErrors.duplicate(
          "threshold", model.names[name], at: tree.location(nameNode), first: first.location))
      return
    }
    let count = model.thresholds.count
    guard hasRoom(count, VocabularyLimits.thresholds, for: "thresholds", at: nameNode) else {
      return
    }
    guard let value = thresholdValue(valueNode) else {
      if tree.kind(valueNode) != .missing {
        report(ModelErrors.thresholdIsNoNumber(at: tree.location(valueNode)))
      }
      return
    }
    var range: Interval?
    var basis = ""
    if let block = tree.child(item, .block) {
      for entry in tree.children(block) where tree.kind(entry) == .attribute {
        guard let node = tree.child(entry, at: 0) else { continue }
        switch tree.text(token: tree.firstToken(entry)) {
        case "range":
          if case .number(let interval, _, _)? = thresholdValue(node) { range = interval }
        case "basis": basis = TextLiteral.value(of: tree.text(node))
        case let other:
          report(
            ModelErrors.unknownAttribute(
              other, of: "a threshold",
              suggestion: Suggestion.nearest(to: other, among: ["range", "basis"]),
              at: tree.location(token: tree.firstToken(entry))))
        }
      }
    }
    if let range, case .number(let interval, _, _) = value,
      interval.low < range.low || interval.high > range.high
    {
      report(
        ModelErrors.thresholdOutOfRange(model.names[name], at: tree.location(valueNode)))
    }
    model.thresholds.append(
      Threshold(
        theory: theory, name: name, value: value, isPercent: tree.text(valueNode).contains("%"),
        range: range, documentation: title(of: item),
        basis: basis, location: tree.location(nameNode)))
  }
}
