import GVCIDE
import GVCSyntax
import Testing

@Suite struct StructureTests {
  private func lines(_ items: [OutlineItem], _ indent: String = "") -> [String] {
    items.flatMap { item in
      ["\(indent)\(item.category.rawValue) \(item.name) (\(item.detail))"]
        + lines(item.children, indent + "  ")
    }
  }

  @Test func `The outline has every declaration with what stands inside of it`() throws {
    let project = try MarkedProject(
      """
      use caspari2003
      chain shoes "Shoes" { tier 0 "Brands" tier 1 }
      firm maker "Makers" {}
      link sales: maker -> house
      in after {
        set maker -> house { dependence: high }
        add firm other
        remove maker
      }
      theory mine "Mine" {
        scale finish { value plain "Plain" }
        attribute firm.finish: finish "How fine."
        rule r "A rule" {}
      }
      expect finding r on maker
      """)
    #expect(
      lines(project.features.outline(of: project.file)) == [
        "chain shoes (Shoes)", "  tier tier 0 (Brands)", "  tier tier 1 ()",
        "actor maker (Makers)", "link sales: maker -> house (link)", "layer in after ()",
        "  change set maker -> house ()", "  actor other (firm)", "  change remove maker ()",
        "theory mine (Mine)", "  scale finish (scale)", "    word plain (Plain)",
        "  attribute firm.finish (finish)", "  rule r (A rule)",
        "expectation expect finding r on maker ()",
      ])
  }

  @Test func `Blocks, lists, comments and imports of more than one line fold`() throws {
    let project = try MarkedProject(
      """
      ⟦import "b.gvc"
      use caspari2003⟧

      ⟦// One.
      // Two.⟧

      // Alone.
      firm maker ⟦{
        performs: ⟦[
          design
        ]⟧
      }⟧
      firm other {}
      """)
    let folds = project.features.folds(of: project.file).map(\.range)
    #expect(Set(folds) == Set(project.marks.map(\.range)))
    #expect(folds.count == project.marks.count)
  }

  @Test func `A selection grows from the word to its value, entry, block, item and file`() throws {
    let project = try MarkedProject("firm a\nfirm maker { size: small performs: [des$0ign] }\n")
    let ranges = project.features.selectionRanges(in: project.file, at: project.offset)
    #expect(
      ranges.map { project.text($0) } == [
        "design", "[design]", "performs: [design]", "size: small performs: [design]",
        "{ size: small performs: [design] }", "firm maker { size: small performs: [design] }",
        "firm a\nfirm maker { size: small performs: [design] }",
        "firm a\nfirm maker { size: small performs: [design] }\n",
      ])
  }

  @Test func `Imports lead to their files and addresses to the web`() throws {
    let project = try MarkedProject([
      "a.gvc": """
      import "⟦parts/b.gvc⟧"
      import "⟦regions⟧" as regions
      import "none.gvc"
      source survey { url: "⟦https://example.org/é⟧" title: "no address" }
      """, "parts/b.gvc": "firm b {}", "regions/c.gvc": "firm c {}",
    ])
    let links = project.features.links(in: project.marks[0].file)
    #expect(links.map(\.range) == project.marks.map(\.range))
    let names = links.map { link -> String in
      switch link.target {
      case .file(let file): project.features.snapshot.model.source(file)?.name ?? "?"
      case .url(let url): url
      }
    }
    #expect(names == ["/case/parts/b.gvc", "/case/regions/c.gvc", "https://example.org/é"])
  }
}
