import GVCModel

extension BuiltIn {
  /// What buyers require and suppliers can do.
  static let requirements = [
    BuiltIn(
      "meets", [.actor, .actor, .capability], .truth, reads: .more,
      """
      Whether the first actor can do what the second requires of one capability: a number within \
      the bound, a level at least as high, or `yes` where it is needed at all. A number that is required by \
      itself is the longest time, or the least amount. What either side does not say is unknown.
      """,
      inputs: { call in
        guard let supplier = call.thing(0), let buyer = call.thing(1), let key = call.thing(2)
        else { return [] }
        return [
          call.places("requires", of: buyer, key: key),
          call.places("capabilities", of: supplier, key: key),
        ]
      },
      value: { call in
        guard let supplier = call.thing(0), let buyer = call.thing(1), let key = call.thing(2)
        else { return call.unknown }
        return .truth(call.evaluator.meets(supplier, buyer, key, call.state))
      }),
    BuiltIn(
      "is_must", [.actor, .capability], .truth, reads: .more,
      "Whether an actor requires a capability as a must, and not only wants it.",
      inputs: { call in
        guard let buyer = call.thing(0), let key = call.thing(1) else { return [] }
        return [call.places("requires", of: buyer, key: key)]
      },
      value: { call in
        guard let buyer = call.thing(0), let key = call.thing(1) else { return call.unknown }
        return .truth(call.evaluator.isMust(call.evaluator.requirement(buyer, key, call.state)))
      }),
  ]
}

extension Evaluator {
  fileprivate func requirement(_ buyer: EntityID, _ key: EntityID, _ state: EvaluationCache)
    -> Value
  {
    attribute("requires", of: buyer).map { mapValue($0, of: buyer, key: key, state) } ?? .unknown
  }

  /// Whether a requirement must be met: all but what is only wanted.
  fileprivate func isMust(_ requirement: Value) -> Truth {
    switch requirement {
    case .unknown: return .unknown
    case .truth(let isNeeded): return Truth(isNeeded)
    case .words(let set, let scale) where scale == model.core.need:
      return Truth(set.word == 0)
    default: return .yes
    }
  }

  /// Whether one unit is that of plain numbers and the other that of a count.
  private func isPlain(_ unit: UnitID, countOf other: UnitID) -> Bool {
    unit == .one && model.dimension(of: other).things != nil
  }

  private func isDuration(_ unit: UnitID) -> Bool {
    model.dimension(of: unit).isDuration
  }

  fileprivate func meets(
    _ supplier: EntityID, _ buyer: EntityID, _ key: EntityID, _ state: EvaluationCache
  ) -> Truth {
    let wanted = requirement(buyer, key, state)
    let able =
      attribute("capabilities", of: supplier)
      .map { mapValue($0, of: supplier, key: key, state) } ?? .unknown
    switch (wanted, able) {
    case (.unknown, _), (_, .unknown): return .unknown
    case (.truth(false), _): return .yes
    case (.truth(true), .truth(let isAble)): return Truth(isAble)
    case (.words(_, let scale), .truth(let isAble)) where scale == model.core.need:
      return Truth(isAble)
    case (.words(let need, let scale), .words(let level, let other))
    where scale == model.core.level && other == scale:
      // At least as high as the lowest level that is wanted.
      return Self.compare(level, .atLeast, WordSet(word: need.bits.trailingZeroBitCount))
    case (.number(let wantedNumber, let form, let unit), .number(let value, _, let other)):
      guard unit == other || isPlain(unit, countOf: other) || isPlain(other, countOf: unit) else {
        return .unknown
      }
      // Of a number by itself the sort of capability says which way is better: a time is at most so long, anything else
      // is at least so much.
      let bound =
        switch form {
        case .exact, .estimate:
          isDuration(unit)
            ? Interval(-.infinity, wantedNumber.high) : Interval(wantedNumber.low, .infinity)
        case .range, .atMost, .atLeast: wantedNumber
        }
      if value.low >= bound.low, value.high <= bound.high { return .yes }
      return value.high < bound.low || value.low > bound.high ? .no : .unknown
    default: return .unknown
    }
  }
}
