extension Parser {
  /// rule = "rule" name [text] "{" { clause } "}"
  mutating func rule() {
    let node = open(.ruleDeclaration)
    advance()
    name("the name of the rule")
    title()
    let opened = at
    if expect(.leftBrace) {
      while !isAtEnd, kind != .rightBrace, !endsUnclosedBlock() { clause() }
      closeBrace(opened: opened)
    }
    close(node)
  }

  private mutating func clause() {
    if isWord("for") {
      let node = open(.forClause)
      advance()
      repeat { binding() } while accept(.comma)
      close(node)
    } else if isWord("let") {
      let node = open(.letClause)
      advance()
      name("a name")
      if expect(.equal) { expression() } else { missing() }
      close(node)
    } else if isWord("scope") || isWord("when") {
      let node = open(isWord("scope") ? .scopeClause : .whenClause)
      advance()
      expression()
      close(node)
    } else if isWord("find") {
      find()
    } else if isWord("on") {
      let node = open(.onClause)
      advance()
      repeat { expression() } while accept(.comma)
      close(node)
    } else if isWord("message") {
      textClause(.messageClause)
    } else if isWord("help") {
      textClause(.helpClause)
    } else if isWord("cite") {
      let node = open(.citeClause)
      advance()
      path()
      if kind == .string {
        repeat {
          if kind == .string { leaf(.title) } else { expected("a passage in quotes") }
        } while accept(.comma)
      }
      close(node)
    } else {
      unwanted("`for`, `scope`, `let`, `when`, `find`, `on`, `message`, `help` or `cite`")
      let before = at
      skip {
        $0.at > before
          && ($0.kind == .rightBrace || ($0.startsLine() && $0.isReserved())
            || $0.endsUnclosedBlock())
      }
    }
  }

  private mutating func textClause(_ kind: SyntaxKind) {
    let node = open(kind)
    advance()
    if self.kind == .string { leaf(.title) } else { expected("a text in quotes") }
    close(node)
  }

  /// "find" expression { name } ["into" expression] name
  private mutating func find() {
    let node = open(.findClause)
    advance()
    expression()
    while true {
      if isWord("into") || isWord("from") {
        let part = open(.intoPart)
        advance()
        expression()
        close(part)
      } else if kind == .name, !isReserved() {
        leaf(.name)
      } else {
        break
      }
    }
    close(node)
  }

  /// name "in" expression ["where" expression]
  mutating func binding() {
    let node = open(.binding)
    name("the name of a variable")
    if acceptWord("in") {
      expression()
      if acceptWord("where") { expression() }
    } else {
      expected("`in`")
      missing()
    }
    close(node)
  }

  /// query = expression ["where" expression | "for" binding {"," binding}]
  mutating func query() {
    let node = open(.query)
    expression()
    if acceptWord("where") {
      expression()
    } else if acceptWord("for") {
      repeat { binding() } while accept(.comma)
    }
    end(node, after: "the end of the question")
  }

  /// columns = expression {"," expression}
  mutating func columns() {
    let node = open(.columns)
    repeat { expression() } while accept(.comma)
    end(node, after: "`,` or the end")
  }

  /// Closes the root; what is left over is skipped.
  private mutating func end(_ node: Int, after what: String) {
    if !isAtEnd {
      unwanted(what)
      skip { _ in false }
    }
    close(node)
  }

  /// Words that a unit or a name in an expression cannot be.
  func isReserved(ahead n: Int = 0) -> Bool {
    guard kind(ahead: n) == .name else { return false }
    let range = tokens[at + n].range
    return range.end - range.start <= 7 && Self.reserved.contains { isWord($0, range) }
  }

  /// Words that begin a clause of a rule.
  func isClauseWord() -> Bool {
    ["for", "scope", "let", "when", "find", "on", "message", "help", "cite"].contains { isWord($0) }
  }

  /// The words that no name in an expression can be.
  public static var reservedWords: [String] { reserved.map(\.description) }

  private static var reserved: [StaticString] {
    [
      "and", "or", "not", "in", "is", "for", "where", "if", "then", "else", "by", "from", "into",
      "on", "scope", "when", "let", "find", "message", "help", "cite",
    ]
  }
}
