import Foundation
import GVCAnalysis
import Testing

/// Of findings that are alike in all that a trial reads, one is tried for all: each is decided by what decides it when it
/// is tried alone.
@Suite struct TrialMemoryTests {
  private func differences(_ text: String) -> [String] {
    let analysis = AnalysedCase(text).analysis
    let together = FindingReader(analysis)
    return analysis.findings.filter { $0.truth == .unknown }.compactMap { finding in
      let (shared, alone) = (
        together.question(for: finding), FindingReader(analysis).question(for: finding)
      )
      return shared.toHold == alone.toHold && shared.toRuleOut == alone.toRuleOut
        ? nil : together.reference(to: finding)
    }
  }

  /// Links that differ in one thing each: who says it, what is known of the chain, what is said of another link of the same
  /// actors, ranges, and kinds.
  @Test func `Links that differ in one thing are not taken for one another`() throws {
    let details = [
      "", "equity: neither", "equity: buyer", "product_specification: supplier",
      "product_specification: supplier from survey (reported_by: supplier)",
      "process_specification: unknown", "specific_investment: neither", "chain: told",
      "chain: untold", "share_of_sales: 10%..60%", "share_of_sales: 70%", "dependence: high",
      "dependence: low from survey (reported_by: buyer)", "governance: unknown",
      "monitoring: buyer",
    ]
    var text = """
      use caspari2003
      source survey {}
      chain told { governance: network }
      chain untold {}

      """
    for (number, detail) in details.enumerated() {
      for copy in ["a", "b"] {
        text += """
          buyer b\(number)\(copy) { size: large core: [retail, design] }
          firm f\(number)\(copy) { size: small performs: [production] }
          link f\(number)\(copy) -> b\(number)\(copy) { \(detail) }

          """
      }
    }
    // A second buyer leaves less of the whole.
    text += "buyer more {}\nlink f0b -> more { share_of_sales: 90% }\n"
    text += "link f1b -> more { share_of_purchases: 90% }\n"
    let one = AnalysedCase(text)
    #expect(one.problems.filter { $0.contains("error[") } == [])
    #expect(one.open.count > 50)
    #expect(differences(text) == [])
  }

  @Test(arguments: ["brenta", "horticulture", "ludhiana", "resources"])
  func `Findings of the samples are decided as if they were alone`(name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Samples/\(name)/\(name).gvc")
    #expect(differences(try String(contentsOf: file, encoding: .utf8)) == [])
  }
}
