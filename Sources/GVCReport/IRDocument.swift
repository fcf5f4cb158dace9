/// The analysis IR in a form for other programs; `Grammar/ir.schema.json` is its schema.
///
/// It says all that it takes to evaluate the rules over the case. Entities, facts, units and thresholds are named
/// by their place in the arrays of the document, everything else by its name.
public struct IRDocument: Codable, Sendable {
  /// The version of the form: raised when a field changes its meaning or goes, not when one comes.
  public static let currentVersion = 2

  /// What a number counts or measures, in the base unit of its dimension.
  public struct Unit: Codable, Sendable {
    /// As reports write it; empty for a plain number.
    public let name: String
    /// `ratio`, `duration` (in hours), `mass` (in kilograms), `volume` (in litres), `area` (in hectares), `distance` (in
    /// kilometres), `energy` (in megajoules), `money` (per what ever), `count`, or `quantity` for any other product.
    public let dimension: String
    /// A power of a base, in base units or, under a fraction, in a unit of so many of them.
    public struct Factor: Codable, Sendable {
      /// A dimension of one base: `mass`, `money`, `count`, …
      public let base: String
      public let currency: String?
      public let year: Int?
      public let things: String?
      public let exponent: Int
      public let size: Double
    }

    /// What it is a product of; empty for a plain number.
    public let factors: [Factor]
    /// How many of the unit in which numbers are kept one of it is; absent for that unit itself.
    public let factor: Double?
    /// Of money: its currency, the year of its prices, and what the price is for.
    public let currency: String?
    public let year: Int?
    public let per: String?
    /// What is counted.
    public let things: String?
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

  public struct Fact: Codable, Sendable {
    public let entity: Int
    public let attribute: String
    public let key: Int?
    public let value: IRValue
    public let layer: Int?
    public let evidence: [AnalysisReport.Evidence]
    public let place: DiagnosticReport.Span
  }

  /// A period or scenario. Those that it builds on stand before it.
  public struct Layer: Codable, Sendable {
    public let entity: Int
    /// The layer that it changes; absent for the facts outside all layers.
    public let over: Int?
    /// What is there only from this layer on.
    public let adds: [Int]
    /// What is gone from this layer on.
    public let removes: [Int]
  }

  /// The name of a layer, and the layer; `base` without an entity for the facts outside all layers.
  public struct LayerName: Codable, Sendable {
    public let name: String
    public let entity: Int?
  }

  public struct Column: Codable, Sendable {
    public let attribute: String
    /// The entities of which something is said, in order.
    public let entities: [Int]
    /// For each of them the facts that hold, by their place in `facts`.
    public let facts: [[Int]]
  }

  /// What is the case in a layer that is analysed.
  public struct Snapshot: Codable, Sendable {
    public let layer: LayerName
    /// The layer that rules compare it with; absent where there is none.
    public let previous: LayerName?
    /// The entities that are there.
    public let entities: [Int]
    public let columns: [Column]
  }

  public struct Threshold: Codable, Sendable {
    public let theory: String?
    public let name: String
    /// What rules compare with.
    public let value: IRValue
    /// What the theory declares, where the analysis was given another value.
    public let declared: IRValue?
    public let percent: Bool
    public let range: IRVocabulary.Range?
    public let documentation: String
    public let basis: String
  }

  public struct Let: Codable, Sendable {
    public let name: String
    public let expression: IRExpression
  }

  /// A piece of a message: a text, or a value that is filled in.
  public struct MessagePart: Codable, Sendable {
    public let text: String?
    public let value: IRExpression?
    /// The forms of a word that agrees with the value, where that is filled in instead of it.
    public var one: String?
    public var several: String?
  }

  public struct Rule: Codable, Sendable {
    public let theory: String?
    public let name: String
    public let title: String
    public let modality: String
    public let level: String
    /// It compares with the layer before, and runs only where there is one.
    public let comparesLayers: Bool
    public let bindings: [IRBinding]
    public let lets: [Let]
    /// Where one fails, the rule is not asked.
    public let scope: [IRExpression]
    /// All must hold.
    public let conditions: [IRExpression]
    public let subject: IRExpression
    public let verdict: AnalysisReport.Verdict?
    /// `into` or `from`, where there is an object.
    public let direction: String?
    public let object: IRExpression?
    public let on: [IRExpression]
    public let message: [MessagePart]
    public let help: [MessagePart]
    public let passages: [AnalysisReport.Passage]
  }

  /// What a case expects of its analysis, or accepts.
  public struct Expectation: Codable, Sendable {
    /// `found`, `not_found`, `unknown` or `not_asked`.
    public let expected: String
    /// The theory and name of a rule.
    public let theory: String?
    public let rule: String?
    /// A verdict with its value; without one where it is to be contested.
    public let verdict: String?
    public let value: String?
    public let qualifier: String?
    /// The code of a diagnostic.
    public let diagnostic: String?
    public let object: Int?
    public let on: [Int]
    public let layer: Int?
    /// That the base case is meant, which is no layer; absent otherwise.
    public let isInBaseCase: Bool?
    public let needs: [Need]
    public let place: DiagnosticReport.Span
  }

  /// A fact that would decide something.
  public struct Need: Codable, Sendable {
    public let entity: Int
    public let attribute: String
  }

  public let version: Int
  public let sources: [String]
  public let vocabulary: IRVocabulary
  public let units: [Unit]
  public let entities: [Entity]
  public let facts: [Fact]
  public let layers: [Layer]
  public let expectations: [Expectation]
  /// What the case accepts of what theories find wrong in it.
  public let acceptances: [Expectation]
  public let snapshots: [Snapshot]?
  public let thresholds: [Threshold]?
  public let rules: [Rule]?
}
