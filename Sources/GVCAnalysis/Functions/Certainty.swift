import GVCModel

extension BuiltIn {
  /// What speaks of what is stated, and not of what may be.
  static let certainty = [
    BuiltIn(
      "surely", [.truth], .truth, reads: .arguments,
      """
      Whether a condition is known to hold; `no` where it is unknown. For rules about what is \
      stated, such as contradictions, that ask for nothing that is not.
      """,
      column: { call in
        let truths = call.columns.areSure(call.node.children[0], call.frame, call.state)
        return .truths(truths.map { Truth($0) })
      },
      value: { .truth(Truth($0.holds(0))) })
  ]
}
