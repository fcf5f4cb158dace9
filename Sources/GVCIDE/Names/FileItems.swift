import GVCSyntax

/// The items of a file, those of its theories included, in the order of the text.
struct FileItems: Sendable {
  struct Item: Sendable {
    let node: NodeID
    /// The theory that it stands in.
    let theory: NodeID?
  }

  /// A theory stands before its items, and holds them.
  let all: [Item]

  init(_ tree: SyntaxTree) {
    var all: [Item] = []
    for node in tree.children(SyntaxTree.root) where Self.isItem(tree.kind(node)) {
      all.append(Item(node: node, theory: nil))
      guard tree.kind(node) == .theory else { continue }
      for inner in tree.children(node) where Self.isItem(tree.kind(inner)) {
        all.append(Item(node: inner, theory: node))
      }
    }
    self.all = all
  }

  private static func isItem(_ kind: SyntaxKind) -> Bool {
    kind != .name && kind != .title && kind != .skipped && kind != .missing
  }

  /// The innermost item that holds a token, or the last one before it.
  func index(of token: TokenIndex, in tree: SyntaxTree) -> Int? {
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if tree.firstToken(all[middle].node) <= token { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
