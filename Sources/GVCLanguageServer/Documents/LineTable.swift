/// Where the lines of a text begin, as editors count them: a line ends in a line feed, a carriage
/// return, or both.
struct LineTable: Sendable, Equatable {
  /// The offset of the first byte of each line.
  private(set) var starts: [UInt32]

  init(_ bytes: [UInt8]) {
    starts = [0]
    starts.reserveCapacity(bytes.count / 24 + 1)
    bytes.withUnsafeBufferPointer { bytes in
      for i in 0..<bytes.count where bytes[i] == 0x0A || bytes[i] == 0x0D {
        if Self.isStart(i + 1, bytes) { starts.append(UInt32(truncatingIfNeeded: i + 1)) }
      }
    }
  }

  var count: Int { starts.count }

  /// The line of an offset.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line, without its line break.
  func range(ofLine line: Int, in bytes: [UInt8]) -> Swift.Range<Int> {
    let start = Int(starts[line])
    var end = line + 1 < starts.count ? Int(starts[line + 1]) : bytes.count
    if end > start, line + 1 < starts.count {
      if bytes[end - 1] == 0x0A { end -= 1 }
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    }
    return start..<end
  }

  /// Follows an edit: `range` of the text before was replaced by `count` bytes, which gave `bytes`.
  mutating func replace(_ range: Swift.Range<Int>, by count: Int, giving bytes: [UInt8]) {
    let delta = count - range.count
    let newEnd = range.lowerBound + count
    // Whether a line begins at an offset depends on the bytes on its two sides.
    let low = max(1, range.lowerBound)
    let first = firstStart(atOrAfter: low)
    let last = firstStart(atOrAfter: range.upperBound + 1)
    var inserted: [UInt32] = []
    bytes.withUnsafeBufferPointer { bytes in
      for offset in stride(from: low, through: newEnd, by: 1) where Self.isStart(offset, bytes) {
        inserted.append(UInt32(truncatingIfNeeded: offset))
      }
    }
    if delta != 0 {
      starts.withUnsafeMutableBufferPointer { starts in
        for i in last..<starts.count {
          starts[i] = UInt32(truncatingIfNeeded: Int(starts[i]) + delta)
        }
      }
    }
    starts.replaceSubrange(first..<max(first, last), with: inserted)
  }

  private func firstStart(atOrAfter offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func isStart(_ offset: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard offset > 0, offset <= bytes.count else { return false }
    switch bytes[offset - 1] {
    case 0x0A: return true
    case 0x0D: return offset == bytes.count || bytes[offset] != 0x0A
    default: return false
    }
  }
}
