import GVCAnalysis
import GVCModel
import Testing

/// Every rule ends, and says so when it had to be stopped.
@Suite struct RuleLimitTests {
  private static let text = """
    theory t {
      source s {}
      rule pairs {
        for a in firms, b in firms, c in firms
        when a.size == small and b.size == small and c.size == small
        find a observed
        message "m"
        cite s
      }
    }
    firm a { size: small }
    firm b { size: small }
    firm c { size: small }
    """

  @Test func aRuleThatTakesTooLongIsStopped() {
    let whole = AnalysedCase(Self.text)
    #expect(whole.found == ["pairs on a", "pairs on b", "pairs on c"])
    #expect(whole.analysis.diagnostics == [])
    let stopped = AnalysedCase(Self.text, AnalysisOptions(stepLimit: 13))
    #expect(stopped.found == ["pairs on a"])
    #expect(stopped.analysis.diagnostics.map(\.code.description) == ["GVC0418"])
  }
}
