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
      let shows = projects.contains { $0.expected().contains { $0.contains("[\(code)]") } }
      #expect(shows, "\(code) has no example that shows it")
      #expect(projects.contains { $0.expected().isEmpty }, "\(code) has no example without it")
    }
  }

  /// Every code of the registry has a page that begins with its name and level and says its title, in their
  /// order, and there is no page of another.
  @Test func everyCodeHasAPage() throws {
    #expect(GrammarPages.codes == DiagnosticCode.allCases.map(\.description))
    #expect(DiagnosticCode.allCases == DiagnosticCode.allCases.sorted())
    for code in DiagnosticCode.allCases {
      let page = try #require(GrammarPages.page(of: code.description))
      let paragraphs = page.components(separatedBy: "\n\n")
      #expect(paragraphs.first == "`\(code.name)`: \(code.severity.name).")
      let text = paragraphs.dropFirst().first?.replacing("\n", with: " ") ?? ""
      #expect(
        text.hasPrefix(code.title + ".") || text.hasPrefix(code.title + ":"), "run Grammar/codes.py"
      )
    }
  }

  /// What the registry lists can be said: each code stands in the source of a diagnostic.
  @Test func everyCodeIsSaid() throws {
    let words = try Set(
      Self.sources().filter { !$0.hasPrefix("// Made of Grammar/errors.md") }
        .flatMap { $0.matches(of: /\.(\w+)/).map { String($0.output.1) } })
    for code in DiagnosticCode.allCases {
      #expect(words.contains(code.name), "\(code) is never said")
    }
  }

  /// The texts of all sources.
  private static func sources() throws -> [String] {
    let folder = root.appending(path: "Sources")
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }.map { try text("Sources/\($0)") }
  }
}
