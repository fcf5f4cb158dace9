/// Turns tokens into a lossless tree. Parsing never fails and never stops early: what does not fit
/// becomes a `skipped` or `missing` node with one diagnostic.
///
/// The grammar is `Grammar/gvc.ebnf`. This file holds the machinery; the productions are in
/// `Parser+Items.swift`, `Parser+Values.swift`, `Parser+Rules.swift` and
/// `Parser+Expressions.swift`.
public struct Parser: Sendable {
  /// The deepest nesting of blocks, lists and expressions.
  public static let depthLimit = 200
  /// The most diagnostics of one file.
  public static let diagnosticLimit = 10_000

  let source: SourceText
  let tokens: TokenList
  var nodes = NodeWriter()
  var diagnostics: [Diagnostic]
  /// The index of the current token.
  var at = 0
  var depth = 0
  /// Whether what is declared here may be named by a cell: `firm row.name`.
  var isInRowTemplate = false
  /// The last token that a diagnostic was about: one mistake, one diagnostic.
  var lastDiagnosed = -1
  /// A name that is no unit, although it stands behind a number.
  var barredUnit = -1
  /// How many more braces open than close.
  private let openBraces: Int
  /// The first token of the item of each diagnostic.
  var itemsOfDiagnostics: [UInt32] = []
  /// The nodes of the items of the file.
  var items: [UInt32] = []
  /// Whether a character may stand among the tokens that begins none.
  private let hasUnexpected: Bool
  /// The first token of which no such character is diagnosed yet.
  private var firstUnchecked = 0

  init(source: SourceText, _ lexed: Lexer.Lexed) {
    self.init(
      source: source, tokens: lexed.tokens, diagnostics: lexed.diagnostics,
      openBraces: lexed.openBraces, hasUnexpected: lexed.hasUnexpected)
  }

  /// A parser of tokens; `diagnostics` are those of the lexer.
  init(
    source: SourceText, tokens: TokenList, diagnostics: [Diagnostic], openBraces: Int,
    hasUnexpected: Bool = true
  ) {
    self.source = source
    self.tokens = tokens
    self.diagnostics = diagnostics
    self.openBraces = openBraces
    self.hasUnexpected = hasUnexpected
  }

  /// How many more braces open than close.
  static func openBraces(in tokens: some Sequence<Token>) -> Int {
    var count = 0
    for t in tokens {
      if t.kind == .leftBrace { count += 1 } else if t.kind == .rightBrace { count -= 1 }
    }
    return count
  }

  /// The tree of a text; a long one is parsed in parts beside one another.
  public static func parse(_ source: SourceText) -> SyntaxTree {
    parse(source, inParts: source.bytes.count / leastPart)
  }

  /// As many bytes as are worth a thread.
  private static let leastPart = 1 << 19
  /// The most parts of a text; to join more takes longer than it saves.
  private static let mostParts = 4

  /// The tree of a text that is parsed in so many parts, at most, beside one another.
  package static func parse(_ source: SourceText, inParts parts: Int) -> SyntaxTree {
    let lexed = Lexer.allTokens(of: source, inParts: min(parts, mostParts))
    let lexical = lexed.diagnostics.count
    var parser = Parser(source: source, lexed)
    parser.file(inParts: min(parts, mostParts))
    return parser.tree(
      ParseRecord(
        openBraces: parser.openBraces, lexicalDiagnostics: lexical,
        itemsOfDiagnostics: parser.itemsOfDiagnostics, items: parser.items))
  }

  /// The tree of a text that was made of that of another tree by edits: the same as `parse(source)`, and
  /// sooner; with it, what is different, where that is known.
  public static func parse(
    _ source: SourceText, after old: SyntaxTree
  ) -> (tree: SyntaxTree, change: SyntaxChange?) {
    if let (tree, change) = Reparse.tree(of: source, after: old) { return (tree, change) }
    return (parse(source), nil)
  }

  /// The tree of a question, as `gvc query` takes it; its root is a `query`.
  public static func parse(query source: SourceText) -> SyntaxTree { parse(source) { $0.query() } }

  /// The tree of expressions with commas between them; its root is `columns`.
  public static func parse(columns source: SourceText) -> SyntaxTree {
    parse(source) { $0.columns() }
  }

