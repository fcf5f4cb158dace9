import GVCSyntax

/// What names stand for while trees are lowered.
extension ModelBuilder {
  /// The symbol of a token of the current tree.
  mutating func symbol(_ token: TokenIndex) -> Symbol {
    model.names.intern(tree.source, tree.tokens[token].range)
  }

  mutating func symbol(_ node: NodeID) -> Symbol { symbol(tree.firstToken(node)) }

  func title(of node: NodeID) -> String {
    tree.child(node, .title).map { TextLiteral.value(of: tree.text($0)) } ?? ""
  }

  /// The entity that a path names, of `kind` where one is asked for; nil with a diagnostic.
  ///
  /// `name` is the symbol of a path of one name, where it is known.
  mutating func reference(_ path: NodeID, named name: Symbol? = nil, to kind: KindID?) -> EntityID?
  {
    guard !tree.tokenRange(path).isEmpty, let id = resolve(path, named: name, of: kind) else {
      return nil
    }
    if let kind, !model.isA(id, kind) {
      report(
        ModelErrors.wrongKind(
          tree.text(path), is: kindName(of: id), expected: model.names[model.vocabulary[kind].name],
          at: tree.location(path), declared: model[id].location))
      return nil
    }
    return id
  }

  /// What a path of one name, or of two with a dot between, stands for; nothing is diagnosed.
  mutating func resolution(of path: NodeID) -> Scopes.Resolution {
    let tokens = tree.tokenRange(path)
    let first = tokens.lowerBound
    switch tokens.count {
    case 1: return model.scopes.resolve(symbol(first), in: module)
    case 3: return model.scopes.resolve(symbol(first), symbol(first + 2), in: module)
    default: return .notFound
    }
  }

  private mutating func resolve(_ path: NodeID, named name: Symbol?, of kind: KindID?) -> EntityID?
  {
    switch name.map({ model.scopes.resolve($0, in: module) }) ?? resolution(of: path) {
    case .found(let id): return id
    case .missing: break
    case .notFound where tree.tokenRange(path).count == 1 && isUndeclared(symbol(path)): break
    case .notFound:
      let text = tree.text(path)
      report(
        ModelErrors.unknownName(
          text, suggestion: nearestEntity(to: text, of: kind), at: tree.location(path)))
    case .ambiguous(let ids):
      report(
        ModelErrors.ambiguousName(
          tree.text(path), at: tree.location(path), candidates: ids.map { model[$0].location }))
    }
    return nil
  }

  func kindName(of id: EntityID) -> String {
    model.names[model.vocabulary[model[id].kind].name]
  }

  /// The entity whose name is nearest to a mistyped one.
  mutating func nearestEntity(to name: String, of kind: KindID?) -> String? {
    guard suggestionsLeft > 0 else { return nil }
    suggestionsLeft -= 1
    let fits = { [model] (id: EntityID) in kind.map { model.isA(id, $0) } ?? true }
    let behindDot = model.scopes.visibleQualified(in: module).filter { fits($0.2) }.map {
      [model] in (name: model.names[$0.1], whole: "\(model.names[$0.0]).\(model.names[$0.1])")
    }
    // The name itself, without what stands before its dot.
    if let whole = behindDot.filter({ $0.name == name }).map(\.whole).min() { return whole }
    if name.contains(".") { return Suggestion.nearest(to: name, among: behindDot.map(\.whole)) }
    let alone = model.scopes.visible(in: module).lazy.filter { fits($0.1) }
    return Suggestion.nearest(to: name, among: alone.map { [model] in model.names[$0.0] })
  }

  /// The kind that is called so elsewhere, or the kind or the word that begins an item which is spelled alike.
  mutating func nearestKind(to word: String) -> String? {
    if let kind = model.vocabulary.synonyms.kind(called: word) {
      return model.names[model.vocabulary[kind].name]
    }
    if let meant = Self.otherItemWords[word.lowercased()] { return meant }
    return nearestWord(to: word) { [model] in
      model.vocabulary.kinds.map { model.names[$0.name] } + Parser.itemWords
    }
  }

  /// What the words that begin items are called in other languages.
  private static let otherItemWords = [
    "include": "import", "require": "import", "load": "import", "using": "use", "with": "use",
    "assert": "expect", "test": "expect", "ignore": "accept", "const": "threshold",
  ]

  /// Whether a declaration of no known kind gives a module this name: that is told where it stands, and not again
  /// of who refers to it.
  mutating func isUndeclared(_ name: Symbol) -> Bool {
    if undeclared == nil {
      var names: [Int: Set<Symbol>] = [:]
      for (index, tree) in model.trees.enumerated()
      where model.moduleOfTree[index] >= model.firstProjectModule {
        names[model.moduleOfTree[index], default: []]
          .formUnion(undeclaredNames(of: tree.children(SyntaxTree.root), in: tree))
      }
      undeclared = names
    }
    return undeclared?[module]?.contains(name) ?? false
  }

  /// The names of declarations whose kind nothing declares.
  mutating func undeclaredNames(of items: some Sequence<NodeID>, in tree: SyntaxTree) -> Set<Symbol>
  {
    var names: Set<Symbol> = []
    for item in items where tree.kind(item) == .declaration {
      let word = tree.text(token: tree.firstToken(item))
      let isKnown = model.names.find(word).map { model.vocabulary.kindsByName[$0] != nil } ?? false
      guard !isKnown, !Self.metaWords.contains(where: { $0.description == word }),
        let name = tree.child(item, .name)
      else { continue }
      names.insert(model.names.intern(tree.source, tree.range(name)))
    }
    return names
  }

  /// Whether the form of what stands at a node is already diagnosed.
  mutating func hasSyntaxError(at node: NodeID) -> Bool {
    let range = tree.range(node)
    let starts: [UInt32]
    if let known = syntaxErrors[treeIndex] {
      starts = known
    } else {
      starts = tree.diagnostics.map(\.primary.location.range.start).sorted()
      syntaxErrors[treeIndex] = starts
    }
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < range.start { low = middle + 1 } else { high = middle }
    }
    return low < starts.count && starts[low] <= range.end
  }
}
