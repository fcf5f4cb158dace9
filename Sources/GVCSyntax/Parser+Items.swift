extension Parser {
  /// file = { item }
  mutating func file(inParts count: Int) {
    let node = open(.file)
    fileItems(inParts: count)
    close(node)
  }

  /// The items of a file up to the one that begins at or behind a token.
  mutating func fileItems(before end: TokenIndex) {
    while at < end, !isAtEnd { fileItem() }
  }

  /// One item of a file or a theory; always takes at least one token.
  mutating func item() {
    guard kind == .name else {
      if kind == .doubleDash, startsLine() {
        diagnostics.append(
          SyntaxErrors.foreignComment(sign: Location(source.file, tokens[at].range)))
        let first = at
        skip { $0.at > first && $0.startsLine() }
        cover(from: first)
        return
      }
      report(SyntaxErrors.notAnItem(found: found, at: Location(source.file, tokens[at].range)))
      let before = at
      skip {
        ($0.kind == .name && $0.startsLine()) || ($0.kind == .rightBrace && $0.depth > 0)
      }
      if at == before { advance() }
      return
    }
    if isWord("expect") {
      expectation()
    } else if isWord("accept"), isWord("finding", ahead: 1) {
      acceptance()
    } else if isWord("use"), kind(ahead: 1) == .name {
      use()
    } else if isWord("import") {
      importItem()
    } else if isWord("in"), kind(ahead: 1) == .name {
      layerBlock()
    } else if isWord("set"), kind(ahead: 1) == .name {
      layerItem(.setItem)
    } else if isWord("from"), kind(ahead: 1) == .name {
      rowTemplate()
    } else if isWord("theory") {
      theory()
    } else if isWord("attribute") {
      attributeDeclaration()
    } else if isWord("threshold") {
      thresholdDeclaration()
    } else if isWord("unit"), kind(ahead: 1) == .name, !startsLine(ahead: 1) {
      unitDeclaration()
    } else if isWord("derive") {
      deriveDeclaration()
    } else if isWord("rule") {
      rule()
    } else if isLinkWithoutKind {
      linkWithoutKind()
    } else {
      declaration()
    }
  }

  /// The words that begin an item, other than the kinds of things.
  package static let itemWords = [
    "expect", "accept", "use", "import", "in", "theory", "attribute", "unit", "threshold",
    "derive", "rule",
  ]

  /// `maker -> house`, `l1: maker -> house`.
  private var isLinkWithoutKind: Bool {
    if kind(ahead: 1) == .arrow { return true }
    return kind(ahead: 1) == .colon && kind(ahead: 2) == .name && kind(ahead: 3) == .arrow
  }

  private mutating func linkWithoutKind() {
    // An item depends on nothing before it, so this is said whatever was said of this token.
    diagnostics.append(SyntaxErrors.missingKind(at: Location(source.file, tokens[at].range)))
    let first = at
    skip { $0.at > first && ($0.startsLine() || ($0.kind == .rightBrace && $0.depth > 0)) }
    lastDiagnosed = -1
  }

  private mutating func use() {
    let node = open(.use)
    advance()
    repeat { path() } while accept(.comma)
    close(node)
  }

  private mutating func importItem() {
    let node = open(.importItem)
    advance()
    if kind == .string { leaf(.title) } else { expected("the path of a file in quotes") }
    if acceptWord("as") { name("a name for the imported file") }
    close(node)
  }

  private mutating func theory() {
    let node = open(.theory)
    advance()
    name("the name of the theory")
    title()
    let opened = at
    let hasBrace = expect(.leftBrace)
    if hasBrace || (kind == .name && !startsLine()) {
      nested { p in
        while !p.isAtEnd, p.kind != .rightBrace, !p.endsUnclosedBlock() { p.item() }
      }
      if hasBrace { closeBrace(opened: opened) } else { _ = accept(.rightBrace) }
    }
    close(node)
  }

  // MARK: Layers

  private mutating func layerBlock() {
    let node = open(.layerBlock)
    advance()
    path()
    let opened = at
    let hasBrace = expect(.leftBrace)
    if hasBrace || (isWord("set") || isWord("add") || isWord("remove")) {
      while !isAtEnd, kind != .rightBrace, !endsUnclosedBlock() {
        if isWord("set") {
          layerItem(.setItem)
        } else if isWord("remove") {
          layerItem(.removeItem)
        } else if isWord("add") {
          let add = open(.addItem)
          advance()
          if kind == .name { declaration() } else { expected("the kind of what is added") }
          close(add)
        } else {
          unwanted("`set`, `add` or `remove`")
          let before = at
          skip {
            $0.kind == .rightBrace || $0.endsUnclosedBlock()
              || ($0.at > before && ($0.isWord("set") || $0.isWord("add") || $0.isWord("remove")))
          }
        }
      }
      if hasBrace { closeBrace(opened: opened) } else { _ = accept(.rightBrace) }
    }
    close(node)
  }

  // MARK: Rows

  /// "from" NAME "in" path "{" { set | layer | declaration } "}"
  private mutating func rowTemplate() {
    let node = open(.rowTemplate)
    advance()
    name("a name for the row")
    if !acceptWord("in") { expected("`in`") }
    path()
    let opened = at
    let hasBrace = expect(.leftBrace)
    if hasBrace {
      let outer = isInRowTemplate
      isInRowTemplate = true
      nested { p in
        while !p.isAtEnd, p.kind != .rightBrace, !p.endsUnclosedBlock() { p.rowItem() }
      }
      isInRowTemplate = outer
      closeBrace(opened: opened)
    }
    close(node)
  }

  private mutating func rowItem() {
    if isWord("set"), kind(ahead: 1) == .name {
      layerItem(.setItem)
    } else if isWord("in"), kind(ahead: 1) == .name {
      layerBlock()
    } else if kind == .name {
      declaration()
    } else {
      item()
    }
  }

  private mutating func layerItem(_ kind: SyntaxKind) {
    let node = open(kind)
    advance()
    reference(takesChain: true)
    if kind == .setItem { block() }
    close(node)
  }

  // MARK: Declarations

  mutating func declaration() {
    let node = open(.declaration)
    let word = at
    advance()
    let name = nodes.count
    let count = diagnostics.count
    switch kind {
    case .name where !startsLine():
      let signed = endOfSignedName(from: at)
      if kind(ahead: 1) == .colon {
        leaf(.name)
        advance()
        ends()
      } else if isInRowTemplate, kind(ahead: 1) == .dot, !isEndsBehindPath {
        path()
      } else if endsFollow(ahead: (signed ?? at) - at + 1) {
        ends()
      } else if signed != nil {
        _ = acceptSignedName()
      } else {
        leaf(.name)
      }
    case .number where !startsLine():
      leaf(.name)
    case .string where !startsLine(), .leftBrace:
      break
    default:
      expected("a name")
    }
    title()
    if kind == .leftBrace {
      block()
    } else if kind == .name, kind(ahead: 1) == .colon {
      blockWithoutBrace()
    } else if kind == .rightBrace, hasSwallowedBrace {
      blockWithoutBrace()
    } else if case .name = kind, !startsLine() {
      if nodes.count == name + 1, diagnostics.count == count {
        if severalWords(word, node, name: name) { return }
      } else {
        expected("`{` or a line break")
      }
      skip { $0.startsLine() || $0.kind == .rightBrace || $0.kind == .leftBrace }
      if kind == .leftBrace { block() }
    }
    close(node)
  }

  /// Whether the path here is the first of two ends.
  private var isEndsBehindPath: Bool {
    var n = 1
    while kind(ahead: n) == .dot, kind(ahead: n + 1) == .name { n += 2 }
    return kind(ahead: n) == .arrow || kind(ahead: n) == .doubleDash
  }

  /// Whether the sign between two ends stands so many tokens ahead, also as it is written elsewhere.
  func endsFollow(ahead n: Int) -> Bool {
    switch kind(ahead: n) {
    case .arrow, .doubleDash, .dot: true
    case .minus, .greater: kind(ahead: n + 1) == .name && !startsLine(ahead: n)
    case .equal:
      kind(ahead: n + 1) == .greater && kind(ahead: n + 2) == .name && !startsLine(ahead: n)
    case .unexpected: isDash(at + n) && kind(ahead: n + 1) == .name
    default: false
    }
  }

  /// Whether a token is a dash of another length than those of ASCII.
  private func isDash(_ token: TokenIndex) -> Bool {
    let text = source.string(tokens[token].range)
    return text.unicodeScalars.count == 1
      && text.unicodeScalars.allSatisfy {
        (0x2010...0x2015).contains($0.value) || $0.value == 0x2212
      }
  }

  /// Takes and diagnoses a name with signs in it, which names nothing.
  mutating func acceptSignedName() -> Bool {
    guard let last = endOfSignedName(from: at) else { return false }
    let range = TextRange(tokens[at].start, tokens[last].end)
    report(
      SyntaxErrors.foreignName(source.string(range), at: Location(source.file, range)))
    let first = at
    let node = open(.skipped)
    at = last + 1
    close(node)
    cover(from: first)
    return true
  }

  /// Diagnoses words that follow the name of a declaration on its line, and says whether the declaration is skipped as none:
  /// its first word is one that begins other items, misspelled.
  private mutating func severalWords(_ word: TokenIndex, _ node: Int, name: Int) -> Bool {
    let first = tokens[word + 1]
    let kindWord = source.string(tokens[word].range)
    if kindWord.utf8.count > 3,
      let meant = Suggestion.nearest(to: kindWord, among: Self.itemWords)
    {
      nodes.discard(from: node)
      at = word
      diagnostics.append(
        SyntaxErrors.misspelledWord(
          kindWord, meant: meant, at: Location(source.file, tokens[word].range)))
      skip { $0.at > word && ($0.startsLine() || ($0.kind == .rightBrace && $0.depth > 0)) }
      return true
    }
    var last = at
    while last + 1 < tokens.count, !tokens.startsLine(last + 1),
      tokens.kind(last + 1) == .name || tokens.kind(last + 1) == .number
    {
      last += 1
    }
    func place(_ start: UInt32) -> Location {
      Location(source.file, TextRange(start, tokens[last].end))
    }
    let (all, title) = (place(first.start), place(tokens[at].start))
    if first.kind == .number, first.end == tokens[at].start {
      report(SyntaxErrors.nameWithDigit(source.string(all.range), at: all))
      return false
    }
    let titleText = source.string(title.range)
    report(
      SyntaxErrors.severalWords(
        source.string(all.range), at: all, title: titleText, at: title))
    // What is no title is the rest of a name of which there is only a part.
    if !(titleText.first?.isUppercase ?? false) { nodes.rename(name, .skipped) }
    return false
  }

  private mutating func attributeDeclaration() {
    let node = open(.attributeDeclaration)
    advance()
    ownedName()
    if expect(.colon) { type() }
    title()
    if kind == .leftBrace { block() }
    close(node)
  }

  private mutating func thresholdDeclaration() {
    let node = open(.thresholdDeclaration)
    advance()
    name("the name of the threshold")
    if expect(.colon) { value() }
    title()
    if kind == .leftBrace { block() }
    close(node)
  }

  /// "unit" unit_name ["=" size] [text] [block]; size = ["-"] number [unit], before a block too
  private mutating func unitDeclaration() {
    let node = open(.unitDeclaration)
    advance()
    let name = open(.unit)
    unitName()
    close(name)
    if accept(.equal) {
      if kind == .number || kind == .minus {
        let size = open(.quantity)
        _ = accept(.minus)
        if expect(.number), !startsLine(), kind == .percent || kind == .name && !isReserved() {
          unit()
        }
        close(size)
      } else {
        expected("an amount of another unit, such as `60 kg`")
        missing()
      }
    }
    title()
    if kind == .leftBrace { block() }
    close(node)
  }

  private mutating func deriveDeclaration() {
    let node = open(.deriveDeclaration)
    advance()
    ownedName()
    if expect(.colon) { type() }
    if expect(.equal) { expression() } else { missing() }
    title()
    close(node)
  }

  /// owner "." name
  private mutating func ownedName() {
    name("the kind that the attribute belongs to")
    if expect(.dot) { name("the name of the attribute") }
  }

  /// The words of a type, up to the end of the line, `=`, `{` or a text.
  private mutating func type() {
    let node = open(.type)
    let first = at
    while at == first || !startsLine() {
      switch kind {
      case .name, .dot, .slash, .percent: advance()
      case .leftBracket:
        advance()
        while kind == .name || kind == .comma { advance() }
        expect(.rightBracket)
      default:
        if at == first { expected("a type") }
        close(node)
        return
      }
    }
    close(node)
  }
}
