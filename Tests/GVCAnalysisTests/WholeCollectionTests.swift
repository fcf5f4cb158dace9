import GVCModel
import Testing

@testable import GVCAnalysis

/// Questions that go over all things of a kind, against what the numbers themselves give.
@Suite struct WholeCollectionTests {
  /// A link as the text has it: what is said of it, or nothing.
  private struct Link {
    let share: Int?
    let price: Int?
    let isHigh: Bool?
  }

  /// Links of firms that stand between others (`isMixed`), or behind all buyers.
  private static func text(_ links: [Link], isMixed: Bool) -> String {
    var text = """
      theory mine {
        attribute link.unit_cost: money "p"
        attribute link.weight: number "w"
        attribute link.level_of_price: level "p"
      }
      buyer b0 { }
      buyer b1 { }

      """
    for (index, link) in links.enumerated() {
      if isMixed, index % 7 == 3 { text += "buyer c\(index) { }\n" }
      text += "firm f\(index) { workers: \(index % 5 + 1) workers }\n"
      var facts: [String] = []
      if let share = link.share { facts.append("share_of_purchases: \(share)%") }
      if let share = link.share { facts.append("weight: \(share)") }
      if let price = link.price { facts.append("unit_cost: \(price) USD in 1998") }
      if let isHigh = link.isHigh { facts.append("level_of_price: \(isHigh ? "high" : "low")") }
      text += "link f\(index) -> b\(index % 2) { \(facts.joined(separator: "  ")) }\n"
    }
    return text
  }

  /// What a question gives: a number, or a range.
  private static func answer(_ question: String, _ analysed: AnalysedCase) throws -> Interval {
    var compiler = QueryCompiler(analysed.model, analysed.program)
    let query = try compiler.query(question)
    let runner = QueryRunner(compiler, AnalysisOptions(), layer: .base)
    guard case .number(let interval, _)? = runner.answers(to: query).answers.first?.value else {
      throw AnswerError()
    }
    return interval
  }

  private struct AnswerError: Error {}

  /// Some more links than stand in a run of members.
  private static let links = (0..<MemberStream.limit + 300).map { index in
    Link(share: index * 37 % 19 + 1, price: index * 11 % 40 + 1, isHigh: index % 3 == 0)
  }

  @Test(arguments: [true, false]) func `All numbers are known`(isMixed: Bool) throws {
    let analysed = AnalysedCase(Self.text(Self.links, isMixed: isMixed))
    let weights = Self.links.map { Double($0.share ?? 0) }
    let prices = Self.links.map { Double($0.price ?? 0) }
    let high = zip(weights, Self.links).filter { $1.isHigh == true }.map(\.0)
    func check(_ question: String, _ expected: Double) throws {
      let found = try Self.answer(question, analysed)
      #expect(found.isExact && abs(found.low - expected) < 1e-6, "\(question): \(found)")
    }
    try check("sum(l.weight for l in links)", weights.reduce(0, +))
    try check("sum(l.weight ^ 2 for l in links)", weights.reduce(0) { $0 + $1 * $1 })
    try check("sum(l.weight + l.weight for l in links)", 2 * weights.reduce(0, +))
    try check("sum(-l.weight for l in links)", -weights.reduce(0, +))
    try check("sum(l.weight * 2 for l in links)", 2 * weights.reduce(0, +))
    try check("max(l.unit_cost for l in links)", prices.max() ?? 0)
    try check("min(l.unit_cost for l in links)", prices.min() ?? 0)
    try check("average(l.unit_cost for l in links)", prices.reduce(0, +) / Double(prices.count))
    for (sign, holds) in [
      ("<", { $0 < 10 }), ("<=", { $0 <= 10 }), (">", { $0 > 10 }), (">=", { $0 >= 10 }),
      ("==", { $0 == 10 }), ("!=", { $0 != 10 }),
    ] as [(String, (Double) -> Bool)] {
      try check(
        "count(l for l in links where l.weight \(sign) 10)", Double(weights.count(where: holds)))
    }
    try check("sum(l.weight for l in links where l.level_of_price == high)", high.reduce(0, +))
    try check(
      "sum(l.weight for l in links where l.level_of_price == high and l.weight > 4)",
      high.filter { $0 > 4 }.reduce(0, +))
    try check(
      "sum(f.workers for f in firms)",
      Self.links.indices.reduce(0) { $0 + Double($1 % 5 + 1) })
    try check(
      "count(l for l in links where l.buyer == b1 and l.supplier.workers > 2 workers)",
      Double(Self.links.indices.count { $0 % 2 == 1 && $0 % 5 + 1 > 2 }))
  }

  @Test(arguments: [true, false]) func `Some numbers are not known`(isMixed: Bool) throws {
    let links = Self.links.enumerated().map { index, link in
      Link(
        share: index % 5 == 2 ? nil : link.share, price: index % 6 == 1 ? nil : link.price,
        isHigh: index % 4 == 3 ? nil : link.isHigh)
    }
    let analysed = AnalysedCase(Self.text(links, isMixed: isMixed))
    let known = links.compactMap(\.share).map { Double($0) }
    let large = known.count { $0 > 10 }
    #expect(try Self.answer("sum(l.weight for l in links)", analysed) == .all)
    #expect(
      try Self.answer("count(l for l in links where l.weight > 10)", analysed)
        == Interval(Double(large), Double(large + links.count - known.count)))
    #expect(
      try Self.answer("count(l for l in links where l.weight is known)", analysed)
        == Interval(Double(known.count)))
    // What is not high for sure adds what it may.
    let sure = links.filter { $0.isHigh == true }.compactMap(\.share).reduce(0, +)
    let possible = links.filter { $0.isHigh == nil }.compactMap(\.share).reduce(0, +)
    let found = try Self.answer(
      "sum(l.weight for l in links where l.level_of_price == high and l.weight is known)", analysed)
    #expect(found == Interval(Double(sure), Double(sure + possible)))
  }

  /// Numbers that count different things, and ranges among them, are no exact ones.
  @Test func `What is a column of exact numbers`() {
    let unknown = KnownNumber(.all, .one)
    let (one, two) = (KnownNumber(Interval(1), .one), KnownNumber(Interval(2), UnitID(7)))
    let range = KnownNumber(Interval(1, 2), .one)
    func column(_ numbers: [KnownNumber]) -> Column {
      var writer = NumberWriter(
        DoubleColumn(Array(repeating: .nan, count: 3), .one, unknown: unknown))
      for (row, number) in numbers.enumerated() { writer.put(number, into: row) }
      return writer.column
    }
    for (numbers, isExact) in [
      ([], true), ([one], true), ([two, unknown, two], true), ([unknown, two], true),
      ([one, two], false), ([two, one, unknown], false), ([one, range, one], false),
      ([range], false),
    ] as [([KnownNumber], Bool)] {
      let column = column(numbers)
      let found = if case .exact = column { true } else { false }
      #expect(found == isExact)
      let missing = Array(repeating: unknown, count: 3 - numbers.count)
      #expect(column.asNumbers == numbers + missing)
    }
    var column = column([two, unknown, two])
    column.put(.numbers([one]), into: [1])
    #expect(column.asNumbers == [two, one, two])
  }
}
