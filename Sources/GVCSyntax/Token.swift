/// The kind of a token. White space and comments are not tokens: they are the gaps between them.
public enum TokenKind: UInt8, Sendable, CaseIterable {
  case endOfFile
  /// A word: letters, digits and `_`, not starting with a digit. Keywords are names too.
  case name
  /// `12`, `1_000`, `12.5`.
  case number
  /// `1999-01` or `1999-01-15`.
  case date
  /// `"…"` on one line, with `\"`, `\\`, `\n`, `\t` and `\u{…}`.
  case string
  case leftBrace
  case rightBrace
  case leftBracket
  case rightBracket
  case leftParenthesis
  case rightParenthesis
  case comma
  case colon
  case dot
  case dotDot
  /// `->`, from supplier to buyer.
  case arrow
  /// `--`, between peers.
  case doubleDash
  case tilde
  case equal
  case equalEqual
  case notEqual
  case less
  case lessEqual
  case greater
  case greaterEqual
  case plus
  case minus
  case star
  case slash
  case caret
  case percent
  /// Bytes that no other kind takes: a stray character, or invalid UTF-8.
  case unexpected

  /// What a message calls the token: the text itself for punctuation, a noun otherwise.
  public var description: String {
    switch self {
    case .endOfFile: "the end of the file"
    case .name: "a name"
    case .number: "a number"
    case .date: "a date"
    case .string: "a text in quotes"
    case .leftBrace: "`{`"
    case .rightBrace: "`}`"
    case .leftBracket: "`[`"
    case .rightBracket: "`]`"
    case .leftParenthesis: "`(`"
    case .rightParenthesis: "`)`"
    case .comma: "`,`"
    case .colon: "`:`"
    case .dot: "`.`"
    case .dotDot: "`..`"
    case .arrow: "`->`"
    case .doubleDash: "`--`"
    case .tilde: "`~`"
    case .equal: "`=`"
    case .equalEqual: "`==`"
    case .notEqual: "`!=`"
    case .less: "`<`"
    case .lessEqual: "`<=`"
    case .greater: "`>`"
    case .greaterEqual: "`>=`"
    case .plus: "`+`"
    case .minus: "`-`"
    case .star: "`*`"
    case .slash: "`/`"
    case .caret: "`^`"
    case .percent: "`%`"
    case .unexpected: "an unexpected character"
    }
  }
}

/// A token: its kind, its bytes, and whether a line break stands before it.
public struct Token: Sendable {
  public let start: UInt32
  public let end: UInt32
  public let kind: TokenKind
  /// A line break stands in the gap before the token (also true of the first token).
  public let startsLine: Bool

  public init(start: UInt32, end: UInt32, kind: TokenKind, startsLine: Bool) {
    self.start = start
    self.end = end
    self.kind = kind
    self.startsLine = startsLine
  }

  public var range: TextRange { TextRange(start, end) }

  /// The token a number of bytes further on.
  @inline(__always)
  func moved(by bytes: Int) -> Token {
    let offset = UInt32(truncatingIfNeeded: bytes)
    return Token(start: start &+ offset, end: end &+ offset, kind: kind, startsLine: startsLine)
  }
}

/// An index into the tokens of a tree.
public typealias TokenIndex = Int
