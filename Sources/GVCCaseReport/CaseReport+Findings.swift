extension CaseReport {
  /// All that holds of one thing.
  public struct Subject: Sendable, Equatable {
    public let thing: Thing
    /// What kind of thing it is, its tier and its country.
    public let notes: [String]
    public let findings: [FindingEntry]
  }

  /// A conclusion, over all objects and layers in which it is the same.
  public struct FindingEntry: Sendable, Equatable {
    /// Its place in the report, from 1.
    public let number: Int
    /// What an `expect` calls it.
    public let reference: String
    public let message: String
    /// `likely`, or with its weight in front: `warning, likely`.
    public let mark: String
    public let tone: Tone
    /// The titles of the layers; none where the case has no layers.
    public let layers: [String]
    /// The question that it answers and the answer: `Prospect of upgrading, functional: blocked`.
    public let answer: String?
    /// The rule, in a few words, and why it is one.
    public let rule: String
    public let reason: String
    public let theory: String
    /// The passages that the rule rests on.
    public let passages: [EvidenceEntry]
    public let advice: String?
    /// What weakens it.
    public let cautions: [String]
    /// What came of it, where it predicts something.
    public let outcomes: [String]
    /// The condition with the value under each of its parts.
    public let condition: String
    public let facts: [FactEntry]
    public let thresholds: [String]
    public let aspects: Aspects
  }

  /// A fact with what it rests on.
  public struct FactEntry: Sendable, Equatable {
    public let thing: Thing
    public let attribute: String
    public let value: String
    public let layer: String?
    public let evidence: [EvidenceEntry]
    /// `brenta.gvc:65`.
    public let place: String
  }

  /// A piece of evidence: its text, and the number of its source in the report.
  public struct EvidenceEntry: Sendable, Equatable {
    public let text: String
    public let source: Int?
  }

  /// The answers to one question: a row each thing and layer, a column each word that narrows the question.
  public struct VerdictTable: Sendable, Equatable {
    public struct Row: Sendable, Equatable {
      /// The titles of the layers in which the answers are these; none where the case has no layers.
      public let layers: [String]
      /// The answers in each column.
      public let cells: [[Answer]]
    }

    public struct Group: Sendable, Equatable {
      public let thing: Thing
      public let rows: [Row]
    }

    public let title: String
    /// The heads of the columns; one that is empty where nothing narrows the question.
    public let columns: [String]
    public let groups: [Group]
    /// The answers that it can have, with how each looks.
    public let legend: [Value]
  }

  /// A value of a question, and how it looks.
  public struct Value: Sendable, Equatable {
    public let text: String
    public let tone: Tone
  }

  /// One answer in a table, and where its reason stands.
  public struct Answer: Sendable, Equatable {
    public enum Place: Sendable, Equatable {
      case finding(Int)
      case open(Int)
    }

    public let text: String
    /// What it is towards: activities, capabilities.
    public let objects: [String]
    public let tone: Tone
    /// The conclusions that give it.
    public let places: [Place]
    public internal(set) var aspects: Aspects
  }

  /// A rule that answers no question, with all that it is found of.
  public struct Observation: Sendable, Equatable {
    public let rule: String
    public let theory: String
    public let answers: [Answer]
  }

  /// A conclusion that cannot be drawn, and what would decide it.
  public struct OpenConclusion: Sendable, Equatable {
    public struct Item: Sendable, Equatable {
      public let rule: String
      /// What it is about: a link where the conclusion names one.
      public let thing: Thing
      public let objects: [String]
      public let layers: [String]
      public let reference: String
    }

    public let number: Int
    public let items: [Item]
    public let ways: [Way]
    public let aspects: Aspects
  }

  /// A kind of decision, and the facts that make it.
  public struct Way: Sendable, Equatable {
    public let label: String
    public let text: String
  }

  /// A question to put to a person.
  public struct InterviewQuestion: Sendable, Equatable {
    public let sentence: String
    public let notes: [Way]
    /// How many open conclusions it decides, and which.
    public let decides: String
    public let open: [Int]
    public let aspects: Aspects
  }

  /// A question to which several rules speak.
  public struct Contest: Sendable, Equatable {
    public struct Voice: Sendable, Equatable {
      public let theory: String
      public let value: String
      public let modality: String
      public let reference: String
      public let passages: String
      /// Its finding in the report.
      public let finding: Int?
    }

    public let title: String
    public let voices: [Voice]
    public let aspects: Aspects
  }

  /// What is different between two layers.
  public struct Change: Sendable, Equatable {
    public struct Conclusion: Sendable, Equatable {
      public let mark: String
      public let isWorse: Bool
      public let message: String
      public let reference: String
      /// What turned it, a clause each.
      public let reasons: [String]
      public let aspects: Aspects
    }

    public struct Turn: Sendable, Equatable {
      public let title: String
      public let conclusions: [Conclusion]
    }

    public struct Fact: Sendable, Equatable {
      public let thing: Thing
      public let attribute: String
      /// What is stated before and after; nil where nothing is.
      public let old: String?
      public let new: String?
    }

    public let from: Layer
    public let to: Layer
    public let added: [String]
    public let removed: [String]
    public let facts: [Fact]
    public let turns: [Turn]
    public let summary: String
  }

  /// What the report is made from, so that it can be made again.
  public struct Origin: Sendable, Equatable {
    public struct File: Sendable, Equatable {
      public let name: String
      /// Of its bytes, by SHA-256.
      public let digest: String
    }

    /// The command that makes it.
    public let command: String
    public let version: String
    /// The digest of all.
    public let fingerprint: String
    public let files: [File]
    /// The vocabulary and the theories that come with the compiler.
    public let packs: [File]
    /// The options that it was made with, as a command line has them.
    public let options: [String]
  }
}
