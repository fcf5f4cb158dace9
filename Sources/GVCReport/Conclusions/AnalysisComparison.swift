import GVCAnalysis
import GVCModel

/// What a run says of one finding, as far as two runs are held against one another.
private struct ComparedFinding: BaselineItem {
  let project: String
  /// Whether there is no other project, so that its path does not matter.
  let isAlone: Bool
  let theory: String?
  let said: EarlierAnalysis.Saying

  var keys: [String] {
    let name = "\(theory ?? "")\u{0}\(said.reference)"
    let own = "\(project)\u{0}\(name)"
    return ["\(own)\u{0}\(said.result)\u{0}\(said.message)", own] + (isAlone ? [name] : [])
  }

  func mark(from old: ComparedFinding) -> BaselineMark {
    let (old, new) = (old.said, said)
    return BaselineMark.Earlier(
      level: old.level == new.level ? nil : old.level,
      message: old.message == new.message ? nil : old.message,
      modality: old.modality == new.modality ? nil : old.modality,
      result: old.result == new.result ? nil : old.result
    ).mark(
      isWorse: new.holds
        && (old.result != new.result || weight(ofLevel: new.level) > weight(ofLevel: old.level)
          || new.modality == "danger" && old.modality != "danger")
    )
  }
}

/// How what is concluded of some projects stands to an earlier run.
public struct AnalysisComparison: Sendable {
  /// A project of the new run.
  public struct Project {
    let name: String
    let reader: FindingReader
    let diagnostics: [DiagnosticReport.Entry]

    public init(
      _ name: String, _ reader: FindingReader, diagnostics: [DiagnosticReport.Entry]
    ) {
      self.name = name
      self.reader = reader
      self.diagnostics = diagnostics
    }
  }

  /// A finding of the earlier run that is not there any more.
  public struct Fixed: Sendable {
    let conclusion: EarlierAnalysis.Conclusion

    /// It with its project.
    public var placed: AnalysisReport.Placed {
      var entry = conclusion.entry
      entry.baseline = BaselineMark(.fixed)
      return AnalysisReport.Placed(project: conclusion.project, finding: entry)
    }

    init(_ conclusion: EarlierAnalysis.Conclusion) { self.conclusion = conclusion }
  }

  /// How the findings of each project stand to the earlier run, by their index in the analysis.
  public let marks: [[BaselineMark?]]
  /// The diagnostics of each project, marked.
  public let diagnostics: [[DiagnosticReport.Entry]]
  public let summary: BaselineSummary<Fixed>
  public let diagnosticsSummary: BaselineSummary<DiagnosticReport.Entry>

  public init(of projects: [Project], since old: EarlierAnalysis) {
    let isAlone = projects.count == 1 && old.projectCount == 1
    let before = old.conclusions.map {
      ComparedFinding(project: $0.project, isAlone: isAlone, theory: $0.theory, said: $0.saying)
    }
    var after: [ComparedFinding] = []
    /// The place of each of them: its project, and its index in the analysis.
    var places: [(project: Int, finding: Int)] = []
    for (number, project) in projects.enumerated() {
      let findings = project.reader.analysis.findings
      for truth in [Truth.yes, .unknown] {
        for index in findings.indices where findings[index].truth == truth {
          let theory = project.reader.theoryName(of: findings[index])
          after.append(
            ComparedFinding(
              project: project.name, isAlone: isAlone, theory: theory.isEmpty ? nil : theory,
              said: EarlierAnalysis.Saying(findings[index], project.reader)))
          places.append((number, index))
        }
      }
    }
    let match = BaselineMatch(after, since: before) { $0.said.holds }
    var marks: [[BaselineMark?]] = projects.map {
      Array(repeating: nil, count: $0.reader.analysis.findings.count)
    }
    for (place, mark) in zip(places, match.marks) { marks[place.project][place.finding] = mark }
    self.marks = marks
    summary = BaselineSummary(match.marks, fixed: match.fixed.map { Fixed(old.conclusions[$0]) })
    let found = BaselineMatch(
      projects.flatMap(\.diagnostics), since: old.diagnostics
    ) { _ in true }
    var rest = found.marks[...]
    diagnostics = projects.map { project in
      project.diagnostics.map { $0.marked(rest.popFirst()) }
    }
    diagnosticsSummary = BaselineSummary(
      found.marks, fixed: found.fixed.map { old.diagnostics[$0].marked(BaselineMark(.fixed)) })
  }
}

extension EarlierAnalysis.Saying {
  /// What this run says.
  fileprivate init(_ finding: Finding, _ reader: FindingReader) {
    let plan = reader.plan(of: finding)
    self.init(
      reference: reader.reference(to: finding),
      result: finding.truth == .unknown ? "cannot_conclude" : "holds",
      message: reader.message(of: finding), level: plan.level.name,
      modality: plan.modality.rawValue)
  }
}
