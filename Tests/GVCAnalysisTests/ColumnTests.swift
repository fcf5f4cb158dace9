import GVCModel
import GVCSyntax
import Testing

@testable import GVCAnalysis

/// Many ways to bind variables at once conclude what they conclude one by one.
@Suite struct ColumnTests {
  /// What is found of a case, whole, with rules that take things one by one or all at once.
  private func findings(_ analysed: AnalysedCase, byColumns: Bool) -> Analysis {
    var options = AnalysisOptions()
    options.columnLimit = byColumns ? 0 : .max
    return Analysis(analysed.model, analysed.program, options)
  }

  private func lines(_ analysis: Analysis) -> [String] {
    analysis.findings.map { finding in
      "\(analysis.model.names[analysis.model.rules[finding.rule].name]) \(finding.truth)"
        + " \(finding.subject.index) \(finding.object?.index ?? -1) \(finding.related.map(\.index))"
        + " in \(finding.layer.entity?.index ?? -1)"
    }
  }

  private func check(_ analysed: AnalysedCase) {
    let one = findings(analysed, byColumns: false)
    let many = findings(analysed, byColumns: true)
    #expect(lines(many) == lines(one))
    #expect(many.contests.count == one.contests.count)
    #expect(many.agreements.count == one.agreements.count)
  }

  @Test(arguments: SampleTests.samples()) func `Samples conclude the same`(sample: String) throws {
    check(AnalysedCase(try SampleTests.text(of: sample)))
  }

  @Test(arguments: TheoryDocumentTests.blocks())
  func `Documents conclude the same`(block: TheoryDocumentTests.Block) {
    check(AnalysedCase(block.text))
  }

  /// One rule an operation of the language, over firms, buyers and links of which some say nothing, some several
  /// things, and some only a range.
  static let conditions = [
    "l.share_of_sales >= 30%", "l.share_of_sales is known", "not (l.share_of_sales < 30%)",
    "ratio(l.share_of_sales) > ratio(l.share_of_purchases)",
    "between(0, ratio(l.share_of_sales)) > 0.1", "max(ratio(l.share_of_sales), 0.2) == 0.2",
    "min(ratio(l.share_of_sales), 0.2) != 0.2", "abs(0.3 - ratio(l.share_of_sales)) < 0.1",
    "ratio(l.share_of_sales) ^ 2 < 0.04", "-ratio(l.share_of_sales) < -0.2",
    "1 / ratio(l.share_of_sales) > 4",
    "2 * ratio(l.share_of_sales) - ratio(l.share_of_sales) > 0.2", "l.level_of_price == high",
    "l.level_of_price > low",
    "l.level_of_price in [low, medium]", "l.level_of_price != l.dependence",
    "l.level_of_price is known",
    "l.supplier.size == small", "l.supplier in firms", "l.buyer in agents",
    "l.supplier.mentor == l.buyer", "l.supplier.mentor is known", "l.supplier.mentor != l.supplier",
    "l.supplier.mentor in firms", "l.supplier.mentor.workers > 50", "exists(l.supplier)",
    "assembly in l.supplier.performs", "count(l.supplier.performs) > 1",
    "count(l.supplier.sales) == 2", "count(l.supplier.mentor.sales) >= 1",
    "any(m.level_of_price == high for m in l.supplier.sales)",
    "all(m.level_of_price == high for m in l.supplier.sales)",
    "all(m.share_of_sales < 60% for m in l.supplier.sales where m.level_of_price == high)",
    "count(m for m in l.supplier.sales where m.level_of_price == high) > 0",
    "sum(m.share_of_sales for m in l.supplier.sales) > 40%",
    "min(m.share_of_sales for m in l.supplier.sales) < 20%",
    "max(m.share_of_sales for m in l.supplier.sales) > 20%",
    "average(m.share_of_sales for m in l.buyer.purchases) > 20%",
    "any(f in [assembly, design] for f in l.supplier.performs)",
    "all(f in [assembly, design] for f in l.supplier.performs)",
    "any(m.buyer == n.buyer for m in l.supplier.sales, n in l.buyer.purchases)",
    "any(g.size == large for g in firms where g.mentor == l.supplier)",
    "surely(l.level_of_price == high or l.dependence == high)",
    "surely(not (l.level_of_price == high and l.dependence == high))",
    "l.weight > 1", "l.weight is known", "l.supplier.close", "not l.supplier.close",
    "(if l.level_of_price == high then ratio(l.share_of_sales) else 0.1) > 0.2",
    "(if l.level_of_price == high then l.supplier.size else large) == large",
    "l.level_of_price by supplier == high", "l.level_of_price by supplier is known",
    "l.share_of_sales < before(l.share_of_sales)", "before(l.supplier.size) != l.supplier.size",
    "tier(l.supplier) > 1", "hops_to_market(l.supplier) > 1", "reachable(l.supplier, l.buyer)",
    "count(dominators(l.supplier)) > 0", "count(dominated(l.buyer)) > 1",
    "any(g.size == small for g in upstream(l.buyer))", "l.supplier.workers < workers_few",
    "l.supplier.capabilities[quality_cap] == high", "count(k for k in l.supplier.capabilities) > 0",
    "sum(m.share_of_sales for m in links) > 300%", "l.unit_price < 10 USD in 1998",
    "count(m for m in links where m.share_of_sales > 10%) > 6", "l.supplier.workers == 20 workers",
    "max(m.unit_price for m in links) > 10 USD in 1998", "l.share_of_sales != 10%",
    "average(ratio(m.share_of_sales) for m in links where m.level_of_price == high) > 0.2",
    "sum(ratio(m.share_of_sales) ^ 2 for m in l.supplier.sales) > 0.1", "l.share_of_sales <= 10%",
    "ratio(l.share_of_sales) + ratio(l.share_of_purchases) >= 0.4",
    "meets(l.supplier, l.buyer, quality_cap)", "is_must(l.buyer, quality_cap)",
    "l.supplier.open_minded", "l.supplier.temper == high", "l.unit_price > 10 USD in 1998",
  ]

