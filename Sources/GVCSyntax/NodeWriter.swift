/// The nodes of a tree that is being made.
struct NodeWriter: Sendable {
  /// Nodes that nothing is put around any more.
  private var done = NodeList()
  /// The nodes behind those: a few, for each item that is finished leaves.
  private var nodes: [Node] = []
  /// The root, where it was closed when the nodes that it holds were done.
  private(set) var root: Node?

  @inline(__always) var count: Int { done.count + nodes.count }

  mutating func reserveCapacity(_ capacity: Int) { done.reserveLargeCapacity(capacity) }

  /// Opens a node that begins at a token, and returns its index.
  @inline(__always)
  mutating func open(_ kind: SyntaxKind, at token: TokenIndex) -> Int {
    let token = UInt32(truncatingIfNeeded: token)
    nodes.append(Node(firstToken: token, endToken: token, size: 1, kind: kind))
    return count - 1
  }

  /// Opens a node around a finished one and all that follows it, since the last item was finished.
  mutating func open(_ kind: SyntaxKind, around index: Int) {
    let place = index - done.count
    let token = nodes[place].firstToken
    nodes.insert(Node(firstToken: token, endToken: token, size: 1, kind: kind), at: place)
  }

  /// Ends a node before a token, with all that were opened since.
  @inline(__always)
  mutating func close(_ index: Int, at token: TokenIndex) {
    let place = index - done.count
    guard place >= 0 else { return closeRoot(at: token) }
    nodes[place].endToken = UInt32(truncatingIfNeeded: token)
    nodes[place].size = UInt32(truncatingIfNeeded: nodes.count - place)
  }

  /// Ends the root, which is the only node that is open when items are done.
  private mutating func closeRoot(at token: TokenIndex) {
    var node = done[0]
    node.endToken = UInt32(truncatingIfNeeded: token)
    node.size = UInt32(truncatingIfNeeded: count)
    root = node
  }

  /// Says that nothing is put around the nodes up to here, which are closed but for the root.
  mutating func finishItem() {
    nodes.withUnsafeBufferPointer { done.append(contentsOf: $0) }
    nodes.removeAll(keepingCapacity: true)
  }

  /// Changes the kind of a node of the item that is not finished.
  mutating func rename(_ index: Int, _ kind: SyntaxKind) { nodes[index - done.count].kind = kind }

  /// Takes back the nodes from an index on, all of the item that is not finished.
  mutating func discard(from index: Int) { nodes.removeSubrange((index - done.count)...) }

  /// Appends what was made of further tokens.
  mutating func append(_ other: NodeWriter) {
    finishItem()
    done.append(other.list)
  }

  /// All nodes.
  var list: NodeList {
    guard !nodes.isEmpty else { return done }
    var writer = self
    writer.finishItem()
    return writer.done
  }
}
