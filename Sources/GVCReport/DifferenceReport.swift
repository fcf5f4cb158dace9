import GVCAnalysis
import GVCModel
import GVCSyntax

/// The difference of two states of a case in a form for other programs; `Grammar/diff.schema.json` is
/// its schema.
public struct DifferenceReport: Codable, Sendable {
  /// The version of the form: raised when a field changes its meaning or goes, not when one comes.
  public static let currentVersion = 1

  public struct Thing: Codable, Sendable {
    public let kind: String
    public let name: String
  }

  public struct Fact: Codable, Sendable {
    public let fact: String
    public let old: String?
    public let new: String?
  }

  public struct Conclusion: Codable, Sendable {
    /// `appeared`, `disappeared`, `confirmed`, `opened`, `ruled out` or `claims otherwise`.
    public let turn: String
    public let reference: String
    public let theory: String
    public let message: String
    public let level: String
    public let oldModality: String?
    public let newModality: String?
    /// The changed facts that turned it.
    public let because: [String]
    /// Things that came or went and turned it.
    public let things: [String]
    public let worse: Bool
  }

  public let version: Int
  public let added: [Thing]
  public let removed: [Thing]
  public let facts: [Fact]
  public let findings: [Conclusion]

  /// - Parameter level: From which level on a new conclusion is for the worse.
  public init(_ difference: CaseDifference, worseFrom level: Severity) {
    version = Self.currentVersion
    added = difference.added.map { Thing(kind: $0.kind, name: $0.label) }
    removed = difference.removed.map { Thing(kind: $0.kind, name: $0.label) }
    facts = difference.facts.map { Fact(fact: $0.fact, old: $0.old, new: $0.new) }
    findings = difference.findings.map { change in
      Conclusion(
        turn: change.turn.rawValue, reference: change.reference, theory: change.theory,
        message: change.message, level: change.level.name,
        oldModality: change.oldModality?.rawValue, newModality: change.newModality?.rawValue,
        because: change.because.map { difference.facts[$0].fact },
        things: change.things.map(\.label), worse: change.isWorse(than: level))
    }
  }
}

/// Writes the difference of two states for people.
public struct DifferencePrinter {
  private let difference: CaseDifference
  private let added: Set<CaseDifference.Thing>
  private let level: Severity
  private let isMarkdown: Bool

  /// - Parameter level: From which level on a new conclusion is for the worse.
  public init(_ difference: CaseDifference, worseFrom level: Severity, isMarkdown: Bool) {
    self.difference = difference
    added = Set(difference.added)
    self.level = level
    self.isMarkdown = isMarkdown
  }

  /// What changed in the facts, and then what follows from it, each conclusion with what turned it.
  public var text: String {
    if difference.isEmpty { return "Nothing is different.\n" }
    var out = ""
    let things =
      difference.added.map { "+ \($0.kind) \($0.label)" }
      + difference.removed.map { "- \($0.kind) \($0.label)" }
    let facts = difference.facts.map { Self.line($0) }
    if !things.isEmpty || !facts.isEmpty {
      out += heading("Facts") + (things + facts).map { item($0) }.joined() + "\n"
    }
    for turn in CaseDifference.Turn.allCases {
      let changes = difference.findings.filter { $0.turn == turn }
      guard !changes.isEmpty else { continue }
      out += heading(Self.title(turn)) + changes.map { text($0) }.joined() + "\n"
    }
    return out + summary + "\n"
  }

  /// What conclusions of a turn have in common, as a heading.
  public static func title(_ turn: CaseDifference.Turn) -> String {
    switch turn {
    case .appeared: "Conclusions that hold now"
    case .disappeared: "Conclusions that do not hold any more"
    case .confirmed: "Conclusions that were open and hold now"
    case .opened: "Conclusions that cannot be drawn any more"
    case .ruledOut: "Conclusions that were open and are ruled out now"
    case .modality: "Conclusions that claim more or less than before"
    }
  }

  private func text(_ change: CaseDifference.FindingChange) -> String {
    item("[\(mark(of: change))] \(change.reference)") + detail(change.message)
      + reasons(for: change).map { detail($0) }.joined()
  }

  /// How strongly a conclusion is claimed, and whether it is for the worse.
  public func mark(of change: CaseDifference.FindingChange) -> String {
    var mark = (change.newModality ?? change.oldModality)?.label ?? "cannot conclude"
    if change.turn == .modality, let old = change.oldModality, let new = change.newModality {
      mark = "\(old.label), now \(new.label)"
    }
    return change.isWorse(than: level) ? mark + ", worse" : mark
  }

  /// Whether a thing is only there in the second state.
  public func isAdded(_ thing: CaseDifference.Thing) -> Bool { added.contains(thing) }

  /// What turned a conclusion, a sentence each.
  public func reasons(for change: CaseDifference.FindingChange) -> [String] {
    var reasons = change.because.map { "because " + Self.line(difference.facts[$0]) }
    for thing in change.things {
      let came = isAdded(thing)
      reasons.append("because \(thing.kind) \(thing.label) \(came ? "came" : "went")")
    }
    if change.isByTheory {
      reasons.append("because the theory, a threshold or another layer changed")
    }
    return reasons
  }

  /// `share_of_sales of a -> b: 40% → 80%`.
  public static func line(_ change: CaseDifference.FactChange) -> String {
    switch (change.old, change.new) {
    case (let old?, let new?): "\(change.fact): \(old) → \(new)"
    case (nil, let new?): "\(change.fact): not stated → \(new)"
    case (let old?, nil): "\(change.fact): \(old) → not stated"
    case (nil, nil): change.fact
    }
  }

  /// What is different, counted.
  public var summary: String {
    let worse = difference.findings.count { $0.isWorse(than: level) }
    let (facts, findings) = (difference.facts.count, difference.findings.count)
    return "\(facts) fact\(facts == 1 ? "" : "s") and \(findings) conclusion"
      + "\(findings == 1 ? "" : "s") different"
      + (worse > 0 ? "; \(worse) for the worse" : "")
  }

  // MARK: Form

  private func heading(_ title: String) -> String {
    isMarkdown ? "## \(title)\n\n" : "\(title)\n\(String(repeating: "=", count: title.count))\n\n"
  }

  private func item(_ text: String) -> String {
    isMarkdown
      ? "- \(MarkdownTable.cell(text))\n"
      : Paragraph.wrap(SafeText.escaped(text), indent: 0, label: "")
  }

  private func detail(_ text: String) -> String {
    isMarkdown
      ? "  - \(MarkdownTable.cell(text))\n" : Paragraph.wrap(SafeText.escaped(text), indent: 4)
  }
}
