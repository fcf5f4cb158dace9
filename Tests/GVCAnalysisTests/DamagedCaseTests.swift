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
      rule near {
        for a in actors
        when hops_to_market(a) > 1
        find a observed
        message "{a}"
        cite caspari2003 "s4"
      }
      """)
    #expect(damaged.problems.count == 1)
    #expect(damaged.found == ["near on a"])
  }
}
