/// What a number counts or measures, with the factor to the unit in which that is kept.
///
/// Money is converted by rates that a case states, and by nothing else: each currency and price year is a base of its
/// own.
public struct Unit: Hashable, Sendable {
  public let dimension: Dimension
  /// How many of the units of the dimension one of these is.
  public let factor: Double
  /// Its text as written; nil for the unit in which its dimension is kept.
  public let text: String?

  public init(_ dimension: Dimension, factor: Double = 1, text: String? = nil) {
    self.dimension = dimension
    self.factor = factor
    self.text = text
  }

  init(_ base: UnitBase, factor: Double = 1) { self.init(Dimension(base), factor: factor) }

  /// So many of these, as many as they are in the unit of the dimension.
  public func inBase(_ number: Double) -> Double {
    factor == 1 ? number : DecimalArithmetic.product(number, factor)
  }

  /// So many of the units of the dimension, as many as they are of these.
  public func fromBase(_ number: Double) -> Double {
    factor == 1 || number == 0 ? number : DecimalArithmetic.quotient(number, factor)
  }

  public static let one = Unit(.ratio)
  public static let percent = Unit(.ratio, factor: 0.01)

  /// The names of the units of a duration, shortest first.
  public static let durations = ["min", "h", "days", "weeks", "months", "years"]

  /// Words that stand before a unit for so many of it.
  static let scaleWords: [String: Double] = ["thousand": 1e3, "million": 1e6, "billion": 1e9]

  static func isCurrency(_ word: String) -> Bool {
    word.utf8.count == 3 && word.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }
}
