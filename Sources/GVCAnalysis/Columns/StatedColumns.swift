import GVCModel
import Synchronization

/// What is stated in a layer, read once for all who run rules over it.
final class StatedColumns: Sendable {
  let snapshot: Snapshot
  private let columns = Mutex<[AttributeID: Column]>([:])

  init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// An attribute by the row of the thing; `read` is asked once.
  func column(_ attribute: AttributeID, _ read: () -> Column) -> Column {
    columns.withLock { known in
      if let column = known[attribute] { return column }
      let column = read()
      known[attribute] = column
      return column
    }
  }
}
