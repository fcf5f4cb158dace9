import Foundation
import GVCReport
import GVCSyntax
import Testing

@testable import GVCCaseReport

/// What a report says, held against cases in which it is known.
@Suite struct ContentTests {
  private static let small = """
    use caspari2003
    source survey { author: "A. Author" title: "A survey" year: 2001 url: "https://example.org/s" }
    period before "Then" { years: 1970..1989 }
    period after "Now" { years: 1990..2000 }
    scenario helped "With help" { base: after }
    cluster valley "The valley" { country: IT from survey "p. 1" }
    chain shoes "Shoes" { tier 0 "Brands" { actors: [house] } tier 1 "Makers" { actors: [maker] } }
    buyer house "The brand" { core: [design, branding] from survey "p. 2" country: DE size: large }
    firm maker "Makers of shoes" { performs: [design, production] from survey "p. 12" cluster: valley }
    firm other "Others" { performs: [production] cluster: valley }
    link maker -> house {
      chain: shoes
      governance: quasi_hierarchical
      share_of_sales: 60%..70% from survey "p. 15" (reported_by: supplier)
    }
    link other -> house { chain: shoes governance: quasi_hierarchical }
    in after { set maker { performs: [production] from survey "p. 20" } }
    in helped { set maker -> house { share_of_sales: 10%..20% } }
    """

