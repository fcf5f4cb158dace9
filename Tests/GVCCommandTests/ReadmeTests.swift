import Foundation
import Testing

/// What the README shows of the tool is what the tool does.
@Suite struct ReadmeTests {
  private static func readme() throws -> String {
    try String(decoding: Data(contentsOf: Tool.package.appending(path: "README.md")), as: UTF8.self)
  }

  /// The lines shown stand in the real output, in their order. `…` alone stands for lines that are left
  /// out, and at the end of a line for the rest of it. Line numbers of the case may differ.
  @Test func theScreenIsReal() throws {
    let readme = try Self.readme()
    let mark = try #require(readme.firstMatch(of: /<!-- shown: (.*) -->\n```text\n((?s).*?)\n```/))
    let arguments = mark.output.1.split(separator: " ").map(String.init)
    let output = try Tool.run(arguments + ["--questions", "all"])
    #expect(output.status != 2)
    var rest = output.output.split(separator: "\n").map { Self.withoutNumbers($0) }[...]
    let shown = mark.output.2.split(separator: "\n").map { Self.withoutNumbers($0) }
    #expect(shown.count > 15)
    for line in shown where line.trimmingCharacters(in: .whitespaces) != "…" {
      let place = rest.firstIndex {
        line.hasSuffix("…") ? $0.hasPrefix(line.dropLast()) : $0 == line
      }
      #expect(place != nil, "not in the output, or not in this order: \(line)")
      if let place { rest = rest[(place + 1)...] }
    }
  }

  private static func withoutNumbers(_ line: Substring) -> String {
    String(line.replacing(/\.gvc:\d+/, with: ".gvc:N"))
  }

  /// The table names every command, and the links lead somewhere.
  @Test func tableAndLinksAreWhole() throws {
    let readme = try Self.readme()
    for command in HelpTests.commands {
      #expect(readme.contains("| `gvc \(command) "), "\(command)")
    }
    let links = readme.matches(of: /\]\(([^)#]+)\)/).map { String($0.output.1) }
    #expect(links.count > 5)
    for link in links {
      #expect(
        FileManager.default.fileExists(atPath: Tool.package.appending(path: link).path), "\(link)")
    }
  }
}
