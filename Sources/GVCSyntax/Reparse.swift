/// Parses a text again after an edit: the lines that changed are lexed, and the items that stand on
/// them parsed; the rest is taken from the tree before.
///
/// The tree is the one that the whole text gives, because of what lexer and parser keep to: a token depends
/// on its line alone; an item that begins with a name depends on nothing before it, but for whether the file
/// has an unclosed brace; and an item looks at most a few tokens beyond its own.
struct Reparse {
  /// More tokens than an item looks beyond its end.
  private static let lookahead = 8

  private let old: SyntaxTree
  private let record: ParseRecord
  private let source: SourceText
  /// The lines that were lexed again, in the text before and in the new one.
  private let oldLines: Range<Int>
  private let newLines: Range<Int>

  /// The tree of a text that was made of that of `old` by edits, and what is different in it; nil where
  /// the text has to be parsed from its beginning.
  static func tree(
    of source: SourceText, after old: SyntaxTree
  ) -> (tree: SyntaxTree, change: SyntaxChange)? {
    guard let record = old.record, old.source.file == source.file,
      max(source.bytes.count, old.source.bytes.count) <= SourceText.maximumLength
    else { return nil }
    return Reparse(old, record, source).tree()
  }

  private init(_ old: SyntaxTree, _ record: ParseRecord, _ source: SourceText) {
    self.old = old
    self.record = record
    self.source = source
    let (prefix, suffix) = Self.common(old.source.bytes, source.bytes)
    let shift = source.bytes.count - old.source.bytes.count
    var start = prefix
    while start > 0, source.bytes[start - 1] != 0x0A { start -= 1 }
    var end = source.bytes.count - suffix
    while end < source.bytes.count,
      end == start || source.bytes[end - 1] != 0x0A
        || end - 1 < source.bytes.count - suffix
    { end += 1 }
    newLines = start..<end
    oldLines = start..<end - shift
  }

