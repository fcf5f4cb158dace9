import Foundation
import GVCReport
import Testing

/// `gvc analyze` and the options that it shares with `why`, `test` and `ir`.
@Suite struct AnalyzeCommandTests {
  static let golden = Tool.package.appending(path: "Tests/Golden")

  private func analyze(_ arguments: String...) throws -> Tool.Result {
    try Tool.run(["analyze", "analysis"] + arguments, in: Self.golden)
  }

  // MARK: What is analysed

  @Test func aLayerIsAnalysedAlone() throws {
    let early = try analyze("--layer", "early", "--format", "concise")
    #expect(early.output.contains("[own_word]"))
    #expect(!early.output.contains("[ceiling]") && !early.output.contains("[lost]"))
    #expect(
      try analyze("--layer=late").output.contains("[observed] lost from design on maker in late"))
  }

  @Test func aTheoryIsRunAlone() throws {
    let own = try analyze("--theory", "own", "--format", "concise").output
    #expect(own == (try analyze("--format", "concise").output))
    #expect(own.split(separator: "\n").count == 3)
  }

  @Test func aThresholdThatIsSetSaysSo() throws {
    let result = try analyze("--set", "large_share=65%")
    #expect(
      result.output.contains("[cannot conclude] ceiling into design on maker -> house in late"))
    let lower = try analyze("--set", "own.large_share=30%").output
    #expect(lower.contains("threshold  large_share = 30% (set; by default 50%)"))
    #expect(lower.contains("takes 30% of its sales or more"))
  }

  @Test(arguments: [
    (["--set", "large_shar=30%"], "did you mean `large_share`?"),
    (["--set", "large_share"], "write `THRESHOLD=VALUE`"),
    (["--set", "large_share=much"], "is no number"),
    (["--set", "large_share="], "is no number"),
    (["--set", "large_share=30"], "takes a value such as `50%`"),
    (["--set", "large_share=30 h"], "takes a value such as `50%`"),
    (["--set", "large_share=130%"], "out of range"),
    (["--set", "other.large_share=30%"], "there is no threshold `other.large_share`"),
    (["--layer", "lat"], "did you mean `late`?"),
    (["--layer", "maker"], "there is no period or scenario `maker`"),
    (["--layer", "early", "--layer", "late"], "more than once"),
    (["--layer"], "needs a value"),
    (["--theory", "owm"], "did you mean `own`?"),
    (["--questions", "few"], "takes a number or `all`"),
    (["--questions", "-1"], "takes a number or `all`"),
    (["--format", "xml"], "takes full, concise, json, json-lines"),
    (["--fail-level", "all"], "takes error, warning, note, never"),
    (["--verbose"], "there is no option `--verbose`"),
  ])
  func wrongOptionsSayWhatIsRight(options: [String], message: String) throws {
    let result = try Tool.run(["analyze", "analysis"] + options, in: Self.golden)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("gvc analyze: "))
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [("0", 0, true), ("1", 1, true), ("2", 2, false), ("all", 2, false)])
  func questionsAreLimited(limit: String, shown: Int, hasRest: Bool) throws {
    let output = try analyze("--questions", limit).output
    #expect(output.ranges(of: "[cannot conclude]").count == shown)
    #expect(output.contains("`--questions all` lists them") == hasRest)
  }

  // MARK: Where it goes

  private static let doubtful = """
    use caspari2003
    firm maker {}
    claim rise "They rose" { actor: maker upgrading: product because: [chain_insertion] }
    """
  private static let contradicted = """
    use caspari2003
    firm maker {}
    buyer house {}
    link maker -> house { governance: arms_length specific_investment: buyer }
    """

  @Test(arguments: [
    (doubtful, "error", 0), (doubtful, "warning", 1), (doubtful, "never", 0),
    (contradicted, "error", 1), (contradicted, "never", 0), ("firm a {}\n", "note", 0),
  ])
  func failLevels(text: String, level: String, status: Int32) throws {
    let result = try Tool.run("analyze", "-", "--fail-level", level, input: text)
    #expect(result.status == status)
    #expect(result.errors == "")
  }

  /// Conclusions that are not complete are not given as if they were.
  @Test func `A rule that was stopped is named on standard error`() throws {
    let line = (0..<12_000).map { "firm f\($0) {}\nlink f\($0) -> f\($0 + 1) {}\n" }.joined()
    let text = """
      source notes {}
      rule many {
        for a in firms
        when count(upstream(a)) < 0
        find a observed
        message "m"
        cite notes
      }
      firm f12000 {}
      \(line)
      """
    for format in ["full", "concise", "json-lines"] {
      let result = try Tool.run("analyze", "-", "--format", format, input: text)
      #expect(result.status == 0)
      #expect(result.errors.hasPrefix("standard input:2:6: warning[GVC0418]"))
      #expect(!result.output.contains("GVC0418"))
    }
  }

  /// Mistakes of form stand on standard error, one a line, and what could be understood is analysed.
  @Test func mistakesGoToStandardError() throws {
    for format in ["full", "concise", "json-lines"] {
      let result = try Tool.run(
        "analyze", "-", "--format", format, input: Self.contradicted + "\nfrm other {}\n")
      #expect(result.status == 1)
      #expect(result.errors.hasPrefix("standard input:5:1: error[GVC0101]"))
      #expect(result.errors.split(separator: "\n").count == 1)
      #expect(result.output.contains("arms_length_with_investment"))
      #expect(!result.output.contains("GVC0101"))
    }
    let json = try Tool.run(
      "analyze", "-", "--format", "json", input: Self.contradicted + "\nfrm other {}\n")
    #expect(json.errors == "" && json.output.contains("GVC0101"))
  }

  @Test func severalProjectsStandUnderTheirNames() throws {
    try Tool.temporaryDirectory { directory in
      for name in ["north", "south"] {
        let folder = directory.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        try Data(Self.contradicted.utf8).write(to: folder.appending(path: "case.gvc"))
      }
      let full = try Tool.run("analyze", "north", "south", in: directory).output
      #expect(full.hasPrefix("north\n\n") && full.contains("\nsouth\n\n"))
      let json = try Tool.run("analyze", ".", "--format", "json", in: directory).output
      let report = try BaselineFile.analysis(Array(json.utf8))
      let all = report.conclusions
      #expect(report.projectCount == 2)
      #expect(all.count { $0.project.hasSuffix("north") } * 2 == all.count)
      let lines = try Tool.run("analyze", ".", "--format", "json-lines", in: directory).output
        .split(separator: "\n").map {
          try JSONDecoder().decode(AnalysisLine.self, from: Data($0.utf8))
        }
      #expect(lines.count == all.count)
      #expect(Set(lines.map(\.finding.reference)) == Set(all.map(\.entry.reference)))
      #expect(Set(lines.map(\.project)) == Set(all.map(\.project)))
    }
  }

  @Test func nothingToSayIsSaid() throws {
    let result = try Tool.run("analyze", "-", input: "firm maker {}\n")
    #expect(result.output == "0 conclusions, 0 open questions\n")
    #expect(result.status == 0 && result.errors == "")
  }

  /// What drives a terminal never gets out as it is, wherever it stands.
  @Test func hostileTextsAreNeverRaw() throws {
    let text = """
      source s "\\u{1b}[31mred" { title: "\\u{202e}turned" }
      buyer house "\\u{1b}]0;title\\u{7}" { core: [design] from s "\\u{9b}1m" }
      firm maker "a\\u{200b}b\\nc" {}
      activity design "\\u{1b}[2J"
      link maker -> house { dependence: high from s "\\u{1b}c" }
      theory t {
        rule r "\\u{1b}[5m" {
          for l in links, f in activities
          when l.dependence == high and f in l.buyer.core
          find l.supplier from f likely
          on l
          message "\\u{1b}[7m {l.supplier} {l.buyer} {f}"
          help "\\u{1b}[8m"
          cite s "\\u{1b}[9m"
        }
      }
      expect no finding r
      """
    for arguments in [
      ["analyze", "-"], ["analyze", "-", "--format", "concise"],
      ["analyze", "-", "--format", "json"],
      ["analyze", "-", "--format", "json-lines"], ["why", "r", "-"], ["test", "-"],
      ["test", "-", "--format", "concise"], ["ir", "-"], ["ir", "-", "--format", "json"],
      ["check", "-"], ["why", "r\u{1b}[31m", "-"], ["analyze", "-", "--layer", "\u{1b}[31m"],
      ["analyze", "-", "--set", "\u{1b}=1"], ["analyze", "\u{1b}nowhere"],
    ] {
      let result = try Tool.run(arguments, input: text)
      let scalars = (result.output + result.errors).unicodeScalars
      #expect(!scalars.contains { $0 != "\n" && SafeText.isUnsafe($0) }, "\(arguments)")
      #expect(!scalars.isEmpty)
    }
  }

  @Test func `What needs less confidence is left out and counted`() throws {
    let text = """
      use ghs2005
      source guess {}
      buyer house {}
      firm maker {}
      link maker -> house {
        complexity: high from guess (confidence: low)
        codifiability: high from guess
        supplier_capability: high from guess
      }
      """
    let all = try Tool.run(["analyze", "-", "--theory", "ghs2005"], input: text).output
    #expect(all.contains("ghs_modular on maker -> house"))
    #expect(all.contains("caution    rests on low confidence: complexity of maker -> house"))
    let some = try Tool.run(["analyze", "-", "--min-confidence", "medium"], input: text).output
    #expect(!some.contains("ghs_modular on maker -> house\n"))
    #expect(some.contains(" left out for weak evidence"))
    let wrong = try Tool.run(["analyze", "-", "--min-confidence", "some"], input: text)
    #expect(wrong.status == 2 && wrong.errors.contains("takes low, medium, high, not `some`"))
  }
}
