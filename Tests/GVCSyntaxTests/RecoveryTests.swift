import Testing

@testable import GVCSyntax

/// One mistake: exactly one diagnostic, at the right text, and what follows is still read.
@Suite struct RecoveryTests {
  private static let lastText = "firm last { size: small }"
  private static let lastShape = shape(lastText)

  /// Checks a text whose one mistake stands between `«` and `»`, with a declaration behind it.
  private func check(
    _ code: UInt16, _ marked: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let parts = marked.split(separator: "«", omittingEmptySubsequences: false)
    let rest = parts.dropFirst().joined().split(separator: "»", omittingEmptySubsequences: false)
    guard parts.count == 2, rest.count == 2 else {
      Issue.record("mark one mistake", sourceLocation: sourceLocation)
      return
    }
    check(
      code, Array(parts[0].utf8), Array(rest[0].utf8), Array(rest[1].utf8),
      sourceLocation: sourceLocation)
  }

  private func check(
    _ code: UInt16, _ before: [UInt8], _ mistake: [UInt8], _ after: [UInt8],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let tree = parse(bytes: before + mistake + after + Array("\n\(Self.lastText)\n".utf8))
    #expect(defect(of: tree) == nil, sourceLocation: sourceLocation)
    #expect(
      tree.diagnostics.map(\.code) == DiagnosticCode(rawValue: code).map { [$0] },
      "\(diagnosed(tree))", sourceLocation: sourceLocation)
    #expect(
      tree.diagnostics.first?.primary.location.range
        == TextRange(before.count, before.count + mistake.count),
      "\(diagnosed(tree))", sourceLocation: sourceLocation)
    let last = Array(tree.children(SyntaxTree.root)).last
    #expect(
      last.map { shape(of: $0, in: tree) } == Self.lastShape, "the declaration behind it",
      sourceLocation: sourceLocation)
  }

  /// The names of the top-level declarations that a text is read as.
  private func names(_ text: String) -> [String] {
    let tree = parse(text)
    return tree.children(SyntaxTree.root).compactMap { tree.child($0, .name) }
      .map { tree.text($0) }
  }

  @Test func theCheckKnowsATextWithoutAMistake() {
    withKnownIssue { check(10, "firm a {«»}") }
  }

  // MARK: Attributes

  @Test func aMissingColon() {
    check(10, "firm a { core «[»b, c] }")
    check(10, "firm a {\n  title «\"t\"»\n  size: small\n}")
    check(10, "firm a { share «~»40% }")
  }

  @Test func anAttributeWithoutAValueLeavesTheNextOne() {
    check(10, "firm a {\n  size«»\n  core: [b]\n}")
  }

  @Test func anEqualSignForAColon() {
    check(10, "firm a { size «=» small }")
    check(10, "firm a {\n  size «=» small\n  core: [b]\n}")
    check(10, "threshold t «=» 50% \"Text.\"")
    #expect(
      shape("firm a { size = small core: b }", isIndented: false)
        == "GVC0010\n(declaration firm (name a) (block { (attribute size = (path small))"
        + " (attribute core : (path b)) }))")
  }

  @Test func aCommaBetweenAttributes() {
    check(10, "firm a { size: small«,» core: b }")
    check(10, "firm a {\n  size: small«,»\n  core: b\n}")
    #expect(
      shape("firm a { size: small, core: b }", isIndented: false)
        == "GVC0010\n(declaration firm (name a) (block { (attribute size : (path small))"
        + " (skipped ,) (attribute core : (path b)) }))")
  }

  @Test func aMissingValue() {
    check(10, "firm a { size: «}»")
    check(10, "firm a {\n  size: «)»\n  core: b\n}")
  }

  @Test func anUnclosedList() {
    check(11, "firm a {\n  core: [b, c«»\n  size: small\n}")
    check(11, "firm a { core: [b, c «}»")
    check(11, "firm a { core: [b «c», d] }")
  }

  @Test func anUnclosedQualifier() {
    check(11, "firm a {\n  size: small from s \"p. 1\" (reported_by: buyer«»\n  core: b\n}")
  }

  // MARK: Braces

  @Test func aMissingOpeningBraceOnOneLine() {
    check(10, "firm a «size»: small }")
  }

  @Test func aMissingOpeningBraceOfSeveralLines() {
    check(10, "firm a \"A\"«»\n  size: small\n  core: b\n}")
  }

  @Test func aMissingOpeningBraceOfATheory() { check(10, "theory t «firm» a {} }") }

  @Test func aMissingOpeningBraceOfALayer() { check(10, "in after «set» a { b: c } }") }

  @Test func anUnclosedBlockBeforeADeclaration() {
    check(11, "firm a {\n  size: small«»")
    check(11, "firm a {\n  requires {\n    b: must\n  }«»")
    check(11, "in after {\n  set a { b: c }«»")
    check(11, "theory t {\n  threshold u: 1«»")
    check(11, "theory t {\n  rule r {\n    message \"m\"\n  }«»")
    #expect(names("firm a {\n size: small\nfirm b {}\nfirm c {}") == ["a", "b", "c"])
  }

  @Test func anUnclosedBlockAtTheEndOfTheFile() {
    let tree = parse("firm a {\n  size: small\n")
    #expect(diagnosed(tree) == ["GVC0011 []"])
    #expect(tree.diagnostics.first?.primary.location.range == TextRange(22, 22))
    #expect(tree.diagnostics.first?.secondary.map(\.location.range) == [TextRange(7, 8)])
  }

  @Test func theFixOfAnUnclosedBlockClosesIt() throws {
    let tree = parse("firm a { size: small\nfirm b {}")
    let edit = try #require(tree.diagnostics.first?.fixes.first?.edits.first)
    var bytes = tree.source.bytes
    bytes.insert(contentsOf: Array(edit.replacement.utf8), at: Int(edit.location.range.start))
    #expect(shape(String(decoding: bytes, as: UTF8.self)) == shape("firm a{size:small} firm b {}"))
  }

  @Test func anExtraClosingBrace() {
    check(12, "firm a { size: small }\n«}»")
    check(12, "firm a { size: small } «}»")
    #expect(names("firm a {}\n}\nfirm b {}\nfirm c {}") == ["a", "b", "c"])
  }

  // MARK: Stray bytes

  @Test func aStrayCharacter() {
    check(2, "firm a { size: «?» small }")
    check(2, "firm a { «?» size: small }")
    check(2, "firm a { size«?»: small }")
    check(2, "firm a «?» { size: small }")
    check(2, "firm «?» a { size: small }")
    check(2, "«?» firm a { size: small }")
    check(2, "firm a { core: [b, «?» c] }")
    check(2, "derive firm.b: truth = c «&» d")
    check(2, "theory t {\n  «?»\n  threshold u: 1\n}")
    check(2, "theory t {\n  rule r {\n    «?»\n    message \"m\"\n  }\n}")
    check(2, "in after {\n  «?»\n  set a { b: c }\n}")
  }

  @Test func anInvalidByte() {
    func check(_ before: String, _ after: String, _ place: SourceLocation = #_sourceLocation) {
      self.check(1, Array(before.utf8), [0xFF], Array(after.utf8), sourceLocation: place)
    }
    check("firm a { size: ", "small }")
    check("firm a { size: sm", "all }")
    check("firm a ", " { size: small }")
    check("firm a", "b { size: small }")
    check("", "firm a { size: small }")
    check("firm a \"b", "c\" { size: small }")
    check("firm a { size: small } // b", "c")
  }

  @Test func aByteOrderMark() {
    let text = "firm a { size: small }\n"
    #expect(shape("\u{FEFF}\(text)") == shape(text))
    check(2, "\(text)«\u{FEFF}»")
  }

  @Test func carriageReturns() {
    for sample in Sample.allCases {
      let unix = parse(sample.text)
      let windows = parse(sample.text.replacing("\n", with: "\r\n"))
      #expect(windows.diagnostics.isEmpty)
      #expect(windows.nodes.map(\.kind) == unix.nodes.map(\.kind))
      #expect(
        windows.tokens.map { windows.source.string($0.range) }
          == unix.tokens.map { unix.source.string($0.range) })
    }
    check(11, "firm a {\r\n  size: small«»\r")
    check(4, "firm a {\r\n  title: «\"t»\r\n  size: small\r\n}\r")
  }

  @Test func anUnclosedText() {
    check(4, "firm a {\n  title: «\"t»\n  size: small\n}")
    check(4, "firm a {\n  size: small from s «\"p. 1»\n  core: b\n}")
    check(4, "import «\"file»")
    check(4, "theory t {\n  rule r {\n    message «\"m»\n    help \"h\"\n  }\n}")
  }

  @Test func anUnclosedTitleThatSwallowsABrace() {
    check(4, "firm a «\"A {»\n  size: small\n}")
  }

  // MARK: Junk

  @Test func junkAtTopLevel() {
    check(12, "«42» + x")
    check(12, "«\"text\"»")
    check(12, "«(»a, b)")
    check(12, "«:»\nfirm a {}")
    check(12, "«{» size: small }")
    #expect(names("firm a {}\n= = =\nfirm b {}\n42\nfirm c {}") == ["a", "b", "c"])
  }

  @Test func aLoneWord() {
    check(10, "firm«»")
  }

  @Test func junkInABlock() {
    check(10, "firm a { «->» size: small }")
    check(12, "theory t {\n  «42»\n  threshold u: 1\n}")
  }

  /// The word that is too much is the place, not the end of the line before it.
  @Test func junkAtTheStartOfALineOfABlock() {
    check(10, "theory t {\n  rule r {\n    «blah»\n    message \"m\"\n  }\n}")
    check(10, "in after {\n  «firm» a {}\n  set a { b: c }\n}")
    check(10, "firm a {\n  «->» b\n  size: small\n}")
  }

  @Test func junkBeforeTheBraceThatClosesATheory() {
    check(12, "theory t {\n  threshold u: 1\n  «42»\n}")
  }

  // MARK: Expressions

  @Test func mistakesInExpressions() {
    check(10, "derive firm.b: truth = c «=» d")
    check(10, "derive firm.b: truth = (c«»")
    check(10, "derive firm.b: truth = f(c, d«»")
    check(10, "derive firm.b: truth = if c «else» d")
    check(10, "theory t {\n  rule r {\n    for a «links»\n    message \"m\"\n  }\n}")
    check(10, "theory t {\n  rule r {\n    when a and«»\n    message \"m\"\n  }\n}")
  }

  @Test func mistakesInExpectations() {
    check(10, "expect «no_finding» a")
  }

  @Test func isWithAnotherWord() { check(10, "derive firm.b: truth = c is «maybe»") }

  /// What is missing at the end of a line is not taken from the declaration behind it.
  @Test func aMissingExpressionAtTheEndOfALine() { check(10, "derive firm.b: truth =«»") }

  @Test func aMissingNameAtTheEndOfAnExpectation() { check(10, "expect finding«»") }

  @Test func aMissingEndAtTheEndOfALink() { check(10, "link a ->«»") }

  // MARK: Depth

  /// Deep nesting is one diagnostic, and needs no deep stack.
  private func checkDepth(
    _ before: String, _ open: String, _ middle: String, _ close: String, _ after: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let count = 10_000
    let text =
      before + String(repeating: open, count: count) + middle
      + String(repeating: close, count: count) + after + "\n\(Self.lastText)\n"
    let tree = parse(text)
    #expect(defect(of: tree) == nil, sourceLocation: sourceLocation)
    #expect(tree.diagnostics.map(\.code) == [.nestedTooDeep], sourceLocation: sourceLocation)
    let last = Array(tree.children(SyntaxTree.root)).last
    #expect(
      last.flatMap { tree.child($0, .name) }.map { tree.text($0) } == "last",
      sourceLocation: sourceLocation)
  }

  @Test func deepLists() { checkDepth("firm a { core: ", "[", "b", "]", " }") }

  @Test func deepListExpressions() { checkDepth("derive firm.b: truth = ", "[", "c", "]", "") }

  @Test func deepParentheses() { checkDepth("derive firm.b: truth = ", "(", "c", ")", "") }

  @Test func deepCalls() { checkDepth("derive firm.b: truth = ", "f(", "c", ")", "") }

  @Test func deepIndices() { checkDepth("derive firm.b: truth = ", "a[", "c", "]", "") }

  @Test func deepBlocks() { checkDepth("firm a { ", "m { ", "b: c", " }", " }") }

  @Test func deepTheories() { checkDepth("", "theory t { ", "firm a {}", " }", "") }

  @Test func deepNegations() { checkDepth("derive firm.b: truth = ", "not ", "c", "", "") }

  @Test func deepMinuses() { checkDepth("derive firm.b: number = ", "- ", "c", "", "") }

  @Test func deepPowers() { checkDepth("derive firm.b: number = ", "2 ^ ", "c", "", "") }

  @Test func deepConditions() {
    checkDepth("derive firm.b: number = ", "if a then b else ", "c", "", "")
  }

  @Test func deepNegationsInARuleLeaveTheNextClause() {
    let nots = String(repeating: "not ", count: 10_000)
    let tree = parse("theory t {\n rule r {\n  when \(nots) a\n  message \"m\"\n }\n}\nfirm b {}")
    #expect(tree.diagnostics.map(\.code) == [.nestedTooDeep])
    #expect(tree.nodes.contains { $0.kind == .messageClause })
    #expect(tree.children(SyntaxTree.root).map { tree.kind($0) } == [.theory, .declaration])
  }

  @Test func deepAndUnclosedStillEnds() {
    for open in ["[", "(", "{", "not ", "m { ", "f(", "a[", "- "] {
      let text = String(repeating: open, count: 10_000)
      for before in ["firm a { b: ", "firm a { ", "derive firm.b: truth = ", ""] {
        let tree = parse(before + text)
        #expect(defect(of: tree) == nil, "\(before)\(open)…")
        #expect(!tree.diagnostics.isEmpty, "\(before)\(open)…")
      }
    }
  }

  @Test func longChainsAreNotDeep() {
    let sum = (0..<10_000).map { _ in "a" }.joined(separator: " + ")
    #expect(diagnosed(parse("derive firm.b: number = \(sum)")) == [])
    let or = (0..<10_000).map { _ in "a" }.joined(separator: " or ")
    #expect(diagnosed(parse("derive firm.b: number = \(or)")) == [])
    let list = (0..<10_000).map { _ in "a" }.joined(separator: ", ")
    #expect(diagnosed(parse("firm b { core: [\(list)] }")) == [])
  }

  /// Several mistakes: each its own diagnostic, in source order.
  @Test func everyMistakeIsDiagnosed() {
    let text = """
      firm a { size = small }
      42
      firm b { core: [c, d }
      firm c { size: small, core: x }
      """
    #expect(
      diagnosed(parse(text)) == ["GVC0010 [=]", "GVC0012 [42]", "GVC0011 [}]", "GVC0010 [,]"])
  }

  @Test func thereIsALimitToDiagnostics() {
    let count = Parser.diagnosticLimit + 5
    let tree = parse(String(repeating: "firm a { size = b }\n", count: count))
    #expect(tree.diagnostics.count == Parser.diagnosticLimit + 1)
    #expect(tree.diagnostics.last?.code == .tooManyMistakesOfForm)
    #expect(tree.nodes.count { $0.kind == .declaration } == count)
  }
}
