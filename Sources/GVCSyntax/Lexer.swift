/// Splits bytes into tokens.
///
/// Lexing never fails: bytes that fit nothing become `unexpected` tokens with a diagnostic.
public enum Lexer {
  /// How a byte begins a token.
  enum Start: UInt8 {
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
}
