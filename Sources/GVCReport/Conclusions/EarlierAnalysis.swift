/// What an earlier run has concluded, as its JSON says it, of version 1 or 2.
public struct EarlierAnalysis: Sendable {
  /// What is held against another run.
  struct Saying: Sendable {
    let reference: String
    /// `holds` or `cannot_conclude`.
    let result: String
    let message: String
    let level: String
    let modality: String

    var holds: Bool { result == "holds" }
  }

  /// A finding, which can be made whole.
  public struct Conclusion: Sendable {
    /// The project that it was about.
    public let project: String
    let theory: String?
    let saying: Saying
    private let whole: @Sendable () -> AnalysisReport.Entry

    /// All that was said of it.
    public var entry: AnalysisReport.Entry { whole() }

    init(
      _ project: String, _ theory: String?, _ saying: Saying,
      whole: @escaping @Sendable () -> AnalysisReport.Entry
    ) {
      self.project = project
      self.theory = theory
      self.saying = saying
      self.whole = whole
    }

    init(_ project: String, _ entry: AnalysisReport.Entry) {
      self.init(
        project, entry.theory,
        Saying(
          reference: entry.reference, result: entry.result, message: entry.message,
          level: entry.level, modality: entry.modality)
      ) { entry }
    }
  }

  /// How many projects it is of.
  public let projectCount: Int
  /// What was concluded of them: of each what holds, and then what is open.
  public let conclusions: [Conclusion]
  /// What was wrong in them.
  public let diagnostics: [DiagnosticReport.Entry]

  /// The form that version 1 had: each finding with all that it says.
  struct Version1: Decodable {
    struct Project: Decodable {
      let name: String
      let findings: [AnalysisReport.Entry]
      let open: [AnalysisReport.Entry]
      let diagnostics: [DiagnosticReport.Entry]
    }

    let projects: [Project]
  }

  init(_ report: Version1) {
    projectCount = report.projects.count
    conclusions = report.projects.flatMap { project in
      (project.findings + project.open).map { Conclusion(project.name, $0) }
    }
    diagnostics = report.projects.flatMap(\.diagnostics)
  }

  /// - Parameter document: One in which each number leads to something.
  init(_ document: AnalysisDocument) {
    projectCount = document.projects.count
    conclusions = document.projects.flatMap(\.conclusions)
    diagnostics = document.projects.flatMap(\.diagnostics)
  }
}
