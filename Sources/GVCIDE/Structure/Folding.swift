import GVCSyntax

/// A part of a file that can be folded away.
public struct Fold: Sendable, Hashable {
  public enum Kind: Sendable {
    /// A block, a rule, a theory or a list: from its opening sign to its closing one.
    case block
    /// Comments on lines of their own, one below the other.
    case comment
    /// `import` and `use`, one below the other.
    case imports
  }

  public let range: TextRange
  public let kind: Kind
}

extension EditorFeatures {
  /// The parts of a file of more than one line that can be folded, in the order of their beginnings.
  public func folds(of file: FileID) -> [Fold] {
    guard let tree = tree(of: file) else { return [] }
    return (brackets(tree) + comments(tree) + imports(tree))
      .filter { tree.isMultiline($0.range) }
      .sorted { ($0.range.start, $1.range.end) < ($1.range.start, $0.range.end) }
  }

  /// From each opening brace or bracket to the one that closes it.
  private func brackets(_ tree: SyntaxTree) -> [Fold] {
    var folds: [Fold] = []
    var open: [Token] = []
    for token in tree.tokens {
      switch token.kind {
      case .leftBrace, .leftBracket: open.append(token)
      case .rightBrace, .rightBracket:
        let wanted: TokenKind = token.kind == .rightBrace ? .leftBrace : .leftBracket
        guard let place = open.lastIndex(where: { $0.kind == wanted }) else { continue }
        folds.append(Fold(range: TextRange(open[place].start, token.end), kind: .block))
        open.removeSubrange(place...)
      default: break
      }
    }
    return folds
  }

  private func comments(_ tree: SyntaxTree) -> [Fold] {
    var folds: [Fold] = []
    for index in tree.tokens.indices where tree.tokens[index].startsLine {
      var run: TextRange?
      for comment in tree.comments(before: index) {
        // A blank line ends a run.
        if let open = run, !isBlankLine(between: open.end, comment.start, tree) {
          run = open.through(comment)
        } else {
          if let run { folds.append(Fold(range: run, kind: .comment)) }
          run = comment
        }
      }
      if let run { folds.append(Fold(range: run, kind: .comment)) }
    }
    return folds
  }

  private func isBlankLine(between start: UInt32, _ end: UInt32, _ tree: SyntaxTree) -> Bool {
    tree.source.bytes[Int(start)..<Int(end)].count { $0 == 0x0A } > 1
  }

  private func imports(_ tree: SyntaxTree) -> [Fold] {
    var folds: [Fold] = []
    var run: TextRange?
    for item in tree.children(SyntaxTree.root) {
      if tree.kind(item) == .importItem || tree.kind(item) == .use {
        run = run?.through(tree.range(item)) ?? tree.range(item)
      } else if let range = run {
        folds.append(Fold(range: range, kind: .imports))
        run = nil
      }
    }
    if let run { folds.append(Fold(range: run, kind: .imports)) }
    return folds
  }
}
