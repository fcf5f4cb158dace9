import GVCModel
import Testing

@testable import GVCAnalysis

/// What is printed of values says what is known of them.
@Suite struct PrintedValueTests {
  private static let theory = """
    theory t {
      source s {}
      rule shown "Shown" {
        for l in links
        when l.supplier.workers is known or l.lead_time is unknown
        find l observed
        message "{l.supplier.workers}; {l.share_of_sales}; {l.lead_time}; {rest}; {l.buyer.founded_on}"
        let rest = 1 - ratio(l.share_of_sales)
        cite s
      }
    }
    attribute actor.founded_on: date "When it was founded."
    """

  private func message(_ maker: String, _ link: String, _ house: String = "") throws -> String {
    let analysed = AnalysedCase(
      """
      \(Self.theory)
      buyer house { \(house) }
      firm maker { \(maker) }
      link maker -> house { \(link) }
      """)
    #expect(analysed.problems == [])
    let finding = try #require(analysed.analysis.findings.first { $0.truth == .yes })
    return analysed.reader.message(of: finding)
  }

  @Test func `An estimate keeps its mark, also in what is worked out from it`() throws {
    #expect(
      try message("workers: ~40 workers", "share_of_sales: ~60% lead_time: ~3 days")
        == "~40 workers; ~60%; ~3 days; ~0.4; unknown")
  }

  @Test func `What nobody says is unknown, and has no bounds of its kind`() throws {
    #expect(
      try message("", "") == "Unknown; unknown; unknown; 0..1; unknown")
  }

  @Test(arguments: ["1999-07-15", "1999-07", "1999", "2000-02-29", "1000-01-01"])
  func `A date is printed as it is written`(date: String) throws {
    #expect(
      try message("workers: 3 workers", "", "founded_on: \(date)").hasSuffix("; \(date)"))
  }

  @Test func `A difference of an estimate and a number is one`() throws {
    func reader(_ share: String) -> FindingReader {
      AnalysedCase("buyer b {}\nfirm f {}\nlink f -> b { share_of_sales: \(share) }\n").reader
    }
    let difference = CaseDifference(
      from: CaseState(reader("~60%")), to: CaseState(reader("60%")))
    #expect(difference.facts.map { "\($0.old ?? "") -> \($0.new ?? "")" } == ["~60% -> 60%"])
  }
}

/// All that evaluates has one budget, and what ends by it says so.
@Suite struct BudgetTests {
  /// Attributes of which each is derived from the one before it, by way of several parts.
  private static func chain(_ length: Int) -> String {
    let derived = (1...length).map {
      "derive firm.n\($0): number = if n\($0 - 1) > 1 then n\($0 - 1) else n\($0 - 1)"
    }.joined(separator: "\n")
    return """
      theory t {
        source s {}
        attribute firm.n0: number "x"
        \(derived)
        rule top "T" {
          for f in firms
          when f.n\(length) > 0
          find f observed
          message "{f}"
          cite s
        }
      }
      firm known { n0: 2 }
      firm open {}
      """
  }

  /// What is found, explained and asked of a chain, and what that takes.
  private func used(_ length: Int) throws -> Int {
    let analysed = AnalysedCase(Self.chain(length))
    #expect(analysed.problems == [])
    #expect(analysed.found == ["top on known"] && analysed.open == ["top on open"])
    for finding in analysed.analysis.findings {
      let explanation = analysed.reader.explanation(of: finding)
      #expect(!explanation.conditions.isEmpty)
      if finding.truth == .unknown {
        let question = analysed.reader.question(for: finding)
        #expect(question.toHold.map(\.count) == [1] && question.toRuleOut.map(\.count) == [1])
      }
    }
    #expect(!analysed.reader.isExhausted)
    return analysed.reader.used
  }

  /// Derived one from another forty times takes at most some three times what twenty take, and not a million times.
  @Test func `What is derived one from another is worked out once`() throws {
    let (short, long) = (try used(20), try used(40))
    #expect(long < 5 * short)
  }

  @Test func `A message whose value takes too long says so, and ends`() throws {
    let activities = (0..<200).map { "activity a\($0)" }.joined(separator: "\n")
    let analysed = AnalysedCase(
      """
      theory t {
        source s {}
        derive actor.big: number = count(b for b in activities, c in activities, d in activities, e in activities, f in activities)
        rule r "R" {
          for f in firms
          when f.workers is known
          find f observed
          message "{f.big}"
          cite s
        }
      }
      firm m { workers: 1 }
      \(activities)
      """)
    let finding = try #require(analysed.analysis.findings.first)
    #expect(analysed.reader.message(of: finding).contains("not worked out"))
  }

  @Test func `Rules that take more than there is are named, and those behind them`() {
    let rules = (0..<3).map { number in
      "  rule r\(number) {\n    for a in firms, b in firms, c in firms\n"
        + "    when a.size == small and b.size == small and c.size == small\n"
        + "    find a observed\n    message \"m\"\n    cite s\n  }"
    }.joined(separator: "\n")
    let firms = (0..<20).map { "firm f\($0) { size: small }" }.joined(separator: "\n")
    let text = "theory t {\n  source s {}\n\(rules)\n}\n\(firms)\n"
    #expect(AnalysedCase(text).analysis.diagnostics == [])
    var options = AnalysisOptions()
    options.workLimit = 30_000
    let stopped = AnalysedCase(text, options)
    let said = stopped.analysis.diagnostics.map(\.message)
    #expect(said.contains { $0.contains("was stopped after") })
    #expect(said.contains { $0.contains("was not run") })
  }
}

