import Foundation
import Testing

/// `gvc cite` writes the sources used, and no others.
@Suite struct CiteCommandTests {
  private static let text = """
    use caspari2003
    source used { author: "A. Author, B. Other" title: "100% {true} & \\\\more_" year: 2001 }
    source unused { author: "Nobody" }
    buyer house { core: [design] from used "p. 1" }
    firm maker { performs: [production] }
    link maker -> house { governance: quasi_hierarchical dependence: high }
    """

  @Test func `A source is cited once, and what is not used is not`() throws {
    let output = try Tool.run(["cite", "-"], input: Self.text).output
    #expect(output.contains("@misc{used,"))
    #expect(output.contains("@misc{caspari2003,"))
    #expect(!output.contains("unused") && !output.contains("Nobody"))
    #expect(
      output.contains(
        "title = {{100\\% \\{true\\} \\& \\textbackslash{}more\\_}}"), "\(output)")
  }

  @Test func `CSL has the same sources`() throws {
    let output = try Tool.run(["cite", "-", "--format", "csl-json"], input: Self.text).output
    let items = try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
    #expect(items.compactMap { $0["id"] as? String }.contains("used"))
    let used = try #require(items.first { $0["id"] as? String == "used" })
    #expect((used["author"] as? [[String: String]])?.first?["literal"] == "A. Author, B. Other")
    #expect(((used["issued"] as? [String: Any])?["date-parts"] as? [[Int]])?.first == [2001])
  }

  @Test func `Several projects are too many`() throws {
    let result = try Tool.run("cite", "Samples")
    #expect(result.status == 2 && result.errors.contains("20 projects"))
  }
}