  private static func parse(
    _ source: SourceText, _ production: (inout Parser) -> Void
  ) -> SyntaxTree {
    var parser = Parser(source: source, Lexer.allTokens(of: source))
    production(&parser)
    parser.checkCharacters(before: parser.tokens.count)
    return parser.tree(nil)
  }

  /// What was parsed, with the record of a whole file.
  private consuming func tree(_ record: ParseRecord?) -> SyntaxTree {
    var record = record
    if diagnostics.count > Self.diagnosticLimit {
      let rest = diagnostics[Self.diagnosticLimit].primary.location
      diagnostics.removeSubrange(Self.diagnosticLimit...)
      diagnostics.append(SyntaxErrors.tooManyDiagnostics(at: rest, limit: Self.diagnosticLimit))
      record = nil
    }
    return SyntaxTree(
      source: source, tokens: PieceTable(tokens), nodes: NodeArray(nodes), diagnostics: diagnostics,
      record: record)
  }

  /// Parses one item of a file.
  mutating func fileItem() {
    let first = at
    let count = diagnostics.count
    let node = nodes.count
    firstUnchecked = first
    item()
    checkCharacters(before: at)
    if nodes.count > node { items.append(UInt32(truncatingIfNeeded: node)) }
    nodes.finishItem()
    for _ in count..<diagnostics.count {
      itemsOfDiagnostics.append(UInt32(truncatingIfNeeded: first))
    }
  }

  // MARK: Characters

  /// Diagnoses the characters before a token that begin none, and that no other diagnostic speaks of.
  mutating func checkCharacters(before end: TokenIndex) {
    guard hasUnexpected else { return }
    while firstUnchecked < end {
      if tokens.kind(firstUnchecked) == .unexpected { checkCharacter(tokens[firstUnchecked].range) }
      firstUnchecked += 1
    }
  }

  private mutating func checkCharacter(_ range: TextRange) {
    let (start, end) = (Int(range.start), Int(range.end))
    // Bytes that are no character have their diagnostic.
    guard end <= source.bytes.count,
      let text = String(validating: source.bytes[start..<end], as: UTF8.self),
      let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1
    else { return }
    func isDigit(_ i: Int) -> Bool {
      source.bytes.indices.contains(i) && (0x30..<0x3A).contains(source.bytes[i])
    }
    diagnostics.append(
      SyntaxErrors.unexpectedCharacter(
        scalar, isBetweenDigits: isDigit(start - 1) && isDigit(end),
        at: Location(source.file, range)))
  }

  /// Says that what stands from a token to the current one is diagnosed, its characters too.
  mutating func cover(from token: TokenIndex) {
    checkCharacters(before: token)
    firstUnchecked = max(firstUnchecked, at)
  }

  // MARK: Tokens

  @inline(__always) var kind: TokenKind { tokens.kind(at) }

  @inline(__always) var isAtEnd: Bool { tokens.kind(at) == .endOfFile }

  /// The kind of the token `n` places ahead.
  @inline(__always) func kind(ahead n: Int) -> TokenKind {
    let i = at + n
    return i < tokens.count ? tokens.kind(i) : .endOfFile
  }

  @inline(__always) func startsLine(ahead n: Int = 0) -> Bool {
    let i = at + n
    return i < tokens.count ? tokens.startsLine(i) : true
  }

  /// Whether the token `n` places ahead is the word `text`.
  @inline(__always) func isWord(_ text: StaticString, ahead n: Int = 0) -> Bool {
    let i = at + n
    return i < tokens.count && tokens.kind(i) == .name && isWord(text, tokens[i].range)
  }

  /// Whether the bytes of a name are `text`.
  @inline(__always) func isWord(_ text: StaticString, _ range: TextRange) -> Bool {
    let (start, count) = (Int(range.start), Int(range.end - range.start))
    guard count == text.utf8CodeUnitCount else { return false }
    let p = text.utf8Start
    return source.bytes.withUnsafeBufferPointer { bytes in
      for k in 0..<count where bytes[start + k] != p[k] { return false }
      return true
    }
  }

  @inline(__always) mutating func advance() {
    if !isAtEnd { at += 1 }
  }

  /// Takes the token if it is of `kind`.
  @inline(__always) mutating func accept(_ kind: TokenKind) -> Bool {
    guard self.kind == kind else { return false }
    at += 1
    return true
  }

