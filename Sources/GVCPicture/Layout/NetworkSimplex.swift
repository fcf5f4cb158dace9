/// Places on a line that keep distances and make the weighted sum of lengths least.
///
/// The problem is: for every edge `position(head) - position(tail) ≥ minimum`, and the sum of
/// `weight × (position(head) - position(tail))` over all edges as small as it can be. It is solved by
/// the network simplex method (Gansner, Koutsofios, North and Vo, “A Technique for Drawing Directed
/// Graphs”, IEEE Transactions on Software Engineering 19, 1993): a spanning tree of tight edges is
/// bettered, edge for edge, until no cut has a negative value. Every state on the way keeps all
/// distances, so that a limit on the steps and on the work costs quality and nothing else.
struct NetworkSimplex {
  struct Edge {
    let tail: Int
    let head: Int
    /// The least distance from tail to head.
    let minimum: Int
    let weight: Int
  }

  private let count: Int
  private let edges: [Edge]
  /// The edges that touch each node, compressed.
  private var touchStart: [Int32] = []
  private var touching: [Int32] = []
  private(set) var positions: [Int]

  private var isInTree: [Bool]
  private var cut: [Int]
  private var treeEdges: [Int] = []
  private var placeInTree: [Int]
  private var treeNeighbours: [[Int32]]
  /// The tree edge to the parent, or -1.
  private var parent: [Int]
  /// Numbers in the order of leaving the tree, and the least one below each node.
  private var low: [Int]
  private var number: [Int]
  private var byNumber: [Int]
  private var searchStart = 0
  /// How many nodes and edges the steps have looked at.
  private(set) var work = 0

  /// The most work of all steps together: some tenths of a second of optimised code.
  static let workLimit = 10_000_000

  /// The positions of `count` nodes, the least of them 0, after at most `limit` steps, and as many as
  /// begin before `workLimit` nodes and edges have been looked at: one step of a large graph may look at
  /// all of it.
  ///
  /// Edges must not form a cycle; those that close one are left out.
  static func positions(
    count: Int, edges: [Edge], limit: Int, workLimit: Int = Self.workLimit
  ) -> [Int] {
    guard count > 0 else { return [] }
    let solver = solved(count: count, edges: edges, limit: limit, workLimit: workLimit)
    return Array(solver.positions.prefix(count))
  }

  /// The same with what it took; its positions have one more, of the root.
  static func solved(
    count: Int, edges: [Edge], limit: Int, workLimit: Int = Self.workLimit
  ) -> NetworkSimplex {
    var solver = NetworkSimplex(count: count, edges: edges)
    solver.solve(limit: limit, workLimit: workLimit)
    return solver
  }

  private init(count: Int, edges given: [Edge]) {
    let (order, acyclic) = Self.sorted(count: count, given)
    // A root before all that nothing precedes makes the graph one piece.
    var isPreceded = Array(repeating: false, count: count)
    for edge in acyclic { isPreceded[edge.head] = true }
    let root = count
    var edges = acyclic
    for node in 0..<count where !isPreceded[node] {
      edges.append(Edge(tail: root, head: node, minimum: 0, weight: 0))
    }
    self.count = count + 1
    self.edges = edges
    positions = Array(repeating: 0, count: count + 1)
    isInTree = Array(repeating: false, count: edges.count)
    cut = Array(repeating: 0, count: edges.count)
    placeInTree = Array(repeating: -1, count: edges.count)
    treeNeighbours = Array(repeating: [], count: count + 1)
    parent = Array(repeating: -1, count: count + 1)
    low = Array(repeating: 0, count: count + 1)
    number = low
    byNumber = low
    index()
    place(order)
  }

  /// The nodes with every tail before its heads, and the edges without those that close a cycle.
  private static func sorted(count: Int, _ edges: [Edge]) -> (order: [Int], edges: [Edge]) {
    var out: [[Int]] = Array(repeating: [], count: count)
    var waiting = Array(repeating: 0, count: count)
    for (index, edge) in edges.enumerated() where edge.tail != edge.head {
      out[edge.tail].append(index)
      waiting[edge.head] += 1
    }
    var order: [Int] = []
    var isPlaced = Array(repeating: false, count: count)
    var kept: [Edge] = []
    var front = (0..<count).filter { waiting[$0] == 0 }
    var next = 0
    while order.count < count {
      if next == front.count {
        // Only cycles are left: the first node of one goes first, and what leads to it is dropped.
        guard let node = (0..<count).first(where: { !isPlaced[$0] }) else { break }
        front.append(node)
        waiting[node] = 0
      }
      let node = front[next]
      next += 1
      guard !isPlaced[node] else { continue }
      isPlaced[node] = true
      order.append(node)
      for index in out[node] where !isPlaced[edges[index].head] {
        kept.append(edges[index])
        waiting[edges[index].head] -= 1
        if waiting[edges[index].head] == 0 { front.append(edges[index].head) }
      }
    }
    return (order, kept)
  }

