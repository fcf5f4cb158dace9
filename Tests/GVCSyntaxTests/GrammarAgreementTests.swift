import Testing

@testable import GVCSyntax

/// The normative grammar, read from its text, and the parser agree on what is of the language.
@Suite struct GrammarAgreementTests {
  /// What is wrong with how the parser and the formatter take a text, seen from the grammar; and
  /// the branches by which the grammar derives it.
  private func judge(
    _ text: String, _ grammar: Grammar, as production: String = "file"
  ) throws -> (complaint: String?, branches: [Int]?) {
    let source = SourceText(text)
    let tree =
      switch production {
      case "query": Parser.parse(query: source)
      case "columns": Parser.parse(columns: source)
      default: Parser.parse(source)
      }
    let errors = tree.diagnostics.filter { $0.severity == .error }
    let lexed = Lexer.tokens(of: source)
    let isLexed =
      !lexed.diagnostics.contains { $0.severity == .error }
      && !lexed.tokens.contains { $0.kind == .unexpected }
    let branches =
      isLexed
      ? GrammarMatcher.branches(
        of: try grammar.production(production), in: grammar, try TokenInput(source, grammar)) : nil
    if production == "file", let defect = defect(of: tree) { return (defect, branches) }
    guard branches != nil else {
      return (errors.isEmpty ? "the parser takes what the grammar does not derive" : nil, nil)
    }
    if let error = errors.first {
      let place = tree.source.string(error.primary.location.range)
      return ("derived, but “\(error.message)” at “\(place)”", branches)
    }
    // Only files are formatted.
    return (production == "file" ? formatDefect(of: tree) : nil, branches)
  }

  /// The comments of a tree, in order.
  private func comments(_ tree: SyntaxTree) -> [String] {
    tree.tokens.indices.flatMap { index in
      let start = index > 0 ? tree.tokens[index - 1].end : 0
      return tree.source.string(TextRange(start, tree.tokens[index].start))
        .split { $0.isNewline }.map { $0.trimmingPrefix { $0.isWhitespace } }
        .filter { $0.hasPrefix("//") }.map(String.init)
    }
  }

  /// What formatting changes other than white space, or nil.
  private func formatDefect(of tree: SyntaxTree) -> String? {
    guard let bytes = Formatter.format(tree) else { return "not formatted" }
    let formatted = parse(bytes: bytes)
    func texts(_ tree: SyntaxTree) -> [String] {
      tree.tokens.indices.map { tree.text(token: $0) }
    }
    let printed = String(decoding: bytes, as: UTF8.self)
    if texts(formatted) != texts(tree) { return "other tokens when formatted:\n\(printed)" }
    if comments(formatted) != comments(tree) {
      return "other comments when formatted:\n\(printed)"
    }
    if formatted.nodes.map(\.kind) != tree.nodes.map(\.kind)
      || formatted.nodes.map(\.endToken) != tree.nodes.map(\.endToken)
    {
      return "another tree when formatted:\n\(printed)"
    }
    guard let again = Formatter.format(formatted) else { return "not formatted again:\n\(printed)" }
    return again == bytes
      ? nil
      : "formatted twice:\n\(printed)---\n\(String(decoding: again, as: UTF8.self))"
  }

  /// Texts from the productions: all that the grammar derives is read, printed and formatted, and
  /// nothing else is read without an error.
  @Test func everyAlternativeIsReadAndFormatted() throws {
    let grammar = try Grammar(try Grammar.text())
    let file = try grammar.production("file")
    var generator = SentenceGenerator(grammar, seed: 1)
    var missing = grammar.branches(from: file)
    var derived = 0
    let count = 1_500
    for _ in 0..<count {
      let text = generator.sentence(of: file, size: 40).text
      let (complaint, branches) = try judge(text, grammar)
      if let complaint { Issue.record("\(complaint)\n\(text)") }
      guard let branches else { continue }
      derived += 1
      missing.subtract(branches)
    }
    #expect(missing.sorted().map { grammar.branches[$0] } == [], "never derived")
    #expect(derived > count / 2, "most texts are of the language")
  }

  /// Questions and columns, and texts that are almost such: the parser and the grammar say the same.
  @Test(arguments: ["query", "columns"]) func questionsAreJudgedAlike(name: String) throws {
    let grammar = try Grammar(try Grammar.text())
    let production = try grammar.production(name)
    var generator = SentenceGenerator(grammar, seed: 1)
    var random = SeededGenerator(seed: 1)
    var missing = grammar.branches(from: production)
    var counts = (derived: 0, others: 0)
    for round in 0..<2_000 {
      let sentence = generator.sentence(of: production, size: 20)
      let text =
        round % 2 == 0 ? sentence.text : sentence.changed(Self.others(grammar), using: &random).text
      let (complaint, branches) = try judge(text, grammar, as: name)
      if let complaint { Issue.record("\(complaint)\n\(text)") }
      missing.subtract(branches ?? [])
      if branches == nil { counts.others += 1 } else { counts.derived += 1 }
    }
    #expect(missing.sorted().map { grammar.branches[$0] } == [], "never derived")
    #expect(counts.derived > 500 && counts.others > 100)
  }

  /// Texts that are almost of the language: the parser and the grammar say the same of each.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func changedTextsAreJudgedAlike(_ seed: UInt64) throws {
    let grammar = try Grammar(try Grammar.text())
    let file = try grammar.production("file")
    var generator = SentenceGenerator(grammar, seed: seed)
    var random = SeededGenerator(seed: seed)
    var derived = 0
    for _ in 0..<500 {
      let sentence = generator.sentence(of: file, size: 25)
      for _ in 0..<4 {
        let text = sentence.changed(Self.others(grammar), using: &random).text
        let (complaint, branches) = try judge(text, grammar)
        if let complaint { Issue.record("\(complaint)\n\(text)") }
        if branches != nil { derived += 1 }
      }
    }
    #expect((400..<1_800).contains(derived), "some are of the language and some are not")
  }

  /// What a change puts into a text.
  private static func others(_ grammar: Grammar) -> [String] {
    grammar.literals.filter { $0 != "\"" && !$0.contains("\\") } + ["a", "12", "\"t\"", "1999-01"]
  }

  /// The check itself: a grammar that says something else is found to.
  @Test(arguments: [
    ("[ \"as\" name ]", ""),
    ("[ ~ \"..\" scalar ]", "[ \"..\" scalar ]"),
    ("{ ! reserved NAME | (", "{ NAME | ("),
    ("\"from\" ! ( \":\" | \"{\" ) path", "\"from\" path"),
    ("! ( ^ NAME ~ ! reserved NAME ) NAME", "NAME"),
    ("\"-\" unary | power", "power"),
  ])
  func anotherGrammarIsFound(_ part: String, _ replacement: String) throws {
    let text = try Grammar.text()
    let changed = text.replacing(part, with: replacement)
    #expect(changed != text)
    let grammars = [try Grammar(text), try Grammar(changed)]
    var random = SeededGenerator(seed: 1)
    var generators = grammars.map { SentenceGenerator($0, seed: 1) }
    let others = Self.others(grammars[0])
    for round in 0..<40_000 {
      let index = round % 2
      let file = try grammars[index].production("file")
      var sentence = generators[index].sentence(of: file, size: 25)
      if round % 4 > 1 { sentence = sentence.changed(others, using: &random) }
      if try judge(sentence.text, grammars[1]).complaint != nil { return }
    }
    Issue.record("no text tells the two grammars apart")
  }
}