  @inline(__always) mutating func acceptWord(_ text: StaticString) -> Bool {
    guard isWord(text) else { return false }
    at += 1
    return true
  }

  /// Takes the token of `kind`, or diagnoses that it is missing and stays.
  @discardableResult
  mutating func expect(_ kind: TokenKind) -> Bool {
    if accept(kind) { return true }
    expected(kind.description)
    return false
  }

  // MARK: Nodes

  /// Opens a node that begins at the current token.
  @inline(__always) mutating func open(_ kind: SyntaxKind) -> Int { nodes.open(kind, at: at) }

  /// Closes the node opened at `index`, at the current token.
  @inline(__always) mutating func close(_ index: Int) { nodes.close(index, at: at) }

  /// Opens a node around the finished node at `index` and all that follows it.
  mutating func open(_ kind: SyntaxKind, around index: Int) -> Int {
    nodes.open(kind, around: index)
    return index
  }

  /// A node of one token.
  mutating func leaf(_ kind: SyntaxKind) {
    let node = open(kind)
    advance()
    close(node)
  }

  /// An empty node that stands for something required and absent.
  mutating func missing() {
    let node = open(.missing)
    close(node)
  }

  // MARK: Diagnostics and recovery

  mutating func report(_ diagnostic: Diagnostic) {
    guard lastDiagnosed != at else { return }
    lastDiagnosed = at
    // A stray character already has its diagnostic.
    if kind != .unexpected { diagnostics.append(diagnostic) }
  }

  /// Where the current token stands; the place behind the previous one when a line ends between.
  func here() -> Location {
    let t = tokens[at]
    if at > 0, t.startsLine || t.kind == .endOfFile {
      let end = tokens[at - 1].end
      return Location(source.file, TextRange(end, end))
    }
    return Location(source.file, t.range)
  }

  /// What the current token is called in a message.
  var found: String {
    let t = tokens[at]
    return switch t.kind {
    case .name, .number, .date:
      t.end - t.start <= 40 ? "`\(source.string(t.range))`" : t.kind.description
    default: t.kind.description
    }
  }

  /// Diagnoses the current token as one too many, where `what` should be.
  mutating func unwanted(_ what: String) {
    let place = isAtEnd ? here() : Location(source.file, tokens[at].range)
    report(SyntaxErrors.expected(what, found: found, at: place))
  }

  mutating func expected(_ what: String) {
    report(SyntaxErrors.expected(what, found: found, at: here()))
  }

  /// Skips tokens into one `skipped` node until `stop` says so; brackets that open are skipped
  /// with what they hold.
  mutating func skip(until stop: (borrowing Parser) -> Bool) {
    guard !isAtEnd, !stop(self) else { return }
    let node = open(.skipped)
    var open = 0
    while !isAtEnd {
      if open == 0, stop(self) { break }
      switch kind {
      case .leftBrace, .leftBracket, .leftParenthesis: open += 1
      case .rightBrace, .rightBracket, .rightParenthesis: open = max(0, open - 1)
      default: break
      }
      if open > 0, endsUnclosedBlock() { break }
      at += 1
    }
    close(node)
  }

  /// Whether the current token, a name at the very start of a line, begins a declaration although
  /// a block is open; asked only of a file in which some brace is never closed.
  func endsUnclosedBlock() -> Bool {
    guard openBraces > 0, kind == .name, tokens.startsLine(at) else { return false }
    let start = Int(tokens[at].start)
    guard start == 0 || source.bytes[start - 1] == 0x0A else { return false }
    return kind(ahead: 1) == .name || isWord("import") || isWord("add") || isWord("in")
  }

  /// Runs `body` one level deeper, or skips what is nested too deeply.
  mutating func nested(_ body: (inout Parser) -> Void) {
    guard depth < Self.depthLimit else {
      report(
        SyntaxErrors.tooDeep(at: Location(source.file, tokens[at].range), limit: Self.depthLimit))
      skip { p in
        switch p.kind {
        case .rightBrace, .rightBracket, .rightParenthesis: true
        case .name: p.beginsDeclaration() || (p.startsLine() && p.isClauseWord())
        default: false
        }
      }
      lastDiagnosed = at
      return
    }
    depth += 1
    body(&self)
    depth -= 1
  }
}
