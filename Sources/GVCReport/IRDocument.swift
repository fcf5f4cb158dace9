/// The analysis IR in a form for other programs; `Grammar/ir.schema.json` is its schema.
///
/// Entities, facts and sources are named by their place in the arrays of the document.
public struct IRDocument: Codable, Sendable {
  /// The version of the form: raised when a field changes its meaning or goes, not when one comes.
  public static let currentVersion = 1

  public struct Kind: Codable, Sendable {
    public let name: String
    public let title: String
    public let parent: String?
    public let partOf: String?
    /// `supply` or `peers`, for kinds that join others.
    public let ends: String?
  }

  public struct Scale: Codable, Sendable {
    public let name: String
    public let ordered: Bool
    public let words: [String]
  }

  public struct Attribute: Codable, Sendable {
    public let owner: String
    public let name: String
    public let type: String
    public let derived: Bool
  }

  public struct Vocabulary: Codable, Sendable {
    public let kinds: [Kind]
    public let scales: [Scale]
    public let attributes: [Attribute]
  }

  public struct Entity: Codable, Sendable {
    public let kind: String
    public let label: String
    public let name: String?
    public let title: String?
    /// Supplier and buyer of a link, or the members of a tie, by their place in `entities`.
    public let ends: [Int]?
    /// What it is a part of.
    public let owner: Int?
    public let place: DiagnosticReport.Span
  }

  /// A value: of `kind` `unknown`, `truth`, `words`, `number`, `text`, `entity` or `list`.
  public struct Value: Codable, Sendable {
    public let kind: String
    public var truth: Bool?
    public var scale: String?
    /// The words that it may be.
    public var words: [String]?
    /// The ends of an interval in base units; absent where it has none.
    public var low: Double?
    public var high: Double?
    public var unit: String?
    /// `exact`, `range`, `estimate`, `at_most` or `at_least`.
    public var form: String?
    public var text: String?
    public var entity: Int?
    public var elements: [Value]?
    /// There may be more elements than these.
    public var open: Bool?

    init(kind: String) { self.kind = kind }
  }

  public struct Fact: Codable, Sendable {
    public let entity: Int
    public let attribute: String
    public let key: Int?
    public let value: Value
    public let layer: Int?
    public let evidence: [AnalysisReport.Evidence]
    public let place: DiagnosticReport.Span
  }

  public struct Column: Codable, Sendable {
    public let attribute: String
    /// The entities of which something is said, in order.
    public let entities: [Int]
    /// For each of them the facts that hold, by their place in `facts`.
    public let facts: [[Int]]
  }

  public struct Snapshot: Codable, Sendable {
    /// `base` for the facts outside all layers.
    public let layer: String
    public let previous: String?
    /// The entities that are there.
    public let entities: [Int]
    public let columns: [Column]
  }

  public struct Threshold: Codable, Sendable {
    public let theory: String?
    public let name: String
    public let value: Value
    public let documentation: String
    public let basis: String
  }

  public struct Expression: Codable, Sendable {
    public let operation: String
    public let type: String
    public let text: String?
    public let arguments: [Expression]?
  }

  public struct Binding: Codable, Sendable {
    public let variable: String
    public let set: Expression
    public let condition: Expression?
  }

  public struct Derivation: Codable, Sendable {
    public let attribute: String
    public let expression: Expression
  }

  public struct Rule: Codable, Sendable {
    public let theory: String?
    public let name: String
    public let title: String
    public let modality: String
    public let level: String
    public let comparesLayers: Bool
    public let bindings: [Binding]
    public let conditions: [Expression]
    public let subject: Expression
    public let verdict: AnalysisReport.Verdict?
    public let object: Expression?
    public let on: [Expression]
    public let passages: [AnalysisReport.Passage]
  }

  public let version: Int
  public let sources: [String]
  public let vocabulary: Vocabulary
  public let entities: [Entity]
  public let facts: [Fact]
  public let snapshots: [Snapshot]?
  public let thresholds: [Threshold]?
  public let derivations: [Derivation]?
  public let rules: [Rule]?
}
