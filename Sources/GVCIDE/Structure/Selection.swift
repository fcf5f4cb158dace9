import GVCSyntax

extension EditorFeatures {
  /// The ranges that a selection at an offset can grow to, the smallest first, each inside of the
  /// next; the last is the whole file.
  public func selectionRanges(in file: FileID, at offset: UInt32) -> [TextRange] {
    guard let tree = tree(of: file), offset <= tree.source.bytes.count else { return [] }
    var ranges: [TextRange] = []
    func add(_ range: TextRange) {
      guard range.touches(offset), range.count > 0 else { return }
      if let last = ranges.last {
        guard range != last, range.contains(last) else { return }
      }
      ranges.append(range)
    }
    if let comment = tree.comment(at: offset) {
      add(comment)
    } else if let token = tree.token(touching: offset) {
      let range = tree.tokens[token].range
      if tree.tokens[token].kind == .string, range.count > 2 {
        let inner = TextRange(range.start + 1, range.end - 1)
        if tree.source.bytes[Int(range.end) - 1] == 0x22 { add(inner) }
      }
      add(range)
    }
    let anchor = tree.token(touching: offset) ?? tree.token(endingAfter: offset)
    for node in tree.nodes(around: anchor).reversed() {
      let range = tree.range(node)
      if tree.kind(node) == .block, range.count > 2 {
        let last = Int(tree[node].endToken) - 1
        let first = tree.firstToken(node)
        if last > first + 1, tree.tokens[last].kind == .rightBrace {
          add(TextRange(tree.tokens[first + 1].start, tree.tokens[last - 1].end))
        }
      }
      add(range)
    }
    add(TextRange(0, tree.source.bytes.count))
    return ranges
  }
}
