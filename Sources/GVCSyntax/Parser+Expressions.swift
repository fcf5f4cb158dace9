extension Parser {
  /// expression = and { "or" and }
  mutating func expression() {
    nested { p in p.chain(.orExpression, "or") { $0.chain(.andExpression, "and") { $0.not() } } }
  }

  /// A run of operands with one word between them, as one node.
  private mutating func chain(
    _ kind: SyntaxKind, _ word: StaticString, operand: (inout Parser) -> Void
  ) {
    let first = nodes.count
    operand(&self)
    guard isWord(word) else { return }
    let node = open(kind, around: first)
    while acceptWord(word) { operand(&self) }
    close(node)
  }

  private mutating func not() {
    guard isWord("not") else {
      comparison()
      return
    }
    let node = open(.notExpression)
    advance()
    nested { $0.not() }
    close(node)
  }

  private mutating func comparison() {
    let first = nodes.count
    sum()
    switch kind {
    case .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
      let node = open(.comparison, around: first)
      advance()
      sum()
      close(node)
    case .equal:
      expected("`==`")
      let node = open(.comparison, around: first)
      advance()
      sum()
      close(node)
    case .name where isWord("in"):
      let node = open(.comparison, around: first)
      advance()
      sum()
      close(node)
    case .name where isWord("not") && isWord("in", ahead: 1):
      let node = open(.comparison, around: first)
      at += 2
      sum()
      close(node)
    case .name where isWord("is"):
      let node = open(.knownExpression, around: first)
      advance()
      _ = acceptWord("not")
      if !acceptWord("known"), !acceptWord("unknown") {
        expected("`known` or `unknown`")
        if kind == .name, !startsLine(), !isReserved() { advance() }
      }
      close(node)
    default:
      break
    }
  }

  private mutating func sum() {
    let first = nodes.count
    product()
    guard kind == .plus || kind == .minus else { return }
    let node = open(.sumExpression, around: first)
    while kind == .plus || kind == .minus {
      advance()
      product()
    }
    close(node)
  }

  private mutating func product() {
    let first = nodes.count
    unary()
    guard kind == .star || kind == .slash else { return }
    let node = open(.productExpression, around: first)
    while kind == .star || kind == .slash {
      advance()
      unary()
    }
    close(node)
  }

  private mutating func unary() {
    guard kind == .minus else {
      power()
      return
    }
    let node = open(.negation)
    advance()
    nested { $0.unary() }
    close(node)
  }

  private mutating func power() {
    let first = nodes.count
    postfix()
    guard kind == .caret else { return }
    let node = open(.powerExpression, around: first)
    advance()
    nested { $0.unary() }
    close(node)
  }

  private mutating func postfix() {
    let first = nodes.count
    primary()
    var steps = 0
    while steps < Self.depthLimit {
      steps += 1
      if kind == .dot {
        let node = open(.memberExpression, around: first)
        advance()
        name("the name of an attribute")
        close(node)
      } else if kind == .leftBracket, !startsLine() {
        let node = open(.indexExpression, around: first)
        advance()
        expression()
        expect(.rightBracket)
        close(node)
      } else if isWord("by"), kind(ahead: 1) == .name {
        let node = open(.voiceExpression, around: first)
        advance()
        leaf(.name)
        close(node)
      } else {
        return
      }
    }
  }

  private mutating func primary() {
    switch kind {
    case .number:
      quantity()
    case .date:
      leaf(.dateValue)
    case .string:
      leaf(.stringValue)
    case .leftParenthesis:
      let node = open(.parenthesized)
      advance()
      expression()
      expect(.rightParenthesis)
      close(node)
    case .leftBracket:
      let node = open(.listExpression)
      advance()
      while !isAtEnd, kind != .rightBracket {
        expression()
        if !accept(.comma) { break }
      }
      expect(.rightBracket)
      close(node)
    case .name where isWord("if"):
      let node = open(.ifExpression)
      advance()
      expression()
      if acceptWord("then") {
        expression()
      } else {
        expected("`then`")
        missing()
      }
      if acceptWord("else") {
        expression()
      } else {
        expected("`else`")
        missing()
      }
      close(node)
    case .name where !isReserved() && !beginsDeclaration():
      nameOrCall()
    default:
      expected("an expression")
      missing()
    }
  }

  private mutating func nameOrCall() {
    guard kind(ahead: 1) == .leftParenthesis, !startsLine(ahead: 1) else {
      leaf(.nameExpression)
      return
    }
    let node = open(.callExpression)
    leaf(.name)
    advance()
    if kind != .rightParenthesis {
      expression()
      if acceptWord("for") {
        nodes.rename(node, .aggregateExpression)
        repeat { binding() } while accept(.comma)
      } else {
        while accept(.comma) { expression() }
      }
    }
    expect(.rightParenthesis)
    close(node)
  }
}
