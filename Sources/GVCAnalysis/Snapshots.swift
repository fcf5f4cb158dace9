import GVCModel
import Synchronization

/// The states of a model in its layers, over one state outside of them all, which is made when it is first needed.
final class Snapshots: Sendable {
  private let model: Model
  private let shared = Mutex<Snapshot?>(nil)

  init(_ model: Model) { self.model = model }

  func snapshot(of layer: EntityID?) -> Snapshot {
    let shared = shared.withLock { known in
      if let known { return known }
      let made = Snapshot(model)
      known = made
      return made
    }
    return layer.map { Snapshot(model, layer: $0, over: shared) } ?? shared
  }
}
