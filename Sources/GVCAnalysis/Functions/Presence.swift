import GVCModel

extension BuiltIn {
  /// What there is in a layer.
  static let presence = [
    BuiltIn(
      "exists", [.anything], .truth, reads: .presence,
      "Whether something is there in the layer; inside `before`, in the one before.",
      column: { call in
        guard let things = call[0].asThings else { return nil }
        return .truths(
          things.map { $0 < 0 ? .unknown : Truth(call.state.snapshot.exists[Int($0)]) })
      },
      value: { call in
        call.thing(0).map { .truth(Truth(call.state.snapshot.contains($0))) } ?? call.unknown
      })
  ]
}
