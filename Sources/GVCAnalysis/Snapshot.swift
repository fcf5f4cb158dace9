import GVCModel

/// The case as it stands in one layer: which entities are there, and what is said of each.
///
/// Columns are dense by entity; adjacency is compressed. A snapshot is a value and does no work
/// when it is copied.
public struct Snapshot: Sendable {
  /// The layer; nil for the facts outside all layers.
  public let layer: EntityID?
  /// Whether each entity is there.
  public private(set) var exists: [Bool]
  /// One column an attribute that any entity has; the rest are nil.
  public private(set) var columns: [Column?]
  /// The links that each actor supplies, and those that it buys from.
  public private(set) var sales: Adjacency
  public private(set) var purchases: Adjacency

  /// The values of one attribute.
  public struct Column: Sendable {
    /// The index of the fact that holds for each entity, or -1.
    public internal(set) var facts: [Int32]
    /// Further facts on the same entity: other voices, or the keys of a map.
    public internal(set) var others: [EntityID: [Int32]] = [:]

    init(count: Int) { facts = Array(repeating: -1, count: count) }
  }

  /// For each entity a run of others, all runs in one array.
  public struct Adjacency: Sendable {
    private var starts: [UInt32]
    private var targets: [EntityID]

    init(count: Int, _ pairs: [(from: EntityID, to: EntityID)]) {
      var counts = [UInt32](repeating: 0, count: count + 1)
      for pair in pairs { counts[Int(pair.from.index) + 1] += 1 }
      for i in 0..<count { counts[i + 1] += counts[i] }
      starts = counts
      targets = Array(repeating: EntityID(0), count: pairs.count)
      for pair in pairs {
        let place = Int(counts[Int(pair.from.index)])
        targets[place] = pair.to
        counts[Int(pair.from.index)] += 1
      }
    }

    /// The neighbours of an entity, in the order of their declaration.
    public subscript(entity: EntityID) -> ArraySlice<EntityID> {
      let i = Int(entity.index)
      return targets[Int(starts[i])..<Int(starts[i + 1])]
    }
  }

  /// The state of `model` in `layer`: what it builds on, oldest first, and then the layer itself.
  public init(_ model: Model, layer: EntityID?) {
    self.layer = layer
    let count = model.entities.count
    let chain = layer.map { Array(model.layerOrder.chain(from: $0).reversed()) } ?? []
    var rank: [EntityID: Int] = [:]
    for (index, layer) in chain.enumerated() { rank[layer] = index + 1 }
    exists = model.entities.map { $0.addedIn.map { rank[$0] != nil } ?? true }
    for removal in model.removals where rank[removal.layer] != nil {
      exists[Int(removal.entity.index)] = false
    }
    columns = Array(repeating: nil, count: model.vocabulary.attributes.count)
    var order: [(rank: Int, fact: Int)] = []
    for (index, fact) in model.facts.enumerated() {
      if let layer = fact.layer {
        if let place = rank[layer] { order.append((place, index)) }
      } else {
        order.append((0, index))
      }
    }
    order.sort { ($0.rank, $0.fact) < ($1.rank, $1.fact) }
    var ranks: [Int: [EntityID: Int]] = [:]
    for (rank, index) in order {
      let fact = model.facts[index]
      let attribute = Int(fact.attribute.number)
      var column = columns[attribute] ?? Column(count: count)
      columns[attribute] = nil  // The only reference left is ours: no copy.
      let entity = Int(fact.entity.index)
      let earlier = ranks[attribute]?[fact.entity]
      if fact.key != nil {
        // The last layer that speaks of a key decides it; the other keys stand.
        var others = column.others[fact.entity] ?? []
        others.removeAll { model.facts[Int($0)].key == fact.key && earlier != rank }
        column.others[fact.entity] = others + [Int32(index)]
      } else if column.facts[entity] < 0 || earlier != rank {
        column.facts[entity] = Int32(index)
        column.others[fact.entity] = nil
      } else {
        column.others[fact.entity, default: []].append(Int32(index))
      }
      ranks[attribute, default: [:]][fact.entity] = rank
      columns[attribute] = column
    }
    var sold: [(from: EntityID, to: EntityID)] = []
    var bought: [(from: EntityID, to: EntityID)] = []
    for (index, entity) in model.entities.enumerated()
    where exists[index] && entity.ends.count == 2
      && model.vocabulary[entity.kind].ends == .supply
    {
      sold.append((entity.ends[0], EntityID(index)))
      bought.append((entity.ends[1], EntityID(index)))
    }
    sales = Adjacency(count: count, sold)
    purchases = Adjacency(count: count, bought)
  }

  /// Whether an entity is there.
  public func contains(_ entity: EntityID) -> Bool { exists[Int(entity.index)] }

  /// The facts that hold on an attribute of an entity: none, one, or one a voice or key.
  public func facts(_ attribute: AttributeID, of entity: EntityID) -> [Int] {
    guard let column = columns[Int(attribute.number)] else { return [] }
    let first = column.facts[Int(entity.index)]
    let others = (column.others[entity] ?? []).map(Int.init)
    return first >= 0 ? [Int(first)] + others : others
  }
}
