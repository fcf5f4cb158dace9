import GVCSyntax

/// A declared thing: an actor, a link, a source, an activity, a period, …
public struct EntityID: Hashable, Sendable, Comparable {
  /// Its place among the entities of a model.
  public let index: Int32

  @inlinable public init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }

  @inlinable public static func < (a: EntityID, b: EntityID) -> Bool { a.index < b.index }
}

/// The words of a scale or choice that a value may still be, one bit each.
///
/// A known value has one bit; an unknown one has all of its scale.
public struct WordSet: Hashable, Sendable {
  /// The most words that a scale or choice can have.
  public static let limit = 64

  /// One bit a word, the lowest for the first.
  public let bits: UInt64

  @inlinable public init(bits: UInt64) { self.bits = bits }

  @inlinable public init(word: Int) { bits = 1 << UInt64(word) }

  /// All of the first `count` words.
  @inlinable public init(all count: Int) {
    bits = count >= 64 ? .max : (1 << UInt64(count)) - 1
  }

  /// The one word, when there is only one.
  @inlinable public var word: Int? {
    bits.nonzeroBitCount == 1 ? bits.trailingZeroBitCount : nil
  }

  /// The words, lowest first.
  public var words: [Int] { (0..<64).filter { bits & (1 << UInt64($0)) != 0 } }
}

/// The numbers that a value may be: both ends equal when it is known exactly.
public struct Interval: Hashable, Sendable {
  /// The least that it may be.
  public let low: Double
  /// The most that it may be.
  public let high: Double
  /// Whether an estimate went into it: `~40%`. It compares as the number that is estimated, and keeps the mark
  /// through all arithmetic.
  public let isEstimate: Bool

  @inlinable public init(_ low: Double, _ high: Double, isEstimate: Bool = false) {
    self.low = low
    self.high = high
    self.isEstimate = isEstimate
  }

  @inlinable public init(_ value: Double, isEstimate: Bool = false) {
    self.init(value, value, isEstimate: isEstimate)
  }

  /// All numbers.
  public static let all = Interval(-.infinity, .infinity)

  /// Whether it is one number.
  @inlinable public var isExact: Bool { low == high }
}

/// How a number was given.
public enum NumberForm: UInt8, Hashable, Sendable {
  case exact
  /// `20%..30%`.
  case range
  /// `~40%`.
  case estimate
  /// `at most 48 h`.
  case atMost
  /// `at least 3`.
  case atLeast
}

/// What a number counts, by its place among the units of a model, and how that was written.
///
/// Two are equal where they count the same in the same unit, however it was written: numbers of theirs can be compared
/// as they are.
public struct UnitID: Hashable, Sendable {
  /// The place of the unit in which the number is kept.
  public let number: UInt16
  /// The place of the unit in which it was stated; zero where that is the same, or the number was worked out.
  public let shown: UInt16

  @inlinable public init(_ number: Int, shown: Int = 0) {
    self.number = UInt16(truncatingIfNeeded: number)
    self.shown = UInt16(truncatingIfNeeded: shown)
  }

  @inlinable public static func == (a: UnitID, b: UnitID) -> Bool { a.number == b.number }

  @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(number) }

  /// Whether both are the same unit, and shown alike.
  @inlinable public func isShown(as other: UnitID) -> Bool { self == other && shown == other.shown }

  /// The same unit, shown as both are where they are shown alike.
  @inlinable public func shown(with other: UnitID) -> UnitID {
    shown == other.shown ? self : UnitID(Int(number))
  }

  /// The unit of plain numbers.
  public static let one = UnitID(0)
}

/// A run of values in the list pool of a model.
public struct ListRange: Hashable, Sendable {
  /// The place of the first of them in the pool.
  public let start: UInt32
  /// How many there are.
  public let count: UInt32
  /// `..` stands at the end: there may be more than these.
  public let isOpen: Bool

  public init(start: UInt32, count: UInt32, isOpen: Bool) {
    self.start = start
    self.count = count
    self.isOpen = isOpen
  }
}

/// The value of a fact, in base units; plain data.
public enum Value: Hashable, Movable {
  /// The source says that it is not known, or the value could not be read.
  case unknown
  case truth(Bool)
  case words(WordSet, ScaleID)
  case number(Interval, NumberForm, UnitID)
  /// A text with its escapes resolved, or a country code.
  case text(Symbol)
  case entity(EntityID)
  case list(ListRange)

  /// The value where the lists stand further on.
  public func moved(by lists: Int) -> Value {
    guard lists != 0, case .list(let range) = self else { return self }
    return .list(
      ListRange(
        start: range.start &+ UInt32(truncatingIfNeeded: lists), count: range.count,
        isOpen: range.isOpen))
  }
}
