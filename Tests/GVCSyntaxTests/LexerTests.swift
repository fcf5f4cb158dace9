import Testing

@testable import GVCSyntax

@Suite struct LexerTests {
  /// A token that is longer than any is cut off; what stands behind it is read.
  @Test func aTokenHasALimit() {
    let text = "\"" + String(repeating: "a", count: Token.maximumLength) + "\"\nfirm maker"
    let (tokens, diagnostics) = Lexer.tokens(of: SourceText(text))
    #expect(tokens.map(\.kind) == [.string, .name, .name, .endOfFile])
    #expect(tokens[0].range.count == Token.maximumLength)
    #expect(tokens[1].startsLine && !tokens[2].startsLine)
    #expect(diagnostics.map(\.code.rawValue) == [7])
  }

  @Test(arguments: [
    ("{", TokenKind.leftBrace), ("}", .rightBrace), ("[", .leftBracket), ("]", .rightBracket),
    ("(", .leftParenthesis), (")", .rightParenthesis), (",", .comma), (":", .colon),
    (".", .dot), ("..", .dotDot), ("->", .arrow), ("--", .doubleDash), ("~", .tilde),
    ("=", .equal), ("==", .equalEqual), ("!=", .notEqual), ("<", .less), ("<=", .lessEqual),
    (">", .greater), (">=", .greaterEqual), ("+", .plus), ("-", .minus), ("*", .star),
    ("/", .slash), ("^", .caret), ("%", .percent),
  ])
  func punctuation(_ text: String, _ kind: TokenKind) {
    let (tokens, diagnostics) = Lexer.tokens(of: SourceText(text))
    #expect(tokens.map(\.kind) == [kind, .endOfFile])
    #expect(tokens.first?.range == TextRange(0, text.utf8.count))
    #expect(diagnostics.isEmpty)
    #expect(kind.description == "`\(text)`")
  }

  @Test func theLongestPunctuationWins() {
    #expect(tokenShape("a->b") == "name(a) arrow(->) name(b)")
    #expect(tokenShape("a--b") == "name(a) doubleDash(--) name(b)")
    #expect(tokenShape("--->") == "doubleDash(--) arrow(->)")
    #expect(tokenShape("<==") == "lessEqual(<=) equal(=)")
    #expect(tokenShape("===") == "equalEqual(==) equal(=)")
    #expect(tokenShape("...") == "dotDot(..) dot(.)")
  }

  @Test func names() {
    #expect(tokenShape("a b_1 _c") == "name(a) name(b_1) name(_c)")
    #expect(tokenShape("Über 名前 é") == "name(Über) name(名前) name(é)")
    #expect(tokenShape("quasi_hierarchical") == "name(quasi_hierarchical)")
    #expect(tokenShape("a-b") == "name(a) minus(-) name(b)")
    #expect(tokenShape("e\u{301}a") == "name(e\u{301}a)", "a combining mark continues a name")
  }

  @Test func numbers() {
    #expect(tokenShape("0 12 1_000 12.5") == "number(0) number(12) number(1_000) number(12.5)")
    #expect(tokenShape("50%") == "number(50) percent(%)")
    #expect(tokenShape("1..2") == "number(1) dotDot(..) number(2)")
    #expect(tokenShape("1970..1989") == "number(1970) dotDot(..) number(1989)")
    #expect(tokenShape("1.a") == "number(1) dot(.) name(a)")
    #expect(tokenShape("1_ ") == "number(1) name(_)")
    #expect(tokenShape("48h") == "number(48) name(h)")
    #expect(tokenShape("-1") == "minus(-) number(1)")
  }

  @Test func dates() {
    #expect(tokenShape("1999-01 1999-01-15") == "date(1999-01) date(1999-01-15)")
    #expect(tokenShape("1999-01..1999-02") == "date(1999-01) dotDot(..) date(1999-02)")
    #expect(tokenShape("1999-1") == "number(1999) minus(-) number(1)")
    #expect(tokenShape("1999-011") == "number(1999) minus(-) number(011)")
    #expect(tokenShape("199-01") == "number(199) minus(-) number(01)")
    #expect(tokenShape("1999->a") == "number(1999) arrow(->) name(a)")
  }

  @Test func texts() {
    #expect(tokenShape(#""a b" "" "\"\\""#) == #"string("a b") string("") string("\"\\")"#)
    #expect(tokenShape(#""a // b""#) == #"string("a // b")"#)
    #expect(diagnosed(parse(#"firm a "é \n \t \u{1F600} \" \\""#)).isEmpty)
  }

