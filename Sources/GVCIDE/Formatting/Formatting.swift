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
  /// The edits that make `new` of a source, the least of each run of white space; a line break is whole in
  /// an edit or not in it.
  static func edits(_ source: SourceText, to new: [UInt8]) -> [TextEdit] {
    let old = source.bytes
    var edits: [TextEdit] = []
    var i = source.byteOrderMark.count
    var j = i
    while i < old.count || j < new.count {
      let oldStart = i
      let newStart = j
      while i < old.count, isSpace(old[i]) { i += 1 }
      while j < new.count, isSpace(new[j]) { j += 1 }
      edits += self.edits(old[oldStart..<i], to: new[newStart..<j], in: source)
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

  /// The edits of one run of white space: line by line where it has as many lines as before, so that each
  /// line can be formatted by itself.
  private static func edits(
    _ old: ArraySlice<UInt8>, to new: ArraySlice<UInt8>, in source: SourceText
  ) -> [TextEdit] {
    guard old != new else { return [] }
    let (before, after) = (pieces(old), pieces(new))
    guard before.count == after.count else {
      return [edit(before, to: after, at: old.startIndex, in: source)]
    }
    var edits: [TextEdit] = []
    var offset = old.startIndex
    for (old, new) in zip(before, after) {
      if old != new { edits.append(edit([old], to: [new], at: offset, in: source)) }
      offset += old.count
    }
    return edits
  }

  /// One edit, without the pieces that both have at the beginning and the end.
  private static func edit(
    _ old: [[UInt8]], to new: [[UInt8]], at offset: Int, in source: SourceText
  ) -> TextEdit {
    var first = 0
    while first < min(old.count, new.count), old[first] == new[first] { first += 1 }
    var last = 0
    while last < min(old.count, new.count) - first,
      old[old.count - 1 - last] == new[new.count - 1 - last]
    {
      last += 1
    }
    let start = offset + old[..<first].joined().count
    let end = start + old[first..<(old.count - last)].joined().count
    return TextEdit(
      Location(source.file, TextRange(start, end)),
      String(decoding: new[first..<(new.count - last)].joined(), as: UTF8.self))
  }

  /// White space as the spaces of a line, a line break, the spaces of the next line, and so on.
  private static func pieces(_ space: ArraySlice<UInt8>) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    for byte in space {
      guard byte == 0x0A else {
        pieces[pieces.count - 1].append(byte)
        continue
      }
      let endsInReturn = pieces.last?.last == 0x0D
      if endsInReturn { pieces[pieces.count - 1].removeLast() }
      pieces.append(endsInReturn ? [0x0D, byte] : [byte])
      pieces.append([])
    }
    return pieces
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
