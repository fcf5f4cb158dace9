import GVCAnalysis
import GVCReport
import GVCSyntax

/// Writes what is concluded of projects, held against an earlier run where there is one.
struct AnalysisOutput {
  private let projects: [AnalysedProject]
  /// How they stand to an earlier run; nil without one.
  private let comparison: AnalysisComparison?

  init(_ projects: [AnalysedProject], since baseline: EarlierAnalysis?) {
    self.projects = projects
    comparison = baseline.map { baseline in
      AnalysisComparison(
        of: projects.map {
          AnalysisComparison.Project(
            $0.project.name, $0.reader, diagnostics: Self.diagnostics(of: $0))
        }, since: baseline)
    }
  }

  private static func diagnostics(of project: AnalysedProject) -> [DiagnosticReport.Entry] {
    let enclosures = Enclosures(project.model)
    return project.diagnostics.map { DiagnosticReport.Entry($0, enclosures, in: project.map) }
  }

  /// The severities of what counts for the exit status: all that is wrong or holds, or of that what is new
  /// or worse since the earlier run.
  var severities: [Severity] {
    projects.enumerated().flatMap { index, project in
      let marks = comparison?.diagnostics[index].map(\.baseline)
      let findingMarks = comparison?.marks[index]
      let diagnostics = project.diagnostics.indices.filter { marks?[$0]?.isWorse != false }
        .map { project.diagnostics[$0].severity }
      let findings = project.analysis.findings
      return diagnostics
        + findings.indices.filter {
          findings[$0].truth == .yes && findingMarks?[$0]?.isWorse != false
        }.map { project.reader.plan(of: findings[$0]).level }
    }
  }

  /// What of an analysis is written for people.
  struct Extent {
    /// The most open questions that are written out.
    var questions: Int
    /// All that each conclusion rests on beside it, and no first screen.
    var isAll = false
    /// Why the first messages are first.
    var showsReasons = false
  }

  /// Writes it in a form of gvc itself.
  func write(_ format: DiagnosticFormat, _ extent: Extent) throws {
    if format == .json {
      return try writeDocument()
    }
    for (index, project) in projects.enumerated() {
      project.reportMistakes()
      switch format {
      case .full:
        if projects.count > 1 { Output.write("\(SafeText.escaped(project.project.name))\n\n") }
        Output.write(
          extent.isAll
            ? printer(index).full(limit: extent.questions)
            : printer(index).text(
              project: project.project.name, limit: extent.questions,
              showsReasons: extent.showsReasons))
      case .concise: Output.write(printer(index).concise())
      case .json: break
      case .jsonLines: try writeLines(index)
      }
    }
    guard let summary = comparison?.summary else { return }
    switch format {
    case .full, .concise:
      if format == .full, !summary.fixed.isEmpty { Output.write("\n") }
      for fixed in summary.fixed { Output.write(FixedIssue(fixed.placed.finding).line) }
      if format == .full { Output.write(DiagnosticOutput.text(summary)) }
    case .json: break
    case .jsonLines:
      for fixed in summary.fixed.lazy.map(\.placed) {
        Output.write(try JSONText.line(AnalysisLine(fixed.project, fixed.finding)))
      }
    }
  }

  /// Writes one JSON object, piece by piece.
  private func writeDocument() throws {
    var stream = AnalysisStream { Output.write($0) }
    for (index, project) in projects.enumerated() {
      try stream.write(
        project.project.name, project.reader,
        diagnostics: comparison?.diagnostics[index] ?? Self.diagnostics(of: project),
        in: project.map, marks: comparison?.marks[index])
    }
    try stream.end(comparison)
  }

  /// Writes it for other tools: the mistakes in a case, and then what follows from it.
  func write(_ format: IssueFormat) throws {
    let issues = projects.enumerated().flatMap { index, project in
      let marks = comparison?.diagnostics[index].map(\.baseline)
      let enclosures = Enclosures(project.model)
      let findingMarks = self.marks(of: index)
      let mistakes = project.diagnostics.enumerated().filter { $0.element.code.phase != .findings }
        .map {
          IssueOutput.issue($0.element, marks?[$0.offset], enclosures, in: project.map)
        }
      let findings = FindingGroup.holding(in: project.reader).map { group in
        var issue = ReportedIssue(group, project.reader, in: project.map)
        issue.baseline = findingMarks?.baseline(of: group.members, project.reader)
        return issue
      }
      return mistakes + findings
    }
    let fixed = comparison.map { comparison in
      let mistakes = comparison.diagnosticsSummary.fixed
      let findings = comparison.summary.fixed.map(\.placed.finding)
      return mistakes.filter { (Int($0.code.dropFirst(3)) ?? 0) < 500 }.map { FixedIssue($0) }
        + findings.filter { $0.result == "holds" }.map { FixedIssue($0) }
    }
    try IssueOutput.write(issues, fixed: fixed, of: "analyze", format)
  }

  private func marks(of index: Int) -> FindingMarks? {
    comparison.map { FindingMarks($0.marks[index]) }
  }

  private func printer(_ index: Int) -> AnalysisPrinter {
    let project = projects[index]
    return AnalysisPrinter(
      project.reader, project.map, marks: marks(of: index), width: Output.width,
      usesColor: Output.usesColor)
  }

  private func writeLines(_ index: Int) throws {
    let project = projects[index]
    let builder = ReportBuilder(project.reader, project.map)
    for (place, finding) in project.analysis.findings.enumerated() {
      var entry = builder.entry(finding)
      entry.baseline = comparison?.marks[index][place]
      Output.write(try JSONText.line(AnalysisLine(project.project.name, entry)))
    }
  }
}
