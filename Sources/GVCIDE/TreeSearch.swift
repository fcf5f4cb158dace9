import GVCSyntax

extension SyntaxTree {
  /// The first token that ends behind an offset: the one that the offset stands in or before.
  func token(endingAfter offset: UInt32) -> TokenIndex {
    var low = 0
    var high = max(0, tokens.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].end > offset { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The token that a caret at an offset touches, a word before any other; nil in a gap.
  func token(touching offset: UInt32) -> TokenIndex? {
    let right = token(endingAfter: offset)
    let left = right > 0 && tokens[right - 1].end == offset ? right - 1 : nil
    let isInRight = tokens[right].start <= offset && tokens[right].kind != .endOfFile
    guard isInRight else { return left }
    guard let left else { return right }
    return tokens[right].kind != .name && Self.isWord(tokens[left].kind) ? left : right
  }

  private static func isWord(_ kind: TokenKind) -> Bool {
    kind == .name || kind == .number || kind == .date || kind == .string
  }

  /// The nodes that hold a token, from the file to the smallest.
  func nodes(around token: TokenIndex) -> [NodeID] {
    var path = [Self.root]
    search: while let last = path.last {
      for child in children(last) {
        let node = self[child]
        if Int(node.firstToken) > token { break }
        if Int(node.endToken) > token {
          path.append(child)
          continue search
        }
      }
      break
    }
    return path
  }

  /// Whether a text is on more than one line.
  func isMultiline(_ range: TextRange) -> Bool {
    source.bytes[Int(range.start)..<min(Int(range.end), source.bytes.count)].contains(0x0A)
  }

  /// The comments in the gap before a token, each without its line break.
  func comments(before token: TokenIndex) -> [TextRange] {
    let bytes = source.bytes
    var i = token > 0 ? Int(tokens[token - 1].end) : 0
    let end = min(Int(tokens[token].start), bytes.count)
    var comments: [TextRange] = []
    while i < end {
      guard bytes[i] == UInt8(ascii: "/") else {
        i += 1
        continue
      }
      let start = i
      while i < end, bytes[i] != 0x0A { i += 1 }
      var last = i
      if last > start, bytes[last - 1] == 0x0D { last -= 1 }
      comments.append(TextRange(start, last))
    }
    return comments
  }

  /// The comment that an offset stands in, or right behind.
  func comment(at offset: UInt32) -> TextRange? {
    comments(before: token(endingAfter: offset)).first {
      $0.start < offset && offset <= $0.end
    }
  }
}

extension TextRange {
  /// Whether an offset stands in the range or at one of its ends.
  func touches(_ offset: UInt32) -> Bool { start <= offset && offset <= end }

  /// Whether all of another range lies in this one.
  func contains(_ other: TextRange) -> Bool { start <= other.start && other.end <= end }
}
