import FoundationEssentials
import GVCLibrary
import GVCModel
import GVCSyntax
import Testing

/// The language's behaviour, as Markdown that a person can read.
///
/// Each fenced `gvc` block is a project of one file. A comment `// error[GVC0103]` (or `warning`) at
/// the end of a line expects that diagnostic on the line. What is expected and does not come fails;
/// so does what comes and is not expected.
@Suite struct DocumentTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let documents = ["README.md", "Grammar/errors.md"]

  struct Block: Sendable, CustomTestStringConvertible {
    let document: String
    let heading: String
    let line: Int
    let text: String

    var testDescription: String { "\(document):\(line) \(heading)" }
  }

  /// The `gvc` blocks of all documents.
  static func blocks() -> [Block] {
    documents.flatMap { document -> [Block] in
      guard let data = try? Data(contentsOf: root.appending(path: document)) else { return [] }
      var blocks: [Block] = []
      var heading = ""
      var open: (line: Int, lines: [Substring])?
      for (number, line) in String(decoding: data, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      {
        if let current = open {
          if line == "```" {
            blocks.append(
              Block(
                document: document, heading: heading, line: current.line,
                text: current.lines.joined(separator: "\n") + "\n"))
            open = nil
          } else {
            open?.lines.append(line)
          }
        } else if line == "```gvc" {
          open = (number + 2, [])
        } else if line.hasPrefix("#") {
          heading = String(line)
        }
      }
      return blocks
    }
  }

  /// `LINE severity[CODE]` of each diagnostic of a text.
  static func found(in text: String) -> [String] {
    var packs: [String: SourceText] = [:]
    for (index, pack) in Library.packs.enumerated() {
      packs[pack.name] = SourceText(
        file: FileID(index + 1), name: pack.name, bytes: pack.bytes)
    }
    let source = SourceText(file: FileID(packs.count + 1), name: "case.gvc", text)
    let tree = Parser.parse(source)
    let model = ModelBuilder.build(
      prelude: SourceText(file: FileID(0), name: "prelude", bytes: Library.prelude.bytes),
      packs: packs, project: [tree])
    let index = LineIndex(source)
    return (tree.diagnostics + model.diagnostics).map { diagnostic in
      guard diagnostic.primary.location.file == source.file else {
        return "library \(diagnostic.code): \(diagnostic.message)"
      }
      let line = index.line(at: diagnostic.primary.location.range.start).line + 1
      return "\(line) \(diagnostic.severity.name)[\(diagnostic.code)]"
    }.sorted()
  }

  static func expected(in text: String) -> [String] {
    var expected: [String] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      for word in line.split(separator: " ")
      where word.hasPrefix("error[") || word.hasPrefix("warning[") {
        expected.append("\(number + 1) \(word)")
      }
    }
    return expected.sorted()
  }

  @Test(arguments: blocks()) func documentHolds(block: Block) {
    #expect(Self.found(in: block.text) == Self.expected(in: block.text))
  }

  @Test func documentsAreFound() {
    #expect(Self.blocks().count > 20)
  }

  /// Every code has a page, and the page's examples show it.
  @Test func everyPageShowsItsCode() {
    for block in Self.blocks() where block.heading.hasPrefix("## GVC") {
      let code = String(block.heading.dropFirst(3).prefix(7))
      let shows = Self.blocks().contains {
        $0.heading == block.heading && $0.text.contains("[\(code)]")
      }
      #expect(shows, "\(code) has no example that shows it")
    }
  }

  /// Every code that the sources can report has a page.
  @Test func everyCodeHasAPage() throws {
    let index = try String(
      decoding: Data(contentsOf: Self.root.appending(path: "Grammar/errors.md")), as: UTF8.self)
    let pages = Set(index.split(separator: "\n").filter { $0.hasPrefix("## GVC") })
    for file in [
      "Sources/GVCSyntax/SyntaxErrors.swift", "Sources/GVCModel/ModelErrors.swift",
    ] {
      let text = try String(
        decoding: Data(contentsOf: Self.root.appending(path: file)), as: UTF8.self)
      let numbers = text.matches(of: /DiagnosticCode\((\d+)\)|unknown\((\d+),/).compactMap {
        ($0.output.1 ?? $0.output.2).flatMap { UInt16($0) }
      }
      #expect(numbers.count > 8)
      for number in numbers {
        #expect(pages.contains("## \(DiagnosticCode(number))"), "no page for \(number)")
      }
    }
  }
}
