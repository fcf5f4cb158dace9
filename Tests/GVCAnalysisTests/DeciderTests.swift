import GVCAnalysis
import GVCModel
import Testing

/// The facts that are named as missing decide, and no fewer do.
@Suite struct DeciderTests {
  /// The attributes of the link and its ends that the condition reads, and what each can be.
  private static let domain: [(name: String, values: [String])] = [
    ("governance", ["quasi_hierarchical", "network"]),
    ("dependence", ["high", "low"]),
    ("share_of_sales", ["10%", "90%"]),
    ("core", ["[design]", "[]"]),
    ("performs", ["[design]", "[]"]),
  ]

  private static func analysed(_ facts: [String: String]) -> AnalysedCase {
    func line(_ name: String) -> String { facts[name].map { "\(name): \($0)" } ?? "" }
    return AnalysedCase(
      """
      theory t {
        source s {}
        rule ceiling {
          for l in links, f in activities
          when l.governance == quasi_hierarchical
            and f in l.buyer.core
            and f not in l.supplier.performs
            and (if l.share_of_sales is known then l.share_of_sales >= 50% else l.dependence == high)
          find l.supplier likely
          message "m"
          cite s
        }
      }
      activity design {}
      firm maker { \(line("performs")) }
      buyer house { \(line("core")) }
      firm other { performs: [design] }
      link maker -> house {
        \(line("governance"))
        \(line("dependence"))
        \(line("share_of_sales"))
      }
      """)
  }

  /// The values that some facts can take together.
  private static func assignments(_ names: [String]) -> [[String: String]] {
    guard let first = names.first, let values = domain.first(where: { $0.name == first })?.values
    else { return [[:]] }
    return assignments(Array(names.dropFirst())).flatMap { rest in
      values.map { rest.merging([first: $0]) { a, _ in a } }
    }
  }

  private static func truth(_ facts: [String: String]) -> Truth {
    analysed(facts).analysis.findings.first?.truth ?? .no
  }

  @Test(
    arguments: [
      [:], ["governance": "quasi_hierarchical"], ["core": "[design]", "performs": "[]"],
      ["governance": "quasi_hierarchical", "core": "[design]", "performs": "[]"],
      ["dependence": "high"], ["share_of_sales": "90%", "performs": "[]"],
    ] as [[String: String]])
  func setsDecideAndAreMinimal(facts: [String: String]) throws {
    let analysed = Self.analysed(facts)
    #expect(analysed.problems == [])
    let finding = try #require(analysed.analysis.findings.first)
    #expect(finding.truth == .unknown)
    let question = analysed.reader.question(for: finding)
    func names(_ set: [MissingFact]) -> [String] {
      set.map { analysed.model.names[analysed.model.vocabulary[$0.attribute].name] }
    }
    func decides(_ names: [String], _ truth: Truth) -> Bool {
      Self.assignments(names).contains {
        Self.truth(facts.merging($0) { a, _ in a }) == truth
      }
    }
    for (sets, truth) in [(question.toHold, Truth.yes), (question.toRuleOut, .no)] {
      #expect(!sets.isEmpty)
      for set in sets {
        #expect(decides(names(set), truth), "\(names(set)) do not decide \(truth)")
        for fact in set {
          let fewer = names(set.filter { $0 != fact })
          #expect(fewer.isEmpty || !decides(fewer, truth), "\(fewer) would do")
        }
      }
    }
  }

  /// The smallest set that any facts at all make is among those that are named.
  @Test func theSmallestSetIsNamed() throws {
    let analysed = Self.analysed(["governance": "quasi_hierarchical", "performs": "[]"])
    let finding = try #require(analysed.analysis.findings.first)
    let question = analysed.reader.question(for: finding)
    let hold = question.toHold.map { set in set.map { analysed.reader.text($0) }.sorted() }
    #expect(
      Set(hold) == [
        ["core of house", "dependence of maker -> house"],
        ["core of house", "share_of_sales of maker -> house"],
      ])
    let ruleOut = question.toRuleOut.map { set in set.map { analysed.reader.text($0) }.sorted() }
    #expect(
      Set(ruleOut) == [
        ["core of house"], ["dependence of maker -> house"], ["share_of_sales of maker -> house"],
      ])
  }
}

/// What a type of governance needs, where it is derived by one test after another.
@Suite struct ConditionalDeciderTests {
  @Test func aTypeNeedsTheWholeWayToIt() throws {
    let analysed = AnalysedCase(
      """
      theory t {
        source s {}
        derive link.kind_of: governance =
          if equity == buyer then hierarchical
          else if product_specification == both then network
          else arms_length
          "k"
        rule is_market {
          for l in links
          when l.kind_of == arms_length
          find l definition
          message "m"
          cite s
        }
        rule is_owned {
          for l in links
          when l.kind_of in [hierarchical]
          find l definition
          message "m"
          cite s
        }
      }
      firm maker {}
      buyer house {}
      link maker -> house {}
      """)
    #expect(analysed.problems == [])
    func sets(_ rule: String) throws -> (hold: [[String]], ruleOut: [[String]]) {
      let finding = try #require(
        analysed.analysis.findings.first {
          analysed.model.names[analysed.model.rules[$0.rule].name] == rule
        })
      let question = analysed.reader.question(for: finding)
      func names(_ sets: [[MissingFact]]) -> [[String]] {
        sets.map { set in
          set.map { analysed.model.names[analysed.model.vocabulary[$0.attribute].name] }.sorted()
        }
      }
      return (names(question.toHold), names(question.toRuleOut))
    }
    let market = try sets("is_market")
    #expect(market.hold == [["equity", "product_specification"]])
    #expect(Set(market.ruleOut) == [["equity"], ["equity", "product_specification"]].reduced)
    let owned = try sets("is_owned")
    #expect(owned.hold == [["equity"]])
    #expect(owned.ruleOut == [["equity"]])
  }
}

extension Array where Element == [String] {
  /// The sets that contain no other one.
  fileprivate var reduced: Set<[String]> {
    Set(filter { set in !contains { $0 != set && Set($0).isSubset(of: set) } })
  }
}