  private static let theory = """
    theory mine {
      source notes {}
      threshold workers_few: 40 workers
      attribute firm.mentor: firm "m"
      attribute firm.mood: level "m" { default: medium }
      attribute firm.temper: level "m" { default: mentor.mood }
      attribute firm.open_minded: truth "o"
      attribute link.level_of_price: level "p"
      attribute link.unit_price: money "u"
      derive link.weight: number = count(m for m in supplier.sales where m.level_of_price == level_of_price)
        "w"
      derive firm.close: truth = any(m.level_of_price == high for m in sales) or mentor.open_minded
        "c"
    RULES
      rule pairs {
        for a in firms where a.size == small, b in buyers where b.size != small, l in a.sales
        when l.buyer == b or a.workers > 40
        find a observed into b
        message "m"
        cite notes
      }
      rule chosen {
        for a in firms, f in a.performs, g in activities where g != f
        when f == assembly or a.size == small
        find a observed into g
        message "m"
        cite notes
      }
    }
    capability quality_cap "Q"
    """

  /// A case of some firms and buyers with all sorts of things said of them.
  ///
  /// - Parameter isExact: Whether every number is one number of one unit, or unknown.
  static func text(seed: Int, isExact: Bool = false) -> String {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func pick(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    func choice(_ words: [String]) -> String { words[pick(words.count)] }
    func number(_ exact: [String], _ ranges: [String]) -> String {
      choice(isExact ? exact + ["unknown"] : exact + ranges + ["unknown"])
    }
    let rules = (conditions + GeneratedExpressions.conditions).enumerated().map {
      index, condition in
      "  rule r\(index) {\n    for l in links\n    when \(condition)\n    find l.supplier observed\n    on l\n"
        + "    message \"m\"\n    cite notes\n  }"
    }.joined(separator: "\n")
    var text = "use caspari2003\n" + theory.replacing("RULES", with: rules) + "\n"
    text += "period p1 { years: 1990..1994 }\nperiod p2 { years: 1995..1999 }\n"
    func facts(_ all: [String]) -> String {
      all.filter { _ in pick(3) > 0 }.joined(separator: "\n  ")
    }
    for index in 0..<4 {
      let size = facts(["size: \(choice(["large", "medium", "unknown"]))"])
      let needs = facts([
        "requires {\n    quality_cap: \(choice(["high", "must", "yes", "unknown"]))\n  }"
      ])
      text += "buyer b\(index) {\n  \(size)\n  \(needs)\n}\n"
    }
    for index in 0..<8 {
      text += "firm f\(index) {\n  "
      text += facts([
        "size: \(choice(["small", "large", "unknown"]))",
        "workers: \(number(["20 workers"] + (isExact ? ["45 workers", "60 workers"] : []), ["30..60 workers", "at least 50 workers"]))",
        "performs: \(choice(["[assembly, design]", "[assembly, ..]", "[]", "[production]"]))",
        "mentor: \(choice(["f\(pick(8))", "unknown"]))",
        "mood: \(choice(["high", "low"]))", "open_minded: \(choice(["yes", "no", "unknown"]))",
        "capabilities {\n    quality_cap: \(choice(["high", "low", "unknown"]))\n  }",
      ])
      text += "\n}\n"
      for other in Set((0..<3).map { _ in pick(4) }).sorted() {
        text += "link f\(index) -> b\(other) {\n  "
        text += facts([
          "share_of_sales: \(number(["10%", "30%"], ["at least 20%", "5%..40%"]))",
          "share_of_purchases: \(number(["10%"], ["at most 30%"]))",
          "level_of_price: \(choice(["high", "low", "medium", "unknown"]))",
          "dependence: \(choice(["high", "low"]))",
          "chain: \(choice(["c0", "unknown"]))",
          "unit_price: \(number(["12 USD in 1998"] + (isExact ? ["9 USD in 1998"] : ["9 USD in 1990"]), ["8..14 USD in 1998"]))",
        ])
        text += "\n}\n"
      }
    }
    text += "chain c0 {}\nevent e0 { date: 1992 }\nevent e1 { years: 1993..1996 }\nevent e2 {}\n"
    text += "in p2 {\n  set f0 {\n    size: small\n  }\n  add firm late {}\n}\n"
    return text
  }

  @Test(arguments: 0..<12, [true, false])
  func `Every operation gives the same`(seed: Int, isExact: Bool) {
    let analysed = AnalysedCase(Self.text(seed: seed, isExact: isExact))
    #expect(analysed.problems.filter { $0.contains("error") } == [])
    #expect(analysed.analysis.findings.count > 100)
    check(analysed)
  }

  /// Rules that run side by side find what they find one after another, in the same order.
  @Test(arguments: 0..<6) func `Side by side gives the same`(seed: Int) {
    let analysed = AnalysedCase(Self.text(seed: seed))
    var options = AnalysisOptions()
    options.sideBySideLimit = 0
    let sideBySide = Analysis(analysed.model, analysed.program, options)
    #expect(lines(sideBySide) == lines(analysed.analysis))
    #expect(sideBySide.unfinished == [])
  }

  /// A rule that is stopped is stopped at the same place, whoever runs what beside it.
  @Test func `Side by side stops at the same place`() {
    let analysed = AnalysedCase(Self.text(seed: 3))
    var options = AnalysisOptions(stepLimit: 12)
    let one = Analysis(analysed.model, analysed.program, options)
    options.sideBySideLimit = 0
    let sideBySide = Analysis(analysed.model, analysed.program, options)
    #expect(one.unfinished != [])
    #expect(sideBySide.unfinished == one.unfinished)
    #expect(lines(sideBySide) == lines(one))
  }

  /// An operand of a function is gone through once, so that functions in functions take no longer each time.
  @Test func `An operand is evaluated once`() {
    let sum = "sum(m.share_of_sales for m in l.supplier.sales)"
    let rules = ["\(sum) > 10%", "ratio(\(sum)) > 0.1"].enumerated().map { index, condition in
      "  rule r\(index) {\n    for l in links\n    when \(condition)\n    find l.supplier observed\n"
        + "    message \"m\"\n    cite notes\n  }\n"
    }
    var text = "theory mine {\n  source notes {}\n\(rules.joined())}\nbuyer b {}\n"
    for index in 0..<20 {
      text += "firm f\(index) {}\nlink f\(index) -> b { share_of_sales: \(index + 5)% }\n"
    }
    var options = AnalysisOptions()
    options.columnLimit = 0
    let analysed = AnalysedCase(text, options)
    let steps = analysed.analysis.profile.map(\.steps)
    #expect(analysed.problems.filter { $0.contains("error") } == [])
    #expect(steps.count == 2 && steps[0] > 0)
    #expect(steps.first == steps.last)
  }

  @Test func `Nothing is found when nobody waits`() {
    let analysed = AnalysedCase(Self.text(seed: 1))
    var options = AnalysisOptions()
    for limit in [0, Int.max] {
      options.sideBySideLimit = limit
      #expect(
        Analysis.run(analysed.model, analysed.program, options, after: nil, unless: { true }) == nil
      )
      #expect(
        Analysis.run(analysed.model, analysed.program, options, after: nil, unless: { false })
          != nil)
    }
  }
}
