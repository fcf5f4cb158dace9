import GVCModel
import GVCSyntax

extension Completer {
  // MARK: The start of an item

  /// Words that can begin an item, with the form of what they begin.
  mutating func addItemStarts() {
    addKinds()
    for (word, form) in Snippets.items { addStart(word, form, rank: 2) }
    if !site.isFollowedByName {
      for (label, detail, form) in Snippets.wholes(model) {
        add(
          label, .snippet, detail: detail, rank: 5, insertion: Snippets.plain(form), snippet: form)
      }
    }
  }

  private mutating func addStart(_ word: String, _ form: String, rank: Int) {
    add(
      word, .keyword, detail: "", rank: rank, key: "keyword \(word)",
      snippet: site.isFollowedByName ? nil : form)
  }

  /// The kinds of things that a case can declare.
  mutating func addKinds() {
    for (index, kind) in vocabulary.kinds.enumerated() where !kind.isAbstract && kind.partOf == nil
    {
      let word = name(kind.name)
      add(
        word, .kind, detail: kind.title, rank: Int(index) < 24 ? 0 : 1, key: "kind \(word)",
        snippet: site.isFollowedByName ? nil : Snippets.declaration(word, kind, model))
    }
    offerKinds()
  }

  /// The names of all kinds.
  mutating func addKindNames(rank: Int) {
    for kind in vocabulary.kinds {
      add(name(kind.name), .kind, detail: kind.title, rank: rank, key: "kind \(name(kind.name))")
    }
    offerKindNames()
  }

  mutating func addLayerItems() {
    for (word, form) in Snippets.layerItems {
      add(
        word, .keyword, rank: 0, key: "keyword \(word)",
        snippet: site.isFollowedByName ? nil : form)
    }
  }

  mutating func addTheories(in use: NodeID) {
    let given = Set(tree.children(use).map { tree.text($0) })
    for name in features.theoryNames where !given.contains(name) {
      add(name, .theory, rank: 0, key: "theory \(name)")
    }
  }

  // MARK: Blocks

  /// The first word of an entry of a block.
  mutating func completeEntry(_ entry: NodeID) {
    guard let block = site.outer(1) else { return }
    let isOfCase = site.outer(2).map { Options.of($0, in: tree) == nil } ?? false
    if isOfCase, !site.startsLine, !site.follows(.colon),
      let entry = site.previousNodes.last(where: { tree.kind($0) == .attribute }),
      tree.child(entry, at: 0) != nil
    {
      addKeywords(["from"], rank: 0)
    }
    if tree.kind(block) == .block { addAttributes(of: block) }
    // At the very start of a line the block may only lack its brace.
    if site.isAtLineStart, let item = site.nodes.dropFirst().first, tree.kind(item) == .declaration
    {
      addItemStarts()
    }
  }

  /// What the entries of a block can be, those that it has left out.
  mutating func addAttributes(of block: NodeID) {
    guard let place = site.nodes.firstIndex(of: block), place > 0 else { return }
    let owner = site.nodes[place - 1]
    var given = Set(
      tree.children(block).filter { !site.begins($0) && tree.kind($0) != .member }
        .map { tree.text(token: tree.firstToken($0)) })
    // `⟨caret⟩ workers: 3` reads like a member of that name.
    if site.isFollowedByName { given.insert(tree.text(token: site.token + 1)) }
    if let options = Options.of(owner, in: tree) {
      for option in options.names where !given.contains(option) {
        add(
          option, .attribute, rank: 0, key: "option \(option)", insertion: withColon(option))
      }
      if options.hasValues {
        add(
          "value", .keyword, rank: 0, key: "keyword value", insertion: "value ",
          snippet: "value ${1:name} \"${2:Title}\"")
      }
      return
    }
    switch tree.kind(owner) {
    case .mapEntry: addKeys(of: owner, given)
    default: if let kind = kind(ofOwner: owner) { addEntries(of: kind, given) }
    }
  }

