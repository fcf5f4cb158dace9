import GVCModel

/// Numbers of one unit, each of which is known to the last digit or not at all: a third of the memory of others.
struct ExactNumbers {
  /// NaN where nothing is known.
  var values: [Double]
  let unit: UnitID
  /// What is known where nothing is.
  let unknown: KnownNumber

  init(_ values: [Double], _ unit: UnitID, unknown: KnownNumber) {
    self.values = values
    self.unit = unit
    self.unknown = unknown
  }

  subscript(row: Int) -> KnownNumber {
    let value = values[row]
    return value.isNaN ? unknown : KnownNumber(Interval(value), unit)
  }

  /// The numbers of some rows, in the order in which they are named.
  func selecting(_ rows: [Int32]) -> ExactNumbers {
    ExactNumbers(Column.selecting(values, rows), unit, unknown: unknown)
  }
}

/// Writes numbers into a column of which nothing is known yet: exact ones as long as it can be.
struct NumberWriter {
  private var exact: ExactNumbers
  private var isEmpty = true
  private var general: [KnownNumber]?

  init(_ empty: ExactNumbers) { exact = empty }

  mutating func put(_ number: KnownNumber, into row: Int) {
    if general != nil {
      general?[row] = number
      return
    }
    if number == exact.unknown { return }
    if isEmpty, number.unit != exact.unit {
      exact = ExactNumbers(exact.values, number.unit, unknown: exact.unknown)
    }
    isEmpty = false
    guard number.interval.isExact, number.unit == exact.unit else {
      general = exact.values.indices.map { exact[$0] }
      exact.values = []
      general?[row] = number
      return
    }
    exact.values[row] = number.interval.low
  }

  var column: Column { general.map { .numbers($0) } ?? .exact(exact) }
}
