import GVCModel
import GVCSyntax
import Testing

@testable import GVCAnalysis

/// Rules leave out what cannot hold by what is stated at all, and nothing else.
@Suite struct AbstractInterpreterTests {
  /// What a rule concludes of which things in which layer.
  private struct Conclusion: Hashable {
    let rule: Int
    let layer: LayerReference
    let subject: EntityID
    let object: EntityID?
    let related: [EntityID]
  }

  private func conclusions(_ findings: [Finding]) -> Set<Conclusion> {
    Set(
      findings.map {
        Conclusion(
          rule: $0.rule, layer: $0.layer, subject: $0.subject, object: $0.object,
          related: $0.related)
      })
  }

  /// Trying every way to bind the variables of every rule finds what the analysis finds.
  private func check(_ analysed: AnalysedCase) {
    let reader = FindingReader(analysed.analysis)
    var held: Set<Conclusion> = []
    var open: Set<Conclusion> = []
    for plan in analysed.analysis.program.rules {
      let attempts = reader.attempts(
        Expectation(
          kind: .finding, subject: .rule(plan.rule), object: nil, on: [], layer: nil, needs: [],
          place: SyntaxPlace(tree: 0, node: NodeID(0))))
      held.formUnion(conclusions(attempts.filter { $0.truth == .yes }))
      open.formUnion(conclusions(attempts.filter { $0.truth == .unknown }))
    }
    let findings = analysed.analysis.findings
    #expect(conclusions(findings.filter { $0.truth == .yes }) == held)
    #expect(conclusions(findings.filter { $0.truth == .unknown }) == open.subtracting(held))
  }

  @Test(arguments: SampleTests.samples()) func `Samples conclude the same`(sample: String) throws {
    check(AnalysedCase(try SampleTests.text(of: sample)))
  }

  @Test(arguments: TheoryDocumentTests.blocks())
  func `Documents conclude the same`(block: TheoryDocumentTests.Block) {
    check(AnalysedCase(block.text))
  }

  /// Many firms, of which few state what a rule asks for: the others are not looked at.
  @Test func `Only those that state what is needed are tried`() throws {
    let firms = (0..<500).map { "firm f\($0) { \($0 % 100 == 0 ? "size: small" : "") }\n" }.joined()
    let analysed = AnalysedCase(
      """
      theory mine {
        source notes {}
        rule small_firm "Small" {
          for f in firms
          when surely(f.size == small)
          find f observed
          message "{f} is small."
          cite notes
        }
        rule of_nothing "Of what nobody states" {
          for f in firms
          when surely(f.country == "IT") or f.workers is known
          find f observed
          message "{f} is Italian, or counted."
          cite notes
        }
      }
      \(firms)
      """)
    #expect(analysed.analysis.findings.count == 5)
    #expect(analysed.analysis.profile.map(\.steps) == [5, 0])
  }
}
