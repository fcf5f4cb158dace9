import GVCSyntax

extension ModelBuilder {
  mutating func declareEntity(_ item: NodeID) {
    switch tree.kind(item) {
    case .declaration: declare(item)
    case .layerBlock:
      for inner in tree.children(item) where tree.kind(inner) == .addItem {
        guard let declaration = tree.child(inner, .declaration) else { continue }
        let count = model.entities.count
        declare(declaration)
        if let path = tree.child(item, .path) {
          for index in count..<model.entities.count { added.append((EntityID(index), path)) }
        }
      }
    default: break
    }
  }

  private mutating func declare(_ node: NodeID) {
    let wordToken = tree.firstToken(node)
    let wordSymbol = symbol(wordToken)
    guard let kind = model.vocabulary.kindsByName[wordSymbol] else {
      let word = tree.text(token: wordToken)
      if word == "use", let title = tree.child(node, .title) {
        report(
          SyntaxErrors.theoryInQuotes(
            TextLiteral.value(of: tree.text(title)), at: tree.location(title)))
        return
      }
      report(
        ModelErrors.unknownKind(
          word, suggestion: nearestKind(to: word), at: tree.location(token: wordToken)))
      return
    }
    guard isDeclarable(kind, at: wordToken) else { return }
    var nameNode: NodeID?
    var endsNode: NodeID?
    var titleNode: NodeID?
    var block: NodeID?
    for child in tree.children(node) {
      switch tree.kind(child) {
      case .name: nameNode = child
      case .ends: endsNode = child
      case .title: titleNode = child
      case .block: block = child
      default: break
      }
    }
    checkHeader(node, kind, nameNode, endsNode)
    let place =
      nameNode.map { tree.location($0) } ?? endsNode.map { tree.location($0) }
      ?? tree.location(token: wordToken)
    let name = nameNode.map { symbol($0) }
    let id = append(kind, name, titleNode, at: place, node, owner: nil)
    if let name { enterName(name, id, at: place) }
    if let block { declareMembers(of: id, kind, block) }
  }

  /// Whether a kind can stand at the head of a declaration; diagnosed when not.
  private mutating func isDeclarable(_ kind: KindID, at token: TokenIndex) -> Bool {
    let index = Int(kind.number)
    let owner = model.vocabulary.kinds[index].partOf
    let isAbstract = model.vocabulary.kinds[index].isAbstract
    guard isAbstract || owner != nil else { return true }
    let word = model.names[model.vocabulary.kinds[index].name]
    if isAbstract {
      let below = model.vocabulary.kinds.filter { $0.parent == kind }.map { model.names[$0.name] }
      report(ModelErrors.abstractKind(word, kinds: below, at: tree.location(token: token)))
      return false
    }
    if let owner {
      report(
        ModelErrors.partOutside(
          word, of: model.names[model.vocabulary[owner].name], at: tree.location(token: token)))
      return false
    }
    return true
  }

  /// Whether what stands behind the kind's word is what the kind asks for.
  private mutating func checkHeader(
    _ node: NodeID, _ kind: KindID, _ nameNode: NodeID?, _ endsNode: NodeID?
  ) {
    let ends = model.vocabulary.ends(of: kind)
    var word: String { model.names[model.vocabulary[kind].name] }
    var place: Location { tree.location(token: tree.firstToken(node)) }
    switch ends {
    case .none:
      if let endsNode {
        report(ModelErrors.unexpectedEnds(kind: word, at: tree.location(endsNode)))
      } else if nameNode == nil, !hasSyntaxError(at: node) {
        let title = SyntaxErrors.joined(title(of: node).lowercased())
        report(
          ModelErrors.missingName(
            kind: word, name: title.first?.isLetter == true ? title : nil, at: place))
      }
    case .supply, .peers:
      if endsNode == nil, !hasSyntaxError(at: node) {
        let arrow = ends == .supply ? "->" : "--"
        report(ModelErrors.missingEnds(kind: word, arrow: arrow, at: place))
      }
    }
  }

