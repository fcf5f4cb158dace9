import GVCModel
import GVCSyntax

/// What is stated in the layers of a model, for all who run rules over them.
final class StatedLayers: Sendable {
  private let model: Model
  private let shared: Lazy<StatedColumns>
  private let layers: LazyDictionary<EntityID, StatedColumns>

  init(_ model: Model) {
    self.model = model
    shared = Lazy()
    layers = LazyDictionary()
  }

  /// The same with what is kept of what was stated before a change of the model.
  init(_ model: Model, after last: StatedLayers, _ change: ModelChange) {
    self.model = model
    guard case .facts(let changed, let isOfSamePlaces) = change, let before = last.shared.known
    else {
      shared = Lazy()
      layers = LazyDictionary()
      return
    }
    let outside =
      isOfSamePlaces
      ? Snapshot(before.snapshot, model, over: nil, changed: changed) : Snapshot(model)
    let base = StatedColumns(model, outside, over: nil, after: before, changed)
    shared = Lazy(base)
    layers = LazyDictionary(
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
