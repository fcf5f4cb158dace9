/// What can be measured by itself: every unit is a product of powers of these.
public enum UnitBase: Hashable, Sendable {
  /// ISO 4217 code, and the year of the prices where given; an empty code is any currency, in types alone.
  case money(currency: String, year: Int?)
  /// In kilograms.
  case mass
  /// In litres.
  case volume
  /// In hectares.
  case area
  /// In kilometres.
  case distance
  /// In megajoules.
  case energy
  /// Things of a name, in the plural where a unit declares one: `workers`, `pairs`.
  case count(String)
  /// In hours.
  case duration

  /// Money of any currency and year, in types.
  public static let anyMoney = UnitBase.money(currency: "", year: nil)

  /// The place among the bases of a product, which is written in this order.
  private var rank: Int {
    switch self {
    case .money: 0
    case .mass: 1
    case .volume: 2
    case .area: 3
    case .distance: 4
    case .energy: 5
    case .count: 6
    case .duration: 7
    }
  }

  static func < (a: UnitBase, b: UnitBase) -> Bool {
    switch (a, b) {
    case (.money(let x, let year), .money(let y, let other)): (x, year ?? 0) < (y, other ?? 0)
    case (.count(let x), .count(let y)): x < y
    default: a.rank < b.rank
    }
  }

  /// What is measured, as a type says it.
  public var noun: String {
    switch self {
    case .money(let currency, let year):
      currency.isEmpty ? "money" : currency + (year.map { " in \($0)" } ?? "")
    case .mass: "mass"
    case .volume: "volume"
    case .area: "area"
    case .distance: "distance"
    case .energy: "energy"
    case .count(let things): things
    case .duration: "time"
    }
  }

  /// The words by which types say what is measured.
  public static var typeNouns: [String] { nouns.keys.sorted() }

  /// The bases that types name, by their words.
  static let nouns: [String: UnitBase] = [
    "money": .anyMoney, "mass": .mass, "volume": .volume, "area": .area, "distance": .distance,
    "length": .distance, "energy": .energy, "time": .duration, "duration": .duration,
  ]
}

/// What a unit measures: a product of powers of bases, none of them twice; empty for a plain number.
public struct Dimension: Hashable, Sendable {
  /// A power of a base.
  public struct Factor: Hashable, Sendable {
    public let base: UnitBase
    /// Never zero.
    public let exponent: Int
    /// How many base units the unit is in which this is counted. It is 1, but for what stands under a fraction and has
    /// no reciprocal of few decimals: `per year`, `per bag`. So an amount that is stated is kept to its last digit.
    public let size: Double
  }

  /// In the order of their bases.
  public let factors: [Factor]

  /// Of a plain number or a percentage.
  public static let ratio = Dimension(sorted: [])

  private init(sorted factors: [Factor]) { self.factors = factors }

  init(_ factors: [Factor]) {
    self.init(sorted: factors.sorted { $0.base < $1.base })
  }

  /// One base by itself.
  public init(_ base: UnitBase) {
    self.init(sorted: [Factor(base: base, exponent: 1, size: 1)])
  }

  /// Whether both measure the same, whatever they are counted in.
  public func isLike(_ other: Dimension) -> Bool {
    factors.count == other.factors.count
      && zip(factors, other.factors).allSatisfy { $0.base == $1.base && $0.exponent == $1.exponent }
  }

  /// The same with money of any currency and year, and counted in base units: what is known of it before anything is
  /// evaluated.
  public var type: Dimension {
    factors.reduce(.ratio) { known, factor in
      var base = factor.base
      if case .money = base { base = .anyMoney }
      let one = Dimension(sorted: [Factor(base: base, exponent: factor.exponent, size: 1)])
      return known.times(one).dimension
    }
  }

  /// The base, where it is one and nothing else.
  public var base: UnitBase? {
    factors.count == 1 && factors[0].exponent == 1 ? factors[0].base : nil
  }

  /// What it counts, where it is a count and nothing else.
  public var things: String? {
    if case .count(let things)? = base { return things }
    return nil
  }

  public var isDuration: Bool { base == .duration }

  /// The money that is measured, once, per what ever.
  public var money: (currency: String, year: Int?)? {
    guard case .money(let currency, let year)? = factors.first?.base, factors[0].exponent == 1,
      factors.count == 1 || !factors[1].base.isMoney
    else { return nil }
    return (currency, year)
  }

  /// The words for it in a type: `money per mass`.
  public var noun: String {
    func names(_ factors: [Factor]) -> [String] {
      factors.flatMap {
        Array(
          repeating: $0.base.noun, count: $0.exponent.magnitude > 8 ? 8 : Int($0.exponent.magnitude)
        )
      }
    }
    let above = names(factors.filter { $0.exponent > 0 })
    let below = names(factors.filter { $0.exponent < 0 })
    let first = above.isEmpty ? "one" : above.joined(separator: " times ")
    return ([first] + below).joined(separator: " per ")
  }
}

