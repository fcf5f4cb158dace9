import Testing

@testable import GVCBenchmark

/// How time and memory grow is read off the sizes, and more than a line is said.
@Suite struct GrowthTests {
  private func text(_ amounts: [(lines: Int, seconds: Double)]) -> String {
    var growth = Growth()
    for (lines, seconds) in amounts {
      growth.add(
        Measurement(stage: .lex, times: [seconds], memory: lines * 100), lines: lines,
        bytes: lines * 30)
    }
    return growth.text
  }

  @Test func `A line has the exponent one`() throws {
    let exponent = try #require(Fit.exponent([(10, 2), (100, 20), (1_000, 200)]))
    #expect(abs(exponent - 1) < 1e-9)
  }

  @Test func `A square has the exponent two`() throws {
    let exponent = try #require(Fit.exponent([(10, 1), (100, 100)]))
    #expect(abs(exponent - 2) < 1e-9)
  }

  @Test func `One size has no exponent`() {
    #expect(Fit.exponent([(10, 1)]) == nil)
  }

  @Test func `Growth along a line is not remarked on`() {
    let text = text([(10_000, 1), (100_000, 10), (1_000_000, 100)])
    #expect(
      text == """
        time of lex ~ size^1.000, steepest step 1.000
        memory of lex ~ size^1.000, steepest step 1.000

        """)
  }

  @Test func `Growth beyond a line is said, and the steepest step`() {
    let text = text([(10_000, 1), (100_000, 10), (1_000_000, 1_000)])
    #expect(text.hasPrefix("time of lex ~ size^1.500, steepest step 2.000, more than 1.05\n"))
  }
}
