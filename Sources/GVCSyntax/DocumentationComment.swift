/// The `///` lines right above a declaration.
public enum DocumentationComment {
  /// The text of the comment that belongs to a node, without its slashes; empty when there is none.
  public static func text(of node: NodeID, in tree: SyntaxTree) -> String {
    let first = tree.firstToken(node)
    let start = first > 0 ? Int(tree.tokens[first - 1].end) : 0
    let gap = tree.source.bytes[start..<Int(tree.tokens[first].start)]
    // Most declarations have none.
    guard gap.contains(UInt8(ascii: "/")) else { return "" }
    var lines: [String] = []
    for line in gap.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = String(decoding: line, as: UTF8.self)
      let content = text.drop { $0 == " " || $0 == "\t" }
      if content.hasPrefix("///") {
        lines.append(String(content.dropFirst(3).drop { $0 == " " }.filter { $0 != "\r" }))
      } else if content.allSatisfy(\.isWhitespace), !lines.isEmpty, line.endIndex != gap.endIndex {
        lines.removeAll()
      }
    }
    return lines.count < 2 ? lines.first ?? "" : lines.joined(separator: "\n")
  }
}
