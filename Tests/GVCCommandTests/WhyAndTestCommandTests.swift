import Foundation
import GVCReport
import Testing

/// `gvc why`, `gvc test` and `gvc ir`, beside what the golden texts hold.
@Suite struct WhyAndTestCommandTests {
  private static let golden = AnalyzeCommandTests.golden

  // MARK: why

  @Test func whatIsPrintedCanBeAskedFor() throws {
    let json = try Tool.run("analyze", "analysis", "--format", "json", in: Self.golden).output
    let entries = try BaselineFile.analysis(Array(json.utf8)).conclusions.map(\.entry)
    #expect(entries.count == 8)
    for entry in entries {
      let result = try Tool.run("why", entry.reference, "analysis", in: Self.golden)
      #expect(result.status == 0 && result.errors == "")
      #expect(result.output.hasPrefix(entry.reference + "\n"))
    }
  }

  @Test(arguments: [
    (["cieling"], 2, "no theory in use has a rule `cieling`; did you mean `ceiling`?"),
    (["own.cieling"], 2, "did you mean"),
    (["ceiling on makr"], 2, "nothing is called `makr`; did you mean `maker`?"),
    (["ceiling on house -> maker"], 2, "no link joins `house -> maker`"),
    (["ceiling in maker"], 2, "`maker` is no period and no scenario"),
    ([""], 2, "gvc why: "),
    (["}{"], 2, "gvc why: "),
    (["ceiling on maker in early"], 1, "no theory finds `ceiling on maker in early`"),
    (["lost on other"], 1, "`gvc why --not` says why"),
    (["ceiling on house"], 1, "no theory finds"),
    (
      ["--not", "own_word into design on maker"], 1,
      "it holds: `own_word into design on maker -> house"
    ),
    (["--not", "ceiling on house"], 1, "nothing that its variables range over is what is named"),
  ])
  func whatCannotBeExplainedSaysWhy(arguments: [String], status: Int32, message: String) throws {
    let result = try Tool.run(["why"] + arguments + ["analysis"], in: Self.golden)
    #expect(result.status == status, "\(result.output)")
    #expect(result.output == "")
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func aFindingIsNeeded() throws {
    let result = try Tool.run("why")
    #expect(result.status == 2 && result.output == "")
    #expect(result.errors.contains("name the finding"))
  }

  /// The finding may be in quotes or not, and without a path the directory is read.
  @Test func aFindingMayBeWords() throws {
    let quoted = try Tool.run(
      ["why", "ceiling into design on maker", "analysis"], in: Self.golden)
    #expect(quoted.status == 0)
    let words = try Tool.run(
      ["why", "ceiling", "into", "design", "on", "maker", "analysis"], in: Self.golden)
    #expect(words.status == 0 && words.output == quoted.output)
    let here = try Tool.run(
      ["why", "ceiling into design on maker"], in: Self.golden.appending(path: "analysis"))
    #expect(here.status == 0)
  }

  // MARK: test

  @Test func oneLineAProject() throws {
    let text = "firm maker {}\nexpect no diagnostic GVC0301\nexpect diagnostic GVC0302\n"
    let result = try Tool.run("test", "-", input: text)
    #expect(result.status == 1 && result.errors == "")
    #expect(result.output.contains("error[GVC0510]: this expectation is not met"))
    #expect(
      result.output.hasSuffix(
        """
        project         must find  must not  unknown
        standard input        0/1       1/1      0/0  not met

        0 of 1 project as expected

        """))
  }

  @Test func errorsInTheCaseAreNotMet() throws {
    let result = try Tool.run("test", "-", input: "frm maker {}\n")
    #expect(result.status == 1 && result.output.contains("error[GVC0101]"))
    #expect(result.output.contains("0/0  1 error\n"))
    let expected = try Tool.run(
      "test", "-", input: "frm maker {}\nexpect diagnostic GVC0101\n")
    #expect(expected.status == 0 && expected.output.contains("1/1       0/0      0/0  ok"))
  }

  @Test func conciseSaysOnlyWhatIsNotMet() throws {
    let met = try Tool.run("test", "analysis", "--format", "concise", in: Self.golden)
    #expect(met.status == 0 && met.output == "" && met.errors == "")
  }

  // MARK: ir

  @Test func aPartIsPrintedAlone() throws {
    let both = try Tool.run("ir", "analysis", in: Self.golden).output
    let snapshots = try Tool.run("ir", "analysis", "--only", "snapshots", in: Self.golden).output
    let plans = try Tool.run("ir", "analysis", "--only=plans", in: Self.golden).output
    #expect(
      snapshots.hasPrefix("layer early\n") && plans.hasPrefix("threshold own.large_share = 50%"))
    #expect(both == snapshots + "\n" + plans)
    let late = try Tool.run(
      "ir", "analysis", "--only", "snapshots", "--layer", "late", in: Self.golden)
    #expect(late.output.hasPrefix("layer late over early\n"))
  }

  @Test func irReadsBack() throws {
    func document(_ part: String...) throws -> IRDocument {
      let json = try Tool.run(["ir", "analysis", "--format", "json"] + part, in: Self.golden).output
      let document = try JSONDecoder().decode(IRDocument.self, from: Data(json.utf8))
      #expect(try JSONText.pretty(document) == json)
      return document
    }
    let whole = try document()
    #expect(whole.snapshots?.map(\.layer.name) == ["early", "late"])
    #expect(whole.rules?.map(\.name) == ["ceiling", "own_word", "lost"])
    #expect(
      whole.vocabulary.attributes.filter { $0.expression != nil }.map(\.name) == ["leans"])
    let places = whole.snapshots?.flatMap { $0.columns.flatMap { $0.facts.flatMap { $0 } } } ?? []
    #expect(!places.isEmpty && places.allSatisfy { whole.facts.indices.contains($0) })
    let snapshots = try document("--only", "snapshots")
    #expect(snapshots.rules == nil && snapshots.thresholds == nil && snapshots.snapshots != nil)
    #expect(snapshots.vocabulary.attributes.allSatisfy { $0.expression == nil })
    let plans = try document("--only", "plans")
    #expect(plans.snapshots == nil && plans.rules?.count == 3)
  }

  @Test func irOfABrokenCaseIsPrinted() throws {
    let result = try Tool.run("ir", "-", "--only", "snapshots", input: "firm maker {}\nfrm other\n")
    #expect(result.status == 1 && result.errors == "")
    #expect(result.output == "layer base\n  firm maker\n")
  }
}