  private mutating func index() {
    var sizes = Array(repeating: Int32(0), count: count + 1)
    for edge in edges {
      sizes[edge.tail] += 1
      sizes[edge.head] += 1
    }
    touchStart = []
    var start: Int32 = 0
    for size in sizes {
      touchStart.append(start)
      start += size
    }
    touching = Array(repeating: 0, count: Int(start))
    var fill = touchStart
    for (index, edge) in edges.enumerated() {
      for node in [edge.tail, edge.head] {
        touching[Int(fill[node])] = Int32(truncatingIfNeeded: index)
        fill[node] += 1
      }
    }
  }

  private func touches(_ node: Int) -> ArraySlice<Int32> {
    touching[Int(touchStart[node])..<Int(touchStart[node + 1])]
  }

  /// Every node as near to the start as its distances allow.
  private mutating func place(_ order: [Int]) {
    for node in order {
      for index in touches(node) where edges[Int(index)].tail == node {
        let edge = edges[Int(index)]
        positions[edge.head] = max(positions[edge.head], positions[node] + edge.minimum)
      }
    }
  }

  private func slack(_ edge: Int) -> Int {
    positions[edges[edge].head] - positions[edges[edge].tail] - edges[edge].minimum
  }

  // MARK: The spanning tree

  private mutating func solve(limit: Int, workLimit: Int) {
    makeTree()
    numberTree(from: count - 1, parentEdge: -1, first: 0)
    findCuts()
    var steps = 0
    while steps < limit, work < workLimit, let leaving = leavingEdge(),
      let entering = enteringEdge(for: leaving)
    {
      exchange(leaving, entering)
      steps += 1
    }
    let least = positions.prefix(count - 1).min() ?? 0
    for node in positions.indices { positions[node] -= least }
  }

  /// A spanning tree of tight edges: it grows along them, and where none is left it moves, as a whole, to
  /// the nearest node outside.
  ///
  /// The tree is not moved node by node: `moved` says how far it is from where its nodes stand, and the edges that
  /// lead out of it wait with their slack as it was before any move.
  private mutating func makeTree() {
    var isInside = Array(repeating: false, count: count)
    var moved = 0
    // Edges from the tree get shorter as it moves on, and those into it longer.
    var leading = EdgeQueue()
    var entering = EdgeQueue()
    var stack = [count - 1]
    isInside[count - 1] = true
    var size = 0
    while true {
      while let node = stack.popLast() {
        size += 1
        positions[node] -= moved
        work += touches(node).count
        for index in touches(node) {
          let edge = edges[Int(index)]
          let isLeading = edge.tail == node
          let other = isLeading ? edge.head : edge.tail
          guard !isInside[other] else { continue }
          let still = slack(Int(index))
          if still == (isLeading ? moved : -moved) {
            isInside[other] = true
            addToTree(Int(index))
            stack.append(other)
          } else if isLeading {
            leading.insert(still, Int(index))
          } else {
            entering.insert(still, Int(index))
          }
        }
      }
      guard size < count else { break }
      work += leading.dropFirst { isInside[edges[$0].head] }
      work += entering.dropFirst { isInside[edges[$0].tail] }
      let out = leading.first.map { ($0.slack - moved, $0.edge) }
      let into = entering.first.map { ($0.slack + moved, $0.edge) }
      guard let (least, best) = [out, into].compactMap({ $0 }).min(by: <) else { break }
      let isLeading = isInside[edges[best].tail]
      moved += isLeading ? least : -least
      let next = isLeading ? edges[best].head : edges[best].tail
      isInside[next] = true
      addToTree(best)
      stack.append(next)
    }
    for node in positions.indices where isInside[node] { positions[node] += moved }
  }

  private mutating func addToTree(_ edge: Int) {
    isInTree[edge] = true
    placeInTree[edge] = treeEdges.count
    treeEdges.append(edge)
    treeNeighbours[edges[edge].tail].append(Int32(truncatingIfNeeded: edge))
    treeNeighbours[edges[edge].head].append(Int32(truncatingIfNeeded: edge))
  }

  /// Numbers the tree below a node, in the order in which it is left.
  private mutating func numberTree(from start: Int, parentEdge: Int, first: Int) {
    var next = first
    var stack: [(node: Int, child: Int)] = [(start, 0)]
    parent[start] = parentEdge
    low[start] = next
    while let (node, child) = stack.last {
      if child < treeNeighbours[node].count {
        stack[stack.count - 1].child += 1
        let edge = Int(treeNeighbours[node][child])
        guard edge != parent[node] else { continue }
        let other = edges[edge].tail == node ? edges[edge].head : edges[edge].tail
        parent[other] = edge
        low[other] = next
        stack.append((other, 0))
      } else {
        number[node] = next
        byNumber[next] = node
        next += 1
        stack.removeLast()
      }
    }
  }

  private func isBelow(_ node: Int, _ top: Int) -> Bool {
    low[top] <= number[node] && number[node] <= number[top]
  }

