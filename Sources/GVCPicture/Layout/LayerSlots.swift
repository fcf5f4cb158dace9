/// What stands in the ranks: boxes at even ones, labels at odd ones, and at every rank that an arrow
/// or a group crosses, something that keeps its place.
struct LayerSlots {
  enum Content: Equatable {
    case node(Int)
    /// The label of an edge.
    case label(Int)
    /// The line of an edge.
    case line(Int)
    /// The place of a group where nothing of it stands.
    case space(Int)
  }

  struct Slot {
    let content: Content
    let rank: Int
    let width: Int
    let height: Int
    /// The groups around it, outermost first.
    let path: [Int]
  }

  private(set) var slots: [Slot] = []
  /// Pairs of slots in neighbouring ranks, the left one first, with the edge that joins them; -1 for what
  /// holds a group together.
  private(set) var segments: [(from: Int, to: Int, edge: Int)] = []
  /// The slots that an edge passes, from the left to the right.
  private(set) var passed: [[Int]]
  let rankCount: Int
  /// The ranks that each group covers; nil for one without members.
  let ranges: [ClosedRange<Int>?]

  init(_ graph: LayeredGraph, _ ranks: LayerRanks) {
    passed = Array(repeating: [], count: graph.edges.count)
    rankCount = 2 * (ranks.ranks.max() ?? 0) + 1
    let paths = graph.groups.indices.map { graph.path(of: $0) }
    var ranges: [ClosedRange<Int>?] = Array(repeating: nil, count: graph.groups.count)
    for (index, node) in graph.nodes.enumerated() {
      let rank = 2 * ranks.ranks[index]
      for group in graph.path(of: node.group) {
        ranges[group] =
          min(
            ranges[group]?.lowerBound ?? rank, rank)...max(
            ranges[group]?.upperBound ?? rank, rank)
      }
    }
    self.ranges = ranges
    for (index, node) in graph.nodes.enumerated() {
      slots.append(
        Slot(
          content: .node(index), rank: 2 * ranks.ranks[index], width: node.width,
          height: node.height, path: node.group.map { paths[$0] } ?? []))
    }
    for index in graph.edges.indices where graph.edges[index].from != graph.edges[index].to {
      addLine(index, graph, ranks, paths)
    }
    addSpaces(graph, paths)
  }

  private mutating func addLine(
    _ index: Int, _ graph: LayeredGraph, _ ranks: LayerRanks, _ paths: [[Int]]
  ) {
    let edge = graph.edges[index]
    let (left, right) = ranks.isReversed[index] ? (edge.to, edge.from) : (edge.from, edge.to)
    let (first, last) = (2 * ranks.ranks[left], 2 * ranks.ranks[right])
    guard first < last else { return }
    // The label stands next to the supplier, where lines are still apart.
    let labelRank = ranks.isReversed[index] ? last - 1 : first + 1
    var before = left
    passed[index].append(left)
    for rank in first + 1..<last {
      let isLabel = rank == labelRank && edge.labelWidth > 0
      let path = path(at: rank, from: slots[left].path, to: slots[right].path)
      slots.append(
        Slot(
          content: isLabel ? .label(index) : .line(index), rank: rank,
          width: isLabel ? edge.labelWidth : 0,
          height: isLabel ? edge.labelHeight : edge.thickness, path: path))
      segments.append((before, slots.count - 1, index))
      before = slots.count - 1
      passed[index].append(before)
    }
    segments.append((before, right, index))
    passed[index].append(right)
  }

  /// The groups in which a line stands: those of an end, as far as they reach.
  private func path(at rank: Int, from left: [Int], to right: [Int]) -> [Int] {
    func part(_ path: [Int]) -> [Int] {
      Array(path.prefix { ranges[$0]?.contains(rank) ?? false })
    }
    let (a, b) = (part(left), part(right))
    return a.count >= b.count ? a : b
  }

  /// Keeps the place of groups in the ranks that they cover and where nothing of them stands.
  private mutating func addSpaces(_ graph: LayeredGraph, _ paths: [[Int]]) {
    // Inner groups first: their place is one of the outer ones too.
    let inner = graph.groups.indices.sorted { (paths[$0].count, $1) > (paths[$1].count, $0) }
    for group in inner {
      guard let range = ranges[group] else { continue }
      var isHeld = Set<Int>()
      for slot in slots where slot.path.contains(group) { isHeld.insert(slot.rank) }
      var before: Int?
      for rank in range {
        guard !isHeld.contains(rank) else {
          before = nil
          continue
        }
        slots.append(
          Slot(content: .space(group), rank: rank, width: 0, height: 0, path: paths[group]))
        if let before { segments.append((before, slots.count - 1, -1)) }
        before = slots.count - 1
      }
    }
  }
}
