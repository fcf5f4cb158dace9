/// Tells the positions of offsets that mostly grow, each from the one before.
struct PositionCursor {
  private let text: DocumentText
  private let encoding: PositionEncoding
  private var line = 0
  /// The last offset on the line, and its character.
  private var last = (offset: 0, character: 0)

  init(_ text: DocumentText, _ encoding: PositionEncoding) {
    self.text = text
    self.encoding = encoding
  }

  mutating func position(of offset: Int) -> LSP.Position {
    let starts = text.lines.starts
    guard offset >= last.offset, offset <= text.bytes.count else {
      let position = text.position(of: offset, encoding)
      line = position.line
      last = (text.offset(of: position, encoding), position.character)
      return position
    }
    while line + 1 < starts.count, Int(starts[line + 1]) <= offset {
      line += 1
      last = (Int(starts[line]), 0)
    }
    let end = min(offset, text.lines.range(ofLine: line, in: text.bytes).upperBound)
    guard end > last.offset else { return LSP.Position(line, last.character) }
    let units =
      text.isASCII ? end - last.offset : text.bytes.units(from: last.offset, to: end, encoding)
    // The next count begins where a character does.
    let isBoundary = end == text.bytes.count || text.bytes[end] & 0xC0 != 0x80
    let position = LSP.Position(line, last.character + units)
    if isBoundary { last = (end, position.character) }
    return position
  }
}
