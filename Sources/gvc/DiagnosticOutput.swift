import GVCAnalysis
import GVCReport
import GVCSyntax
import GVCWorkspace

/// The forms in which diagnostics are written.
enum DiagnosticFormat: String, CaseIterable {
  case full
  case concise
  case json
  case jsonLines = "json-lines"
}

/// A project with all that is wrong in it: in its files, its theories and its expectations, and what
/// its theories find wrong.
struct CheckedProject {
  let project: LoadedProject
  let diagnostics: [Diagnostic]
  /// All that the theories find wrong, also by weak evidence.
  private let checks: Analysis

  /// - Parameters:
  ///   - leastConfidence: That of the evidence that a finding may need, as a word of the scale `level`.
  ///   - last: What was made of the project before, of which is kept what is the same.
  init(
    _ project: LoadedProject, leastConfidence: Int? = nil, after last: CheckedProject? = nil
  ) {
    self.project = project
    let program = FindingDiagnostics.program(project.model)
    checks = FindingDiagnostics.analysis(project.model, program, after: last?.checks)
    var shown = checks
    if let leastConfidence { shown.leaveOut(below: leastConfidence) }
    diagnostics = CaseDiagnostics.all(project.diagnostics, shown)
  }
}

/// Writes the diagnostics of projects to standard output.
enum DiagnosticOutput {
  /// The diagnostics of projects for other programs.
  static func report(_ projects: [CheckedProject]) -> DiagnosticReport {
    func count(_ severity: Severity) -> Int {
      projects.reduce(0) { $0 + $1.diagnostics.count { $0.severity == severity } }
    }
    return DiagnosticReport(
      diagnostics: projects.flatMap { project in
        let map = SourceMap(project.project.sources, showing: project.diagnostics)
        let enclosures = Enclosures(project.project.model)
        return project.diagnostics.map { DiagnosticReport.Entry($0, enclosures, in: map) }
      },
      summary: DiagnosticReport.Summary(
        files: projects.reduce(0) { $0 + $1.project.files.count }, errors: count(.error),
        warnings: count(.warning), notes: count(.note)))
  }

  /// Writes the report of projects, which may be compared with an earlier one.
  static func write(
    _ projects: [CheckedProject], _ report: DiagnosticReport, _ format: DiagnosticFormat
  ) throws {
    let fixed = report.baseline?.fixed ?? []
    switch format {
    case .json: Output.write(try JSONText.pretty(report))
    case .jsonLines:
      for entry in report.diagnostics + fixed {
        Output.write(try JSONText.line(DiagnosticLine(entry)))
      }
    case .full, .concise:
      var marks = report.diagnostics.map(\.baseline)[...]
      for project in projects {
        let map = SourceMap(project.project.sources, showing: project.diagnostics)
        let printer = DiagnosticPrinter(map, usesColor: Output.usesColor)
        for diagnostic in project.diagnostics {
          let mark = marks.popFirst() ?? nil
          Output.write(
            format == .full ? printer.full(diagnostic, mark) : printer.concise(diagnostic, mark))
        }
      }
      for entry in fixed { Output.write(FixedIssue(entry).line) }
      if format == .full {
        if !fixed.isEmpty { Output.write("\n") }
        Output.write(text(report.summary) + (report.baseline.map { text($0) } ?? ""))
      }
    }
  }

  private static func text(_ summary: DiagnosticReport.Summary) -> String {
    var parts = [counted(summary.errors, "error"), counted(summary.warnings, "warning")]
    if summary.notes > 0 { parts.append(counted(summary.notes, "note")) }
    return "\(counted(summary.files, "file")) read: \(parts.joined(separator: ", "))\n"
  }

  /// `since the baseline: 1 new, 0 changed, 2 fixed, 4 unchanged`.
  static func text<Entry>(_ baseline: BaselineSummary<Entry>) -> String {
    "since the baseline: \(baseline.new) new, \(baseline.changed) changed, "
      + "\(baseline.fixed.count) fixed, \(baseline.unchanged) unchanged\n"
  }

  private static func counted(_ n: Int, _ noun: String) -> String {
    "\(n) \(noun)\(n == 1 ? "" : "s")"
  }
}
