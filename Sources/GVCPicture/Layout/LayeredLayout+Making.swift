extension LayeredLayout {
  /// Lays a graph out.
  init(_ graph: LayeredGraph, _ spacing: LayerSpacing = LayerSpacing()) {
    let ranks = LayerRanks(graph)
    let content = LayerSlots(graph, ranks)
    let order = CrossingReduction(content, groupCount: graph.groups.count)
    let heights = LayerHeights(
      graph, content, ranks: order.ranks, isReversed: ranks.isReversed, spacing)
    crossings = order.crossings
    columns = ranks.ranks
    place(graph, ranks, content, order.ranks, heights, spacing)
  }

  private mutating func place(
    _ graph: LayeredGraph, _ ranks: LayerRanks, _ content: LayerSlots, _ order: [[Int]],
    _ heights: LayerHeights, _ spacing: LayerSpacing
  ) {
    let x = Self.rankFrames(content, order, heights, spacing)
    let depth = Self.depths(graph)
    nodes = graph.nodes.indices.map { index in
      let slot = content.slots[index]
      let (left, width) = x[slot.rank]
      return Frame(
        x: left + (width - Double(slot.width)) / 2,
        y: heights.slots[index] - Double(slot.height) / 2, width: Double(slot.width),
        height: Double(slot.height))
    }
    columnFrames = stride(from: 0, to: x.count, by: 2).map {
      Frame(x: x[$0].left, y: 0, width: x[$0].width, height: 0)
    }
    groups = graph.groups.indices.map { group in
      guard let range = content.ranges[group] else { return Frame(x: 0, y: 0, width: 0, height: 0) }
      let pad = Double(spacing.groupPadding * depth[group])
      let left = x[range.lowerBound].left - pad
      let right = x[range.upperBound].left + x[range.upperBound].width + pad
      return Frame(
        x: left, y: heights.groups[group].top, width: right - left,
        height: heights.groups[group].bottom - heights.groups[group].top)
    }
    labels = Array(repeating: nil, count: graph.edges.count)
    routes = graph.edges.indices.map { edge in
      route(edge, graph, ranks, content, heights, x)
    }
    shift(by: Double(spacing.margin))
  }

  /// The line of an edge through all that it passes, and the place of its label.
  private mutating func route(
    _ edge: Int, _ graph: LayeredGraph, _ ranks: LayerRanks, _ content: LayerSlots,
    _ heights: LayerHeights, _ x: [(left: Double, width: Double)]
  ) -> Route {
    let isBackward = ranks.isReversed[edge]
    let passed = content.passed[edge]
    guard passed.count > 1 else { return loop(graph.edges[edge].from) }
    var points: [Point] = []
    for (index, slot) in passed.enumerated() {
      let (left, width) = x[content.slots[slot].rank]
      let y = heights.slots[slot]
      switch content.slots[slot].content {
      case .node(let node):
        let isLeftEnd = index == 0
        let isFrom = isLeftEnd != isBackward
        let port = isFrom ? heights.ports[edge].from : heights.ports[edge].to
        if isLeftEnd {
          points.append(Point(nodes[node].right, y + port))
          if left + width > nodes[node].right { points.append(Point(left + width, y + port)) }
        } else {
          if left < nodes[node].x { points.append(Point(left, y + port)) }
          points.append(Point(nodes[node].x, y + port))
        }
      case .label:
        let own = Double(content.slots[slot].width)
        labels[edge] = Frame(
          x: left + (width - own) / 2, y: y - Double(content.slots[slot].height) / 2, width: own,
          height: Double(content.slots[slot].height))
        points += [Point(left, y), Point(left + width, y)]
      case .line, .space:
        // Where nothing stands between two columns, one curve leads from the one to the other.
        if width == 0, content.slots[slot].rank % 2 == 1 { continue }
        points += [Point(left, y), Point(left + width, y)]
      }
    }
    return Route(points: isBackward ? points.reversed() : points, isBackward: isBackward)
  }

  /// The line of what leads to itself: over the upper right corner of its box.
  private func loop(_ node: Int) -> Route {
    let frame = nodes[node]
    let (x, y) = (frame.right, frame.y)
    return Route(
      points: [
        Point(x, y + 12), Point(x + 12, y + 12), Point(x + 12, y - 8), Point(x - 14, y - 8),
        Point(x - 14, y),
      ], isBackward: false)
  }

  /// The left and the width of each rank: the steeper the lines between two, the more room they get.
  private static func rankFrames(
    _ content: LayerSlots, _ order: [[Int]], _ heights: LayerHeights, _ spacing: LayerSpacing
  ) -> [(left: Double, width: Double)] {
    var climb = Array(repeating: 0.0, count: content.rankCount)
    for segment in content.segments where segment.edge >= 0 {
      let rank = content.slots[segment.from].rank
      climb[rank] = max(climb[rank], abs(heights.slots[segment.from] - heights.slots[segment.to]))
    }
    var frames: [(left: Double, width: Double)] = []
    var left = 0.0
    for (rank, slots) in order.enumerated() {
      let width = Double(slots.map { content.slots[$0].width }.max() ?? 0)
      frames.append((left, width))
      let gap = max(Double(spacing.gap), min(110, 14 + climb[rank] * 0.22))
      left += width + gap
    }
    return frames
  }

  /// How many borders lie around the members of a group, its own included.
  private static func depths(_ graph: LayeredGraph) -> [Int] {
    var depth = Array(repeating: 1, count: graph.groups.count)
    for group in graph.groups.indices {
      for (level, outer) in graph.path(of: group).reversed().enumerated() {
        depth[outer] = max(depth[outer], level + 1)
      }
    }
    return depth
  }

  /// Moves everything so that it begins at the margin, and measures the whole.
  private mutating func shift(by margin: Double) {
    let frames = nodes + groups.filter { $0.width > 0 } + labels.compactMap { $0 }
    let points = routes.flatMap(\.points)
    let left = min(frames.map(\.x).min() ?? 0, points.map(\.x).min() ?? 0)
    let top = min(frames.map(\.y).min() ?? 0, points.map(\.y).min() ?? 0)
    let (dx, dy) = (margin - left, margin - top)
    func moved(_ frame: Frame) -> Frame {
      Frame(x: frame.x + dx, y: frame.y + dy, width: frame.width, height: frame.height)
    }
    nodes = nodes.map(moved)
    groups = groups.map(moved)
    labels = labels.map { $0.map(moved) }
    columnFrames = columnFrames.map(moved)
    routes = routes.map { route in
      Route(
        points: route.points.map { Point($0.x + dx, $0.y + dy) }, isBackward: route.isBackward)
    }
    let right = max(frames.map(\.right).max() ?? 0, points.map(\.x).max() ?? 0)
    let bottom = max(frames.map(\.bottom).max() ?? 0, points.map(\.y).max() ?? 0)
    width = right + dx + margin
    height = bottom + dy + margin
  }
}
