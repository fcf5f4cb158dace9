import GVCSyntax

/// Turns trees into a checked model: vocabulary first, then what is declared, then what is said.
///
/// The order of files and of declarations in them never matters.
public struct ModelBuilder: Sendable {
  var model: Model
  var known: KnownNames
  /// The kinds and attributes that the checker knows by name.
  var core = CoreVocabulary()
  /// The items of each tree.
  let items: [ItemIndex]
  /// The links and ties by their ends, made when a layer first refers to one by its ends.
  var links: LinkIndex?
  /// The entities that layers add, in their order, each with its layer as named there.
  var added: [(entity: EntityID, layer: NodeID)] = []
  /// How many of the above have their layer.
  var addedWithLayer = 0
  /// The attributes that the block which is read has given so far: a few, in one list for all blocks.
  var given: [(attribute: AttributeID, token: TokenIndex)] = []
  /// At most as many facts, and as much evidence, as the trees state.
  var room = (facts: 0, evidence: 0)
  /// In how many parts what is stated is read; nil for as many as are worth it.
  var parts: Int?
  /// The values of the lists that are read at the moment, one behind the other.
  var listValues: [Value] = []
  /// The units by the text that stands for them.
  var unitTexts = UnitTexts()
  /// The symbols that are codes of countries, as far as they were met.
  var knownCountries: [Symbol: Bool] = [:]
  /// The attributes of each name, and the one that each declaration makes.
  var attributesByName = SymbolTable<[AttributeID]>()
  var attributesByPlace = PlaceTable<AttributeID>()
  /// How many more names may be searched for a near one: a file of nothing but mistakes stays quick.
  var suggestionsLeft = Self.suggestionLimit
  /// The same for words of the vocabulary, of which there are few.
  var wordsLeft = Self.wordLimit
  static let suggestionLimit = 200
  static let wordLimit = 2_000
  /// The names of declarations of no known kind, by their modules; made when a name is not found.
  private var undeclared: [Int: Set<Symbol>]?
  /// What there is too much of, each said once.
  private var saysTooMany: Set<String> = []
  /// The starts of the syntax diagnostics of each tree, sorted; made when first asked for.
  private var syntaxErrors: [Int: [UInt32]] = [:]
  /// The index of the tree that is read at the moment, and its module.
  var treeIndex = 0
  var module = 0
  /// The tree that is read at the moment.
  var tree: SyntaxTree
  /// The theory whose items are read at the moment.
  var theory: TheoryID?
  /// The theory of each module's loose rules, thresholds and derived attributes.
  private var looseTheories: [Int: TheoryID] = [:]
  /// The theory of each theory node.
  private var theoriesByPlace = PlaceTable<TheoryID>()

  /// The model of a project of one module.
  public static func build(
    prelude: SourceText, packs: [String: SourceText], project: [SyntaxTree]
  ) -> Model {
    build(
      prelude: prelude, packs: packs, modules: [SourceModule(name: "project", trees: project)])
  }

  /// The model of a project: the prelude and the packs that its files `use` declare vocabulary, its
  /// modules the case; the first of them is the project itself. Every source needs a `FileID` of
  /// its own.
  ///
  /// - Parameters:
  ///   - libraries: Trees of the prelude and the packs that were made before, by their files.
  ///   - last: The model of the project as it was before, of which is taken what did not change.
  public static func build(
    prelude: SourceText, packs: [String: SourceText], modules: [SourceModule],
    libraries: [FileID: SyntaxTree] = [:], after last: EarlierModel? = nil
  ) -> Model {
    build(
      prelude: prelude, packs: packs, modules: modules, libraries: libraries, after: last,
      inParts: nil)
  }

