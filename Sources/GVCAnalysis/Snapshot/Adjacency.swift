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

  /// How far the actors at the other ends are from some, breadth-first, by the index of the thing: `start` for those
  /// themselves, -1 where none leads.
  ///
  /// - Parameter isLink: Whether each thing is a link that is followed; nil where all are.
  func distances(
    from leads: [EntityID], start: Int32, things: Int, isLink: [Bool]?
  ) -> [Int32] {
    var distances = Array(repeating: Int32(-1), count: things)
    // Those that are found, in their order: whom they lead to is asked of one after another.
    var found: [Int32] = []
    for lead in leads where distances[Int(lead.index)] < 0 {
      distances[Int(lead.index)] = start
      found.append(lead.index)
    }
    let (starts, targets, ends) = (starts.span, targets.span, ends.span)
    var next = 0
    // The runs of some at once, and the first of each: what no cache holds is then waited for together.
    var runs: [(actor: Int, places: Range<Int>, first: Int)] = []
    while next < found.count {
      runs.removeAll(keepingCapacity: true)
      for actor in found[next..<min(next + 32, found.count)] {
        let actor = Int(actor)
        runs.append((actor, Int(starts[actor])..<Int(starts[actor + 1]), 0))
      }
      for run in runs.indices where !runs[run].places.isEmpty {
        runs[run].first = Int(ends[runs[run].places.lowerBound].index)
      }
      next += runs.count
      for (actor, places, first) in runs {
        let distance = distances[actor] + 1
        for place in places {
          let end = place == places.lowerBound ? first : Int(ends[place].index)
          guard distances[end] < 0 else { continue }
          if let isLink, !isLink[Int(targets[place].index)] { continue }
          distances[end] = distance
          found.append(Int32(truncatingIfNeeded: end))
        }
      }
    }
    return distances
  }

  /// The neighbours of an entity, in the order of their declaration.
  @inlinable
  public subscript(entity: EntityID) -> ArraySlice<EntityID> { run(Int(entity.index)) }

  /// How many neighbours an entity has, by its index.
  func count(_ i: Int) -> Int { Int(starts[i + 1] - starts[i]) }

  @usableFromInline
  func run(_ i: Int) -> ArraySlice<EntityID> { targets[Int(starts[i])..<Int(starts[i + 1])] }
}
