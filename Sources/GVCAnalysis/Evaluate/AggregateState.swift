import GVCModel

/// What an aggregate has made so far of the members that it was shown: one meaning for all that evaluate.
struct AggregateState {
  let aggregate: Aggregate
  private var truth: Truth
  /// How many members there are for sure, and how many there may be besides.
  private var sure = 0
  private var possible = 0
  private var total = Total()
  /// What the members that are not certain may add to the sum.
  private var change = Total()
  /// The ends of what is not certain to be a member, for an average.
  private var possibleEnds: [Interval] = []
  /// The hull of all values.
  private var low = Double.infinity
  private var high = -Double.infinity
  /// The least upper end, and the greatest lower end, of those that are certain.
  private var leastHigh = Double.infinity
  private var greatestLow = -Double.infinity
  private var isEstimate = false
  /// Where shares of one whole are added up, or their squares: what the stated ones leave of it, and the members that may
  /// take a part of that.
  private var whole: (left: Interval, areSquares: Bool)?
  private var shares: [Interval] = []
  private var unit = UnitID.one
  private var isMixed = false
  /// There may be more members than can be named.
  var isOpen = false

  init(_ aggregate: Aggregate) {
    self.aggregate = aggregate
    truth = aggregate == .all ? .yes : .no
  }