  private mutating func append(
    _ kind: KindID, _ name: Symbol?, _ title: NodeID?, at place: Location, _ node: NodeID,
    owner: EntityID?
  ) -> EntityID {
    let id = EntityID(model.entities.count)
    let root = Int(model.vocabulary.root(of: kind).number)
    model.entities.append(
      Entity(
        kind: kind, module: UInt16(truncatingIfNeeded: module),
        row: Int32(truncatingIfNeeded: model.rowCounts[root]), name: name,
        title: title.map { tree.range($0) }, location: place, owner: owner))
    model.rowCounts[root] += 1
    model.places.append(SyntaxPlace(tree: treeIndex, node: node))
    return id
  }

  /// Gives a name to an entity; one that the module or a pack already declares is a mistake.
  private mutating func enterName(_ name: Symbol, _ id: EntityID, at place: Location) {
    let libraries = model.firstProjectModule
    if let first = model.scopes.taken(name, in: module, libraries: libraries) {
      report(
        ModelErrors.duplicate(
          kindName(of: first), model.names[name], at: place, first: model[first].location))
    }
    if model.scopes.own(name, in: module) == nil { model.scopes.declare(name, id, in: module) }
  }

  /// A name that an import brings in cannot be declared again, whichever file is read first.
  mutating func checkBroughtNames(of entities: Range<Int>) {
    for index in entities {
      let entity = model.entities[index]
      let reader = Int(entity.module)
      guard reader >= model.firstProjectModule, entity.owner == nil, let name = entity.name,
        !model.modules[reader].imports.isEmpty,
        model.scopes.own(name, in: reader) == EntityID(index),
        let other = model.scopes.brought(name, to: reader),
        Int(model[other].module) >= model.firstProjectModule
      else { continue }
      report(
        ModelErrors.importedName(
          kindName(of: other), model.names[name], at: entity.location,
          first: model[other].location))
    }
  }

  /// Declares the parts that stand in a block: the tiers of a chain.
  private mutating func declareMembers(of owner: EntityID, _ kind: KindID, _ block: NodeID) {
    var first: [Symbol: EntityID] = [:]
    for entry in tree.children(block) where tree.kind(entry) == .member {
      let word = symbol(tree.firstToken(entry))
      guard let part = model.vocabulary.kind(named: word),
        let whole = model.vocabulary[part].partOf, model.vocabulary.kind(kind, isA: whole),
        let nameNode = tree.child(entry, .name)
      else { continue }
      let name = symbol(nameNode)
      let place = tree.location(nameNode)
      if let earlier = first[name] {
        report(
          ModelErrors.duplicate(
            model.names[word], model.names[name], at: place, first: model[earlier].location))
        continue
      }
      first[name] = append(part, name, tree.child(entry, .title), at: place, entry, owner: owner)
    }
  }

  mutating func resolveEnds(_ id: EntityID, _ node: NodeID) {
    // What is wrong with the layer's name is said once, where its block is read.
    if addedWithLayer < added.count, added[addedWithLayer].entity == id {
      if case .found(let layer) = resolution(of: added[addedWithLayer].layer) {
        model.entities[Int(id.index)].addedIn = layer
      }
      addedWithLayer += 1
    }
    let ends = model.vocabulary.ends(of: model[id].kind)
    guard ends != .none, let endsNode = tree.child(node, .ends) else { return }
    let start = model.endPool.count
    for path in tree.children(endsNode) where tree.kind(path) == .path {
      if let end = reference(path, to: core.actor) { model.endPool.append(end) }
    }
    let count = model.endPool.count - start
    if ends == .supply {
      // A link with a broken end is diagnosed already; it joins nothing.
      guard count == 2 else {
        model.endPool.removeLast(count)
        return
      }
      if model.endPool[start] == model.endPool[start + 1] {
        report(
          ModelErrors.linkToItself(
            model.label(model.endPool[start]), at: tree.location(endsNode)))
      }
    }
    model.entities[Int(id.index)].ends =
      Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: start + count)
  }
}
