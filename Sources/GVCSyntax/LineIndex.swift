/// Where the lines of a text begin.
public struct LineIndex: Sendable {
  /// The offset of the first byte of each line.
  public let starts: [UInt32]
  private let length: UInt32

  public init(_ source: SourceText) {
    var starts: [UInt32] = [0]
    starts.reserveCapacity(source.bytes.count / 24 + 1)
    source.bytes.withUnsafeBufferPointer { bytes in
      for i in 0..<bytes.count where bytes[i] == 0x0A { starts.append(UInt32(i + 1)) }
    }
    self.starts = starts
    length = UInt32(source.bytes.count)
  }

  /// The 0-based line of an offset, and the offset of that line's first byte.
  public func line(at offset: UInt32) -> (line: Int, start: UInt32) {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return (low, starts[low])
  }

  /// The 1-based line and the 1-based column, counted in Unicode scalars, as people count.
  public func position(at offset: UInt32, in source: SourceText) -> (line: Int, column: Int) {
    let (line, start) = line(at: offset)
    let end = min(Int(offset), source.bytes.count)
    var column = 1
    var i = Int(start)
    while i < end {
      if source.bytes[i] & 0xC0 != 0x80 { column += 1 }
      i += 1
    }
    return (line + 1, column)
  }

  /// The bytes of a 0-based line, without its line break.
  public func range(ofLine line: Int, in source: SourceText) -> TextRange {
    let start = starts[line]
    var end = line + 1 < starts.count ? starts[line + 1] - 1 : length
    if end > start, source.bytes[Int(end) - 1] == 0x0D { end -= 1 }
    return TextRange(start, end)
  }
}
