/// Arithmetic that gives, of numbers that were written as decimals, the number nearest to the exact decimal result.
///
/// A text says `0.1`, and the binary number nearest to it is a little more; three of these are not `0.3`. Here numbers
/// are taken as the decimals that they stand for, as whole multiples of a power of ten, added and multiplied as whole
/// numbers, and divided once: a division of whole numbers is rounded once. So 10 %, 20 % and 30 % leave 40 %, in any
/// order. What is no decimal of some ten digits, such as a third, is worked out in binary.
public enum DecimalArithmetic {
  /// The powers of ten that are tried, and the greatest whole number that each part may be: below it every whole
  /// number is a `Double`, and the product with a power of ten is less than half away from it.
  private static let scales: [Double] = [1, 1e3, 1e6, 1e9, 1e12]
  static let limit = 2_251_799_813_685_248.0  // 2 to the power of 51.

  /// The whole number of which a number is the quotient by a power of ten; nil where it is none.
  @inline(__always)
  static func whole(_ number: Double, by scale: Double) -> Double? {
    let whole = (number * scale).rounded()
    guard whole.magnitude < limit, whole / scale == number else { return nil }
    return whole
  }

  /// The sum of two numbers.
  public static func sum(_ a: Double, _ b: Double) -> Double {
    let sum = a + b
    guard sum.isFinite, a != 0, b != 0 else { return sum }
    for scale in scales {
      guard let x = whole(a, by: scale), let y = whole(b, by: scale) else { continue }
      return (x + y) / scale
    }
    return sum
  }

  /// The product of two numbers; nothing times what has no bound is nothing.
  public static func product(_ a: Double, _ b: Double) -> Double {
    if a == 0 || b == 0 { return 0 }
    let product = a * b
    guard product.isFinite, product != 0 else { return product }
    guard let (x, scale) = decimal(a), let (y, other) = decimal(b), (x * y).magnitude < limit * 4
    else { return product }
    return x * y / (scale * other)
  }

  /// The quotient of two numbers, of which the second is not zero.
  public static func quotient(_ a: Double, _ b: Double) -> Double {
    let quotient = a / b
    guard quotient.isFinite, quotient != 0 else { return quotient }
    for scale in scales {
      guard let x = whole(a, by: scale), let y = whole(b, by: scale) else { continue }
      return x / y
    }
    return quotient
  }

  /// The decimal of at most twelve digits behind the point that a number is but for what binary arithmetic lost; the
  /// number itself where it is none.
  public static func nearest(to number: Double) -> Double {
    let whole = (number * 1e12).rounded()
    guard whole.magnitude < limit,
      (whole / 1e12 - number).magnitude < 1e-15 * max(1, number.magnitude)
    else { return number }
    return whole / 1e12
  }

  /// The least of the powers of ten by which a number is the quotient of a whole number, and that.
  static func decimal(_ number: Double) -> (whole: Double, scale: Double)? {
    for scale in scales {
      if let whole = whole(number, by: scale) { return (whole, scale) }
    }
    return nil
  }
}

/// A sum of any number of numbers, the same in whatever order they come.
///
/// Decimals are added as whole multiples of a power of ten, exactly. Once one is no decimal, or the sum has more than
/// some fifteen digits, the rest is added in binary with what each addition loses (Neumaier 1974).
public struct DecimalSum: Sendable {
  /// The sum of the decimals, times `scale`.
  private var whole = 0.0
  private var scale = 1.0
  /// The sum of all that is no decimal, and what its additions lost.
  private var rest = 0.0
  private var lost = 0.0

  public init() {}

  /// What the numbers add up to.
  public var value: Double {
    if rest == 0, lost == 0 { return whole / scale }
    if !rest.isFinite { return rest }
    return whole / scale + (rest + lost)
  }

  /// Whether it is of decimals alone.
  var isWhole: Bool { rest == 0 && lost == 0 }

  /// Adds a number.
  public mutating func add(_ number: Double) {
    if number == 0 { return }
    if let part = DecimalArithmetic.whole(number, by: scale) {
      let sum = whole + part
      if sum.magnitude < DecimalArithmetic.limit * 4 {
        whole = sum
        return
      }
    } else if let (part, finer) = DecimalArithmetic.decimal(number), finer > scale {
      let widened = whole * (finer / scale)
      if widened.magnitude < DecimalArithmetic.limit * 2 {
        (whole, scale) = (widened + part, finer)
        return
      }
    }
    addBinary(number)
  }

  private mutating func addBinary(_ number: Double) {
    let sum = rest + number
    if sum.isFinite {
      lost +=
        rest.magnitude >= number.magnitude ? (rest - sum) + number : (number - sum) + rest
    }
    rest = sum
  }

  /// Adds numbers that have common bounds as decimals.
  ///
  /// - Returns: Whether they were added: only where no sum of them can be too great to be exact.
  public mutating func add(
    _ numbers: UnsafeBufferPointer<Double>, within bounds: DecimalBounds
  ) -> Bool {
    let limit = DecimalArithmetic.limit * 2
    let finest = max(scale, bounds.scale)
    let most = Double(numbers.count) * bounds.largest * (finest / bounds.scale)
    let widened = whole * (finest / scale)
    guard most < limit, widened.magnitude < limit else { return false }
    (whole, scale) = (widened, finest)
    // A number of so many digits has none behind the point: adding it and taking it away rounds.
    let (factors, rounders) = (
      SIMD4(repeating: finest), SIMD4(repeating: DecimalBounds.rounder)
    )
    var sums = SIMD4<Double>()
    var index = 0
    while index + 4 <= numbers.count {
      let four = SIMD4(
        numbers[index], numbers[index + 1], numbers[index + 2], numbers[index + 3])
      sums += (four * factors + rounders) - rounders
      index += 4
    }
    var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
    while index < numbers.count {
      sum += (numbers[index] * finest + DecimalBounds.rounder) - DecimalBounds.rounder
      index += 1
    }
    whole += sum
    return true
  }
}

/// Of which power of ten some numbers are quotients, and how great the whole numbers are at most.
public struct DecimalBounds: Sendable {
  /// The power of ten.
  public let scale: Double
  /// The greatest of the whole numbers, without its sign.
  public let largest: Double

  /// 1.5 times 2 to the power of 52: to add it and take it away rounds what is less than a third of it.
  public static let rounder = 6_755_399_441_055_744.0

  /// The bounds of no number.
  public init() { self.init(scale: 1, largest: 0) }

  private init(scale: Double, largest: Double) {
    self.scale = scale
    self.largest = largest
  }

  /// The bounds of these numbers and one more; nil where it is no decimal.
  public func widened(by number: Double) -> DecimalBounds? {
    if let whole = DecimalArithmetic.whole(number, by: scale) {
      return whole.magnitude <= largest
        ? self : DecimalBounds(scale: scale, largest: whole.magnitude)
    }
    guard let (whole, finer) = DecimalArithmetic.decimal(number), finer > scale else { return nil }
    let widened = max(largest * (finer / scale), whole.magnitude)
    return widened < DecimalArithmetic.limit ? DecimalBounds(scale: finer, largest: widened) : nil
  }

  /// The bounds of the squares; nil where these are too great.
  public var squared: DecimalBounds? {
    let (scale, largest) = (scale * scale, largest * largest)
    return scale <= 1e18 && largest < DecimalArithmetic.limit
      ? DecimalBounds(scale: scale, largest: largest) : nil
  }
}
