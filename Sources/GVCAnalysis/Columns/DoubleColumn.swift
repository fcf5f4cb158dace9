import GVCModel

/// Numbers of one unit, each of which is known to the last digit or not at all: a third of the memory of others.
struct DoubleColumn {
  /// NaN where nothing is known.
  var values: [Double]
  let unit: UnitID
  /// What is known where nothing is.
  let unknown: KnownNumber
  /// Of which power of ten all of them are quotients, where that is known: their sums are exact then.
  let decimals: DecimalBounds?

  init(_ values: [Double], _ unit: UnitID, unknown: KnownNumber, decimals: DecimalBounds? = nil) {
    self.values = values
    self.unit = unit
    self.unknown = unknown
    self.decimals = decimals
  }

  subscript(row: Int) -> KnownNumber {
    let value = values[row]
    return value.isNaN ? unknown : KnownNumber(Interval(value), unit)
  }

  /// The numbers of some rows, in the order in which they are named.
  func selecting(_ rows: [Int32]) -> DoubleColumn {
    with(Column.selecting(values, rows))
  }

  /// Others of these numbers, in any order.
  func with(_ values: [Double]) -> DoubleColumn {
    DoubleColumn(values, unit, unknown: unknown, decimals: decimals)
  }

  /// These numbers as plain ones.
  var ratios: DoubleColumn {
    DoubleColumn(
      values, .one, unknown: KnownNumber(unknown.interval, .one), decimals: decimals)
  }

  /// Their squares.
  var squares: DoubleColumn {
    let none = KnownNumber(unknown.interval.raised(to: Interval(2)) ?? .all, .one)
    guard let bounds = decimals?.squared else {
      return DoubleColumn(
        values.map { DecimalArithmetic.product($0, $0) }, .one, unknown: none)
    }
    let (scale, square) = (decimals?.scale ?? 1, bounds.scale)
    return DoubleColumn(
      values.map { value in
        let whole = (value * scale + DecimalBounds.rounder) - DecimalBounds.rounder
        return whole * whole / square
      }, .one, unknown: none, decimals: bounds)
  }
}

/// Writes numbers into a column of which nothing is known yet: exact ones as long as it can be.
struct NumberWriter {
  private var exact: DoubleColumn
  private var isEmpty = true
  private var general: [KnownNumber]?
  private var decimals: DecimalBounds? = DecimalBounds()

  init(_ empty: DoubleColumn) { exact = empty }

  mutating func put(_ number: KnownNumber, into row: Int) {
    if general != nil {
      general?[row] = number
      return
    }
    if number == exact.unknown { return }
    if isEmpty, !number.unit.isShown(as: exact.unit) {
      exact = DoubleColumn(exact.values, number.unit, unknown: exact.unknown)
    }
    isEmpty = false
    guard number.interval.isExact, !number.interval.isEstimate,
      number.unit.isShown(as: exact.unit)
    else {
      general = exact.values.indices.map { exact[$0] }
      exact.values = []
      general?[row] = number
      return
    }
    exact.values[row] = number.interval.low
    decimals = decimals?.widened(by: number.interval.low)
  }

  var column: Column {
    general.map { .numbers($0) }
      ?? .exact(
        DoubleColumn(exact.values, exact.unit, unknown: exact.unknown, decimals: decimals))
  }
}
