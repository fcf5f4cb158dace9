/// Prints a tree for people and for tests: one node a line, indented, with its own tokens.
public enum SyntaxPrinter {
  public static func print(_ tree: SyntaxTree) -> String {
    var out = ""
    // The ends of the subtrees that are open, so that deep trees need no recursion.
    var ends: [Int] = []
    for index in tree.nodes.indices {
      while let end = ends.last, end <= index { ends.removeLast() }
      let node = tree.nodes[index]
      out += String(repeating: "  ", count: ends.count)
      out += "\(node.kind)"
      let range = tree.range(NodeID(index))
      out += " \(range.start)..\(range.end)"
      let texts = ownTokens(of: NodeID(index), in: tree).map { tree.text(token: $0) }
      if !texts.isEmpty { out += "  " + texts.joined(separator: " ") }
      out += "\n"
      ends.append(index + Int(node.size))
    }
    return out
  }

  /// The tokens of a node that belong to none of its children.
  public static func ownTokens(of id: NodeID, in tree: SyntaxTree) -> [TokenIndex] {
    var own: [TokenIndex] = []
    var next = Int(tree[id].firstToken)
    for child in tree.children(id) {
      let first = Int(tree[child].firstToken)
      if next < first { own.append(contentsOf: next..<first) }
      next = max(next, Int(tree[child].endToken))
    }
    let end = Int(tree[id].endToken)
    if next < end { own.append(contentsOf: next..<end) }
    return own
  }
}
