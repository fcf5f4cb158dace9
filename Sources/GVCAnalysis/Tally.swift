import GVCModel

/// What an aggregate has made so far of the members that it was shown: one meaning for all that evaluate.
struct Tally {
  let aggregate: Aggregate
  private var truth: Truth
  /// How many members there are for sure, and how many there may be besides.
  private var sure = 0
  private var possible = 0
  private var total = Total()
  /// What the members that are not certain may add to the sum.
  private var change = Interval(0)
  /// The hull of all values.
  private var low = Double.infinity
  private var high = -Double.infinity
  /// The least upper end, and the greatest lower end, of those that are certain.
  private var leastHigh = Double.infinity
  private var greatestLow = -Double.infinity
  private var unit = UnitID.one
  private var isMixed = false
  /// There may be more members than can be named.
  var isOpen = false

  init(_ aggregate: Aggregate) {
    self.aggregate = aggregate
    truth = aggregate == .all ? .yes : .no
  }

  /// Whether no further member can change the truth.
  var isDecided: Bool {
    switch aggregate {
    case .any: truth == .yes
    case .all: truth == .no
    case .count, .sum, .min, .max, .average: false
    }
  }

  /// A member that is there as far as `guarded` says, with the truth of the body.
  mutating func add(_ body: Truth, guardedBy guarded: Truth) {
    truth = aggregate == .any ? truth || (guarded && body) : truth && (!guarded || body)
  }

  /// A member that is counted.
  mutating func add(guardedBy guarded: Truth) {
    if guarded == .yes { sure += 1 } else { possible += 1 }
  }

  /// Members that are counted; those that are guarded by `no` are none.
  mutating func add(membersGuardedBy guards: ArraySlice<Truth>) {
    var (certain, refused) = (0, 0)
    for guarded in guards {
      certain += guarded == .yes ? 1 : 0
      refused += guarded == .no ? 1 : 0
    }
    sure += certain
    possible += guards.count - certain - refused
  }

  /// A member with a number; nil for one that is none.
  mutating func add(_ value: KnownNumber?, guardedBy guarded: Truth, _ evaluator: Evaluator) {
    guard let value else {
      isMixed = true
      return
    }
    if unit == .one { unit = value.unit }
    if unit != value.unit, !evaluator.areComparable(unit, value.unit) { isMixed = true }
    let interval = value.interval
    low = Swift.min(low, interval.low)
    high = Swift.max(high, interval.high)
    if guarded == .yes {
      sure += 1
      total.add(interval)
      leastHigh = Swift.min(leastHigh, interval.high)
      greatestLow = Swift.max(greatestLow, interval.low)
    } else {
      possible += 1
      change = change + Interval(Swift.min(0, interval.low), Swift.max(0, interval.high))
    }
  }

