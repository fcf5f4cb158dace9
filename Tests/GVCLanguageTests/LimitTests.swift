import GVCLibrary
import GVCModel
import GVCSyntax
import Testing

/// What there can be too much of ends in a diagnostic.
@Suite struct LimitTests {
  private func diagnostics(_ text: String) -> [Diagnostic] {
    let tree = Parser.parse(SourceText(file: FileID(1), name: "case", text))
    return tree.diagnostics
      + ModelBuilder.build(
        prelude: SourceText(file: FileID(0), name: "prelude", bytes: Library.prelude.bytes),
        packs: [:], project: [tree]
      ).diagnostics
  }

  @Test func theRestOfManyMistakesIsCounted() {
    let lines = (0..<20_000).map { "firm f\($0) { nothing: \($0) }" }
    let found = diagnostics(lines.joined(separator: "\n"))
    #expect(found.count == Model.diagnosticLimit + 1)
    let notes = found.filter { $0.severity == .note }
    #expect(notes.map(\.code) == [.unlistedMistakes])
    #expect(notes.first?.message.hasPrefix("10000 more mistakes") == true)
  }

  @Test func aListHasALimit() {
    let texts = (0..<100_001).map { "a\($0)" }
    let activities = texts.map { "activity \($0) {}" }.joined(separator: "\n")
    let list = "\nfirm f { performs: [\(texts.joined(separator: ", "))] }"
    let found = diagnostics(activities + list)
    #expect(found.filter { $0.severity == .error }.map(\.code) == [.listTooLong])
  }

  @Test func theVocabularyHasALimit() {
    let kinds = (0..<1_200).map { "kind k\($0) \"K\" {}" }
    #expect(diagnostics(kinds.joined(separator: "\n")).map(\.code) == [.tooManyDeclarations])
    let attributes = (0..<10_100).map { "attribute firm.x\($0): text \"X\"" }
    #expect(diagnostics(attributes.joined(separator: "\n")).map(\.code) == [.tooManyDeclarations])
  }

  @Test func theoriesHaveALimit() {
    let theories = (0..<1_100).map { "theory t\($0) { threshold x: 1 \"X\" }" }
    #expect(
      diagnostics(theories.joined(separator: "\n")).contains { $0.code == .tooManyDeclarations })
  }

  /// Wherever a number may stand, each that is too long is said once, and nothing else of it.
  @Test(arguments: [
    "firm a { workers: # }", "firm a { workers: ~# }", "firm a { workers: 1..# }",
    "firm a { workers: at least # }", "firm a { workers: at most # workers }",
    "firm a { productivity: -#.5 }", "firm a { productivity: 0.# }",
    "firm a {}\nbuyer b {}\nlink a -> b { share_of_sales: #% lead_time: 48 h }",
    "chain c { tier # \"T\" {} }", "period p { years: 1990..# }",
    "theory t { threshold x: # \"X\" }", "theory t { threshold x: 1 \"X\" { range: 0..# } }",
    "theory t { derive firm.big: truth = workers > # \"B\" }",
    "theory t { derive firm.big: number = productivity ^ # \"B\" }",
  ])
  func aNumberHasALimit(text: String) {
    for digits in [String(repeating: "9", count: 101), String(repeating: "9", count: 400)] {
      #expect(
        diagnostics(text.replacing("#", with: digits)).map(\.code) == [.numberTooLong], "\(text)")
    }
  }

  @Test func allDigitsUpToTheLimitCount() {
    let digits = String(repeating: "9", count: 100)
    let many = String(repeating: "1_", count: 99) + "1"
    for number in [digits, many, "0." + digits.dropFirst()] {
      #expect(diagnostics("firm a { productivity: \(number) }") == [], "\(number)")
    }
  }
}
