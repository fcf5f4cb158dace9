import Foundation
import GVCLibrary
import Testing

/// `gvc theory` and `gvc new theory`.
@Suite struct TheoryCommandTests {
  /// Every passage of the paper is stated by a rule, or it is said why not.
  @Test func `The coverage is complete`() throws {
    let result = try Tool.run("theory", "coverage", "--format", "csv")
    #expect(result.status == 0 && result.errors == "")
    #expect(!result.output.contains("not covered"))
    let passages = Set(result.output.split(separator: "\n").dropFirst().map { $0.prefix(4) })
    #expect(passages.count == 282)
    let text = try Tool.run("theory", "coverage").output
    #expect(text.contains("functional_ceiling"))
    // What the passage says stands beside what the rule says, and of what.
    #expect(text.contains("R024  Table 2.1, arm's length  (by definition)"))
    #expect(text.contains("  rule arms_length_governance"))
    #expect(text.contains("    for l in links"))
  }

  /// A rule may say less than its passages, and never more: `may` is no tendency, and what one case
  /// showed is no law.
  @Test func `No rule is stronger than the passages that it states`() throws {
    let result = try Tool.run("theory", "coverage", "--format", "json")
    let table = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let rows = try #require(table["rows"] as? [[String: Any]])
    let ranks = [
      "advice": 0, "observed": 0, "possible": 0, "danger": 0, "likely": 1, "necessary": 2,
      "definition": 3,
    ]
    var strongest: [String: Int] = [:]
    var claimed: [String: Int] = [:]
    for row in rows {
      guard let rule = row["by"] as? String, let modality = row["modality"] as? String,
        let claim = ranks[modality]
      else { continue }
      claimed[rule] = claim
      // What the document does not tell the strength of allows all.
      let strength = (row["strength"] as? String).flatMap { ranks[$0] } ?? 3
      strongest[rule] = max(strongest[rule] ?? 0, strength)
    }
    #expect(claimed.count > 100)
    for (rule, claim) in claimed.sorted(by: { $0.key < $1.key }) {
      #expect(claim <= strongest[rule] ?? 0, "\(rule)")
    }
  }

