/// Splits bytes into tokens.
///
/// Lexing never fails: bytes that fit nothing become `unexpected` tokens with a diagnostic.
public enum Lexer {
  /// How a byte begins a token.
  private enum Start: UInt8 {
    case other, space, newline, punctuation, quote, slash, high
    // What a name goes on with.
    case letter, digit
  }

  /// Whether a byte stands in a text or a comment for nothing but itself.
  private static let isPlain: [Bool] = (0..<256).map { byte in
    (0x20..<0x7F).contains(byte) && byte != 0x22 && byte != 0x5C
  }

  private static let starts: [Start] = (0..<256).map { byte in
    switch UInt8(byte) {
    case 0x20, 0x09, 0x0D: .space
    case 0x0A: .newline
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "\""): .quote
    case UInt8(ascii: "/"): .slash
    case 0x80...0xFF: .high
    default: "{}[](),:.-~=!<>+*^%".utf8.contains(UInt8(byte)) ? .punctuation : .other
    }
  }

  /// The tokens of a text, ending with the end-of-file token, and what was wrong with its bytes.
  public static func tokens(
    of source: SourceText
  ) -> (tokens: TokenList, diagnostics: [Diagnostic]) {
    let lexed = allTokens(of: source)
    return (lexed.tokens, lexed.diagnostics)
  }

  /// The same, with how many more braces open than close, lexed in so many parts, at most, beside one another.
  static func allTokens(of source: SourceText, inParts parts: Int = 1) -> Lexed {
    guard source.bytes.count <= SourceText.maximumLength else {
      let here = Location(source.file, TextRange(0, 0))
      return Lexed(
        tokens: [Token(start: 0, end: 0, kind: .endOfFile, startsLine: true)],
        diagnostics: [SyntaxErrors.fileTooLong(at: here, bytes: source.bytes.count)])
    }
    let end = UInt32(source.bytes.count)
    guard !isUTF16(source) else {
      let here = Location(source.file, TextRange(0, 0))
      return Lexed(
        tokens: [Token(start: end, end: end, kind: .endOfFile, startsLine: true)],
        diagnostics: [SyntaxErrors.otherEncoding(at: here)])
    }
    var lexed = tokens(of: source, inParts: parts)
    lexed.tokens.append(Token(start: end, end: end, kind: .endOfFile, startsLine: true))
    return lexed
  }

  /// Whether a text is written in UTF-16, with or without a mark of it: every other byte is then mostly zero.
  static func isUTF16(_ source: SourceText) -> Bool {
    let first = source.bytes.prefix(64)
    if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { return true }
    guard first.count > 3 else { return false }
    let zeros = (0..<2).map { side in
      first.indices.count { $0 % 2 == side && first[$0] == 0 }
    }
    return zeros.contains(0) && zeros.contains { $0 * 4 > first.count }
  }

  private static func tokens(of source: SourceText, inParts count: Int) -> Lexed {
    var starts = [0]
    for part in stride(from: 1, to: count, by: 1) {
      let middle = source.bytes.count / count * part
      guard let end = source.bytes[max(middle, starts.last ?? 0)...].firstIndex(of: 0x0A) else {
        break
      }
      starts.append(end + 1)
    }
    let ranges = zip(starts, starts.dropFirst() + [source.bytes.count]).map { $0..<$1 }
    guard ranges.count > 1,
      let parts = SideBySide.map(ranges, { tokens(of: source, in: $0) })
    else { return tokens(of: source, in: 0..<source.bytes.count) }
    var lexed = Lexed(tokens: TokenList(joining: parts.map(\.tokens), roomFor: 1))
    for part in parts {
      lexed.diagnostics += part.diagnostics
      lexed.openBraces += part.openBraces
      lexed.hasUnexpected = lexed.hasUnexpected || part.hasUnexpected
    }
    return lexed
  }

  /// The tokens of a text or of some of its lines.
  struct Lexed: Sendable {
    var tokens = TokenList()
    var diagnostics: [Diagnostic] = []
    /// How many more braces open than close.
    var openBraces = 0
    /// Whether a character stands there that begins no token; the parser says what it may stand for.
    var hasUnexpected = false
  }

  /// The room for tokens to begin with; what more is needed is told by how many bytes these took.
  private static let firstCapacity = 4096

  /// The tokens of some whole lines of a text. No token reaches over the end of a line, and what it is
  /// depends on nothing outside of its line, so that they are those of the text.
  static func tokens(of source: SourceText, in lines: Range<Int>) -> Lexed {
    var lexed = Lexed()
    lexed.tokens.reserveCapacity(min(lines.count / 4, firstCapacity) + 2)
    starts.withUnsafeBufferPointer { starts in
      isPlain.withUnsafeBufferPointer { isPlain in
        source.bytes.withUnsafeBufferPointer { bytes in
          let bytes = UnsafeBufferPointer(rebasing: bytes[..<lines.upperBound])
          var scanner = Scanner(bytes: bytes, starts: starts, isPlain: isPlain, source: source)
          scanner.run(from: lines.lowerBound, &lexed.tokens)
          lexed.diagnostics = scanner.problems
          lexed.openBraces = scanner.openBraces
          lexed.hasUnexpected = scanner.hasUnexpected
        }
      }
    }
    return lexed
  }

  private struct Scanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let starts: UnsafeBufferPointer<Start>
    let isPlain: UnsafeBufferPointer<Bool>
    let source: SourceText
    var problems: [Diagnostic] = []
    var openBraces = 0
    var hasUnexpected = false
    var startsLine = true

    @inline(__always)
    func byte(_ i: Int) -> UInt8 { i < bytes.count ? bytes[i] : 0 }

    @inline(__always)
    func isNameByte(_ b: UInt8) -> Bool {
      starts[Int(b)].rawValue >= Start.letter.rawValue
    }

    /// Appends the tokens from an offset on. They are gathered before they are appended, because to append
    /// is to ask each time whether the array is shared.
    mutating func run(from first: Int, _ tokens: inout TokenList) {
      var i = first
      if i == 0, bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { i = 3 }
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 512) { words in
        var count = 0
        var (base, leftInBlock): (UInt32, Int) = (0, 0)
        while let token = next(&i) {
          if leftInBlock == 0 {
            (base, leftInBlock) = (token.start, TokenList.block)
            tokens.beginBlock(at: base)
          }
          leftInBlock -= 1
          let word = TokenList.word(token, base)
          if let word {
            words.initializeElement(at: count, to: word)
            count += 1
            guard count == words.count else { continue }
          }
          if tokens.count + count >= tokens.capacity { makeRoom(&tokens, from: first, to: i) }
          tokens.append(words: words[..<count])
          if word == nil { tokens.appendLarge(token) }
          count = 0
        }
        tokens.append(words: words[..<count])
      }
    }

    /// The next token, and its end; nil at the end of the bytes.
    @inline(__always)
    mutating func next(_ i: inout Int) -> Token? {
      while i < bytes.count {
        let start = i
        let b = bytes[i]
        var kind: TokenKind
        switch starts[Int(b)] {
        case .space:
          i += 1
          continue
        case .newline:
          startsLine = true
          i += 1
          continue
        case .letter, .high:
          i = nameEnd(from: i)
          if i > start {
            kind = .name
          } else if let end = spaceEnd(from: start) {
            i = end
            continue
          } else {
            (i, kind) = foreign(from: start)
          }
        case .digit:
          (i, kind) = numberEnd(from: i)
          if i - start > Token.maximumDigits { checkDigits(start, i) }
        case .quote:
          i = stringEnd(from: i)
          kind = .string
        case .slash:
          if byte(i + 1) == UInt8(ascii: "/") {
            i += 2
            skipComment(&i)
            continue
          }
          if byte(i + 1) == UInt8(ascii: "*") {
            problems.append(
              SyntaxErrors.foreignComment(
                sign: Location(source.file, TextRange(start, start + 2))))
            skipBlockComment(&i)
            continue
          }
          i += 1
          kind = .slash
        case .punctuation:
          (i, kind) = punctuation(at: i)
          switch kind {
          case .leftBrace: openBraces += 1
          case .rightBrace: openBraces -= 1
          case .unexpected: i = unexpectedEnd(from: start)
          default: break
          }
        case .other:
          if b == UInt8(ascii: "#") {
            problems.append(
              SyntaxErrors.foreignComment(
                sign: Location(source.file, TextRange(start, start + 1))))
            skipComment(&i)
            continue
          }
          (i, kind) = foreign(from: start)
        }
        if i - start > Token.maximumLength {
          problems.append(
            SyntaxErrors.tokenTooLong(at: Location(source.file, TextRange(start, i))))
        }
        defer { startsLine = false }
        return Token(
          start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: i),
          kind: kind, startsLine: startsLine)
      }
      return nil
    }

    /// Makes room for all tokens, as many a byte as there were up to here, and a few more.
    func makeRoom(_ tokens: inout TokenList, from first: Int, to end: Int) {
      let perByte = Double(tokens.count) / Double(end - first)
      let left = Int(perByte * Double(bytes.count - end) * 1.02)
      tokens.reserveLargeCapacity(tokens.count + max(left, tokens.count / 8) + 64)
    }

    /// The end of a name: ASCII letters, digits, `_`, and letters and marks of any script.
    @inline(__always)
    func nameEnd(from start: Int) -> Int {
      var i = start
      while i < bytes.count {
        if isNameByte(bytes[i]) {
          i += 1
        } else if bytes[i] >= 0x80 {
          guard let (scalar, length) = scalar(at: i), isNameScalar(scalar, first: i == start)
          else { return i }
          i += length
        } else {
          return i
        }
      }
      return i
    }

    func isNameScalar(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
      first ? scalar.properties.isXIDStart : scalar.properties.isXIDContinue
    }

    /// The well-formed scalar whose first byte is at `i`, and the number of its bytes.
    func scalar(at i: Int) -> (Unicode.Scalar, Int)? {
      let b = UInt32(bytes[i])
      let length: Int
      var value: UInt32
      let lowest: UInt32
      switch b {
      case 0x00..<0x80: (length, value, lowest) = (1, b, 0)
      case 0xC2..<0xE0: (length, value, lowest) = (2, b & 0x1F, 0x80)
      case 0xE0..<0xF0: (length, value, lowest) = (3, b & 0x0F, 0x800)
      case 0xF0..<0xF5: (length, value, lowest) = (4, b & 0x07, 0x10000)
      default: return nil
      }
      guard i + length <= bytes.count else { return nil }
      for k in 1..<max(1, length) {
        let c = bytes[i + k]
        guard c & 0xC0 == 0x80 else { return nil }
        value = value << 6 | UInt32(c & 0x3F)
      }
      guard value >= lowest, let scalar = Unicode.Scalar(value) else { return nil }
      return (scalar, length)
    }

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

    func numberEnd(from start: Int) -> (Int, TokenKind) {
      var i = start
      while isDigit(byte(i)) || (byte(i) == UInt8(ascii: "_") && isDigit(byte(i + 1))) { i += 1 }
      if i - start == 4, !bytes[start..<i].contains(UInt8(ascii: "_")), let end = dateEnd(from: i) {
        return (end, .date)
      }
      if byte(i) == UInt8(ascii: "."), isDigit(byte(i + 1)) {
        i += 1
        while isDigit(byte(i)) { i += 1 }
      }
      return (i, .number)
    }

    /// Diagnoses a number of more digits than are read.
    mutating func checkDigits(_ start: Int, _ end: Int) {
      let count = bytes[start..<end].count { isDigit($0) }
      guard count > Token.maximumDigits else { return }
      problems.append(
        SyntaxErrors.longNumber(
          digits: count, at: Location(source.file, TextRange(start, end))))
    }

    /// The end of `-MM` or `-MM-DD` behind a year.
    func dateEnd(from i: Int) -> Int? {
      func part(_ i: Int) -> Bool {
        byte(i) == UInt8(ascii: "-") && isDigit(byte(i + 1)) && isDigit(byte(i + 2))
          && !isDigit(byte(i + 3))
      }
      guard part(i) else { return nil }
      return part(i + 3) ? i + 6 : i + 3
    }

    @inline(__always)
    func isDigit(_ b: UInt8) -> Bool { b &- UInt8(ascii: "0") < 10 }

    /// The end of a text; it ends at its line's end when the closing quote is missing.
    mutating func stringEnd(from start: Int) -> Int {
      var i = start + 1
      var isPlain = true
      while i < bytes.count {
        let byte = bytes[i]
        if self.isPlain[Int(byte)] {
          i += 1
          continue
        }
        if byte == 0x0A { break }
        if byte == UInt8(ascii: "\"") {
          if !isPlain { checkUTF8(start + 1, i) }
          return i + 1
        }
        isPlain = false
        if byte == UInt8(ascii: "\\") { checkEscape(at: &i) } else { i += 1 }
      }
      if i > start + 1, bytes[i - 1] == 0x0D { i -= 1 }
      checkUTF8(start + 1, i)
      // A brace at its end is none of its own.
      var end = i
      if end > start + 1, bytes[end - 1] == UInt8(ascii: "{") {
        end -= 1
        while end > start + 1, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
      }
      problems.append(
        SyntaxErrors.unclosedText(
          at: Location(source.file, TextRange(start, i)),
          end: Location(source.file, TextRange(end, end))))
      return i
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

    @inline(__always)
    func punctuation(at i: Int) -> (Int, TokenKind) {
      let next = byte(i + 1)
      switch bytes[i] {
      case UInt8(ascii: "{"): return (i + 1, .leftBrace)
      case UInt8(ascii: "}"): return (i + 1, .rightBrace)
      case UInt8(ascii: "["): return (i + 1, .leftBracket)
      case UInt8(ascii: "]"): return (i + 1, .rightBracket)
      case UInt8(ascii: "("): return (i + 1, .leftParenthesis)
      case UInt8(ascii: ")"): return (i + 1, .rightParenthesis)
      case UInt8(ascii: ","): return (i + 1, .comma)
      case UInt8(ascii: ":"): return (i + 1, .colon)
      case UInt8(ascii: "."):
        return next == UInt8(ascii: ".") ? (i + 2, .dotDot) : (i + 1, .dot)
      case UInt8(ascii: "-"):
        if next == UInt8(ascii: ">") { return (i + 2, .arrow) }
        if next == UInt8(ascii: "-") { return (i + 2, .doubleDash) }
        return (i + 1, .minus)
      case UInt8(ascii: "~"): return (i + 1, .tilde)
      case UInt8(ascii: "="):
        return next == UInt8(ascii: "=") ? (i + 2, .equalEqual) : (i + 1, .equal)
      case UInt8(ascii: "!"):
        return next == UInt8(ascii: "=") ? (i + 2, .notEqual) : (i + 1, .unexpected)
      case UInt8(ascii: "<"):
        return next == UInt8(ascii: "=") ? (i + 2, .lessEqual) : (i + 1, .less)
      case UInt8(ascii: ">"):
        return next == UInt8(ascii: "=") ? (i + 2, .greaterEqual) : (i + 1, .greater)
      case UInt8(ascii: "+"): return (i + 1, .plus)
      case UInt8(ascii: "*"): return (i + 1, .star)
      case UInt8(ascii: "^"): return (i + 1, .caret)
      case UInt8(ascii: "%"): return (i + 1, .percent)
      default: return (i + 1, .unexpected)
      }
    }
  }
}