  /// The members in some rows, which have numbers.
  mutating func add(
    _ values: [KnownNumber], _ rows: Range<Int>, guardedBy guards: [Truth], _ evaluator: Evaluator
  ) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      if case .sum = aggregate {
        // A sum of what is certain and of one unit needs nothing else.
        while row < rows.upperBound, guards[row] == .yes, values[row].unit == unit {
          total.add(values[row].interval)
          row += 1
        }
        if row == rows.upperBound { return }
      }
      add(values[row], guardedBy: guards[row], evaluator)
      row += 1
    }
  }

  /// The same of numbers that are known to the last digit.
  mutating func add(
    _ numbers: ExactNumbers, _ rows: Range<Int>, guardedBy guards: [Truth], _ evaluator: Evaluator
  ) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      if unit == numbers.unit, total.isExact {
        row = addExact(numbers.values, row..<rows.upperBound, guardedBy: guards)
        if row == rows.upperBound { return }
      }
      add(numbers[row], guardedBy: guards[row], evaluator)
      row += 1
    }
  }

  /// Adds numbers while the total is known to the last digit, up to one that is not known or not certain, and
  /// returns its row.
  private mutating func addExact(
    _ values: [Double], _ rows: Range<Int>, guardedBy guards: [Truth]
  ) -> Int {
    precondition(rows.upperBound <= values.count && rows.upperBound <= guards.count)
    let isSum = if case .sum = aggregate { true } else { false }
    let row = values.withUnsafeBufferPointer { values in
      guards.withUnsafeBufferPointer { guards in
        // A number that is not known is NaN, which equals nothing.
        let end = Self.end(of: rows) { guards[$0] == .yes && values[$0] == values[$0] }
        let certain = UnsafeBufferPointer(rebasing: values[rows.lowerBound..<end])
        total.add(exact: certain)
        if !isSum { range(over: certain) }
        return end
      }
    }
    sure += row - rows.lowerBound
    return row
  }

  /// The first row for which something does not hold, or the end of the rows.
  @inline(__always)
  private static func end(of rows: Range<Int>, while holds: (Int) -> Bool) -> Int {
    var row = rows.lowerBound
    // Many at a time, so that a processor compares several at once.
    while row + 16 <= rows.upperBound {
      var all = true
      for offset in 0..<16 { all = holds(row + offset) && all }
      guard all else { break }
      row += 16
    }
    while row < rows.upperBound, holds(row) { row += 1 }
    return row
  }

  /// Widens what all values lie in, and narrows where the least and the greatest are.
  private mutating func range(over values: UnsafeBufferPointer<Double>) {
    var (least, greatest) = (Double.infinity, -Double.infinity)
    for value in values {
      least = value < least ? value : least
      greatest = value > greatest ? value : greatest
    }
    low = Swift.min(low, least)
    high = Swift.max(high, greatest)
    leastHigh = Swift.min(leastHigh, least)
    greatestLow = Swift.max(greatestLow, greatest)
  }

  /// What the aggregate is; nil where a number is not known at all.
  var result: Datum? {
    switch aggregate {
    case .any: return .truth(truth == .no && isOpen ? .unknown : truth)
    case .all: return .truth(truth == .yes && isOpen ? .unknown : truth)
    case .count:
      return .number(
        Interval(Double(sure), isOpen ? .infinity : Double(sure + possible)), .one)
    case .sum: return isMixed || isOpen ? nil : .number(total.interval + change, unit)
    case .min, .max, .average:
      guard !isMixed, !isOpen, sure + possible > 0 else { return nil }
      switch aggregate {
      case .min: return .number(Interval(low, leastHigh), unit)
      case .max: return .number(Interval(greatestLow, high), unit)
      default:
        guard possible == 0 else { return .number(Interval(low, high), unit) }
        let (total, count) = (total.interval, Double(sure))
        return .number(Interval(total.low / count, total.high / count), unit)
      }
    }
  }
}

extension Tally {
  /// A sum in four parts: the first takes the first, the fifth, the ninth number and so on.
  ///
  /// Which part takes a number depends on its place alone, so that the sum is the same to the last digit however
  /// many numbers come at a time; and a processor need not wait for one addition to begin the next.
  struct Total {
    private var lows = SIMD4<Double>()
    private var highs = SIMD4<Double>()
    /// How many numbers there are.
    private var count = 0

    /// Whether all numbers are known to the last digit.
    var isExact: Bool { lows == highs }

    /// What the numbers add up to.
    var interval: Interval {
      Interval(
        (lows[0] + lows[1]) + (lows[2] + lows[3]), (highs[0] + highs[1]) + (highs[2] + highs[3]))
    }

    mutating func add(_ interval: Interval) {
      lows[count & 3] += interval.low
      highs[count & 3] += interval.high
      count += 1
    }

    /// Adds numbers that are known to the last digit to such ones.
    mutating func add(exact values: UnsafeBufferPointer<Double>) {
      var index = 0
      while index < values.count, count & 3 != 0 {
        add(Interval(values[index]))
        index += 1
      }
      var sums = lows
      while index + 4 <= values.count {
        sums += SIMD4(values[index], values[index + 1], values[index + 2], values[index + 3])
        index += 4
        count += 4
      }
      (lows, highs) = (sums, sums)
      while index < values.count {
        add(Interval(values[index]))
        index += 1
      }
    }
  }
}
