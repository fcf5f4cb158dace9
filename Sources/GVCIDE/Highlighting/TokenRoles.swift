import GVCSyntax

/// What the tokens of a part of a tree are by the grammar alone: words of it, and units.
struct TokenRoles {
  private let first: TokenIndex
  private var roles: [TokenClass?]

  subscript(token: TokenIndex) -> TokenClass? {
    token - first < roles.count ? roles[token - first] : nil
  }

  init(_ tree: SyntaxTree, _ first: TokenIndex, _ last: TokenIndex) {
    self.first = first
    let range = first..<(max(first, last) + 1)
    roles = range.map { tree.tokens[$0].kind == .name ? .keyword : nil }
    for node in tree.nodes {
      guard Int(node.firstToken) < range.upperBound, Int(node.endToken) > first else { continue }
      switch node.kind {
      case .name, .path, .nameExpression, .type, .skipped: set(node, nil, in: range)
      case .unit: set(node, .number, in: range)
      case .attribute, .mapEntry, .member, .qualifier, .declaration:
        let token = Int(node.firstToken)
        if range.contains(token) { roles[token - first] = nil }
      default: break
      }
    }
  }

  private mutating func set(_ node: Node, _ role: TokenClass?, in range: Range<TokenIndex>) {
    for token in Range(uncheckedBounds: (Int(node.firstToken), Int(node.endToken)))
    where range.contains(token) { roles[token - first] = role }
  }
}
