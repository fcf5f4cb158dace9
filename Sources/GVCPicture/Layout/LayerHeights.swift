/// How high each slot and each border of a group stands.
///
/// The sum of the heights that lines climb is least under the order and the distances: the placement of
/// Gansner and others (1993), by an auxiliary graph, with two borders for each group. Among the best
/// places, the middle one.
struct LayerHeights {
  /// The middle of each slot.
  private(set) var slots: [Double]
  /// The upper and lower border of each group.
  private(set) var groups: [(top: Double, bottom: Double)]
  /// For each edge how far its ends stand from the middle of their boxes.
  let ports: [(from: Double, to: Double)]

  private struct Builder {
    let content: LayerSlots
    let graph: LayeredGraph
    let spacing: LayerSpacing
    var edges: [NetworkSimplex.Edge] = []
    /// A place and the room that it takes on the near side, in half units.
    typealias End = (variable: Int, room: Int, content: LayerSlots.Content?)

    func top(_ group: Int) -> Int { content.slots.count + 2 * group }
    func bottom(_ group: Int) -> Int { content.slots.count + 2 * group + 1 }

    /// Keeps apart what follows on one another in a rank; returns its first and last things.
    mutating func constrain(_ run: ArraySlice<Int>, level: Int) -> (first: End, last: End)? {
      var first: End?
      var last: End?
      var index = run.startIndex
      while index < run.endIndex {
        let slot = run[index]
        let path = content.slots[slot].path
        let upper: End
        let lower: End
        if path.count > level {
          let group = path[level]
          let members = run[index...].prefix {
            content.slots[$0].path.count > level && content.slots[$0].path[level] == group
          }
          index = members.endIndex
          if let inner = constrain(members, level: level + 1) {
            let pad = 2 * spacing.groupPadding
            edges.append(
              .init(
                tail: top(group), head: inner.first.variable,
                minimum: pad + 2 * graph.groups[group].titleHeight + inner.first.room, weight: 0))
            edges.append(
              .init(
                tail: inner.last.variable, head: bottom(group), minimum: pad + inner.last.room,
                weight: 0))
          }
          upper = (top(group), 0, nil)
          lower = (bottom(group), 0, nil)
        } else {
          let height = content.slots[slot].height
          upper = (slot, height, content.slots[slot].content)
          lower = upper
          index += 1
        }
        if let last {
          let distance: Int
          if let a = last.content, let b = upper.content {
            distance = spacing.between(a, b)
          } else {
            distance = spacing.groupMargin
          }
          edges.append(
            .init(
              tail: last.variable, head: upper.variable,
              minimum: last.room + 2 * distance + upper.room, weight: 0))
        }
        if first == nil { first = upper }
        last = lower
      }
      guard let first, let last else { return nil }
      return (first, last)
    }
  }

  init(
    _ graph: LayeredGraph, _ content: LayerSlots, ranks: [[Int]], isReversed: [Bool],
    _ spacing: LayerSpacing
  ) {
    let ports = Self.ports(graph, content, ranks, isReversed, spacing)
    self.ports = ports
    /// How far the middle of a line stands from that of its box, in half units.
    func offset(_ slot: Int, _ edge: Int, atLeft: Bool) -> Int {
      guard edge >= 0, case .node = content.slots[slot].content else { return 0 }
      // The left end of a reversed edge is where it goes to.
      let isFrom = atLeft != isReversed[edge]
      return Int((2 * (isFrom ? ports[edge].from : ports[edge].to)).rounded())
    }
    var builder = Builder(content: content, graph: graph, spacing: spacing)
    for rank in ranks { _ = builder.constrain(rank[...], level: 0) }
    for group in graph.groups.indices where content.ranges[group] != nil {
      builder.edges.append(
        .init(tail: builder.top(group), head: builder.bottom(group), minimum: 0, weight: 2))
    }
    let constraints = builder.edges
    var edges = constraints
    var count = content.slots.count + 2 * graph.groups.count
    var pulls: [[(other: Int, offset: Int, weight: Int)]] = Array(
      repeating: [], count: content.slots.count)
    for segment in content.segments {
      let from = offset(segment.from, segment.edge, atLeft: true)
      let to = offset(segment.to, segment.edge, atLeft: false)
      let weight =
        Self.weight(content.slots[segment.from], content.slots[segment.to])
        * (segment.edge < 0 ? 1 : graph.edges[segment.edge].weight)
      let most = max(from, to)
      edges.append(.init(tail: count, head: segment.from, minimum: most - from, weight: weight))
      edges.append(.init(tail: count, head: segment.to, minimum: most - to, weight: weight))
      count += 1
      pulls[segment.from].append((segment.to, to - from, weight))
      pulls[segment.to].append((segment.from, from - to, weight))
    }
    let limit = max(2_000, 4_000_000 / max(1, count))
    var positions = NetworkSimplex.positions(count: count, edges: edges, limit: limit)
    Self.center(&positions, pulls, constraints, slots: content.slots.count)
    slots = positions.prefix(content.slots.count).map { Double($0) / 2 }
    groups = graph.groups.indices.map {
      (Double(positions[builder.top($0)]) / 2, Double(positions[builder.bottom($0)]) / 2)
    }
  }

