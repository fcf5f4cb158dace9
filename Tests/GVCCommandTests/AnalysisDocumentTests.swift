import Foundation
import GVCReport
import Testing

/// Version 2 of the JSON of `gvc analyze`: what findings share stands once, and nothing is lost by it.
@Suite struct AnalysisDocumentTests {
  private static let golden = GoldenTests.directory

  /// What a document says, made whole again, and what lines say of the same case: a line a finding.
  private func sayings(
    of path: String, _ options: [String] = [], in directory: URL
  ) throws -> (document: [String], lines: [String]) {
    let json = try Tool.run(["analyze", path, "--format", "json"] + options, in: directory).output
    let lines = try Tool.run(
      ["analyze", path, "--format", "json-lines"] + options, in: directory
    ).output.split(separator: "\n").map {
      try JSONDecoder().decode(AnalysisLine.self, from: Data($0.utf8)).finding
    }
    let whole = try BaselineFile.analysis(Array(json.utf8)).conclusions.map(\.entry)
    let ordered = lines.filter { $0.result == "holds" } + lines.filter { $0.result != "holds" }
    return (try whole.map { try JSONText.line($0) }, try ordered.map { try JSONText.line($0) })
  }

  @Test(arguments: [
    "analysis", "../../Samples/brenta", "../../Samples/ludhiana", "../../Samples/resources",
    "../../Samples/nie_garments",
  ])
  func `A reader makes each finding whole again`(path: String) throws {
    let (document, lines) = try sayings(of: path, in: Self.golden)
    #expect(document == lines && !lines.isEmpty)
  }

  /// Layers by themselves, thresholds that are set, braces and values at the beginning of texts, several things behind
  /// `on`, maps, voices, and rules that compare layers.
  @Test func `Every part of a finding comes back`() throws {
    let text = """
      source survey {}
      period early { years: 1980..1989 }
      period late { years: 1990..1999 }
      firm maker "the {maker}" { performs: [production] from survey "p. 1" (reported_by: supplier) }
      firm other { size: small }
      buyer house { requires { quality: must from survey "p. \\"2\\"" (confidence: low) } }
      activity design
      activity production
      capability quality
      link maker -> house { share_of_sales: ~60% from survey (date: 1999-05) }
      in late {
        set maker -> house { share_of_sales: 70% }
        set maker { performs: [production, design] }
      }
      theory own {
        source notes {}
        threshold large: 50% "What is large." { basis: "a guess" }
        rule first {
          for l in links
          when l.share_of_sales > large
          find l.supplier likely
          on l
          message "{l.supplier} sells {l.share_of_sales} to {l.buyer}} {"
          help "{l.buyer} should see {l.supplier}."
          cite notes "p. 3"
        }
        rule grown {
          for l in links
          when l.share_of_sales > before(l.share_of_sales)
          find l.supplier observed
          on l
          message "{l.supplier} sells more."
          cite notes
        }
        rule pairs {
          for a in firms, b in buyers
          when b.requires[quality] == must and a.size == small
          find a danger
          on b
          message "{a} and {b}"
          cite notes
        }
      }
      """
    try Tool.temporaryDirectory { directory in
      try Data(text.utf8).write(to: directory.appending(path: "case.gvc"))
      #expect(try Tool.run("check", "case.gvc", in: directory).output.contains("0 errors"))
      for options in [[], ["--set", "large=65%"], ["--layer", "late"]] {
        let (document, lines) = try sayings(of: "case.gvc", options, in: directory)
        #expect(document == lines && lines.count > 2)
      }
    }
  }

  // MARK: What is the same

