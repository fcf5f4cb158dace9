import GVCModel

/// For each entity a run of others, all runs in one array.
public struct Adjacency: Sendable {
  private var starts: [UInt32] = []
  private var targets: [EntityID] = []
  /// Beside each of the others what it leads to: the actor at the other end of a link. Empty for ties.
  private var ends: [EntityID] = []

  /// That of nothing.
  init() {}

  /// Groups pairs by their first part; each run keeps the order of the pairs.
  init(count: Int, _ pairs: [(from: EntityID, to: EntityID)]) {
    var places = [UInt32](repeating: 0, count: count + 1)
    for pair in pairs { places[Int(pair.from.index) + 1] += 1 }
    for i in 0..<count { places[i + 1] += places[i] }
    starts = places
    targets = Array(repeating: EntityID(0), count: pairs.count)
    for pair in pairs {
      let place = Int(places[Int(pair.from.index)])
      targets[place] = pair.to
      places[Int(pair.from.index)] += 1
    }
  }

  /// The same for links, each with the actor at its other end.
  init(count: Int, _ links: [(from: EntityID, link: EntityID, to: EntityID)]) {
    var places = [UInt32](repeating: 0, count: count + 1)
    for link in links { places[Int(link.from.index) + 1] += 1 }
    for i in 0..<count { places[i + 1] += places[i] }
    starts = places
    targets = Array(repeating: EntityID(0), count: links.count)
    ends = targets
    for link in links {
      let place = Int(places[Int(link.from.index)])
      targets[place] = link.link
      ends[place] = link.to
      places[Int(link.from.index)] += 1
    }
  }

  /// Writes the runs of some entities, by their indices, one after another from a place in the first of them on,
  /// with the row of each in the list of entities, until there are `limit` of them.
  ///
  /// - Returns: The row and the place in its run that come next.
  func append(
    runsOf entities: [Int32], from row: Int, _ place: Int, limit: Int, to targets: inout [Int32],
    _ rows: inout [Int32]
  ) -> (row: Int, place: Int) {
    var (row, place) = (row, place)
    while row < entities.count {
      let entity = Int(entities[row])
      let (first, end) = (Int(starts[entity]) + place, Int(starts[entity + 1]))
      let last = min(end, first + limit - rows.count)
      for index in first..<last {
        targets.append(self.targets[index].index)
        rows.append(Int32(truncatingIfNeeded: row))
      }
      if last < end { return (row, place + last - first) }
      row += 1
      place = 0
      if rows.count == limit { break }
    }
    return (row, place)
  }

  /// The actors at the other ends of the links of an entity, in the order of the links.
  func across(_ entity: EntityID) -> ArraySlice<EntityID> {
    let i = Int(entity.index)
    return ends[Int(starts[i])..<Int(starts[i + 1])]
  }

  /// The neighbours of an entity, in the order of their declaration.
  @inlinable
  public subscript(entity: EntityID) -> ArraySlice<EntityID> { run(Int(entity.index)) }

  /// How many neighbours an entity has, by its index.
  func count(_ i: Int) -> Int { Int(starts[i + 1] - starts[i]) }

  @usableFromInline
  func run(_ i: Int) -> ArraySlice<EntityID> { targets[Int(starts[i])..<Int(starts[i + 1])] }
}
