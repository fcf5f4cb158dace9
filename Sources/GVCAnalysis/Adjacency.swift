import GVCModel

/// For each entity a run of others, all runs in one array.
public struct Adjacency: Sendable {
  private var starts: [UInt32]
  private var targets: [EntityID]

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

  /// The neighbours of an entity, in the order of their declaration.
  @inlinable
  public subscript(entity: EntityID) -> ArraySlice<EntityID> { run(Int(entity.index)) }

  /// How many neighbours an entity has, by its index.
  func count(_ i: Int) -> Int { Int(starts[i + 1] - starts[i]) }

  @usableFromInline
  func run(_ i: Int) -> ArraySlice<EntityID> { targets[Int(starts[i])..<Int(starts[i + 1])] }
}
