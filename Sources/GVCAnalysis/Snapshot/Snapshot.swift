import GVCModel
import GVCSyntax

/// The case as it stands in one layer: which entities are there, and what is said of each.
///
/// Columns are dense by the rows of a root kind; adjacency is compressed. A snapshot is a value and
/// does no work when it is copied.
public struct Snapshot: Sendable {
  /// The layer; nil for the facts outside all layers.
  public private(set) var layer: EntityID?
  /// Whether each entity is there.
  public private(set) var exists: [Bool]
  /// One column an attribute of which something is stated; the rest are nil.
  public private(set) var columns: [FactColumn?]
  /// Behind each fact the next one on the same attribute and entity: another voice, another key.
  private var next: [Int32] = []
  /// The links that each actor supplies, and those that it buys from.
  public private(set) var sales: Adjacency
  public private(set) var purchases: Adjacency
  /// The ties that each actor has.
  public private(set) var ties: Adjacency
  /// What is known of the shares of one whole, by the index of the actor: of its sales, and of its purchases.
  private var knownSales = KnownShares()
  private var knownPurchases = KnownShares()

  /// The facts of layers, in the order of their declaration; empty in the state of a layer.
  private var layered: [Int32] = []
  /// Whether the same things are there as outside all layers.
  private(set) var sharesThings = true
  /// The attributes of which the layer, or one that it builds on, states something.
  private var changed: Set<AttributeID> = []

  /// The state of `model` in `layer`: what it builds on, oldest first, and then the layer itself.
  public init(_ model: Model, layer: EntityID?) {
    let shared = Snapshot(model)
    self = layer.map { Snapshot(model, layer: $0, over: shared) } ?? shared
  }

  /// The state outside all layers, which is what they share.
  init(_ model: Model) {
    layer = nil
    exists = Self.existing(model, [:])
    lacksThings = exists.contains(false)
    columns = Array(repeating: nil, count: model.vocabulary.attributes.count)
    (sales, purchases, ties) = (Adjacency(), Adjacency(), Adjacency())
    let things = self
    let (neighbours, stated) = SideBySide.both(
      isWorthIt: model.facts.count >= Self.manyFacts, { Self.neighbours(model, things.exists) },
      { things.stating(model) })
    self = stated
    (sales, purchases, ties) = neighbours
    addShares(model)
  }

  /// From how many facts on two cores work on them.
  private static let manyFacts = 1 << 17

  /// This with what is stated outside all layers.
  private func stating(_ model: Model) -> Snapshot {
    var snapshot = self
    snapshot.next = Array(repeating: -1, count: model.facts.count)
    let isChange = model.vocabulary.changes
    for index in model.facts.indices {
      if model.facts[index].layer == nil {
        // What moved did so between two layers: outside of all nothing follows from it.
        if !isChange[Int(model.facts[index].attribute.number)] {
          snapshot.place(index, 0, model, [:])
        }
      } else {
        snapshot.layered.append(Int32(truncatingIfNeeded: index))
      }
    }
    return snapshot
  }

  /// The state in a layer over that outside all layers: what the layers do not touch is shared with it.
  init(_ model: Model, layer: EntityID, over shared: Snapshot) {
    self = shared
    self.layer = layer
    layered = []
    var rank: [EntityID: Int] = [:]
    for (index, layer) in model.layerOrder.chain(from: layer).reversed().enumerated() {
      rank[layer] = index + 1
    }
    exists = Self.existing(model, rank)
    sharesThings = exists == shared.exists
    lacksThings = exists.contains(false)
    if sharesThings {
      exists = shared.exists
    } else {
      (sales, purchases, ties) = Self.neighbours(model, exists)
    }
    let isChange = model.vocabulary.changes
    let hasBefore = model.layerOrder.isCompared(layer, in: model)
    var later: [(rank: Int, fact: Int)] = []
    // What a block sets stands together, so that a rank is mostly that of the fact before.
    var known: (layer: EntityID?, rank: Int?) = (nil, nil)
    for index in shared.layered {
      let fact = model.facts[Int(index)]
      if fact.layer != known.layer { known = (fact.layer, fact.layer.flatMap { rank[$0] }) }
      guard let place = known.rank else { continue }
      // A change is of the layer that states it alone, and of none that follows nothing.
      if isChange[Int(fact.attribute.number)], fact.layer != layer || !hasBefore { continue }
      later.append((place, Int(index)))
    }
    later.sort { ($0.rank, $0.fact) < ($1.rank, $1.fact) }
    for (rank:place, fact:index) in later {
      changed.insert(model.facts[index].attribute)
      self.place(index, place, model, rank)
    }
    let shares = [model.core.shareOfSales, model.core.shareOfPurchases]
    if !sharesThings || shares.contains(where: { $0.map(changes) ?? false }) { addShares(model) }
  }

