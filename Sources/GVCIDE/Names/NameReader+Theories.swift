import GVCAnalysis
import GVCModel
import GVCSyntax

extension NameReader {
  // MARK: Vocabulary

  /// `kind`, `scale`, `choice` and `verdict`.
  mutating func readVocabulary(_ node: NodeID) {
    note(token: tree.firstToken(node), .keyword(tree.text(token: tree.firstToken(node))))
    guard let nameNode = tree.child(node, .name), let name = symbol(nameNode) else { return }
    let block = tree.child(node, .block)
    switch tree.text(token: tree.firstToken(node)) {
    case "kind":
      guard let kind = model.vocabulary.kind(named: name) else { return }
      note(tree.range(nameNode), .kind(kind), .declaration)
      eachOption(of: block) { reader, option, value in
        switch option {
        case "is", "part_of": reader.readKind(value)
        case "plural": reader.note(reader.tree.range(value), .collection(kind), .declaration)
        case "ends", "abstract": reader.note(reader.tree.range(value), .option(option))
        default: break
        }
      }
    case "verdict": readVerdict(nameNode, name, block)
    default:
      guard let scale = model.vocabulary.scale(named: name) else { return }
      note(tree.range(nameNode), .scale(scale), .declaration)
      eachValue(of: block) { reader, node, _ in
        if let word = reader.symbol(node).flatMap({ reader.model.vocabulary[scale].index(of: $0) })
        {
          reader.note(reader.tree.range(node), .word(scale, word), .declaration)
        }
      }
    }
  }

  private mutating func readVerdict(_ nameNode: NodeID, _ name: Symbol, _ block: NodeID?) {
    guard let index = model.vocabulary.verdicts.firstIndex(where: { $0.name == name }) else {
      return
    }
    let words = model.vocabulary.verdicts[index].words
    note(tree.range(nameNode), .verdict(VerdictID(index)), .declaration)
    eachOption(of: block) { reader, option, value in
      switch option {
      case "of", "object": reader.readKind(value)
      case "qualifier": reader.readScale(value)
      default: break
      }
    }
    func readAnswer(_ reader: inout NameReader, _ node: NodeID, _ role: Occurrence.Role) {
      guard let name = reader.symbol(node), let word = words.firstIndex(where: { $0.name == name })
      else { return }
      reader.note(reader.tree.range(node), .answer(VerdictID(index), word), role)
    }
    eachValue(of: block) { reader, node, member in
      readAnswer(&reader, node, .declaration)
      reader.eachOption(of: reader.tree.child(member, .block)) { reader, option, value in
        if option == "level" { reader.note(reader.tree.range(value), .option("level")) }
        let isList = reader.tree.kind(value) == .listValue
        if ["borne_out_by", "contradicted_by", "borne_out_without"].contains(option) {
          for answer in isList ? Array(reader.tree.children(value)) : [value] {
            reader.readAnswerOfAny(answer)
          }
        }
        guard option == "against" else { return }
        for answer in isList ? Array(reader.tree.children(value)) : [value] {
          readAnswer(&reader, answer, .read)
        }
      }
    }
  }

  /// A value of any verdict.
  private mutating func readAnswerOfAny(_ node: NodeID) {
    guard let name = symbol(node) else { return }
    for (index, verdict) in model.vocabulary.verdicts.enumerated() {
      guard let word = verdict.words.firstIndex(where: { $0.name == name }) else { continue }
      note(tree.range(node), .answer(VerdictID(index), word), .read)
      return
    }
  }

  /// Calls `body` with each `name: value` of a block.
  private mutating func eachOption(
    of block: NodeID?, _ body: (inout NameReader, String, NodeID) -> Void
  ) {
    guard let block else { return }
    for entry in tree.children(block) where tree.kind(entry) == .attribute {
      let token = tree.firstToken(entry)
      let name = tree.text(token: token)
      note(token: token, .option(name))
      if let value = tree.child(entry, at: 0), tree.kind(value) != .missing {
        body(&self, name, value)
      }
    }
  }

  /// Calls `body` with the name of each `value` of a block, and the member that it stands in.
  private mutating func eachValue(
    of block: NodeID?, _ body: (inout NameReader, NodeID, NodeID) -> Void
  ) {
    guard let block else { return }
    for member in tree.children(block) where tree.kind(member) == .member {
      let token = tree.firstToken(member)
      note(token: token, .keyword(tree.text(token: token)))
      if let name = tree.child(member, .name) { body(&self, name, member) }
    }
  }

  private mutating func readKind(_ node: NodeID) {
    if let kind = symbol(node).flatMap({ model.vocabulary.kind(named: $0) }) {
      note(tree.range(node), .kind(kind))
    }
  }

  private mutating func readScale(_ node: NodeID) {
    if let scale = symbol(node).flatMap({ model.vocabulary.scale(named: $0) }) {
      note(tree.range(node), .scale(scale))
    }
  }

  // MARK: Attributes and thresholds

