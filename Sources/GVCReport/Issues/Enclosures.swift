import GVCModel
import GVCSyntax

/// What the declarations are called in which the places of a model stand: what is known again when lines move.
public struct Enclosures {
  /// By the number of the file.
  private let trees: [UInt32: SyntaxTree]
  /// The items of each file, in the order of the text.
  private let items: [UInt32: [NodeID]]

  public init(_ model: Model) {
    trees = Dictionary(
      model.trees.map { ($0.source.file.number, $0) }, uniquingKeysWith: { a, _ in a })
    items = trees.mapValues(\.items)
  }

  /// `in after, set maker, size` for a place in that attribute; empty for one outside of all declarations.
  public func text(of location: Location) -> String {
    let file = location.file.number
    guard let tree = trees[file], let items = items[file] else { return "" }
    let offset = location.range.start
    // The last item that begins at the place or before it.
    var (low, high) = (0, items.count)
    while low < high {
      let middle = (low + high) / 2
      if tree.range(items[middle]).start <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return "" }
    var parts: [String] = []
    var next: NodeID? = items[low - 1]
    while let node = next {
      guard tree.range(node).end >= offset else { break }
      if let name = Self.name(of: node, in: tree) { parts.append(name) }
      next = tree.children(node).reversed().first { tree.range($0).start <= offset }
    }
    return parts.joined(separator: ", ")
  }

  /// What a node is called that has a name; nil for any other.
  private static func name(of node: NodeID, in tree: SyntaxTree) -> String? {
    let word = tree.text(token: tree.firstToken(node))
    switch tree.kind(node) {
    case .declaration, .member, .theory, .ruleDeclaration, .thresholdDeclaration:
      let name = tree.child(node, .name).map { tree.text($0) }
      let ends = tree.child(node, .ends).map { spaced($0, tree) }
      return ([word] + [name ?? ends].compactMap(\.self)).joined(separator: " ")
    case .attributeDeclaration, .deriveDeclaration:
      let names = tree.children(node).filter { tree.kind($0) == .name }.map { tree.text($0) }
      return "\(word) \(names.joined(separator: "."))"
    case .layerBlock, .setItem, .removeItem:
      let target = tree.child(node, .path) ?? tree.child(node, .ends)
      return ([word] + [target.map { spaced($0, tree) }].compactMap(\.self)).joined(separator: " ")
    case .attribute, .mapEntry: return word
    case .expectItem, .acceptItem: return spaced(node, tree)
    default: return nil
    }
  }

  /// The tokens of a node with one space between them.
  private static func spaced(_ node: NodeID, _ tree: SyntaxTree) -> String {
    (tree.firstToken(node)..<Int(tree[node].endToken)).map { tree.text(token: $0) }
      .joined(separator: " ")
  }
}
