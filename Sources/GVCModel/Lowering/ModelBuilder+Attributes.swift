import GVCSyntax

extension ModelBuilder {
  mutating func declareAttribute(_ item: NodeID) {
    let isDerived = tree.kind(item) == .deriveDeclaration
    guard isDerived || tree.kind(item) == .attributeDeclaration,
      let ownerNode = tree.child(item, at: 0), tree.kind(ownerNode) == .name,
      let nameNode = tree.child(item, at: 1), tree.kind(nameNode) == .name,
      let typeNode = tree.child(item, .type)
    else { return }
    guard let owner = model.vocabulary.kindsByName[symbol(ownerNode)] else {
      let ownerName = tree.text(ownerNode)
      report(
        ModelErrors.unknownKind(
          ownerName, suggestion: nearestKind(to: ownerName), at: tree.location(ownerNode)))
      return
    }
    guard let type = type(typeNode) else { return }
    let name = symbol(nameNode)
    for namesake in attributesByName[name] ?? [] {
      let other = model.vocabulary.attributes[Int(namesake.number)].owner
      guard model.vocabulary.kind(owner, isA: other) || model.vocabulary.kind(other, isA: owner)
      else { continue }
      report(
        ModelErrors.duplicate(
          "attribute", model.names[name], at: tree.location(nameNode),
          first: model.vocabulary[namesake].location))
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
    attributesByName[name] = (attributesByName[name] ?? []) + [id]
    attributesByPlace[SyntaxPlace(tree: treeIndex, node: item)] = id
    model.vocabulary.attributes.append(attribute)
  }

  /// The type that the words of a type node stand for.
  private mutating func type(_ node: NodeID) -> AttributeType? {
    let words = tree.text(node).utf8.split(separator: UInt8(ascii: " "))
      .map { String(Substring($0)) }
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
    "duration": .duration, "quantity": .quantity(.ratio), "year": .year, "years": .years,
    "date": .date, "country": .country,
  ]

  /// Words with a space between two: most things that are counted have one.
  private static func text(of words: ArraySlice<String>) -> String {
    words.count == 1 ? words[words.startIndex] : words.joined(separator: " ")
  }

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
    case "count": return .count(model.vocabulary.units.things(Self.text(of: rest)))
    case "quantity":
      return model.vocabulary.units.dimension(ofType: Self.text(of: rest)).map { .quantity($0) }
    case "share": return .share(Self.text(of: rest))
    case "map":
      guard case .entity(let kind)? = type(rest) else { return nil }
      return .map(kind)
    default: return nil
    }
  }

  /// What the block of an attribute declaration can say.
  package static let attributeOptions = [
    "default", "range", "of", "ask", "fact", "measure", "also",
  ]

  /// Reads the block of an attribute declaration.
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
        if let path = defaultPath(node, owner, type) {
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
      case "also":
        for name in synonyms(node) { model.vocabulary.synonyms.add(name, id) }
      case "ask":
        guard tree.kind(node) == .stringValue else {
          report(
            ModelErrors.wrongQualifier(
              "ask", expected: "a question in quotes", at: tree.location(node)))
          continue
        }
        model.vocabulary.attributes[index].question = TextLiteral.value(of: tree.text(node))
      case "fact": readFactKind(node, type, index)
      case "measure": readMeasure(node, owner, type, index)
      case let other:
        report(
          ModelErrors.unknownAttribute(
            other, of: "an attribute",
            suggestion: Suggestion.nearest(to: other, among: Self.attributeOptions),
            at: tree.location(token: tree.firstToken(entry))))
      }
    }
  }

  /// What a vocabulary item is also called: names in a list, or one name or text.
  func synonyms(_ node: NodeID) -> [String] {
    let nodes = tree.kind(node) == .listValue ? Array(tree.children(node)) : [node]
    return nodes.map { TextLiteral.value(of: tree.text($0)) }
  }

  /// `fact: change`: how long a fact on the attribute lasts.
  private mutating func readFactKind(_ node: NodeID, _ type: AttributeType, _ index: Int) {
    let word = tree.text(node)
    guard let kind = FactKind(rawValue: word) else {
      let words = FactKind.allCases.map(\.rawValue)
      report(
        ModelErrors.unknownWord(
          word, of: "fact", expected: words.map { "`\($0)`" }.joined(separator: ", "),
          suggestion: Suggestion.nearest(to: word, among: words), at: tree.location(node)))
      return
    }
    guard kind != .measure || type.isMeasure else {
      report(ModelErrors.noMeasure(of: "what is no number", at: tree.location(node)))
      return
    }
    model.vocabulary.attributes[index].factKind = kind
  }

  /// `measure: unit_value`: the number of which a change is the move. Two of them give the change.
  private mutating func readMeasure(
    _ node: NodeID, _ owner: KindID, _ type: AttributeType, _ index: Int
  ) {
    let name = tree.text(node)
    guard
      let measure = model.names.find(name).flatMap({ model.vocabulary.attribute($0, of: owner) })
    else {
      let kind = model.names[model.vocabulary[owner].name]
      report(
        ModelErrors.unknownAttribute(
          name, of: kind.articled,
          suggestion: nearestWord(to: name) { [model] in
            model.vocabulary.attributes(of: owner).map { model.names[model.vocabulary[$0].name] }
          }, at: tree.location(node)))
      return
    }
    let definition = model.vocabulary[measure]
    guard definition.type.isMeasure, definition.derivation == nil, definition.factKind != .change
    else {
      report(ModelErrors.noMeasure(of: "`\(name)`", at: tree.location(node)))
      return
    }
    // It fell, it stayed, it rose.
    guard case .words(let scale) = type, model.vocabulary[scale].words.count == 3 else {
      report(ModelErrors.noCourse(at: tree.location(node)))
      return
    }
    model.vocabulary.attributes[index].factKind = .change
    model.vocabulary.attributes[index].defaultValue = .measure(measure)
    if definition.factKind == .state {
      model.vocabulary.attributes[Int(measure.number)].factKind = .measure
    }
  }

  /// `chain.governance`: the attribute of what an attribute of the same thing names; or `supplier.performs`: that of
  /// an end of a link. It must be of the same type.
  private mutating func defaultPath(
    _ node: NodeID, _ owner: KindID, _ type: AttributeType
  ) -> Attribute.Default? {
    guard tree.kind(node) == .path, tree.tokenRange(node).count == 3 else { return nil }
    let name = symbol(tree.firstToken(node) + 2)
    if let via = model.vocabulary.attribute(symbol(node), of: owner) {
      guard case .entity(let target) = model.vocabulary[via].type,
        let attribute = model.vocabulary.attribute(name, of: target),
        model.vocabulary[attribute].type == type
      else { return nil }
      return .path(via, attribute)
    }
    guard model.vocabulary[owner].ends == .supply,
      let position = ["supplier", "buyer"].firstIndex(of: tree.text(token: tree.firstToken(node))),
      let actor = model.vocabulary.kind(named: model.names.intern("actor")),
      let attribute = model.vocabulary.attribute(name, of: actor),
      model.vocabulary[attribute].type == type
    else { return nil }
    return .end(position, attribute)
  }
}
