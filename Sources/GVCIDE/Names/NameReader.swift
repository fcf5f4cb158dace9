import GVCAnalysis
import GVCModel
import GVCSyntax

/// Finds what the names in the items of one file stand for, by the same tables as the checker.
struct NameReader {
  let index: NameIndex
  let model: Model
  let tree: SyntaxTree
  let treeIndex: Int
  let module: Int
  private(set) var found: [Occurrence] = []

  init(_ index: NameIndex, tree: Int) {
    self.index = index
    model = index.model
    treeIndex = tree
    self.tree = model.trees[tree]
    module = model.moduleOfTree[tree]
  }

  /// What was found since the last time, in the order of the text.
  mutating func take() -> [Occurrence] {
    // Most items are read in the order of their text.
    if isInOrder {
      defer { found = [] }
      return found
    }
    // A text that fills in one value twice is read once for each.
    let result = found.enumerated().sorted {
      ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
    }.map(\.element)
    found = []
    return result.enumerated().filter { $0.offset == 0 || result[$0.offset - 1] != $0.element }
      .map(\.element)
  }

  private var isInOrder: Bool {
    var last: UInt32 = 0
    for occurrence in found {
      if occurrence.range.start < last { return false }
      last = occurrence.range.end
    }
    return true
  }

  mutating func note(_ range: TextRange, _ referent: Referent, _ role: Occurrence.Role = .read) {
    guard range.count > 0 else { return }
    found.append(Occurrence(range: range, referent: referent, role: role))
  }

  mutating func note(
    token: TokenIndex, _ referent: Referent, _ role: Occurrence.Role = .read
  ) {
    note(tree.tokens[token].range, referent, role)
  }

  func symbol(_ token: TokenIndex) -> Symbol? {
    model.names.find(tree.source, tree.tokens[token].range)
  }

  /// The symbol of the first token of a node.
  func symbol(_ node: NodeID) -> Symbol? {
    tree[node].endToken > tree[node].firstToken ? symbol(tree.firstToken(node)) : nil
  }

  // MARK: Items

  /// Reads one item; of a theory its name alone, for its items are read one by one.
  mutating func read(_ item: FileItems.Item) {
    let node = item.node
    switch tree.kind(node) {
    case .use:
      for path in tree.children(node) where tree.kind(path) == .path {
        if let theory = theory(named: tree.text(path)) { note(tree.range(path), .theory(theory)) }
      }
    case .importItem:
      if let name = tree.child(node, .name) {
        note(tree.range(name), .alias(tree.text(name), module: module), .declaration)
      }
    case .theory:
      if let name = tree.child(node, .name), let id = theory(named: tree.text(name)) {
        note(tree.range(name), .theory(id), .declaration)
      }
    case .layerBlock: readLayer(node)
    case .expectItem, .acceptItem:
      if let inner = tree.child(node, at: 0) { readExpectation(inner) }
    case .attributeDeclaration, .deriveDeclaration: readAttribute(node, item.theory)
    case .thresholdDeclaration: readThreshold(node)
    case .ruleDeclaration:
      if let name = tree.child(node, .name), let rule = index.tables.rules[place(node)] {
        note(tree.range(name), .rule(rule), .declaration)
      }
      readRuleNames(node, item.theory)
    case .declaration: readDeclaration(node)
    default: break
    }
  }

  private func place(_ node: NodeID) -> SyntaxPlace { SyntaxPlace(tree: treeIndex, node: node) }

  func theory(named name: String) -> TheoryID? {
    guard let symbol = model.names.find(name) else { return nil }
    return model.theories.firstIndex { $0.name == symbol }.map { TheoryID($0) }
  }

  private mutating func readLayer(_ node: NodeID) {
    if let path = tree.child(node, .path) { readPath(path) }
    for item in tree.children(node) {
      switch tree.kind(item) {
      case .addItem:
        if let declaration = tree.child(item, .declaration) { readDeclaration(declaration) }
      case .setItem, .removeItem:
        let target = readReference(item, role: .write)
        if let block = tree.child(item, .block), let target {
          readBlock(block, of: model[target].kind)
        }
      default: break
      }
    }
  }

  // MARK: Declarations

