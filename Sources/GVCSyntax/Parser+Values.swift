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

  /// Whether the text before this token has no closing quote and so holds the brace behind it.
  var hasSwallowedBrace: Bool {
    guard at > 0 else { return false }
    let previous = tokens[at - 1]
    return previous.kind == .string && source.bytes[Int(previous.end) - 1] == 0x7B
  }

  /// The entries of a block whose opening brace is missing.
  mutating func blockWithoutBrace() {
    let node = open(.block)
    if !hasSwallowedBrace { expected("`{`") }
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
      attributeValue()
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
      if kind == .equal {
        report(SyntaxErrors.equalForColon(at: Location(source.file, tokens[at].range)))
      } else {
        expected("`:`")
      }
      switch kind {
      case .equal, .string, .leftBracket, .tilde:
        if kind == .equal { advance() }
        attributeValue()
      default:
        missing()
        skipToEntry(least: false)
      }
      close(node)
    }
    if case .comma = kind {
      report(
        SyntaxErrors.commaBetweenEntries(at: Location(source.file, tokens[at].range)))
      skipToEntry()
    }
  }

  /// value { evidence }, or what people write for it elsewhere.
  private mutating func attributeValue() {
    let (first, node, count) = (at, nodes.count, diagnostics.count)
    value()
    if diagnostics.count > count || !isBehindValue { foreignValue(first, node, count) }
    evidences()
  }

  /// Whether what stands here can follow a value: the end of its line, a brace, a source, an attribute.
  private var isBehindValue: Bool {
    if isAtEnd || kind == .rightBrace { return true }
    if startsLine() { return kind != .unexpected }
    guard kind == .name else { return false }
    return kind(ahead: 1) == .colon || kind(ahead: 1) == .leftBrace || isWord("from")
  }

  /// Reads the value that began at a token again, as people write one elsewhere, where it is that.
  private mutating func foreignValue(_ first: TokenIndex, _ node: Int, _ count: Int) {
    let start = Int(tokens[first].start)
    if start < source.bytes.count, let notation = ForeignNotation.value(source.bytes[start...]) {
      let end = start + notation.length
      retract(to: first, node, count) { $0.tokens[$0.at].start < end }
      diagnostics.append(
        SyntaxErrors.foreign(notation, at: Location(source.file, TextRange(start, end))))
      sourceWithoutWord(at, nodes.count)
    } else if diagnostics.count > count {
      // A name that is none, of which that is said.
      if at > first, nodes.count > node { blank(first, node) }
    } else {
      if kind == .comma { listWithoutBrackets(first, node, count) }
      if kind == .name || kind == .arrow { severalWords(first, node, count) }
      sourceWithoutWord(first, node)
    }
  }

  /// Takes back what was read of a value, and skips its tokens as one that is missing and diagnosed.
  private mutating func retract(
    to first: TokenIndex, _ node: Int, _ count: Int, while isPart: (borrowing Parser) -> Bool
  ) {
    nodes.discard(from: node)
    diagnostics.removeSubrange(count...)
    at = first
    missing()
    let skipped = open(.skipped)
    while !isAtEnd, isPart(self) { at += 1 }
    close(skipped)
    cover(from: first)
    lastDiagnosed = -1
  }

  /// Makes what was read of a value one that is missing and diagnosed.
  private mutating func blank(_ first: TokenIndex, _ node: Int) {
    guard diagnostics.last?.code == .foreignNotation else { return }
    // Words behind it belong to it: `arm's length`.
    while kind == .name, !startsLine(), kind(ahead: 1) != .colon, kind(ahead: 1) != .leftBrace,
      kind(ahead: 1) != .string, !isWord("from")
    {
      at += 1
      let range = TextRange(tokens[first].start, tokens[at - 1].end)
      diagnostics[diagnostics.count - 1] = SyntaxErrors.foreignName(
        source.string(range), at: Location(source.file, range))
    }
    let end = at
    nodes.discard(from: node)
    at = first
    missing()
    let skipped = open(.skipped)
    at = end
    close(skipped)
    lastDiagnosed = -1
  }

  /// Whether a word by itself is hardly a value, but the first of several: `very high`, `arms length`.
  private static func beginsPhrase(_ word: String) -> Bool {
    ["very", "rather", "quite", "fairly", "not", "arms", "arm", "quasi", "semi", "about"]
      .contains(word.lowercased())
  }

  /// Words that make one value, or the ends of a link, which are no value.
  private mutating func severalWords(_ first: TokenIndex, _ node: Int, _ count: Int) {
    let isEnds = kind == .arrow && !startsLine()
    var last = isEnds ? at + 1 : at
    guard kind(at: first) == .name, kind(at: last) == .name, !tokens.startsLine(last) else {
      return
    }
    if isEnds {
      while kind(at: last + 1) == .dot, kind(at: last + 2) == .name { last += 2 }
    } else {
      // What follows a value is the next entry, but behind words that begin a phrase.
      guard at == first + 1, Self.beginsPhrase(source.string(tokens[first].range)),
        kind(at: last + 1) == .rightBrace || last + 1 >= tokens.count || tokens.startsLine(last + 1)
      else { return }
    }
    let range = TextRange(tokens[first].start, tokens[last].end)
    let place = Location(source.file, range)
    retract(to: first, node, count) { $0.at <= last }
    diagnostics.append(
      isEnds
        ? SyntaxErrors.endsAsValue(source.string(range), at: place)
        : SyntaxErrors.foreignName(source.string(range), at: place))
  }

  /// A list without its brackets: `design, assembly`.
  private mutating func listWithoutBrackets(_ first: TokenIndex, _ node: Int, _ count: Int) {
    var last = first
    while tokens.kind(last) == .name, kind(at: last + 1) == .comma, last + 2 < tokens.count,
      !tokens.startsLine(last + 2)
    {
      last += 2
    }
    guard last > first, kind(at: last) == .name, kind(at: last + 1) != .colon else { return }
    let range = TextRange(tokens[first].start, tokens[last].end)
    retract(to: first, node, count) { $0.at <= last }
    diagnostics.append(
      SyntaxErrors.foreignList(source.string(range), at: Location(source.file, range)))
  }

  /// The last token of a name that is put together with `-`, `/`, `&` and full stops, without gaps; nil where the
  /// token is a name by itself.
  func endOfSignedName(from first: TokenIndex) -> TokenIndex? {
    func touches(_ token: TokenIndex) -> Bool {
      token < tokens.count && tokens[token].start == tokens[token - 1].end
    }
    guard kind(at: first) == .name else { return nil }
    var last = first
    func joins(_ token: TokenIndex) -> Bool {
      switch kind(at: token) {
      case .minus, .slash: true
      case .unexpected:
        String(
          validating: source.bytes[Int(tokens[token].start)..<Int(tokens[token].end)], as: UTF8.self
        ) != nil
      default: false
      }
    }
    while touches(last + 1), touches(last + 2), joins(last + 1),
      kind(at: last + 2) == .name || kind(at: last + 2) == .number
    {
      last += 2
    }
    return last > first ? last : nil
  }

  private func kind(at token: TokenIndex) -> TokenKind {
    token < tokens.count ? tokens.kind(token) : .endOfFile
  }

  /// The name of a source and its place, with no `from` before them: `40 survey "p. 4"`.
  private mutating func sourceWithoutWord(_ first: TokenIndex, _ node: Int) {
    var name = at
    if kind == .string, at > first + 1, tokens.kind(at - 1) == .name {
      name = at - 1
    } else if kind != .name || kind(ahead: 1) != .string {
      return
    }
    guard !tokens.startsLine(name), !tokens.startsLine(name + 1) else { return }
    if name < at {
      // It was read as the unit of a number.
      nodes.discard(from: node)
      at = first
      barredUnit = name
      value()
      guard at == name else { return }
    }
    diagnostics.append(
      SyntaxErrors.missingFrom(
        source.string(tokens[name].range), at: Location(source.file, tokens[name].range)))
    evidence(hasWord: false)
    lastDiagnosed = -1
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
  private mutating func evidence(hasWord: Bool = true) {
    let node = open(.evidence)
    if hasWord { advance() }
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
    if startsLine() || at == barredUnit { return false }
    if kind == .percent { return true }
    guard kind == .name, !isReserved() else { return false }
    switch kind(ahead: 1) {
    case .colon, .leftBrace, .arrow, .doubleDash, .equal: return false
    case .number: return startsLine(ahead: 1)
    default: return true
    }
  }

  /// "%" | [scale] unit_name { ("/" | "per") unit_name } ["in" year]
  mutating func unit() {
    let node = open(.unit)
    if !accept(.percent) {
      if isScaleWord, followsScaleWord { advance() }
      unitName()
      while true {
        if kind == .slash, tokens[at].start == tokens[at - 1].end, kind(ahead: 1) == .name,
          tokens[at + 1].start == tokens[at].end
        {
          advance()
          unitName()
        } else if isWord("per"), kind(ahead: 1) == .name {
          advance()
          unitName()
        } else {
          break
        }
      }
      if isWord("in"), kind(ahead: 1) == .number { at += 2 }
    }
    close(node)
  }

  /// `thousand`, `million`, `billion`.
  private var isScaleWord: Bool {
    isWord("thousand") || isWord("million") || isWord("billion")
  }

  /// Whether the name behind a word of scale is the unit of which there are so many.
  private var followsScaleWord: Bool {
    guard kind(ahead: 1) == .name, !startsLine(ahead: 1), !isReserved(ahead: 1) else {
      return false
    }
    switch kind(ahead: 2) {
    case .colon, .leftBrace, .arrow, .doubleDash, .equal: return false
    case .number: return startsLine(ahead: 2)
    default: return true
    }
  }

  /// name ["of" name]
  mutating func unitName() {
    advance()
    guard isWord("of"), !startsLine(), kind(ahead: 1) == .name, !startsLine(ahead: 1) else {
      return
    }
    switch kind(ahead: 2) {
    case .colon, .leftBrace, .arrow, .doubleDash: return
    default: at += 2
    }
  }

  /// Whether the current token is a character that begins none.
  private func isCharacter(_ character: String) -> Bool {
    kind == .unexpected && source.string(tokens[at].range) == character
  }

  /// Takes the current token as the end of a sign that is written otherwise.
  private mutating func foreignSign(_ sign: String, from first: TokenIndex) {
    let place = Location(source.file, TextRange(tokens[first].start, tokens[at].end))
    diagnostics.append(SyntaxErrors.foreignSign(inList: sign, at: place))
    advance()
    cover(from: first)
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
          if p.kind == .dot, p.kind(ahead: 1) == .rightBracket {
            p.foreignSign("..", from: p.at - 1)
          }
          break
        }
        if p.isCharacter("…"), p.kind(ahead: 1) == .rightBracket {
          p.foreignSign("..", from: p.at)
          break
        }
        p.value()
        if p.isCharacter(";") || p.isCharacter("；") || p.isCharacter("，") || p.isCharacter("、") {
          p.foreignSign(",", from: p.at)
        } else if !p.accept(.comma) {
          break
        }
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
