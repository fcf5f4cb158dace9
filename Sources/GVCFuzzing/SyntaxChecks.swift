import GVCSyntax

/// What must be true of any bytes as a text of the language.
enum SyntaxChecks {
  static func tree(_ bytes: [UInt8]) -> SyntaxTree {
    Parser.parse(SourceText(file: FileID(0), name: "input.gvc", bytes: bytes))
  }

  /// The tree prints back, its nodes nest inside the file, and so do the places of its diagnostics.
  static func parserDefect(_ bytes: [UInt8]) -> String? {
    let tree = tree(bytes)
    var printed: [UInt8] = []
    var end = 0
    for token in tree.tokens {
      let (start, stop) = (Int(token.start), Int(token.end))
      guard start >= end, stop >= start, stop <= bytes.count else {
        return "the token at byte \(start) is misplaced"
      }
      printed += bytes[end..<stop]
      end = stop
    }
    guard tree.tokens.last?.kind == .endOfFile, printed == bytes else {
      return "the tree does not print back"
    }
    return nestingDefect(tree) ?? placeDefect(tree.diagnostics, [tree.source]) ?? partsDefect(tree)
  }

  /// A text that is parsed in parts gives the tree that it gives in one.
  private static func partsDefect(_ tree: SyntaxTree) -> String? {
    let joined = Parser.parse(tree.source, inParts: 3)
    let areSame =
      joined.diagnostics == tree.diagnostics && joined.items == tree.items
      && joined.tokens.elementsEqual(tree.tokens) {
        $0.range == $1.range && $0.kind == $1.kind && $0.startsLine == $1.startsLine
      }
      && joined.nodes.elementsEqual(tree.nodes) {
        ($0.firstToken, $0.endToken, $0.size, $0.kind)
          == ($1.firstToken, $1.endToken, $1.size, $1.kind)
      }
    return areSame ? nil : "the tree of three parts is another one"
  }

  private static func nestingDefect(_ tree: SyntaxTree) -> String? {
    guard tree.nodes.first.map({ Int($0.size) }) == tree.nodes.count else {
      return "the root does not hold every node"
    }
    /// The open ancestors: where each ends, and the token at which its next child may begin.
    var open: [(end: Int, endToken: UInt32, next: UInt32)] = []
    for (index, node) in tree.nodes.enumerated() {
      while let last = open.last, last.end <= index { open.removeLast() }
      let end = index + Int(node.size)
      guard node.size >= 1, node.firstToken <= node.endToken,
        Int(node.endToken) < tree.tokens.count
      else { return "node \(index) is not closed" }
      if let parent = open.last {
        guard end <= parent.end, node.endToken <= parent.endToken, node.firstToken >= parent.next
        else { return "node \(index) does not lie in its parent" }
        open[open.count - 1].next = node.endToken
      }
      let range = tree.range(NodeID(index))
      guard range.start <= range.end, Int(range.end) <= tree.source.bytes.count else {
        return "node \(index) lies outside of the file"
      }
      open.append((end, node.endToken, node.firstToken))
    }
    return nil
  }

  /// A diagnostic with a place outside of the file that it names.
  static func placeDefect(_ diagnostics: [Diagnostic], _ sources: [SourceText]) -> String? {
    let lengths = Dictionary(
      sources.map { ($0.file, $0.bytes.count) }, uniquingKeysWith: { first, _ in first })
    for diagnostic in diagnostics {
      let places =
        ([diagnostic.primary] + diagnostic.secondary).map(\.location)
        + diagnostic.fixes.flatMap(\.edits).map(\.location)
      for place in places {
        guard let length = lengths[place.file], place.range.start <= place.range.end,
          Int(place.range.end) <= length
        else { return "\(diagnostic.code) points outside of a file: \(diagnostic.message)" }
      }
    }
    return nil
  }

  /// A text with errors is declined; what is formatted keeps its tokens and is formatted already.
  static func formatterDefect(_ bytes: [UInt8]) -> String? {
    let tree = tree(bytes)
    let isFaulty = tree.diagnostics.contains { $0.severity == .error }
    guard let formatted = Formatter.format(tree) else {
      return isFaulty ? nil : "a text without errors is declined"
    }
    guard !isFaulty else { return "a text with errors is formatted" }
    let after = self.tree(formatted)
    guard texts(after) == texts(tree) else { return "formatting changes the tokens" }
    guard after.nodes.map(\.kind) == tree.nodes.map(\.kind) else {
      return "formatting changes the tree"
    }
    return Formatter.format(after) == formatted ? nil : "formatting twice is not formatting once"
  }

  private static func texts(_ tree: SyntaxTree) -> [ArraySlice<UInt8>] {
    tree.tokens.map { tree.source.bytes[Int($0.start)..<Int($0.end)] }
  }
}
