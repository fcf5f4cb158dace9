/// How the characters of a text file are written.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8
  case utf16
  case latin1
  case windows1252

  /// The text as UTF-8, without a byte order mark. A mark says more than what is declared: with one, the text is
  /// UTF-8 or UTF-16. Fails at the first byte that is no character.
  static func decoded(_ bytes: [UInt8], _ declared: TextEncoding) throws(TableError) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try checked(Array(bytes[3...])) }
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes, from: 2, isLittle: true) }
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes, from: 2, isLittle: false) }
    switch declared {
    case .utf8: return try checked(bytes)
    case .utf16: return try utf16(bytes, from: 0, isLittle: true)
    case .latin1: return singleBytes(bytes) { UInt16($0) }
    case .windows1252: return singleBytes(bytes) { windows[Int($0) - 0x80] }
    }
  }

  private static func checked(_ bytes: [UInt8]) throws(TableError) -> [UInt8] {
    guard let bad = firstInvalid(bytes) else { return bytes }
    let line = 1 + bytes[..<bad].count { $0 == 0x0A }
    let byte = String(bytes[bad], radix: 16, uppercase: true)
    throw TableError("the byte \(byte) is no UTF-8; say `encoding: latin1` or another", row: line)
  }

  /// The first byte that begins no scalar value.
  private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var index = 0
    while index < bytes.count {
      let length =
        switch bytes[index] {
        case 0..<0x80: 1
        case 0xC2..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF5: 4
        default: 0
        }
      guard length > 0, index + length <= bytes.count,
        length == 1
          || String(validating: bytes[index..<index + length], as: UTF8.self)?.unicodeScalars.count
            == 1
      else { return index }
      index += length
    }
    return nil
  }

  private static func utf16(_ bytes: [UInt8], from start: Int, isLittle: Bool) throws(TableError)
    -> [UInt8]
  {
    guard (bytes.count - start) % 2 == 0 else {
      throw TableError("the text is no UTF-16: its length is odd")
    }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = start
    while index < bytes.count {
      let (a, b) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isLittle ? b << 8 | a : a << 8 | b)
      index += 2
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      throw TableError("the text is no UTF-16: half of a character stands alone")
    }
    return Array(text.utf8)
  }

  /// A text of one byte a character; `high` gives the code of what is no ASCII, 0 for none.
  private static func singleBytes(_ bytes: [UInt8], _ high: (UInt8) -> UInt16) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte < 0x80 {
        out.append(byte)
      } else {
        let code = high(byte)
        out.append(contentsOf: String(UnicodeScalar(code == 0 ? 0xFFFD : code) ?? "\u{FFFD}").utf8)
      }
    }
    return out
  }

  /// Windows-1252 from 0x80; 0 where it has no character.
  private static let windows: [UInt16] =
    [
      0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
      0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
      0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ] + (0xA0...0xFF).map { UInt16($0) }
}