  /// The number of bytes that are the same at the beginning, and at the end behind those.
  private static func common(_ a: [UInt8], _ b: [UInt8]) -> (prefix: Int, suffix: Int) {
    a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        let count = min(a.count, b.count)
        // Eight bytes at a time, as far as they go.
        var prefix = 0
        while prefix + 8 <= count,
          a.loadUnaligned(fromByteOffset: prefix, as: UInt64.self)
            == b.loadUnaligned(fromByteOffset: prefix, as: UInt64.self)
        { prefix += 8 }
        while prefix < count, a[prefix] == b[prefix] { prefix += 1 }
        var suffix = 0
        while suffix + 8 <= count - prefix,
          a.loadUnaligned(fromByteOffset: a.count - suffix - 8, as: UInt64.self)
            == b.loadUnaligned(fromByteOffset: b.count - suffix - 8, as: UInt64.self)
        { suffix += 8 }
        while suffix < count - prefix, a[a.count - suffix - 1] == b[b.count - suffix - 1] {
          suffix += 1
        }
        return (prefix, suffix)
      }
    }
  }

  // MARK: Tokens

  private func tree() -> (tree: SyntaxTree, change: SyntaxChange)? {
    let lexed = Lexer.tokens(of: source, in: newLines)
    let firstOld = token(startingAt: oldLines.lowerBound)
    let endOld = token(startingAt: oldLines.upperBound)
    let byteShift = newLines.upperBound - oldLines.upperBound
    let openBraces =
      record.openBraces + lexed.openBraces
      - Parser.openBraces(in: old.tokens[firstOld..<endOld])
    guard (openBraces > 0) == (record.openBraces > 0),
      let lexical = lexicalDiagnostics(lexed.diagnostics, byteShift)
    else { return nil }
    var tokens: [Token] = []
    tokens.reserveCapacity(firstOld + lexed.tokens.count + old.tokens.count - endOld)
    tokens += old.tokens[..<firstOld]
    tokens += lexed.tokens
    tokens += old.tokens[endOld...].lazy.map { $0.moved(by: byteShift) }
    let parser = Parser(
      source: source, tokens: tokens, diagnostics: [], openBraces: openBraces)
    return splice(
      parser,
      Edit(firstToken: firstOld, endToken: firstOld + lexed.tokens.count, oldEndToken: endOld),
      byteShift, lexical, openBraces)
  }

  /// The index of the first token of the tree before that starts at or behind an offset.
  private func token(startingAt offset: Int) -> Int {
    old.tokens.partitioningIndex { Int($0.start) >= offset }
  }

  /// The diagnostics of the lexer over the whole text; nil where one that moved says where it was.
  private func lexicalDiagnostics(_ found: [Diagnostic], _ byteShift: Int) -> [Diagnostic]? {
    var before: [Diagnostic] = []
    var behind: [Diagnostic] = []
    for diagnostic in old.diagnostics[..<record.lexicalDiagnostics] {
      let start = Int(diagnostic.primary.location.range.start)
      if start < oldLines.lowerBound {
        before.append(diagnostic)
      } else if start >= oldLines.upperBound {
        guard byteShift == 0 || diagnostic.code != SyntaxErrors.invalidUTF8Code else { return nil }
        behind.append(diagnostic.moved(by: byteShift))
      }
    }
    return before + found + behind
  }

  // MARK: Items

  /// The tokens that were replaced, and those in their place.
  private struct Edit {
    let firstToken: Int
    let endToken: Int
    let oldEndToken: Int

    var shift: Int { endToken - oldEndToken }
  }

  /// Parses the items on the new tokens, and puts them between those that are kept.
  private func splice(
    _ parser: Parser, _ edit: Edit, _ byteShift: Int, _ lexical: [Diagnostic], _ openBraces: Int
  ) -> (tree: SyntaxTree, change: SyntaxChange)? {
    var parser = parser
    let items = record.items
    func firstToken(_ item: UInt32) -> Int { Int(old.nodes[Int(item)].firstToken) }
    // The last item that neither is on the new tokens nor was parsed with a look at the old ones.
    var firstItem = items.partitioningIndex {
      firstToken($0) + Self.lookahead > edit.firstToken
    }
    repeat {
      firstItem -= 1
    } while firstItem > 0
      && old.tokens[firstToken(items[firstItem])].kind != .name
    firstItem = max(0, firstItem)
    let first = firstItem > 0 ? Int(items[firstItem]) : 1
    parser.at = firstItem > 0 ? firstToken(items[firstItem]) : 0
    let startToken = parser.at
    var nextItem = items.partitioningIndex { firstToken($0) >= edit.oldEndToken }
    while !parser.isAtEnd {
      parser.fileItem()
      guard parser.at >= edit.endToken, parser.kind == .name && parser.startsLine() else {
        continue
      }
      let wanted = parser.at - edit.shift
      while nextItem < items.count, firstToken(items[nextItem]) < wanted { nextItem += 1 }
      if nextItem < items.count, firstToken(items[nextItem]) == wanted { break }
    }
    if parser.isAtEnd { nextItem = items.count }
    let next = nextItem < items.count ? Int(items[nextItem]) : old.nodes.count
    let endToken = parser.at
    let diagnostics = diagnostics(
      parser, lexical, from: startToken, to: endToken - edit.shift, edit.shift, byteShift)
    guard diagnostics.all.count <= Parser.diagnosticLimit else { return nil }

    var nodes: [Node] = []
    nodes.reserveCapacity(first + parser.nodes.count + old.nodes.count - next)
    nodes += old.nodes[..<first]
    nodes += parser.nodes
    let tokenShift = UInt32(truncatingIfNeeded: edit.shift)
    nodes += old.nodes[next...].lazy.map { node in
      Node(
        firstToken: node.firstToken &+ tokenShift, endToken: node.endToken &+ tokenShift,
        size: node.size, kind: node.kind)
    }
    let nodeShift = UInt32(truncatingIfNeeded: first + parser.nodes.count - next)
    var newItems = Array(items[..<firstItem])
    newItems += parser.items.lazy.map { $0 + UInt32(truncatingIfNeeded: first) }
    newItems += items[nextItem...].lazy.map { $0 &+ nodeShift }
    nodes[0].endToken = UInt32(truncatingIfNeeded: parser.tokens.count - 1)
    nodes[0].size = UInt32(truncatingIfNeeded: nodes.count)
    let tree = SyntaxTree(
      source: source, tokens: parser.tokens, nodes: nodes, diagnostics: diagnostics.all,
      record: ParseRecord(
        openBraces: openBraces, lexicalDiagnostics: lexical.count,
        itemsOfDiagnostics: diagnostics.items, items: newItems))
    func bytes(_ tokens: [Token], _ start: Int, _ end: Int) -> Range<Int> {
      Int(tokens[start].start)..<Int(tokens[end].start)
    }
    return (
      tree,
      SyntaxChange(
        oldNodes: first..<next, newNodes: first..<first + parser.nodes.count,
        oldBytes: bytes(old.tokens, startToken, endToken - edit.shift),
        newBytes: bytes(parser.tokens, startToken, endToken))
    )
  }

  /// The diagnostics of all items, those of the tokens between two of the tree before replaced.
  private func diagnostics(
    _ parser: Parser, _ lexical: [Diagnostic], from first: Int, to end: Int, _ tokenShift: Int,
    _ byteShift: Int
  ) -> (all: [Diagnostic], items: [UInt32]) {
    var all = lexical
    var items: [UInt32] = []
    let known = zip(old.diagnostics[record.lexicalDiagnostics...], record.itemsOfDiagnostics)
    for (diagnostic, item) in known where item < first {
      all.append(diagnostic)
      items.append(item)
    }
    all += parser.diagnostics
    items += parser.itemsOfDiagnostics
    for (diagnostic, item) in known where item >= end {
      all.append(diagnostic.moved(by: byteShift))
      items.append(item &+ UInt32(truncatingIfNeeded: tokenShift))
    }
    return (all, items)
  }
}

extension Diagnostic {
  /// The diagnostic of a text that stands a number of bytes further on.
  fileprivate func moved(by bytes: Int) -> Diagnostic {
    moved { Location($0.file, $0.range.moved(by: bytes)) } ?? self
  }
}

extension Array {
  /// The index of the first element of which something holds; it holds of all behind that one.
  fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
