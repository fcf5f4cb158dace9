import GVCAnalysis
import GVCModel
import GVCSyntax

extension EditorFeatures {
  /// What can be written at an offset, also in text that is half-written.
  ///
  /// `listing` gives what a directory holds, by its path from the directory of the file as an import
  /// writes it, empty for that directory itself; it is only called inside the path of an import.
  public func completions(
    in file: FileID, at offset: UInt32, listing: (String) -> [DirectoryEntry]
  ) -> CompletionList {
    guard let index = treeIndex(of: file) else { return .none }
    if let inText = textCompletions(inTree: index, at: offset, listing) { return inText }
    guard let site = CompletionSite(self, tree: index, at: offset) else { return .none }
    var completer = Completer(self, site, module: model.moduleOfTree[index])
    completer.complete()
    return completer.list { useEdit(of: $0, in: file) }
  }
}

/// Gathers what can be written at a site.
struct Completer {
  let features: EditorFeatures
  let model: Model
  let site: CompletionSite
  let module: Int
  let packs: UnusedPacks
  private var items: [CompletionItem] = []
  /// Those of packs that the project does not use; what it knows under the same name comes before.
  private var offers: [CompletionItem] = []
  private var labels: Set<String> = []
  private(set) var isIncomplete = false

  init(_ features: EditorFeatures, _ site: CompletionSite, module: Int) {
    self.features = features
    model = features.model
    packs = features.unusedPacks
    self.site = site
    self.module = module
  }

  var tree: SyntaxTree { site.tree }
  var vocabulary: Vocabulary { model.vocabulary }

  /// What the blocks around the caret are about.
  var context: BlockContext {
    BlockContext(model: model, tree: tree, module: module, nodes: site.nodes)
  }

  /// What was gathered; `useEdit` gives the edit by which the file uses a pack.
  func list(_ useEdit: (String) -> TextEdit?) -> CompletionList {
    var all = items
    var edits: [String: TextEdit] = [:]
    for var offer in offers where !labels.contains(offer.label) {
      guard let pack = offer.pack, let edit = edits[pack] ?? useEdit(pack) else { continue }
      edits[pack] = edit
      // Edits must not touch one another: at the very place of the word both are one.
      if edit.location.range.start >= site.word.start,
        edit.location.range.start <= site.word.end
      {
        offer = offer.prefixed(edit.replacement)
      }
      all.append(offer)
    }
    return CompletionList(items: all, isIncomplete: isIncomplete)
  }

  func name(_ symbol: Symbol) -> String { model.names[symbol] }

  // MARK: Adding

  mutating func add(
    _ label: String, _ category: CompletionItem.Category, detail: String = "", rank: Int,
    order: Int = 0, key: String? = nil, insertion: String? = nil, snippet: String? = nil,
    pack: String? = nil
  ) {
    let item = CompletionItem(
      label: label, detail: detail, category: category, insertion: insertion ?? label,
      snippet: snippet, range: site.word, rank: rank * Self.span + min(order, Self.span - 1),
      key: key, pack: pack)
    if pack != nil {
      if !offers.contains(where: { $0.label == label && $0.pack == pack }) { offers.append(item) }
      return
    }
    guard !label.isEmpty, labels.insert(label + (snippet == nil ? "" : "\u{0}")).inserted else {
      return
    }
    items.append(item)
  }

  /// How many places a rank has for items in an order of their own.
  private static let span = 100

  mutating func addKeywords(_ words: [String], rank: Int) {
    for word in words { add(word, .keyword, rank: rank, key: "keyword \(word)") }
  }

  // MARK: Dispatch

  mutating func complete() {
    let node = site.node
    // A word behind a finished expectation or value stands in a new item by its form alone.
    if !site.startsLine, completeContinuation() { return }
    switch tree.kind(node) {
    case .file, .theory: addItemStarts()
    case .declaration:
      if site.begins(node) {
        if site.follows("add") { addKinds() } else { addItemStarts() }
      }
    case .skipped: completeSkipped(node)
    case .layerBlock: addLayerItems()
    case .path: completePath(node)
    case .name: completeName(node)
    case .attribute, .mapEntry: if site.begins(node) { completeEntry(node) }
    case .member:
      if site.begins(node) { completeEntry(node) }
    case .qualifier: if site.begins(node) { addQualifiers(node) }
    case .unit: addUnits()
    case .type: addTypes()
    case .nameExpression, .callExpression: completeExpression(node)
    case .knownExpression: addKeywords(["known", "unknown", "not"], rank: 0)
    case .setItem, .removeItem, .expectSubject: addReferences(addsKinds: true)
    case .expectFinding, .expectItem: completeExpect()
    default: break
    }
  }

