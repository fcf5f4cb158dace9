import GVCAnalysis
import GVCModel
import Testing

@Suite struct TruthTests {
  /// A conclusion from unknowns holds for every way in which they can become known.
  @Test func conclusionsHoldForEveryCompletion() {
    func completions(_ t: Truth) -> [Bool] {
      t == .unknown ? [false, true] : [t == .yes]
    }
    for a in Truth.allCases {
      for b in Truth.allCases {
        for x in completions(a) {
          for y in completions(b) {
            if (a && b) != .unknown { #expect((a && b) == Truth(x && y)) }
            if (a || b) != .unknown { #expect((a || b) == Truth(x || y)) }
            if !a != .unknown { #expect(!a == Truth(!x)) }
          }
        }
        #expect(!(a && b) == (!a || !b))
      }
    }
  }

  /// Interval arithmetic holds every value that its operands can give.
  @Test func intervalsHoldWhatTheyCan() {
    let ends: [Double] = [-2, -0.5, 0, 0.5, 3]
    for (i, low) in ends.enumerated() {
      for high in ends[i...] {
        for (j, low2) in ends.enumerated() {
          for high2 in ends[j...] {
            check(Interval(low, high), Interval(low2, high2))
          }
        }
      }
    }
  }

  private func check(_ a: Interval, _ b: Interval) {
    func samples(_ i: Interval) -> [Double] { [i.low, (i.low + i.high) / 2, i.high] }
    func holds(_ i: Interval, _ x: Double) -> Bool { i.low <= x && x <= i.high }
    for x in samples(a) {
      for y in samples(b) {
        #expect(holds(a + b, x + y))
        #expect(holds(a - b, x - y))
        #expect(holds(a * b, x * y))
        if y != 0 { #expect(holds(a / b, x / y)) }
        if let square = a.raised(to: Interval(2)) { #expect(holds(square, x * x)) }
        let less = a.isLess(than: b)
        if less != .unknown { #expect(less == Truth(x < y)) }
        let atMost = a.isAtMost(b)
        if atMost != .unknown { #expect(atMost == Truth(x <= y)) }
        let equal = a.equals(b)
        if equal != .unknown { #expect(equal == Truth(x == y)) }
      }
    }
  }
}
