import GVCSyntax

/// One entry of the outline of a file, with what stands inside of it.
public struct OutlineItem: Sendable {
  /// What it declares, for the sign beside it.
  public enum Category: String, Sendable, CaseIterable {
    case theory, kind, scale, word, attribute, threshold, verdict, rule
    case source, layer, actor, chain, tier, link, thing, expectation, change
  }

  public let name: String
  /// Its title, or its kind where it has none.
  public let detail: String
  public let category: Category
  /// All of it.
  public let range: TextRange
  /// Its name, inside of `range`.
  public let nameRange: TextRange
  public internal(set) var children: [OutlineItem]
}

extension EditorFeatures {
  /// The declarations of a file as a tree, in the order of the text.
  public func outline(of file: FileID) -> [OutlineItem] {
    guard let tree = tree(of: file) else { return [] }
    return OutlineReader(tree: tree).items(of: SyntaxTree.root)
  }
}

/// Reads the outline off a tree; nothing is resolved.
private struct OutlineReader {
  let tree: SyntaxTree

  func items(of node: NodeID) -> [OutlineItem] { tree.children(node).compactMap { item($0) } }

  private func item(_ node: NodeID) -> OutlineItem? {
    switch tree.kind(node) {
    case .theory:
      var item = named(node, .theory, word: "theory")
      item?.children = items(of: node)
      return item
    case .ruleDeclaration: return named(node, .rule, word: "rule")
    case .thresholdDeclaration: return named(node, .threshold, word: "threshold")
    case .attributeDeclaration, .deriveDeclaration: return attribute(node)
    case .declaration: return declaration(node)
    case .layerBlock:
      guard let path = tree.child(node, .path) else { return nil }
      var item = item("in \(tree.text(path))", "", .layer, node, tree.range(path))
      item.children = items(of: node)
      return item
    case .addItem: return tree.child(node, .declaration).flatMap { declaration($0) }
    case .setItem, .removeItem:
      let word = tree.text(token: tree.firstToken(node))
      guard let target = tree.child(node, .ends) ?? tree.child(node, .path) else { return nil }
      return item("\(word) \(line(target))", "", .change, node, tree.range(target))
    case .expectItem, .acceptItem:
      return item(line(node), "", .expectation, node, tree.range(node))
    default: return nil
    }
  }

  private func item(
    _ name: String, _ detail: String, _ category: OutlineItem.Category, _ node: NodeID,
    _ nameRange: TextRange
  ) -> OutlineItem {
    OutlineItem(
      name: name, detail: detail, category: category, range: tree.range(node),
      nameRange: nameRange, children: [])
  }

  private func named(_ node: NodeID, _ category: OutlineItem.Category, word: String)
    -> OutlineItem?
  {
    guard let name = tree.child(node, .name), tree.range(name).count > 0 else { return nil }
    return item(tree.text(name), title(node) ?? word, category, node, tree.range(name))
  }

  private func attribute(_ node: NodeID) -> OutlineItem? {
    guard let owner = tree.child(node, at: 0), let name = tree.child(node, at: 1),
      tree.kind(owner) == .name, tree.kind(name) == .name
    else { return nil }
    let type = tree.child(node, .type).map { line($0) } ?? ""
    return item(
      "\(tree.text(owner)).\(tree.text(name))", type, .attribute, node, tree.range(name))
  }

  private func declaration(_ node: NodeID) -> OutlineItem? {
    let word = tree.text(token: tree.firstToken(node))
    let category = Self.category(of: word)
    guard let name = tree.child(node, .ends) ?? tree.child(node, .name) else { return nil }
    let label = [
      tree.child(node, .name).map { line($0) }, tree.child(node, .ends).map { line($0) },
    ]
    .compactMap { $0 }.joined(separator: ": ")
    guard !label.isEmpty else { return nil }
    let place = tree.child(node, .name) ?? name
    var item = item(label, title(node) ?? word, category, node, tree.range(place))
    if let block = tree.child(node, .block) {
      item.children = tree.children(block).compactMap { member($0) }
    }
    return item
  }

  /// A tier of a chain, or a value of a scale.
  private func member(_ node: NodeID) -> OutlineItem? {
    guard tree.kind(node) == .member, let name = tree.child(node, .name) else { return nil }
    let word = tree.text(token: tree.firstToken(node))
    let isValue = word == "value"
    return item(
      isValue ? tree.text(name) : "\(word) \(tree.text(name))", title(node) ?? "",
      isValue ? .word : .tier, node, tree.range(name))
  }

  private static func category(of word: String) -> OutlineItem.Category {
    switch word {
    case "kind": .kind
    case "scale", "choice": .scale
    case "verdict": .verdict
    case "source": .source
    case "period", "scenario": .layer
    case "firm", "buyer", "agent": .actor
    case "chain": .chain
    case "link", "tie": .link
    default: .thing
    }
  }

  private func title(_ node: NodeID) -> String? {
    tree.child(node, .title).map { TextLiteral.value(of: tree.text($0)) }
  }

  /// The text of a node on one line.
  private func line(_ node: NodeID) -> String {
    tree.text(node).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
