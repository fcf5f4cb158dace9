import GVCProject
import GVCWorkspace
import Testing

/// The front of gvc for programs that embed it.
@Suite struct ProjectTests {
  private static let text = """
    theory mine {
      source notes {}
      rule small "It is small" {
        for f in firms
        when f.size == small
        find f observed
        message "{f} is small"
        cite notes
      }
    }
    firm maker { size: small }
    firm other {}

    """

  @Test func `A text is checked, analysed and explained`() throws {
    let project = try Project(text: Self.text + "firm third { sise: small }\n", name: "mine.gvc")
    let issues = project.check()
    #expect(issues.map(\.code) == ["GVC0103"] && issues.map(\.name) == ["unknownAttribute"])
    #expect(issues.map { "\($0.file):\($0.line):\($0.column)" } == ["mine.gvc:13:14"])
    let conclusions = project.analyse()
    #expect(conclusions.map(\.subject) == ["maker", "other", "third"])
    #expect(conclusions.map(\.holds) == [true, nil, nil])
    let first = try #require(conclusions.first)
    #expect(first.rule == "mine.small" && first.strength == "observed" && first.layer == nil)
    let reasons = try project.explain(first.name)
    #expect(reasons.map(\.conclusion) == [first])
    #expect(reasons.first?.conditions.map(\.text) == ["f.size == small"])
    #expect(reasons.first?.conditions.map(\.holds) == [true])
    #expect(reasons.first?.facts == ["mine.gvc:11"])
    #expect(throws: UnknownFinding.self) { try project.explain("large on maker") }
  }

  @Test func `Files are read through what is given`() throws {
    let files = MemoryFiles(["/case/a.gvc": Self.text]).fileSystem
    #expect(try Project(at: "/case", files: files).analyse().count == 2)
    #expect(throws: ProjectError.self) { try Project(at: "/none", files: files) }
  }
}
