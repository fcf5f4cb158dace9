/// What seldom stands in a text: comments in blocks, other scripts and signs, bytes that are no text, escapes.
extension Lexer.Scanner {
  /// A character, or a run of bytes, that begins no token; the parser diagnoses a character.
  mutating func unexpectedEnd(from start: Int) -> Int {
    var i = start
    if let (_, length) = scalar(at: start) {
      hasUnexpected = true
      return i + length
    }
    while i < bytes.count, bytes[i] >= 0x80, scalar(at: i) == nil { i += 1 }
    problems.append(
      SyntaxErrors.invalidUTF8(
        byte: bytes[start], offset: start, count: i - start,
        at: Location(source.file, TextRange(start, i))))
    return i
  }

  /// The end of spaces other than those of ASCII, which are told; nil where none stands.
  mutating func spaceEnd(from start: Int) -> Int? {
    guard let (first, _) = scalar(at: start), Self.isSpace(first) else { return nil }
    var i = start
    while i < bytes.count, bytes[i] >= 0x80, let (scalar, length) = scalar(at: i),
      Self.isSpace(scalar)
    {
      i += length
    }
    // Between digits it groups them, and the parser says so.
    if start > 0, isDigit(bytes[start - 1]), isDigit(byte(i)) { return i }
    problems.append(
      SyntaxErrors.foreignSpace(first, at: Location(source.file, TextRange(start, i))))
    return i
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .spaceSeparator
  }

  /// What word processors put in the place of an arrow or of quotes, taken for what it stands for and told; else
  /// a character that begins no token.
  mutating func foreign(from start: Int) -> (Int, TokenKind) {
    if let end = arrowEnd(from: start) {
      problems.append(
        SyntaxErrors.foreignArrow(at: Location(source.file, TextRange(start, end))))
      return (end, .arrow)
    }
    if let quotes = foreignText(from: start) {
      problems.append(
        SyntaxErrors.foreignQuotes(
          Location(source.file, TextRange(start, quotes.opened)),
          Location(source.file, TextRange(quotes.closes, quotes.end))))
      return (quotes.end, .string)
    }
    return (unexpectedEnd(from: start), .unexpected)
  }

  /// The end of `→`, `⇒`, or of a dash with `>` behind it.
  func arrowEnd(from start: Int) -> Int? {
    guard let (scalar, length) = scalar(at: start) else { return nil }
    let behind = start + length
    switch scalar.value {
    case 0x2192, 0x21D2, 0x27F6, 0x27F9, 0x2794, 0x2799...0x279C: return behind
    case 0x2010...0x2015, 0x2212: return byte(behind) == UInt8(ascii: ">") ? behind + 1 : nil
    default: return nil
    }
  }

  /// Where a text in quotes of another form ends, and where its quotes do, all in its line. A single quote of ASCII
  /// opens one where none of a word stands before it.
  func foreignText(from start: Int) -> (opened: Int, closes: Int, end: Int)? {
    guard let (opening, length) = scalar(at: start), TextLiteral.opensForeign(opening) else {
      return nil
    }
    if opening == "'", start > 0, isNameByte(bytes[start - 1]) { return nil }
    var i = start + length
    while i < bytes.count, bytes[i] != 0x0A {
      guard let (scalar, length) = scalar(at: i) else { return nil }
      if TextLiteral.closesForeign(scalar, opening) {
        // An apostrophe stands within a word.
        let isWithin = i + length < bytes.count && isNameByte(bytes[i + length])
        if !isWithin { return (start + opening.utf8.count, i, i + length) }
      }
      i += length
    }
    return nil
  }

  /// Skips `/* … */`, or what of it stands on its line.
  mutating func skipBlockComment(_ i: inout Int) {
    let start = i
    i += 2
    while i < bytes.count, bytes[i] != 0x0A {
      if bytes[i] == UInt8(ascii: "*"), byte(i + 1) == UInt8(ascii: "/") {
        i += 2
        break
      }
      i += 1
    }
    checkUTF8(start, i)
  }

  /// Skips a comment up to its line break, diagnosing invalid bytes inside.
  mutating func skipComment(_ i: inout Int) {
    let start = i
    var isPlain = true
    while i < bytes.count {
      let byte = bytes[i]
      if !self.isPlain[Int(byte)] {
        if byte == 0x0A { break }
        if byte != 0x22, byte != 0x5C { isPlain = false }
      }
      i += 1
    }
    if !isPlain { checkUTF8(start, i) }
  }

  /// Diagnoses each run of invalid bytes, and each hidden control character, between two offsets.
  mutating func checkUTF8(_ start: Int, _ end: Int) {
    var i = start
    while i < end {
      let b = bytes[i]
      if b >= 0x20, b < 0x7F {
        i += 1
        continue
      }
      if let (scalar, length) = scalar(at: i) {
        if isHidden(scalar) {
          problems.append(
            SyntaxErrors.hiddenCharacter(
              scalar, at: Location(source.file, TextRange(i, i + length))))
        }
        i += length
        continue
      }
      let bad = i
      while i < end, bytes[i] >= 0x80, scalar(at: i) == nil { i += 1 }
      problems.append(
        SyntaxErrors.invalidUTF8(
          byte: bytes[bad], offset: bad, count: i - bad,
          at: Location(source.file, TextRange(bad, i))))
    }
  }

  /// Control characters and bidirectional overrides: text that does not show what it says.
  func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0D: false
    case 0x00..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// Diagnoses a number of more digits than are read.
  mutating func checkDigits(_ start: Int, _ end: Int) {
    let count = bytes[start..<end].count { isDigit($0) }
    guard count > Token.maximumDigits else { return }
    problems.append(
      SyntaxErrors.longNumber(
        digits: count, at: Location(source.file, TextRange(start, end))))
  }

  /// Steps over an escape, diagnosing one that means nothing.
  mutating func checkEscape(at i: inout Int) {
    let start = i
    i += 1
    switch byte(i) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "n"), UInt8(ascii: "t"):
      i += 1
      return
    case UInt8(ascii: "u") where byte(i + 1) == UInt8(ascii: "{"):
      i += 2
      var value: UInt32 = 0
      var digits = 0
      while i < bytes.count, let d = hexDigit(bytes[i]), digits < 7 {
        value = value << 4 | d
        digits += 1
        i += 1
      }
      if digits > 0, digits < 7, byte(i) == UInt8(ascii: "}"), Unicode.Scalar(value) != nil {
        i += 1
        return
      }
    default:
      break
    }
    let end = min(max(i, start + 1), bytes.count)
    problems.append(
      SyntaxErrors.unknownEscape(at: Location(source.file, TextRange(start, end))))
  }

  func hexDigit(_ b: UInt8) -> UInt32? {
    switch b {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(b - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(b - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(b - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