  /// Completes a word that goes on with what stands before it on its line; whether it does.
  private mutating func completeContinuation() -> Bool {
    guard let last = site.previousNodes.last, let previous = site.previous else { return false }
    let isNewItem = site.nodes.contains { tree.kind($0) == .declaration && site.begins($0) }
    let before = site.previousNodes
    if isNewItem || tree.kind(site.node) == .file,
      let expect = before.last(where: {
        tree.kind($0) == .expectItem || tree.kind($0) == .acceptItem
      })
    {
      addTail(of: expect)
      return true
    }
    // `accept` alone reads like a kind, and what stands behind it like a name.
    if tree.kind(site.node) == .name, site.follows("accept") {
      addKeywords(["finding"], rank: 0)
      return true
    }
    if isNewItem, before.contains(where: { tree.kind($0) == .importItem }) {
      if tree.tokens[previous].kind == .string { addKeywords(["as"], rank: 0) }
      return true
    }
    if isNewItem, before.contains(where: { tree.kind($0) == .deriveDeclaration }),
      tree.kind(last) != .title
    {
      addOperators()
      return true
    }
    return false
  }

  private mutating func completeSkipped(_ node: NodeID) {
    guard let outer = site.outer(1) else { return }
    switch tree.kind(outer) {
    case .layerBlock: addLayerItems()
    case .ruleDeclaration: completeClause()
    case .expectFinding, .expectItem: completeExpect()
    case .declaration:
      // Behind the name of a thing stands a title or a block, behind the first end of a link its arrow.
      switch kind(ofOwner: outer).map({ vocabulary[$0].ends }) {
      case .supply: add("->", .keyword, rank: 0)
      case .peers: add("--", .keyword, rank: 0)
      default: break
      }
    case .block: addAttributes(of: outer)
    case .file, .theory: addItemStarts()
    default: break
    }
  }

  private mutating func completePath(_ path: NodeID) {
    guard let outer = site.outer(1) else { return }
    if tree.firstToken(path) != site.token {
      completeBehindDot(path, in: outer)
      return
    }
    switch tree.kind(outer) {
    case .use: addTheories(in: outer)
    case .layerBlock: addLayers()
    case .expectLayer:
      addLayers()
      if model.hasBaseCase { addKeywords([Model.baseCaseName], rank: 1) }
    case .setItem, .removeItem, .expectSubject: completeReference(outer)
    case .ends: completeEnd(of: outer)
    case .chainReference: addEntities(of: model.core.chain, rank: 0)
    case .evidence: addEntities(of: model.core.source, rank: 0)
    case .citeClause: addEntities(of: model.core.source, rank: 0)
    case .expectFinding, .expectUnknown, .expectNotAsked: addRules()
    case .expectObject: addEntities(of: nil, rank: 0)
    case .expectNeeds: addReferences(addsKinds: false)
    default: completeValue(path)
    }
  }

  /// A thing behind `set`, `remove` or `on`, or behind its kind. A word behind a thing looks the same.
  private mutating func completeReference(_ outer: NodeID) {
    guard let previous = site.previous, previous > tree.firstToken(outer) else {
      addReferences(addsKinds: true)
      return
    }
    if let kind = model.names.find(tree.text(token: previous)).flatMap({
      vocabulary.kind(named: $0)
    }) {
      addEntities(of: kind, rank: 0)
    } else if let expect = site.nearest(.expectItem, .acceptItem) {
      addTail(of: expect)
    }
  }

  private mutating func completeName(_ node: NodeID) {
    guard let outer = site.outer(1) else { return }
    switch tree.kind(outer) {
    case .declaration: completeDeclaredName(outer)
    case .attributeDeclaration, .deriveDeclaration:
      if tree.child(outer, at: 0) == node { addKindNames(rank: 0) }
    case .memberExpression: completeMember(outer)
    case .voiceExpression: if let voice = model.core.voice { addWords(of: voice, rank: 0) }
    case .callExpression, .aggregateExpression: completeExpression(outer)
    case .findClause: completeFind(outer)
    case .expectVerdict: completeAnswer(node, in: outer)
    case .expectContested: completeContested(node, in: outer)
    case .expectDiagnostic: addCodes()
    case .endsAttribute: addAttributes(ofEndsIn: outer)
    default: break
    }
  }

  /// `link a` may go on to `link a -> b`.
  private mutating func completeDeclaredName(_ node: NodeID) {
    guard let kind = context.kind(ofDeclaration: node), vocabulary[kind].ends != .none else {
      return
    }
    addEntities(of: model.core.actor, rank: 0)
  }

  private mutating func completeEnd(of node: NodeID) {
    let isReference = site.nearest(.setItem, .removeItem, .expectSubject, .endsAttribute) != nil
    addEntities(of: isReference ? nil : model.core.actor, rank: 0)
  }

  // MARK: Mistyped words

  /// The kind of the thing whose block a node has; of a word that is none, the nearest.
  func kind(ofOwner node: NodeID) -> KindID? {
    if let kind = context.kind(ofOwner: node) { return kind }
    guard tree.kind(node) == .declaration || tree.kind(node) == .member else { return nil }
    let word = tree.text(token: tree.firstToken(node))
    let nearest = Suggestion.nearest(to: word, among: vocabulary.kinds.map { name($0.name) })
    return nearest.flatMap { model.names.find($0) }.flatMap { vocabulary.kind(named: $0) }
  }

