import Testing

@testable import GVCSyntax

/// The tokens of the normative grammar, read from its text, and those of the lexer are the same.
@Suite struct TokenAgreementTests {
  /// A token as the grammar names it.
  private struct Named: Equatable {
    let name: String
    let text: String
  }

  /// The tokens into which the grammar splits a text, each the longest; nil if something is none.
  private func derived(_ text: String, _ grammar: Grammar) throws -> [Named]? {
    let input = CharacterInput(text, grammar)
    var matcher = GrammarMatcher(grammar, input)
    let gap = try grammar.production("GAP")
    let kinds = try ["NAME", "NUMBER", "DATE", "STRING", "SIGN"].map(grammar.production)
    var tokens: [Named] = []
    var index = 0
    while true {
      index = matcher.end(ofProduction: gap, at: index) ?? index
      guard index < input.count else { return tokens }
      var longest: (end: Int, kind: Int)?
      for kind in kinds {
        if let end = matcher.end(ofProduction: kind, at: index), end > longest?.end ?? index {
          longest = (end, kind)
        }
      }
      guard let longest else { return nil }
      tokens.append(
        Named(name: grammar.names[longest.kind], text: input.text(index..<longest.end)))
      index = longest.end
    }
  }

  /// The tokens into which the lexer splits a text; nil if something is wrong with it.
  private func lexed(_ text: String) -> [Named]? {
    let source = SourceText(text)
    let (tokens, diagnostics) = Lexer.tokens(of: source)
    guard !diagnostics.contains(where: { $0.severity == .error }),
      !tokens.contains(where: { $0.kind == .unexpected })
    else { return nil }
    return tokens.dropLast().map { token in
      let name =
        switch token.kind {
        case .name: "NAME"
        case .number: "NUMBER"
        case .date: "DATE"
        case .string: "STRING"
        case .unexpected: "unexpected"
        default: "SIGN"
        }
      return Named(name: name, text: source.string(token.range))
    }
  }

  @Test(arguments: ["NAME", "NUMBER", "DATE", "STRING", "SIGN", "GAP"])
  func everyAlternativeIsOneToken(_ name: String) throws {
    let grammar = try Grammar(try Grammar.text())
    let production = try grammar.production(name)
    var generator = SentenceGenerator(grammar, seed: 1)
    var missing = grammar.branches(from: production)
    for _ in 0..<500 {
      let text = generator.token(production)
      #expect(lexed(text) == (name == "GAP" ? [] : [Named(name: name, text: text)]))
      let input = CharacterInput(text, grammar)
      let branches = GrammarMatcher.branches(of: production, in: grammar, input)
      #expect(branches != nil, "\(text.debugDescription)")
      missing.subtract(branches ?? [])
    }
    #expect(missing.sorted().map { grammar.branches[$0] } == [], "never derived")
  }

  /// Tokens side by side, and one character lost, doubled or replaced.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func changedTextsAreSplitAlike(_ seed: UInt64) throws {
    let grammar = try Grammar(try Grammar.text())
    let kinds = try ["NAME", "NUMBER", "DATE", "STRING", "SIGN", "GAP"].map(grammar.production)
    let others = Array("\"\\u{}_.-/5aé 名<=>!#\n\r".unicodeScalars)
    var generator = SentenceGenerator(grammar, seed: seed)
    var random = SeededGenerator(seed: seed)
    var faulty = 0
    let count = 1_000
    for _ in 0..<count {
      let tokens = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        generator.token(kinds.randomElement(using: &random) ?? kinds[0])
      }
      var scalars = Array(
        tokens.joined(separator: ["", "", " "].randomElement(using: &random) ?? "")
          .unicodeScalars)
      if let index = scalars.indices.randomElement(using: &random) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: scalars.remove(at: index)
        case 1: scalars.insert(scalars[index], at: index)
        case 2: scalars[index] = others.randomElement(using: &random) ?? "x"
        default: break
        }
      }
      let text = String(String.UnicodeScalarView(scalars))
      let tokensOfGrammar = try derived(text, grammar)
      #expect(lexed(text) == tokensOfGrammar, "\(text.debugDescription)")
      if tokensOfGrammar == nil { faulty += 1 }
    }
    #expect((50..<count / 2).contains(faulty), "some texts are none of the language")
  }
}
