/// What a number counts or measures, with the factor to the base unit of its dimension.
///
/// Money is never converted: each currency, price year and divisor is a dimension of its own, so
/// that amounts that cannot be compared never are.
public struct Unit: Hashable, Sendable {
  public enum Dimension: Hashable, Sendable {
    /// A plain number or a percentage.
    case ratio
    /// Base unit: hour.
    case duration
    /// Base unit: kilogram.
    case mass
    /// Base unit: kilometre.
    case distance
    /// ISO 4217 code, the year of the prices where given, and what the price is per.
    case money(currency: String, year: Int?, per: String?)
    /// A count of things: `workers`, `firms`, `pairs`; by its own name.
    case count(String)
  }

  public let dimension: Dimension
  /// How many base units one of these is.
  public let factor: Double

  public init(_ dimension: Dimension, factor: Double = 1) {
    self.dimension = dimension
    self.factor = factor
  }

  /// So many of these, in base units.
  func inBase(_ number: Double) -> Double {
    factor == 1 ? number : DecimalArithmetic.product(number, factor)
  }

  public static let one = Unit(.ratio)
  public static let percent = Unit(.ratio, factor: 0.01)

  /// The units with a fixed name. Months and years are the averages of the Gregorian calendar.
  static let named: [String: Unit] = [
    "h": Unit(.duration), "hour": Unit(.duration), "hours": Unit(.duration),
    "min": Unit(.duration, factor: 1.0 / 60), "minutes": Unit(.duration, factor: 1.0 / 60),
    "day": Unit(.duration, factor: 24), "days": Unit(.duration, factor: 24),
    "week": Unit(.duration, factor: 168), "weeks": Unit(.duration, factor: 168),
    "month": Unit(.duration, factor: 730.485), "months": Unit(.duration, factor: 730.485),
    "year": Unit(.duration, factor: 8765.82), "years": Unit(.duration, factor: 8765.82),
    "kg": Unit(.mass), "g": Unit(.mass, factor: 0.001), "t": Unit(.mass, factor: 1000),
    "tonnes": Unit(.mass, factor: 1000),
    "km": Unit(.distance), "m": Unit(.distance, factor: 0.001),
  ]

  /// The names of the units of a duration, shortest first.
  public static let durations = ["min", "h", "days", "weeks", "months", "years"]

  /// The unit that a text stands for (`%`, `days`, `USD/pair in 1998`, `workers`).
  ///
  /// A word of three capitals is a currency; any other word that is no named unit counts things.
  public init(parsing text: String) {
    if text == "%" {
      self = .percent
      return
    }
    var words = text.replacing(perSign: "/").split(separator: " ").map(String.init)
    var year: Int?
    if words.count >= 3, words[words.count - 2] == "in", let y = Int(words[words.count - 1]) {
      year = y
      words.removeLast(2)
    }
    let parts = words.filter { $0 != "per" }
    let first = parts.first ?? ""
    let per = parts.dropFirst().joined(separator: "/")
    if Self.isCurrency(first) {
      self = Unit(.money(currency: first, year: year, per: per.isEmpty ? nil : per))
    } else if let unit = Self.named[first], per.isEmpty {
      self = unit
    } else {
      self = Unit(.count(per.isEmpty ? first : "\(first)/\(per)"))
    }
  }

  private static func isCurrency(_ word: String) -> Bool {
    word.utf8.count == 3 && word.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }
}

extension String {
  /// The text with each `/` set apart as a word break.
  fileprivate func replacing(perSign sign: Character) -> String {
    String(map { $0 == sign ? " " : $0 })
  }
}
