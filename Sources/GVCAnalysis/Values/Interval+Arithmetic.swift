import GVCModel

/// Arithmetic over what numbers may be: the result holds every value that any choice can give.
extension Interval {
  public static func + (a: Interval, b: Interval) -> Interval {
    Interval(
      DecimalArithmetic.sum(a.low, b.low), DecimalArithmetic.sum(a.high, b.high),
      isEstimate: a.isEstimate || b.isEstimate)
  }

  public static func - (a: Interval, b: Interval) -> Interval { a + -b }

  public static prefix func - (a: Interval) -> Interval {
    Interval(-a.high, -a.low, isEstimate: a.isEstimate)
  }

  public static func * (a: Interval, b: Interval) -> Interval {
    let isEstimate = a.isEstimate || b.isEstimate
    if a.low == a.high, b.low == b.high {
      let product = DecimalArithmetic.product(a.low, b.low)
      return Interval(product, product, isEstimate: isEstimate)
    }
    let (x, y) = (
      DecimalArithmetic.product(a.low, b.low), DecimalArithmetic.product(a.low, b.high)
    )
    let (z, w) = (
      DecimalArithmetic.product(a.high, b.low), DecimalArithmetic.product(a.high, b.high)
    )
    return Interval(min(min(x, y), min(z, w)), max(max(x, y), max(z, w)), isEstimate: isEstimate)
  }

  /// A division by what may be zero may be anything, or nothing at all.
  public static func / (a: Interval, b: Interval) -> Interval {
    if b.low <= 0, b.high >= 0 { return .all }
    let isEstimate = a.isEstimate || b.isEstimate
    func quotient(_ x: Double, _ y: Double) -> Double {
      // What has no bound, of a whole without bound, may be any part of it: the other ends say so.
      x.isInfinite && y.isInfinite ? 0 : DecimalArithmetic.quotient(x, y)
    }
    if a.low == a.high, b.low == b.high {
      let value = quotient(a.low, b.low)
      return Interval(value, value, isEstimate: isEstimate)
    }
    let (x, y) = (quotient(a.low, b.low), quotient(a.low, b.high))
    let (z, w) = (quotient(a.high, b.low), quotient(a.high, b.high))
    return Interval(min(min(x, y), min(z, w)), max(max(x, y), max(z, w)), isEstimate: isEstimate)
  }

  /// The power with a whole exponent from 0 to 64; nil for any other.
  public func raised(to exponent: Interval) -> Interval? {
    guard exponent.low == exponent.high, exponent.low == exponent.low.rounded(),
      (0...64).contains(exponent.low)
    else { return nil }
    let n = Int(exponent.low)
    let isEstimate = isEstimate || exponent.isEstimate
    func power(_ x: Double) -> Double {
      var result = 1.0
      for _ in 0..<n { result = DecimalArithmetic.product(result, x) }
      return result
    }
    if low == high {
      let value = power(low)
      return Interval(value, value, isEstimate: isEstimate)
    }
    let (a, b) = (power(low), power(high))
    if n % 2 == 0, n > 0, low < 0, high > 0 {
      return Interval(0, max(a, b), isEstimate: isEstimate)
    }
    return Interval(min(a, b), max(a, b), isEstimate: isEstimate)
  }

  /// Whether both are the same number.
  public func equals(_ other: Interval) -> Truth {
    if low == high, other.low == other.high, low == other.low { return .yes }
    return high < other.low || other.high < low ? .no : .unknown
  }

  public func isLess(than other: Interval) -> Truth {
    if high < other.low { return .yes }
    return low >= other.high ? .no : .unknown
  }

  public func isAtMost(_ other: Interval) -> Truth {
    if high <= other.low { return .yes }
    return low > other.high ? .no : .unknown
  }

  /// The least interval that holds both.
  func hull(_ other: Interval) -> Interval {
    Interval(
      min(low, other.low), max(high, other.high), isEstimate: isEstimate || other.isEstimate)
  }
}