  /// Lets the members, or their roots, be shares of one whole of which the lower ends of all shares leave a part.
  mutating func limit(toWhole left: Interval, areSquares: Bool) { whole = (left, areSquares) }

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
    if value.unit != .one { unit = unit.shown(with: value.unit) }
    var interval = value.interval
    if unit != value.unit {
      if let aligned = evaluator.aligned(value, to: unit) {
        interval = aligned.interval
      } else {
        isMixed = true
      }
    }
    if interval.isEstimate { isEstimate = true }
    low = Swift.min(low, interval.low)
    high = Swift.max(high, interval.high)
    if whole != nil, !interval.isExact { shares.append(interval) }
    if guarded == .yes {
      sure += 1
      total.add(interval)
      leastHigh = Swift.min(leastHigh, interval.high)
      greatestLow = Swift.max(greatestLow, interval.low)
    } else {
      possible += 1
      change.add(Interval(Swift.min(0, interval.low), Swift.max(0, interval.high)))
      if case .average = aggregate { possibleEnds.append(interval) }
    }
  }

  /// The members in some rows, which have numbers.
  mutating func add(
    _ values: [KnownNumber], _ rows: Range<Int>, guardedBy guards: [Truth], _ evaluator: Evaluator
  ) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      if case .sum = aggregate, whole == nil {
        // A sum of what is certain and of one unit needs nothing else, but for shares of one whole.
        while row < rows.upperBound, guards[row] == .yes, values[row].unit == unit,
          values[row].unit.shown == unit.shown,
          !values[row].interval.isEstimate
        {
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
    _ numbers: DoubleColumn, _ rows: Range<Int>, guardedBy guards: [Truth], _ evaluator: Evaluator
  ) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      if unit == numbers.unit, unit.shown == numbers.unit.shown, total.isExact {
        row = addExact(numbers, row..<rows.upperBound, guardedBy: guards)
        if row == rows.upperBound { return }
      }
      add(numbers[row], guardedBy: guards[row], evaluator)
      row += 1
    }
  }

  /// Adds numbers while the total is known to the last digit, up to one that is not known or not certain, and
  /// returns its row.
  private mutating func addExact(
    _ numbers: DoubleColumn, _ rows: Range<Int>, guardedBy guards: [Truth]
  ) -> Int {
    let values = numbers.values
    precondition(rows.upperBound <= values.count && rows.upperBound <= guards.count)
    let isSum = if case .sum = aggregate { true } else { false }
    let row = values.withUnsafeBufferPointer { values in
      guards.withUnsafeBufferPointer { guards in
        // A number that is not known is NaN, which equals nothing.
        let end = Self.end(of: rows) { guards[$0] == .yes && values[$0] == values[$0] }
        let certain = UnsafeBufferPointer(rebasing: values[rows.lowerBound..<end])
        total.add(exact: certain, within: numbers.decimals)
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
    case .sum:
      guard !isMixed, !isOpen else { return nil }
      return .number(marked(bounded(total.interval + change.interval)), unit)
    case .min, .max, .average:
      // Of what may have no member at all there may be none.
      guard !isMixed, !isOpen, sure > 0 else { return nil }
      switch aggregate {
      case .min: return .number(marked(Interval(low, leastHigh)), unit)
      case .max: return .number(marked(Interval(greatestLow, high)), unit)
      default: return .number(marked(average), unit)
      }
    }
  }

  /// What is known where the members do not say what the aggregate is: nothing, also not that it has a value.
  static func undetermined(_ type: ExpressionType) -> Datum {
    if case .truth = type { return .truth(.unknown) }
    return .number(.all, .one)
  }

  private func marked(_ interval: Interval) -> Interval {
    Interval(interval.low, interval.high, isEstimate: isEstimate || interval.isEstimate)
  }

  /// A sum of shares of one whole within what that leaves.
  private func bounded(_ sum: Interval) -> Interval {
    guard let whole, !shares.isEmpty else { return sum }
    let slack = shares.reduce(0.0) { $0 + ($1.high - $1.low) }
    // All that is not certain at its least, and then what is left where it makes most.
    let least = sum.high - slack
    var most = 0.0
    if whole.areSquares {
      let roots = shares.map { (low: $0.low.squareRoot(), high: $0.high.squareRoot()) }
      most =
        roots.count <= Self.triedShares
        ? Self.most(roots, whole.left.high) : Self.bound(roots, whole.left.high)
    } else {
      most = whole.left.high
    }
    let high = DecimalArithmetic.nearest(to: least + most)
    guard slack.isFinite, high < sum.high else { return sum }
    return Interval(
      sum.low, Swift.max(sum.low, high), isEstimate: sum.isEstimate || whole.left.isEstimate)
  }

  /// Up to how many shares all ways to divide what is left among them are tried.
  private static let triedShares = 10

  /// By how much the squares of shares grow at most where what is left of the whole is divided among them: a square
  /// grows the faster the greater it is, so that all but one take all that they can, or nothing.
  private static func most(_ shares: [(low: Double, high: Double)], _ left: Double) -> Double {
    /// The most that some shares make, each of which takes all that it can or nothing, and one that takes the rest.
    func most(_ others: ArraySlice<(low: Double, high: Double)>, _ left: Double, _ last: Int)
      -> Double
    {
      guard let (low, high) = others.first else {
        let (low, high) = shares[last]
        let part = Swift.min(left, high - low)
        return part * (2 * low + part)
      }
      let without = most(others.dropFirst(), left, last)
      let part = high - low
      guard part <= left else { return without }
      return Swift.max(
        without, part * (2 * low + part) + most(others.dropFirst(), left - part, last))
    }
    return shares.indices.reduce(0.0) { found, last in
      var others = shares
      others.remove(at: last)
      return Swift.max(found, most(others[...], left, last))
    }
  }

  /// The same of many shares, or somewhat more: what is left makes, of each that takes a part, at most in proportion to
  /// its ends.
  private static func bound(_ shares: [(low: Double, high: Double)], _ left: Double) -> Double {
    var (left, most) = (left, 0.0)
    for (low, high) in shares.sorted(by: { $0.low + $0.high > $1.low + $1.high }) where left > 0 {
      let part = Swift.min(left, high - low)
      most += part * (low + high)
      left -= part
    }
    return most
  }

  /// The average of the members that are certain, with as many of the others as make it least and greatest.
  private var average: Interval {
    var (low, high) = (total.interval.low, total.interval.high)
    var (fewest, most) = (Double(sure), Double(sure))
    for end in possibleEnds.map(\.low).sorted() where end < low / fewest {
      low = DecimalArithmetic.sum(low, end)
      fewest += 1
    }
    for end in possibleEnds.map(\.high).sorted(by: >) where end > high / most {
      high = DecimalArithmetic.sum(high, end)
      most += 1
    }
    return Interval(
      DecimalArithmetic.quotient(low, fewest), DecimalArithmetic.quotient(high, most))
  }
}

extension AggregateState {
  /// A sum of numbers of which ends are known, the same in whatever order and however many at a time they come.
  struct Total {
    private var low = DecimalSum()
    private var high = DecimalSum()
    /// Whether all numbers are known to the last digit; their upper ends are not added up then.
    private(set) var isExact = true

    /// What the numbers add up to.
    var interval: Interval {
      let least = low.value
      return isExact ? Interval(least) : Interval(least, high.value)
    }

    mutating func add(_ interval: Interval) {
      if isExact, !interval.isExact {
        isExact = false
        high = low
      }
      low.add(interval.low)
      if !isExact { high.add(interval.high) }
    }

    /// Adds numbers that are known to the last digit to such ones, with their bounds as decimals where these are known.
    mutating func add(exact values: UnsafeBufferPointer<Double>, within bounds: DecimalBounds?) {
      if isExact, let bounds, low.add(values, within: bounds) { return }
      for value in values { add(Interval(value)) }
    }
  }
}