  /// The end of a tree edge that is farther from the root.
  private func child(of edge: Int) -> Int {
    number[edges[edge].tail] < number[edges[edge].head] ? edges[edge].tail : edges[edge].head
  }

  /// The value of the cut that each tree edge makes: what its length would cost more, a unit longer.
  private mutating func findCuts() {
    // From the leaves up: the sum over the edges of the nodes below, of which inner ones cancel.
    var sum = Array(repeating: 0, count: count)
    for edge in edges {
      sum[edge.tail] += edge.weight
      sum[edge.head] -= edge.weight
    }
    for place in 0..<count {
      let node = byNumber[place]
      let edge = parent[node]
      guard edge >= 0 else { continue }
      let isTail = edges[edge].tail == node
      cut[edge] = isTail ? sum[node] : -sum[node]
      let above = isTail ? edges[edge].head : edges[edge].tail
      sum[above] += sum[node]
    }
  }

  // MARK: Steps

  /// A tree edge of which a longer one would cost less, searched from where the last one was.
  private mutating func leavingEdge() -> Int? {
    var best: Int?
    var seen = 0
    for offset in 0..<treeEdges.count {
      let place = (searchStart + offset) % treeEdges.count
      work += 1
      let edge = treeEdges[place]
      guard cut[edge] < 0 else { continue }
      if best.map({ cut[edge] < cut[$0] }) ?? true { best = edge }
      seen += 1
      if seen >= 30 {
        searchStart = place
        return best
      }
    }
    return best
  }

  /// The shortest edge that joins the two sides the other way round.
  private mutating func enteringEdge(for leaving: Int) -> Int? {
    let child = child(of: leaving)
    let childIsTail = edges[leaving].tail == child
    var best: Int?
    var least = Int.max
    for place in low[child]...number[child] {
      let node = byNumber[place]
      work += touches(node).count
      for index in touches(node) {
        let edge = edges[Int(index)]
        // From the side of the head to the side of the tail.
        let (inner, outer) = childIsTail ? (edge.head, edge.tail) : (edge.tail, edge.head)
        guard inner == node, !isBelow(outer, child) else { continue }
        let slack = slack(Int(index))
        if slack < least { (least, best) = (slack, Int(index)) }
      }
    }
    return best
  }

  private mutating func exchange(_ leaving: Int, _ entering: Int) {
    let child = child(of: leaving)
    let delta = slack(entering)
    if delta > 0 {
      let shift = edges[leaving].tail == child ? -delta : delta
      for place in low[child]...number[child] { positions[byNumber[place]] += shift }
    }
    let value = cut[leaving]
    let top = update(from: edges[entering].tail, to: edges[entering].head, value, forward: true)
    _ = update(from: edges[entering].head, to: edges[entering].tail, value, forward: false)
    cut[entering] = -value
    cut[leaving] = 0
    isInTree[leaving] = false
    isInTree[entering] = true
    let place = placeInTree[leaving]
    treeEdges[place] = entering
    placeInTree[entering] = place
    placeInTree[leaving] = -1
    for node in [edges[leaving].tail, edges[leaving].head] {
      treeNeighbours[node].removeAll { Int($0) == leaving }
    }
    for node in [edges[entering].tail, edges[entering].head] {
      treeNeighbours[node].append(Int32(truncatingIfNeeded: entering))
    }
    work += number[top] - low[top] + 1
    numberTree(from: top, parentEdge: parent[top], first: low[top])
  }

  /// Changes the cuts from a node up to the first one that is above both; returns that.
  private mutating func update(from start: Int, to other: Int, _ value: Int, forward: Bool) -> Int {
    var node = start
    while !isBelow(other, node) {
      let edge = parent[node]
      let isTail = edges[edge].tail == node
      cut[edge] += isTail == forward ? value : -value
      node = isTail ? edges[edge].head : edges[edge].tail
    }
    return node
  }
}

/// Edges by their slack, and of the same slack by their number, the least first.
private struct EdgeQueue {
  private var heap: [(slack: Int, edge: Int)] = []

  var first: (slack: Int, edge: Int)? { heap.first }

  mutating func insert(_ slack: Int, _ edge: Int) {
    heap.append((slack, edge))
    var place = heap.count - 1
    while place > 0, heap[place] < heap[(place - 1) / 2] {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Takes edges away as long as they are not wanted; returns how many.
  mutating func dropFirst(while isUnwanted: (Int) -> Bool) -> Int {
    var dropped = 0
    while let first = heap.first, isUnwanted(first.edge) {
      dropped += 1
      let last = heap.removeLast()
      guard !heap.isEmpty else { break }
      heap[0] = last
      var place = 0
      while true {
        var least = place
        for child in [2 * place + 1, 2 * place + 2]
        where child < heap.count && heap[child] < heap[least] {
          least = child
        }
        guard least != place else { break }
        heap.swapAt(place, least)
        place = least
      }
    }
    return dropped
  }
}
