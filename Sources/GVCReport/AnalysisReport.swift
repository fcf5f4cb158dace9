/// The parts of the conclusions of an analysis in a form for other programs; `Grammar/analysis.schema.json` is its
/// schema. `AnalysisStream` writes the whole.
public enum AnalysisReport {
  public struct Thing: Codable, Sendable {
    /// Its name, or its ends: `maker`, `maker -> house`.
    public let name: String
    public let kind: String
    public let title: String?
  }

  public struct Evidence: Codable, Sendable, Hashable {
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

  /// What weakens a conclusion.
  public struct Caution: Codable, Sendable {
    /// `contradicted`, `denied`, `may_be_denied`, `disputed`, `low_confidence`, `assumed`, `one_voice` or `estimate`.
    public let reason: String
    /// The same in words.
    public let text: String
    /// The facts that are weak, or what is read and denied.
    public let facts: [Missing]
    /// The findings that deny it.
    public let findings: [String]
  }

  /// What came of a prediction.
  public struct Outcome: Codable, Sendable {
    /// `borne_out`, `contradicted` or `open`.
    public let status: String
    /// The same in words.
    public let text: String
    /// The period in which it came, or did not.
    public let layer: String?
    /// The findings that say what came.
    public let findings: [String]
  }

  public struct Condition: Codable, Sendable {
    /// `scope` or `when`.
    public let clause: String
    public let text: String
    /// `yes`, `no` or `unknown`.
    public let truth: String

    public init(clause: String, text: String, truth: String) {
      self.clause = clause
      self.text = text
      self.truth = truth
    }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      // Outputs of version 1 know no scope.
      clause = try container.decodeIfPresent(String.self, forKey: .clause) ?? "when"
      text = try container.decode(String.self, forKey: .text)
      truth = try container.decode(String.self, forKey: .truth)
    }
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
    /// What weakens it, the gravest first; nil for what cannot be concluded.
    public let cautions: [Caution]?
    /// Of a prediction what came of it.
    public let outcome: Outcome?
    /// For what cannot be concluded: the smallest sets of facts that would make it hold.
    public let toHold: [[Missing]]?
    /// And those that would rule it out.
    public let toRuleOut: [[Missing]]?
    public let place: DiagnosticReport.Span
    /// How it stands to an earlier run, where one was given.
    public var baseline: BaselineMark? = nil
  }

  /// A finding with the project that it was about.
  public struct Placed: Codable, Sendable {
    public let project: String
    public let finding: Entry
  }

  /// A layer that was analysed.
  public struct Layer: Codable, Sendable {
    /// `base` for the facts outside all layers.
    public let name: String
    /// The name of its kind; nil for the facts outside all layers.
    public let kind: String?
    /// The layer that it is compared with.
    public let previous: String?
  }

  /// What all findings of a rule share.
  public struct Rule: Codable, Sendable {
    public let name: String
    public let theory: String?
    /// What its findings are called, with `{object}` and `{about}` in the place of things.
    public let reference: String
    public let verdict: Verdict?
    public let modality: String
    public let level: String
    /// With `{0}` in the place of the first value, as `MessageTemplate` has it.
    public let message: String
    public let help: String?
    /// Where a part of it fails, the rule is not asked.
    public let scope: [String]
    public let conditions: [String]
    public let passages: [Passage]
    /// Its findings hold of a layer beside the previous one.
    public let comparesLayers: Bool
  }
}

/// One finding on a line of its own, with all that it says.
public struct AnalysisLine: Codable, Sendable {
  /// The version of the form: raised when a field changes its meaning or goes, not when one comes.
  public static let currentVersion = 1

  public let version: Int
  /// The project that it is about.
  public let project: String
  public let finding: AnalysisReport.Entry

  public init(_ project: String, _ finding: AnalysisReport.Entry) {
    version = Self.currentVersion
    self.project = project
    self.finding = finding
  }
}
