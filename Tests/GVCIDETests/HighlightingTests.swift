import GVCIDE
import GVCSyntax
import Testing

@Suite struct HighlightingTests {
  private func lines(_ text: String) throws -> [String] {
    let project = try MarkedProject(text)
    return project.features.semanticTokens(of: project.file).map { token in
      let names = TokenModifiers.names.indices.filter {
        token.modifiers.contains(TokenModifiers(rawValue: 1 << UInt8($0)))
      }.map { TokenModifiers.names[$0] }
      return ([project.text(token.range), "\(token.type)"] + names).joined(separator: " ")
    }
  }

  @Test func `The parts of a case have the colours of what they stand for`() throws {
    let found = try lines(
      """
      // 🥿 A note.
      source notes { year: 2001 }
      firm maker "Maker" { size: small workers: 12 workers core: [] nonsense: word }
      buyer house { }
      /// Doc.
      link maker -> house { share_of_sales: ~5% from notes (reported_by: buyer) }
      """)
    #expect(
      found == [
        "// 🥿 A note. comment", "source kind defaultLibrary", "notes entity declaration",
        "year attribute modification defaultLibrary", "2001 number", "firm kind defaultLibrary",
        "maker entity declaration", "\"Maker\" string",
        "size attribute modification defaultLibrary", "small word defaultLibrary",
        "workers attribute modification defaultLibrary", "12 number", "workers number",
        "core attribute modification defaultLibrary", "buyer kind defaultLibrary",
        "house entity declaration", "/// Doc. comment documentation",
        "link kind defaultLibrary", "maker entity", "-> operator", "house entity",
        "share_of_sales attribute modification defaultLibrary", "~ operator", "5 number",
        "% number", "from keyword", "notes entity", "reported_by attribute",
        "buyer word defaultLibrary",
      ])
  }

  @Test func `A rule has its variables coloured, also inside of its message`() throws {
    let found = try lines(
      """
      rule r "R" {
        for f in firms where f.size == small
        when count(f.sales) >= 2 and unknown_name
        find f likely
        message "So {f.size} é."
      }
      """)
    #expect(
      found == [
        "rule keyword", "r rule declaration", "\"R\" string", "for keyword",
        "f variable declaration", "in keyword", "firms kind defaultLibrary", "where keyword",
        "f variable", "size attribute defaultLibrary", "== operator",
        "small word defaultLibrary", "when keyword", "count function defaultLibrary",
        "f variable", "sales attribute defaultLibrary", ">= operator", "2 number",
        "and keyword", "find keyword", "f variable", "likely modality", "message keyword",
        "\"So { string", "f variable", ". string", "size attribute defaultLibrary", "} é.\" string",
      ])
  }

  @Test func `A range has the colours that the whole file has there`() throws {
    let project = try MarkedProject("firm a\n⟦firm b { size: small }⟧\nfirm c // note\n")
    let all = project.features.semanticTokens(of: project.file)
    let some = project.features.semanticTokens(of: project.file, in: project.marks[0].range)
    let inside = all.filter {
      $0.range.start >= project.marks[0].range.start && $0.range.end <= project.marks[0].range.end
    }
    #expect(inside.count == 4)
    #expect(Set(inside).isSubset(of: some))
    #expect(Set(some).isSubset(of: all))
  }

  @Test func `Declarations are found by the letters of their names, the nearest first`() throws {
    let project = try MarkedProject(
      "firm leather_maker \"Leather\"\nfirm maker\nrule make_rent {}\nlink maker -> leather_maker\n"
    )
    let names = project.features.symbols(matching: "maker").filter {
      project.features.isOwn($0.location.file)
    }.map { "\($0.name) (\($0.detail))" }
    #expect(
      names == [
        "maker (firm)", "leather_maker (Leather)", "maker -> leather_maker (link)",
        "make_rent ()",
      ])
    #expect(project.features.symbols(matching: "zzq").isEmpty)
    #expect(project.features.symbols(matching: "").count > 50)
  }
}
