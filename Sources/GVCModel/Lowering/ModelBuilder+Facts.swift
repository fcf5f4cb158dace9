import GVCSyntax

extension ModelBuilder {
  /// Reads what the block of a declaration says.
  mutating func readFacts(of id: EntityID, _ node: NodeID) {
    guard let block = tree.child(node, .block) else { return }
    readBlock(block, of: id, layer: model[id].addedIn)
  }

  // MARK: Layers

  /// Reads what a `set` outside of all layers says of a thing that is declared elsewhere.
  private mutating func readSet(_ item: NodeID) {
    guard let target = target(of: item), let block = tree.child(item, .block) else { return }
    readBlock(block, of: target, layer: model[target].addedIn)
  }

  /// Reads what an `in LAYER { … }` sets. What it adds is an entity of its own.
  mutating func readLayer(_ item: NodeID) {
    if tree.kind(item) == .setItem {
      readSet(item)
      return
    }
    guard tree.kind(item) == .layerBlock, let path = tree.child(item, .path) else { return }
    guard let layer = reference(path, to: nil) else { return }
    let kind = model[layer].kind
    guard kind == core.period || kind == core.scenario else {
      report(
        ModelErrors.wrongKind(
          tree.text(path), is: kindName(of: layer), expected: "period or scenario",
          at: tree.location(path), declared: model[layer].location))
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

  /// Makes the links known by their ends, once.
  mutating func makeLinks() {
    if links == nil {
      links = LinkIndex(model, core, facts: model.facts, 0..<model.record.layerFacts)
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
    makeLinks()
    let found = links?.joining(ids, by: EndSign(ends, in: tree), model) ?? []
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
    if let link = found.first(where: { $0 == chain || links?.chain(of: $0) == chain }) {
      return link
    }
    report(
      ModelErrors.unknownName(tree.text(ends), suggestion: nil, at: tree.location(ends)))
    return nil
  }

  // MARK: Blocks

  private mutating func readBlock(_ block: NodeID, of id: EntityID, layer: EntityID?) {
    let kind = model[id].kind
    given.removeAll(keepingCapacity: true)
    var entries = tree.cursor(block)
    while let entry = tree.next(&entries) {
      let token = tree.firstToken(entry)
      switch tree.kind(entry) {
      case .attribute:
        guard let attribute = attribute(token, of: kind) else { continue }
        let evidence = readEvidence(of: entry)
        // Two voices on one fact may both stand; without evidence a repetition is a slip.
        if let earlier = given.first(where: { $0.attribute == attribute }) {
          if evidence.isEmpty {
            report(
              ModelErrors.repeatedAttribute(
                tree.text(token: token), at: tree.location(token: token),
                first: tree.location(token: earlier.token)))
            continue
          }
        } else {
          given.append((attribute, token))
        }
        guard let node = tree.child(entry, at: 0) else { continue }
        let type = model.vocabulary.type(of: attribute)
        if case .map = type {
          reportType(attribute, at: node)
          continue
        }
        if let value = value(node, type, attribute) {
          model.facts.append(
            Fact(
              entity: id, layer: layer, attribute: attribute, key: nil, value: value,
              evidence: evidence, location: tree.location(entry)))
        }
      case .mapEntry:
        guard let attribute = attribute(token, of: kind) else { continue }
        guard case .map(let key) = model.vocabulary.type(of: attribute) else {
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
    let parts = model.vocabulary.kinds.filter { part in
      part.partOf.map { model.vocabulary.kind(kind, isA: $0) } ?? false
    }.map { model.names[$0.name] }
    guard !parts.contains(word) else { return }
    let value = tree.child(entry, .name).map { tree.text($0) } ?? ""
    let isAttribute =
      model.names.find(word).flatMap { model.vocabulary.attribute($0, of: kind) } != nil
    report(
      ModelErrors.unknownMember(
        word, value: value, of: model.names[model.vocabulary[kind].name], parts: parts,
        isAttribute: isAttribute, at: tree.location(token: token)))
  }

  /// The attribute that an entry gives; nil with a diagnostic.
  private mutating func attribute(_ token: TokenIndex, of kind: KindID) -> AttributeID? {
    let name = symbol(token)
    if let id = model.vocabulary.attribute(name, of: kind) {
      guard model.vocabulary.isDerived(id) else { return id }
      let definition = model.vocabulary[id]
      report(
        ModelErrors.derivedIsSet(
          model.names[name], at: tree.location(token: token), declared: definition.location))
      return nil
    }
    let word = model.names[name]
    let nearest =
      synonym(word, of: kind)
      ?? nearestWord(to: word) { [model] in
        model.vocabulary.attributes(of: kind).map { model.names[model.vocabulary[$0].name] }
      }
    // What a theory that cannot be found may declare is said once, where it is named.
    if model.lacksTheory, nearest == nil { return nil }
    let kindName = model.names[model.vocabulary[kind].name]
    let elsewhere = elsewhere(name, word)
    report(
      ModelErrors.unknownAttribute(
        word, of: kindName.articled, suggestion: elsewhere == nil ? nearest : nil,
        elsewhere: elsewhere, at: tree.location(token: token)))
    return nil
  }

  /// The attribute of a kind that is also called so.
  private func synonym(_ word: String, of kind: KindID) -> String? {
    model.vocabulary.synonyms.attributes(called: word)
      .first { model.vocabulary.kind(kind, isA: model.vocabulary[$0].owner) }
      .map { model.names[model.vocabulary[$0].name] }
  }

  /// Where an attribute is declared that the kind has not: of other kinds, or in packs that are not used.
  private mutating func elsewhere(_ name: Symbol, _ word: String) -> Hint? {
    let owners = model.vocabulary.attributes.filter { $0.name == name }.flatMap { attribute in
      let owner = model.vocabulary[attribute.owner]
      let kinds =
        owner.isAbstract
        ? model.vocabulary.kinds.filter { $0.parent == attribute.owner } : [owner]
      return kinds.map { "`\(model.names[$0.name])`" }
    }
    if !owners.isEmpty {
      return Hint(help: "it is an attribute of \(owners.joined(separator: ", "))")
    }
    guard wordsLeft > 0 else { return nil }
    let packs = model.unusedPacks.filter { Self.declares(word, $0.value) }.keys.sorted()
    guard !packs.isEmpty else { return nil }
    let start = Location(tree.source.file, TextRange(0, 0))
    return Hint(
      help: "it is declared in \(packs.map { "`\($0)`" }.joined(separator: " and in "))",
      fixes: packs.map { Fix("Use `\($0)`", [TextEdit(start, "use \($0)\n")]) })
  }

  /// Whether a pack declares an attribute that can be stated under a name.
  private static func declares(_ word: String, _ pack: SourceText) -> Bool {
    // A declaration reads `attribute KIND.NAME: …`.
    let text = Array(".\(word):".utf8)
    let bytes = pack.bytes
    var start = bytes.startIndex
    while let i = bytes[start...].firstIndex(of: UInt8(ascii: ".")) {
      start = i + 1
      guard bytes[i...].starts(with: text) else { continue }
      let line = bytes[..<i].reversed().prefix { $0 != 0x0A }.reversed()
      if Array(line).starts(with: Array("  attribute ".utf8))
        || Array(line).starts(with: Array("attribute ".utf8))
      {
        return true
      }
    }
    return false
  }

  /// One fact a key of a map; the values are read by their own form.
  private mutating func readMap(
    _ block: NodeID, of id: EntityID, _ attribute: AttributeID, key kind: KindID,
    layer: EntityID?
  ) {
    var first = KeyPlaces()
    var entries = tree.cursor(block)
    while let entry = tree.next(&entries) {
      guard tree.kind(entry) == .attribute else { continue }
      let token = tree.firstToken(entry)
      let name = symbol(token)
      guard let key = mapKey(name, kind, at: token) else { continue }
      let evidence = readEvidence(of: entry)
      if let earlier = first[key], evidence.isEmpty {
        report(
          ModelErrors.repeatedAttribute(
            model.names[name], at: tree.location(token: token), first: tree.location(token: earlier)
          ))
        continue
      }
      first[key] = token
      guard let node = tree.child(entry, at: 0), let value = freeValue(node) else { continue }
      model.facts.append(
        Fact(
          entity: id, layer: layer, attribute: attribute, key: key, value: value,
          evidence: evidence, location: tree.location(entry)))
    }
  }

  /// The entity that a key of a map names; nil with a diagnostic.
  private mutating func mapKey(_ name: Symbol, _ kind: KindID, at token: TokenIndex) -> EntityID? {
    switch model.scopes.resolve(name, in: module) {
    case .found(let key) where model.isA(key, kind): return key
    case .missing: break
    case .notFound where isUndeclared(name): break
    case .ambiguous(let ids):
      report(
        ModelErrors.ambiguousName(
          model.names[name], at: tree.location(token: token),
          candidates: ids.map { model[$0].location }))
    case .found, .notFound:
      report(
        ModelErrors.unknownName(
          model.names[name], suggestion: nearestEntity(to: model.names[name], of: kind),
          at: tree.location(token: token)))
    }
    return nil
  }

  // MARK: Evidence

  private mutating func readEvidence(of entry: NodeID) -> Range<Int> {
    let start = model.evidence.count
    var parts = tree.cursor(entry)
    while let node = tree.next(&parts) {
      guard tree.kind(node) == .evidence, let path = tree.child(node, .path),
        let source = reference(path, to: core.source)
      else { continue }
      var voice: Int?
      var confidence: Int?
      var date: TextRange?
      var qualifiers = tree.cursor(node)
      while let qualifier = tree.next(&qualifiers) {
        guard tree.kind(qualifier) == .qualifier, let value = tree.child(qualifier, at: 0) else {
          continue
        }
        let name = symbol(tree.firstToken(qualifier))
        if name == known.reportedBy {
          voice = core.voice.flatMap { word(value, $0, of: .qualifier("reported_by")) }
        } else if name == known.confidence {
          confidence = core.level.flatMap { word(value, $0, of: .qualifier("confidence")) }
        } else if name == known.date {
          switch tree.kind(value) {
          case .dateValue where DateLiteral.value(of: tree.text(value)) == nil:
            report(ModelErrors.noSuchDate(tree.text(value), at: tree.location(value)))
          case .dateValue, .quantity: date = tree.range(value)
          default:
            report(ModelErrors.wrongQualifier("date", expected: "a date", at: tree.location(value)))
          }
        } else {
          let text = model.names[name]
          report(
            ModelErrors.unknownAttribute(
              text, of: "evidence",
              suggestion: Suggestion.nearest(
                to: text, among: ["reported_by", "confidence", "date"]),
              at: tree.location(token: tree.firstToken(qualifier))))
        }
      }
      model.evidence.append(
        Evidence(
          source: source, passage: tree.child(node, .title).map { tree.range($0) }, voice: voice,
          confidence: confidence, date: date, location: tree.location(node)))
    }
    return start..<model.evidence.count
  }
}

/// The last token at which each key of a map stands: a list for the few keys that most have, a table beyond.
private struct KeyPlaces {
  private static let few = 16

  private var list: [(key: EntityID, token: TokenIndex)] = []
  private var table: [EntityID: TokenIndex] = [:]

  subscript(key: EntityID) -> TokenIndex? {
    get { list.first { $0.key == key }?.token ?? (table.isEmpty ? nil : table[key]) }
    set {
      if let index = list.firstIndex(where: { $0.key == key }) {
        list[index].token = newValue ?? list[index].token
      } else if let newValue, list.count < Self.few {
        list.append((key, newValue))
      } else {
        table[key] = newValue
      }
    }
  }
}
