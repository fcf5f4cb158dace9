import GVCSyntax

/// Turns trees into a checked model: vocabulary first, then what is declared, then what is said. The theories in use are
/// lowered first, and a case goes on from there.
///
/// The order of files and of declarations in them never matters.
public struct ModelBuilder: Sendable {
  var model: Model
  var known: KnownNames
  /// The kinds and attributes that the checker knows by name.
  var core = CoreVocabulary()
  /// The items of each tree.
  var items: [ItemIndex]
  /// The trees that are lowered at the moment; those before are already.
  var lowered = 0..<0
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
  var undeclared: [Int: Set<Symbol>]?
  /// What there is too much of, each said once.
  private var saysTooMany: Set<String> = []
  /// The starts of the syntax diagnostics of each tree, sorted; made when first asked for.
  var syntaxErrors: [Int: [UInt32]] = [:]
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

  init(_ model: Model, _ items: [ItemIndex]) {
    self.model = model
    self.items = items
    unitTexts = UnitTexts(model.units, model.vocabulary.units)
    known = KnownNames(&self.model.names)
    tree =
      model.trees.first
      ?? SyntaxTree(source: SourceText(""), tokens: [], nodes: [], diagnostics: [])
  }

  // MARK: Walking

  mutating func enter(_ index: Int) {
    guard index != treeIndex || index == 0 else { return }
    treeIndex = index
    tree = model.trees[index]
    module = model.moduleOfTree[index]
  }

  /// Calls `body` with each of some items of each tree that is lowered.
  mutating func eachItem(
    _ some: KeyPath<ItemIndex, [ItemIndex.Item]>, _ body: (inout ModelBuilder, NodeID) -> Void
  ) {
    for index in lowered {
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
  mutating func reserve() {
    let declarations = items[lowered].reduce(0) { $0 + $1.declarations.count }
    let entities = model.entities.count + declarations + declarations / 4
    model.entities.reserveLargeCapacity(entities)
    model.places.reserveLargeCapacity(entities)
    model.endPool.reserveCapacity(model.endPool.count + 2 * declarations)
    for tree in model.trees[lowered] {
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
  mutating func theory(of node: NodeID) -> TheoryID {
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
      TheoryDeclaration(
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
      TheoryDeclaration(name: nil, title: "", documentation: "", module: module, location: nil))
    looseTheories[module] = id
    return id
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
