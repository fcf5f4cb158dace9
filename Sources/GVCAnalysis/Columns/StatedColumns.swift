import GVCModel

/// What is stated in a layer, read once for all who run rules over it, and what the layer does not touch once for
/// all layers.
final class StatedColumns: Sendable {
  let snapshot: Snapshot
  private let model: Model
  /// What is stated outside of all layers; nil where this is it.
  private let shared: StatedColumns?
  private let columns: LazyDictionary<AttributeID, Column>
  private let collections: LazyDictionary<KindID, [EntityID]>
  private let allThings: Lazy<ThingColumns>

  /// - Parameter shared: What is stated outside of all layers, over which the snapshot was made; nil for that itself.
  init(_ model: Model, _ snapshot: Snapshot, over shared: StatedColumns?) {
    self.model = model
    self.snapshot = snapshot
    self.shared = shared
    columns = LazyDictionary()
    collections = LazyDictionary()
    allThings = Lazy()
  }

  /// The same where facts of some attributes alone are stated otherwise than before: what was read of others is kept.
  init(
    _ model: Model, _ snapshot: Snapshot, over shared: StatedColumns?, after last: StatedColumns,
    _ changed: Set<AttributeID>
  ) {
    self.model = model
    self.snapshot = snapshot
    self.shared = shared
    columns = LazyDictionary(
      last.columns.known.filter { attribute, _ in
        // Where something else stands in for what is not stated, that may be stated otherwise.
        switch model.vocabulary[attribute].defaultValue {
        case .path, .end, .measure: return false
        case .value, nil: return !changed.contains(attribute)
        }
      })
    collections = LazyDictionary(last.collections.known)
    allThings = Lazy(last.allThings.known)
  }

  /// The state of one layer, which shares nothing.
  convenience init(_ model: Model, layer: EntityID?) {
    self.init(model, Snapshot(model, layer: layer), over: nil)
  }

  /// The kinds, rows and ends of all things.
  var things: ThingColumns {
    if let shared { return shared.things }
    return allThings.value { ThingColumns(model) }
  }

  /// An attribute by the row of the thing; `read` is asked once, and may ask for no column.
  ///
  /// - Parameter readsOnlyFacts: Whether `read` reads nothing but which things are there and the facts on the
  ///   attribute, so that it gives the same in all layers that change neither.
  func column(_ attribute: AttributeID, readsOnlyFacts: Bool, _ read: () -> Column) -> Column {
    if readsOnlyFacts, let shared, snapshot.sharesThings, !snapshot.changes(attribute) {
      return shared.column(attribute, readsOnlyFacts: true, read)
    }
    return columns.value(attribute, read)
  }

  /// The entities of a kind that are there, in the order of their declaration.
  func collection(_ kind: KindID) -> [EntityID] {
    if let shared, snapshot.sharesThings { return shared.collection(kind) }
    return collections.value(kind) {
      let isMember = model.vocabulary.kindsBelow(kind)
      let (kinds, exists) = (things.kinds, snapshot.exists)
      return kinds.indices.lazy.filter { isMember[Int(kinds[$0])] && exists[$0] }
        .map { EntityID($0) }
    }
  }
}