extension UnitBase {
  /// Whether it is money of some currency.
  public var isMoney: Bool {
    if case .money = self { return true }
    return false
  }
}

/// A factor between two ways to count, as what is multiplied and what is divided by, so that the result is rounded once.
public struct UnitScale: Hashable, Sendable {
  public let times: Double
  public let by: Double

  public init(times: Double = 1, by: Double = 1) {
    self.times = times
    self.by = by
  }

  public static let one = UnitScale()

  /// A number times the factor.
  public func applied(to number: Double) -> Double {
    if self == .one || number == 0 { return number }
    let product = times == 1 ? number : DecimalArithmetic.product(number, times)
    return by == 1 ? product : DecimalArithmetic.quotient(product, by)
  }

  /// The ends of an interval times the factor, which is above zero.
  public func applied(to interval: Interval) -> Interval {
    self == .one
      ? interval
      : Interval(
        applied(to: interval.low), applied(to: interval.high), isEstimate: interval.isEstimate)
  }

  /// The factor with a power of a number more in it.
  func with(_ number: Double, power exponent: Int) -> UnitScale {
    guard number != 1, exponent != 0 else { return self }
    var (times, by) = (times, by)
    for _ in 0..<min(64, Int(exponent.magnitude)) {
      if exponent > 0 {
        times = DecimalArithmetic.product(times, number)
      } else {
        by = DecimalArithmetic.product(by, number)
      }
    }
    return times == by ? .one : UnitScale(times: times, by: by)
  }
}

extension Dimension {
  /// The product with another, and by what a product of two numbers is multiplied to be counted in it.
  public func times(_ other: Dimension) -> (dimension: Dimension, scale: UnitScale) {
    combined(other, sign: 1)
  }

  /// The quotient by another, and by what a quotient of two numbers is multiplied to be counted in it.
  public func dividedBy(_ other: Dimension) -> (dimension: Dimension, scale: UnitScale) {
    combined(other, sign: -1)
  }

  /// By what a number of these is multiplied to be one of another that measures the same; nil where it measures something
  /// else.
  public func scale(to other: Dimension) -> UnitScale? {
    if self == other { return .one }
    guard isLike(other) else { return nil }
    var scale = UnitScale.one
    for (mine, theirs) in zip(factors, other.factors) where mine.size != theirs.size {
      scale = scale.with(mine.size, power: mine.exponent)
        .with(theirs.size, power: -theirs.exponent)
    }
    return scale
  }

  /// The money of each of two dimensions, and its power, where they have one each and are alike in all else.
  public func onlyMoney(
    apartFrom other: Dimension
  ) -> (mine: UnitBase, theirs: UnitBase, exponent: Int)? {
    guard let mine = factors.first, let theirs = other.factors.first, mine.base.isMoney,
      theirs.base.isMoney, mine.base != theirs.base, mine.exponent == theirs.exponent,
      replacing(mine.base, by: theirs.base).isLike(other)
    else { return nil }
    return (mine.base, theirs.base, mine.exponent)
  }

  /// The same of another base in the place of one.
  public func replacing(_ base: UnitBase, by other: UnitBase) -> Dimension {
    Dimension(
      factors.map {
        $0.base == base ? Factor(base: other, exponent: $0.exponent, size: $0.size) : $0
      })
  }

  private func combined(_ other: Dimension, sign: Int) -> (dimension: Dimension, scale: UnitScale) {
    var made: [Factor] = []
    var scale = UnitScale.one
    /// Takes a power of a base; what is above the line is counted in base units.
    func take(_ base: UnitBase, _ exponent: Int, _ size: Double) {
      guard exponent != 0 else { return }
      if exponent > 0 { scale = scale.with(size, power: exponent) }
      made.append(Factor(base: base, exponent: exponent, size: exponent > 0 ? 1 : size))
    }
    var (i, j) = (0, 0)
    while i < factors.count || j < other.factors.count {
      if j == other.factors.count || i < factors.count && factors[i].base < other.factors[j].base {
        take(factors[i].base, factors[i].exponent, factors[i].size)
        i += 1
      } else if i == factors.count || other.factors[j].base < factors[i].base {
        take(other.factors[j].base, sign * other.factors[j].exponent, other.factors[j].size)
        j += 1
      } else {
        let (a, b) = (factors[i], other.factors[j])
        let (first, second) = (a.exponent, sign * b.exponent)
        if a.size == b.size, first + second != 0 {
          take(a.base, first + second, a.size)
        } else {
          scale = scale.with(a.size, power: first).with(b.size, power: second)
          take(a.base, first + second, 1)
        }
        i += 1
        j += 1
      }
    }
    return (Dimension(sorted: made), scale)
  }
}

extension Dimension {
  /// A dimension of values that a type with this one takes: with a currency where any will do.
  public var example: Dimension {
    Dimension(
      factors.map { factor in
        factor.base == .anyMoney
          ? Factor(base: .money(currency: "USD", year: nil), exponent: factor.exponent, size: 1)
          : factor
      })
  }
}
