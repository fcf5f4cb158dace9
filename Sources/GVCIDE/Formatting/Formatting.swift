import GVCSyntax

extension EditorFeatures {
  /// The edits that bring a file into the one style: white space alone, the least of it; none for a
  /// file with mistakes of form.
  public func formatting(of file: FileID) -> [TextEdit] {
    guard let tree = tree(of: file), let formatted = Formatter.format(tree) else { return [] }
    return WhitespaceDifference.edits(tree.source, to: formatted)
  }

  /// The edits of `formatting(of:)` that touch the lines of a range.
  public func formatting(of file: FileID, in range: TextRange) -> [TextEdit] {
    guard let tree = tree(of: file) else { return [] }
    let lines = wholeLines(range, tree.source)
    return formatting(of: file).filter { lines.contains($0.location.range) }
  }

  /// The edits after a line break or a closing brace was typed right before an offset: the
  /// indentation of the new line, or the layout of what the brace closed.
  public func formatting(of file: FileID, afterTyping character: Character, at offset: UInt32)
    -> [TextEdit]
  {
    guard let tree = tree(of: file), offset <= tree.source.bytes.count else { return [] }
    switch character {
    case "\n", "\r\n": return indentation(tree, at: offset).map { [$0] } ?? []
    case "}":
      let brace = tree.token(endingAfter: offset == 0 ? 0 : offset - 1)
      guard tree.tokens[brace].kind == .rightBrace, tree.tokens[brace].end == offset else {
        return []
      }
      let edits = formatting(of: file)
      if edits.isEmpty { return indentation(tree, at: tree.tokens[brace].start).map { [$0] } ?? [] }
      guard let item = tree.nodes(around: brace).dropFirst().first else { return [] }
      return edits.filter { tree.range(item).contains($0.location.range) }
    default: return []
    }
  }

  /// A range, widened to whole lines.
  private func wholeLines(_ range: TextRange, _ source: SourceText) -> TextRange {
    let bytes = source.bytes
    var start = min(Int(range.start), bytes.count)
    var end = min(Int(range.end), bytes.count)
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return TextRange(start, end)
  }

  /// The edit that indents the line of an offset by the braces and brackets that are open before it;
  /// nil when it is indented so, or when something else stands between its start and the offset.
  private func indentation(_ tree: SyntaxTree, at offset: UInt32) -> TextEdit? {
    let bytes = tree.source.bytes
    var start = Int(offset)
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    var end = start
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    guard Int(offset) <= end else { return nil }
    var depth = 0
    for token in tree.tokens where token.kind != .endOfFile {
      let isBehind = Int(token.start) >= start
      switch token.kind {
      case .leftBrace, .leftBracket: depth += isBehind ? 0 : 1
      case .rightBrace, .rightBracket:
        // A closing sign at the start of the line stands with its opening one.
        if !isBehind || Int(token.start) == end { depth = max(0, depth - 1) }
      default: break
      }
      if isBehind { break }
    }
    let wanted = String(repeating: " ", count: 2 * min(depth, 200))
    let range = TextRange(start, end)
    guard tree.source.string(range) != wanted else { return nil }
    return TextEdit(Location(tree.source.file, range), wanted)
  }
}

/// The edits between two texts that differ in white space alone.
enum WhitespaceDifference {
  /// The edits that make `new` of a source; the line breaks of the source are kept in their form.
  static func edits(_ source: SourceText, to new: [UInt8]) -> [TextEdit] {
    let old = source.bytes
    let usesReturn = old.firstIndex(of: 0x0A).map { $0 > 0 && old[$0 - 1] == 0x0D } ?? false
    var edits: [TextEdit] = []
    // A mark of the byte order at the start stays.
    var i = old.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var j = 0
    while i < old.count || j < new.count {
      let oldStart = i
      let newStart = j
      while i < old.count, isSpace(old[i]) { i += 1 }
      while j < new.count, isSpace(new[j]) { j += 1 }
      var wanted = Array(new[newStart..<j])
      if usesReturn { wanted = wanted.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } }
      if old[oldStart..<i] != wanted[...] {
        edits.append(
          TextEdit(
            Location(source.file, TextRange(oldStart, i)), String(decoding: wanted, as: UTF8.self)))
      }
      while i < old.count, j < new.count, !isSpace(old[i]), !isSpace(new[j]) {
        // Only white space can differ; anything else is left as it is.
        guard old[i] == new[j] else { return [] }
        i += 1
        j += 1
      }
      let isDone = i >= old.count || j >= new.count
      if isDone, (i < old.count && !isSpace(old[i])) || (j < new.count && !isSpace(new[j])) {
        return []
      }
    }
    return edits
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