  private mutating func readDeclaration(_ node: NodeID) {
    let word = tree.firstToken(node)
    if Self.metaWords.contains(where: { tree.token(word, is: $0) }) {
      readVocabulary(node)
      return
    }
    guard let kind = symbol(word).flatMap({ model.vocabulary.kind(named: $0) }) else { return }
    note(token: word, .kind(kind))
    let entity = index.entity(declaredAt: place(node))
    if let name = tree.child(node, .name), let entity {
      note(tree.range(name), .entity(entity), .declaration)
    }
    if let ends = tree.child(node, .ends) {
      let isNamed = tree.child(node, .name) != nil
      readEnds(ends, link: entity, role: isNamed ? .read : .declaration)
    }
    if let block = tree.child(node, .block) { readBlock(block, of: kind) }
  }

  private static let metaWords: [StaticString] = ["kind", "scale", "choice", "verdict"]

  /// Reads the entries of the block of a thing of a kind.
  mutating func readBlock(_ block: NodeID, of kind: KindID) {
    for entry in tree.children(block) {
      let token = tree.firstToken(entry)
      switch tree.kind(entry) {
      case .attribute:
        let id = symbol(token).flatMap { model.vocabulary.attribute($0, of: kind) }
        if let id { note(token: token, .attribute(id), .write) }
        readEntry(entry, id.map { model.vocabulary[$0].type })
      case .mapEntry:
        guard let id = symbol(token).flatMap({ model.vocabulary.attribute($0, of: kind) }) else {
          continue
        }
        note(token: token, .attribute(id), .write)
        if case .map(let key) = model.vocabulary[id].type, let map = tree.child(entry, .block) {
          readMap(map, key)
        }
      case .member: readMember(entry)
      default: break
      }
    }
  }

  private mutating func readMember(_ entry: NodeID) {
    guard let part = symbol(tree.firstToken(entry)).flatMap({ model.vocabulary.kind(named: $0) })
    else { return }
    note(token: tree.firstToken(entry), .kind(part))
    if let name = tree.child(entry, .name), let id = index.entity(declaredAt: place(entry)) {
      note(tree.range(name), .entity(id), .declaration)
    }
    if let block = tree.child(entry, .block) { readBlock(block, of: part) }
  }

  private mutating func readMap(_ map: NodeID, _ key: KindID) {
    for entry in tree.children(map) where tree.kind(entry) == .attribute {
      let token = tree.firstToken(entry)
      if let name = symbol(token), case .found(let id) = model.scopes.resolve(name, in: module),
        model.isA(id, key)
      {
        note(token: token, .entity(id))
      }
      if let value = tree.child(entry, at: 0) { readMapValue(value) }
      readEvidence(of: entry)
    }
  }

  /// A word of `need` or `level`, or `yes`, `no` or `unknown`.
  private mutating func readMapValue(_ node: NodeID) {
    guard tree.kind(node) == .path else {
      for child in tree.children(node) { readMapValue(child) }
      return
    }
    if readConstant(node) { return }
    for scale in [model.core.need, model.core.level].compactMap({ $0 }) {
      if readWord(node, scale) { return }
    }
  }

  /// The value and the evidence of an attribute.
  mutating func readEntry(_ entry: NodeID, _ type: AttributeType?) {
    if let value = tree.child(entry, at: 0) { readValue(value, type) }
    readEvidence(of: entry)
  }

  mutating func readValue(_ node: NodeID, _ type: AttributeType?) {
    switch tree.kind(node) {
    case .listValue:
      var element = type
      if case .list(let inner)? = type { element = inner }
      for child in tree.children(node) { readValue(child, element) }
    case .rangeValue, .boundValue, .estimateValue:
      for child in tree.children(node) { readValue(child, type) }
    case .path:
      if readConstant(node) { return }
      switch type {
      case .words(let scale): _ = readWord(node, scale)
      case .country: note(tree.range(node), .country(tree.text(node)))
      case .entity: readPath(node)
      default: break
      }
    default: break
    }
  }

  private mutating func readConstant(_ node: NodeID) -> Bool {
    let token = tree.firstToken(node)
    for word: StaticString in ["unknown", "yes", "no"] where tree.token(token, is: word) {
      note(token: token, .constant(word.description))
      return true
    }
    return false
  }

