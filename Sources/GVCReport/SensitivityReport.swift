import GVCAnalysis
import GVCModel

/// Writes which conclusions hold throughout the runs of a sensitivity analysis, and where the others
/// flip.
public struct SensitivityReport {
  private let sensitivity: Sensitivity
  private let reader: FindingReader

  public init(_ sensitivity: Sensitivity) {
    self.sensitivity = sensitivity
    reader = FindingReader(sensitivity.stated)
  }

  /// How many conclusions flip.
  public var flips: Int { sensitivity.outcomes.count { isFlip($0) } }

  /// All conclusions with what becomes of each in every run.
  public var table: Table {
    var table = Table(
      [Table.Column("conclusion"), Table.Column("theory"), Table.Column("throughout")]
        + sensitivity.runs.map { Table.Column($0.label) })
    for outcome in shown {
      table.add(
        [reader.reference(to: outcome.finding), theory(of: outcome), word(outcome)]
          + outcome.truths.map { Self.word($0) })
    }
    return table
  }

  /// For people: what flips with the run in which it does, and then what holds throughout.
  public func text(_ format: Table.TextFormat) throws -> String {
    let model = sensitivity.stated.model
    var flips = Table(
      [Table.Column("run")]
        + shown.filter { isFlip($0) }.map { outcome in
          Table.Column(reader.reference(to: outcome.finding))
        })
    for (run, setting) in sensitivity.runs.enumerated() {
      flips.add(
        [setting.label] + shown.filter { isFlip($0) }.map { Self.word($0.truths[run]) })
    }
    var out = ""
    let isMarkdown = format == .markdown
    func heading(_ text: String) -> String {
      isMarkdown
        ? "## \(text)\n\n" : "\(text)\n" + String(repeating: "=", count: text.count) + "\n\n"
    }
    out += heading("Flips")
    if flips.columns.count > 1 {
      // A conclusion a line: they are many, and the runs are few.
      out += try turned(flips).text(format) + "\n"
    } else {
      out += "No conclusion depends on what was varied.\n\n"
    }
    out += heading("Holds throughout")
    var names: [String] = []
    for outcome in shown where outcome.holdsThroughout {
      let finding = outcome.finding
      let name =
        model.names[model.rules[finding.rule].name] + " on \(reader.subjectLabel(of: finding))"
      if !names.contains(name) { names.append(name) }
    }
    for name in names {
      out += isMarkdown ? "- \(MarkdownTable.cell(name))\n" : "  \(SafeText.escaped(name))\n"
    }
    return out
      + "\nOf \(shown.count) conclusions in \(sensitivity.runs.count) runs, \(self.flips) flip "
      + "and \(shown.count { $0.holdsThroughout }) hold throughout\n"
  }

  private func turned(_ table: Table) -> Table {
    var result = Table([Table.Column("conclusion")] + table.rows.map { Table.Column($0[0]) })
    for column in table.columns.indices.dropFirst() {
      result.add([table.columns[column].name] + table.rows.map { $0[column] })
    }
    return result
  }

  /// What holds in some run at least.
  private var shown: [Sensitivity.Outcome] {
    sensitivity.outcomes.filter { $0.truths.contains(.yes) }
  }

  private func isFlip(_ outcome: Sensitivity.Outcome) -> Bool {
    outcome.truths.contains(.yes) && !outcome.isStable
  }

  private func word(_ outcome: Sensitivity.Outcome) -> String {
    outcome.holdsThroughout ? "yes" : "no"
  }

  private func theory(of outcome: Sensitivity.Outcome) -> String {
    let model = sensitivity.stated.model
    let theory = model.rules[outcome.finding.rule].theory
    return model.theories[Int(theory.number)].name.map { model.names[$0] } ?? ""
  }

  private static func word(_ truth: Truth) -> String {
    switch truth {
    case .yes: "holds"
    case .unknown: "open"
    case .no: "–"
    }
  }
}
