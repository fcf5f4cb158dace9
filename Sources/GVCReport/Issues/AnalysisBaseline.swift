/// A finding with the project that it is about.
private struct PlacedFinding: BaselineItem {
  let project: String
  /// Whether there is no other project, so that its path does not matter.
  let isAlone: Bool
  let entry: AnalysisReport.Entry

  var keys: [String] {
    let name = "\(entry.theory ?? "")\u{0}\(entry.reference)"
    let own = "\(project)\u{0}\(name)"
    return ["\(own)\u{0}\(entry.result)\u{0}\(entry.message)", own] + (isAlone ? [name] : [])
  }

  func mark(from old: PlacedFinding) -> BaselineMark {
    let (old, new) = (old.entry, entry)
    let holds = new.result == "holds"
    return BaselineMark.Earlier(
      level: old.level == new.level ? nil : old.level,
      message: old.message == new.message ? nil : old.message,
      modality: old.modality == new.modality ? nil : old.modality,
      result: old.result == new.result ? nil : old.result
    ).mark(
      isWorse: holds
        && (old.result != new.result || weight(ofLevel: new.level) > weight(ofLevel: old.level)
          || new.modality == "danger" && old.modality != "danger")
    )
  }

  /// The finding as one that is not there any more.
  var fixed: AnalysisReport.Placed {
    var entry = entry
    entry.baseline = BaselineMark(.fixed)
    return AnalysisReport.Placed(project: project, finding: entry)
  }
}

extension AnalysisReport {
  /// The report with all that it concludes, and all diagnostics, marked by how it stands to an earlier one.
  public func compared(to old: AnalysisReport) -> AnalysisReport {
    let isAlone = projects.count == 1 && old.projects.count == 1
    let (before, after) = (old.placed(isAlone), placed(isAlone))
    let match = BaselineMatch(after, since: before) { $0.entry.result == "holds" }
    let oldDiagnostics = old.projects.flatMap(\.diagnostics)
    let diagnostics = BaselineMatch(
      projects.flatMap(\.diagnostics), since: oldDiagnostics
    ) { _ in true }
    var marks = match.marks[...]
    var diagnosticMarks = diagnostics.marks[...]
    var report = AnalysisReport(
      projects: projects.map { project in
        var project = project
        project.findings = project.findings.map { Self.marked($0, marks.popFirst()) }
        project.open = project.open.map { Self.marked($0, marks.popFirst()) }
        project.diagnostics = project.diagnostics.map { $0.marked(diagnosticMarks.popFirst()) }
        return project
      })
    report.baseline = BaselineSummary(match.marks, fixed: match.fixed.map { before[$0].fixed })
    report.diagnosticsBaseline = BaselineSummary(
      diagnostics.marks,
      fixed: diagnostics.fixed.map { oldDiagnostics[$0].marked(BaselineMark(.fixed)) })
    return report
  }

  private func placed(_ isAlone: Bool) -> [PlacedFinding] {
    projects.flatMap { project in
      (project.findings + project.open).map {
        PlacedFinding(project: project.name, isAlone: isAlone, entry: $0)
      }
    }
  }

  private static func marked(_ entry: Entry, _ mark: BaselineMark?) -> Entry {
    var entry = entry
    entry.baseline = mark
    return entry
  }
}
