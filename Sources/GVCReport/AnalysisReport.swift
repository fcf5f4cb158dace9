/// The conclusions of an analysis in a form for other programs; `Grammar/analysis.schema.json` is its
/// schema.
public struct AnalysisReport: Codable, Sendable {
  /// The version of the form: raised when a field changes its meaning or goes, not when one comes.
  public static let currentVersion = 1

  public struct Thing: Codable, Sendable {
    /// Its name, or its ends: `maker`, `maker -> house`.
    public let name: String
    public let kind: String
    public let title: String?
  }

  public struct Evidence: Codable, Sendable {
    public let source: String
    public let passage: String?
    public let reportedBy: String?
    public let confidence: String?
    public let date: String?
  }

  public struct Statement: Codable, Sendable {
    public let entity: String
    public let attribute: String
    public let key: String?
    public let value: String
    public let layer: String?
    public let evidence: [Evidence]
    public let place: DiagnosticReport.Span
  }

  public struct Setting: Codable, Sendable {
    public let theory: String?
    public let name: String
    public let value: String
    /// The declared value, where the analysis was given another.
    public let declared: String?
    public let basis: String?
  }

  public struct Passage: Codable, Sendable {
    public let source: String
    public let passages: [String]
  }

  public struct Verdict: Codable, Sendable {
    public let question: String
    public let value: String
    public let qualifier: String?
  }

  public struct Condition: Codable, Sendable {
    public let text: String
    /// `yes`, `no` or `unknown`.
    public let truth: String
  }

  public struct Missing: Codable, Sendable {
    public let entity: String
    public let attribute: String
    public let key: String?
    public let voice: String?
    public let before: Bool
  }

  public struct Entry: Codable, Sendable {
    /// What an `expect` or `gvc why` calls it.
    public let reference: String
    public let rule: String
    public let theory: String?
    /// `holds` or `cannot_conclude`.
    public let result: String
    public let layer: String?
    public let previous: String?
    public let subject: Thing
    public let object: Thing?
    public let on: [Thing]
    public let verdict: Verdict?
    public let modality: String
    public let level: String
    public let message: String
    public let help: String?
    public let conditions: [Condition]
    public let facts: [Statement]
    public let thresholds: [Setting]
    public let passages: [Passage]
    /// For what cannot be concluded: the smallest sets of facts that would make it hold.
    public let toHold: [[Missing]]?
    /// And those that would rule it out.
    public let toRuleOut: [[Missing]]?
    public let place: DiagnosticReport.Span
    /// How it stands to an earlier run, where one was given.
    public internal(set) var baseline: BaselineMark? = nil
  }

  /// A finding with the project that it was about.
  public struct Placed: Codable, Sendable {
    public let project: String
    public let finding: Entry
  }

  public struct Answer: Codable, Sendable {
    public let theory: String?
    /// A value of the verdict.
    public let value: String
    public let modality: String
    /// The finding that gives it.
    public let reference: String
    public let passages: [Passage]
  }

  public struct Contest: Codable, Sendable {
    public let verdict: String
    public let qualifier: String?
    public let subject: String
    public let object: String?
    public let layer: String?
    public let findings: [String]
    public let answers: [Answer]
    /// Whether different theories speak to it.
    public let betweenTheories: Bool
  }

  public struct Project: Codable, Sendable {
    public let name: String
    public let layers: [String]
    public internal(set) var findings: [Entry]
    public internal(set) var open: [Entry]
    public let contested: [Contest]
    /// Where several theories give the same answer.
    public let agreed: [Contest]
    public internal(set) var diagnostics: [DiagnosticReport.Entry]
  }

  public let version: Int
  public let projects: [Project]
  /// How what is concluded stands to an earlier run, where one was given.
  public internal(set) var baseline: BaselineSummary<Placed>?
  /// How the diagnostics stand to those of an earlier run, where one was given.
  public internal(set) var diagnosticsBaseline: BaselineSummary<DiagnosticReport.Entry>?

  public init(projects: [Project]) {
    version = Self.currentVersion
    self.projects = projects
  }
}

/// One finding on a line of its own.
public struct AnalysisLine: Codable, Sendable {
  public let version: Int
  /// The project that it is about.
  public let project: String
  public let finding: AnalysisReport.Entry

  public init(_ project: String, _ finding: AnalysisReport.Entry) {
    version = AnalysisReport.currentVersion
    self.project = project
    self.finding = finding
  }
}
