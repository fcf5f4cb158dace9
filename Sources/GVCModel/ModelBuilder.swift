import GVCSyntax

/// Turns trees into a checked model: vocabulary first, then what is declared, then what is said.
///
/// The order of files and of declarations in them never matters.
public struct ModelBuilder {
  var model: Model
  let trees: [SyntaxTree]
  /// The trees of the prelude and of packs, which stand first.
  private let libraryCount: Int
  /// The entity of each name.
  var entitiesByName: [Symbol: EntityID] = [:]
  /// The links and ties of each run of ends, in the order of their declaration.
  var entitiesByEnds: [[EntityID]: [EntityID]] = [:]
  /// The chain of each link, outside all layers.
  var chains: [EntityID: EntityID] = [:]
  /// `link.chain`, which identifies a link beside its ends.
  var chainAttribute: AttributeID?
  /// The layer of each entity that one adds, as named there.
  private var layerPaths: [EntityID: NodeID] = [:]
  /// How many more names may be searched for a near one: a file of nothing but mistakes stays quick.
  private var suggestionsLeft = 200
  /// The declaration of each entity: its tree and its node.
  private var nodes: [(tree: Int, node: NodeID)] = []
  /// The index of the tree that is read at the moment.
  private var treeIndex = 0
  /// The tree that is read at the moment.
  var tree: SyntaxTree

  /// The model of a project: the prelude and the packs that its files `use` declare vocabulary,
  /// its files the case. Every source needs a `FileID` of its own.
  public static func build(
    prelude: SourceText, packs: [String: SourceText], project: [SyntaxTree]
  ) -> Model {
    var library = [Parser.parse(prelude)]
    var unknown: [Diagnostic] = []
    var used: Set<String> = []
    for tree in project {
      for item in tree.children(SyntaxTree.root) where tree.kind(item) == .use {
        for path in tree.children(item) where tree.kind(path) == .path {
          let name = tree.text(path)
          guard !name.isEmpty, used.insert(name).inserted else { continue }
          if let pack = packs[name] {
            library.append(Parser.parse(pack))
          } else if !declaresTheory(name, in: project) {
            unknown.append(
              ModelErrors.unknownTheory(
                name, suggestion: Suggestion.nearest(to: name, among: packs.keys),
                at: tree.location(path)))
          }
        }
      }
    }
    var builder = ModelBuilder(
      trees: library + project, libraryCount: library.count, first: library[0])
    builder.model.diagnostics = unknown
    builder.run()
    return builder.model
  }

  private static func declaresTheory(_ name: String, in project: [SyntaxTree]) -> Bool {
    project.contains { tree in
      tree.children(SyntaxTree.root).contains { item in
        tree.kind(item) == .theory && tree.child(item, .name).map { tree.text($0) } == name
      }
    }
  }

  private init(trees: [SyntaxTree], libraryCount: Int, first: SyntaxTree) {
    self.trees = trees
    self.libraryCount = libraryCount
    tree = first
    model = Model(sources: trees.map(\.source))
  }

  private mutating func run() {
    declareVocabulary()
    eachItem { $0.declareEntity($1) }
    eachEntity { $0.resolveEnds($1, $2) }
    eachEntity { $0.readFacts(of: $1, $2) }
    eachItem { $0.readLayer($1) }
    model.layerOrder = LayerOrder(&model)
    StructureChecks.run(&model, projectFiles: projectFiles)
    model.diagnostics.sort {
      let a = $0.primary.location
      let b = $1.primary.location
      return (a.file, a.range.start, $0.code) < (b.file, b.range.start, $1.code)
    }
  }

  /// The files of the case itself.
  private var projectFiles: Set<FileID> {
    Set(trees.dropFirst(libraryCount).map(\.source.file))
  }

  // MARK: Walking

  /// Calls `body` with each top-level item of each tree, and each item of a theory.
  private mutating func eachItem(_ body: (inout ModelBuilder, NodeID) -> Void) {
    for (index, tree) in trees.enumerated() {
      self.tree = tree
      treeIndex = index
      for item in tree.children(SyntaxTree.root) {
        if tree.kind(item) == .theory {
          for inner in tree.children(item) { body(&self, inner) }
        } else {
          body(&self, item)
        }
      }
    }
  }

  private mutating func eachEntity(_ body: (inout ModelBuilder, EntityID, NodeID) -> Void) {
    for (index, place) in nodes.enumerated() {
      if place.tree != treeIndex {
        treeIndex = place.tree
        tree = trees[treeIndex]
      }
      body(&self, EntityID(index), place.node)
    }
  }

