import GVCAnalysis
import GVCReport
import GVCSyntax

/// Writes what is concluded of projects, held against an earlier run where there is one.
struct AnalysisOutput {
  private let projects: [AnalysedProject]
  /// The report, compared; nil without an earlier run.
  private let compared: AnalysisReport?

  init(_ projects: [AnalysedProject], since baseline: AnalysisReport?) {
    self.projects = projects
    compared = baseline.map { Self.report(projects).compared(to: $0) }
  }

  private static func report(_ projects: [AnalysedProject]) -> AnalysisReport {
    AnalysisReport(
      projects: projects.map { project in
        AnalysisReport.Project(
          project.project.name, project.reader, diagnostics: project.diagnostics, in: project.map)
      })
  }

  /// The severities of what counts for the exit status: all that is wrong or holds, or of that what is new
  /// or worse since the earlier run.
  var severities: [Severity] {
    guard let compared else {
      return projects.flatMap { project in
        project.diagnostics.map(\.severity)
          + project.analysis.findings.filter { $0.truth == .yes }.map {
            project.reader.plan(of: $0).level
          }
      }
    }
    let levels = compared.projects.flatMap { project in
      project.diagnostics.filter { $0.baseline?.isWorse == true }.map(\.severity)
        + project.findings.filter { $0.baseline?.isWorse == true }.map(\.level)
    }
    return levels.compactMap { level in Severity.allCases.first { $0.name == level } }
  }

  /// Writes it in a form of gvc itself.
  ///
  /// - Parameter limit: The most open questions that are written out.
  func write(_ format: DiagnosticFormat, limit: Int) throws {
    if format == .json {
      Output.write(try JSONText.pretty(compared ?? Self.report(projects)))
      return
    }
    for (index, project) in projects.enumerated() {
      project.reportMistakes()
      switch format {
      case .full:
        if projects.count > 1 { Output.write("\(SafeText.escaped(project.project.name))\n\n") }
        Output.write(printer(index).full(limit: limit))
      case .concise: Output.write(printer(index).concise())
      case .json: break
      case .jsonLines: try writeLines(index)
      }
    }
    guard let summary = compared?.baseline else { return }
    switch format {
    case .full, .concise:
      if format == .full, !summary.fixed.isEmpty { Output.write("\n") }
      for fixed in summary.fixed { Output.write(FixedIssue(fixed.finding).line) }
      if format == .full { Output.write(DiagnosticOutput.text(summary)) }
    case .json: break
    case .jsonLines:
      for fixed in summary.fixed {
        Output.write(try JSONText.line(AnalysisLine(fixed.project, fixed.finding)))
      }
    }
  }

  /// Writes it for other tools: the mistakes in a case, and then what follows from it.
  func write(_ format: IssueFormat) throws {
    let issues = projects.enumerated().flatMap { index, project in
      let marks = compared?.projects[index].diagnostics.map(\.baseline)
      let enclosures = Enclosures(project.model)
      let findingMarks = self.marks(of: index)
      let mistakes = project.diagnostics.enumerated().filter { $0.element.code.number < 500 }.map {
        IssueOutput.issue($0.element, marks?[$0.offset], enclosures, in: project.map)
      }
      let findings = FindingGroup.holding(in: project.analysis).map { group in
        var issue = ReportedIssue(group, project.reader, in: project.map)
        issue.baseline = findingMarks?.baseline(of: group.members, project.reader)
        return issue
      }
      return mistakes + findings
    }
    let fixed = compared.map { compared in
      let mistakes = compared.diagnosticsBaseline?.fixed ?? []
      let findings = compared.baseline?.fixed.map(\.finding) ?? []
      return mistakes.filter { (Int($0.code.dropFirst(3)) ?? 0) < 500 }.map { FixedIssue($0) }
        + findings.filter { $0.result == "holds" }.map { FixedIssue($0) }
    }
    try IssueOutput.write(issues, fixed: fixed, of: "analyze", format)
  }

  private func marks(of index: Int) -> FindingMarks? {
    compared.map { FindingMarks($0.projects[index], of: projects[index].analysis) }
  }

  private func printer(_ index: Int) -> AnalysisPrinter {
    let project = projects[index]
    return AnalysisPrinter(
      project.reader, project.map, marks: marks(of: index), usesColor: Output.usesColor)
  }

  private func writeLines(_ index: Int) throws {
    let project = projects[index]
    let builder = ReportBuilder(project.reader, project.map)
    var holding = compared?.projects[index].findings[...]
    var open = compared?.projects[index].open[...]
    for finding in project.analysis.findings {
      let entry =
        (finding.truth == .yes ? holding?.popFirst() : open?.popFirst()) ?? builder.entry(finding)
      Output.write(try JSONText.line(AnalysisLine(project.project.name, entry)))
    }
  }
}
