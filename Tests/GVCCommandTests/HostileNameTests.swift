import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Every format that is written of a case holds whatever its things are called.
@Suite struct HostileNameTests {
  /// One case with all names at once, each of a buyer and a maker.
  private static let text =
    "use caspari2003\nperiod p \"=p|<\" { years: 1970..1989 }\n"
    + HostileNames.all.enumerated().map { index, name in
      """
      buyer house\(index) "\(name)" { core: [design] }
      firm maker\(index) "\(name)" { performs: [production] }
      link maker\(index) -> house\(index) { governance: quasi_hierarchical dependence: high }
      """
    }.joined(separator: "\n") + "\nfirm wrong \"\(HostileNames.all[0])\" { sise: large }\n"

  /// Commands with a form each, of all the forms there are.
  private static let texts: [[String]] =
    ["full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit"].map {
      ["check", "-", "--format", $0]
    }
    + ["full", "concise", "json", "json-lines", "csv", "markdown", "sarif", "github", "junit"].map {
      ["analyze", "-", "--format", $0]
    }
    + ["csv", "markdown", "json"].map { ["query", "firms", "-", "--format", $0] }
    + ["dot", "mermaid", "d2", "graphml", "gexf", "kumu", "csv", "csv-actors"].map {
      ["draw", "-", "--format", $0]
    } + DrawCommandTests.views.map { ["draw", "-", "--view", $0] }
    + [["ir", "-"], ["ir", "-", "--format", "json"], ["questions", "-"], ["cite", "-"]]

  @Test(arguments: texts) func `Nothing gets out raw`(arguments: [String]) throws {
    let result = try Tool.run(arguments, input: Self.text)
    #expect(result.status == 0 || result.status == 1, "\(result.errors)")
    #expect(HostileNames.isSafe(result.output) && HostileNames.isSafe(result.errors))
    let isLong = result.output.utf8.count > 500
    #expect(isLong || ["check", "cite"].contains(arguments[0]))
  }

  @Test(arguments: DrawCommandTests.views) func `A picture is XML`(view: String) throws {
    let output = try Tool.run(["draw", "-", "--view", view], input: Self.text).output
    let names = Set(try DrawCommandTests.elements(output).map(\.name))
    #expect(names.isDisjoint(with: ["script", "b"]) && names.contains("svg"))
  }

  @Test(arguments: ["graphml", "gexf"]) func `A graph is XML`(format: String) throws {
    let output = try Tool.run(["draw", "-", "--format", format], input: Self.text).output
    #expect(XMLParser(data: Data(output.utf8)).parse())
  }

  @Test func `SARIF says each name in JSON`() throws {
    let output = try Tool.run(["analyze", "-", "--format", "sarif"], input: Self.text).output
    let log = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    let runs = try #require(log?["runs"] as? [[String: Any]])
    let results = try #require(runs.first?["results"] as? [[String: Any]])
    #expect(results.count >= HostileNames.all.count)
  }
}