  /// The same, with what is stated read in so many parts at most; as many as are worth it where it is nil.
  package static func build(
    prelude: SourceText, packs: [String: SourceText], modules: [SourceModule],
    libraries: [FileID: SyntaxTree] = [:], after last: EarlierModel? = nil, inParts parts: Int?
  ) -> Model {
    if let last, let model = ModelUpdate.model(of: modules, after: last) { return model }
    var unknown: [Diagnostic] = []
    var used: [String: SourceModule] = [:]
    var order: [String] = []
    let projectItems = modules.flatMap(\.trees).map { ($0, ItemIndex($0, inParts: parts)) }
    var pending = projectItems
    let declared = Set(projectItems.flatMap { theoryNames($0.0, $0.1) })
    var seen: Set<String> = []
    var packItems: [String: ItemIndex] = [:]
    while let (tree, items) = pending.popLast() {
      for (name, path) in useNames(tree, items) where !name.isEmpty && seen.insert(name).inserted {
        if let pack = packs[name] {
          let packTree = libraries[pack.file] ?? Parser.parse(pack)
          used[name] = SourceModule(name: name, trees: [packTree])
          order.append(name)
          let items = ItemIndex(packTree)
          packItems[name] = items
          pending.append((packTree, items))
        } else if !declared.contains(name) {
          unknown.append(
            ModelErrors.unknownTheory(
              name,
              suggestion: Suggestion.nearest(to: name, among: Array(packs.keys) + declared),
              at: tree.location(path)))
        }
      }
    }
    let preludeTree = libraries[prelude.file] ?? Parser.parse(prelude)
    let library =
      [SourceModule(name: "prelude", trees: [preludeTree])]
      + order.sorted().compactMap { used[$0] }
    let shifted = modules.map { module in
      SourceModule(
        name: module.name, trees: module.trees,
        imports: module.imports.map {
          ModuleImport(alias: $0.alias, module: $0.module.map { $0 + library.count })
        })
    }
    let items =
      [ItemIndex(preludeTree)] + order.sorted().compactMap { packItems[$0] }
      + projectItems.map(\.1)
    var builder = ModelBuilder(
      Model(modules: library + shifted, firstProjectModule: library.count), items)
    builder.parts = parts
    builder.model.diagnostics = unknown
    builder.model.lacksTheory = !unknown.isEmpty
    builder.model.unusedPacks = packs.filter { used[$0.key] == nil }
    builder.run()
    return builder.model
  }

  /// The names behind `use`, each with its path.
  private static func useNames(_ tree: SyntaxTree, _ items: ItemIndex) -> [(String, NodeID)] {
    items.uses.flatMap { item in
      tree.children(item).filter { tree.kind($0) == .path }.map { (tree.text($0), $0) }
    }
  }

  private static func theoryNames(_ tree: SyntaxTree, _ items: ItemIndex) -> [String] {
    items.theories.compactMap { item in tree.child(item, .name).map { tree.text($0) } }
  }

  init(_ model: Model, _ items: [ItemIndex]) {
    self.model = model
    self.items = items
    unitTexts = UnitTexts(model.units)
    known = KnownNames(&self.model.names)
    tree =
      model.trees.first
      ?? SyntaxTree(source: SourceText(""), tokens: [], nodes: [], diagnostics: [])
  }

  private mutating func run() {
    internNames()
    openScopes()
    for index in model.trees.indices {
      enter(index)
      for node in items[index].theories { _ = theory(of: node) }
    }
    declareVocabulary()
    reserve()
    eachItem(\.declarations) { $0.declareEntity($1) }
    checkBroughtNames(of: model.entities.indices)
    eachEntity(model.places.indices) { $0.resolveEnds($1, $2) }
    eachItem(\.vocabulary) { $0.readOptions($1) }
    eachItem(\.rules) { $0.declareRule($1) }
    model.record.optionLists = model.lists.count
    model.record.declared = model.diagnostics
    readFacts()
    model.record.layerFacts = model.facts.count
    model.record.layerEvidence = model.evidence.count
    readLayers()
    model.record.stated = Array(model.diagnostics[model.record.declared.count...])
    model.record.names = model.names.count
    model.record.citations = citations()
    model.core = core
    finish()
  }

  /// Checks the model as a whole.
  mutating func finish() {
    model.record.suggestionsLeft = suggestionsLeft
    model.record.wordsLeft = wordsLeft
    model.layerOrder = LayerOrder(&model)
    StructureChecks.run(&model)
    model.reportUnlisted()
    model.sortDiagnostics()
  }

  /// The names in rules, those of the libraries first, so that they are the same symbols whatever the case
  /// calls its things.
  private mutating func internNames() {
    for index in model.trees.indices {
      enter(index)
      if module >= model.firstProjectModule, model.libraryNames == 0 {
        model.libraryNames = model.names.count
        model.libraryUnits = model.units.count
      }
      for item in items[index].rules {
        switch tree.kind(item.node) {
        case .ruleDeclaration, .deriveDeclaration: internNames(in: item.node)
        case .thresholdDeclaration: internUnits(in: item.node)
        default: break
        }
      }
    }
    model.hasOwnTheory = zip(items, model.moduleOfTree).contains { items, module in
      module >= model.firstProjectModule && items.declaresTheory
    }
  }

  /// What the `cite` clauses of rules name.
  private func citations() -> [(name: Symbol, module: Int)] {
    model.rules.flatMap { rule -> [(name: Symbol, module: Int)] in
      let tree = model.trees[rule.place.tree]
      return tree.children(rule.place.node).compactMap { clause in
        guard tree.kind(clause) == .citeClause, let path = tree.child(clause, .path),
          let name = model.names.find(tree.text(path))
        else { return nil }
        return (name, model.moduleOfTree[rule.place.tree])
      }
    }
  }

