import GVCAnalysis
import GVCSyntax

/// `gvc-benchmark links`: what the rules of the main theory take over many links of one state of a case.
enum LinksCommand {
  static func run(_ arguments: [String]) throws -> Int32 {
    var options = Arguments(arguments)
    let sizes = try options.numbers("--links") ?? [1_000, 10_000, 100_000]
    let seed = try options.number("--seed") ?? 1
    let shown = try options.number("--rules") ?? 0
    try options.finish()
    var points: [(size: Int, amount: Double)] = []
    Console.write(
      "     links   rules  one core: s  ns/link/rule  s per M links  elapsed: s per M links\n")
    for links in sizes {
      let text = text(links: max(10, links), seed: UInt64(seed))
      let model = WholeCheck.model(Parser.parse(WholeCheck.source(text)))
      let program = RuleCompiler.compile(model)
      let clock = ContinuousClock()
      var elapsed: [Double] = []
      var times: [Double] = []
      var profile: [(steps: Int, time: Duration)] = []
      for _ in 0..<3 where times.reduce(0, +) < 5 {
        var options = AnalysisOptions()
        options.isSideBySide = false
        let (seconds, steps) = ProcessorTime.measure { () -> [(steps: Int, time: Duration)] in
          Analysis(model, program, options).profile
        }
        profile = steps
        times.append(seconds)
        var findings = 0
        elapsed.append(
          clock.measure { findings = Analysis(model, program).findings.count } / .seconds(1))
        precondition(findings >= 0)
      }
      let least = times.min() ?? 0
      points.append((links, least))
      let rules = program.rules.count
      let share = least / Double(links) / Double(max(1, rules)) * 1e9
      Console.write(
        [
          padded(String(links), 10), padded(String(rules), 7),
          padded(Fixed.text(least, decimals: 3), 13), padded(Fixed.text(share, decimals: 1), 14),
          padded(Fixed.text(least / Double(links) * 1e6, decimals: 2), 15),
          padded(Fixed.text((elapsed.min() ?? 0) / Double(links) * 1e6, decimals: 2), 24),
        ].joined() + "\n")
      let costly = profile.indices.sorted { profile[$0].time > profile[$1].time }
      for rule in costly.prefix(shown) {
        let name = model.names[model.rules[program.rules[rule].rule].name]
        let milliseconds = Fixed.text(profile[rule].time / .milliseconds(1), decimals: 1)
        Console.write("  \(padded(milliseconds, 8)) ms \(name), \(profile[rule].steps) steps\n")
      }
    }
    if let exponent = Fit.exponent(points) {
      Console.write("time of the rules ~ links^\(Fixed.text(exponent, decimals: 3))\n")
    }
    return 0
  }

  /// Five links of each firm to a thousand buyers, each with its share of sales.
  private static func text(links: Int, seed: UInt64) -> [UInt8] {
    var numbers = SeededNumbers(seed: seed)
    var text = "use caspari2003\n"
    let buyers = min(1_000, max(5, links / 10))
    for buyer in 0..<buyers { text += "buyer b\(buyer) { size: large }\n" }
    for firm in 0..<(links / 5) {
      text += "firm f\(firm) { size: small }\n"
      let first = numbers.number(0...(buyers - 1))
      for place in 0..<5 {
        let share = numbers.number(1...19)
        text += "link f\(firm) -> b\((first + place) % buyers) { share_of_sales: \(share)% }\n"
      }
    }
    return Array(text.utf8)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