  /// `attribute` and `derive`.
  mutating func readAttribute(_ node: NodeID, _ theory: NodeID?) {
    let owner = tree.child(node, at: 0).flatMap { symbol($0) }
      .flatMap { model.vocabulary.kind(named: $0) }
    if let ownerNode = tree.child(node, at: 0), let owner {
      note(tree.range(ownerNode), .kind(owner))
    }
    var type: AttributeType?
    if let nameNode = tree.child(node, at: 1), tree.kind(nameNode) == .name, let owner,
      let id = symbol(nameNode).flatMap({ model.vocabulary.attribute($0, of: owner) })
    {
      type = model.vocabulary[id].type
      note(tree.range(nameNode), .attribute(id), .declaration)
    }
    if let typeNode = tree.child(node, .type) { readType(typeNode) }
    if tree.kind(node) == .deriveDeclaration { readRuleNames(node, theory) }
    eachOption(of: tree.child(node, .block)) { reader, option, value in
      switch option {
      case "default":
        if let owner, reader.readMembers(value, of: owner) { return }
        reader.readValue(value, type)
      case "of", "measure":
        if let owner { _ = reader.readMembers(value, of: owner) }
      default: break
      }
    }
  }

  /// Notes a path of attributes from a thing of a kind, such as `chain.governance`; whether it is one.
  private mutating func readMembers(_ node: NodeID, of owner: KindID) -> Bool {
    guard tree.kind(node) == .path else { return false }
    var kind = owner
    var steps: [(TokenIndex, AttributeID)] = []
    for token in stride(from: tree.firstToken(node), to: Int(tree[node].endToken), by: 2) {
      guard let id = symbol(token).flatMap({ model.vocabulary.attribute($0, of: kind) }) else {
        return false
      }
      steps.append((token, id))
      if case .entity(let next) = model.vocabulary[id].type { kind = next }
    }
    for (token, id) in steps { note(token: token, .attribute(id)) }
    return !steps.isEmpty
  }

  private mutating func readType(_ node: NodeID) {
    for token in tree.firstToken(node)..<Int(tree[node].endToken)
    where tree.tokens[token].kind == .name {
      let text = tree.text(token: token)
      let isLast = token + 1 == Int(tree[node].endToken)
      let isCounted = ["count", "share"].contains(tree.text(token: tree.firstToken(node)))
      if !isLast || AttributeType.plain.contains(text) {
        note(token: token, .keyword(text))
      } else if !isCounted, let name = symbol(token) {
        if let scale = model.vocabulary.scale(named: name) {
          note(token: token, .scale(scale))
        } else if let kind = model.vocabulary.kind(named: name) {
          note(token: token, .kind(kind))
        }
      }
    }
  }

  mutating func readThreshold(_ node: NodeID) {
    if let name = tree.child(node, .name),
      let index = model.thresholds.firstIndex(where: { $0.location == tree.location(name) })
    {
      note(tree.range(name), .threshold(index), .declaration)
    }
    eachOption(of: tree.child(node, .block)) { _, _, _ in }
  }

  // MARK: Rules

  /// The names in the expressions of a rule or derived attribute, as the compiler reads them.
  mutating func readRuleNames(_ node: NodeID, _ theory: NodeID?) {
    let name = theory.flatMap { tree.child($0, .name) }.map { tree.text($0) }
    guard
      let names = RuleNames.read(node, of: tree, module: module, theory: name, in: model)
    else { return }
    let file = tree.source.file
    for name in names.names {
      switch name.use {
      case .variable(let index):
        let declared = names.variables[index].range
        note(
          name.range, .variable(Location(file, declared)),
          declared == name.range ? .declaration : .read)
      case .entity(let id): noteEntity(id, name.range)
      case .attribute(let id): note(name.range, .attribute(id))
      case .relation(.inverse(let kind, _)), .collection(let kind):
        note(name.range, .collection(kind))
      case .relation(let relation): note(name.range, .relation(relation))
      case .word(let scale, let word): note(name.range, .word(scale, word))
      case .threshold(let index): note(name.range, .threshold(index))
      case .function(let function): note(name.range, .function(function))
      case .aggregate(let aggregate): note(name.range, .aggregate(aggregate))
      case .layer: note(name.range, .keyword(tree.source.string(name.range)))
      case .constant: note(name.range, .constant(tree.source.string(name.range)))
      case .verdict(let id, let word): note(name.range, .answer(id, word))
      case .modality(let modality): note(name.range, .modality(modality))
      case .qualifier: readQualifier(tree.token(endingAfter: name.range.start))
      }
    }
  }

  /// A cited source may be a path of two names; what it stands for is its last name.
  private mutating func noteEntity(_ id: EntityID, _ range: TextRange) {
    let token = tree.token(endingAfter: range.end - 1)
    note(token: token, .entity(id))
  }
}

extension AttributeType {
  /// The types that are one word of the grammar.
  static let plain: Set<String> = [
    "text", "truth", "number", "percent", "money", "duration", "quantity", "year", "years", "date",
    "country",
  ]
}
