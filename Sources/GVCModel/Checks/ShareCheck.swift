import GVCSyntax

/// Shares of sales of one supplier, and of purchases of one buyer, add up to at most the whole.
///
/// A range counts with its lower end, so that only a certain excess is an error. An excess that a layer
/// only takes over is said once, where it arises.
struct ShareCheck {
  /// A fact on the share, with what the check asks of it.
  private struct Share {
    /// Its index among the facts.
    let fact: Int32
    let link: EntityID
    let layer: EntityID?
    /// The layer that adds the link.
    let addedIn: EntityID?
    /// Whose share it is; nil where it says no number, or the link has no ends.
    let actor: EntityID?
    /// The least that it is.
    let low: Double
  }

  /// The facts on the share, in their order.
  private let shares: [Share]
  private let whole: String
  /// For each entity, the place of the share of it that holds and the rank of its layer; cleared between layers.
  private var best: [(rank: Int32, share: Int32)]
  /// For each entity, the sum of its shares; cleared between layers.
  private var sums: [Double]
  private var found: [Diagnostic] = []

  /// What is wrong with the shares of one attribute.
  ///
  /// - Parameters:
  ///   - facts: The facts on it, in their order.
  ///   - whole: What they are shares of, in words.
  ///   - end: The end of a link whose whole it is.
  static func diagnostics(
    _ model: Model, _ facts: [Int], of whole: String, end: Int
  ) -> [Diagnostic] {
    guard !facts.isEmpty else { return [] }
    var check = ShareCheck(model, facts, of: whole, end: end)
    let speaking = Set(check.shares.map(\.layer) + [nil])
    for layer in [nil] + model.layerOrder.layers.map(Optional.some)
    where speaking.contains(layer) {
      check.run(model, in: layer)
    }
    return check.found
  }

  private init(_ model: Model, _ facts: [Int], of whole: String, end: Int) {
    shares = facts.map { index in
      let fact = model.facts[index]
      let link = model.entities[Int(fact.entity.index)]
      var actor: EntityID?
      var low = 0.0
      if case .number(let interval, _, _) = fact.value {
        low = interval.low
        if low.isFinite, link.ends.count == 2 {
          actor = model.endPool[Int(link.ends.lowerBound) + end]
        }
      }
      return Share(
        fact: Int32(truncatingIfNeeded: index), link: fact.entity, layer: fact.layer,
        addedIn: link.addedIn, actor: actor, low: low)
    }
    self.whole = whole
    best = Array(repeating: (-1, -1), count: model.entities.count)
    sums = Array(repeating: 0, count: model.entities.count)
  }

  private mutating func run(_ model: Model, in layer: EntityID?) {
    let standing = standing(in: layer, model)
    guard layer == nil || standing.contains(where: { $0.layer == layer }) else { return }
    for share in standing {
      if let actor = share.actor { sums[Int(actor.index)] += share.low }
    }
    var order: [EntityID] = []
    for share in standing {
      guard let actor = share.actor else { continue }
      if sums[Int(actor.index)] > 1 + 1e-9 {
        order.append(actor)
      } else {
        sums[Int(actor.index)] = 0
      }
    }
    guard !order.isEmpty else { return }
    var addends: [EntityID: [Share]] = [:]
    for share in standing {
      if let actor = share.actor, sums[Int(actor.index)] > 0 {
        addends[actor, default: []].append(share)
      }
    }
    for actor in order where sums[Int(actor.index)] > 0 {
      report(model, actor, sums[Int(actor.index)], addends[actor] ?? [], layer)
      sums[Int(actor.index)] = 0
    }
  }

  private mutating func report(
    _ model: Model, _ actor: EntityID, _ sum: Double, _ shares: [Share], _ layer: EntityID?
  ) {
    guard let last = shares.last(where: { $0.layer == layer })?.fact else { return }
    let percent = (sum * 1000).rounded() / 10
    let text = percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%"
    // A hub has more shares than anyone reads.
    let others = shares.lazy.map(\.fact).filter { $0 != last }.prefix(100)
    found.append(
      ModelErrors.sharesAboveWhole(
        whole, of: model.label(actor), sum: text, at: model.facts[Int(last)].location,
        others: others.map { model.facts[Int($0)].location }))
  }

  /// The shares that hold in a layer, one a link: of several voices the lowest.
  private mutating func standing(in layer: EntityID?, _ model: Model) -> [Share] {
    let chain = layer.map { model.layerOrder.chain(from: $0) } ?? []
    var rank: [EntityID: Int32] = [:]
    for (index, layer) in chain.enumerated() {
      rank[layer] = Int32(truncatingIfNeeded: chain.count - index)
    }
    var gone: Set<EntityID> = []
    for removal in model.removals where rank[removal.layer] != nil { gone.insert(removal.entity) }
    for (index, share) in shares.enumerated() {
      guard let place = share.layer.map({ rank[$0] }) ?? 0,
        gone.isEmpty || !gone.contains(share.link),
        share.addedIn.map({ rank[$0] != nil }) ?? true
      else { continue }
      let known = best[Int(share.link.index)]
      if known.share >= 0 {
        if known.rank > place { continue }
        if known.rank == place, shares[Int(known.share)].low <= share.low { continue }
      }
      best[Int(share.link.index)] = (place, Int32(truncatingIfNeeded: index))
    }
    var found: [Share] = []
    for (index, share) in shares.enumerated()
    where Int(best[Int(share.link.index)].share) == index {
      found.append(share)
    }
    for share in shares { best[Int(share.link.index)] = (-1, -1) }
    return found
  }
}
