import GVCModel

extension BuiltIn {
  /// Functions of numbers.
  static let numbers = [
    ofNumbers(
      "ratio", [.number], .number, keepsNumber: true,
      """
      The plain number that a share or percentage is, so that shares of different things can be \
      compared where that is what is meant.
      """,
      column: { values in
        if case .exact(let numbers) = values { .exact(numbers.ratios) } else { nil }
      }, { number, _ in KnownNumber(number.interval, .one) }),
    ofNumbers("abs", [.number], .sameAsFirst, "A number without its sign.") { number, _ in
      let a = number.interval
      if a.low >= 0 { return number }
      if a.high <= 0 { return KnownNumber(-a, number.unit) }
      return KnownNumber(
        Interval(0, max(-a.low, a.high), isEstimate: a.isEstimate), number.unit)
    },
    ofNumbers("min", [.number, .number], .sameAsFirst, "The lesser of two numbers.") { a, b in
      ends(a, b) { min($0, $1) }
    },
    ofNumbers("max", [.number, .number], .sameAsFirst, "The greater of two numbers.") { a, b in
      ends(a, b) { max($0, $1) }
    },
    ofNumbers(
      "between", [.number, .number], .sameAsFirst, isUnsaid: true,
      "Some number from the first to the second; which, is not known."
    ) { a, b in KnownNumber(a.interval.hull(b.interval), unit(a, b)) },
  ]

  /// What a function that rises with both of two numbers makes of them.
  private static func ends(
    _ a: KnownNumber, _ b: KnownNumber, _ value: (Double, Double) -> Double
  ) -> KnownNumber {
    let (x, y) = (a.interval, b.interval)
    return KnownNumber(
      Interval(
        value(x.low, y.low), value(x.high, y.high), isEstimate: x.isEstimate || y.isEstimate),
      unit(a, b))
  }

  /// The unit of what is made of two numbers that can be compared.
  private static func unit(_ a: KnownNumber, _ b: KnownNumber) -> UnitID {
    a.unit == .one ? b.unit : a.unit.shown(with: b.unit)
  }

  /// A function of one number, which is then given as the second too, or of two that can be compared.
  ///
  /// - Parameter column: What it makes of the values of the first argument, where that is simpler than number by number.
  private static func ofNumbers(
    _ name: String, _ parameters: [Parameter], _ result: Result, keepsNumber: Bool = false,
    isUnsaid: Bool = false, _ documentation: String,
    column simple: @escaping @Sendable (Column) -> Column? = { _ in nil },
    _ meaning: @escaping @Sendable (KnownNumber, KnownNumber) -> KnownNumber
  ) -> BuiltIn {
    let isOfTwo = parameters.count == 2
    return BuiltIn(
      name, parameters, result, reads: .arguments, keepsNumber: keepsNumber, isUnsaid: isUnsaid,
      documentation,
      column: { call in
        let operand = call[0]
        if let column = simple(operand) { return column }
        guard let a = operand.asNumbers, let unknown = call.unknownNumber else { return nil }
        guard isOfTwo else { return .numbers(a.map { meaning($0, $0) }) }
        guard let b = call[1].asNumbers else { return nil }
        return .numbers(
          a.indices.map { row in
            call.evaluator.aligned(b[row], to: a[row].unit).map { meaning(a[row], $0) } ?? unknown
          })
      },
      value: { call in
        let a = call.number(0)
        let b = isOfTwo ? call.number(1) : a
        guard let b = call.evaluator.aligned(b, to: a.unit) else { return call.unknown }
        let result = meaning(a, b)
        return .number(result.interval, result.unit)
      })
  }
}
