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

  /// - Parameter links: Links of the snapshot with a supplier and a buyer; nil for all that supply something.
  init(_ snapshot: Snapshot, links: [EntityID]?) {
    self.snapshot = snapshot
    isLink = links.map { links in
      var isLink = Array(repeating: false, count: snapshot.exists.count)
      for link in links { isLink[Int(link.index)] = true }
      return isLink
    }
  }

  private init(_ snapshot: Snapshot, isLink: [Bool]) {
    self.snapshot = snapshot
    self.isLink = isLink
  }

  /// Those of the links of which something holds.
  func only(where holds: (EntityID) -> Bool) -> SupplyNetwork {
    var kept = Array(repeating: false, count: snapshot.exists.count)
    for index in snapshot.exists.indices {
      for link in sales(of: EntityID(index)) where holds(link) { kept[Int(link.index)] = true }
    }
    return SupplyNetwork(snapshot, isLink: kept)
  }

  /// Whether a link is one of them.
  func contains(_ link: EntityID) -> Bool { isLink.map { $0[Int(link.index)] } ?? true }

  /// Those by which an actor sells.
  func sales(of actor: EntityID) -> [EntityID] { snapshot.sales[actor].filter { contains($0) } }

  /// Whom an actor sells to, once a link.
  func buyers(of actor: EntityID) -> [EntityID] {
    zip(snapshot.sales[actor], snapshot.sales.across(actor)).filter { contains($0.0) }.map(\.1)
  }

  /// The actors that sell or buy and of which something holds, in the order of their declaration.
  func actors(where holds: (EntityID) -> Bool) -> [EntityID] {
    snapshot.exists.indices.lazy.map { EntityID($0) }.filter {
      holds($0) && (sells($0) || Self.joins(snapshot.purchases, $0, isLink))
    }
  }

  /// The actors that buy and sell to nobody, in the order of their declaration.
  var last: [EntityID] {
    snapshot.exists.indices.lazy.map { EntityID($0) }.filter {
      Self.joins(snapshot.purchases, $0, isLink) && !sells($0)
    }
  }

  /// The actors that sell and buy from nobody, in the order of their declaration.
  private var first: [EntityID] { actors { !Self.joins(snapshot.purchases, $0, isLink) } }

  private func sells(_ actor: EntityID) -> Bool { Self.joins(snapshot.sales, actor, isLink) }

  /// Whether one of the links is among those of an actor.
  private static func joins(_ links: Adjacency, _ actor: EntityID, _ isLink: [Bool]?) -> Bool {
    guard links.count(Int(actor.index)) > 0 else { return false }
    guard let isLink else { return true }
    return links[actor].contains { isLink[Int($0.index)] }
  }

  /// Through whom each actor must sell to reach the end market.
  func dominators() -> Dominators { dominators(last: last) }

  /// The same with others who stand before the market.
  func dominators(last: [EntityID]) -> Dominators {
    Dominators(
      count: snapshot.exists.count, purchases: snapshot.purchases, sales: snapshot.sales,
      isLink: isLink, last: last)
  }

  /// Through whom all must come that each actor buys: the same against the direction of supply.
  func supplyDominators() -> Dominators {
    Dominators(
      count: snapshot.exists.count, purchases: snapshot.sales, sales: snapshot.purchases,
      isLink: isLink, last: first)
  }

  /// How many links each actor is from some actors, against the direction of supply, and `start` more.
  func distances(from leads: [EntityID], start: Int32) -> Distances {
    Distances(
      snapshot.purchases.distances(
        from: leads, start: start, things: snapshot.exists.count, isLink: isLink))
  }
}
