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

/// Some links, and the actors that they join.
struct SupplyNetwork {
  /// Whether each thing is one of the links, by its index.
  private let isLink: [Bool]
  /// The actors, in the order of their declaration, and those that sell to nobody.
  let actors: [EntityID]
  let last: [EntityID]

  /// - Parameter links: Links with a supplier and a buyer.
  init(_ links: [EntityID], _ model: Model) {
    let count = model.entities.count
    var isLink = Array(repeating: false, count: count)
    var isActor = isLink
    var isSupplier = isLink
    for link in links {
      isLink[Int(link.index)] = true
      let ends = model.entities[Int(link.index)].ends
      let (supplier, buyer) = (Int(ends.lowerBound), Int(ends.upperBound) - 1)
      isActor[Int(model.endPool[supplier].index)] = true
      isSupplier[Int(model.endPool[supplier].index)] = true
      isActor[Int(model.endPool[buyer].index)] = true
    }
    self.isLink = isLink
    actors = isActor.indices.filter { isActor[$0] }.map { EntityID($0) }
    last = actors.filter { !isSupplier[Int($0.index)] }
  }

  /// Breadth-first from some actors, against the direction of supply.
  func distances(
    from leads: [EntityID], start: Int32, _ snapshot: Snapshot, _ model: Model
  ) -> Distances {
    var distances = Array(repeating: Int32(-1), count: isLink.count)
    var front = leads
    var distance = start
    for lead in front { distances[Int(lead.index)] = distance }
    while !front.isEmpty {
      distance += 1
      var next: [EntityID] = []
      for actor in front {
        for link in snapshot.purchases[actor] where isLink[Int(link.index)] {
          let supplier = model.endPool[Int(model.entities[Int(link.index)].ends.lowerBound)]
          guard distances[Int(supplier.index)] < 0 else { continue }
          distances[Int(supplier.index)] = distance
          next.append(supplier)
        }
      }
      front = next
    }
    return Distances(distances)
  }
}
