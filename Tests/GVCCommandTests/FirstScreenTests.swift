import Foundation
import GVCReport
import Testing

@testable import gvc

/// The first screen of `gvc analyze`, and the order of what stands on it.
@Suite struct FirstScreenTests {
  /// The references of the messages, in their order.
  private func references(_ output: String) -> [String] {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: "What matters most") else { return [] }
    let screen = lines[start...].dropFirst(2)
    let end = screen.dropFirst().firstIndex { $0.allSatisfy { $0 == "-" } && !$0.isEmpty }
    return screen[..<(end ?? screen.endIndex)].filter { $0.hasPrefix("   -> ") }
      .map { String($0.dropFirst(6)) }
  }

  private func rules(_ output: String) -> [String] {
    references(output).map { String($0.prefix { $0 != " " }) }
  }

  /// What the paper puts into the title of the box that a sample is made from is among the first three.
  @Test(arguments: [
    // “A case of successful upgrading”
    ("nie_garments", ["functional_upgrading", "step_up"]),
    // “A look at three clusters”, which represent different stages
    ("electronics", ["assembly_stage", "supplier_stage", "knowledge_stage"]),
    // “Inclusion and exclusion in a global chain”
    ("horticulture", ["small_supplier_exclusion", "exporters_under_pressure"]),
    // “The danger of functional down[grading]”
    ("brenta", ["functional_downgrading"]),
    // “The increasing relevance of non-price factors for competitiveness”
    ("footwear", ["benchmark_gap", "weakest_factor", "cost_only_strategy"]),
    // “The increasing heterogeneity”: what became of each
    ("four_clusters", ["product_upgrading_by_quality"]),
    // “Learning from alternative chains and avoiding dependence”
    ("ludhiana", ["home_chain_teaches", "second_market_teaches"]),
    // “Price-based competitiveness – a long-run comparative advantage?”
    ("resources", ["advantage_undermined"]),
    // Upgrading is blocked in one chain, and a firm fell to a subcontractor.
    ("sinos_valley", ["functional_downgrading", "functional_ceiling"]),
  ])
  func `The title of the box is among the first three`(sample: String, titles: [String]) throws {
    let first = rules(try Tool.run("analyze", "Samples/\(sample)").output).prefix(3)
    #expect(first.contains { titles.contains($0) }, "\(first)")
  }

  // MARK: The rule of ranking

  private static let theory = """
    source notes { title: "Notes" year: 2000 }
    period early {}
    period late { follows: early }
    buyer house { size: large from notes "1" }
    firm a { size: small from notes "2" influence: high from notes "2" }
    firm b { size: small from notes "3" }
    firm c { size: large from notes "4" }
    in late { set c { size: medium from notes "5" } }
    theory t "T" {
      verdict fate "Fate" {
        of: actor
        value dark "Dark" { against: [bright] }
        value bright "Bright"
      }
      verdict rank "Rank" {
        of: actor
        value low "Low"
      }
      RULES
    }
    """

  private func order(_ rules: String) throws -> [String] {
    let text = Self.theory.replacing("RULES", with: rules)
    let result = try Tool.run("analyze", "-", input: text)
    #expect(result.errors == "")
    return self.rules(result.output)
  }

  private func rule(
    _ name: String, _ find: String, when condition: String, over kind: String = "firms"
  ) -> String {
    """
    rule \(name) "\(name)" {
      for a in \(kind)
      when \(condition)
      find \(find)
      message "{a}: \(name)."
      cite notes
    }

    """
  }

  /// Each pair differs in one thing; what has it stands first, though it stands behind in the text.
  @Test(arguments: [
    // An answer to a question before what answers none.
    ("a observed", "a.size == large", "a low observed", "a.size == large"),
    // A change before a state.
    ("a observed", "a.size == medium", "a observed", "a.size < before(a.size)"),
    // What is observed before what is possible.
    ("a possible", "a.size == large", "a observed", "a.size == large"),
    // What is said of two before what is said of one.
    ("a observed", "a.size == large", "a observed", "a.size == small"),
    // What follows from two facts before what repeats one.
    ("a observed", "a.influence == high", "a observed", "a.influence == high and a.size == small"),
  ])
  func `What has one thing more stands first`(
    plainFind: String, plain: String, moreFind: String, more: String
  ) throws {
    let found = try order(
      rule("plain", plainFind, when: plain) + rule("more", moreFind, when: more))
    #expect(found == ["more", "plain"])
  }

  /// Rules that contradict one another come before one that nobody contradicts.
  @Test func `A contest stands first`() throws {
    let found = try order(
      rule("calm", "a low possible", when: "a.size == large")
        + rule("gloomy", "a dark possible", when: "a.size == large")
        + rule("glad", "a bright possible", when: "a.size == large"))
    #expect(Set(found.prefix(2)) == ["gloomy", "glad"])
  }

  /// A pack weighs its answers.
  @Test func `An answer that weighs more stands first`() throws {
    let rules =
      rule("one", "a dark observed", when: "a.size == large")
      + rule("other", "a low observed", when: "a.size == large")
    #expect(try order(rules) == ["one", "other"])
    let text = Self.theory.replacing("RULES", with: rules)
      .replacing("value low \"Low\"", with: "value low \"Low\" { weight: 2 }")
    let weighed = try Tool.run("analyze", "-", "--why-first", input: text).output
    #expect(self.rules(weighed) == ["other", "one"])
    let flat = weighed.replacing(/\s+/, with: " ")
    #expect(flat.contains("the theory gives it this weight (2)"))
  }

  /// The points add up to what is said of them, and fall from message to message.
  @Test func `Reasons add up`() throws {
    let output = try Tool.run("analyze", "Samples/horticulture", "--why-first").output
    let reasons = output.replacing(/\s+/, with: " ").matches(of: /first: (\d+) points: (.*?) ->/)
    #expect(reasons.count == 5)
    var last = Int.max
    for reason in reasons {
      let sum = reason.output.2.matches(of: /\((-?\d+)\)/).reduce(0) {
        $0 + (Int($1.output.1) ?? 0)
      }
      #expect(String(sum) == reason.output.1)
      #expect(sum <= last)
      last = sum
    }
    #expect(!(try Tool.run("analyze", "Samples/horticulture").output.contains("points:")))
  }

  // MARK: Facts, once

  @Test(arguments: ["brenta", "horticulture", "sinos_valley"])
  func `Each fact stands once, and each number leads to one`(sample: String) throws {
    let output = try Tool.run("analyze", "Samples/\(sample)").output
    let start = try #require(output.range(of: "What all this rests on\n"))
    let behind = output[start.upperBound...]
    let places = behind.matches(of: /\[(\d+)\] +/).map { Int($0.output.1) ?? 0 }
    #expect(places == Array(1...places.count))
    let lines = output[..<start.lowerBound].matches(of: /rests on   (.*)/).map { $0.output.1 }
    let used = lines.flatMap { $0.matches(of: /\[(\d+)(?:–(\d+))?\]/) }.flatMap { match in
      let low = Int(match.output.1) ?? 0
      return Array(low...(match.output.2.flatMap { Int($0) } ?? low))
    }
    #expect(Set(used).isSubset(of: Set(places)))
    #expect(!output.contains("    fact       "))
    // Every stated number is there, whether a rule reads it or not.
    let text = try String(
      contentsOf: Tool.package.appending(path: "Samples/\(sample)/\(sample).gvc"), encoding: .utf8)
    for share in text.matches(of: /(?m)^  share_of_\w+: ([\d.]+%)/) {
      #expect(output.contains(share.output.1), "\(share.output.0)")
    }
  }

  /// `--all` tells each conclusion with its facts, and no screen.
  @Test func `All of it is as it was`() throws {
    let output = try Tool.run("analyze", "Samples/brenta", "--all").output
    #expect(
      !output.contains("What matters most") && output.contains("    fact       maker: performs"))
    #expect(output.hasPrefix("Luxury fashion companies (fashion_house)\n====="))
  }

  // MARK: Width

  @Test(
    arguments: [
      (nil, [:], 100), (80, [:], 80), (40, [:], 60), (500, [:], 200), (80, ["COLUMNS": "120"], 120),
      (nil, ["COLUMNS": "72"], 72), (nil, ["COLUMNS": "wide"], 100), (90, ["COLUMNS": "0"], 90),
      (nil, ["COLUMNS": "-5"], 100),
    ] as [(Int?, [String: String], Int)])
  func `A line is as wide as the terminal`(
    terminal: Int?, environment: [String: String], width: Int
  ) {
    #expect(Output.width(ofTerminal: terminal, environment) == width)
  }

  /// Lines break between words alone: all widths say the same words.
  @Test func `Nothing is cut in a word`() throws {
    func words(_ width: String) throws -> [Substring] {
      let output = try Tool.run(
        ["analyze", "Samples/brenta"], environment: ["COLUMNS": width]
      ).output
      let longest = output.split(separator: "\n").map(\.count).max() ?? 0
      #expect(longest <= (Int(width) ?? 0), "\(width)")
      return output.split { $0 == " " || $0 == "\n" }.filter {
        !$0.allSatisfy { "=-".contains($0) }
      }
    }
    let wide = try words("200")
    #expect(try words("100") == wide)
    #expect(try words("72") == wide)
  }
}
