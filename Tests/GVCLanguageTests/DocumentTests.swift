import FoundationEssentials
import GVCLibrary
import GVCSyntax
import Testing

/// The language's behaviour, as Markdown that a person can read.
///
/// Each run of fenced blocks is a project. A comment `// error[GVC0103]` (or `warning`) at the end of a
/// line expects that diagnostic on the line; an `expect` that is not met is `error[GVC0510]`. What is
/// expected and does not come fails; so does what comes and is not expected.
@Suite struct DocumentTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let documents = [
    "README.md", "Grammar/errors.md", "Grammar/reference.md", "Tests/Documents/projects.md",
    "Tests/Documents/theories.md", "Tests/Documents/soundness.md", "Tests/Documents/vocabulary.md",
    "Tests/Documents/conclusions.md", "Tests/Documents/time.md", "Tests/Documents/quantities.md",
  ]

  private static func text(_ path: String) throws -> String {
    try String(decoding: Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// The projects of all documents.
  static func projects() -> [ProjectDocument.Project] {
    documents.flatMap { name in
      (try? text(name)).map { ProjectDocument($0, name: name).projects } ?? []
    }
  }

  @Test(arguments: projects()) func documentHolds(project: ProjectDocument.Project) throws {
    #expect(try project.found() == project.expected())
  }

  @Test func documentsAreFound() {
    for name in Self.documents {
      #expect(Self.projects().contains { $0.document == name }, "nothing in \(name)")
    }
    #expect(Self.projects().contains { $0.files.count > 2 })
  }

  /// Every page that has examples has one that shows its code, and one that shows nothing.
  @Test func everyPageShowsItsCode() {
    let pages = Dictionary(
      grouping: Self.projects().filter { $0.heading.hasPrefix("## GVC") }, by: \.heading)
    for (heading, projects) in pages {
      let code = String(heading.dropFirst(3).prefix(7))
      let shows = projects.contains { $0.expected().contains { $0.hasSuffix("[\(code)]") } }
      #expect(shows, "\(code) has no example that shows it")
      #expect(projects.contains { $0.expected().isEmpty }, "\(code) has no example without it")
    }
  }

  /// Every code that the sources can report has a page, and every page is of such a code.
  @Test func everyCodeHasAPage() throws {
    let numbers = Set(
      try Self.sources().flatMap { text in
        text.matches(of: /DiagnosticCode\((\d+)\)|unknown\((\d+),/)
          .compactMap { ($0.output.1 ?? $0.output.2).flatMap { UInt16($0) } }
      })
    #expect(numbers.isSuperset(of: [1, 101, 120, 401, 420, 501, 502, 510]))
    let codes = Set(numbers.map { DiagnosticCode($0).description })
    #expect(codes.subtracting(GrammarPages.codes) == [], "without a page")
    #expect(Set(GrammarPages.codes).subtracting(codes) == [], "a page of nothing")
    #expect(GrammarPages.codes == GrammarPages.codes.sorted())
  }

  /// The texts of all sources.
  private static func sources() throws -> [String] {
    let folder = root.appending(path: "Sources")
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }.map { try text("Sources/\($0)") }
  }
}
