/// The one style of a `.gvc` file: two spaces a level, one attribute a line, comments kept.
///
/// Only white space changes: every token and comment stays, in its order. Line breaks have the form of the
/// first one, and a mark of the byte order stays. Formatting twice gives the same as formatting once.
public struct Formatter {
  /// The line length beyond which a list or a block is broken.
  public static let lineLength = 100

  private let tree: SyntaxTree
  private let bytes: [UInt8]
  /// The layout before each token.
  private var breaks: [Break]
  /// Whether a token begins an entry, an item or a clause; another line continues one and is
  /// indented a level more.
  private var startsEntry: [Bool]
  /// The braces and brackets open at each token; a closing one stands with its opening one.
  private var depths: [UInt16]
  private let lineBreak: [UInt8]
  private var out: [UInt8] = []

  /// What stands before a token.
  private enum Break: UInt8 {
    case none, space
    /// A line break; one blank line of the source before it is kept.
    case line
  }

  /// The text of `tree` in the style, or nil when the tree has mistakes of form.
  public static func format(_ tree: SyntaxTree) -> [UInt8]? {
    guard !tree.diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    var formatter = Formatter(tree)
    return formatter.run()
  }

  private init(_ tree: SyntaxTree) {
    self.tree = tree
    bytes = tree.source.bytes
    lineBreak = tree.source.lineBreak
    breaks = Array(repeating: .space, count: tree.tokens.count)
    startsEntry = Array(repeating: false, count: tree.tokens.count)
    depths = Array(repeating: 0, count: tree.tokens.count)
    var depth = 0
    for i in tree.tokens.indices {
      let kind = tree.tokens[i].kind
      if kind == .rightBrace || kind == .rightBracket { depth -= 1 }
      depths[i] = UInt16(clamping: depth)
      if kind == .leftBrace || kind == .leftBracket { depth += 1 }
    }
  }

  private mutating func run() -> [UInt8] {
    decideSpaces()
    decideLines()
    keepNamesApart()
    write()
    return tree.source.byteOrderMark + out
  }

  // MARK: Decisions

  /// Spaces by the tokens alone.
  private mutating func decideSpaces() {
    let tokens = tree.tokens
    for i in 1..<max(1, tokens.count) {
      let left = tokens[i - 1].kind
      let right = tokens[i].kind
      switch (left, right) {
      case (_, .comma), (_, .colon), (_, .percent), (_, .rightBracket), (_, .rightParenthesis),
        (.leftBracket, _), (.leftParenthesis, _), (.tilde, _):
        breaks[i] = .none
      case (.leftBrace, .rightBrace):
        breaks[i] = .none
      default:
        breaks[i] = .space
      }
    }
    for index in tree.nodes.indices { decideSpaces(in: NodeID(index)) }
    for i in 1..<max(1, tokens.count) where breaks[i] == .none {
      if Self.wouldJoin(tokens[i - 1].kind, tokens[i].kind) { breaks[i] = .space }
    }
  }

  /// Whether two tokens without a gap between them are another token, or begin a comment.
  private static func wouldJoin(_ left: TokenKind, _ right: TokenKind) -> Bool {
    switch (left, right) {
    case (.minus, .minus), (.dot, .dot), (.slash, .slash): true
    default: false
    }
  }

  /// Spaces by the node that a token belongs to.
  private mutating func decideSpaces(in id: NodeID) {
    let node = tree[id]
    let first = Int(node.firstToken)
    let end = Int(node.endToken)
    switch node.kind {
    case .path, .rangeValue, .memberExpression, .attributeDeclaration, .deriveDeclaration,
      .endsAttribute:
      for i in SyntaxPrinter.ownTokens(of: id, in: tree)
      where tree.tokens[i].kind == .dot || tree.tokens[i].kind == .dotDot {
        breaks[i] = .none
        if i + 1 < breaks.count { breaks[i + 1] = .none }
      }
    case .type, .unit:
      for i in first..<end
      where tree.tokens[i].kind == .slash || tree.tokens[i].kind == .dot {
        breaks[i] = .none
        if i + 1 < breaks.count { breaks[i + 1] = .none }
      }
    case .quantity, .negation:
      if first < end, tree.tokens[first].kind == .minus, first + 1 < breaks.count {
        breaks[first + 1] = .none
      }
    case .callExpression, .aggregateExpression:
      if first + 1 < end { breaks[first + 1] = .none }
    case .indexExpression:
      if let base = tree.child(id, at: 0) { breaks[tree.tokenAfter(base)] = .none }
    case .powerExpression:
      if let base = tree.child(id, at: 0) {
        breaks[tree.tokenAfter(base)] = .space
      }
    default:
      break
    }
  }

  /// Line breaks by structure.
  private mutating func decideLines() {
    for index in tree.nodes.indices {
      let id = NodeID(index)
      switch tree.kind(id) {
      case .file:
        for child in tree.children(id) { breakBefore(child) }
      case .theory, .layerBlock, .rowTemplate, .ruleDeclaration:
        breakBraces(of: id)
        for child in tree.children(id) {
          switch tree.kind(child) {
          case .name, .title, .path: break
          default: breakBefore(child)
          }
        }
      case .block:
        guard !fitsOneLine(id) else { break }
        breakBraces(of: id)
        for child in tree.children(id) { breakBefore(child) }
      case .listValue, .listExpression:
        // A list that does not fit its line gets an element a line.
        guard !fits(id) || holdsComment(id) else { break }
        for child in tree.children(id) { breakBefore(child) }
        breaks[Int(tree[id].endToken) - 1] = .line
        let own = SyntaxPrinter.ownTokens(of: id, in: tree)
        for i in own where tree.tokens[i].kind == .dotDot {
          breaks[i] = .line
          startsEntry[i] = true
        }
      case .forClause, .scopeClause, .whenClause, .letClause:
        break
      case .andExpression, .orExpression:
        keepBreaks(before: SyntaxPrinter.ownTokens(of: id, in: tree))
      case .ifExpression:
        keepBreaks(before: SyntaxPrinter.ownTokens(of: id, in: tree))
      case .deriveDeclaration:
        keepBreaks(before: tree.children(id).map { tree.firstToken($0) })
      case .evidence, .title:
        keepBreaks(before: [tree.firstToken(id)])
      case .expectNeeds:
        keepBreaks(before: [tree.firstToken(id)])
      case .quantity where tree.tokens[tree.tokenAfter(id)].kind == .name:
        // On the line of the number, the name would be its unit.
        keepBreaks(before: [tree.tokenAfter(id)])
      default:
        break
      }
    }
  }

