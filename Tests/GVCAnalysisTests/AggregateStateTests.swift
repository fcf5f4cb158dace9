import GVCModel
import Testing

@testable import GVCAnalysis

/// A sum is the same to the last digit however many numbers come at a time.
@Suite struct AggregateStateTests {
  /// Numbers of which no sum is exact.
  private func numbers(_ count: Int, using random: inout SeededNumbers) -> [Double] {
    (0..<count).map { _ in
      .random(in: -1...1, using: &random) * .random(in: 1...1e9, using: &random)
    }
  }

  private func interval(of numbers: [Double]) -> Interval {
    var total = AggregateState.Total()
    for number in numbers { total.add(Interval(number)) }
    return total.interval
  }

  @Test(arguments: 1...20) func `Numbers added some at a time are those added one by one`(
    seed: UInt64
  ) {
    var random = SeededNumbers(seed: seed)
    let all = numbers(.random(in: 0...400, using: &random), using: &random)
    var total = AggregateState.Total()
    var next = 0
    while next < all.count {
      let end = min(all.count, next + .random(in: 1...40, using: &random))
      if Bool.random(using: &random) {
        all[next..<end].withUnsafeBufferPointer { total.add(exact: $0, within: nil) }
      } else {
        for number in all[next..<end] { total.add(Interval(number)) }
      }
      next = end
    }
    #expect(total.isExact && total.interval == interval(of: all))
    // It is the sum, as well as one addition behind the other gives it.
    #expect(abs(total.interval.low - all.reduce(0, +)) < 1e-2)
  }

  @Test func `What is not known exactly widens the sum`() {
    var total = AggregateState.Total()
    [1, 2, 3, 4, 5].withUnsafeBufferPointer { total.add(exact: $0, within: nil) }
    total.add(Interval(1, 2))
    #expect(!total.isExact && total.interval == Interval(16, 17))
    total.add(Interval(-.infinity, 0))
    #expect(total.interval == Interval(-.infinity, 17))
  }

  @Test func `Nothing adds up to zero`() {
    #expect(interval(of: []) == Interval(0))
  }

  /// The sum of whole thousandths, as whole numbers have it.
  @Test(arguments: 1...20)
  func `Decimals add up exactly, in any order, one by one and many at a time`(
    seed: UInt64
  ) {
    var random = SeededNumbers(seed: seed)
    let wholes = (0..<Int.random(in: 1...500, using: &random)).map { _ in
      Int.random(in: -9_999...99_999, using: &random)
    }
    let expected = Double(wholes.reduce(0, +)) / 1000
    let decimals = wholes.map { Double($0) / 1000 }
    #expect(interval(of: decimals) == Interval(expected))
    #expect(interval(of: decimals.shuffled(using: &random)) == Interval(expected))
    let bounds = decimals.reduce(DecimalBounds()) { $0?.widened(by: $1) }
    var total = AggregateState.Total()
    decimals.shuffled(using: &random).withUnsafeBufferPointer {
      total.add(exact: $0, within: bounds)
    }
    #expect(bounds != nil && total.interval == Interval(expected))
  }

  @Test func `Decimals are added, multiplied and divided as they are written`() {
    #expect(Interval(0.1) + Interval(0.2) == Interval(0.3))
    #expect(Interval(1) - Interval(0.1) - Interval(0.2) - Interval(0.3) == Interval(0.4))
    #expect(Interval(0.1) * Interval(3) == Interval(0.3))
    #expect(Interval(0.3) / Interval(0.1) == Interval(3))
    #expect(Interval(1.1).raised(to: Interval(2)) == Interval(1.21))
    #expect(Interval(1e300) + Interval(1e-300) == Interval(1e300))
    #expect(Interval(0, .infinity) * Interval(0) == Interval(0))
  }

  @Test func `An estimate keeps its mark`() {
    let estimate = Interval(0.6, isEstimate: true)
    #expect((estimate + Interval(0.1)).isEstimate && (Interval(1) - estimate).isEstimate)
    #expect((estimate * Interval(2)).isEstimate && (Interval(1) / estimate).isEstimate)
    #expect(estimate.raised(to: Interval(2))?.isEstimate == true)
    var total = AggregateState.Total()
    total.add(estimate)
    #expect(total.interval == Interval(0.6))
  }
}
