import FoundationEssentials
import GVCSyntax
import Testing

/// The language's behaviour, as Markdown that a person can read.
///
/// Each run of fenced blocks is a project. A comment `// error[GVC0103]` (or `warning`) at the end of a
/// line expects that diagnostic on the line. What is expected and does not come fails; so does what
/// comes and is not expected.
@Suite struct DocumentTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let documents = ["README.md", "Grammar/errors.md", "Tests/Documents/projects.md"]

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

  /// Every code that the sources can report has a page.
  @Test(arguments: [
    "Sources/GVCSyntax/SyntaxErrors.swift", "Sources/GVCModel/ModelErrors.swift",
    "Sources/GVCWorkspace/ImportErrors.swift",
  ])
  func everyCodeHasAPage(file: String) throws {
    let pages = Set(try Self.text("Grammar/errors.md").split(separator: "\n"))
    let numbers = try Self.text(file).matches(of: /DiagnosticCode\((\d+)\)|unknown\((\d+),/)
      .compactMap { ($0.output.1 ?? $0.output.2).flatMap { UInt16($0) } }
    #expect(numbers.count > 8)
    for number in numbers {
      #expect(pages.contains("## \(DiagnosticCode(number))"), "no page for \(number)")
    }
  }
}
