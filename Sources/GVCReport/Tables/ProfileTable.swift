import GVCAnalysis
import GVCModel

/// What the rules of an analysis took, as a table: the slowest first.
public enum ProfileTable {
  public static func table(_ analysis: Analysis) -> Table {
    var table = Table([
      Table.Column("rule"), Table.Column("theory"), Table.Column("steps", isNumber: true),
      Table.Column("holds", isNumber: true), Table.Column("open", isNumber: true),
      Table.Column("ms", isNumber: true), Table.Column("stopped"),
    ])
    let model = analysis.model
    var counts: [Int: (holds: Int, open: Int)] = [:]
    for finding in analysis.findings {
      if finding.truth == .yes {
        counts[finding.plan, default: (0, 0)].holds += 1
      } else {
        counts[finding.plan, default: (0, 0)].open += 1
      }
    }
    let order = analysis.profile.indices.sorted {
      (analysis.profile[$1].time, $0) < (analysis.profile[$0].time, $1)
    }
    for index in order where analysis.profile[index].steps > 0 {
      let rule = model.rules[analysis.program.rules[index].rule]
      let count = counts[index] ?? (0, 0)
      table.add([
        model.names[rule.name],
        model.theories[Int(rule.theory.number)].name.map { model.names[$0] } ?? "",
        String(analysis.profile[index].steps), String(count.holds), String(count.open),
        milliseconds(analysis.profile[index].time),
        analysis.unfinished.contains(index) ? "too many steps" : "",
      ])
    }
    return table
  }

  /// With three digits behind the point.
  private static func milliseconds(_ time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    let micro = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    let digits = String(micro % 1000)
    return "\(micro / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
