import GVCModel
import Testing

@testable import GVCAnalysis

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
    // A check that is not complete says so too.
    let said = CaseDiagnostics.all([], stopped.analysis).map(\.code.description)
    #expect(said.filter { $0 == "GVC0418" } == ["GVC0418"])
  }

  /// What is reached along a line of n actors are n² / 2 in all, though a rule asks but once of each.
  @Test(arguments: [
    "upstream(a)", "downstream(a)", "dominators(a)", "dominated(a)",
    "f in firms where reachable(a, f)",
  ])
  func whatIsReachedCountsToo(_ set: String) {
    let line = (0..<60).map { "firm f\($0) {}\nlink f\($0) -> f\($0 + 1) {}\n" }.joined()
    let count = set.contains("where") ? "count(f for \(set))" : "count(\(set))"
    let text = """
      theory t {
        source s {}
        rule many {
          for a in firms
          when \(count) >= 0
          find a observed
          message "m"
          cite s
        }
      }
      \(line)firm f60 {}
      """
    #expect(AnalysedCase(text).analysis.diagnostics == [])
    for columnLimit in [0, Int.max] {
      var options = AnalysisOptions(stepLimit: 500)
      options.columnLimit = columnLimit
      let stopped = AnalysedCase(text, options)
      #expect(stopped.analysis.diagnostics.map(\.code.description) == ["GVC0418"])
      #expect(stopped.found.count < 61)
      #expect(stopped.open == [])
    }
  }

  /// What a rule that was stopped did not come to is not taken for unknown by the next one.
  @Test(arguments: [0, Int.max]) func theNextRuleStartsAnew(columnLimit: Int) {
    let line = (0..<60).map { "firm f\($0) {}\nlink f\($0) -> f\($0 + 1) {}\n" }.joined()
    var options = AnalysisOptions(stepLimit: 500)
    options.columnLimit = columnLimit
    let stopped = AnalysedCase(
      """
      theory t {
        source s {}
        derive firm.temper: level = if count(f for l in purchases, f in upstream(l.buyer)) < 99 then high else low
        rule all {
          for a in firms
          when a.temper == low
          find a observed
          message "m"
          cite s
        }
        rule one {
          for a in firms where surely(a.size == small)
          when a.temper == high
          find a observed
          message "m"
          cite s
        }
      }
      \(line)firm f60 { size: small }
      """, options)
    #expect(stopped.problems == [])
    #expect(stopped.analysis.diagnostics.map(\.code.description) == ["GVC0418"])
    #expect(stopped.found == ["one on f60"])
    #expect(stopped.open == [])
  }
}

/// Nothing that refers to itself, by whatever way, goes on for ever.
@Suite struct CircleTests {
  @Test func aDefaultThatLeadsRoundInACircleIsUnknown() {
    let analysed = AnalysedCase(
      """
      theory t {
        source s {}
        attribute firm.parent: firm "p"
        attribute firm.mood: level "m" { default: parent.temper }
        derive firm.temper: level = mood
        rule bad {
          for a in firms
          when a.mood == high
          find a observed
          message "m"
          cite s
        }
      }
      firm a { parent: b }
      firm b { parent: a }
      firm c { parent: d }
      firm d { mood: high }
      """)
    #expect(analysed.problems == [])
    #expect(analysed.found == ["bad on c", "bad on d"])
    #expect(analysed.open == ["bad on a", "bad on b"])
  }

  @Test func aLongChainOfDerivedAttributesIsDiagnosed() {
    let derived = (1..<400).map { "derive firm.x\($0): truth = x\($0 - 1)" }
    for lines in [derived, derived.reversed()] {
      let analysed = AnalysedCase(
        "theory t {\nattribute firm.x0: truth \"x\"\n\(lines.joined(separator: "\n"))\n}\n")
      #expect(analysed.program.diagnostics.map(\.code.description) == ["GVC0419"])
    }
  }
}
