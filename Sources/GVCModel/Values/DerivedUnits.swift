import Synchronization

/// The units of products and quotients that nothing in a project states: `t*km`, `AOA/kg`.
///
/// They are numbered as they are met, in whatever order. A number says nothing but what it measures, and the units that
/// are stated have numbers of their own, so that nothing depends on the order. The table only grows, and is the same for
/// all copies of a model.
final class DerivedUnits: Sendable {
  /// The first number of a derived unit, behind all that are stated.
  static let first = UnitTexts.limit + 1
  /// The most of them; the number behind them stands for all others, and is compared with nothing.
  private static let limit = Int(UInt16.max) - first

  private struct Table {
    var dimensions: [Dimension] = []
    var numbers: [Dimension: Int] = [:]
  }

  private let table = Mutex(Table())

  /// The number of a dimension, made if it is new; nil where there are too many.
  func number(of dimension: Dimension) -> UnitID? {
    table.withLock { table in
      if let number = table.numbers[dimension] { return UnitID(Self.first + number) }
      guard table.dimensions.count < Self.limit else { return nil }
      let number = table.dimensions.count
      table.dimensions.append(dimension)
      table.numbers[dimension] = number
      return UnitID(Self.first + number)
    }
  }

  /// The dimension of a number.
  subscript(number: UInt16) -> Dimension {
    table.withLock { table in
      let index = Int(number) - Self.first
      return table.dimensions.indices.contains(index) ? table.dimensions[index] : .ratio
    }
  }
}
