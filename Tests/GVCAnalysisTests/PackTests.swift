import GVCAnalysis
import GVCLibrary
import GVCModel
import GVCSyntax
import Testing

/// The built-in packs compile without a mistake.
@Suite struct PackTests {
  @Test(arguments: Library.packs.map(\.name)) func packsAreClean(name: String) {
    let packs = AnalysedCase("use \(name)\n")
    #expect(packs.problems == [])
    #expect(packs.program.rules.count == packs.model.rules.count)
  }

  @Test(arguments: [Library.prelude] + Library.packs)
  func `The text of a pack is in the style`(pack: EmbeddedFile) {
    let tree = Parser.parse(
      SourceText(file: FileID(0), name: pack.name, bytes: pack.bytes))
    #expect(Formatter.format(tree) == pack.bytes)
  }

  @Test func `All packs are clean together`() {
    let names = Library.packs.map(\.name)
    let packs = AnalysedCase("use \(names.joined(separator: ", "))\n")
    #expect(packs.problems == [])
    #expect(packs.program.rules.count == packs.model.rules.count)
  }

  @Test(arguments: Library.packs.map(\.name))
  func `A pack asks nothing of a case that says nothing`(name: String) {
    // The pack of accounts knows figures alone, and no activity.
    let performs = name == "accounts" ? "" : "performs: [production]"
    let silent = AnalysedCase(
      """
      use \(name)
      period one { years: 1980..1989 }
      period two { years: 1990..1999 }
      chain shoes
      cluster place
      buyer house {}
      institution school
      firm maker { cluster: place \(performs) }
      link maker -> house { chain: shoes }
      event crisis { date: 1991 }
      """)
    #expect(silent.problems == [])
    #expect(silent.found == [])
    #expect(silent.open == [])
  }

  /// Pairs of theories, and a case to which they give answers that exclude one another.
  static let contested = [
    (
      "caspari2003, ghs2005", "",
      "equity: neither process_management: buyer specific_investment: both complexity: high codifiability: low supplier_capability: high",
      "governance_type"
    )
  ]

  @Test(arguments: contested)
  func `Theories that exclude one another are contested`(
    theories: String, event: String, link: String, verdict: String
  ) {
    let text = """
      use \(theories)
      period after { years: 1990..1999 }
      buyer house { size: large core: [retail] }
      firm maker { size: small performs: [production] }
      link maker -> house { \(link) }
      \(event)
      """
    let analysed = AnalysedCase(text)
    let model = analysed.model
    #expect(analysed.problems == [])
    let contests = analysed.analysis.contests.filter {
      model.names[model.vocabulary[$0.question.verdict].name] == verdict
    }
    #expect(!contests.isEmpty)
    #expect(contests.allSatisfy { $0.isBetweenTheories })
  }

  @Test func `A message names the types that an unknown property leaves, and where one leads`() {
    let analysed = AnalysedCase(
      """
      use ghs2005
      scenario standard
      buyer house {}
      buyer shop {}
      firm maker {}
      link maker -> house { complexity: high supplier_capability: high }
      link maker -> shop { complexity: high codifiability: low supplier_capability: high }
      in standard { set maker -> shop { codifiability: high } }
      """)
    let messages = analysed.analysis.findings.filter { $0.truth == .yes }
      .map { analysed.reader.message(of: $0) }
    #expect(
      messages.contains { $0.hasSuffix("leaves these types possible: modular or relational.") })
    #expect(messages.contains { $0.hasSuffix("move from relational to modular.") })
  }
}
