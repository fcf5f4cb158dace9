import Foundation
import GVCReport
import Testing

/// What the JSON of `gvc ir` says: all that another program needs to evaluate the rules.
@Suite struct IRDocumentTests {
  private static let text = """
    period one { years: 1980..1989 }
    period two { years: 1990..1999 }
    scenario other { base: two }
    source survey {}
    buyer house { workers: ~40 core: [design, ..] }
    firm maker {}
    activity design
    link maker -> house {
      unit_value: 5.123456789 USD/pair in 1998
      share_of_sales: at least 12.3456789%
      dependence: medium..high from survey (reported_by: buyer)
    }
    in two {
      set house { workers: 50 }
      remove maker
      add firm late {}
    }
    expect no finding mine.much on maker -> house in two
    theory mine {
      source notes {}
      threshold dear: 0.1234567891 "What is dear." { range: 0..1 basis: "own" }
      verdict view "View" { of: actor value good { against: [bad] } value bad { level: warning } }
      derive link.large: truth = ratio(share_of_sales) > dear "Whether it is large."
      rule much "Much" {
        for l in links
        let b = l.buyer
        when sum(k.share_of_purchases for k in b.purchases, a in b.core where a == design) > 50%
          and l.dependence by buyer == high
        find b bad observed
        on l
        message "{b} takes much."
        cite notes "p. 1"
      }
    }

    """

  private static func document() throws -> IRDocument {
    let result = try Tool.run("ir", "-", "--format", "json", input: text)
    #expect(result.status == 0)
    return try JSONDecoder().decode(IRDocument.self, from: Data(result.output.utf8))
  }

  @Test func numbersAreWrittenInFull() throws {
    let document = try Self.document()
    func value(_ attribute: String) throws -> IRValue {
      try #require(document.facts.first { $0.attribute == attribute }).value
    }
    let price = try value("link.unit_value")
    #expect(price.low == 5.123456789 && price.high == 5.123456789 && price.form == "exact")
    let unit = document.units[try #require(price.unit)]
    #expect(unit.dimension == "money" && unit.currency == "USD")
    #expect(unit.year == 1998 && unit.per == "pair")
    let share = try value("link.share_of_sales")
    #expect(share.form == "at_least")
    #expect(abs(try #require(share.low) - 0.123456789) < 1e-16)
    #expect(try value("actor.workers").form == "estimate")
    #expect(document.thresholds?.map(\.value.low) == [0.1234567891])
    #expect(document.thresholds?.first?.range?.high == 1)
  }

  @Test func typesAreStructured() throws {
    let attributes = try Self.document().vocabulary.attributes
    func type(_ owner: String, _ name: String) -> IRType? {
      attributes.first { $0.owner == owner && $0.name == name }?.type
    }
    #expect(type("link", "share_of_sales") == .of(kind: "share", "sales"))
    #expect(type("actor", "core") == .several(kind: "list", .of(kind: "entity", "activity")))
    #expect(type("actor", "requires") == .of(kind: "map", "capability"))
    #expect(type("period", "years") == .plain("years"))
    let governance = attributes.first { $0.owner == "link" && $0.name == "governance" }
    #expect(governance?.default?.path == ["link.chain", "chain.governance"])
  }

  @Test func rulesAreTrees() throws {
    let document = try Self.document()
    let rule = try #require(document.rules?.first)
    #expect(rule.bindings.map(\.variable) == ["l"])
    #expect(rule.lets.map(\.name) == ["b"])
    #expect(rule.lets.first?.expression.relation == "buyer")
    #expect(rule.subject.operation == .let && rule.subject.name == "b")
    #expect(rule.verdict?.value == "bad" && rule.level == "warning")
    #expect(rule.conditions.map(\.operation) == [.greater, .equal])
    let sum = try #require(rule.conditions.first?.arguments?.first)
    #expect(sum.operation == .aggregate && sum.function == "sum")
    #expect(sum.arguments?.map(\.attribute) == ["link.share_of_purchases"])
    let bindings = try #require(sum.bindings)
    #expect(bindings.map(\.variable) == ["k", "a"])
    #expect(bindings.map(\.set.operation) == [.relation, .attribute])
    #expect(bindings.map { $0.where?.operation } == [nil, .equal])
    let half = try #require(rule.conditions.first?.arguments?.last)
    #expect(half.value?.low == 0.5 && half.type == .plain("percent"))
    #expect(rule.conditions.last?.arguments?.first?.voice == "buyer")
    // The verb agrees with a group.
    #expect(rule.message.map(\.text) == [nil, " ", nil, " much."])
    let derived = document.vocabulary.attributes.first { $0.derived }
    #expect(derived?.expression?.arguments?.last?.operation == .threshold)
    let view = document.vocabulary.verdicts.first { $0.name == "view" }
    #expect(view?.values.map(\.against) == [["bad"], ["good"]])
  }

  @Test func layersSayWhatTheyChange() throws {
    let document = try Self.document()
    func names(_ places: [Int]) -> [String] { places.map { document.entities[$0].label } }
    #expect(names(document.layers.map(\.entity)) == ["one", "two", "other"])
    #expect(names(document.layers.compactMap(\.over)) == ["one", "two"])
    #expect(document.layers.map { names($0.adds) } == [[], ["late"], []])
    #expect(document.layers.map { names($0.removes) } == [[], ["maker"], []])
    let workers = document.facts.filter { $0.attribute == "actor.workers" }
    #expect(workers.map { $0.layer.map { names([$0]) } } == [nil, ["two"]])
    #expect(document.snapshots?.map(\.layer.name) == ["one", "two", "other"])
    let expectation = try #require(document.expectations.first)
    #expect(expectation.expected == "not_found" && expectation.rule == "much")
    #expect(
      names(expectation.on + [expectation.layer].compactMap { $0 }) == ["maker -> house", "two"])
  }
}
