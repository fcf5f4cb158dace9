import GVCReport

/// What a report says of a case, as plain data: texts as they are, not yet of any format.
public struct CaseReport: Sendable {
  /// What the case is about, in a few words.
  public var title: String
  /// The project, as its directory or file is called.
  public var name: String
  /// When the report is from, where a person says so.
  public var date: String?
  /// The case in sentences, and what is found, counted.
  public var summary: [String]
  /// What readers should know first: warnings, contested verdicts and dangers.
  public var highlights: [Highlight]
  /// The states of the case that were analysed, in their order.
  public var layers: [Layer]
  /// The things that pictures and tables name.
  public var things: [Thing]
  public var pictures: [Picture]
  /// The style sheet of the pictures.
  public var pictureStyle: String
  /// The answers to each question that the theories put, as tables: those first that are asked of several kinds
  /// of a thing, such as process, product and functional upgrading.
  public var questions: [VerdictTable]
  /// Rules that hold and answer no such question.
  public var observations: [Observation]
  /// What holds, by what it is about.
  public var subjects: [Subject]
  /// What is different from one period to the next, and from a scenario to its base.
  public var changes: [Change]
  /// What was predicted and what came of it, the contradicted first; without what is open.
  public var predictions: [Prediction]
  /// The facts on which sources differ, each with what is said.
  public var differences: [Difference]
  /// How many predictions are open.
  public var openPredictions: Int
  public var disagreements: [Contest]
  public var contested: [Contest]
  public var agreements: [Contest]
  /// What to find out, the most useful first.
  public var interview: [InterviewQuestion]
  /// What cannot be concluded.
  public var open: [OpenConclusion]
  public var theories: [Theory]
  public var sources: [Source]
  public var thresholds: [Setting]
  /// What limits the report: mistakes in the case, rules that were stopped.
  public var cautions: [String]
  public var origin: Origin
  public var filters: [Filter]

  /// A drawing of the case in one layer.
  public struct Picture: Sendable, Equatable {
    /// The period or scenario; nil for what holds outside of all.
    public let layer: String?
    public let title: String
    /// An `svg` element, without a declaration and without a style of its own. Each node is a `g` of the class
    /// `node` with the name of its thing in `data-entity`, each link one of the class `link`.
    public let svg: String

    public init(layer: String?, title: String, svg: String) {
      self.layer = layer
      self.title = title
      self.svg = svg
    }
  }

  /// A period or scenario, or the facts outside of all.
  public struct Layer: Sendable, Equatable {
    /// `base` for the facts outside of all.
    public let name: String
    public let title: String
  }

  /// A thing as the case and as a sentence call it.
  public struct Thing: Sendable, Hashable {
    public let label: String
    public let title: String

    public init(label: String, title: String) {
      self.label = label
      self.title = title
    }
  }

  /// The sentence of a conclusion, with its place in the report.
  public struct Highlight: Sendable, Equatable {
    public let mark: String
    public let tone: Tone
    public let message: String
    public let layers: [String]
    public let finding: Int
  }

  /// A fact on which sources differ.
  public struct Difference: Sendable, Equatable {
    public let fact: String
    /// What is said, and by whom.
    public let voices: [String]
  }

  /// A prediction that was borne out or contradicted.
  public struct Prediction: Sendable, Equatable {
    /// `contradicted` or `borne out`.
    public let mark: String
    public let tone: Tone
    public let message: String
    /// What came.
    public let outcome: String
    /// Its conclusion in the report.
    public let finding: Int
  }

  /// A theory in use.
  public struct Theory: Sendable, Equatable {
    public let name: String
    public let title: String
    public let rules: Int
    public let conclusions: Int
  }

  /// One of the sources that a fact or a rule cites.
  public struct Source: Sendable, Equatable {
    public let number: Int
    public let entry: Bibliography.Entry
  }

  /// A threshold that a conclusion, or a question that is open, compares with.
  public struct Setting: Sendable, Equatable {
    public let theory: String
    public let name: String
    public let meaning: String
    public let value: String
    /// The declared value, where the analysis was given another.
    public let declared: String?
    public let basis: String
  }

  /// A way to narrow the report down.
  public struct Filter: Sendable, Equatable {
    public struct Choice: Sendable, Equatable {
      public let value: String
      public let title: String
    }

    public let facet: Facet
    public let choices: [Choice]
  }
}

/// What a part of a report can be narrowed down by.
public enum Facet: String, Sendable, CaseIterable {
  case layer, theory, modality, tier, country, governance

  /// What a reader is asked.
  var title: String {
    switch self {
    case .layer: "Period or scenario"
    case .theory: "Theory"
    case .modality: "Claimed as"
    case .tier: "Tier"
    case .country: "Country"
    case .governance: "Governance"
    }
  }
}

/// What a part of a report is about, for filters and the picture.
public struct Aspects: Sendable, Equatable {
  /// The values of each facet; one that is not there does not apply.
  public var values: [Facet: [String]] = [:]
  /// The things that it is about, as the case calls them.
  public var about: [String] = []

  /// Adds what something else is about.
  mutating func add(_ other: Aspects) {
    for (facet, more) in other.values { values[facet] = unique((values[facet] ?? []) + more) }
    about = unique(about + other.about)
  }
}

/// How a mark looks; it never says anything that its text does not.
public enum Tone: String, Sendable {
  /// The first answer to a question, or one that stands beside it.
  case first
  /// An answer that excludes the first.
  case against
  /// An answer that has no side.
  case plain
  case danger
  case warning
  case unknown
}
