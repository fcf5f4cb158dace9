import Testing

@testable import GVCPicture

/// Numbers that look random and are the same in every run.
struct TestNumbers {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}

@Suite struct NetworkSimplexTests {
  typealias Edge = NetworkSimplex.Edge

  private func cost(_ positions: [Int], _ edges: [Edge]) -> Int {
    edges.reduce(0) { $0 + $1.weight * (positions[$1.head] - positions[$1.tail]) }
  }

  /// The least cost over all positions up to `most`, by trying them.
  private func leastCost(_ count: Int, _ edges: [Edge], most: Int) -> Int {
    var best = Int.max
    var positions = Array(repeating: 0, count: count)
    func attempt(_ node: Int) {
      if node == count {
        if edges.allSatisfy({ positions[$0.head] - positions[$0.tail] >= $0.minimum }) {
          best = min(best, cost(positions, edges))
        }
        return
      }
      for position in 0...most {
        positions[node] = position
        attempt(node + 1)
      }
    }
    attempt(0)
    return best
  }

  @Test func isAsGoodAsTryingAll() {
    for seed in 1...60 {
      var numbers = TestNumbers(seed)
      let count = 5
      var edges: [Edge] = []
      for _ in 0..<7 {
        let a = numbers.next(count)
        let b = numbers.next(count)
        guard a != b else { continue }
        edges.append(
          Edge(
            tail: min(a, b), head: max(a, b), minimum: numbers.next(3), weight: numbers.next(4)))
      }
      let positions = NetworkSimplex.positions(count: count, edges: edges, limit: 1_000)
      #expect(edges.allSatisfy { positions[$0.head] - positions[$0.tail] >= $0.minimum })
      #expect(cost(positions, edges) == leastCost(count, edges, most: 6), "seed \(seed)")
      #expect(positions.min() == 0)
    }
  }

  @Test func keepsDistancesWhenItIsStopped() {
    var numbers = TestNumbers(7)
    let edges = (0..<400).map { _ in
      let a = numbers.next(100)
      return Edge(tail: a, head: a + 1 + numbers.next(20), minimum: 1 + numbers.next(3), weight: 1)
    }
    for limit in [0, 1, 5, 1_000] {
      let positions = NetworkSimplex.positions(count: 121, edges: edges, limit: limit)
      #expect(edges.allSatisfy { positions[$0.head] - positions[$0.tail] >= $0.minimum })
    }
  }

  @Test func leavesOutWhatClosesACycle() {
    let edges = [
      Edge(tail: 0, head: 1, minimum: 1, weight: 1), Edge(tail: 1, head: 2, minimum: 1, weight: 1),
      Edge(tail: 2, head: 0, minimum: 1, weight: 1),
    ]
    #expect(NetworkSimplex.positions(count: 3, edges: edges, limit: 100) == [0, 1, 2])
    #expect(NetworkSimplex.positions(count: 0, edges: [], limit: 100) == [])
  }

  /// Stopped by its work, it has looked at no more than the limit and one step, and keeps all distances.
  @Test(arguments: [0, 500, 5_000]) func aLimitOnTheWorkCostsQualityAlone(_ limit: Int) {
    var numbers = TestNumbers(7)
    let count = 200
    var edges: [Edge] = []
    for tail in 0..<count {
      for _ in 0..<6 where tail + 1 < count {
        let head = tail + 1 + numbers.next(min(20, count - tail - 1))
        edges.append(
          Edge(tail: tail, head: head, minimum: numbers.next(3), weight: numbers.next(9)))
      }
    }
    let free = NetworkSimplex.solved(count: count, edges: edges, limit: 10_000)
    let held = NetworkSimplex.solved(count: count, edges: edges, limit: 10_000, workLimit: limit)
    // A step searches the tree, all that its nodes touch, and numbers them.
    let step = 2 * (count + 1) + 2 * (edges.count + count)
    #expect(free.work > 5_000 + step)
    #expect(held.work <= limit + step)
    for solver in [free, held] {
      #expect(
        edges.allSatisfy {
          solver.positions[$0.head] - solver.positions[$0.tail] >= $0.minimum
        })
    }
    #expect(cost(free.positions, edges) < cost(held.positions, edges))
  }

  /// The tree that the search begins with takes work in proportion to the edges, however often it has to move to reach
  /// the next node.
  @Test func theFirstTreeIsMadeWithinTheWork() {
    for pairs in [100, 10_000] {
      let edges = (0..<pairs).map { pair in
        Edge(tail: 2 * pair, head: 2 * pair + 1, minimum: -1 - pair % 7, weight: 1)
      }
      let solver = NetworkSimplex.solved(count: 2 * pairs, edges: edges, limit: 0)
      #expect(solver.work <= 8 * pairs)
      #expect(
        edges.allSatisfy {
          solver.positions[$0.head] - solver.positions[$0.tail] >= $0.minimum
        })
    }
  }
}
