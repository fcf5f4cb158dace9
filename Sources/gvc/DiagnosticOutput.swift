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

  init(_ project: LoadedProject) {
    self.project = project
    diagnostics = CaseDiagnostics.all(
      project.diagnostics, project.model, RuleCompiler.compile(project.model))
  }
}

/// Writes the diagnostics of projects to standard output.
enum DiagnosticOutput {
  static func write(_ projects: [CheckedProject], _ format: DiagnosticFormat) throws {
    var entries: [DiagnosticReport.Entry] = []
    for project in projects {
      let map = SourceMap(project.project.sources, showing: project.diagnostics)
      let printer = DiagnosticPrinter(map, usesColor: Output.usesColor)
      for diagnostic in project.diagnostics {
        switch format {
        case .full: Output.write(printer.full(diagnostic))
        case .concise: Output.write(printer.concise(diagnostic))
        case .json: entries.append(DiagnosticReport.Entry(diagnostic, in: map))
        case .jsonLines:
          let entry = DiagnosticReport.Entry(diagnostic, in: map)
          Output.write(try JSONText.line(DiagnosticLine(entry)))
        }
      }
    }
    let summary = summary(of: projects)
    switch format {
    case .full: Output.write(text(summary))
    case .json:
      Output.write(
        try JSONText.pretty(DiagnosticReport(diagnostics: entries, summary: summary)))
    case .concise, .jsonLines: break
    }
  }

  private static func summary(of projects: [CheckedProject]) -> DiagnosticReport.Summary {
    func count(_ severity: Severity) -> Int {
      projects.reduce(0) { $0 + $1.diagnostics.count { $0.severity == severity } }
    }
    return DiagnosticReport.Summary(
      files: projects.reduce(0) { $0 + $1.project.files.count }, errors: count(.error),
      warnings: count(.warning), notes: count(.note))
  }

  private static func text(_ summary: DiagnosticReport.Summary) -> String {
    var parts = [counted(summary.errors, "error"), counted(summary.warnings, "warning")]
    if summary.notes > 0 { parts.append(counted(summary.notes, "note")) }
    return "\(counted(summary.files, "file")) read: \(parts.joined(separator: ", "))\n"
  }

  private static func counted(_ n: Int, _ noun: String) -> String {
    "\(n) \(noun)\(n == 1 ? "" : "s")"
  }
}
