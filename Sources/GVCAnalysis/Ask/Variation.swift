import GVCModel
import GVCSyntax

/// What is varied from run to run: thresholds, or facts of a case.
public struct Variation: Sendable {
  /// One way to set it: what it is called, and what it sets.
  public struct Setting: Sendable {
    /// What it is called in tables: `power=40%`.
    public let label: String
    /// Values of thresholds, by their index in the model.
    public let thresholds: [Int: Value]
    /// Values of facts, by their index in the model.
    public let facts: [Int: Value]

    static let nothing = Setting(label: "", thresholds: [:], facts: [:])

    func joined(_ other: Setting) -> Setting {
      Setting(
        label: label.isEmpty ? other.label : "\(label), \(other.label)",
        thresholds: thresholds.merging(other.thresholds) { $1 },
        facts: facts.merging(other.facts) { $1 })
    }
  }

  /// The settings that are tried, in order.
  public let settings: [Setting]
  /// Each setting is tried by itself, with all else as stated; else every combination is.
  public let isAlone: Bool
}

/// The runs of a sensitivity analysis, and in which of them each conclusion holds.
public struct Sensitivity: Sendable {
  /// The most runs of one analysis.
  public static let runLimit = 1_000

  /// A conclusion with what became of it in each run.
  public struct Outcome: Sendable {
    /// The finding in the first run that has it.
    public let finding: Finding
    /// `yes` where it holds, `unknown` where it cannot be concluded, `no` where it is ruled out.
    public let truths: [Truth]

    /// Whether it holds in every run.
    public var holdsThroughout: Bool { truths.allSatisfy { $0 == .yes } }
    /// Whether it is the same in every run.
    public var isStable: Bool { Set(truths).count == 1 }
  }

  /// There are more runs than are made.
  public struct TooMany: Error, Sendable {
    /// How many there would be.
    public let count: Int
  }

  /// The settings of the runs, in order; the first is the case as it stands.
  public let runs: [Variation.Setting]
  /// The analysis of the case as it stands.
  public let stated: Analysis
  /// What holds or is open in any run, in the order of the analysis.
  public let outcomes: [Outcome]

  /// Runs the rules over every combination of the settings of `variations`, and over each setting of
  /// those that are tried alone.
  public init(
    _ model: Model, _ program: Program, _ options: AnalysisOptions, _ variations: [Variation]
  ) throws(TooMany) {
    runs = try Self.runs(variations)
    struct Key: Hashable {
      let rule: Int
      let layer: LayerReference
      let subject: EntityID
      let object: EntityID?
      let related: [EntityID]
    }
    var places: [Key: Int] = [:]
    var found: [(finding: Finding, truths: [Truth])] = []
    var first: Analysis?
    for (run, setting) in runs.enumerated() {
      var options = options
      options.thresholds.merge(setting.thresholds) { $1 }
      let model = setting.facts.isEmpty ? model : model.replacing(setting.facts)
      let analysis = Analysis(model, program, options)
      if first == nil { first = analysis }
      for finding in analysis.findings {
        let key = Key(
          rule: finding.rule, layer: finding.layer, subject: finding.subject,
          object: finding.object, related: finding.related)
        if places[key] == nil {
          places[key] = found.count
          found.append((finding, Array(repeating: .no, count: runs.count)))
        }
        if let place = places[key] { found[place].truths[run] = finding.truth }
      }
    }
    stated = first ?? Analysis(unrun: model, program, options)
    outcomes = found.map { Outcome(finding: $0.finding, truths: $0.truths) }
  }

  private static func runs(_ variations: [Variation]) throws(TooMany) -> [Variation.Setting] {
    let crossed = variations.filter { !$0.isAlone }
    let alone = variations.filter(\.isAlone).flatMap(\.settings)
    var count = 1
    for variation in crossed {
      count = min(Self.runLimit + 1, count * max(1, variation.settings.count))
    }
    guard count + alone.count <= runLimit else { throw TooMany(count: count + alone.count) }
    var runs: [Variation.Setting] = [.nothing]
    for variation in crossed {
      runs = runs.flatMap { run in variation.settings.map { run.joined($0) } }
    }
    return (crossed.isEmpty ? [] : runs) + alone
  }
}
