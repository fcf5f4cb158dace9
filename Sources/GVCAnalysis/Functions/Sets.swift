import GVCModel

extension BuiltIn {
  /// What is to be said of a list or collection as a whole.
  static let sets = [
    BuiltIn(
      "count", [.set], .number, reads: .arguments,
      "How many elements a list or collection has.",
      column: { call in
        call.columns.counts(of: call.node.children[0], call.frame, call.state).map { .numbers($0) }
      },
      value: { call in
        guard case .set(let members) = call[0] else { return call.unknown }
        return .number(members.counted, .one)
      })
  ]
}

extension Members {
  /// How many there are.
  fileprivate var counted: Interval {
    let low = Double(sure.count)
    return Interval(low, isOpen ? .infinity : low + Double(possible.count))
  }
}

extension ColumnEvaluator {
  /// How many elements a set has in each row; nil for one that is not simple.
  fileprivate func counts(
    of set: PlanID, _ frame: Frame, _ state: EvaluationCache
  ) -> [KnownNumber]? {
    let node = program[set]
    let unknown = KnownNumber(Interval(0, .infinity), .one)
    switch node.operation {
    case .relation(let relation):
      guard let adjacency = adjacency(relation, state),
        let things = column(node.children[0], frame, state).asThings
      else { return nil }
      return things.map { thing in
        guard thing >= 0 else { return unknown }
        return KnownNumber(Interval(Double(adjacency.count(Int(thing)))), .one)
      }
    case .attribute(let attribute):
      guard let lists = lists(of: attribute, node.type, state),
        let things = column(node.children[0], frame, state).asThings
      else { return nil }
      var counts: [KnownNumber] = []
      counts.reserveCapacity(things.count)
      for (row, thing) in things.enumerated() {
        switch lists.list(thing) {
        case .unstated: counts.append(unknown)
        case .one(let values, let isOpen):
          let known = values.lazy.filter { $0 != .unknown }.count
          let isOpen = isOpen || known < values.count
          counts.append(
            KnownNumber(Interval(Double(known), isOpen ? .infinity : Double(known)), .one))
        case .several:
          bind(frame, row, node.variables)
          guard case .set(let members) = evaluator.evaluate(set, state) else { return nil }
          counts.append(KnownNumber(members.counted, .one))
        }
      }
      return counts
    default: return nil
    }
  }
}
