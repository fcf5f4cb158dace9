import GVCAnalysis
import GVCCaseReport
import GVCModel
import GVCReport
import GVCSyntax

/// `gvc-benchmark conclusions`: what it takes to write what is concluded of so many links in two periods, beside what
/// it takes to conclude it.
enum ConclusionsCommand {
  /// What is written.
  private enum Form: String, CaseIterable {
    case full
    case csv
    case json
    case report
    case diff
  }

  static func run(_ arguments: [String]) throws -> Int32 {
    var options = Arguments(arguments)
    let sizes = try options.numbers("--links") ?? [500, 2_000, 10_000]
    let seed = try options.number("--seed") ?? 1
    let path = try options.word("--text")
    try options.finish()
    var growth: [String: [(size: Int, amount: Double)]] = [:]
    Console.write(
      "    links  findings  rules: s" + Form.allCases.map { padded("\($0): s", 11) }.joined()
        + "  csv: MB  json: MB  json/csv\n")
    for links in sizes {
      let text = text(links: max(10, links), seed: UInt64(seed))
      if let path { try Disk.write(text, to: path) }
      let source = WholeCheck.source(text)
      let model = WholeCheck.model(Parser.parse(source))
      guard model.diagnostics.isEmpty else { throw UsageError("the case has mistakes") }
      let program = RuleCompiler.compile(model)
      var settings = AnalysisOptions()
      settings.isSideBySide = false
      let (rules, analysis) = ProcessorTime.measure { Analysis(model, program, settings) }
      let map = SourceMap(model.sources)
      growth["rules", default: []].append((links, rules))
      var times: [Form: (seconds: Double, bytes: Int)] = [:]
      for form in Form.allCases {
        let reader = FindingReader(analysis)
        let (seconds, bytes) = try ProcessorTime.measure { try size(of: form, reader, map) }
        times[form] = (seconds, bytes)
        growth[form.rawValue, default: []].append((links, seconds))
      }
      func seconds(_ form: Form) -> String {
        padded(Fixed.text(times[form]?.seconds ?? .nan, decimals: 2), 11)
      }
      let (csv, json) = (times[.csv]?.bytes ?? 0, times[.json]?.bytes ?? 0)
      Console.write(
        padded(String(links), 9) + padded(String(analysis.findings.count), 10)
          + padded(Fixed.text(rules, decimals: 2), 10)
          + Form.allCases.map { seconds($0) }.joined()
          + padded(Fixed.text(Double(csv) / 1e6, decimals: 2), 9)
          + padded(Fixed.text(Double(json) / 1e6, decimals: 2), 10)
          + padded(Fixed.text(Double(json) / Double(max(1, csv)), decimals: 2), 10) + "\n")
    }
    for name in ["rules"] + Form.allCases.map(\.rawValue) {
      if let points = growth[name], let exponent = Fit.exponent(points) {
        Console.write("time of \(name) ~ links^\(Fixed.text(exponent, decimals: 3))\n")
      }
    }
    return 0
  }

  /// Writes a form; how many bytes it has.
  private static func size(of form: Form, _ reader: FindingReader, _ map: SourceMap) throws -> Int {
    switch form {
    case .full:
      return AnalysisPrinter(reader, map, usesColor: false).text(project: "case", limit: 10).utf8
        .count
    case .csv:
      let issues = FindingGroup.holding(in: reader).map {
        ReportedIssue($0, reader, in: map)
      }
      return try IssueFormat.csv.text(issues, of: "analyze", version: "0").utf8.count
    case .json:
      let count = ByteCount()
      var stream = AnalysisStream { count.bytes += $0.count }
      try stream.write(WholeCheck.name, reader, diagnostics: [], in: map)
      try stream.end()
      return count.bytes
    case .report:
      let report = CaseReport(
        reader, project: WholeCheck.name, diagnostics: [],
        details: CaseReport.Details(version: "0"))
      return HTMLCaseReport(report).text.utf8.count
    case .diff:
      let layers = reader.analysis.layers.map(\.layer)
      let states = [layers[0], layers[layers.count - 1]].map { CaseState(reader, layer: $0) }
      let difference = CaseDifference(from: states[0], to: states[1])
      return DifferencePrinter(difference, worseFrom: .warning, isMarkdown: false).text.utf8.count
    }
  }

  /// Five links of each firm to some buyers, each with its share of sales; in the second of two periods a fifth of the
  /// shares are others.
  private static func text(links: Int, seed: UInt64) -> [UInt8] {
    var numbers = SeededNumbers(seed: seed)
    var text = """
      use caspari2003
      source survey "A survey" { year: 2001 }
      period early { years: 1980..1989 }
      period late { years: 1990..1999 }

      """
    var later = ""
    let buyers = min(1_000, max(5, links / 10))
    for buyer in 0..<buyers { text += "buyer b\(buyer) { size: large core: [retail, design] }\n" }
    for firm in 0..<(links / 5) {
      text += "firm f\(firm) { size: small performs: [production] }\n"
      let first = numbers.number(0...(buyers - 1))
      for place in 0..<5 {
        let ends = "f\(firm) -> b\((first + place) % buyers)"
        let page = numbers.number(1...200)
        text +=
          "link \(ends) { share_of_sales: \(numbers.number(1...19))% from survey \"p. \(page)\" }\n"
        if numbers.once(in: 5) {
          later += "  set \(ends) { share_of_sales: \(numbers.number(1...19))% from survey }\n"
        }
      }
    }
    return Array((text + "in late {\n" + later + "}\n").utf8)
  }

  /// How many bytes a stream has written.
  private final class ByteCount {
    var bytes = 0
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
