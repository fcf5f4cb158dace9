/// The nodes of a tree that is being made.
struct NodeWriter: Sendable {
  private(set) var packed: [PackedNode] = []
  /// In the order in which they were closed, or moved by what was put before them.
  private var large: [LargeNode] = []

  @inline(__always) var count: Int { packed.count }

  mutating func reserveCapacity(_ capacity: Int) { packed.reserveLargeCapacity(capacity) }

  /// Opens a node that begins at a token, and returns its index.
  @inline(__always)
  mutating func open(_ kind: SyntaxKind, at token: TokenIndex) -> Int {
    packed.append(PackedNode(firstToken: UInt32(truncatingIfNeeded: token), kind: kind))
    return packed.count - 1
  }

  /// Opens a node around a finished one and all that follows it.
  mutating func open(_ kind: SyntaxKind, around index: Int) {
    packed.insert(PackedNode(firstToken: packed[index].firstToken, kind: kind), at: index)
    // Those behind it were closed last: what holds it is still open.
    var place = large.count
    while place > 0, Int(large[place - 1].index) >= index {
      place -= 1
      large[place].index += 1
    }
  }

  /// Ends a node before a token, with all that were opened since.
  @inline(__always)
  mutating func close(_ index: Int, at token: TokenIndex) {
    close(index, at: token, size: packed.count - index)
  }

  @inline(__always)
  mutating func close(_ index: Int, at token: TokenIndex, size: Int) {
    let tokens = token - Int(packed[index].firstToken)
    // The root is never packed: what it holds is other after every edit.
    if index == 0 || !packed[index].close(tokens: tokens, size: size) {
      closeLarge(index, at: token, size: size)
    }
  }

  private mutating func closeLarge(_ index: Int, at token: TokenIndex, size: Int) {
    packed[index].markLarge()
    large.append(
      LargeNode(
        index: UInt32(truncatingIfNeeded: index), endToken: UInt32(truncatingIfNeeded: token),
        size: UInt32(truncatingIfNeeded: size)))
  }

  mutating func rename(_ index: Int, _ kind: SyntaxKind) { packed[index].kind = kind }

  /// Appends what was made of further tokens.
  mutating func append(_ other: NodeWriter) {
    let shift = packed.count
    packed += other.packed
    large += other.large.lazy.map { $0.moved(nodes: shift, tokens: 0) }
  }

  var sortedLarge: [LargeNode] { large.sorted { $0.index < $1.index } }

  var nodes: NodeArray { NodeArray(self) }
}
