import GVCModel

/// How much money goes over each link, as far as what is stated tells it: values of trade, turnovers, and
/// shares of them. What is not told stays unknown; nothing is assumed.
struct ValueFlows {
  /// The unit that most amounts are in; amounts in another one are left out.
  let unit: String
  /// For each link what is paid over it in a year.
  private(set) var links: [Interval?]
  /// For each actor what it sells and what it buys in a year.
  private(set) var sales: [Interval?]
  private(set) var purchases: [Interval?]
  /// How many amounts are in another unit.
  let leftOut: Int

  /// Nil where no amount is stated.
  init?(_ graph: ChainGraph) {
    let amounts = graph.links.compactMap(\.value) + graph.actors.compactMap(\.turnover)
    var counts: [String: Int] = [:]
    for amount in amounts { counts[amount.unit, default: 0] += 1 }
    guard let unit = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else {
      return nil
    }
    self.unit = unit
    leftOut = amounts.count { $0.unit != unit }
    func interval(_ amount: ChainGraph.Amount?) -> Interval? {
      guard let amount, amount.unit == unit else { return nil }
      return Interval(amount.low, amount.high)
    }
    links = graph.links.map { interval($0.value) }
    sales = graph.actors.map { interval($0.turnover) }
    purchases = Array(repeating: nil, count: graph.actors.count)
    for _ in 0..<graph.actors.count + 2 where !spread(graph) { break }
  }

  /// One round of what follows from what is known; whether it told anything new.
  private mutating func spread(_ graph: ChainGraph) -> Bool {
    let before = (links, sales, purchases)
    for (index, link) in graph.links.enumerated() {
      Self.relate(link.salesShare, &links[index], &sales[link.from])
      Self.relate(link.purchasesShare, &links[index], &purchases[link.to])
    }
    for actor in graph.actors.indices {
      let out = graph.links.indices.filter { graph.links[$0].from == actor }
      let into = graph.links.indices.filter { graph.links[$0].to == actor }
      if Self.isWhole(out.map { graph.links[$0].salesShare }) {
        Self.sum(out, &links, &sales[actor])
      }
      if Self.isWhole(into.map { graph.links[$0].purchasesShare }) {
        Self.sum(into, &links, &purchases[actor])
      }
    }
    return (links, sales, purchases) != before
  }

  /// A flow, the whole that it is a share of, and the share: each tells about the others.
  private static func relate(
    _ share: ChainGraph.Share?, _ flow: inout Interval?, _ whole: inout Interval?
  ) {
    guard let share else { return }
    if let known = whole {
      flow = narrowed(flow, to: Interval(known.low * share.low, known.high * share.high))
    }
    if let known = flow, share.low > 0 {
      whole = narrowed(whole, to: Interval(known.low / share.high, known.high / share.low))
    }
  }

  /// Whether the links of a side can be all of it: where each has a share, these must fill the whole.
  private static func isWhole(_ shares: [ChainGraph.Share?]) -> Bool {
    let known = shares.compactMap { $0 }
    return known.count < shares.count || known.reduce(0) { $0 + $1.high } > 1 - 1e-9
  }

  /// The links of a side are all of it: their sum is the whole, and one unknown is what the others leave.
  private static func sum(_ members: [Int], _ links: inout [Interval?], _ whole: inout Interval?) {
    guard !members.isEmpty else { return }
    let unknown = members.filter { links[$0] == nil }
    let known = members.compactMap { links[$0] }
    let low = known.reduce(0) { $0 + $1.low }
    let high = known.reduce(0) { $0 + $1.high }
    if unknown.isEmpty {
      whole = narrowed(whole, to: Interval(low, high))
    } else if unknown.count == 1, let all = whole, all.high >= low {
      links[unknown[0]] = Interval(max(0, all.low - high), all.high - low)
    }
  }

  /// What two statements agree on; the first one where they contradict each other.
  private static func narrowed(_ known: Interval?, to other: Interval) -> Interval? {
    guard let known else { return other.low.isFinite ? other : nil }
    let (low, high) = (max(known.low, other.low), min(known.high, other.high))
    // Rounding is no contradiction.
    guard low <= high * (1 + 1e-9) else { return known }
    return Interval(min(low, high), max(low, high))
  }

  /// What an actor adds: its sales less its purchases. Without purchases, all that it sells.
  func added(_ actor: Int, hasSuppliers: Bool) -> Interval? {
    guard let sales = sales[actor] else { return nil }
    guard hasSuppliers else { return nil }
    guard let purchases = purchases[actor] else { return nil }
    return Interval(sales.low - purchases.high, sales.high - purchases.low)
  }
}