  /// Notes a word of a scale; whether it is one.
  mutating func readWord(_ node: NodeID, _ scale: ScaleID) -> Bool {
    guard let word = symbol(node).flatMap({ model.vocabulary[scale].index(of: $0) }) else {
      return false
    }
    note(token: tree.firstToken(node), .word(scale, word))
    return true
  }

  private mutating func readEvidence(of entry: NodeID) {
    for node in tree.children(entry) where tree.kind(node) == .evidence {
      if let path = tree.child(node, .path) { readPath(path) }
      for qualifier in tree.children(node) where tree.kind(qualifier) == .qualifier {
        let token = tree.firstToken(qualifier)
        let name = tree.text(token: token)
        guard ["reported_by", "confidence", "date"].contains(name) else { continue }
        note(token: token, .option(name))
        let scale = name == "confidence" ? model.core.level : model.core.voice
        if let value = tree.child(qualifier, at: 0), let scale, tree.kind(value) == .path {
          _ = readWord(value, scale)
        }
      }
    }
  }

  // MARK: References

  /// Notes the entity that a path names, and what stands before its dot.
  @discardableResult
  mutating func readPath(_ path: NodeID, role: Occurrence.Role = .read) -> EntityID? {
    readNames(tree.firstToken(path), Int(tree[path].endToken), role: role)
  }

  /// The entity that the names from a token on, up to another, name.
  mutating func readNames(_ first: TokenIndex, _ end: TokenIndex, role: Occurrence.Role = .read)
    -> EntityID?
  {
    switch end - first {
    case 1:
      guard let name = symbol(first), case .found(let id) = model.scopes.resolve(name, in: module)
      else { return nil }
      note(token: first, .entity(id), role)
      return id
    case 3:
      guard let qualifier = symbol(first) else { return nil }
      readQualifier(first)
      guard let name = symbol(first + 2),
        case .found(let id) = model.scopes.resolve(qualifier, name, in: module)
      else { return nil }
      note(token: first + 2, .entity(id), role)
      return id
    default: return nil
    }
  }

  /// The name of an import, or of a theory, before a dot.
  mutating func readQualifier(_ token: TokenIndex) {
    let text = tree.text(token: token)
    if index.hasImport(named: text, in: module) {
      note(token: token, .alias(text, module: module))
    } else if let theory = theory(named: text) {
      note(token: token, .theory(theory))
    }
  }

  /// Notes what `set`, `remove` or `on` names: the kind before it, and the thing or the link.
  mutating func readReference(_ node: NodeID, role: Occurrence.Role = .read) -> EntityID? {
    guard let target = tree.child(node, .path) ?? tree.child(node, .ends) else { return nil }
    let before = tree.firstToken(target) - 1
    if before > tree.firstToken(node), let name = symbol(before),
      let kind = model.vocabulary.kind(named: name)
    {
      note(token: before, .kind(kind))
    }
    if tree.kind(target) == .path { return readPath(target, role: role) }
    return readEnds(target, link: nil, role: role)
  }

  /// Notes the ends of a link, and the link itself at its arrow. A link that is not given is found by
  /// its ends.
  @discardableResult
  mutating func readEnds(_ node: NodeID, link: EntityID?, role: Occurrence.Role) -> EntityID? {
    var ends: [EntityID] = []
    for path in tree.children(node) where tree.kind(path) == .path {
      if let id = readPath(path) { ends.append(id) }
      // The arrows of a known link come in the order of the text.
      let token = tree.tokenAfter(path)
      if let link, token < tree.tokenAfter(node) { note(arrow: token, link, role) }
    }
    let chain = tree.child(node, .chainReference).flatMap { tree.child($0, .path) }
      .flatMap { readPath($0) }
    if let link { return link }
    guard let link = index.link(joining: ends, by: EndSign(node, in: tree), in: chain) else {
      return nil
    }
    for token in tree.firstToken(node)..<Int(tree[node].endToken) {
      note(arrow: token, link, role)
    }
    return link
  }

  private mutating func note(arrow token: TokenIndex, _ link: EntityID, _ role: Occurrence.Role) {
    if tree.tokens[token].kind == .arrow || tree.tokens[token].kind == .doubleDash {
      note(token: token, .entity(link), role)
    }
  }
}
