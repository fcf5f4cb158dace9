/// The column of each node, and the edges that go against the rest.
struct LayerRanks {
  /// The column of each node, from 0, the first one at the left.
  let ranks: [Int]
  /// Whether each edge is turned round so that no cycle is left.
  let isReversed: [Bool]

  init(_ graph: LayeredGraph) {
    let reversed = Self.feedback(graph)
    var edges: [NetworkSimplex.Edge] = []
    for (index, edge) in graph.edges.enumerated() where edge.from != edge.to {
      let (tail, head) = reversed[index] ? (edge.to, edge.from) : (edge.from, edge.to)
      edges.append(.init(tail: tail, head: head, minimum: 1, weight: 2 * edge.weight))
    }
    let count = Self.addSprings(graph, reversed, &edges)
    let positions = NetworkSimplex.positions(count: count, edges: edges, limit: 20_000)
    let least = positions.prefix(graph.nodes.count).min() ?? 0
    // Columns in which nothing stands are closed up.
    let used = Set(positions.prefix(graph.nodes.count).map { $0 - least }).sorted()
    var place: [Int: Int] = [:]
    for (index, rank) in used.enumerated() { place[rank] = index }
    ranks = positions.prefix(graph.nodes.count).map { place[$0 - least] ?? 0 }
    isReversed = reversed
  }

  /// Pulls nodes to the columns that are asked for, and sets what ends the chain behind all others;
  /// returns the number of nodes with those that this takes.
  private static func addSprings(
    _ graph: LayeredGraph, _ isReversed: [Bool], _ edges: inout [NetworkSimplex.Edge]
  ) -> Int {
    let wanted = graph.nodes.indices.filter { graph.nodes[$0].column != nil }
    guard let deepest = wanted.compactMap({ graph.nodes[$0].column }).max() else {
      return graph.nodes.count
    }
    var leads = Array(repeating: false, count: graph.nodes.count)
    for (index, edge) in graph.edges.enumerated() {
      leads[isReversed[index] ? edge.to : edge.from] = true
    }
    // The distance from the end is a difference of two lengths, each from a node of its own.
    let end = graph.nodes.count
    var count = end + 1
    for node in wanted {
      guard let column = graph.nodes[node].column else { continue }
      edges.append(.init(tail: count, head: node, minimum: deepest - column, weight: 3))
      edges.append(.init(tail: count, head: end, minimum: deepest, weight: 3))
      count += 1
    }
    let last = Set(wanted.filter { graph.nodes[$0].column == 0 && !leads[$0] })
    guard !last.isEmpty else { return count }
    for node in graph.nodes.indices {
      edges.append(
        last.contains(node)
          ? .init(tail: end, head: node, minimum: 0, weight: 3)
          : .init(tail: node, head: end, minimum: 1, weight: 0))
    }
    return count
  }

  /// The edges that close cycles when the graph is walked in the order of the text.
  private static func feedback(_ graph: LayeredGraph) -> [Bool] {
    var out: [[Int]] = Array(repeating: [], count: graph.nodes.count)
    var isEntered = Array(repeating: false, count: graph.nodes.count)
    for (index, edge) in graph.edges.enumerated() where edge.from != edge.to {
      out[edge.from].append(index)
      isEntered[edge.to] = true
    }
    var isReversed = Array(repeating: false, count: graph.edges.count)
    // 0 not seen, 1 on the way, 2 done.
    var state = Array(repeating: 0, count: graph.nodes.count)
    let starts =
      graph.nodes.indices.filter { !isEntered[$0] } + graph.nodes.indices.filter { isEntered[$0] }
    for start in starts where state[start] == 0 {
      var stack = [(node: start, next: 0)]
      state[start] = 1
      while let (node, next) = stack.last {
        guard next < out[node].count else {
          state[node] = 2
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let edge = out[node][next]
        let head = graph.edges[edge].to
        if state[head] == 1 {
          isReversed[edge] = true
        } else if state[head] == 0 {
          state[head] = 1
          stack.append((head, 0))
        }
      }
    }
    return isReversed
  }
}
