/// What the grammar says in words, between question marks.
struct GrammarPhrase: Sendable {
  /// No white space and no comment stands between the tokens before and behind it.
  static let noGap = "no gap"

  /// Texts that it describes.
  let samples: [String]
  /// The number of scalars of the one it describes at the front of a text, or nil.
  let length: @Sendable (ArraySlice<Unicode.Scalar>) -> Int?

  /// The phrases of tokens.
  static let all: [String: GrammarPhrase] = [
    "XID_Start": one(of: ["a", "k", "Z", "é", "名"]) { $0.properties.isXIDStart },
    "XID_Continue": one(of: ["b", "7", "_", "ü", "\u{301}"]) { $0.properties.isXIDContinue },
    "any character but LF": one(of: ["x", "\"", "/", "é", "{", "\t"]) { $0 != "\n" },
    "any character but '\"', \"\\\" and LF": one(of: ["x", " ", "/", "{", "名", "'"]) {
      $0 != "\"" && $0 != "\\" && $0 != "\n"
    },
    "1 to 6 digits of a scalar value, in hexadecimal": GrammarPhrase(
      samples: ["0", "e9", "1F600", "10FFFF", "00000a"], length: scalarValueLength),
    "U+0009": one(of: ["\t"]) { $0 == "\t" },
    "U+000A": one(of: ["\n"]) { $0 == "\n" },
    "U+000D": one(of: ["\r"]) { $0 == "\r" },
  ]

  private static func one(
    of samples: [String], where isOne: @escaping @Sendable (Unicode.Scalar) -> Bool
  ) -> GrammarPhrase {
    GrammarPhrase(samples: samples) { text in (text.first.map(isOne) ?? false) ? 1 : nil }
  }

  @Sendable private static func scalarValueLength(_ text: ArraySlice<Unicode.Scalar>) -> Int? {
    let digits = String(String.UnicodeScalarView(text.prefix { $0.properties.isASCIIHexDigit }))
    guard digits.count <= 6, let value = UInt32(digits, radix: 16), Unicode.Scalar(value) != nil
    else { return nil }
    return digits.count
  }
}

/// The characters of a text, for a matcher of tokens.
struct CharacterInput: GrammarInput {
  private let scalars: [Unicode.Scalar]
  private let literals: [[Unicode.Scalar]]

  let wordsAreBinding = false
  var count: Int { scalars.count }

  init(_ text: String, _ grammar: Grammar) {
    scalars = Array(text.unicodeScalars)
    literals = grammar.literals.map { Array($0.unicodeScalars) }
  }

  func end(ofLiteral literal: Int, at index: Int) -> Int? {
    let text = literals[literal]
    return scalars[index...].starts(with: text) ? index + text.count : nil
  }

  func end(ofPhrase phrase: String, at index: Int) -> Int? {
    GrammarPhrase.all[phrase]?.length(scalars[index...]).map { index + $0 }
  }

  func isToken(_ production: Int, at index: Int) -> Bool? { nil }

  func lineBegins(at index: Int) -> Bool { false }

  /// The text between two indices.
  func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }
}
