import GVCModel

/// What a model says of all its things whatever the layer, by their index.
struct ThingColumns: Sendable {
  /// The kind of each thing, by its number, and its row.
  let kinds: [UInt16]
  let rows: [Int32]
  /// The supplier and the buyer of each link; -1 for any other thing, and for an end that is broken.
  let suppliers: [Int32]
  let buyers: [Int32]

  /// Reads each thing once: in a large case they are many times what a cache holds.
  init(_ model: Model) {
    let count = model.entities.count
    var kinds: [UInt16] = []
    var rows: [Int32] = []
    kinds.reserveCapacity(count)
    rows.reserveCapacity(count)
    var suppliers = Array(repeating: Int32(-1), count: count)
    var buyers = suppliers
    for (index, entity) in model.entities.enumerated() {
      kinds.append(UInt16(truncatingIfNeeded: entity.kind.number))
      rows.append(entity.row)
      let ends = entity.ends
      guard !ends.isEmpty else { continue }
      let first = Int(ends.lowerBound)
      suppliers[index] = model.endPool[first].index
      // A link with a broken end, which is diagnosed, has a supplier only; what has more than two has no buyer.
      if ends.count == 2 { buyers[index] = model.endPool[first + 1].index }
    }
    (self.kinds, self.rows, self.suppliers, self.buyers) = (kinds, rows, suppliers, buyers)
  }
}
