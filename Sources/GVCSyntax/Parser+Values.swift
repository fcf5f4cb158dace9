extension Parser {
  /// block = "{" { entry } "}"
  mutating func block() {
    let node = open(.block)
    let opened = at
    if expect(.leftBrace) {
      nested { p in
        while !p.isAtEnd, p.kind != .rightBrace, !p.endsUnclosedBlock() { p.entry() }
      }
      closeBrace(opened: opened)
    }
    close(node)
  }

  /// The entries of a block whose opening brace is missing.
  mutating func blockWithoutBrace() {
    let node = open(.block)
    let previous = tokens[at - 1]
    let isSwallowed = previous.kind == .string && source.bytes[Int(previous.end) - 1] == 0x7B
    if !isSwallowed { expected("`{`") }
    nested { p in
      while !p.isAtEnd, p.kind == .name,
        p.kind(ahead: 1) == .colon || p.kind(ahead: 1) == .leftBrace
      {
        p.entry()
      }
    }
    _ = accept(.rightBrace)
    close(node)
  }

  /// An attribute, a map or a member; always takes at least one token.
  private mutating func entry() {
    guard kind == .name else {
      unwanted("an attribute or `}`")
      skipToEntry()
      return
    }
    switch kind(ahead: 1) {
    case .colon:
      let node = open(.attribute)
      at += 2
      value()
      evidences()
      close(node)
    case .leftBrace:
      let node = open(.mapEntry)
      advance()
      block()
      close(node)
    case .name where !startsLine(ahead: 1), .number where !startsLine(ahead: 1):
      let node = open(.member)
      advance()
      leaf(.name)
      title()
      if kind == .leftBrace { block() }
      close(node)
    default:
      let node = open(.attribute)
      advance()
      expected("`:`")
      switch kind {
      case .equal, .string, .leftBracket, .tilde:
        if kind == .equal { advance() }
        value()
        evidences()
      default:
        missing()
        skipToEntry(least: false)
      }
      close(node)
    }
    if case .comma = kind {
      expected("the next attribute, without a comma")
      skipToEntry()
    }
  }

  /// Skips to what looks like the next entry.
  private mutating func skipToEntry(least: Bool = true) {
    let before = at
    skip { p in
      if least, p.at == before { return false }
      if p.kind == .rightBrace || p.endsUnclosedBlock() { return true }
      guard p.kind == .name else { return false }
      return p.startsLine() || p.kind(ahead: 1) == .colon
    }
  }

  // MARK: Evidence

  mutating func evidences() {
    while isWord("from"), kind(ahead: 1) != .colon, kind(ahead: 1) != .leftBrace { evidence() }
  }

  /// "from" path [text] ["(" qualifier { "," qualifier } ")"]
  private mutating func evidence() {
    let node = open(.evidence)
    advance()
    path()
    title()
    let opened = at
    if accept(.leftParenthesis) {
      repeat {
        let qualifier = open(.qualifier)
        if kind == .name {
          advance()
          if expect(.colon) { value() }
        } else {
          expected("`reported_by`, `confidence` or `date`")
        }
        close(qualifier)
      } while accept(.comma)
      if !accept(.rightParenthesis) {
        report(
          SyntaxErrors.unclosed(
            "`)`", opened: Location(source.file, tokens[opened].range), found: found, at: here()))
      }
    }
    close(node)
  }

  // MARK: Values

  mutating func value() {
    switch kind {
    case .string:
      leaf(.stringValue)
    case .leftBracket:
      list()
    case .tilde:
      let node = open(.estimateValue)
      advance()
      scalar()
      close(node)
    case .name where isBound:
      let node = open(.boundValue)
      at += 2
      scalar()
      close(node)
    case .name, .number, .date, .minus:
      let first = nodes.count
      scalar()
      if kind == .dotDot, !startsLine() {
        let node = open(.rangeValue, around: first)
        advance()
        scalar()
        close(node)
      }
    default:
      expected("a value")
      missing()
    }
  }

  /// `at most`, `at least`.
  private var isBound: Bool {
    isWord("at") && (isWord("most", ahead: 1) || isWord("least", ahead: 1))
  }

  /// A quantity, a date or a name.
  private mutating func scalar() {
    switch kind {
    case .number, .minus: quantity()
    case .date: leaf(.dateValue)
    case .name: path()
    default:
      expected("a value")
      missing()
    }
  }

  /// ["-"] number [unit]
  mutating func quantity() {
    let node = open(.quantity)
    _ = accept(.minus)
    if expect(.number), unitFollows() { unit() }
    close(node)
  }

  /// A unit stands on the line of its number, and is not the name of what comes next.
  private func unitFollows() -> Bool {
    if startsLine() { return false }
    if kind == .percent { return true }
    guard kind == .name, !isReserved() else { return false }
    switch kind(ahead: 1) {
    case .colon, .leftBrace, .arrow, .doubleDash, .equal: return false
    case .number: return startsLine(ahead: 1)
    default: return true
    }
  }

  /// "%" | name { ("/" | "per") name } ["in" year]
  private mutating func unit() {
    let node = open(.unit)
    if !accept(.percent) {
      advance()
      while true {
        if kind == .slash, tokens[at].start == tokens[at - 1].end, kind(ahead: 1) == .name,
          tokens[at + 1].start == tokens[at].end
        {
          at += 2
        } else if isWord("per"), kind(ahead: 1) == .name {
          at += 2
        } else {
          break
        }
      }
      if isWord("in"), kind(ahead: 1) == .number { at += 2 }
    }
    close(node)
  }

  /// "[" [value { "," value }] ["," ".."] "]"
  private mutating func list() {
    let node = open(.listValue)
    let opened = at
    advance()
    nested { p in
      while !p.isAtEnd, p.kind != .rightBracket {
        if p.kind == .dotDot {
          p.advance()
          break
        }
        p.value()
        if !p.accept(.comma) { break }
      }
    }
    if !accept(.rightBracket) {
      report(
        SyntaxErrors.unclosed(
          "`]`", opened: Location(source.file, tokens[opened].range), found: found, at: here()))
      if !startsLine() {
        skip {
          $0.kind == .rightBracket || $0.kind == .rightBrace || $0.startsLine()
        }
        _ = accept(.rightBracket)
      }
    }
    close(node)
  }
}