  /// The documents that the tests run are those that examples are taken from.
  @Test func `Every document of theory is in the tool`() throws {
    let folder = Tool.package.appending(path: "Tests/Theory")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") }
    #expect(TheoryPages.examples.count + 1 == files.count)
    for file in files {
      let text = try String(
        decoding: Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
      #expect(([TheoryPages.coverage] + TheoryPages.examples).contains(text), "\(file)")
    }
  }

  /// A pack that lies in the folder and has no row in `packs.c` is no pack.
  @Test func `Every file of the packs is in the tool`() throws {
    let folder = Tool.package.appending(path: "Sources/GVCLibrary/Packs")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".gvc") }
    let packs = [Library.prelude] + Library.packs
    #expect(Set(packs.map { "\($0.name).gvc" }) == Set(files))
    for pack in packs {
      let text = try Data(contentsOf: folder.appending(path: "\(pack.name).gvc"))
      #expect(pack.bytes == Array(text), "\(pack.name)")
    }
    let names = Library.packs.map(\.name)
    #expect(names == names.sorted())
  }

  /// Every rule of every built-in theory has a page with an example that fires and one that does not.
  @Test func `Every rule has its page`() throws {
    let list = try Tool.run("theory", "list", "--format", "csv").output
    let names = list.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
    #expect(names.contains("caspari2003") && names.count > 1)
    try Tool.temporaryDirectory { directory in
      for name in names {
        let result = try Tool.run("theory", "doc", name, "--out", name, in: directory)
        #expect(result.status == 0 && result.errors == "", "\(name)")
        let folder = directory.appending(path: name)
        let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        for page in pages where page != "index.md" {
          let text = try String(
            decoding: Data(contentsOf: folder.appending(path: page)), as: UTF8.self)
          #expect(!text.contains("No example shows"), "\(name)/\(page)")
          #expect(text.contains("## What it says") && text.contains("## When"), "\(name)/\(page)")
        }
      }
    }
  }

  @Test func `A new theory has a rule and its tests`() throws {
    try Tool.temporaryDirectory { directory in
      let made = try Tool.run("new", "theory", "mine", in: directory)
      #expect(made.status == 0 && made.errors == "")
      #expect(try Tool.run("check", "mine", "--fail-level", "note", in: directory).status == 0)
      #expect(try Tool.run("format", "--check", "mine", in: directory).status == 0)
      let test = try Tool.run("test", "mine", in: directory)
      #expect(test.status == 0 && test.output.contains("1/1       1/1      1/1  ok"))
      let page = try Tool.run("theory", "doc", "mine", "looks_outward", "mine", in: directory)
      #expect(page.status == 0 && page.output.contains("Ask who its foreign buyers are."))
      let list = try Tool.run("theory", "list", "mine", in: directory)
      #expect(list.output.contains("A theory of my own"))
      // A case beside it imports it.
      try Data(
        """
        import "mine/mine.gvc"
        use mine
        firm maker { exports_share: 60% }
        expect finding looks_outward on maker
        """.utf8
      ).write(to: directory.appending(path: "case.gvc"))
      let beside = try Tool.run("test", "case.gvc", in: directory)
      #expect(beside.status == 0, "\(beside.output)")
      for (arguments, message) in [
        (["theory", "mine"], "not empty"), (["theory", "a-b"], "cannot name a theory"),
        (["theory", "1a"], "cannot name"), (["theory", "a", "b", "c"], "too much"),
      ] {
        let result = try Tool.run(["new"] + arguments, in: directory)
        #expect(result.status == 2 && result.errors.contains(message), "\(result.errors)")
      }
    }
  }

  @Test func `What is not there is said`() throws {
    for (arguments, message) in [
      ([], "say what to do"), (["shw"], "did you mean `show`"),
      (["show", "caspari203"], "did you mean `caspari2003`"), (["show"], "name the theory"),
      (["doc", "caspari2003", "functional_cieling"], "did you mean `functional_ceiling`"),
      (["doc", "caspari2003", "--out", "/proc/none"], "cannot be made"),
      (["coverage", "x"], "takes no path"),
      (["doc", "caspari2003", "--examples", "none.md"], "none.md"),
    ] {
      let result = try Tool.run(["theory"] + arguments)
      #expect(result.status == 2 && result.output == "")
      #expect(result.errors.contains(message), "\(result.errors)")
    }
  }

  @Test func `The record counts what predictions came to, with the cases`() throws {
    let text = """
      use humphrey_schmitz2002, caspari2003
      period p1 { years: 1990..1998 }
      period p2 { years: 1999..2004 }
      buyer parent { core: [design] }
      firm plant { performs: [assembly] }
      link plant -> parent { governance: quasi_hierarchical dependence: high }
      in p2 { set plant { performs: [assembly, design] } }
      """
    let result = try Tool.run(["theory", "record", "-", "--format", "csv"], input: text)
    #expect(result.status == 0 && result.errors == "")
    let lines = result.output.split(separator: "\n")
    #expect(
      lines.first
        == "theory,rule,predicted,borne out,contradicted,open,borne out in,contradicted in,open in")
    let ceiling = try #require(lines.first { $0.contains(",functional_ceiling,") })
    #expect(ceiling.hasPrefix("caspari2003,functional_ceiling,1,0,1,0,,"))
    #expect(ceiling.contains("functional_ceiling into design on plant -> parent in p1"))
    let table = try Tool.run(["theory", "record", "-"], input: text).output
    #expect(table.contains("Contradicted\n============"))
    #expect(table.contains("contradicted by `functional_upgrading into design on plant in p2`"))
    let nothing = try Tool.run(["theory", "record", "-"], input: "firm maker {}\n")
    #expect(nothing.output == "No rule predicts anything in these cases.\n")
  }
}
