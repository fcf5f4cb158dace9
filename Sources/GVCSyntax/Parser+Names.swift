/// Names, paths, titles, and references to links.
extension Parser {
  /// A declared name.
  mutating func name(_ what: String) {
    if acceptSignedName() { return }
    if kind == .name, !beginsDeclaration() { leaf(.name) } else { expected(what) }
  }

  /// name { "." name }
  mutating func path() {
    let node = open(.path)
    if endOfSignedName(from: at) != nil {
      close(node)
      _ = acceptSignedName()
      return
    }
    if kind == .name, !beginsDeclaration() {
      advance()
      while kind == .dot, kind(ahead: 1) == .name { at += 2 }
    } else {
      expected("a name")
    }
    close(node)
  }

  /// Whether a name on a line of its own begins a declaration (`firm maker`), and so is not what
  /// the line before it lacks.
  func beginsDeclaration() -> Bool {
    guard startsLine(), kind == .name, at > 0, !startsLine(ahead: 1) else { return false }
    return (kind(ahead: 1) == .name && !isReserved(ahead: 1))
  }

  /// A text on the same or the next line: the title of a declaration.
  mutating func title() {
    if kind == .string { leaf(.title) }
  }

  /// An entity by name, or a link by its ends; the kind may stand before either.
  mutating func reference(takesChain: Bool) {
    if kind == .name, kind(ahead: 1) == .name, !startsLine(ahead: 1), !isExpectWordAhead() {
      advance()
    }
    if kind == .name {
      var n = 1
      while kind(ahead: n) == .dot, kind(ahead: n + 1) == .name { n += 2 }
      if kind(ahead: n) == .arrow || kind(ahead: n) == .doubleDash {
        ends(takesChain: takesChain)
        return
      }
    }
    path()
  }

  func isExpectWordAhead() -> Bool {
    isWord("in", ahead: 1) || isWord("needs", ahead: 1)
  }

  /// path ( "->" path | "--" path { "--" path } ) ["in" path]
  ///
  /// In an expectation `in` may name the layer; there a chain is taken only when another `in`
  /// follows it.
  mutating func ends(takesChain: Bool = false) {
    let node = open(.ends)
    let word = at - 1
    path()
    if accept(.arrow) {
      path()
    } else if kind == .doubleDash {
      while accept(.doubleDash) { path() }
    } else if endsFollow(ahead: 0), kind != .dot {
      let isTie = word >= 0 && tokens.kind(word) == .name && isWord("tie", tokens[word].range)
      let sign = isTie ? "--" : "->"
      let last = kind == .equal ? at + 1 : at
      let range = TextRange(tokens[at].start, tokens[last].end)
      diagnostics.append(SyntaxErrors.foreignSign(sign, at: Location(source.file, range)))
      let first = at
      at = last + 1
      cover(from: first)
      path()
    } else {
      expected("`->` or `--`")
    }
    if isWord("in"), !startsLine(), kind(ahead: 1) == .name {
      var n = 2
      while kind(ahead: n) == .dot, kind(ahead: n + 1) == .name { n += 2 }
      if takesChain || (isWord("in", ahead: n) && !startsLine(ahead: n)) {
        let chain = open(.chainReference)
        advance()
        path()
        close(chain)
      }
    }
    close(node)
  }

  /// Takes the brace that closes what was opened at token `opened`.
  mutating func closeBrace(opened: TokenIndex) {
    if accept(.rightBrace) { return }
    report(
      SyntaxErrors.unclosed(
        "`}`", opened: Location(source.file, tokens[opened].range), found: found, at: here()))
  }
}
