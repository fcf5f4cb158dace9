import GVCSyntax

extension ModelBuilder {
  /// Declares the vocabulary of the trees; what is declared already stays as it is.
  mutating func declareVocabulary() {
    guard lowered.lowerBound == 0 || items[lowered].contains(where: { !$0.vocabulary.isEmpty })
    else { return }
    // Until the tables are made anew they say nothing.
    model.vocabulary.clearTables()
    eachItem(\.vocabulary) { $0.declareKindOrScale($1) }
    eachItem(\.vocabulary) { $0.linkKind($1) }
    model.vocabulary.findRoots()
    eachItem(\.vocabulary) { $0.declareVerdict($1) }
    eachItem(\.vocabulary) { $0.declareAttribute($1) }
    model.vocabulary.index()
    eachItem(\.vocabulary) { $0.linkVerdict($1) }
    core = CoreVocabulary(model.vocabulary, model.names)
    model.rowCounts += Array(
      repeating: 0, count: model.vocabulary.kinds.count - model.rowCounts.count)
  }

  static let metaWords: [StaticString] = ["kind", "scale", "choice", "verdict"]

  /// The words of the declarations that make the vocabulary itself.
  func metaWord(_ item: NodeID) -> String? {
    guard tree.kind(item) == .declaration else { return nil }
    let token = tree.firstToken(item)
    // The length first: this is asked of every declaration of a case.
    guard (4...7).contains(tree.tokens[token].range.count) else { return nil }
    for word in Self.metaWords where tree.token(token, is: word) { return word.description }
    return nil
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
      let id = ScaleID(model.vocabulary.scales.count)
      addSynonyms(of: item, id)
      model.vocabulary.scalesByName[name] = id
      model.vocabulary.scales.append(scale)
    }
  }

  /// What the words of a scale are also called: their titles, and what `also` says.
  private mutating func addSynonyms(of item: NodeID, _ scale: ScaleID) {
    for (index, (_, member)) in words(of: item).enumerated() where index < WordSet.limit {
      model.vocabulary.synonyms.add(title(of: member), scale, word: index)
      guard let block = tree.child(member, .block) else { continue }
      for entry in tree.children(block)
      where tree.kind(entry) == .attribute && tree.token(tree.firstToken(entry), is: "also") {
        guard let node = tree.child(entry, at: 0) else { continue }
        for name in synonyms(node) { model.vocabulary.synonyms.add(name, scale, word: index) }
      }
    }
  }

  /// The `value` members of a scale, a choice or a verdict.
  mutating func words(of item: NodeID) -> [(Symbol, NodeID)] {
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
      case "also":
        for name in synonyms(value) { model.vocabulary.synonyms.add(name, id) }
      case let other:
        report(
          ModelErrors.unknownAttribute(
            other, of: "a kind",
            suggestion: Suggestion.nearest(
              to: other, among: ["is", "part_of", "plural", "abstract", "ends", "also"]),
            at: tree.location(token: tree.firstToken(attribute))))
      }
    }
  }

  /// The kind that a value names; nil with a diagnostic.
  mutating func kind(_ node: NodeID) -> KindID? {
    let text = tree.text(node)
    if let kind = model.names.find(text).flatMap({ model.vocabulary.kind(named: $0) }) {
      return kind
    }
    report(
      ModelErrors.unknownKind(text, suggestion: nearestKind(to: text), at: tree.location(node)))
    return nil
  }

  mutating func scale(_ node: NodeID) -> ScaleID? {
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
}
