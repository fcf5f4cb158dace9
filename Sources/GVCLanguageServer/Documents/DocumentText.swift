/// A text with its lines, which takes edits and tells positions.
struct DocumentText: Sendable {
  private(set) var bytes: [UInt8]
  private(set) var lines: LineTable
  /// The bytes of characters that are not one byte.
  private var foreignBytes: Int

  /// Whether every character is one byte, so that all encodings count alike.
  var isASCII: Bool { foreignBytes == 0 }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lines = LineTable(bytes)
    foreignBytes = Self.countForeign(bytes)
  }

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
  mutating func apply(_ change: LSP.ContentChange, _ encoding: PositionEncoding) {
    guard let range = change.range else {
      self = DocumentText(Array(change.text.utf8))
      return
    }
    replace(self.range(range, encoding), with: Array(change.text.utf8))
  }

  mutating func replace(_ range: Swift.Range<Int>, with new: [UInt8]) {
    foreignBytes += Self.countForeign(new) - Self.countForeign(bytes[range])
    bytes.replaceSubrange(range, with: new)
    lines.replace(range, by: new.count, giving: bytes)
  }

  private static func countForeign(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $0 + Int($1 >> 7) }
  }
}
