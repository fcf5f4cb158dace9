import GVCModel
import GVCSyntax

/// What is stated in a layer, read once for all who run rules over it, and what the layer does not touch once for
/// all layers.
final class StatedColumns: Sendable {
  let snapshot: Snapshot
  private let model: Model
  /// What is stated outside of all layers; nil where this is it.
  private let shared: StatedColumns?
  private let columns: EachMadeOnce<AttributeID, Column>
  private let collections: EachMadeOnce<KindID, [EntityID]>
  private let allThings: MadeOnce<ThingColumns>

  /// - Parameter shared: What is stated outside of all layers, over which the snapshot was made; nil for that itself.
  init(_ model: Model, _ snapshot: Snapshot, over shared: StatedColumns?) {
    self.model = model
    self.snapshot = snapshot
    self.shared = shared
    columns = EachMadeOnce()
    collections = EachMadeOnce()
    allThings = MadeOnce()
  }

  /// The same where facts of some attributes alone are stated otherwise than before: what was read of others is kept.
  init(
    _ model: Model, _ snapshot: Snapshot, over shared: StatedColumns?, after last: StatedColumns,
    _ changed: Set<AttributeID>
  ) {
    self.model = model
    self.snapshot = snapshot
    self.shared = shared
    columns = EachMadeOnce(
      last.columns.known.filter { attribute, _ in
        // Where something else stands in for what is not stated, that may be stated otherwise.
        if case .path? = model.vocabulary[attribute].defaultValue { return false }
        return !changed.contains(attribute)
      })
    collections = EachMadeOnce(last.collections.known)
    allThings = MadeOnce(last.allThings.known)
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
      let vocabulary = model.vocabulary
      let isMember = vocabulary.kinds.indices.map { vocabulary.kind(KindID($0), isA: kind) }
      return model.entities.indices.filter {
        isMember[Int(model.entities[$0].kind.number)] && snapshot.exists[$0]
      }.map { EntityID($0) }
    }
  }
}

/// What is stated in the layers of a model, for all who run rules over them.
final class StatedLayers: Sendable {
  private let model: Model
  private let shared: MadeOnce<StatedColumns>
  private let layers: EachMadeOnce<EntityID, StatedColumns>

  init(_ model: Model) {
    self.model = model
    shared = MadeOnce()
    layers = EachMadeOnce()
  }

  /// The same with what is kept of what was stated before a change of the model.
  init(_ model: Model, after last: StatedLayers, _ change: ModelChange) {
    self.model = model
    guard case .facts(let changed, let isOfSamePlaces) = change, let before = last.shared.known
    else {
      shared = MadeOnce()
      layers = EachMadeOnce()
      return
    }
    let outside =
      isOfSamePlaces
      ? Snapshot(before.snapshot, model, over: nil, changed: changed) : Snapshot(model)
    let base = StatedColumns(model, outside, over: nil, after: before, changed)
    shared = MadeOnce(base)
    layers = EachMadeOnce(
      Dictionary(
        uniqueKeysWithValues: last.layers.known.map { layer, last in
          let snapshot =
            isOfSamePlaces
            ? Snapshot(last.snapshot, model, over: outside, changed: changed)
            : Snapshot(model, layer: layer, over: outside)
          return (layer, StatedColumns(model, snapshot, over: base, after: last, changed))
        }))
  }

  /// Makes what is stated in some layers, side by side, so that nobody waits for it.
  func make(_ wanted: Set<EntityID?>) {
    // The state outside of all, which is made side by side itself.
    _ = stated(in: nil)
    _ = SideBySide.map(wanted.compactMap { $0 }) { _ = stated(in: $0) }
  }

  /// What is stated in a layer, or outside of all.
  func stated(in layer: EntityID?) -> StatedColumns {
    let shared = shared.value { StatedColumns(model, Snapshot(model), over: nil) }
    guard let layer else { return shared }
    return layers.value(layer) {
      StatedColumns(model, Snapshot(model, layer: layer, over: shared.snapshot), over: shared)
    }
  }
}
