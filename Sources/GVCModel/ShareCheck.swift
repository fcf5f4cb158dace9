import GVCSyntax

/// Shares of sales of one supplier, and of purchases of one buyer, add up to at most the whole.
///
/// A range counts with its lower end, so that only a certain excess is an error. An excess that a layer
/// only takes over is said once, where it arises.
struct ShareCheck {
  /// The facts on the share, in their order.
  private let facts: [Int]
  private let whole: String
  /// The end of the link whose whole it is.
  private let end: Int
  /// For each entity, the fact on its share that holds and the rank of its layer; cleared between layers.
  private var best: [(rank: Int32, fact: Int32)]
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
    var check = ShareCheck(facts, whole, end, entities: model.entities.count)
    var speaking: Set<EntityID?> = [nil]
    for fact in facts { if let layer = model.facts[fact].layer { speaking.insert(layer) } }
    for layer in [nil] + model.layerOrder.layers.map(Optional.some)
    where speaking.contains(layer) {
      check.run(model, in: layer)
    }
    return check.found
  }

  private init(_ facts: [Int], _ whole: String, _ end: Int, entities: Int) {
    self.facts = facts
    self.whole = whole
    self.end = end
    best = Array(repeating: (-1, -1), count: entities)
    sums = Array(repeating: 0, count: entities)
  }

  private mutating func run(_ model: Model, in layer: EntityID?) {
    let standing = standing(in: layer, model)
    guard layer == nil || standing.contains(where: { model.facts[$0].layer == layer }) else {
      return
    }
    var actors: [EntityID] = []
    for index in standing {
      guard let (actor, low) = share(index, model) else { continue }
      actors.append(actor)
      sums[Int(actor.index)] += low
    }
    var order: [EntityID] = []
    for actor in actors {
      if sums[Int(actor.index)] > 1 + 1e-9 {
        order.append(actor)
      } else {
        sums[Int(actor.index)] = 0
      }
    }
    guard !order.isEmpty else { return }
    var addends: [EntityID: [Int]] = [:]
    for index in standing {
      if let (actor, _) = share(index, model), sums[Int(actor.index)] > 0 {
        addends[actor, default: []].append(index)
      }
    }
    for actor in order where sums[Int(actor.index)] > 0 {
      report(model, actor, sums[Int(actor.index)], addends[actor] ?? [], layer)
      sums[Int(actor.index)] = 0
    }
  }

  /// The actor that a fact gives a share of, and the least that it is.
  private func share(_ index: Int, _ model: Model) -> (actor: EntityID, low: Double)? {
    let fact = model.facts[index]
    let ends = model.entities[Int(fact.entity.index)].ends
    guard case .number(let interval, _, _) = fact.value, interval.low.isFinite, ends.count == 2
    else { return nil }
    return (model.endPool[Int(ends.lowerBound) + end], interval.low)
  }

  private mutating func report(
    _ model: Model, _ actor: EntityID, _ sum: Double, _ facts: [Int], _ layer: EntityID?
  ) {
    guard let last = facts.last(where: { model.facts[$0].layer == layer }) else { return }
    let percent = (sum * 1000).rounded() / 10
    let text = percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%"
    // A hub has more shares than anyone reads.
    let others = facts.lazy.filter { $0 != last }.prefix(100)
    found.append(
      ModelErrors.sharesAboveWhole(
        whole, of: model.label(actor), sum: text, at: model.facts[last].location,
        others: others.map { model.facts[$0].location }))
  }

  /// The facts that hold in a layer, one an entity: of several voices the lowest.
  private mutating func standing(in layer: EntityID?, _ model: Model) -> [Int] {
    let chain = layer.map { model.layerOrder.chain(from: $0) } ?? []
    var rank: [EntityID: Int32] = [:]
    for (index, layer) in chain.enumerated() {
      rank[layer] = Int32(truncatingIfNeeded: chain.count - index)
    }
    var gone: Set<EntityID> = []
    for removal in model.removals where rank[removal.layer] != nil { gone.insert(removal.entity) }
    for index in facts {
      let fact = model.facts[index]
      guard let place = fact.layer.map({ rank[$0] }) ?? 0,
        gone.isEmpty || !gone.contains(fact.entity),
        model.entities[Int(fact.entity.index)].addedIn.map({ rank[$0] != nil }) ?? true
      else { continue }
      let known = best[Int(fact.entity.index)]
      if known.fact >= 0 {
        if known.rank > place { continue }
        if known.rank == place, low(Int(known.fact), model) <= low(index, model) { continue }
      }
      best[Int(fact.entity.index)] = (place, Int32(truncatingIfNeeded: index))
    }
    var found: [Int] = []
    for index in facts {
      let entity = Int(model.facts[index].entity.index)
      if best[entity].fact == index { found.append(index) }
    }
    for index in facts { best[Int(model.facts[index].entity.index)] = (-1, -1) }
    return found
  }

  private func low(_ fact: Int, _ model: Model) -> Double {
    if case .number(let interval, _, _) = model.facts[fact].value { return interval.low }
    return 0
  }
}
