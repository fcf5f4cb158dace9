import Foundation
import Testing

/// `gvc query` and `gvc questions`.
@Suite struct QueryCommandTests {
  private static let analysis = "Tests/Golden/analysis"

  @Test func `A question that cannot be read shows where`() throws {
    for (question, message) in [
      ("firms where", "expected an expression"),
      ("firms where siz == small", "nothing is called `siz`"),
      ("frms", "did you mean `firms`"), ("firms where size == smal", "`smal`"),
      ("count(links) where yes", "this is a plain number"), ("before(links)", "only a rule"),
      ("links extra", "the end of the question"), ("\u{1B}[31m", "expected"), ("", "expected"),
    ] {
      let result = try Tool.run("query", question, Self.analysis)
      #expect(result.status == 2 && result.output == "", "\(question)")
      #expect(result.errors.contains(message), "\(question): \(result.errors)")
      #expect(!result.errors.contains("\u{1B}"))
    }
    let noColumns = try Tool.run("query", "count(links)", Self.analysis, "--show", "size")
    #expect(noColumns.status == 2 && noColumns.errors.contains("gives none"))
  }

  /// What is sure in the case stays an answer whatever becomes known of the rest.
  @Test func `An answer that may be one names what would decide it`() throws {
    let result = try Tool.run("query", "links where share_of_sales > 65%", Self.analysis)
    #expect(result.output.contains("share_of_sales of maker -> house"))
    #expect(result.output.contains("0 answers, and 2 more that may be"))
  }

  /// The questions of the help page, and so of the reference, can be asked.
  @Test(arguments: [
    "firms where size == small and tier == 2",
    "count(l for l in links where l.governance == quasi_hierarchical)",
    "l.buyer for l in links where l.supplier.size == small",
  ]) func `The questions of the help page are questions`(question: String) throws {
    #expect(try Tool.run("help", "query").output.contains("  \(question)\n"))
    let result = try Tool.run("query", question, "Samples/brenta")
    #expect(result.status == 0 && result.errors == "", "\(result.errors)")
    let reference = Tool.package.appending(path: "Grammar/reference.md")
    let text = try String(decoding: Data(contentsOf: reference), as: UTF8.self)
    #expect(text.contains("\n\(question)\n"))
  }

  @Test func `Several projects are one table`() throws {
    let result = try Tool.run("query", "count(links)", "Samples", "--format", "csv")
    let lines = result.output.split(separator: "\n")
    #expect(lines.first == "project,answer,title,holds,needs,in")
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("Samples/") })
    #expect(Set(lines.map { $0.prefix { $0 != "," } }).count == 21)
  }

  /// Names and titles from a case drive neither a spreadsheet nor a document.
  @Test(arguments: HostileNames.all)
  func `A hostile title is quoted or escaped`(title: String) throws {
    let text = "firm maker \"\(title)\" {}\n"
    let csv = try Tool.run(["query", "firms", "-", "--format", "csv"], input: text).output
    let row = try #require(csv.split(separator: "\n").last)
    let cell = row.split(separator: ",", maxSplits: 1)[1]
    #expect(!["=", "@", "+", "\t"].contains { cell.hasPrefix($0) }, "\(row)")
    #expect(!cell.hasPrefix("-"), "\(row)")
    let markdown = try Tool.run(["query", "firms", "-", "--format", "markdown"], input: text).output
    #expect(!markdown.contains("<b>"))
    #expect(
      markdown.split(separator: "\n").allSatisfy { line in
        line.replacing("\\|", with: "").count { $0 == "|" } == 6
      }, "\(markdown)")
  }

  /// What is wrong in a case may make an answer wrong, and is said beside it.
  @Test(arguments: [
    ["query", "firms", "-"], ["questions", "-"], ["compare", "-"], ["analyze", "-"],
    ["analyze", "-", "--vary", "dependent_share=30%"],
  ]) func `Mistakes are said beside the answers`(arguments: [String]) throws {
    let text = "use caspari2003\nfirm maker { sise: small performs: [production] }\n"
    let result = try Tool.run(arguments, input: text)
    #expect(!result.output.isEmpty)
    #expect(result.errors.contains("error[GVC0103]"), "\(result.errors)")
  }

  @Test func `The first question would decide most`() throws {
    let json = try Tool.run("questions", "Samples/brenta", "--limit", "all", "--format", "json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let rows = try #require(document["rows"] as? [[String: String]])
    let counts = rows.compactMap { Int($0["decides"] ?? "") }
    #expect(rows.count > 5 && counts.count == rows.count)
    // What decides something by itself stands before what does so only with other facts.
    let alone = counts.map { $0 > 0 }
    #expect(alone.firstIndex(of: false) ?? alone.count > alone.lastIndex(of: true) ?? -1)
    // Of two that decide as much, a choice is easier to answer than a number.
    let facts = rows.map { $0["fact"] ?? "" }
    let level = try #require(facts.firstIndex(of: "dependence of mixed_maker -> fashion_house"))
    let share = try #require(facts.firstIndex(of: "share_of_sales of mixed_maker -> fashion_house"))
    #expect(level < share && rows[level]["decides"] == rows[share]["decides"])
    #expect(rows.allSatisfy { ($0["question"] ?? "").hasSuffix("?") })
    #expect(rows.allSatisfy { !($0["answers"] ?? "").isEmpty })
  }

  @Test func `A theory words its own questions`() throws {
    let text = """
      theory mine {
        source notes {}
        attribute link.haste: level "How hasty it is." {
          ask: "How much does {buyer} press {supplier}?"
        }
        verdict mood { of: actor value hurried }
        rule hurried_supplier "Hurried" {
          for l in links
          when l.haste == high
          find l.supplier hurried observed
          message "{l.supplier} is hurried."
          cite notes
        }
      }
      firm maker "The maker" {}
      buyer house "The house" {}
      link maker -> house
      """
    let result = try Tool.run(["questions", "-"], input: text)
    #expect(result.output.hasPrefix("1. How much does The house press The maker?\n"))
    #expect(result.output.contains("low, medium or high"))
  }
}
