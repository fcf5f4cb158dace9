import GVCModel
import GVCSyntax

/// The place where something is to be completed: the item around the caret, read again with a
/// placeholder for the word at the caret, so that half-written text has a tree.
struct CompletionSite {
  /// A name that nobody writes.
  private static let placeholder = "caret_of_completion_"

  /// The item alone.
  let tree: SyntaxTree
  /// The placeholder.
  let token: TokenIndex
  /// The nodes that hold the placeholder, from the file to the smallest.
  let nodes: [NodeID]
  /// The word at the caret, in the file; empty between words.
  let word: TextRange
  /// What of the word stands before the caret.
  let prefix: String
  /// The name of the theory that the item stands in.
  let theory: String?
  /// The word stands at the very start of a line.
  let isAtLineStart: Bool

  /// Nil inside of comments, texts and numbers.
  init?(_ features: EditorFeatures, tree index: Int, at offset: UInt32) {
    let file = features.model.trees[index]
    let bytes = file.source.bytes
    guard offset <= bytes.count, file.comment(at: offset) == nil else { return nil }
    var word = TextRange(offset, offset)
    if let touching = file.token(touching: offset) {
      switch file.tokens[touching].kind {
      case .name: word = file.tokens[touching].range
      case .string where file.tokens[touching].start < offset: return nil
      case .number, .date: return nil
      default: break
      }
    }
    let items = features.items(ofTree: index)
    let anchor = file.token(endingAfter: word.start)
    var item = items.index(of: anchor, in: file)
    // A caret in the gap before an item belongs to what stands before it.
    if let found = item, file.tokens[file.firstToken(items.all[found].node)].start > word.start {
      item = found > 0 ? found - 1 : nil
    }
    let start = item.map { file.tokens[file.firstToken(items.all[$0].node)].start } ?? 0
    let next = (item ?? -1) + 1
    let end =
      next < items.all.count
      ? file.tokens[file.firstToken(items.all[next].node)].start : UInt32(bytes.count)
    guard start <= word.start, word.end <= max(end, word.end) else { return nil }
    var text = Array(bytes[Int(start)..<Int(word.start)])
    text += Array(Self.placeholder.utf8)
    text += Array(bytes[Int(word.end)..<Int(max(end, word.end))])
    let tree = Parser.parse(SourceText(file: file.source.file, name: "", bytes: text))
    let place = word.start - start
    let token = tree.token(endingAfter: place)
    guard tree.tokens[token].start == place, tree.tokens[token].kind == .name else { return nil }
    self.tree = tree
    self.token = token
    nodes = tree.nodes(around: token)
    self.word = word
    prefix = file.source.string(TextRange(word.start, offset))
    theory = item.flatMap { items.all[$0].theory }.flatMap { file.child($0, .name) }
      .map { file.text($0) }
    isAtLineStart = word.start == 0 || bytes[Int(word.start) - 1] == 0x0A
  }

  /// The smallest node around the placeholder.
  var node: NodeID { nodes.last ?? SyntaxTree.root }

  /// The node around the smallest one, `n` steps out.
  func outer(_ n: Int) -> NodeID? { nodes.count > n ? nodes[nodes.count - 1 - n] : nil }

  /// The nearest node of some kinds around the placeholder.
  func nearest(_ kinds: SyntaxKind...) -> NodeID? {
    nodes.last { kinds.contains(tree.kind($0)) }
  }

  /// Whether the placeholder is the first token of a node.
  func begins(_ node: NodeID) -> Bool { tree.firstToken(node) == token }

  /// The token before the placeholder; nil at the start.
  var previous: TokenIndex? { token > 0 ? token - 1 : nil }

  /// The nodes around the token before the placeholder.
  var previousNodes: [NodeID] { previous.map { tree.nodes(around: $0) } ?? [] }

  var startsLine: Bool { tree.tokens[token].startsLine }

  /// Whether the token before is a word.
  func follows(_ word: StaticString) -> Bool { previous.map { tree.token($0, is: word) } ?? false }

  func follows(_ kind: TokenKind) -> Bool { previous.map { tree.tokens[$0].kind == kind } ?? false }

  /// The kind of the token behind the placeholder on its line; nil at the end of a line.
  var next: TokenKind? {
    guard token + 1 < tree.tokens.count, !tree.tokens[token + 1].startsLine else { return nil }
    return tree.tokens[token + 1].kind
  }

  /// Whether a name stands right behind the placeholder on its line.
  var isFollowedByName: Bool { next == .name }
}
