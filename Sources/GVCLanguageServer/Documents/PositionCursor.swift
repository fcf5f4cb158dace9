/// Tells the positions of many offsets of a text, which mostly grow.
///
/// Along a line it keeps marks, so that a position on a line of a megabyte is not counted from the
/// beginning of the line each time.
struct PositionCursor {
  /// How many bytes lie between two marks at least.
  private static let distance = 256

  private let text: DocumentText
  private let encoding: PositionEncoding
  private var line = 0
  private var bounds: Swift.Range<Int>
  /// Offsets of the line at which characters begin, each with its units from the beginning.
  private var marks = [(offset: 0, units: 0)]

  init(_ text: DocumentText, _ encoding: PositionEncoding) {
    self.text = text
    self.encoding = encoding
    bounds = text.lines.range(ofLine: 0, in: text.bytes)
  }

  mutating func position(of offset: Int) -> LSP.Position {
    let offset = min(max(0, offset), text.bytes.count)
    move(to: offset)
    let end = min(offset, bounds.upperBound)
    if text.isASCII { return LSP.Position(line, end - bounds.lowerBound) }
    var (place, units) = lastMark(notBehind: end)
    while place < end {
      let length = text.bytes.scalarLength(at: place)
      // A character that the offset divides is not passed.
      if place + length > end { break }
      units += encoding.units(ofScalarOf: length)
      place += length
      if let last = marks.last, place - last.offset >= Self.distance {
        marks.append((place, units))
      }
    }
    return LSP.Position(line, units)
  }

  mutating func range(_ range: Swift.Range<Int>) -> LSP.Range {
    LSP.Range(position(of: range.lowerBound), position(of: range.upperBound))
  }

  private mutating func move(to offset: Int) {
    let starts = text.lines.starts
    func isHere(_ line: Int) -> Bool {
      Int(starts[line]) <= offset && (line + 1 == starts.count || offset < Int(starts[line + 1]))
    }
    if isHere(line) { return }
    line = line + 1 < starts.count && isHere(line + 1) ? line + 1 : text.lines.line(at: offset)
    bounds = text.lines.range(ofLine: line, in: text.bytes)
    marks = [(bounds.lowerBound, 0)]
  }

  private func lastMark(notBehind offset: Int) -> (offset: Int, units: Int) {
    var low = 0
    var high = marks.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if marks[middle].offset <= offset { low = middle } else { high = middle }
    }
    return marks[low]
  }
}
