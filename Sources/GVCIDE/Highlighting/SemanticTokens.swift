import GVCModel
import GVCSyntax

extension EditorFeatures {
  /// The coloured parts of a file, in the order of the text; none lies in another.
  public func semanticTokens(of file: FileID) -> [SemanticToken] {
    guard let tree = tree(of: file) else { return [] }
    return semanticTokens(of: file, in: TextRange(0, tree.source.bytes.count))
  }

  /// The coloured parts of the lines of a range, and maybe some around them.
  public func semanticTokens(of file: FileID, in range: TextRange) -> [SemanticToken] {
    guard let index = treeIndex(of: file) else { return [] }
    var writer = SemanticTokenWriter(self, tree: index)
    return writer.tokens(in: range)
  }
}

/// Colours one file: what names stand for first, then the words of the grammar, literals and signs.
private struct SemanticTokenWriter {
  let features: EditorFeatures
  let index: Int
  let tree: SyntaxTree
  private var tokens: [SemanticToken] = []
  /// The first file of the project; those of the language and its theories come before.
  private let firstOwnFile: FileID

  init(_ features: EditorFeatures, tree index: Int) {
    self.features = features
    self.index = index
    firstOwnFile =
      features.model.trees.map(\.source.file).filter { features.isOwn($0) }.min()
      ?? FileID(Int(UInt32.max))
    tree = features.model.trees[index]
  }

  mutating func tokens(in range: TextRange) -> [SemanticToken] {
    let first = tree.token(endingAfter: range.start)
    let last = tree.token(endingAfter: range.end)
    let names = names(first, last)
    let roles = TokenRoles(tree, first, last)
    var next = 0
    for token in first...max(first, last) {
      addComments(before: token)
      let span = tree.tokens[token].range
      while next < names.count, names[next].range.end <= span.start { next += 1 }
      var inner: [Occurrence] = []
      while next < names.count, names[next].range.start < span.end {
        inner.append(names[next])
        next += 1
      }
      add(token, inner, roles)
    }
    return tokens
  }

  /// The names of the items from a token to another.
  private func names(_ first: TokenIndex, _ last: TokenIndex) -> [Occurrence] {
    let items = features.items(ofTree: index)
    guard !items.all.isEmpty else { return [] }
    let start = items.index(of: first, in: tree) ?? 0
    var names: [Occurrence] = []
    for item in start..<items.all.count {
      guard tree.firstToken(items.all[item].node) <= last else { break }
      names += features.names.occurrences(inItem: item, ofTree: index)
    }
    return names
  }

  private mutating func addComments(before token: TokenIndex) {
    for comment in tree.comments(before: token) {
      let isDocumentation = tree.source.string(comment).hasPrefix("///")
      tokens.append(
        SemanticToken(
          range: comment, type: .comment, modifiers: isDocumentation ? .documentation : []))
    }
  }

  private mutating func add(_ token: TokenIndex, _ names: [Occurrence], _ roles: TokenRoles) {
    let span = tree.tokens[token].range
    switch tree.tokens[token].kind {
    case .string:
      // What a message fills in is coloured inside of the text.
      var start = span.start
      for name in names where name.range.start >= start {
        append(TextRange(start, name.range.start), .string)
        append(name)
        start = name.range.end
      }
      append(TextRange(start, span.end), .string)
    case .number, .date:
      if let name = names.first { append(name) } else { append(span, .number) }
    case .name:
      if let name = names.first {
        append(name)
      } else if let role = roles[token] {
        append(span, role)
      }
    case .percent: append(span, roles[token] ?? .operator)
    case .arrow, .doubleDash, .dotDot, .tilde, .equal, .equalEqual, .notEqual, .less, .lessEqual,
      .greater, .greaterEqual, .plus, .minus, .star, .slash, .caret:
      append(span, roles[token] ?? .operator)
    case .endOfFile, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis,
      .rightParenthesis, .comma, .colon, .dot, .unexpected:
      break
    }
  }

  private mutating func append(_ range: TextRange, _ type: TokenClass) {
    guard range.count > 0 else { return }
    tokens.append(SemanticToken(range: range, type: type, modifiers: []))
  }

  private mutating func append(_ name: Occurrence) {
    var modifiers: TokenModifiers = []
    if name.role == .declaration { modifiers.insert(.declaration) }
    if name.role == .write { modifiers.insert(.modification) }
    if isLibrary(name.referent) { modifiers.insert(.defaultLibrary) }
    tokens.append(
      SemanticToken(range: name.range, type: name.referent.tokenClass, modifiers: modifiers))
  }

  private func isLibrary(_ referent: Referent) -> Bool {
    switch referent {
    case .function, .aggregate, .relation: true
    case .variable, .alias, .keyword, .constant, .option, .modality, .code, .country: false
    default: features.home(of: referent).map { $0.file < firstOwnFile } ?? false
    }
  }
}

extension Referent {
  /// The colour of a name that stands for it.
  var tokenClass: TokenClass {
    switch self {
    case .entity: .entity
    case .kind, .collection: .kind
    case .attribute, .relation, .option: .attribute
    case .scale, .verdict: .scale
    case .word, .answer, .code, .country: .word
    case .threshold: .threshold
    case .rule: .rule
    case .theory, .alias: .namespace
    case .variable: .variable
    case .function, .aggregate: .function
    case .modality: .modality
    case .keyword: .keyword
    case .constant: .constant
    }
  }
}
