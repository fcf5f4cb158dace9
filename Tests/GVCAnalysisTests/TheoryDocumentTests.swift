import FoundationEssentials
import GVCAnalysis
import GVCModel
import GVCSyntax
import Testing

/// The theory's behaviour, as Markdown that a person can read: the documents of `Tests/Theory`.
///
/// Each fenced `gvc` block is a case of one file. Its `expect` lines must be met. A comment
/// `// error[GVC0401]` (or `warning`) at the end of a line expects that diagnostic on the line; one
/// that is not expected fails.
@Suite struct TheoryDocumentTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Theory")

  struct Block: Sendable, CustomTestStringConvertible {
    let document: String
    let heading: String
    let line: Int
    let text: String

    var testDescription: String { "\(document):\(line) \(heading)" }
  }

  static func blocks() -> [Block] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().flatMap { blocks(in: $0) }
  }

  private static func blocks(in document: String) -> [Block] {
    guard let data = try? Data(contentsOf: folder.appending(path: document)) else { return [] }
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

  @Test(arguments: blocks()) func documentHolds(block: Block) {
    let analysed = AnalysedCase(block.text)
    #expect(analysed.unmet == [])
    #expect(Self.found(in: analysed) == Self.expected(in: block.text))
  }

  /// `LINE severity[CODE]` of each diagnostic of the case.
  private static func found(in analysed: AnalysedCase) -> [String] {
    analysed.diagnostics.map { diagnostic in
      let place = diagnostic.primary.location
      guard let source = analysed.model.source(place.file), source.name == "case.gvc" else {
        return "library \(diagnostic.code): \(diagnostic.message)"
      }
      let line = LineIndex(source).line(at: place.range.start).line + 1
      return "\(line) \(diagnostic.severity.name)[\(diagnostic.code)]"
    }.sorted()
  }

  private static func expected(in text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .flatMap { number, line in
        line.split(separator: " ").filter { $0.hasPrefix("error[") || $0.hasPrefix("warning[") }
          .map { "\(number + 1) \($0)" }
      }.sorted()
  }

  /// Every block asserts something.
  @Test func everyBlockExpects() {
    let blocks = Self.blocks()
    #expect(!blocks.isEmpty)
    for block in blocks {
      #expect(
        block.text.contains("expect ") || !Self.expected(in: block.text).isEmpty,
        "\(block.testDescription) expects nothing")
    }
  }
}
