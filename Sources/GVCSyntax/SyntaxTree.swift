/// An index into the nodes of a tree.
public struct NodeID: Hashable, Sendable {
  public let index: Int32

  @inlinable public init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }
}

/// A node of the flat, pre-order tree: its children follow it at once.
public struct Node: Sendable, Equatable {
  /// The first token of the node.
  public var firstToken: UInt32
  /// One past the last token of the node; equal to `firstToken` when the node has none.
  public var endToken: UInt32
  /// The number of nodes of this subtree, this one included.
  public var size: UInt32
  public var kind: SyntaxKind

  @inlinable
  public init(firstToken: UInt32, endToken: UInt32, size: UInt32, kind: SyntaxKind) {
    self.firstToken = firstToken
    self.endToken = endToken
    self.size = size
    self.kind = kind
  }
}

/// A file's text, tokens and nodes, with what was wrong with its form.
///
/// The tree is lossless: tokens and the gaps between them are all of the text. It knows one file
/// and no meaning.
public struct SyntaxTree: Sendable {
  public let source: SourceText
  /// Ends with the end-of-file token.
  public let tokens: PieceTable<TokenList>
  /// Pre-order; `nodes[0]` is the file.
  public let nodes: NodeArray
  public let diagnostics: [Diagnostic]
  /// What the parser needs to know to parse the text again after an edit; nil for a tree that no file
  /// can be parsed after.
  let record: ParseRecord?

  public init(
    source: SourceText, tokens: [Token], nodes: [Node], diagnostics: [Diagnostic]
  ) {
    self.init(
      source: source, tokens: PieceTable(TokenList(tokens)), nodes: NodeArray(nodes),
      diagnostics: diagnostics, record: nil)
  }

  init(
    source: SourceText, tokens: PieceTable<TokenList>, nodes: NodeArray, diagnostics: [Diagnostic],
    record: ParseRecord?
  ) {
    self.source = source
    self.tokens = tokens
    self.nodes = nodes
    self.diagnostics = diagnostics
    self.record = record
  }

  /// Whether this is a copy of another tree, found without reading either.
  public func isCopy(of other: SyntaxTree) -> Bool { nodes.isCopy(of: other.nodes) }

  public static let root = NodeID(0)

  /// The children of the root of a file, in their order.
  public var items: [NodeID] {
    record?.items.map { NodeID(Int($0)) } ?? Array(children(SyntaxTree.root))
  }

  @inlinable public subscript(id: NodeID) -> Node { nodes[Int(id.index)] }

  @inlinable public func kind(_ id: NodeID) -> SyntaxKind { nodes.kind(Int(id.index)) }

  /// The children of a node, in source order.
  @inlinable public func children(_ id: NodeID) -> Children {
    let i = Int(id.index)
    return Children(nodes: nodes, next: i + 1, end: i + nodes.size(i))
  }

  public struct Children: Sequence, IteratorProtocol {
    @usableFromInline let nodes: NodeArray
    @usableFromInline var position: Int
    @usableFromInline let end: Int

    @inlinable init(nodes: NodeArray, next: Int, end: Int) {
      self.nodes = nodes
      self.position = next
      self.end = end
    }

    @inlinable public mutating func next() -> NodeID? {
      guard position < end else { return nil }
      let id = NodeID(position)
      position += nodes.size(position)
      return id
    }
  }

  /// Where a walk over the children of a node is: it holds nothing of the tree, so that many walks beside one
  /// another never count who holds it.
  public struct ChildCursor {
    @usableFromInline var position: Int
    @usableFromInline let end: Int

    @inlinable init(position: Int, end: Int) {
      self.position = position
      self.end = end
    }
  }

  /// The beginning of a walk over the children of a node.
  @inlinable public func cursor(_ id: NodeID) -> ChildCursor {
    let i = Int(id.index)
    return ChildCursor(position: i + 1, end: i + nodes.size(i))
  }

  /// The next child of a walk; nil behind the last one.
  @inlinable public func next(_ cursor: inout ChildCursor) -> NodeID? {
    guard cursor.position < cursor.end else { return nil }
    let id = NodeID(cursor.position)
    cursor.position += nodes.size(cursor.position)
    return id
  }

  /// The first child of `kind`, or nil.
  @inlinable public func child(_ id: NodeID, _ kind: SyntaxKind) -> NodeID? {
    let parent = Int(id.index)
    let end = parent + nodes.size(parent)
    var index = parent + 1
    while index < end {
      let (found, size) = nodes.kindAndSize(index)
      if found == kind { return NodeID(index) }
      index += size
    }
    return nil
  }

  /// The `n`-th child, or nil.
  @inlinable public func child(_ id: NodeID, at n: Int) -> NodeID? {
    let parent = Int(id.index)
    let end = parent + nodes.size(parent)
    var index = parent + 1
    var left = n
    while left > 0, index < end {
      index += nodes.size(index)
      left -= 1
    }
    return index < end ? NodeID(index) : nil
  }

  /// The bytes from the first token of a node to its last; for a node without tokens, the empty
  /// range where it would stand.
  public func range(_ id: NodeID) -> TextRange {
    let own = tokenRange(id)
    let first = tokens[own.lowerBound]
    if own.isEmpty {
      let previousEnd = own.lowerBound > 0 ? tokens[own.lowerBound - 1].end : first.start
      return TextRange(previousEnd, previousEnd)
    }
    return TextRange(first.start, tokens[own.upperBound - 1].end)
  }

  public func location(_ id: NodeID) -> Location { Location(source.file, range(id)) }

  public func location(token: TokenIndex) -> Location {
    Location(source.file, tokens[token].range)
  }

  /// The tokens of a node.
  @inlinable public func tokenRange(_ id: NodeID) -> Range<TokenIndex> {
    nodes.tokens(Int(id.index))
  }

  /// The first token of a node.
  @inlinable public func firstToken(_ id: NodeID) -> TokenIndex {
    Int(nodes.firstToken(Int(id.index)))
  }

  /// The index of the token behind the last token of `id`: for instance the operator behind the
  /// first operand.
  @inlinable public func tokenAfter(_ id: NodeID) -> TokenIndex {
    Int(nodes.endToken(Int(id.index)))
  }

  public func text(token: TokenIndex) -> String { source.string(tokens[token].range) }

  public func text(_ id: NodeID) -> String { source.string(range(id)) }

  /// Whether the token's bytes are those of `text`.
  @inlinable public func token(_ index: TokenIndex, is text: StaticString) -> Bool {
    let t = tokens[index]
    let n = Int(t.end - t.start)
    guard n == text.utf8CodeUnitCount else { return false }
    let p = text.utf8Start
    let base = Int(t.start)
    for i in 0..<n where source.bytes[base + i] != p[i] { return false }
    return true
  }
}
