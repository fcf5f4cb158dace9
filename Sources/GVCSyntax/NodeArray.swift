/// Nodes in pre-order, of a tree or of a part of it.
@usableFromInline typealias NodeList = CompactList<Node>

/// From the lowest bit on: 8 of the first token, 7 of the kind, 8 of the number of tokens, and 9 of that of nodes.
extension Node: Compactable {
  @inlinable public static var positionBits: UInt32 { 8 }
  @inlinable public static var blockBits: Int { 5 }
  /// What stands for the size of a node that is kept elsewhere, and the least that does not fit.
  @inlinable static var tooManyNodes: UInt32 { 0x1FF }

  @inlinable public var position: UInt32 { firstToken }

  @inlinable public var compact: UInt32? {
    let tokens = endToken &- firstToken
    return size < Self.tooManyNodes && tokens <= 0xFF
      ? size << 23 | tokens << 15 | UInt32(kind.rawValue) << 8 : nil
  }

  @inlinable public var compactOfLarge: UInt32 {
    Self.tooManyNodes << 23 | UInt32(kind.rawValue) << 8
  }

  @inlinable
  @inline(__always)
  public init?(word: UInt32, position: UInt32) {
    let size = word >> 23
    guard size != Self.tooManyNodes else { return nil }
    firstToken = position
    endToken = position &+ (word >> 15 & 0xFF)
    self.size = size
    kind = SyntaxKind(ofWord: word)
  }

  /// The node, a number of tokens further on.
  @inlinable
  public func moved(by tokens: Int) -> Node {
    let shift = UInt32(truncatingIfNeeded: tokens)
    return Node(
      firstToken: firstToken &+ shift, endToken: endToken &+ shift, size: size, kind: kind)
  }
}

extension SyntaxKind {
  /// The kind in the word of a node.
  @inlinable
  @inline(__always)
  init(ofWord word: UInt32) {
    // A word is only made of a node, which has a kind, so that these bits are one.
    self = unsafeBitCast(UInt8(truncatingIfNeeded: word >> 8 & 0x7F), to: SyntaxKind.self)
  }
}

/// The nodes of a tree, in pre-order.
///
/// After an edit, all but a few are those of the tree before, which share their memory.
public struct NodeArray: Sendable {
  @usableFromInline let storage: Storage

  /// What whoever goes through children holds with one reference.
  @usableFromInline
  final class Storage: Sendable {
    @usableFromInline let nodes: PieceTable<NodeList>
    /// The first node: what it holds is other after every edit.
    @usableFromInline let root: Node?

    init(_ nodes: PieceTable<NodeList>, root: Node?) {
      self.nodes = nodes
      self.root = root
    }
  }

  private init(_ nodes: PieceTable<NodeList>, root: Node?) { storage = Storage(nodes, root: root) }

  init(_ writer: NodeWriter) {
    let list = writer.list
    self.init(PieceTable(list), root: writer.root ?? list.first)
  }

  /// The nodes of a tree that was made otherwise than by parsing.
  public init(_ nodes: [Node]) { self.init(PieceTable(NodeList(nodes)), root: nodes.first) }

  /// Whether they are the very same, found without reading them.
  func isCopy(of other: NodeArray) -> Bool { storage === other.storage }

  /// How many pieces of older trees there are.
  var pieceCount: Int { storage.nodes.pieceCount }

  // MARK: Parts of a node

  @inlinable
  @inline(__always)
  public func kind(_ index: Int) -> SyntaxKind { storage.nodes[index].kind }

  @inlinable
  @inline(__always)
  public func firstToken(_ index: Int) -> UInt32 { storage.nodes[index].firstToken }

  /// The number of nodes of a subtree.
  @inlinable
  @inline(__always)
  public func size(_ index: Int) -> Int { Int(self[index].size) }

  @inlinable
  func kindAndSize(_ index: Int) -> (kind: SyntaxKind, size: Int) {
    let node = self[index]
    return (node.kind, Int(node.size))
  }

  /// The tokens of a node.
  @inlinable
  @inline(__always)
  public func tokens(_ index: Int) -> Range<TokenIndex> {
    let node = self[index]
    return Int(node.firstToken)..<Int(node.endToken)
  }

  /// Calls `body` with the kind of each node, in their order.
  @inlinable
  public func forEachKind(_ body: (SyntaxKind) -> Void) {
    storage.nodes.forEachPiece { nodes, range in
      for word in nodes.words[range] { body(SyntaxKind(ofWord: word)) }
    }
  }

  /// One past the last token of a node.
  @inlinable
  public func endToken(_ index: Int) -> UInt32 { self[index].endToken }
}

extension NodeArray: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { storage.nodes.count }

  @inlinable
  public subscript(index: Int) -> Node {
    @inline(__always)
    get {
      guard index == 0, let root = storage.root else { return storage.nodes[index] }
      return root
    }
  }
}

extension NodeArray {
  /// The nodes with others in the places of some subtrees that stand side by side below the root.
  ///
  /// - Parameters:
  ///   - newTokens: How many tokens stand before those that `new` was made of.
  ///   - tokens: How far the tokens move that stand behind.
  ///   - end: One past the last token of the root.
  func replacing(
    _ range: Range<Int>, with new: NodeWriter, newTokens: Int, tokens: Int, end: Int
  ) -> NodeArray {
    let nodes = storage.nodes.replacing(
      range, with: NodeList(new.list.map { $0.moved(by: newTokens) }), shift: tokens)
    var root = storage.root
    root?.endToken = UInt32(truncatingIfNeeded: end)
    root?.size = UInt32(truncatingIfNeeded: nodes.count)
    return NodeArray(nodes, root: root)
  }
}