  /// Long lines are straight before short ones are.
  private static func weight(_ a: LayerSlots.Slot, _ b: LayerSlots.Slot) -> Int {
    func isNode(_ slot: LayerSlots.Slot) -> Bool {
      if case .node = slot.content { true } else { false }
    }
    return isNode(a) && isNode(b) ? 1 : isNode(a) || isNode(b) ? 2 : 8
  }

  /// Where lines leave and enter boxes: side by side, in the order of what they lead to.
  private static func ports(
    _ graph: LayeredGraph, _ content: LayerSlots, _ ranks: [[Int]], _ isReversed: [Bool],
    _ spacing: LayerSpacing
  ) -> [(from: Double, to: Double)] {
    var place = Array(repeating: 0, count: content.slots.count)
    for rank in ranks { for (index, slot) in rank.enumerated() { place[slot] = index } }
    var ports = Array(repeating: (from: 0.0, to: 0.0), count: graph.edges.count)
    var atRight: [[(edge: Int, next: Int)]] = Array(repeating: [], count: graph.nodes.count)
    var atLeft = atRight
    for (edge, passed) in content.passed.enumerated() where passed.count > 1 {
      let last = passed.count - 1
      if case .node(let node) = content.slots[passed[0]].content {
        atRight[node].append((edge, place[passed[1]]))
      }
      if case .node(let node) = content.slots[passed[last]].content {
        atLeft[node].append((edge, place[passed[last - 1]]))
      }
    }
    for (side, isRight) in [(atRight, true), (atLeft, false)] {
      for (node, lines) in side.enumerated() where lines.count > 1 {
        let sorted = lines.sorted { ($0.next, $0.edge) < ($1.next, $1.edge) }
        let thick = sorted.reduce(0) { $0 + graph.edges[$1.edge].thickness }
        let room = max(0, graph.nodes[node].height - 14 - thick)
        let gap = min(Double(spacing.ports), Double(room) / Double(sorted.count - 1))
        var y = -(Double(thick) + gap * Double(sorted.count - 1)) / 2
        for line in sorted {
          let thickness = Double(graph.edges[line.edge].thickness)
          if isRight != isReversed[line.edge] {
            ports[line.edge].from = y + thickness / 2
          } else {
            ports[line.edge].to = y + thickness / 2
          }
          y += thickness + gap
        }
      }
    }
    return ports
  }

  /// Moves what may stand in several places, all equally good, to the middle of them.
  private static func center(
    _ positions: inout [Int], _ pulls: [[(other: Int, offset: Int, weight: Int)]],
    _ constraints: [NetworkSimplex.Edge], slots: Int
  ) {
    var above: [[(other: Int, minimum: Int)]] = Array(repeating: [], count: positions.count)
    var below = above
    for edge in constraints {
      above[edge.head].append((edge.tail, edge.minimum))
      below[edge.tail].append((edge.head, edge.minimum))
    }
    for round in 0..<4 {
      for index in 0..<slots {
        let slot = round % 2 == 0 ? index : slots - 1 - index
        guard !pulls[slot].isEmpty else { continue }
        let wanted = pulls[slot].flatMap { pull in
          repeatElement(positions[pull.other] + pull.offset, count: pull.weight)
        }.sorted()
        let (low, high) = (wanted[(wanted.count - 1) / 2], wanted[wanted.count / 2])
        let least = above[slot].map { positions[$0.other] + $0.minimum }.max() ?? .min
        let most = below[slot].map { positions[$0.other] - $0.minimum }.min() ?? .max
        guard least <= most else { continue }
        positions[slot] = min(max((low + high) / 2, least), most)
      }
    }
  }
}