  mutating func report(_ diagnostic: Diagnostic) { model.diagnostics.append(diagnostic) }

  /// The symbol of a token of the current tree.
  mutating func symbol(_ token: TokenIndex) -> Symbol {
    model.names.intern(tree.source, tree.tokens[token].range)
  }

  mutating func symbol(_ node: NodeID) -> Symbol { symbol(tree.firstToken(node)) }

  // MARK: Vocabulary

  private mutating func declareVocabulary() {
    eachItem { $0.declareKindOrScale($1) }
    eachItem { $0.linkKind($1) }
    eachItem { $0.declareAttribute($1) }
    model.vocabulary.index()
    if let link = model.names.find("link").flatMap({ model.vocabulary.kind(named: $0) }),
      let chain = model.names.find("chain")
    {
      chainAttribute = model.vocabulary.attribute(chain, of: link)
    }
  }

  /// The words of the declarations that make the vocabulary itself.
  private func metaWord(_ item: NodeID) -> String? {
    guard tree.kind(item) == .declaration else { return nil }
    let word = tree.text(token: tree.firstToken(item))
    return ["kind", "scale", "choice"].contains(word) ? word : nil
  }

  private mutating func declareKindOrScale(_ item: NodeID) {
    guard let word = metaWord(item) else { return }
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
      var scale = Scale(name: name, title: title, isOrdered: word == "scale", location: place)
      if let block = tree.child(item, .block) {
        for member in tree.children(block) where tree.kind(member) == .member {
          guard let wordNode = tree.child(member, .name), scale.words.count < WordSet.limit
          else { continue }
          scale.words.append(
            Scale.Word(name: symbol(wordNode), title: self.title(of: member)))
        }
      }
      model.vocabulary.scalesByName[name] = ScaleID(model.vocabulary.scales.count)
      model.vocabulary.scales.append(scale)
    }
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
        if let parent = model.vocabulary.kindsByName[symbol(value)] {
          model.vocabulary.kinds[Int(id.number)].parent = parent
        } else {
          report(
            ModelErrors.unknownKind(
              text, suggestion: nearestKind(to: text), at: tree.location(value)))
        }
      case "plural": model.vocabulary.kinds[Int(id.number)].plural = symbol(value)
      case "abstract": model.vocabulary.kinds[Int(id.number)].isAbstract = text == "yes"
      case "ends":
        model.vocabulary.kinds[Int(id.number)].ends =
          text == "supply" ? .supply : text == "peers" ? .peers : .none
      case let other:
        report(
          ModelErrors.unknownAttribute(
            other, of: "a kind",
            suggestion: Suggestion.nearest(to: other, among: ["is", "plural", "abstract", "ends"]),
            at: tree.location(token: tree.firstToken(attribute))))
      }
    }
  }

  private mutating func declareAttribute(_ item: NodeID) {
    guard tree.kind(item) == .attributeDeclaration,
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
    if let first = model.vocabulary.attributes.first(where: { $0.name == name && $0.owner == owner }
    ) {
      report(
        ModelErrors.duplicate(
          "attribute", model.names[name], at: tree.location(nameNode), first: first.location))
      return
    }
    model.vocabulary.attributes.append(
      Attribute(
        name: name, owner: owner, type: type, documentation: title(of: item),
        location: tree.location(nameNode)))
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

  // MARK: Entities

  private mutating func declareEntity(_ item: NodeID) {
    switch tree.kind(item) {
    case .declaration where metaWord(item) == nil: declare(item)
    case .layerBlock:
      for inner in tree.children(item) where tree.kind(inner) == .addItem {
        guard let declaration = tree.child(inner, .declaration) else { continue }
        let count = model.entities.count
        declare(declaration)
        if model.entities.count > count, let path = tree.child(item, .path) {
          layerPaths[EntityID(count)] = path
        }
      }
    default: break
    }
  }

  private mutating func declare(_ node: NodeID) {
    let wordToken = tree.firstToken(node)
    let word = tree.text(token: wordToken)
    guard let kind = model.vocabulary.kindsByName[symbol(wordToken)] else {
      report(
        ModelErrors.unknownKind(
          word, suggestion: nearestKind(to: word), at: tree.location(token: wordToken)))
      return
    }
    guard !model.vocabulary[kind].isAbstract else {
      let below = model.vocabulary.kinds.filter { $0.parent == kind }.map { model.names[$0.name] }
      report(
        ModelErrors.abstractKind(word, kinds: below, at: tree.location(token: wordToken)))
      return
    }
    let nameNode = tree.child(node, .name)
    let endsNode = tree.child(node, .ends)
    switch model.vocabulary[kind].ends {
    case .none:
      if let endsNode {
        report(ModelErrors.unexpectedEnds(kind: word, at: tree.location(endsNode)))
      } else if nameNode == nil, !hasSyntaxError(at: node) {
        report(ModelErrors.missingName(kind: word, at: tree.location(token: wordToken)))
      }
    case .supply, .peers:
      if endsNode == nil, !hasSyntaxError(at: node) {
        let arrow = model.vocabulary[kind].ends == .supply ? "->" : "--"
        report(
          ModelErrors.missingEnds(kind: word, arrow: arrow, at: tree.location(token: wordToken)))
      }
    }
    let name = nameNode.map { symbol($0) }
    let place =
      nameNode.map { tree.location($0) } ?? endsNode.map { tree.location($0) }
      ?? tree.location(token: wordToken)
    let id = EntityID(model.entities.count)
    if let name {
      if let first = entitiesByName[name] {
        report(
          ModelErrors.duplicate(
            model.names[model.vocabulary[model[first].kind].name], model.names[name], at: place,
            first: model[first].location))
      } else {
        entitiesByName[name] = id
      }
    }
    model.entities.append(
      Entity(
        kind: kind, name: name, title: tree.child(node, .title).map { tree.range($0) },
        location: place))
    nodes.append((treeIndex, node))
  }

  /// Whether the form of a declaration's header is already diagnosed.
  private func hasSyntaxError(at node: NodeID) -> Bool {
    let range = tree.range(node)
    return tree.diagnostics.contains {
      let place = $0.primary.location.range
      return place.start >= range.start && place.start <= range.end
    }
  }

  private mutating func resolveEnds(_ id: EntityID, _ node: NodeID) {
    // What is wrong with the layer's name is said once, where its block is read.
    if let path = layerPaths[id], let name = model.names.find(tree.text(path)) {
      model.entities[Int(id.index)].addedIn = entitiesByName[name]
    }
    guard let endsNode = tree.child(node, .ends) else { return }
    guard model.vocabulary[model[id].kind].ends != .none else { return }
    var ends: [EntityID] = []
    let actor = model.names.find("actor").flatMap { model.vocabulary.kind(named: $0) }
    for path in tree.children(endsNode) where tree.kind(path) == .path {
      if let end = reference(path, to: actor) { ends.append(end) }
    }
    model.entities[Int(id.index)].ends = ends
    entitiesByEnds[ends, default: []].append(id)
    if model.vocabulary[model[id].kind].ends == .supply, ends.count == 2, ends[0] == ends[1] {
      let name = model[ends[0]].name.map { model.names[$0] } ?? ""
      report(ModelErrors.linkToItself(name, at: tree.location(endsNode)))
    }
  }

  /// The entity that a path names, of `kind` where one is asked for; nil with a diagnostic.
  mutating func reference(_ path: NodeID, to kind: KindID?) -> EntityID? {
    let text = tree.text(path)
    guard !text.isEmpty else { return nil }
    let name = model.names.intern(text)
    guard let id = entitiesByName[name] else {
      report(
        ModelErrors.unknownName(
          text, suggestion: nearestEntity(to: text, of: kind), at: tree.location(path)))
      return nil
    }
    if let kind, !model.vocabulary.kind(model[id].kind, isA: kind) {
      report(
        ModelErrors.wrongKind(
          text, is: model.names[model.vocabulary[model[id].kind].name],
          expected: model.names[model.vocabulary[kind].name], at: tree.location(path),
          declared: model[id].location))
      return nil
    }
    return id
  }

  // MARK: Helpers

  func title(of node: NodeID) -> String {
    tree.child(node, .title).map { TextLiteral.value(of: tree.text($0)) } ?? ""
  }

  /// The entity whose name is nearest to a mistyped one.
  mutating func nearestEntity(to name: String, of kind: KindID?) -> String? {
    guard suggestionsLeft > 0 else { return nil }
    suggestionsLeft -= 1
    return Suggestion.nearest(
      to: name,
      among: entitiesByName.lazy.compactMap { [model] entry -> String? in
        if let kind, !model.vocabulary.kind(model[entry.value].kind, isA: kind) { return nil }
        return model.names[entry.key]
      })
  }

  private func nearestKind(to word: String) -> String? {
    Suggestion.nearest(to: word, among: model.vocabulary.kinds.map { model.names[$0.name] })
  }
}
