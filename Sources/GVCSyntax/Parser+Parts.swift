/// A long file in parts.
///
/// What an item that begins with a name gives depends on nothing before it, but for whether the file has an unclosed
/// brace, which the tokens say. So a part can be parsed from any token on that looks as if an item began there. It
/// is taken when the part before it ends at that token; where an item reaches over it, parsing goes on from there.
extension Parser {
  /// Parses all items of the file, in so many parts at most, beside one another.
  mutating func fileItems(inParts count: Int) {
    let starts = partStarts(count)
    let ranges = zip(starts, starts.dropFirst() + [tokens.count]).map { $0..<$1 }
    let whole = self
    guard ranges.count > 1, var parts = SideBySide.map(ranges, { whole.part($0) }) else {
      makeRoom(for: tokens.count)
      return fileItems(before: tokens.count)
    }
    self = parts.removeFirst()
    for (part, range) in zip(parts, ranges.dropFirst()) { join(part, range) }
  }

  /// The first tokens of the parts: names at the very start of a line.
  func partStarts(_ count: Int) -> [TokenIndex] {
    var starts = [0]
    for part in stride(from: 1, to: count, by: 1) {
      let middle = max(tokens.count / count * part, (starts.last ?? 0) + 1)
      let start = tokens[min(middle, tokens.count)...].firstIndex { token in
        token.kind == .name && token.startsLine && token.start > 0
          && source.bytes[Int(token.start) - 1] == 0x0A
      }
      guard let start else { break }
      starts.append(start)
    }
    return starts
  }

  /// This parser, which is at the beginning, behind the items of some of the tokens.
  private func part(_ range: Range<TokenIndex>) -> Parser {
    var part = self
    part.at = range.lowerBound
    if range.lowerBound > 0 {
      part.nodes = NodeWriter()
      part.diagnostics = []
      part.makeRoom(for: range.count)
    } else {
      part.makeRoom(for: tokens.count)
    }
    part.fileItems(before: range.upperBound)
    return part
  }

  /// Makes room for as many nodes as so many tokens mostly give; what is not needed is never touched.
  private mutating func makeRoom(for tokens: Int) { nodes.reserveCapacity(tokens / 4 * 3 + 64) }

  /// Takes what was parsed of some of the tokens, if this parser ends where they begin and would have begun alike.
  private mutating func join(_ part: Parser, _ range: Range<TokenIndex>) {
    guard at == range.lowerBound, lastDiagnosed != at else {
      return fileItems(before: range.upperBound)
    }
    let shift = UInt32(truncatingIfNeeded: nodes.count)
    nodes.append(part.nodes)
    items += part.items.lazy.map { $0 + shift }
    diagnostics += part.diagnostics
    itemsOfDiagnostics += part.itemsOfDiagnostics
    lastDiagnosed = part.lastDiagnosed
    at = part.at
  }
}
