import GVCModel
import Testing

@testable import GVCAnalysis

/// A sum is the same to the last digit however many numbers come at a time.
@Suite struct TallyTests {
  /// Numbers of which no sum is exact.
  private func numbers(_ count: Int, using random: inout SeededNumbers) -> [Double] {
    (0..<count).map { _ in
      .random(in: -1...1, using: &random) * .random(in: 1...1e9, using: &random)
    }
  }

  private func interval(of numbers: [Double]) -> Interval {
    var total = Tally.Total()
    for number in numbers { total.add(Interval(number)) }
    return total.interval
  }

  @Test(arguments: 1...20) func `Numbers added some at a time are those added one by one`(
    seed: UInt64
  ) {
    var random = SeededNumbers(seed: seed)
    let all = numbers(.random(in: 0...400, using: &random), using: &random)
    var total = Tally.Total()
    var next = 0
    while next < all.count {
      let end = min(all.count, next + .random(in: 1...40, using: &random))
      if Bool.random(using: &random) {
        all[next..<end].withUnsafeBufferPointer { total.add(exact: $0) }
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
    var total = Tally.Total()
    [1, 2, 3, 4, 5].withUnsafeBufferPointer { total.add(exact: $0) }
    total.add(Interval(1, 2))
    #expect(!total.isExact && total.interval == Interval(16, 17))
    total.add(Interval(-.infinity, 0))
    #expect(total.interval == Interval(-.infinity, 17))
  }

  @Test func `Up to three numbers are added in their order`() {
    #expect(interval(of: [0.1, 0.2, 0.3]) == Interval((0.1 + 0.2) + 0.3))
    #expect(interval(of: []) == Interval(0))
  }
}
