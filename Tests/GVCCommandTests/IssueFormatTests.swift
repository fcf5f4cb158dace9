import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The forms of `gvc check` and `gvc analyze` for other tools.
@Suite struct IssueFormatTests {
  private func run(_ arguments: String..., title: String) throws -> String {
    let text = """
      use caspari2003
      buyer house "\(title)" { core: [design] sise: large }
      firm maker "\(title)" { performs: [production] }
      link maker -> house { governance: quasi_hierarchical dependence: high specific_investment: neither }
      """
    let result = try Tool.run(arguments, input: text)
    #expect(result.status == 1)
    #expect(!result.output.contains("\u{1B}") && !result.output.contains("\u{202E}"))
    return result.output
  }

  private func object(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  @Test(arguments: ["check", "analyze"], HostileNames.all) func `SARIF has each issue at its place`(
    command: String, title: String
  ) throws {
    let log = try #require(
      try object(try run(command, "-", "--format", "sarif", title: title)) as? [String: Any])
    let runs = try #require(log["runs"] as? [[String: Any]])
    let driver = try #require((runs[0]["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    let results = try #require(runs[0]["results"] as? [[String: Any]])
    #expect(rules.contains("GVC0103") && Set(rules).count == rules.count)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(result["ruleId"] as? String == rules[index])
      #expect(["note", "warning", "error"].contains(result["level"] as? String))
    }
    let prints = results.compactMap { $0["partialFingerprints"] as? [String: String] }
    #expect(Set(prints.compactMap { $0["gvc/v1"] }).count == results.count)
    let flows = results.filter { $0["codeFlows"] != nil }
    #expect(flows.isEmpty == (command == "check"))
  }

  @Test(arguments: HostileNames.all) func `GitHub has a line an issue`(title: String) throws {
    let text = try run("analyze", "-", "--format", "github", title: title)
    let lines = text.split(separator: "\n")
    #expect(lines.count > 3)
    for line in lines {
      #expect(
        line.wholeMatch(of: /::(error|warning|notice) file=[^:]*title=[\w.]+::.*/) != nil, "\(line)"
      )
    }
  }

  @Test(arguments: HostileNames.all) func `JUnit is XML`(title: String) throws {
    let text = try run("analyze", "-", "--format", "junit", title: title)
    #expect(XMLParser(data: Data(text.utf8)).parse(), "\(text)")
    #expect(text.contains("<failure type=\"error\""))
  }

  @Test(arguments: HostileNames.all) func `GitLab has different fingerprints`(title: String) throws
  {
    let entries = try #require(
      try object(try run("analyze", "-", "--format", "gitlab", title: title)) as? [[String: Any]])
    let prints = Set(entries.compactMap { $0["fingerprint"] as? String })
    #expect(entries.count > 3 && prints.count == entries.count)
  }

  /// An edit above an issue does not make it another.
  @Test func `A fingerprint stays when lines move`() throws {
    func fingerprint(_ text: String) throws -> String? {
      let output = try Tool.run(["check", "-", "--format", "gitlab"], input: text).output
      return (try object(output) as? [[String: Any]])?.first?["fingerprint"] as? String
    }
    let first = try fingerprint("firm maker { sise: small }\n")
    #expect(first != nil)
    #expect(try fingerprint("// A comment.\n\nfirm maker { sise: small }\n") == first)
  }

  @Test func `Nothing found is said`() throws {
    let clean = "firm maker {}\n"
    #expect(
      try Tool.run(["check", "-", "--format", "markdown"], input: clean).output
        == "**gvc**: nothing found\n")
    #expect(try Tool.run(["check", "-", "--format", "github"], input: clean).output == "")
    let report = try Tool.run(["check", "-", "--format", "junit"], input: clean).output
    #expect(report.contains("tests=\"1\" failures=\"0\""))
  }
}
