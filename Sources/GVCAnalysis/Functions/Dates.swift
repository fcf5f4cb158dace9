import GVCModel

extension BuiltIn {
  /// When something was.
  static let dates = [
    BuiltIn(
      "in_period", [.datedEntity], .truth, reads: .more,
      """
      Whether an event falls into the period of the layer: by its date or years, or because the \
      period itself adds it.
      """,
      inputs: { call in
        guard let event = call.thing(0) else { return [] }
        let dates = call.places("date", of: event) + call.places("years", of: event)
        guard let period = call.evaluator.period(of: call.state),
          let years = call.model.core.periodYears
        else { return [dates] }
        return [dates, [FactPlace(entity: period, attribute: years, key: nil)]]
      },
      value: { call in
        .truth(call.thing(0).map { call.evaluator.inPeriod($0, call.state) } ?? .unknown)
      })
  ]
}

extension Evaluator {
  /// Whether an event falls into the years of the period that the layer is, or hangs from: by what each voice says of
  /// it, where they differ.
  fileprivate func inPeriod(_ event: EntityID, _ state: LayerState) -> Truth {
    guard let period = period(of: state) else { return .unknown }
    if model[event].addedIn == period { return .yes }
    guard let years = model.core.periodYears,
      case .number(let span, _) = read(years, of: period, voice: nil, state, .number(.year)),
      span.low.isFinite
    else { return .unknown }
    for (name, lasts) in [("date", false), ("years", true)] {
      guard let id = attribute(name, of: event), hasFact(id, of: event, voice: nil, state) else {
        continue
      }
      var said: [Interval] = []
      var isOpen = false
      if !pins.isEmpty,
        case .number(let when, _)? = pins.value(
          of: id, event, voice: nil, isBefore: isBefore(state))
      {
        said = [when]
      } else {
        for fact in state.snapshot.facts(id, of: event, model) {
          if case .number(let when, _, _) = model.facts[fact].value {
            said.append(when)
          } else {
            isOpen = true
          }
        }
      }
      let truths = Set(said.map { Self.falls($0, lasts: lasts, into: span) })
      if truths.count == 1, !isOpen, let truth = truths.first { return truth }
      if !truths.isEmpty { return .unknown }
    }
    return .unknown
  }

  /// Whether a day of these days, or what lasts over these years, falls into the years from the first to the last.
  private static func falls(_ when: Interval, lasts: Bool, into years: Interval) -> Truth {
    guard when.low.isFinite, when.high.isFinite else { return .unknown }
    // The last year of a period is a part of it, and so is the last one over which something lasts.
    let end = years.high + 1
    let last = lasts ? when.high + 1 : when.high
    guard when.low < end, lasts ? last > years.low : last >= years.low else { return .no }
    return lasts || (when.low >= years.low && when.high < end) ? .yes : .unknown
  }
}
