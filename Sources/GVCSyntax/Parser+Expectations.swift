/// Expectations, and findings that are accepted.
extension Parser {
  mutating func expectation() {
    let outer = open(.expectItem)
    advance()
    let node: Int
    if isWord("unknown") {
      node = open(.expectUnknown)
      advance()
      path()
      expectTail()
      if acceptNeeds() { needs() }
    } else if isWord("not"), isWord("asked", ahead: 1) {
      node = open(.expectNotAsked)
      advance()
      advance()
      path()
      expectTail()
    } else {
      node = open(.expectFinding)
      _ = acceptWord("no")
      if acceptWord("finding") {
        path()
        expectTail()
      } else if acceptWord("verdict") {
        nodes.rename(node, .expectVerdict)
        name("a value of the verdict")
        if kind == .name, !startsLine(), !isExpectWord() { leaf(.name) }
        expectTail()
      } else if acceptWord("contested") {
        nodes.rename(node, .expectContested)
        name("the name of a verdict")
        if kind == .name, !startsLine(), !isExpectWord() { leaf(.name) }
        expectTail()
      } else if acceptWord("diagnostic") {
        nodes.rename(node, .expectDiagnostic)
        name("the code of a diagnostic")
        expectTail()
      } else {
        expected("`finding`, `unknown`, `not asked`, `verdict`, `contested` or `diagnostic`")
        skip { $0.startsLine() || $0.kind == .rightBrace }
      }
    }
    close(node)
    close(outer)
  }

  /// "accept" "finding" path tail text
  mutating func acceptance() {
    let outer = open(.acceptItem)
    advance()
    let node = open(.expectFinding)
    advance()
    path()
    expectTail()
    close(node)
    if kind == .string { leaf(.title) } else { expected("the reason in quotes") }
    close(outer)
  }

  func isExpectWord() -> Bool {
    isWord("into") || isWord("from") || isWord("on") || isWord("in") || isWord("needs")
  }

  func isOnSameLineWord(_ text: StaticString) -> Bool { isWord(text) && !startsLine() }

  /// ["into" path] ["on" reference {"," reference}] ["in" path]; a comma stands for one more `on`.
  mutating func expectTail() {
    if isOnSameLineWord("into") || isOnSameLineWord("from") {
      let node = open(.expectObject)
      advance()
      path()
      close(node)
    }
    if isOnSameLineWord("on") {
      repeat {
        let node = open(.expectSubject)
        advance()
        reference(takesChain: false)
        close(node)
      } while kind == .comma
    }
    if isOnSameLineWord("in") {
      let node = open(.expectLayer)
      advance()
      path()
      close(node)
    }
  }

  mutating func acceptNeeds() -> Bool { isWord("needs") }

  mutating func needs() {
    let node = open(.expectNeeds)
    advance()
    repeat {
      if kind == .leftParenthesis {
        let need = open(.endsAttribute)
        advance()
        ends(takesChain: true)
        expect(.rightParenthesis)
        if expect(.dot) { name("the name of an attribute") }
        close(need)
      } else {
        path()
      }
    } while accept(.comma)
    close(node)
  }
}
