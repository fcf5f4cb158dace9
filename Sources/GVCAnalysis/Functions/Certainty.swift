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

extension ColumnEvaluator {
  /// Whether a condition is known to hold: what is unknown need not be looked at to its end.
  fileprivate func areSure(_ id: PlanID, _ frame: Frame, _ state: EvaluationCache) -> [Bool] {
    let node = program[id]
    let isAnd: Bool
    switch node.operation {
    case .and: isAnd = true
    case .or: isAnd = false
    default: return truths(id, frame, state).map { $0 == .yes }
    }
    var result = Array(repeating: isAnd, count: frame.count)
    for condition in node.children {
      let open = Self.rows(result) { $0 == isAnd }
      if open.isEmpty { break }
      let part =
        open.count == frame.count
        ? frame : frame.selecting(open, program[condition].variables)
      let other = areSure(condition, part, state)
      for (place, row) in open.enumerated() { result[Int(row)] = other[place] }
    }
    return result
  }
}
