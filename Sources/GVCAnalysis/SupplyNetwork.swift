import GVCModel

/// How far each actor is from where a chain ends.
struct Distances {
  /// By the index of the thing; -1 where it is not reached.
  private let values: [Int32]

  fileprivate init(_ values: [Int32]) { self.values = values }

  /// The distance of a thing; nil where it is not reached.
  subscript(thing: EntityID) -> Int? {
    let value = values[Int(thing.index)]
    return value < 0 ? nil : Int(value)
  }
}

/// The links of a snapshot, all or those of one chain, and the actors that they join.
struct SupplyNetwork {
  private let snapshot: Snapshot
  /// Whether each thing is one of the links, by its index; nil where all links are.
  private let isLink: [Bool]?
  /// The actors, in the order of their declaration, and those that sell to nobody.
  let actors: [EntityID]
  let last: [EntityID]

  /// - Parameter links: Links of the snapshot with a supplier and a buyer; nil for all that supply something.
  init(_ snapshot: Snapshot, links: [EntityID]?) {
    self.snapshot = snapshot
    let count = snapshot.exists.count
    isLink = links.map { links in
      var isLink = Array(repeating: false, count: count)
      for link in links { isLink[Int(link.index)] = true }
      return isLink
    }
    var actors: [EntityID] = []
    var last: [EntityID] = []
    for thing in 0..<count {
      let actor = EntityID(thing)
      let isSupplier = Self.joins(snapshot.sales, actor, isLink)
      guard isSupplier || Self.joins(snapshot.purchases, actor, isLink) else { continue }
      actors.append(actor)
      if !isSupplier { last.append(actor) }
    }
    self.actors = actors
    self.last = last
  }

  /// Whether one of the links is among those of an actor.
  private static func joins(_ links: Adjacency, _ actor: EntityID, _ isLink: [Bool]?) -> Bool {
    guard links.count(Int(actor.index)) > 0 else { return false }
    guard let isLink else { return true }
    return links[actor].contains { isLink[Int($0.index)] }
  }

  /// Through whom each actor must sell to reach the end market.
  func dominators() -> Dominators {
    Dominators(
      count: snapshot.exists.count, purchases: snapshot.purchases, sales: snapshot.sales,
      isLink: isLink, last: last)
  }

  /// Breadth-first from some actors, against the direction of supply.
  func distances(from leads: [EntityID], start: Int32) -> Distances {
    var distances = Array(repeating: Int32(-1), count: snapshot.exists.count)
    var front = leads
    var distance = start
    for lead in front { distances[Int(lead.index)] = distance }
    while !front.isEmpty {
      distance += 1
      var next: [EntityID] = []
      func reach(_ supplier: EntityID) {
        guard distances[Int(supplier.index)] < 0 else { return }
        distances[Int(supplier.index)] = distance
        next.append(supplier)
      }
      for actor in front {
        if let isLink {
          for (link, supplier) in zip(
            snapshot.purchases[actor], snapshot.purchases.across(actor))
          where isLink[Int(link.index)] { reach(supplier) }
        } else {
          for supplier in snapshot.purchases.across(actor) { reach(supplier) }
        }
      }
      front = next
    }
    return Distances(distances)
  }
}
