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
      max(source.bytes.count, old.source.bytes.count) <= SourceText.maximumLength,
      !Lexer.isUTF16(source), !Lexer.isUTF16(old.source)
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
    let tokens = old.tokens.replacing(firstOld..<endOld, with: lexed.tokens, shift: byteShift)
    return splice(
      tokens,
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
        guard byteShift == 0 || diagnostic.code != .invalidUTF8 else { return nil }
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
    _ tokens: PieceTable<TokenList>, _ edit: Edit, _ byteShift: Int, _ lexical: [Diagnostic],
    _ openBraces: Int
  ) -> (tree: SyntaxTree, change: SyntaxChange)? {
    let items = record.items
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
    let startToken = firstItem > 0 ? firstToken(items[firstItem]) : 0
    let parsed = parse(tokens, from: startToken, edit, openBraces)
    let (parser, nextItem) = (parsed.parser, parsed.nextItem)
    let next = nextItem < items.count ? Int(items[nextItem]) : old.nodes.count
    let endToken = parser.at + parsed.offset
    let diagnostics = diagnostics(
      parsed, lexical, from: startToken, to: endToken - edit.shift, edit.shift, byteShift)
    guard diagnostics.all.count <= Parser.diagnosticLimit else { return nil }

    let nodes = old.nodes.replacing(
      first..<next, with: parser.nodes, newTokens: parsed.offset, tokens: edit.shift,
      end: tokens.count - 1)
    let nodeShift = UInt32(truncatingIfNeeded: first + parser.nodes.count - next)
    var newItems = Array(items[..<firstItem])
    newItems += parser.items.lazy.map { $0 + UInt32(truncatingIfNeeded: first) }
    newItems += items[nextItem...].lazy.map { $0 &+ nodeShift }
    let tree = SyntaxTree(
      source: source, tokens: tokens, nodes: nodes, diagnostics: diagnostics.all,
      record: ParseRecord(
        openBraces: openBraces, lexicalDiagnostics: lexical.count,
        itemsOfDiagnostics: diagnostics.items, items: newItems))
    func bytes(_ tokens: PieceTable<TokenList>, _ start: Int, _ end: Int) -> Range<Int> {
      Int(tokens[start].start)..<Int(tokens[end].start)
    }
    return (
      tree,
      SyntaxChange(
        oldNodes: first..<next, newNodes: first..<first + parser.nodes.count,
        oldBytes: bytes(old.tokens, startToken, endToken - edit.shift),
        newBytes: bytes(tokens, startToken, endToken))
    )
  }

  private func firstToken(_ item: UInt32) -> Int { Int(old.nodes.firstToken(Int(item))) }

  /// Items that were parsed again.
  private struct Parsed {
    let parser: Parser
    /// How many tokens of the text stand before those of the parser.
    let offset: Int
    /// The first item of the tree before that stands behind them.
    let nextItem: Int
  }

  /// Parses items from a token on, until one begins behind the edit that the tree before has too.
  ///
  /// The parser is given some of the tokens, as many as it mostly needs; where it came near their end, more.
  private func parse(
    _ tokens: PieceTable<TokenList>, from start: TokenIndex, _ edit: Edit, _ openBraces: Int
  ) -> Parsed {
    let offset = max(0, start - 1)
    var further = 1
    while true {
      let item = record.items.partitioningIndex { firstToken($0) >= edit.oldEndToken } + further
      let end =
        item < record.items.count
        ? min(firstToken(record.items[item]) + edit.shift + Self.lookahead, tokens.count)
        : tokens.count
      var part = TokenList(Array(tokens[offset..<end]))
      if end < tokens.count {
        let end = tokens[end].start
        part.append(Token(start: end, end: end, kind: .endOfFile, startsLine: true))
      }
      var parser = Parser(
        source: source, tokens: part, diagnostics: [], openBraces: openBraces)
      parser.at = start - offset
      let nextItem = parse(&parser, offset, edit)
      if end == tokens.count || parser.at + offset + Self.lookahead <= end {
        return Parsed(parser: parser, offset: offset, nextItem: nextItem)
      }
      further *= 4
    }
  }

  /// Parses items until one begins behind the edit that the tree before has too, and returns its place there.
  private func parse(_ parser: inout Parser, _ offset: Int, _ edit: Edit) -> Int {
    let items = record.items
    var nextItem = items.partitioningIndex { firstToken($0) >= edit.oldEndToken }
    while !parser.isAtEnd {
      parser.fileItem()
      let at = parser.at + offset
      guard at >= edit.endToken, parser.kind == .name && parser.startsLine() else { continue }
      let wanted = at - edit.shift
      while nextItem < items.count, firstToken(items[nextItem]) < wanted { nextItem += 1 }
      if nextItem < items.count, firstToken(items[nextItem]) == wanted { return nextItem }
    }
    return items.count
  }

  /// The diagnostics of all items, those of the tokens between two of the tree before replaced.
  private func diagnostics(
    _ parsed: Parsed, _ lexical: [Diagnostic], from first: Int, to end: Int, _ tokenShift: Int,
    _ byteShift: Int
  ) -> (all: [Diagnostic], items: [UInt32]) {
    var all = lexical
    var items: [UInt32] = []
    let known = zip(old.diagnostics[record.lexicalDiagnostics...], record.itemsOfDiagnostics)
    for (diagnostic, item) in known where item < first {
      all.append(diagnostic)
      items.append(item)
    }
    all += parsed.parser.diagnostics
    items += parsed.parser.itemsOfDiagnostics.lazy.map {
      $0 + UInt32(truncatingIfNeeded: parsed.offset)
    }
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
