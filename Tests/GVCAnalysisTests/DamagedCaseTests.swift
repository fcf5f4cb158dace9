import Testing

/// What is left of a case with mistakes is analysed all the same.
@Suite struct DamagedCaseTests {
  @Test func aLinkWithABrokenEndJoinsNothing() {
    let damaged = AnalysedCase(
      """
      use caspari2003
      chain c { tier 0 "Buyers" { actors: [b] } }
      firm a {}
      buyer b {}
      link a -> b { chain: c }
      link a -> nobody { chain: c }
      """)
    #expect(damaged.problems.count == 1)
    #expect(damaged.analysis.findings.count > 0)
  }
}
