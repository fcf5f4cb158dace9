import GVCModel

/// What a model says of all its things whatever the layer, by their index.
struct ThingColumns: Sendable {
  /// The kind of each thing, by its number, and its row.
  let kinds: [UInt16]
  let rows: [Int32]
  /// The supplier and the buyer of each link; -1 for any other thing, and for an end that is broken.
  let suppliers: [Int32]
  let buyers: [Int32]

  init(_ model: Model) {
    kinds = model.entities.map { UInt16(truncatingIfNeeded: $0.kind.number) }
    rows = model.entities.map(\.row)
    func ends(_ place: Int) -> [Int32] {
      model.entities.map { entity in
        let ends = entity.ends
        // A link with a broken end, which is diagnosed, has a supplier only.
        guard ends.count == 2 || (place == 0 && ends.count > 0) else { return -1 }
        return model.endPool[Int(ends.lowerBound) + place].index
      }
    }
    suppliers = ends(0)
    buyers = ends(1)
  }
}
