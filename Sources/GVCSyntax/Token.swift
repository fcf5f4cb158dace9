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
public struct Token: Movable {
  /// The most bytes of a token.
  public static let maximumLength = 0x7F_FFFF
  /// The most digits of a number: what has more is diagnosed, and no value. With every unit it is finite.
  public static let maximumDigits = 100

  public let start: UInt32
  public let end: UInt32
  public let kind: TokenKind
  /// A line break stands in the gap before the token (also true of the first token).
  public let startsLine: Bool

  /// A token; what is longer than `maximumLength` is cut off there.
  @inlinable
  public init(start: UInt32, end: UInt32, kind: TokenKind, startsLine: Bool) {
    self.start = start
    self.end = start &+ min(end &- start, UInt32(Self.maximumLength))
    self.kind = kind
    self.startsLine = startsLine
  }

  public var range: TextRange { TextRange(start, end) }

  /// The token a number of bytes further on.
  @inlinable
  public func moved(by bytes: Int) -> Token {
    let shift = UInt32(truncatingIfNeeded: bytes)
    return Token(start: start &+ shift, end: end &+ shift, kind: kind, startsLine: startsLine)
  }
}

/// The tokens of a text.
public typealias TokenList = CompactList<Token>

/// From the lowest bit on: 16 of the start, 5 of the kind, whether it starts a line, and 10 of the length.
extension Token: Compactable {
  @inlinable public static var positionBits: UInt32 { 16 }
  @inlinable public static var blockBits: Int { 6 }
  /// What stands for the length of a token that is kept elsewhere, and the least that does not fit.
  @inlinable static var tooLong: UInt32 { 0x3FF }

  @inlinable public var position: UInt32 { start }

  @inlinable public var compact: UInt32? {
    let length = end &- start
    return length < Self.tooLong ? compact(length: length) : nil
  }

  @inlinable public var compactOfLarge: UInt32 { compact(length: Self.tooLong) }

  @inlinable
  @inline(__always)
  func compact(length: UInt32) -> UInt32 {
    length << 22 | (startsLine ? 1 : 0) << 21 | UInt32(kind.rawValue) << 16
  }

  @inlinable
  @inline(__always)
  public init?(word: UInt32, position: UInt32) {
    let length = word >> 22
    guard length != Self.tooLong else { return nil }
    self.init(
      start: position, length: length, kind: Self.kind(word), startsLine: Self.startsLine(word))
  }

  /// A token that is not too long.
  @inlinable
  @inline(__always)
  init(start: UInt32, length: UInt32, kind: TokenKind, startsLine: Bool) {
    self.start = start
    end = start &+ length
    self.kind = kind
    self.startsLine = startsLine
  }

  @inlinable
  @inline(__always)
  static func kind(_ word: UInt32) -> TokenKind {
    // A word is only made of a token, which has a kind, so that these bits are one.
    unsafeBitCast(UInt8(truncatingIfNeeded: word >> 16 & 0x1F), to: TokenKind.self)
  }

  @inlinable
  @inline(__always)
  static func startsLine(_ word: UInt32) -> Bool { word & 1 << 21 != 0 }
}

extension TokenList {
  /// The kind of a token.
  @inlinable
  @inline(__always)
  public func kind(_ index: Int) -> TokenKind { Token.kind(words[index]) }

  /// Whether a line break stands before a token.
  @inlinable
  @inline(__always)
  public func startsLine(_ index: Int) -> Bool { Token.startsLine(words[index]) }
}

/// An index into the tokens of a tree.
public typealias TokenIndex = Int