  /// A state of the model as it was before, of which facts on some attributes alone say something else, each of the
  /// same place.
  ///
  /// - Parameter shared: The state outside all layers, as it is now; nil for that itself.
  init(
    _ last: Snapshot, _ model: Model, over shared: Snapshot?, changed attributes: Set<AttributeID>
  ) {
    self = last
    let shares = [model.core.shareOfSales, model.core.shareOfPurchases].compactMap { $0 }
    guard shares.contains(where: attributes.contains) else { return }
    if let shared, sharesThings, !shares.contains(where: changes) {
      (knownSales, knownPurchases) = (shared.knownSales, shared.knownPurchases)
    } else {
      addShares(model)
    }
  }

  /// Whether each entity is there in a layer, by the ranks of those that it builds on and its own.
  private static func existing(_ model: Model, _ rank: [EntityID: Int]) -> [Bool] {
    var exists = model.entities.map { entity in
      entity.addedIn.map { rank[$0] != nil } ?? true
    }
    for removal in model.removals where rank[removal.layer] != nil {
      exists[Int(removal.entity.index)] = false
    }
    // Nothing was added or taken away.
    if !exists.contains(false) { return exists }
    // A part goes with the whole, and a link with either of its ends; a tie of several stays while two are left. What
    // goes may be the end or the whole of something else.
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for (index, entity) in model.entities.enumerated()
      where exists[index] && (!entity.ends.isEmpty || entity.owner != nil) {
        if isGone(entity, model, exists) {
          exists[index] = false
          hasChanged = true
        }
      }
    }
    return exists
  }

  /// Whether an entity cannot be there without others that are gone.
  private static func isGone(_ entity: Entity, _ model: Model, _ exists: [Bool]) -> Bool {
    if let owner = entity.owner, !exists[Int(owner.index)] { return true }
    guard !entity.ends.isEmpty else { return false }
    let ends = model.endPool[Int(entity.ends.lowerBound)..<Int(entity.ends.upperBound)]
    let left = ends.count { exists[Int($0.index)] }
    guard model.vocabulary[entity.kind].ends == .peers else { return left < ends.count }
    return left < Swift.min(2, ends.count)
  }

  private static func neighbours(
    _ model: Model, _ exists: [Bool]
  ) -> (sales: Adjacency, purchases: Adjacency, ties: Adjacency) {
    var sold: [(from: EntityID, link: EntityID, to: EntityID)] = []
    var bought: [(from: EntityID, link: EntityID, to: EntityID)] = []
    var tied: [(from: EntityID, to: EntityID)] = []
    // Links and ties are those of the prelude: another kind with ends has its own meaning.
    let kinds = model.vocabulary.kinds.indices.map { KindID($0) }
    let isSupply = kinds.map { kind in
      model.core.link.map { model.vocabulary.kind(kind, isA: $0) } ?? false
    }
    let tie = kinds.first { model.vocabulary[$0].ends == .peers }
    let isTie = kinds.map { kind in tie.map { model.vocabulary.kind(kind, isA: $0) } ?? false }
    for (index, entity) in model.entities.enumerated() where exists[index] && !entity.ends.isEmpty {
      let id = EntityID(index)
      let first = Int(entity.ends.lowerBound)
      if isSupply[Int(entity.kind.number)] {
        guard entity.ends.count == 2 else { continue }
        let (supplier, buyer) = (model.endPool[first], model.endPool[first + 1])
        sold.append((supplier, id, buyer))
        bought.append((buyer, id, supplier))
      } else if isTie[Int(entity.kind.number)] {
        for end in model.ends(of: id) where exists[Int(end.index)] { tied.append((end, id)) }
      }
    }
    let count = model.entities.count
    return (
      Adjacency(count: count, sold), Adjacency(count: count, bought), Adjacency(count: count, tied)
    )
  }

  /// Enters a fact whose layer has a rank: later ones are entered after earlier ones.
  private mutating func place(
    _ index: Int, _ place: Int, _ model: Model, _ rank: [EntityID: Int]
  ) {
    let fact = model.facts[index]
    let attribute = Int(fact.attribute.number)
    if columns[attribute] == nil { columns[attribute] = FactColumn(of: fact.attribute, model) }
    let entity = model[fact.entity]
    guard let first = columns[attribute]?.fact(of: entity) else {
      columns[attribute]?.set(index, for: entity)
      return
    }
    let head = Int32(truncatingIfNeeded: first)
    func isOlder(_ other: Int32) -> Bool {
      let layer = model.facts[Int(other)].layer
      return (layer.flatMap { rank[$0] } ?? 0) < place
    }
    // The last layer that speaks of a fact decides it; of a map, the last that speaks of the key.
    if next[Int(head)] < 0 {
      let isReplaced = isOlder(head) && model.facts[Int(head)].key == fact.key
      if isReplaced {
        columns[attribute]?.set(index, for: entity)
      } else {
        next[Int(head)] = Int32(truncatingIfNeeded: index)
      }
      if next[index] >= 0 { next[index] = -1 }
      return
    }
    var kept: [Int32] = []
    var other = head
    while other >= 0 {
      let isReplaced = isOlder(other) && model.facts[Int(other)].key == fact.key
      if !isReplaced { kept.append(other) }
      other = next[Int(other)]
    }
    kept.append(Int32(truncatingIfNeeded: index))
    if kept[0] != head { columns[attribute]?.set(Int(kept[0]), for: entity) }
    for (here, behind) in zip(kept, kept.dropFirst()) where next[Int(here)] != behind {
      next[Int(here)] = behind
    }
    // Where it replaces another one alone, nothing stands behind it yet.
    if next[index] >= 0 { next[index] = -1 }
  }

  private mutating func addShares(_ model: Model) {
    let snapshot = self
    let sums = SideBySide.both(
      isWorthIt: model.facts.count >= Self.manyFacts,
      { KnownShares(model.core.shareOfSales, end: 0, snapshot, model) },
      { KnownShares(model.core.shareOfPurchases, end: 1, snapshot, model) })
    (knownSales, knownPurchases) = sums
  }

  /// What the known shares of an actor's sales (or purchases) leave of the whole: no share can be greater than its
  /// own known part and this.
  func residual(sales: Bool, of actor: EntityID) -> Interval {
    (sales ? knownSales : knownPurchases).residual(of: actor)
  }

  /// Whether the layer states something of an attribute that is not stated outside all layers.
  func changes(_ attribute: AttributeID) -> Bool { changed.contains(attribute) }

  /// Whether something that is declared is not there.
  private(set) var lacksThings = false

  /// Whether an entity is there.
  @inlinable public func contains(_ entity: EntityID) -> Bool { exists[Int(entity.index)] }

  /// The index of the first fact on an attribute of an entity, or nil.
  @inlinable
  public func firstFact(_ attribute: AttributeID, of entity: Entity) -> Int? {
    columns[Int(attribute.number)]?.fact(of: entity)
  }

  /// The fact behind one on the same attribute and entity, or nil.
  public func fact(after fact: Int) -> Int? { next[fact] < 0 ? nil : Int(next[fact]) }

  /// The facts that hold on an attribute of an entity: none, one, or one a voice or key.
  public func facts(_ attribute: AttributeID, of entity: EntityID, _ model: Model) -> [Int] {
    var facts: [Int] = []
    var next = firstFact(attribute, of: model[entity])
    while let fact = next {
      facts.append(fact)
      next = self.fact(after: fact)
    }
    return facts
  }
}