  /// Two names at the start of a line begin something new: a name that begins a line and ends it,
  /// and begins nothing new, still ends it.
  private mutating func keepNamesApart() {
    for node in tree.nodes where node.endToken == node.firstToken + 1 {
      let name = Int(node.firstToken)
      guard [.path, .name, .nameExpression].contains(node.kind), !startsEntry[name] else {
        continue
      }
      guard breaks[name] == .line || gapHasComment(before: name) else { continue }
      if tree.tokens[name + 1].kind == .name { keepBreaks(before: [name + 1]) }
    }
  }

  /// Keeps the author's line breaks where either form reads well.
  private mutating func keepBreaks(before tokens: [TokenIndex]) {
    for i in tokens where tree.tokens[i].startsLine && i > 0 { breaks[i] = .line }
  }

  private mutating func breakBefore(_ id: NodeID) {
    guard tree[id].endToken > tree[id].firstToken else { return }
    breaks[tree.firstToken(id)] = .line
    startsEntry[tree.firstToken(id)] = true
  }

  private mutating func breakBraces(of id: NodeID) {
    let last = Int(tree[id].endToken) - 1
    guard last >= 0, tree.tokens[last].kind == .rightBrace else { return }
    if tree.tokens[last - 1].kind == .leftBrace, !gapHasComment(before: last) {
      breaks[last] = .none
    } else {
      breaks[last] = .line
    }
  }

  /// A block stays on one line when its author wrote it so and it is short.
  private func fitsOneLine(_ id: NodeID) -> Bool {
    let first = tree.firstToken(id)
    let end = Int(tree[id].endToken)
    if end - first == 2, !gapHasComment(before: end - 1) { return true }
    for i in (first + 1)..<max(first + 1, end) where tree.tokens[i].startsLine { return false }
    return fits(id)
  }

  /// Whether the text from the start of the node's line to its end is within the line length.
  private func fits(_ id: NodeID) -> Bool {
    var first = tree.firstToken(id)
    while first > 0, breaks[first] != .line { first -= 1 }
    let end = Int(tree[id].endToken)
    var width = 2 * Int(depths[first])
    for i in first..<end {
      if i > first { width += breaks[i] == .none ? 0 : 1 }
      width += Int(tree.tokens[i].end - tree.tokens[i].start)
      if width > Self.lineLength { return false }
    }
    return true
  }

  private func holdsComment(_ id: NodeID) -> Bool {
    let first = tree.firstToken(id) + 1
    let end = Int(tree[id].endToken)
    guard first < end else { return false }
    return (first..<end).contains { gapHasComment(before: $0) }
  }

  private func gapHasComment(before token: TokenIndex) -> Bool {
    let start = token > 0 ? Int(tree.tokens[token - 1].end) : 0
    let end = Int(tree.tokens[token].start)
    var i = start
    while i + 1 < end {
      if bytes[i] == UInt8(ascii: "/"), bytes[i + 1] == UInt8(ascii: "/") { return true }
      i += 1
    }
    return false
  }

  // MARK: Writing

  private mutating func write() {
    out.reserveCapacity(bytes.count + bytes.count / 8)
    var continues = false
    for i in tree.tokens.indices {
      let token = tree.tokens[i]
      let closes = token.kind == .rightBrace || token.kind == .rightBracket
      let depth = Int(depths[i])
      if breaks[i] == .line { continues = !startsEntry[i] && !closes }
      writeGap(before: i, level: depth + (continues && breaks[i] == .line ? 1 : 0))
      if token.kind != .endOfFile {
        out.append(contentsOf: bytes[Int(token.start)..<Int(token.end)])
      }
    }
  }

  /// Writes the comments before a token, and the white space that `breaks` asks for.
  private mutating func writeGap(before i: TokenIndex, level: Int) {
    let token = tree.tokens[i]
    let start = i > 0 ? Int(tree.tokens[i - 1].end) : 0
    let gap = Gap(bytes: bytes, start: start, end: Int(token.start))
    let closes = token.kind == .rightBrace || token.kind == .rightBracket
    for comment in gap.comments {
      if comment.ownLine || i == 0 {
        newLine(blank: comment.blankBefore, level: closes ? level + 1 : level)
      } else {
        out.append(contentsOf: [0x20, 0x20])
      }
      out.append(contentsOf: bytes[comment.range])
    }
    if token.kind == .endOfFile {
      if !out.isEmpty { out += lineBreak }
    } else if !gap.comments.isEmpty || breaks[i] == .line {
      newLine(blank: gap.blankAtEnd && !closes, level: level)
    } else if i > 0, breaks[i] == .space {
      out.append(0x20)
    }
  }

  private mutating func newLine(blank: Bool, level: Int) {
    if let last = out.last {
      out += lineBreak
      if blank, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { out += lineBreak }
    }
    out.append(contentsOf: repeatElement(0x20, count: 2 * level))
  }
}
