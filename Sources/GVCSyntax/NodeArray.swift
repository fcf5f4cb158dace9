/// A node in eight bytes: a large file has hundreds of thousands of them.
///
/// Of a node that has too many tokens or nodes for it, `NodeArray` knows the end and the size by its index.
@usableFromInline
struct PackedNode: Movable {
  @usableFromInline var firstToken: UInt32
  @usableFromInline var kind: SyntaxKind
  /// The 8 lower bits of the number of tokens.
  @usableFromInline var tokensLow: UInt8
  /// The 4 upper bits of the number of tokens, and above them the number of nodes in 12.
  @usableFromInline var rest: UInt16

  /// What stands for the size of a node that is kept elsewhere, and the least count that is too large.
  @inlinable static var tooLarge: Int { 0xFFF }

  @inline(__always)
  init(firstToken: UInt32, kind: SyntaxKind) {
    self.firstToken = firstToken
    self.kind = kind
    tokensLow = 0
    rest = 1 << 4
  }

  /// Ends the node; false where it is too large.
  @inline(__always)
  mutating func close(tokens: Int, size: Int) -> Bool {
    guard 0..<Self.tooLarge ~= tokens, size < Self.tooLarge else {
      markLarge()
      return false
    }
    tokensLow = UInt8(truncatingIfNeeded: tokens)
    rest = UInt16(truncatingIfNeeded: tokens >> 8 | size << 4)
    return true
  }

  mutating func markLarge() {
    tokensLow = 0
    rest = UInt16(truncatingIfNeeded: Self.tooLarge << 4)
  }

  @inlinable var isLarge: Bool { size == Self.tooLarge }

  /// The number of nodes of the subtree.
  @inlinable var size: Int { Int(rest >> 4) }

  /// The number of tokens.
  @inlinable var tokens: UInt32 { UInt32(rest & 0xF) << 8 | UInt32(tokensLow) }

  /// The node, a number of tokens further on.
  @inlinable
  func moved(by tokens: Int) -> PackedNode {
    var node = self
    node.firstToken &+= UInt32(truncatingIfNeeded: tokens)
    return node
  }
}

/// What is kept elsewhere of a node that is too large to be packed.
@usableFromInline
struct LargeNode: Sendable {
  /// Its index among the nodes.
  var index: UInt32
  @usableFromInline var endToken: UInt32
  @usableFromInline var size: UInt32

  func moved(nodes: Int, tokens: Int) -> LargeNode {
    LargeNode(
      index: index &+ UInt32(truncatingIfNeeded: nodes),
      endToken: endToken &+ UInt32(truncatingIfNeeded: tokens), size: size)
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
    @usableFromInline let packed: PieceArray<PackedNode>
    /// The root, and what else is too large to be packed, by index.
    let large: [LargeNode]

    init(packed: PieceArray<PackedNode>, large: [LargeNode]) {
      self.packed = packed
      self.large = large
    }
  }

  private init(packed: PieceArray<PackedNode>, large: [LargeNode]) {
    storage = Storage(packed: packed, large: large)
  }

  init(_ writer: NodeWriter) {
    self.init(packed: PieceArray(writer.packed), large: writer.sortedLarge)
  }

  /// The nodes of a tree that was made otherwise than by parsing.
  public init(_ nodes: [Node]) {
    var writer = NodeWriter()
    for node in nodes {
      let index = writer.open(node.kind, at: Int(node.firstToken))
      writer.close(index, at: Int(node.endToken), size: Int(node.size))
    }
    self = writer.nodes
  }

  /// Whether they are the very same, found without reading them.
  func isCopy(of other: NodeArray) -> Bool { storage === other.storage }

  /// How many pieces of older trees there are.
  var pieceCount: Int { storage.packed.pieceCount }

  // MARK: Parts of a node

  @inlinable
  public func kind(_ index: Int) -> SyntaxKind { storage.packed[index].kind }

  @inlinable
  public func firstToken(_ index: Int) -> UInt32 { storage.packed[index].firstToken }

  /// The number of nodes of a subtree.
  @inlinable
  public func size(_ index: Int) -> Int {
    let node = storage.packed[index]
    return node.isLarge ? Int(largeNode(index).size) : node.size
  }

  @inlinable
  func kindAndSize(_ index: Int) -> (kind: SyntaxKind, size: Int) {
    let node = storage.packed[index]
    return (node.kind, node.isLarge ? Int(largeNode(index).size) : node.size)
  }

  /// The tokens of a node.
  @inlinable
  @inline(__always)
  public func tokens(_ index: Int) -> Range<TokenIndex> {
    let node = storage.packed[index]
    let first = Int(node.firstToken)
    return first..<(node.isLarge ? Int(largeNode(index).endToken) : first + Int(node.tokens))
  }

  /// Calls `body` with the kind of each node, in their order.
  @inlinable
  public func forEachKind(_ body: (SyntaxKind) -> Void) {
    for node in storage.packed { body(node.kind) }
  }

  /// One past the last token of a node.
  @inlinable
  public func endToken(_ index: Int) -> UInt32 {
    let node = storage.packed[index]
    return node.isLarge ? largeNode(index).endToken : node.firstToken &+ node.tokens
  }

  @usableFromInline
  @inline(never)
  func largeNode(_ index: Int) -> LargeNode {
    let large = storage.large
    return large[large.partitioningIndex { Int($0.index) >= index }]
  }
}

extension NodeArray: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { storage.packed.count }

  @inlinable
  public subscript(index: Int) -> Node {
    @inline(__always)
    get {
      let node = storage.packed[index]
      guard !node.isLarge else {
        let large = largeNode(index)
        return Node(
          firstToken: node.firstToken, endToken: large.endToken, size: large.size, kind: node.kind)
      }
      return Node(
        firstToken: node.firstToken, endToken: node.firstToken &+ node.tokens,
        size: UInt32(truncatingIfNeeded: node.size), kind: node.kind)
    }
  }
}

extension NodeArray {
  /// The nodes with others in the places of some subtrees that stand side by side below the root.
  ///
  /// - Parameters:
  ///   - new: Nodes of which those that are too large are numbered from 0 on.
  ///   - newTokens: How many tokens stand before those that `new` was made of.
  ///   - tokens: How far the tokens move that stand behind.
  ///   - end: One past the last token of the root.
  func replacing(
    _ range: Range<Int>, with new: NodeWriter, newTokens: Int, tokens: Int, end: Int
  ) -> NodeArray {
    let nodes = new.packed.count - range.count
    let packed = storage.packed.replacing(
      range, with: new.packed.map { $0.moved(by: newTokens) }, shift: tokens)
    var all = [
      LargeNode(
        index: 0, endToken: UInt32(truncatingIfNeeded: end),
        size: UInt32(truncatingIfNeeded: packed.count))
    ]
    all += storage.large.lazy.filter { 0 < $0.index && Int($0.index) < range.lowerBound }
    all += new.sortedLarge.lazy.map { $0.moved(nodes: range.lowerBound, tokens: newTokens) }
    all += storage.large.lazy.filter { Int($0.index) >= range.upperBound }
      .map { $0.moved(nodes: nodes, tokens: tokens) }
    return NodeArray(packed: packed, large: all)
  }
}
