import GVCSyntax

/// Reads the digits of a number with its unit.
enum Quantity {
  /// The number of a `quantity` node as written, with its sign; nil where no number stands.
  static func number(_ node: NodeID, in tree: SyntaxTree) -> Double? {
    guard tree.kind(node) == .quantity else { return nil }
    var token = tree.firstToken(node)
    var sign = 1.0
    if tree.tokens[token].kind == .minus {
      sign = -1
      token += 1
    }
    guard token < tree.tokenAfter(node), tree.tokens[token].kind == .number,
      let magnitude = number(tree, token)
    else { return nil }
    return sign * magnitude
  }

  /// The value of a number token; nil where it has more digits than are read, which the lexer diagnoses.
  /// Whole numbers of few digits need no library.
  private static func number(_ tree: SyntaxTree, _ token: TokenIndex) -> Double? {
    let range = tree.tokens[token].range
    if range.count <= 15 {
      var whole = 0
      var isWhole = true
      for i in Int(range.start)..<Int(range.end) {
        let digit = Int(tree.source.bytes[i]) - 0x30
        guard (0...9).contains(digit) else {
          isWhole = false
          break
        }
        whole = whole * 10 + digit
      }
      if isWhole { return Double(whole) }
    }
    let text = tree.text(token: token).filter { $0 != "_" }
    let digits = text.utf8.count { $0 != UInt8(ascii: ".") }
    return digits <= Token.maximumDigits ? Double(text) : nil
  }
}
