import GVCAnalysis

/// Items of cases, which the built-in packs do not hold.
enum CaseTexts {
  static let items = written + BuiltIn.all.map { rule(calling: $0) }

  /// A rule that calls a function.
  private static func rule(calling function: BuiltIn) -> String {
    let arguments = function.parameters.map { parameter in
      switch parameter {
      case .actor: "x"
      case .chain: "c"
      case .capability: "lead_time"
      case .anything: "late"
      case .set: "x.sales"
      case .number: "sum(l.share_of_sales for l in x.sales)"
      case .truth: "x.size == small"
      case .datedEntity: "e"
      }
    }
    let call = "\(function.name)(\(arguments.joined(separator: ", ")))"
    let condition =
      switch function.result {
      case .truth: call
      case .number, .sameAsFirst: "\(call) > 10%"
      case .actors: "count(\(call)) > 0"
      }
    return
      "rule of_\(function.name) { for x in actors when \(condition) find x observed message \"{x}\" "
      + "cite s }"
  }

  private static let written = [
    "use caspari2003", "use ghs2005", "use dallas2019", "use kaplinsky_morris2001",
    "source s { year: 2001 author: \"A\" }",
    "period p { years: 1970..1989 }", "period q { years: 1990..2000 }", "scenario z { base: q }",
    "cluster k { country: IT }",
    "chain c { tier 0 \"Buyers\" tier 1 \"Makers\" governance: market }",
    "buyer b \"B\" { core: [design, ..] size: large country: US turnover: 10..20 USD }",
    "firm a \"A\" { cluster: k size: small performs: [production, design] workers: ~12 workers }",
    "agent m {}", "firm x1 {}", "firm x2 { performs: [..] }",
    "link a -> b { chain: c share_of_sales: 60% dependence: high governance: quasi_hierarchical }",
    "link b -> a { unit_value: 12 USD in 1998 }", "link m -> b { share_of_purchases: 20..30% }",
    "link l: x1 -> x2", "link x2 -> x1", "tie a -- x1", "tie x1 -- x2 -- a",
    "in p { set a { size: unknown } add firm late {} remove a -> b }",
    "in q { add link x1 -> b { value: 5 USD } }",
    "theory t { threshold n: 50% \"N.\" derive firm.y: truth = size == small rule r \"R\" { for l in links "
      + "when l.share_of_sales >= n find l.supplier from l.buyer likely on l message \"{l.supplier}\" } }",
    "rule g { for x in actors, y in dominators(x, c) when count(dominated(y)) > 0 and not reachable(y, x) "
      + "find x observed on y message \"{x} {y}\" cite s }",
    "expect finding functional_downgrading on a in p", "expect no finding r",
  ]
}
