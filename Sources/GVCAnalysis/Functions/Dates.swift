import GVCModel

extension BuiltIn {
  /// When something was.
  static let dates = [
    BuiltIn(
      "in_period", [.datedEntity], .truth, reads: .more,
      """
      Whether an event falls into the period of the layer: by its years or its date, or because the \
      layer itself adds it. Years of which only the first or the last is of the period leave it open.
      """,
      inputs: { $0.dates }, value: { $0.truth(.inPeriod) }),
    BuiltIn(
      "begun", [.datedEntity], .truth, reads: .more,
      """
      Whether an event began before the period of the layer ended, by its years or its date, or \
      because a layer adds it from there on.
      """,
      inputs: { $0.dates }, value: { $0.truth(.begun) }),
  ]
}

/// What is asked of the time of an event.
private enum TimeQuestion {
  case inPeriod
  case begun
}

extension FunctionCall {
  /// The facts that date an event, and the years of the period.
  fileprivate var dates: [[FactPlace]] {
    guard let event = thing(0) else { return [] }
    let dates = places("date", of: event) + places("years", of: event)
    guard let period = evaluator.period(of: state), let years = model.core.periodYears else {
      return [dates]
    }
    return [dates, [FactPlace(entity: period, attribute: years, key: nil)]]
  }

  fileprivate func truth(_ question: TimeQuestion) -> Datum {
    .truth(thing(0).map { evaluator.truth(of: question, $0, state) } ?? .unknown)
  }
}

extension Evaluator {
  /// What is asked of the time of an event, in the period that the layer is, or hangs from: by what each voice says of
  /// it, where they differ.
  fileprivate func truth(
    of question: TimeQuestion, _ event: EntityID, _ state: EvaluationCache
  ) -> Truth {
    if let layer = state.snapshot.layer, let added = model[event].addedIn {
      switch question {
      case .inPeriod: if added == layer || added == period(of: state) { return .yes }
      case .begun: if model.layerOrder.chain(from: layer).contains(added) { return .yes }
      }
    }
    guard let period = period(of: state), let years = model.core.periodYears,
      case .number(let span, _) = read(years, of: period, voice: nil, state, .number(.year)),
      span.low.isFinite
    else { return .unknown }
    // The years over which it lasted say more than the day on which it happened.
    for (name, lasts) in [("years", true), ("date", false)] {
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
      let truths = Set(
        said.map { when -> Truth in
          guard when.low.isFinite, when.high.isFinite else { return .unknown }
          return switch question {
          case .inPeriod:
            lasts ? Self.lasts(when, into: span) : Self.falls(when, into: span)
          case .begun: Self.begins(when, lasts: lasts, before: span)
          }
        })
      if truths.count == 1, !isOpen, let truth = truths.first { return truth }
      if !truths.isEmpty { return .unknown }
    }
    return .unknown
  }

  /// Whether a day of these days falls into the years from the first to the last.
  private static func falls(_ when: Interval, into years: Interval) -> Truth {
    // The last year of a period is a part of it.
    let end = years.high + 1
    guard when.low < end, when.high >= years.low else { return .no }
    return when.low >= years.low && when.high < end ? .yes : .unknown
  }

  /// Whether what lasts over these years is in force in others. It begins on some day of its first year, and ends on
  /// one of its last: where it shares no more with the period than a year of these, and reaches beyond it, that is open.
  private static func lasts(_ when: Interval, into years: Interval) -> Truth {
    guard when.low <= years.high, when.high >= years.low else { return .no }
    if when.low >= years.low, when.high <= years.high { return .yes }
    return max(when.low + 1, years.low) < min(when.high, years.high + 1) ? .yes : .unknown
  }

  /// Whether what begins on one of these days, or in the first of these years, does so before the last year ends.
  private static func begins(_ when: Interval, lasts: Bool, before years: Interval) -> Truth {
    let end = years.high + 1
    guard when.low < end else { return .no }
    return lasts || when.high < end ? .yes : .unknown
  }
}