/// A reference names one finding, and a rule is named with its theory where that is needed.
@Suite struct ReferenceNameTests {
  @Test func `Each reference finds the finding that it names`() throws {
    let analysed = AnalysedCase(
      """
      theory p {
        source n {}
        rule single "One source" {
          for a in actors, x in products
          when count(l for l in a.purchases where l.product == x) == 1
          find a danger
          on x
          message "{a} has one source of {x}."
          cite n
        }
        rule same "The same" { for a in buyers when a.size == small find a observed message "{a}" cite n }
      }
      theory q {
        source m {}
        rule same "The same" { for a in buyers when a.size == small find a observed message "{a}" cite m }
      }
      product w "Wafers"
      product r "Resin"
      buyer b { size: small }
      firm f {}
      firm g {}
      link f -> b { product: w }
      link g -> b { product: r }
      """)
    #expect(analysed.problems == [])
    #expect(
      analysed.found == ["single on b, w", "single on b, r", "p.same on b", "q.same on b"])
    for finding in analysed.analysis.findings {
      let text = analysed.reader.reference(to: finding)
      let read = ExpectationReader.read(finding: text, in: analysed.model)
      let expectation = try #require(read.expectation, "\(text)")
      let named = analysed.analysis.findings.filter {
        expectation.speaks(of: $0, in: analysed.program)
      }
      #expect(named.count == 1, "\(text)")
    }
  }
}

/// Amounts that cannot be compared are said to be so.
@Suite struct ObstacleTests {
  @Test func `A comparison of two currencies says that no rate is known`() throws {
    let analysed = AnalysedCase(
      """
      theory t {
        source s {}
        rule dear "Dear" { for l in links when l.unit_value > 5 USD find l observed message "{l}" cite s }
      }
      buyer b {}
      firm f {}
      link f -> b { unit_value: 10 EUR }
      """)
    let finding = try #require(analysed.analysis.findings.first)
    #expect(finding.truth == .unknown)
    let question = analysed.reader.question(for: finding)
    #expect(
      question.obstacles == [
        "10 EUR and 5 USD cannot be compared: no rate or index between EUR and USD is known; "
          + "state one as `rate NAME { amount: 1 EUR worth: NUMBER USD from SOURCE }`"
      ])
  }
}

/// What is said to rule out a finding rules it out, whatever else leaves it open.
@Suite struct SeveralWaysTests {
  private static func analysed(_ plots: String) -> AnalysedCase {
    AnalysedCase(
      """
      kind plot "Plot" { plural: plots }
      attribute plot.owner: actor "Whose it is."
      theory t {
        source n {}
        rule small "Near a small one" {
          for p in plots, f in buyers
          when p.owner.size == small
          find f observed
          message "{f}"
          cite n
        }
      }
      \(plots)
      firm m {}
      buyer z {}
      """)
  }

  private func question(_ plots: String) throws -> OpenQuestion {
    let analysed = Self.analysed(plots)
    #expect(analysed.problems == [])
    return analysed.reader.question(for: try #require(analysed.analysis.findings.first))
  }

  @Test func `One way is ruled out by what it reads`() throws {
    let question = try question("plot a { owner: m }")
    #expect(question.toHold.map(\.count) == [1] && question.toRuleOut.map(\.count) == [1])
  }

  @Test func `One of two ways is not all of them`() throws {
    let question = try question("plot a { owner: m }\nplot b {}")
    #expect(question.toHold.map(\.count) == [1] && question.toRuleOut == [])
  }

  /// Which thing it is does not decide where nothing is known of any.
  @Test func `A thing decides with what is known of it`() throws {
    #expect(try question("plot a {}").toHold == [])
  }
}

/// A fact is asked for where some value of it decides, and no more facts than decide.
@Suite struct FewestFactsTests {
  private func question(_ condition: String) throws -> OpenQuestion {
    let analysed = AnalysedCase(
      """
      theory t {
        source n {}
        rule r "R" { for f in firms when \(condition) find f observed message "{f}" cite n }
      }
      firm m {}
      buyer a {}
      buyer b {}
      link m -> a {}
      link m -> b {}
      """)
    #expect(analysed.problems == [])
    return analysed.reader.question(for: try #require(analysed.analysis.findings.first))
  }

  @Test func `No value makes what cannot be`() throws {
    let question = try question("f.size == small and f.size == large")
    #expect(question.toHold == [] && question.toRuleOut.map(\.count) == [1])
  }

  @Test func `One of two shares is enough for half of the sales, and both for less`() throws {
    let question = try question("sum(ratio(l.share_of_sales) for l in f.sales) >= 0.5")
    #expect(question.toHold.map(\.count) == [1, 1] && question.toRuleOut.map(\.count) == [2])
  }
}
