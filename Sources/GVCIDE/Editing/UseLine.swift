import GVCSyntax

extension EditorFeatures {
  /// The edit by which a file uses a theory: behind the one line that uses others, or a line of its own
  /// behind those, behind the imports, or before the first paragraph with an item. Nil in a file that is
  /// not the project's own, and in one that uses it.
  public func useEdit(of theory: String, in file: FileID) -> TextEdit? {
    guard let tree = tree(of: file), isOwn(file) else { return nil }
    let items = tree.children(SyntaxTree.root).filter { tree.range($0).count > 0 }
    let uses = items.filter { tree.kind($0) == .use && tree.child($0, .missing) == nil }
    if uses.contains(where: { use in
      tree.children(use).contains { tree.text($0) == theory }
    }) {
      return nil
    }
    func edit(_ offset: UInt32, _ text: String) -> TextEdit {
      TextEdit(Location(file, TextRange(offset, offset)), text)
    }
    let line = EntryEdit.lineBreak(tree.source)
    if uses.count == 1 { return edit(tree.range(uses[0]).end, ", \(theory)") }
    if let last = uses.last ?? items.last(where: { tree.kind($0) == .importItem }) {
      return edit(endOfLine(behind: last, in: tree), "\(line)use \(theory)")
    }
    return edit(
      startOfParagraph(of: items.first, in: tree), "use \(theory)\(line)\(line)")
  }

  /// The end of the line that an item ends on, or of the item where another one begins on it.
  private func endOfLine(behind item: NodeID, in tree: SyntaxTree) -> UInt32 {
    let bytes = tree.source.bytes
    let end = tree.range(item).end
    let next = tree.tokenAfter(item)
    if next < tree.tokens.count, !tree.tokens[next].startsLine,
      tree.tokens[next].end > tree.tokens[next].start
    {
      return end
    }
    var offset = Int(end)
    while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
    if offset > Int(end), offset < bytes.count, bytes[offset - 1] == 0x0D { offset -= 1 }
    return UInt32(offset)
  }

  /// The start of the lines around an item between which none is empty; that of the text without one.
  private func startOfParagraph(of item: NodeID?, in tree: SyntaxTree) -> UInt32 {
    let bytes = tree.source.bytes
    let first = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let item else { return UInt32(first) }
    func start(before offset: Int) -> Int {
      var start = offset
      while start > first, bytes[start - 1] != 0x0A { start -= 1 }
      return start
    }
    var offset = start(before: Int(tree.range(item).start))
    while offset > first {
      let above = start(before: offset - 1)
      if bytes[above..<offset].allSatisfy({ [0x20, 0x09, 0x0D, 0x0A].contains($0) }) { break }
      offset = above
    }
    return UInt32(offset)
  }
}
