/// A text with its lines, which takes edits and tells positions.
struct DocumentText: Sendable {
  private(set) var bytes: [UInt8]
  private(set) var lines: LineTable
  /// The bytes of characters that are not one byte.
  private var foreignBytes: Int
  /// The halves of surrogate pairs that the client has, in the order of the text; U+FFFD stands for each.
  private var halves: [SurrogateHalf]

  /// Whether every character is one byte, so that all encodings count alike.
  var isASCII: Bool { foreignBytes == 0 }

  init(_ text: ClientText) {
    bytes = text.bytes
    halves = text.halves
    lines = LineTable(bytes)
    foreignBytes = Self.countForeign(bytes)
  }

  init(_ bytes: [UInt8]) { self.init(ClientText(bytes)) }

  // MARK: Positions

  /// The offset of a position. One behind the end of a line is the end of that line, one behind the
  /// last line the end of the text, and one inside of a character its beginning.
  func offset(of position: LSP.Position, _ encoding: PositionEncoding) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < lines.count else { return bytes.count }
    let line = lines.range(ofLine: position.line, in: bytes)
    let character = max(0, position.character)
    if isASCII { return line.lowerBound + min(character, line.count) }
    return bytes.index(character, behind: line.lowerBound, before: line.upperBound, encoding)
  }

  /// The position of an offset; inside of a line break it is the end of the line.
  func position(of offset: Int, _ encoding: PositionEncoding) -> LSP.Position {
    let offset = min(max(0, offset), bytes.count)
    let number = lines.line(at: offset)
    let line = lines.range(ofLine: number, in: bytes)
    let end = min(offset, line.upperBound)
    if isASCII { return LSP.Position(number, end - line.lowerBound) }
    return LSP.Position(number, bytes.units(from: line.lowerBound, to: end, encoding))
  }

  func range(_ range: LSP.Range, _ encoding: PositionEncoding) -> Swift.Range<Int> {
    let start = offset(of: range.start, encoding)
    let end = offset(of: range.end, encoding)
    return min(start, end)..<max(start, end)
  }

  // MARK: Edits

  /// Applies a change of an editor.
  ///
  /// A client that counts in UTF-16 may divide a surrogate pair. Of the half that it leaves U+FFFD is in
  /// the text, until the other half comes to stand beside it.
  mutating func apply(_ change: LSP.ContentChange, _ encoding: PositionEncoding) {
    guard let range = change.range else {
      self = DocumentText(change.text)
      return
    }
    guard encoding == .utf16, !isASCII || !change.text.halves.isEmpty else {
      replace(self.range(range, encoding), with: change.text)
      return
    }
    let ends = [range.start, range.end].map { place(of: $0) }
      .sorted { ($0.offset, $0.isInside ? 1 : 0) < ($1.offset, $1.isInside ? 1 : 0) }
    var (start, end) = (ends[0].offset, ends[1].offset)
    var new = ClientText()
    if let last = halves.last(where: { $0.offset < start }), last.offset + 3 == start {
      new += ClientText(half: last.unit)
      start = last.offset
    }
    if ends[0].isInside { new += ClientText(half: pair(at: ends[0].offset).high) }
    new += change.text
    if ends[1].isInside {
      new += ClientText(half: pair(at: end).low)
      end += 4
    }
    if let next = halves.first(where: { $0.offset == end }) {
      new += ClientText(half: next.unit)
      end += 3
    }
    replace(start..<end, with: new.joined)
  }

  /// The offset of a position in UTF-16, and whether it divides the surrogate pair of the character that
  /// begins there.
  private func place(of position: LSP.Position) -> (offset: Int, isInside: Bool) {
    let offset = offset(of: position, .utf16)
    guard offset < bytes.count, position.line >= 0, position.line < lines.count,
      bytes.scalarLength(at: offset) == 4
    else { return (offset, false) }
    let units = bytes.units(from: Int(lines.starts[position.line]), to: offset, .utf16)
    return (offset, units < position.character)
  }

  /// The surrogate pair of a character that takes four bytes.
  private func pair(at offset: Int) -> (high: UInt16, low: UInt16) {
    let units = Array(String(decoding: bytes[offset..<(offset + 4)], as: UTF8.self).utf16)
    return units.count == 2 ? (units[0], units[1]) : (0xFFFD, 0xFFFD)
  }

  private mutating func replace(_ range: Swift.Range<Int>, with new: ClientText) {
    foreignBytes += Self.countForeign(new.bytes) - Self.countForeign(bytes[range])
    bytes.replaceSubrange(range, with: new.bytes)
    lines.replace(range, by: new.bytes.count, giving: bytes)
    guard !halves.isEmpty || !new.halves.isEmpty else { return }
    let moved = new.bytes.count - range.count
    halves =
      halves.prefix { $0.offset < range.lowerBound }
      + new.halves.map { SurrogateHalf(offset: $0.offset + range.lowerBound, unit: $0.unit) }
      + halves.drop { $0.offset < range.upperBound }
      .map { SurrogateHalf(offset: $0.offset + moved, unit: $0.unit) }
  }

  private static func countForeign(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $0 + Int($1 >> 7) }
  }
}