  @Test(arguments: [#"\q"#, #"\u"#, #"\u{"#, #"\u{}"#, #"\u{D800}"#, #"\u{110000}"#, #"\u{zz}"#])
  func anEscapeThatMeansNothingIsDiagnosedOnce(_ escape: String) {
    let (tokens, diagnostics) = Lexer.tokens(of: SourceText("\"a\(escape)b\" c"))
    #expect(tokens.map(\.kind) == [.string, .name, .endOfFile])
    #expect(diagnostics.map(\.code) == [.unknownEscape])
    #expect(diagnostics.first?.primary.location.range.start == 2)
  }

  @Test func anUnclosedTextEndsWithItsLine() {
    let source = SourceText("a \"b c\r\nd")
    let (tokens, diagnostics) = Lexer.tokens(of: source)
    #expect(tokens.map { source.string($0.range) } == ["a", "\"b c", "d", ""])
    #expect(diagnostics.map(\.code) == [.unclosedText])
    #expect(diagnostics.first?.fixes.first?.edits.first?.location.range == TextRange(6, 6))
  }

  @Test func aBackslashAtTheEndClosesNothing() {
    func kinds(_ text: String) -> [TokenKind] {
      Lexer.tokens(of: SourceText(text)).tokens.map(\.kind)
    }
    #expect(kinds("\"a\\\"") == [.string, .endOfFile])
    #expect(kinds("\"a\\\nb") == [.string, .name, .endOfFile])
    #expect(kinds("\"\\") == [.string, .endOfFile])
    #expect(diagnosed(parse("use a // \"\\\"")) == [])
    #expect(Lexer.tokens(of: SourceText("\"a\\\"")).diagnostics.map(\.code) == [.unclosedText])
  }

  @Test func commentsAndSpacesAreGaps() {
    #expect(tokenShape("// a \"b\" {\n\t c // d") == "name(c)")
    #expect(tokenShape("a//b") == "name(a)")
    #expect(tokenShape("a / b") == "name(a) slash(/) name(b)")
    #expect(tokenShape("") == "")
  }

  @Test func tokensKnowWhetherTheyStartALine() {
    func starts(_ text: String) -> [Bool] {
      Lexer.tokens(of: SourceText(text)).tokens.map(\.startsLine)
    }
    #expect(starts("a b\nc d") == [true, false, true, false, true])
    #expect(starts("a\r\nb") == [true, true, true])
    #expect(starts("a // c\n  b") == [true, true, true])
    #expect(starts("") == [true])
  }

  @Test func aByteOrderMarkAtTheStartIsAGap() {
    let (tokens, diagnostics) = Lexer.tokens(of: SourceText("\u{FEFF}a"))
    #expect(tokens.map(\.kind) == [.name, .endOfFile])
    #expect(tokens.first?.range == TextRange(3, 4))
    #expect(diagnostics.isEmpty)
  }

  @Test(arguments: ["!", "&", "$", "'", ";", "\\", "|", "\0", "\u{7F}", "€", "\u{200B}", "😀"])
  func aStrayCharacterIsOneToken(_ character: String) {
    let source = SourceText("a \(character) b")
    #expect(Lexer.tokens(of: source).tokens.map(\.kind) == [.name, .unexpected, .name, .endOfFile])
    let diagnostics = Parser.parse(source).diagnostics
    #expect(diagnostics.map(\.code) == [.unexpectedCharacter])
    #expect(
      diagnostics.first?.primary.location.range == TextRange(2, 2 + character.utf8.count))
  }

  /// Overlong forms, surrogates, lone and missing continuation bytes, bytes that never occur.
  @Test(
    arguments: [
      [0xFF], [0x80], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE, 0xFF],
    ] as [[UInt8]])
  func aRunOfInvalidBytesIsDiagnosedOnce(_ run: [UInt8]) {
    let texts: [([UInt8], [TokenKind])] = [
      ([0x61] + run + [0x62], [.name, .unexpected, .name, .endOfFile]),
      ([0x22] + run + [0x22], [.string, .endOfFile]),
      ([0x2F, 0x2F] + run + [0x0A], [.endOfFile]),
    ]
    for (bytes, kinds) in texts {
      let source = SourceText(file: FileID(0), name: "", bytes: bytes)
      let (tokens, diagnostics) = Lexer.tokens(of: source)
      #expect(tokens.map(\.kind) == kinds)
      #expect(diagnostics.map(\.code) == [.invalidUTF8])
      let range = diagnostics.first?.primary.location.range
      #expect(range?.count == run.count)
      #expect(range.map { Array(bytes[Int($0.start)..<Int($0.end)]) } == run)
    }
  }

  @Test func `A space of another kind is a space, with a warning`() {
    for space in ["\u{A0}", "\u{2009}", "\u{3000}", "\u{A0}\u{202F}"] {
      let (tokens, diagnostics) = Lexer.tokens(of: SourceText("a\(space)b"))
      #expect(tokens.map(\.kind) == [.name, .name, .endOfFile])
      #expect(diagnostics.map(\.code) == [.foreignSpace])
      #expect(diagnostics.map(\.severity) == [.warning])
    }
  }

  @Test func `A file in UTF-16 gives one diagnostic`() {
    let text = Array("firm maker {}\n".utf16)
    let little = text.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
      let tree = Parser.parse(SourceText(file: FileID(0), name: "", bytes: bytes))
      #expect(tree.diagnostics.map(\.code) == [.invalidUTF8])
    }
  }

  @Test(arguments: ["\u{202E}", "\u{2066}", "\u{1}", "\u{FEFF}", "\u{85}"])
  func aHiddenCharacterIsAWarning(_ character: String) {
    for text in ["\"a\(character)b\"", "// a\(character)b"] {
      let diagnostics = Lexer.tokens(of: SourceText(text)).diagnostics
      #expect(diagnostics.map(\.code) == [.hiddenCharacter])
      #expect(diagnostics.map(\.severity) == [.warning])
    }
  }
}