  @Test func `An output of version 1 is a baseline`() throws {
    let result = try Tool.run(
      "analyze", "analysis", "--baseline", "analyze.version1.json", in: Self.golden)
    #expect(result.errors == "" && result.status == 0)
    #expect(
      result.output.hasSuffix("since the baseline: 0 new, 0 changed, 0 fixed, 8 unchanged\n"))
  }

  @Test(arguments: [
    ("\"version\":2", "\"version\":3", "is of version 3, and this gvc reads versions 1 and 2;"),
    (
      "\"columns\":[\"rule\",\"layer\"", "\"columns\":[\"layer\",\"rule\"",
      "has something unexpected at `projects.[0].findings.columns`;"
    ),
    ("\"rows\":[\n[0,", "\"rows\":[\n[99,", "does not have at `projects.[0].findings.rows.[0]`;"),
    ("\"rows\":[\n[0,", "\"rows\":[\n[-1,", "does not have at `projects.[0].findings.rows.[0]`;"),
    (
      "\"rows\":[\n[0,", "\"rows\":[\n[\"0\",",
      "has something unexpected at `projects.[0].findings.rows.[0].[0]`;"
    ),
    ("\"files\":[\n", "\"files\":[],\"more\":[", "does not have at"),
  ])
  func `A broken document is declined with its place`(
    old: String, new: String, message: String
  ) throws {
    let json = try Tool.run("analyze", "analysis", "--format", "json", in: Self.golden).output
    let range = try #require(json.range(of: old))
    let broken = json.replacingCharacters(in: range, with: new)
    do {
      _ = try BaselineFile.analysis(Array(broken.utf8))
      Issue.record("it is read")
    } catch {
      #expect(error.message.contains(message), "\(error.message)")
      #expect(error.message.hasSuffix("write it anew with `gvc analyze --format json`"))
    }
  }

  // MARK: Size

  /// Links of firms to some buyers, with shares that change in the second of two periods.
  private static func links(_ count: Int) -> String {
    let firms = max(1, count / 5)
    let buyers = max(5, count / 10)
    var text = """
      use caspari2003
      source survey "A survey" { year: 2001 }
      period early { years: 1980..1989 }
      period late { years: 1990..1999 }

      """
    for buyer in 0..<buyers { text += "buyer b\(buyer) { size: large core: [retail, design] }\n" }
    var later = ""
    for firm in 0..<firms {
      text += "firm f\(firm) { size: small performs: [production] }\n"
      for place in 0..<5 {
        let ends = "f\(firm) -> b\((firm * 7 + place) % buyers)"
        text += "link \(ends) { share_of_sales: \(1 + (firm + place) % 19)% from survey }\n"
        if (firm + place) % 5 == 0 {
          later += "  set \(ends) { share_of_sales: \((firm * 3 + place) % 19)% }\n"
        }
      }
    }
    return text + "in late {\n\(later)}\n"
  }

  @Test func `A document is at most twice the table, and each fact stands in it once`() throws {
    let text = Self.links(60)
    let csv = try Tool.run("analyze", "-", "--format", "csv", input: text)
    let json = try Tool.run("analyze", "-", "--format", "json", input: text)
    #expect(csv.errors == "" && json.errors == "")
    #expect(json.output.utf8.count <= 2 * csv.output.utf8.count)
    let project = try #require(Self.project(json.output))
    for (name, columns) in [("facts", 7), ("things", 4), ("missing", 5), ("evidence", 5)] {
      let table = try #require(project[name] as? [String: Any])
      let rows = try #require(table["rows"] as? [[Any]])
      #expect(
        (table["columns"] as? [String])?.count == columns && (!rows.isEmpty || name == "missing"),
        "\(name)")
      #expect(rows.allSatisfy { $0.count == columns })
      #expect(Set(rows.map { "\($0)" }).count == rows.count, "\(name)")
    }
    for name in ["texts", "attributes", "files"] {
      let texts = try #require(project[name] as? [String])
      #expect(Set(texts).count == texts.count && !texts.isEmpty)
    }
  }

  private static func project(_ json: String) -> [String: Any]? {
    let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    return (object?["projects"] as? [[String: Any]])?.first
  }

  // MARK: Documents

  /// The program that the reference shows prints what `gvc` calls the findings, and what they say.
  @Test func `The example of the reference works`() throws {
    let reference = try String(
      contentsOf: Tool.package.appending(path: "Grammar/reference.md"), encoding: .utf8)
    let start = try #require(reference.range(of: "```python\n"))
    let end = try #require(
      reference.range(of: "```", range: start.upperBound..<reference.endIndex))
    try Tool.temporaryDirectory { directory in
      let program = directory.appending(path: "example.py")
      try Data(reference[start.upperBound..<end.lowerBound].utf8).write(to: program)
      let line = "\"$gvc\" analyze Samples/brenta --format json | python3 \(program.path)"
      let result = try Tool.shell(line)
      guard result.status != 127 else { return }
      let lines = try Tool.run("analyze", "Samples/brenta", "--format", "json-lines").output
        .split(separator: "\n").map {
          try JSONDecoder().decode(AnalysisLine.self, from: Data($0.utf8)).finding
        }.filter { $0.result == "holds" }
      let wanted = lines.map { "\($0.reference): \($0.message) (\($0.facts.count) facts)" }
      #expect(result.output.split(separator: "\n").map(String.init) == wanted)
    }
  }
}