  /// Which module sees which: the prelude and the packs everywhere, imports where they stand.
  private mutating func openScopes() {
    for reader in model.modules.indices {
      for library in 0..<model.firstProjectModule {
        model.scopes.addOpen(library, to: reader)
        let name = model.names.intern(model.modules[library].name)
        model.scopes.addQualified(name, library, to: reader)
      }
      for entry in model.modules[reader].imports {
        let name = entry.alias.map { model.names.intern($0) }
        switch (name, entry.module) {
        case (let name, nil): model.scopes.addMissing(name, to: reader)
        case (let name?, let module?): model.scopes.addQualified(name, module, to: reader)
        case (nil, let module?): model.scopes.addOpen(module, to: reader)
        }
      }
    }
  }

  // MARK: Walking

  mutating func enter(_ index: Int) {
    guard index != treeIndex || index == 0 else { return }
    treeIndex = index
    tree = model.trees[index]
    module = model.moduleOfTree[index]
  }

  /// Calls `body` with each of some items of each tree.
  mutating func eachItem(
    _ some: KeyPath<ItemIndex, [ItemIndex.Item]>, _ body: (inout ModelBuilder, NodeID) -> Void
  ) {
    for index in model.trees.indices {
      let items = items[index][keyPath: some]
      guard !items.isEmpty else { continue }
      enter(index)
      for item in items {
        theory = item.theory.map { theory(of: $0) }
        body(&self, item.node)
      }
      theory = nil
    }
  }

  /// Makes room for what the trees declare, and counts what they may state.
  private mutating func reserve() {
    let declarations = items.reduce(0) { $0 + $1.declarations.count }
    model.entities.reserveLargeCapacity(declarations + declarations / 4)
    model.places.reserveLargeCapacity(declarations + declarations / 4)
    model.endPool.reserveCapacity(2 * declarations)
    for tree in model.trees {
      tree.nodes.forEachKind { kind in
        if kind == .attribute { room.facts += 1 } else if kind == .evidence { room.evidence += 1 }
      }
    }
  }

  /// Calls `body` with each of some entities and its declaration.
  mutating func eachEntity(
    _ entities: Range<Int>, _ body: (inout ModelBuilder, EntityID, NodeID) -> Void
  ) {
    for index in entities {
      let place = model.places[index]
      if place.tree != treeIndex { enter(place.tree) }
      body(&self, EntityID(index), place.node)
    }
  }

  mutating func report(_ diagnostic: Diagnostic) { model.report(diagnostic) }

  /// Whether one more may be declared of what there are `count` of; said once where not.
  mutating func hasRoom(_ count: Int, _ limit: Int, for what: String, at node: NodeID) -> Bool {
    if count < limit { return true }
    if saysTooMany.insert(what).inserted {
      report(ModelErrors.tooMany(what, limit: limit, at: tree.location(node)))
    }
    return false
  }

  /// The word of the vocabulary that is nearest to a mistyped one, while there is patience for it.
  mutating func nearestWord(to word: String, among known: () -> [String]) -> String? {
    guard wordsLeft > 0 else { return nil }
    wordsLeft -= 1
    return Suggestion.nearest(to: word, among: known())
  }

  /// The theory that a theory node declares.
  private mutating func theory(of node: NodeID) -> TheoryID {
    let place = SyntaxPlace(tree: treeIndex, node: node)
    if let id = theoriesByPlace[place] { return id }
    guard hasRoom(model.theories.count, VocabularyLimits.theories, for: "theories", at: node) else {
      return TheoryID(VocabularyLimits.theories - 1)
    }
    let id = TheoryID(model.theories.count)
    let nameNode = tree.child(node, .name)
    let name = nameNode.map { symbol($0) }
    if let name, let nameNode,
      let first = model.theories.first(where: { $0.name == name })?.location
    {
      report(
        ModelErrors.duplicate(
          "theory", model.names[name], at: tree.location(nameNode), first: first))
    }
    model.theories.append(
      Theory(
        name: name, title: title(of: node),
        documentation: DocumentationComment.text(of: node, in: tree), module: module,
        location: tree.location(nameNode ?? node)))
    theoriesByPlace[place] = id
    return id
  }

  /// The theory whose item is read: the enclosing one, or the module's own without a name.
  mutating func currentTheory() -> TheoryID {
    if let theory { return theory }
    if let id = looseTheories[module] { return id }
    let id = TheoryID(model.theories.count)
    model.theories.append(
      Theory(name: nil, title: "", documentation: "", module: module, location: nil))
    looseTheories[module] = id
    return id
  }

  // MARK: Names

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

extension Model {
  /// Orders diagnostics by file, place and code.
  mutating func sortDiagnostics() {
    diagnostics.sort {
      let a = $0.primary.location
      let b = $1.primary.location
      return (a.file, a.range.start, $0.code) < (b.file, b.range.start, $1.code)
    }
  }
}
