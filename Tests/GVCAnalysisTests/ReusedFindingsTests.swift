import GVCLibrary
import GVCModel
import GVCSyntax
import Testing

@testable import GVCAnalysis

/// An analysis that follows from the one before is the same as one from the beginning.
@Suite struct ReusedFindingsTests {
  private func model(_ text: String) -> Model {
    let tree = Parser.parse(
      SourceText(file: FileID(Library.packs.count + 1), name: "case.gvc", text))
    return ModelBuilder.build(
      AnalysedCase.theories, modules: [SourceModule(name: "project", trees: [tree])])
  }

  /// What an analysis concludes, with the texts that a person reads.
  private func conclusions(_ analysis: Analysis) -> [String] {
    let reader = FindingReader(analysis)
    return analysis.findings.map {
      "\($0.truth) \(reader.reference(to: $0)): \(reader.message(of: $0))"
    } + analysis.contests.map { "contest \($0.findings)" }
  }

  /// Random edits of a sample: each word, number or sign may go, come twice, or become another of the text.
  /// Rules run over one thing after another, or read columns of all of them, which are kept from edit to edit.
  @Test(arguments: SampleTests.samples(), [1, 2]) func `Edits one after another`(
    sample: String, seed: Int
  ) throws {
    var options = AnalysisOptions()
    if seed == 2 { options.columnLimit = 0 }
    var text = Array(
      try SampleTests.text(of: sample).split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init))
    var random = SeededNumbers(seed: UInt64(seed + 10))
    let first = model(text.joined(separator: "\n"))
    var last = Analysis(first, RuleCompiler.compile(first), options)
    var kept = 0
    for _ in 0..<25 {
      let line = Int(random.next() % UInt64(text.count))
      // Without its theories a case has no rules.
      if text[line].hasPrefix("use ") { continue }
      var words = text[line].split(separator: " ", omittingEmptySubsequences: false).map(
        String.init)
      let place = Int(random.next() % UInt64(words.count))
      switch random.next() % 4 {
      case 0: words.remove(at: place)
      case 1: words[place] += "x"
      case 2: words.insert("// ", at: place)
      default:
        words[place] = ["high", "low", "[production]", "40%", "unknown"][Int(random.next() % 5)]
      }
      text[line] = words.joined(separator: " ")
      let model = model(text.joined(separator: "\n"))
      let program = RuleCompiler.compile(model)
      let next = Analysis(model, program, options, after: last)
      let fresh = Analysis(model, program, options)
      #expect(conclusions(next) == conclusions(fresh), "line \(line + 1): \(text[line])")
      if next.profile.reduce(0, { $0 + $1.steps }) < fresh.profile.reduce(0, { $0 + $1.steps }) {
        kept += 1
      }
      last = next
    }
    #expect(kept > 3, "nothing was ever kept")
  }

  /// A change of one fact runs the rules that read it, and no others.
  @Test func `Only what reads a changed fact runs`() {
    func text(_ share: String) -> String {
      """
      use caspari2003
      buyer house { core: [design] }
      firm maker { performs: [production] size: small }
      link maker -> house { governance: quasi_hierarchical share_of_sales: \(share) }
      """
    }
    let before = model(text("20%"))
    let last = Analysis(before, RuleCompiler.compile(before))
    let after = model(text("80%"))
    let next = Analysis(after, last.program, after: last)
    let ran = next.program.rules.indices.filter { next.profile[$0].steps > 0 }
      .map { after.names[after.rules[next.program.rules[$0].rule].name] }
    #expect(ran.contains("functional_ceiling"))
    #expect(!ran.contains("network_governance") && !ran.isEmpty)
    #expect(
      next.findings.contains {
        $0.truth == .yes
          && $0.rule
            == last.program.rules.first {
              after.names[after.rules[$0.rule].name] == "functional_ceiling"
            }?.rule
      })
    // A comment, a title and white space run nothing.
    let titled = model(
      "// A comment.\n" + text("80%").replacing("maker {", with: "maker \"Makers\" {"))
    let same = Analysis(titled, last.program, after: next)
    #expect(same.profile.allSatisfy { $0.steps == 0 })
    #expect(same.findings.count == next.findings.count)
  }

  /// What the known shares of a whole leave for the others follows a change of one, in the layers too: in one that says
  /// nothing of shares, in one that does, and in one where other things are there.
  @Test func `What shares leave is found anew`() throws {
    func text(_ share: String) -> String {
      """
      use caspari2003
      period first { years: 1980..1989 }
      period second { years: 1990..1999 }
      period third { years: 2000..2009 }
      buyer house { core: [design] }
      buyer shop {}
      firm maker { performs: [production] size: small }
      link maker -> house { share_of_sales: \(share) }
      link maker -> shop { governance: unknown }
      in first { set maker { size: medium } }
      in second { set maker -> shop { share_of_sales: 10% } }
      in third { add buyer late {} }
      """
    }
    var last: Analysis?
    for (share, left) in [("20%", 0.8), ("70%", 0.3), ("at least 40%", 0.6), ("70%", 0.3)] {
      let model = model(text(share))
      #expect(model.diagnostics.filter { $0.severity == .error } == [])
      let next = Analysis(
        model, last?.program ?? RuleCompiler.compile(model), after: last)
      let maker = try #require(
        model.entities.indices.map { EntityID($0) }.first {
          model[$0].name.map { model.names[$0] } == "maker"
        })
      for layer in next.layers.map(\.layer.entity) + [nil] {
        let snapshot = next.stated.stated(in: layer).snapshot
        let name = layer.flatMap { model[$0].name }.map { model.names[$0] }
        let saysMore = ["second", "third"].contains(name)
        #expect(
          abs(snapshot.residual(sales: true, of: maker).low - (saysMore ? left - 0.1 : left)) < 1e-9
        )
        #expect(snapshot.columns == Snapshot(model, layer: layer).columns)
        #expect(snapshot.exists == Snapshot(model, layer: layer).exists)
      }
      last = next
    }
  }
}
