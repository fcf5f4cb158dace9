extension Lexer {
  /// Reads bytes from one token to the next.
  struct Scanner {
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
