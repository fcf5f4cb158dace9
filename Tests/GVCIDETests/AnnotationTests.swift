import GVCIDE
import GVCSyntax
import Testing

@Suite struct AnnotationTests {
  private let text = """
    use caspari2003
    period before { years: 1970..1989 }
    period after { years: 1990..2000 }
    buyer house "House" { core: [design] }
    buyer retailer {}
    firm maker { workers: 12 performs: [design, production] }
    firm workshop
    link workshop -> maker
    link maker -> house { governance: quasi_hierarchical dependence: high share_of_sales: 60% }
    link maker -> retailer { share_of_sales: 20%..30% }
    in after { set maker { performs: [production] } }
    expect finding functional_downgrading on maker in after
    expect no finding functional_downgrading on maker

    """

  @Test func `Behind a name stand its tier, its shares and what is derived of it`() throws {
    let project = try MarkedProject(text)
    let bytes = UInt32(text.utf8.count)
    let hints = project.features.inlayHints(in: project.file, range: TextRange(0, bytes))
    func hint(_ name: String) -> String? {
      let end = text.range(of: name).map {
        text.utf8.distance(from: text.startIndex, to: $0.upperBound)
      }
      return hints.first { Int($0.offset) == end }?.text
    }
    #expect(hint("buyer house")?.hasPrefix("tier 0") == true)
    let maker = try #require(hint("firm maker"))
    #expect(maker.hasPrefix("tier 1, sells 80%..90%"))
    #expect(maker.contains("size_class small"))
    #expect(hint("firm workshop")?.hasPrefix("tier 2") == true)
    #expect(hints.allSatisfy { !$0.tooltip.isEmpty })
    #expect(hint("period before") == nil)
    #expect(
      project.features.inlayHints(in: project.file, range: TextRange(0, 20)).isEmpty)
  }

  @Test func `A lens says what is found, what is open, and whether an expectation is met`() throws {
    let project = try MarkedProject(text)
    let lenses = project.features.codeLenses(in: project.file)
    let titles = lenses.map { "\(project.text($0.range)): \($0.title)" }
    #expect(titles.contains("expect: ✓ met"))
    #expect(titles.contains("expect: ✗ not met: it is found"))
    let finding = try #require(
      lenses.first { project.text($0.range) == "maker" && $0.subject == .findings })
    let lines = project.features.findings(onKey: finding.key)
    #expect(
      lines.contains { $0.reference.hasPrefix("functional_downgrading from design on maker") })
    #expect(lines.allSatisfy { !$0.text.isEmpty })
    let expectation = try #require(lenses.first { $0.subject == .expectation(isMet: true) })
    #expect(
      project.features.explain(finding: String(expectation.key.dropFirst("finding ".count)))?
        .contains("holds") == true)
  }

  @Test func `Open questions come with the facts that would decide them`() throws {
    let project = try MarkedProject(text)
    let lenses = project.features.codeLenses(in: project.file)
    let open = try #require(lenses.first { $0.subject == .openQuestions })
    #expect(!project.features.openQuestions(onKey: open.key).isEmpty)
    #expect(project.features.openQuestions().contains { $0.text.contains(" of ") })
    #expect(project.features.findings(onKey: "nobody").isEmpty)
    #expect(project.features.explain(finding: "no such rule") == nil)
  }

  @Test func `The chain is walked up and down from an actor, over its links`() throws {
    let project = try MarkedProject(
      text.replacing("firm maker", with: "firm mak$0er", maxReplacements: 1))
    let start = try #require(
      project.features.chainItems(in: project.file, at: project.offset).first)
    #expect(start.name == "maker")
    #expect(project.text(Location(project.file, start.range)).hasPrefix("firm maker {"))
    let up = project.features.suppliers(ofKey: start.key)
    #expect(up.map(\.item.name) == ["workshop"])
    #expect(up.flatMap(\.links).map { project.text($0) } == ["workshop -> maker"])
    let down = project.features.buyers(ofKey: start.key)
    #expect(down.map(\.item.name) == ["house", "retailer"])
    #expect(project.features.buyers(ofKey: down[0].item.key).isEmpty)
    #expect(project.features.suppliers(ofKey: "nonsense").isEmpty)
    #expect(project.features.suppliers(ofKey: "9999 maker").map(\.item.name) == ["workshop"])
  }

  @Test func `From a link the chain is walked from both ends`() throws {
    let project = try MarkedProject("firm a\nbuyer b\nlink a $0-> b\n")
    #expect(
      project.features.chainItems(in: project.file, at: project.offset).map(\.name) == ["a", "b"])
  }

  @Test func `Kinds have those above and below them`() throws {
    let project = try MarkedProject("fi$0rm maker\n")
    let kind = try #require(project.features.kindItems(in: project.file, at: project.offset).first)
    #expect(kind.name == "firm")
    let above = project.features.kindsAbove(key: kind.key)
    #expect(above.map(\.name) == ["actor"])
    #expect(
      project.features.kindsBelow(key: above[0].key).map(\.name).prefix(3)
        == ["buyer", "firm", "agent"])
    #expect(project.features.kindsBelow(key: "nonsense").isEmpty)
  }
}
