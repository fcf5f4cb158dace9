import GVCModel

/// Arithmetic over what numbers may be: the result holds every value that any choice can give.
extension Interval {
  public static func + (a: Interval, b: Interval) -> Interval {
    Interval(a.low + b.low, a.high + b.high)
  }

  public static func - (a: Interval, b: Interval) -> Interval {
    Interval(a.low - b.high, a.high - b.low)
  }

  public static prefix func - (a: Interval) -> Interval { Interval(-a.high, -a.low) }

  public static func * (a: Interval, b: Interval) -> Interval {
    let (x, y) = (product(a.low, b.low), product(a.low, b.high))
    let (z, w) = (product(a.high, b.low), product(a.high, b.high))
    return Interval(min(min(x, y), min(z, w)), max(max(x, y), max(z, w)))
  }

  /// A division by what may be zero may be anything.
  public static func / (a: Interval, b: Interval) -> Interval {
    if b.low < 0, b.high > 0 { return .all }
    if b.low == 0, b.high == 0 { return .all }
    let low = b.high == 0 ? -Double.infinity : 1 / b.high
    let high = b.low == 0 ? Double.infinity : 1 / b.low
    return a * Interval(low, high)
  }

  /// The power with a whole exponent from 0 to 64; nil for any other.
  public func raised(to exponent: Interval) -> Interval? {
    guard exponent.low == exponent.high, exponent.low == exponent.low.rounded(),
      (0...64).contains(exponent.low)
    else { return nil }
    let n = Int(exponent.low)
    if n == 2, low >= 0 { return Interval(low * low, high * high) }
    func power(_ x: Double) -> Double {
      var result = 1.0
      for _ in 0..<n { result *= x }
      return result
    }
    let (a, b) = (power(low), power(high))
    if n % 2 == 0, n > 0, low < 0, high > 0 { return Interval(0, max(a, b)) }
    return Interval(min(a, b), max(a, b))
  }

  /// Zero times infinity is zero: an unknown amount of nothing.
  private static func product(_ a: Double, _ b: Double) -> Double {
    a == 0 || b == 0 ? 0 : a * b
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
}