  private mutating func addEntries(of kind: KindID, _ given: Set<String>) {
    addAttributes(of: kind, given: given, addsColon: site.next != .colon && site.next != .leftBrace)
    for part in vocabulary.kinds {
      guard let whole = part.partOf, vocabulary.kind(kind, isA: whole) else { continue }
      let word = name(part.name)
      add(
        word, .kind, detail: part.title, rank: 0, key: "kind \(word)", insertion: "\(word) ",
        snippet: "\(word) ${1:0} \"${2:Title}\"")
    }
  }

  /// The attributes of a kind that a case can state. Those of the kind itself come first.
  mutating func addAttributes(of kind: KindID, given: Set<String>, addsColon: Bool = false) {
    for id in vocabulary.attributes(of: kind) {
      let attribute = vocabulary[id]
      let word = name(attribute.name)
      guard attribute.derivation == nil, !given.contains(word) else { continue }
      let (insertion, snippet) =
        addsColon ? Snippets.entry(word, attribute.type) : (word, nil)
      let owner = name(vocabulary[attribute.owner].name)
      add(
        word, .attribute, detail: model.name(of: attribute.type),
        rank: attribute.owner == kind ? 1 : 2, key: "attribute \(owner).\(word)",
        insertion: insertion, snippet: snippet)
    }
    offerAttributes(of: kind, given: given, addsColon: addsColon)
  }

  private mutating func addKeys(of entry: NodeID, _ given: Set<String>) {
    guard let type = type(ofEntry: entry), case .map(let key) = type else { return }
    addEntities(of: key, rank: 0, except: given)
  }

  mutating func addQualifiers(_ node: NodeID) {
    let evidence = site.outer(1)
    let given = Set(
      (evidence.map { Array(tree.children($0)) } ?? [])
        .filter { tree.kind($0) == .qualifier && !site.begins($0) }
        .map { tree.text(token: tree.firstToken($0)) })
    for word in ["reported_by", "confidence", "date"] where !given.contains(word) {
      add(word, .attribute, rank: 0, key: "option \(word)", insertion: withColon(word))
    }
  }

  /// A name with the colon behind it, unless that is there.
  private func withColon(_ name: String) -> String { site.next == .colon ? name : "\(name): " }

  mutating func addAttributes(ofEndsIn node: NodeID) {
    let arrow = tree.child(node, .ends).map { tree.text($0).contains("--") } ?? false
    let kind = vocabulary.kinds.firstIndex { arrow ? $0.ends == .peers : $0.ends == .supply }
    if let kind { addAttributes(of: KindID(kind), given: []) }
  }
}

/// The names that the blocks of declarations of the vocabulary take.
struct Options {
  let names: [String]
  /// It has `value` members.
  let hasValues: Bool

  /// The options of an item or member; nil for a thing of a case.
  static func of(_ node: NodeID, in tree: SyntaxTree) -> Options? {
    switch tree.kind(node) {
    case .attributeDeclaration:
      return Options(names: ModelBuilder.attributeOptions, hasValues: false)
    case .thresholdDeclaration: return Options(names: ["range", "basis"], hasValues: false)
    case .member:
      return tree.token(tree.firstToken(node), is: "value")
        ? Options(
          names: [
            "against", "level", "weight", "means", "borne_out_by", "contradicted_by",
            "borne_out_without",
          ], hasValues: false) : nil
    case .declaration:
      let word = tree.firstToken(node)
      if tree.token(word, is: "kind") {
        return Options(
          names: ["is", "part_of", "plural", "abstract", "ends", "also"], hasValues: false)
      }
      if tree.token(word, is: "verdict") {
        return Options(names: ["of", "qualifier", "object", "said_by"], hasValues: true)
      }
      if tree.token(word, is: "scale") || tree.token(word, is: "choice") {
        return Options(names: [], hasValues: true)
      }
      return nil
    default: return nil
    }
  }
}
