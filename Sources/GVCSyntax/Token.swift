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
///
/// It takes eight bytes: a large file has hundreds of thousands of them.
public struct Token: Movable {
  /// The most bytes of a token.
  public static let maximumLength = 0x7F_FFFF

  public let start: UInt32
  public let kind: TokenKind
  /// The length: its 16 lower bits, and its 7 upper ones below a bit that says whether it starts a line.
  @usableFromInline let lengthLow: UInt16
  @usableFromInline let lengthHigh: UInt8

  /// A token; what is longer than `maximumLength` is cut off there.
  @inlinable
  public init(start: UInt32, end: UInt32, kind: TokenKind, startsLine: Bool) {
    let length = min(end &- start, UInt32(Self.maximumLength))
    self.start = start
    self.kind = kind
    lengthLow = UInt16(truncatingIfNeeded: length)
    lengthHigh = UInt8(truncatingIfNeeded: length >> 16) | (startsLine ? 0x80 : 0)
  }

  @inlinable public var end: UInt32 {
    start &+ (UInt32(lengthHigh & 0x7F) << 16 | UInt32(lengthLow))
  }

  /// A line break stands in the gap before the token (also true of the first token).
  @inlinable public var startsLine: Bool { lengthHigh & 0x80 != 0 }

  @inlinable
  init(start: UInt32, like token: Token) {
    self.start = start
    kind = token.kind
    lengthLow = token.lengthLow
    lengthHigh = token.lengthHigh
  }

  public var range: TextRange { TextRange(start, end) }

  /// The token a number of bytes further on.
  @inlinable
  public func moved(by bytes: Int) -> Token {
    Token(start: start &+ UInt32(truncatingIfNeeded: bytes), like: self)
  }
}

/// An index into the tokens of a tree.
public typealias TokenIndex = Int
