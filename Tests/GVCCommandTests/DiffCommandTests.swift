import Foundation
import Testing

/// `gvc diff`: facts, what follows from them, and whether it got worse.
@Suite struct DiffCommandTests {
  private static let before = """
    use caspari2003
    buyer house { core: [design] }
    firm maker { performs: [production] size: small }
    link maker -> house { governance: arms_length dependence: low }
    """

  private func diff(_ old: String, _ new: String, _ options: String...) throws -> Tool.Result {
    try Tool.temporaryDirectory { directory in
      for (name, text) in [("old", old), ("new", new)] {
        let folder = directory.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appending(path: "case.gvc"))
      }
      return try Tool.run(["diff", "old", "new"] + options, in: directory)
    }
  }

  @Test func `Nothing is different where only comments and order are`() throws {
    let shuffled = """
      // Another comment.
      firm maker { size: small   performs: [production] }
      buyer house { core: [design] }
      link maker -> house { dependence: low governance: arms_length }
      use caspari2003
      """
    let result = try diff(Self.before, shuffled)
    #expect(result.status == 0 && result.output == "Nothing is different.\n")
  }

  @Test func `A conclusion names the fact that turned it, and a danger is worse`() throws {
    let after = Self.before.replacing("dependence: low", with: "dependence: high")
      .replacing("arms_length", with: "quasi_hierarchical")
    let result = try diff(Self.before, after)
    #expect(result.status == 1)
    #expect(result.output.contains("dependence of maker -> house: low → high"))
    let finding = try #require(
      result.output.components(separatedBy: "\n[").first { $0.contains("functional_ceiling into") })
    #expect(finding.contains("because governance of maker -> house: arms_length → quasi"))
    #expect(result.output.contains("[danger, worse] lock_in on maker -> house"))
    #expect(try diff(Self.before, after, "--fail-level", "never").status == 0)
    // The way back takes the same conclusions away, and is no worse.
    let back = try diff(after, Self.before)
    #expect(back.status == 0)
    #expect(back.output.contains("Conclusions that do not hold any more"))
  }

  @Test func `What was open and is stated now is confirmed by it`() throws {
    let open = Self.before.replacing("arms_length dependence: low", with: "quasi_hierarchical")
    let stated = open.replacing("quasi_hierarchical", with: "quasi_hierarchical dependence: high")
    let result = try diff(open, stated, "--fail-level", "error", "--format", "json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let findings = try #require(document["findings"] as? [[String: Any]])
    let ceiling = try #require(
      findings.first { ($0["reference"] as? String)?.hasPrefix("functional_ceiling") == true })
    #expect(ceiling["turn"] as? String == "confirmed")
    #expect(ceiling["because"] as? [String] == ["dependence of maker -> house"])
  }

  @Test func `A thing that comes turns conclusions too`() throws {
    let before =
      Self.before + """

        theory own {
          source notes {}
          rule single { for a in firms when count(a.sales) == 2 find a observed message "{a}" cite notes }
        }
        """
    let after =
      before
      + "\nbuyer other {}\nlink maker -> other { governance: arms_length dependence: low }\n"
    let result = try diff(before, after)
    #expect(result.output.contains("+ buyer other"))
    #expect(result.output.contains("+ link maker -> other"))
    #expect(result.output.contains("because link maker -> other came"))
  }

  @Test func `What cannot be compared says so`() throws {
    for (arguments, message) in [
      (["Samples/brenta"], "two paths"), (["Samples/brenta", "nowhere"], "nowhere"),
      (["Samples", "Samples/brenta"], "projects; name one"),
      (["--layers", "before", "aftr", "Samples/brenta"], "did you mean `after`"),
      (["--layers", "before"], "two layers"), ([], "two paths"),
    ] {
      let result = try Tool.run(["diff"] + arguments)
      #expect(result.status == 2 && result.output == "")
      #expect(result.errors.contains(message), "\(result.errors)")
    }
  }
}
