/// The units in which characters of a line are counted.
enum PositionEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf32 = "utf-32"

  /// The one to agree upon: bytes where the client can, else what it prefers.
  init(offered: [String]?) {
    let known = (offered ?? []).compactMap(PositionEncoding.init(rawValue:))
    self = known.contains(.utf8) ? .utf8 : known.first ?? .utf16
  }
}

extension Collection<UInt8> where Index == Int {
  /// How many bytes the character at an index takes; 1 for a byte that begins none.
  func scalarLength(at index: Int) -> Int {
    let lead = self[index]
    let length =
      switch lead {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    guard index + length <= endIndex else { return 1 }
    var k = 1
    while k < length {
      if self[index + k] & 0xC0 != 0x80 { return 1 }
      k += 1
    }
    return length
  }

  /// The number of units from one index to another, where a character begins.
  func units(from start: Int, to end: Int, _ encoding: PositionEncoding) -> Int {
    var units = 0
    var index = start
    while index < end {
      let length = scalarLength(at: index)
      // A character that the end divides is not passed.
      if index + length > end { break }
      units += encoding.units(ofScalarOf: length)
      index += length
    }
    return units
  }

  /// The index at which a character begins that stands a number of units behind `start`; an end in
  /// the middle of a character is its beginning, and none is behind `end`.
  func index(_ units: Int, behind start: Int, before end: Int, _ encoding: PositionEncoding) -> Int
  {
    var left = units
    var index = start
    while index < end, left > 0 {
      let length = Swift.min(scalarLength(at: index), end - index)
      let width = encoding.units(ofScalarOf: length)
      if width > left { break }
      left -= width
      index += length
    }
    return index
  }
}

extension PositionEncoding {
  /// The units of a character that takes `length` bytes.
  func units(ofScalarOf length: Int) -> Int {
    switch self {
    case .utf8: length
    case .utf16: length == 4 ? 2 : 1
    case .utf32: 1
    }
  }
}