  /// The type of the attribute that an entry gives; of a name that is none, of the nearest.
  func type(ofEntry entry: NodeID) -> AttributeType? {
    if let type = context.type(ofEntry: entry) { return type }
    guard let place = site.nodes.firstIndex(of: entry), place > 1,
      let kind = kind(ofOwner: site.nodes[place - 2])
    else { return nil }
    let attributes = vocabulary.attributes(of: kind)
    let word = tree.text(token: tree.firstToken(entry))
    let nearest = Suggestion.nearest(to: word, among: attributes.map { name(vocabulary[$0].name) })
    return attributes.first { name(vocabulary[$0].name) == nearest }.map { vocabulary[$0].type }
  }

  // MARK: Entities

  /// The names that can be written here, of a kind where one is asked for.
  mutating func addEntities(of kind: KindID?, rank: Int, except: Set<String> = []) {
    func fits(_ id: EntityID) -> Bool { kind.map { model.isA(id, $0) } ?? true }
    var found: [(name: String, id: EntityID)] = model.scopes.visible(in: module)
      .filter { fits($0.1) }.map { (name($0.0), $0.1) }
    if !model.modules[module].imports.isEmpty {
      found += model.scopes.visibleQualified(in: module).filter {
        fits($0.2) && features.names.hasImport(named: name($0.0), in: module)
      }.map { ("\(name($0.0)).\(name($0.1))", $0.2) }
    }
    addEntities(except.isEmpty ? found : found.filter { !except.contains($0.name) }, rank: rank)
    offerEntities(of: kind, except: except)
  }

  /// The most names that are given at once.
  private static let limit = 500

  mutating func addEntities(_ found: [(name: String, id: EntityID)], rank: Int) {
    var chosen = found
    if found.count > Self.limit {
      isIncomplete = true
      let query = Array(site.prefix.lowercased().utf8)
      let scored = found.compactMap { entry in
        FuzzyMatch.score(query, entry.name).map { (entry, $0) }
      }
      chosen = scored.sorted { ($0.1, $1.0.name) > ($1.1, $0.0.name) }.prefix(Self.limit)
        .map(\.0)
    }
    for (label, id) in chosen {
      let kind = model[id].kind
      let category: CompletionItem.Category =
        kind == model.core.source
        ? .source
        : kind == model.core.period || kind == model.core.scenario ? .layer : .entity
      let isOwn = Int(model[id].module) >= model.firstProjectModule
      add(
        label, category, detail: Self.detail(of: id, in: model), rank: rank + (isOwn ? 0 : 1),
        key: "entity \(label)")
    }
  }

  /// The kind of a thing, and its title.
  static func detail(of id: EntityID, in model: Model) -> String {
    let entity = model[id]
    let kind = model.names[model.vocabulary[entity.kind].name]
    guard let title = entity.title else { return kind }
    return "\(kind) “\(TextLiteral.value(of: model.text(title, in: entity.location.file)))”"
  }

  mutating func addLayers() {
    for kind in [model.core.period, model.core.scenario].compactMap({ $0 }) {
      addEntities(of: kind, rank: 0)
    }
  }

  /// Things by name, and links by their ends.
  mutating func addReferences(addsKinds: Bool) {
    addEntities(of: nil, rank: 0)
    let links = model.entities.indices.filter {
      model.entities[$0].name == nil && !model.entities[$0].ends.isEmpty
        && model.entities[$0].owner == nil
    }.map { (name: model.label(EntityID($0)), id: EntityID($0)) }
    addEntities(links, rank: 2)
    if addsKinds { addKindNames(rank: 4) }
  }

  /// What stands behind the name of an import, a theory, or the thing of a `needs`.
  private mutating func completeBehindDot(_ path: NodeID, in outer: NodeID) {
    let first = tree.text(token: tree.firstToken(path))
    if [.expectFinding, .expectUnknown, .expectNotAsked].contains(tree.kind(outer)) {
      addRules(of: first)
      return
    }
    guard let symbol = model.names.find(first) else { return }
    if tree.kind(outer) == .expectNeeds,
      case .found(let id) = model.scopes.resolve(symbol, in: module)
    {
      addAttributes(of: model[id].kind, given: [])
    }
    addEntities(
      model.scopes.visibleQualified(in: module).filter { $0.0 == symbol }
        .map { (name($0.1), $0.2) }, rank: 0)
    // `default: chain.governance`.
    if let declaration = site.nearest(.attributeDeclaration),
      let owner = tree.child(declaration, at: 0).flatMap({ model.names.find(tree.text($0)) })
        .flatMap({ vocabulary.kind(named: $0) }),
      let via = vocabulary.attribute(symbol, of: owner),
      case .entity(let target) = vocabulary[via].type
    {
      addAttributes(of: target, given: [])
    }
  }
}