  private static func finding(_ start: String, in report: CaseReport) throws
    -> CaseReport.FindingEntry
  {
    try #require(
      report.subjects.flatMap(\.findings).first { $0.reference.hasPrefix(start) }, "\(start)")
  }

  @Test func `The case stands in a paragraph`() throws {
    let report = try Reports.report(Self.small)
    let text = report.summary.joined(separator: " ")
    #expect(report.title == "The valley" && report.name == "Case")
    #expect(
      text.hasPrefix(
        "The case describes 3 actors (1 buyer and 2 firms), joined by 2 links, in tiers 0 to 1. "
          + "It covers 1 chain (Shoes) and 1 cluster (The valley). "
          + "Its actors are in Germany and Italy. "
          + "It is analysed in 2 periods: “Then” and “Now”; and in 1 scenario: “With help”. "
          + "It is held against "),
      "\(text)")
    #expect(text.contains(" rules of Caspari (2003), SEED Working Paper 44. In sum: "))
    let conclusions = report.subjects.reduce(0) { $0 + $1.findings.count }
    #expect(text.contains("In sum: \(conclusions) conclusions ("))
    #expect(text.contains("\(report.open.count) open questions"))
  }

  @Test func `A conclusion has its reason, values, facts, evidence and passage`() throws {
    let report = try Reports.report(Self.small)
    let entry = try Self.finding("functional_ceiling into design", in: report)
    #expect(entry.message.hasPrefix("Makers of shoes may be kept out of Design and Branding"))
    #expect(entry.mark == "danger" && entry.tone == .danger && entry.layers == ["Now"])
    #expect(entry.answer == "Prospect of upgrading, functional upgrading: in danger")
    #expect(entry.rule == "The buyer's core competences cap functional upgrading")
    #expect(
      entry.reason.hasPrefix("Where power is unequal the buyer decides how far upgrading goes"))
    #expect(entry.passages.map(\.text) == ["Caspari 2003, s3, s3.1, s4"])
    #expect(entry.advice?.hasPrefix("Look for buyers") == true)
    #expect(entry.thresholds == ["dependent_share = 50%"])
    #expect(entry.condition.contains("quasi_hierarchical"))
    let fact = try #require(entry.facts.first { $0.attribute == "share of sales" })
    #expect(fact.thing.title == "Makers of shoes → The brand" && fact.value == "60%..70%")
    #expect(fact.evidence.map(\.text) == ["survey, p. 15 (reported by the supplier)"])
    #expect(fact.place == "case.gvc:14")
    let source = try #require(fact.evidence[0].source)
    #expect(report.sources[source - 1].entry.title == "A survey")
    let performed = try #require(entry.facts.first { $0.layer == "Now" })
    #expect(performed.attribute == "performs" && performed.value == "Production")
  }

  @Test func `Answers by kind of upgrading lead to their conclusions`() throws {
    let report = try Reports.report(Self.small)
    let table = try #require(report.questions.first)
    #expect(table.title == "Prospect of upgrading")
    #expect(
      Array(table.columns.prefix(3)) == [
        "Process upgrading", "Product upgrading", "Functional upgrading",
      ])
    let group = try #require(table.groups.first { $0.thing.label == "maker" })
    let now = try #require(group.rows.first { $0.layers == ["Now"] })
    let unaided = try #require(now.cells[2].first { $0.text == "Without the buyer's help" })
    #expect(unaided.tone == .first && unaided.objects == ["Design", "Branding"])
    let entry = try Self.finding("no_help_into_core into design", in: report)
    #expect(unaided.places == [.finding(entry.number)])
    #expect(now.cells[0].isEmpty)
    let danger = try #require(now.cells[2].first { $0.text == "In danger" })
    #expect(danger.tone == .danger)
    // What is open leads to the question.
    let other = try #require(table.groups.first { $0.thing.label == "other" })
    let unknown = try #require(other.rows[0].cells[2].first { $0.text == "Unknown" })
    #expect(unknown.tone == .unknown)
    guard case .open(let number)? = unknown.places.first else {
      Issue.record("an unknown answer leads nowhere")
      return
    }
    #expect(report.open[number - 1].items.contains { $0.reference.contains("on other -> house") })
  }

  /// How answers look follows from what a vocabulary declares, not from their names.
  @Test func `Sides follow from what excludes what`() throws {
    let report = try Reports.report(
      """
      firm a "A" {}
      theory own "Own" {
        source notes "Notes"
        verdict mood "Mood" {
          of: actor
          qualifier: upgrading_kind
          value sunny "Sunny" { against: [rainy] }
          value rainy "Rainy"
          value windy "Windy"
          value broken "Broken" { level: error }
        }
        rule r1 "R1" { for x in firms when yes find x sunny process likely message "1" cite notes "1" }
        rule r2 "R2" { for x in firms when yes find x rainy product likely message "2" cite notes "1" }
        rule r3 "R3" { for x in firms when yes find x windy functional likely message "3" cite notes "1" }
        rule r4 "R4" { for x in firms when yes find x broken functional likely message "4" cite notes "1" }
      }
      """)
    let table = try #require(report.questions.first)
    #expect(table.legend.map(\.text) == ["Sunny", "Rainy", "Windy", "Broken"])
    #expect(table.legend.map(\.tone) == [.first, .against, .first, .warning])
    #expect(table.groups[0].rows.map(\.layers) == [[]])
    #expect(report.highlights.map(\.message) == ["4"])
  }

  @Test func `Changes are those of the layers, each with what turned it`() throws {
    let report = try Reports.report(Self.small)
    #expect(report.changes.map(\.from.title) == ["Then", "Now"])
    #expect(report.changes.map(\.to.title) == ["Now", "With help"])
    let fact = try #require(report.changes[0].facts.first)
    #expect(fact.thing.title == "Makers of shoes" && fact.attribute == "performs")
    #expect(fact.old == "Design, Production" && fact.new == "Production")
    let gone = try #require(
      report.changes[1].turns.first { $0.title == "Conclusions that do not hold any more" })
    let ceiling = try #require(
      gone.conclusions.first { $0.reference.hasPrefix("functional_ceiling") })
    #expect(
      ceiling.reasons == [
        "because share of sales of Makers of shoes → The brand: 60%..70% → 10%..20%"
      ])
  }

  /// With one layer alone, the one before it is analysed for the comparison.
  @Test func `One layer alone changes as among all`() throws {
    let all = try Reports.report(Self.small)
    let alone = try Reports.report(Self.small, layer: "after")
    #expect(alone.layers.map(\.name) == ["after"])
    #expect(alone.changes == [all.changes[0]])
    #expect(alone.changes[0].turns.contains { !$0.conclusions.isEmpty })
  }

  @Test func `Filters have what divides the conclusions`() throws {
    let report = try Reports.report(Self.small)
    var choices: [Facet: [String]] = [:]
    for filter in report.filters { choices[filter.facet] = filter.choices.map(\.value) }
    #expect(choices[.layer] == ["before", "after", "helped"])
    #expect(choices[.country] == ["DE", "IT"])
    #expect(choices[.tier]?.contains("1") == true)
    #expect(choices[.modality]?.contains("danger") == true)
    #expect(choices[.theory] == nil, "one theory divides nothing")
    let entry = try Self.finding("functional_ceiling into design", in: report)
    #expect(
      entry.aspects.values == [
        .layer: ["after"], .theory: ["caspari2003"], .modality: ["danger"], .tier: ["1"],
        .country: ["IT"], .governance: ["quasi_hierarchical"],
      ])
    #expect(entry.aspects.about == ["maker", "maker -> house", "house"])
  }

  @Test func `Theories that disagree stand side by side`() throws {
    let text = try String(
      decoding: Data(
        contentsOf: Reports.package.appending(path: "Tests/Golden/analysis/case.gvc")),
      as: UTF8.self)
    let report = try Reports.report(text)
    let contest = try #require(report.contested.first)
    #expect(contest.voices.map(\.value) == ["dark", "bright"])
    for voice in contest.voices {
      let number = try #require(voice.finding)
      let entry = try #require(
        report.subjects.flatMap(\.findings).first { $0.number == number })
      #expect(entry.answer?.hasSuffix(voice.value) == true)
    }
  }

  @Test func `The interview leads to what it decides`() throws {
    let report = try Reports.report(Self.small)
    let question = try #require(report.interview.first)
    #expect(!question.open.isEmpty && question.decides.contains("open conclusion"))
    #expect(question.open.allSatisfy { (1...report.open.count).contains($0) })
  }

  @Test func `Mistakes in the case are said`() throws {
    let report = try Reports.report("firm a \"A\" { size: hge }\nfirm b \"B\" {}")
    #expect(report.cautions.count == 1)
    #expect(report.cautions[0].hasPrefix("Error in case.gvc:1: "))
    #expect(HTMLCaseReport(report).text.contains("What to be careful about"))
  }

  @Test func `A threshold that is set says so`() throws {
    let report = try Reports.report(Self.small)
    let setting = try #require(report.thresholds.first { $0.name == "dependent_share" })
    #expect(setting.value == "50%" && setting.declared == nil && setting.basis.hasPrefix("own"))
  }

  // MARK: The hash

  @Test func `The hash is of what the files say, not of their order or names`() {
    func hash(_ texts: [(String, String)]) -> String {
      Fingerprint(
        of: texts.enumerated().map { SourceText(file: FileID($0), name: $1.0, $1.1) }
      ).hexadecimal
    }
    let one = hash([("a.gvc", "firm a {}"), ("b.gvc", "firm b {}")])
    #expect(one == hash([("y.gvc", "firm b {}"), ("x.gvc", "firm a {}")]))
    #expect(one != hash([("a.gvc", "firm a {}"), ("b.gvc", "firm c {}")]))
    #expect(one != hash([("a.gvc", "firm a {}firm b {}"), ("b.gvc", "")]))
  }

  @Test func `The hash covers the case and every pack in use`() throws {
    let origin = try Reports.report(Self.small).origin
    #expect(origin.files.map(\.name) == ["case.gvc"])
    #expect(origin.packs.map(\.name) == ["caspari2003.gvc", "prelude.gvc", "terms.gvc"])
    let digests = (origin.files + origin.packs).map(\.digest)
    #expect(Fingerprint(digests: digests).hexadecimal == origin.fingerprint)
    #expect(origin.files[0].digest == SHA256(of: Self.small).hexadecimal)
  }

  /// Where a project lies does not show.
  @Test func `Names of files begin at the project`() throws {
    let report = try Reports.report(["case.gvc": Self.small, "more.gvc": "firm third \"Third\" {}"])
    #expect(report.origin.files.map(\.name) == ["case.gvc", "more.gvc"])
    #expect(!HTMLCaseReport(report).text.contains("/case/"))
  }

  // MARK: The page

  @Test func `Every part stands in the page`() throws {
    let page = HTMLCaseReport(try Reports.report(Self.small)).text
    for title in [
      "In brief", "Answers by question", "Conclusions by subject", "What changes", "Theories",
      "What is still unknown", "Sources", "Thresholds", "How to reproduce this",
    ] {
      #expect(page.contains("<h2>\(title)</h2>"), "\(title)")
    }
    #expect(!page.contains("<h2>The picture</h2>"))
    for landmark in ["<main", "<nav", "<header", "<footer", "<aside", "class=\"skip\""] {
      #expect(page.contains(landmark))
    }
    #expect(page.contains("<a href=\"https://example.org/s\" rel=\"noopener noreferrer\">"))
  }

  @Test func `Pictures stand in the page as they are drawn`() throws {
    let svg = "<svg viewBox=\"0 0 9 9\"><g class=\"node\" data-entity=\"maker\"></g></svg>"
    let report = try Reports.report(
      ["case.gvc": Self.small],
      pictures: [
        CaseReport.Picture(layer: "before", title: "Then <1>", svg: svg),
        CaseReport.Picture(layer: "after", title: "Now", svg: svg),
      ], style: ".node { fill: red }")
    let page = HTMLCaseReport(report).text
    #expect(page.contains("<figure data-picture=\"before\">") && page.contains(svg))
    #expect(page.contains("<figcaption>Then &lt;1&gt;</figcaption>"))
    #expect(page.contains(".node { fill: red }"))
    #expect(MarkdownCaseReport(report).text.contains("## The picture"))
  }

  @Test func `A case of which nothing follows has a report`() throws {
    for text in ["", "firm a \"A\" {}", "use caspari2003"] {
      let report = try Reports.report(text)
      #expect(report.subjects.isEmpty)
      let page = HTMLCaseReport(report).text
      #expect(page.contains("Nothing is concluded.") || page.contains("No theory is in use."))
      #expect(!page.contains("<h2>Sources</h2>") && page.contains("<h2>How to reproduce this</h2>"))
    }
  }

  @Test func `A title and a date are what a person says`() throws {
    let report = try Reports.report(
      ["case.gvc": Self.small],
      details: CaseReport.Details(
        title: "My <case>", date: "May 2026", version: "9", options: ["--layer after"]))
    let page = HTMLCaseReport(report).text
    #expect(page.contains("<h1>My &lt;case&gt;</h1>") && page.contains("May 2026"))
    #expect(page.contains("gvc report case --layer after"))
  }
}
