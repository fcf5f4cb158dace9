import Testing

@testable import GVCPicture

@Suite struct LayeredLayoutTests {
  /// A chain as cases have them: tiers, some links that skip one, some that lead back, nested groups.
  static func graph(_ seed: Int, nodes: Int) -> LayeredGraph {
    var numbers = TestNumbers(seed)
    var graph = LayeredGraph()
    graph.groups = [
      .init(parent: nil, titleHeight: 18), .init(parent: 0, titleHeight: 18),
      .init(parent: nil, titleHeight: 18), .init(parent: 2, titleHeight: 18),
      .init(parent: nil, titleHeight: 18),
    ]
    for _ in 0..<nodes {
      let group = numbers.next(7)
      graph.nodes.append(
        .init(
          width: 150, height: 40 + numbers.next(60), group: group < 5 ? group : nil,
          column: numbers.next(4) == 0 ? numbers.next(4) : nil))
    }
    for _ in 0..<nodes * 3 / 2 {
      let a = numbers.next(nodes)
      let b = numbers.next(nodes)
      let turns = numbers.next(12) == 0
      let hasLabel = numbers.next(2) == 0
      graph.edges.append(
        .init(
          from: turns ? max(a, b) : min(a, b), to: turns ? min(a, b) : max(a, b),
          labelWidth: hasLabel ? 70 : 0, labelHeight: hasLabel ? 28 : 0,
          thickness: 2 + numbers.next(6)))
    }
    return graph
  }

  @Test(arguments: 1...30) func nothingOverlaps(_ seed: Int) {
    let graph = Self.graph(seed, nodes: 5 + seed)
    let layout = LayeredLayout(graph)
    let boxes = layout.nodes + layout.labels.compactMap { $0 }
    for (index, a) in boxes.enumerated() {
      for b in boxes.dropFirst(index + 1) { #expect(!a.intersects(b), "\(a) \(b)") }
    }
    for frame in boxes + layout.groups where frame.width > 0 {
      #expect(frame.x >= 0 && frame.y >= 0)
      #expect(frame.right <= layout.width && frame.bottom <= layout.height)
    }
  }

  @Test(arguments: 1...30) func groupsHoldTheirMembersAndNoOther(_ seed: Int) {
    let graph = Self.graph(seed, nodes: 5 + seed)
    let layout = LayeredLayout(graph)
    for (group, frame) in layout.groups.enumerated() where frame.width > 0 {
      for (index, node) in layout.nodes.enumerated() {
        let isMember = graph.path(of: graph.nodes[index].group).contains(group)
        if isMember {
          #expect(frame.x < node.x && node.right < frame.right)
          #expect(frame.y + 18 <= node.y && node.bottom < frame.bottom)
        } else {
          #expect(!frame.intersects(node), "node \(index) in group \(group)")
        }
      }
    }
  }

  @Test(arguments: 1...30) func linesJoinTheirEndsAndCrossNoBox(_ seed: Int) {
    let graph = Self.graph(seed, nodes: 5 + seed)
    let layout = LayeredLayout(graph)
    for (index, edge) in graph.edges.enumerated() where edge.from != edge.to {
      let points = layout.routes[index].points
      let isBackward = layout.routes[index].isBackward
      let (from, to) = (layout.nodes[edge.from], layout.nodes[edge.to])
      #expect(points.first?.x == (isBackward ? from.x : from.right))
      #expect(points.last?.x == (isBackward ? to.right : to.x))
      // What is level passes columns; between them there are no boxes.
      for (a, b) in zip(points, points.dropFirst()) where a.y == b.y {
        for (other, frame) in layout.nodes.enumerated() where other != edge.from && other != edge.to
        {
          let isClear =
            a.y <= frame.y || a.y >= frame.bottom || max(a.x, b.x) <= frame.x
            || min(a.x, b.x) >= frame.right
          #expect(isClear, "edge \(index) through node \(other)")
        }
      }
    }
  }

  @Test func columnsGoFromInputsToTheMarket() {
    var graph = LayeredGraph()
    graph.nodes = (0..<5).map { _ in .init(width: 100, height: 40) }
    graph.nodes[4].column = 0
    graph.nodes[3].column = 0
    graph.edges = [
      .init(from: 0, to: 1), .init(from: 1, to: 2), .init(from: 2, to: 3),
      .init(from: 0, to: 4),
    ]
    let layout = LayeredLayout(graph)
    #expect(layout.columns == [0, 1, 2, 3, 3])
  }

  @Test func aCycleIsDrawnTrue() {
    var graph = LayeredGraph()
    graph.nodes = (0..<3).map { _ in .init(width: 100, height: 40) }
    graph.edges = [.init(from: 0, to: 1), .init(from: 1, to: 2), .init(from: 2, to: 0)]
    let layout = LayeredLayout(graph)
    #expect(layout.routes.map(\.isBackward) == [false, false, true])
    let back = layout.routes[2].points
    #expect(back.first?.x == layout.nodes[2].x)
    #expect(back.last?.x == layout.nodes[0].right)
  }

  @Test func aDistanceMoreOfOneBoxMovesTheOthersLittle() {
    let graph = Self.graph(3, nodes: 20)
    var other = graph
    other.nodes[4].height += 2
    let (a, b) = (LayeredLayout(graph), LayeredLayout(other))
    #expect(a.columns == b.columns)
    func order(_ layout: LayeredLayout) -> [Int] {
      layout.nodes.indices.sorted {
        (layout.columns[$0], layout.nodes[$0].y) < (layout.columns[$1], layout.nodes[$1].y)
      }
    }
    #expect(order(a) == order(b))
  }

  @Test func nothingAtAllIsNoTrap() {
    let layout = LayeredLayout(LayeredGraph())
    #expect(layout.nodes.isEmpty)
    var alone = LayeredGraph()
    alone.nodes = [.init(width: 10, height: 10)]
    alone.edges = [.init(from: 0, to: 0)]
    #expect(LayeredLayout(alone).nodes.count == 1)
  }

  /// Where all trade with all, lines cross in every order: the search ends by its limit, with every slot
  /// in its rank once.
  @Test(arguments: [0, 20_000]) func theSearchForAnOrderEndsByItsWork(_ limit: Int) {
    let count = 14
    var graph = LayeredGraph()
    for _ in 0..<count {
      graph.nodes.append(.init(width: 150, height: 40, group: nil, column: nil))
    }
    for from in 0..<count {
      for to in 0..<count where from != to {
        graph.edges.append(
          .init(from: from, to: to, labelWidth: 0, labelHeight: 0, thickness: 2))
      }
    }
    let content = LayerSlots(graph, LayerRanks(graph))
    let free = CrossingReduction(content, groupCount: 0)
    let held = CrossingReduction(content, groupCount: 0, workLimit: limit)
    // A round may begin at the limit, and looks at each rank some times.
    #expect(free.work > 10 * held.work)
    #expect(free.crossings <= held.crossings)
    for (rank, slots) in held.ranks.enumerated() {
      #expect(slots.sorted() == content.slots.indices.filter { content.slots[$0].rank == rank })
    }
  }
}
