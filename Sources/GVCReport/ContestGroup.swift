import GVCAnalysis
import GVCModel

/// A question to which several findings speak, in all layers in which they say the same: a contested
/// verdict, or one on which theories agree.
public struct ContestGroup: Sendable {
  public struct Answer: Sendable {
    /// The value of the verdict, by its title.
    public let value: String
    public let modality: Modality
    /// How it is claimed, in a word.
    public let claim: String
    public let theory: String
    /// The passages that it rests on.
    public let passages: String
    public let reference: String
    /// The first finding that says so, by its index in the analysis.
    public let finding: Int
  }

  /// The verdict, what qualifies it, and what it is about.
  public let title: String
  public let answers: [Answer]
  /// Different theories speak to it.
  public let isBetweenTheories: Bool
  /// What it is about.
  public let subject: EntityID
  /// The layers in which the findings say so.
  public let layers: [LayerReference]

  /// The contested verdicts of an analysis, in its order.
  public static func contests(in reader: FindingReader) -> [ContestGroup] {
    groups(
      reader.analysis.contests.map { ($0.question, $0.findings, $0.isBetweenTheories) }, reader)
  }

  /// What several theories agree on, in the order of the analysis.
  public static func agreements(in reader: FindingReader) -> [ContestGroup] {
    groups(reader.analysis.agreements.map { ($0.question, $0.findings, true) }, reader)
  }

  private typealias Entry = (question: Question, findings: [Int], isBetweenTheories: Bool)

  private static func groups(_ entries: [Entry], _ reader: FindingReader) -> [ContestGroup] {
    struct Key: Hashable {
      let verdict: VerdictID
      let subject: EntityID
      let rules: [Int]
      let objects: [EntityID?]
      let related: [[EntityID]]
      let isWhatIf: Bool
    }
    var byKey: [Key: [Entry]] = [:]
    var order: [Key] = []
    for entry in entries {
      let findings = entry.findings.map { reader.analysis.findings[$0] }
      let key = Key(
        verdict: entry.question.verdict, subject: entry.question.subject,
        rules: findings.map(\.plan), objects: findings.map(\.object),
        related: findings.map(\.related), isWhatIf: reader.isWhatIf(entry.question.layer))
      if byKey[key] == nil { order.append(key) }
      byKey[key, default: []].append(entry)
    }
    return order.compactMap { key in byKey[key].flatMap { group($0, reader) } }
  }

  private static func group(_ entries: [Entry], _ reader: FindingReader) -> ContestGroup? {
    guard let first = entries.first else { return nil }
    let model = reader.analysis.model
    let verdict = model.vocabulary[first.question.verdict]
    var notes: [String] = []
    if let qualifier = first.question.qualifier, let scale = verdict.qualifier {
      notes.append(model.vocabulary[scale].words[qualifier].title.lowercased())
    }
    if let object = first.question.object { notes.append(model.label(object)) }
    var title = "\(verdict.title) of \(reader.reading(first.question.subject))"
    if !notes.isEmpty { title += ", " + notes.joined(separator: ", ") }
    let answers = first.findings.indices.map { place in
      let members = entries.map { reader.analysis.findings[$0.findings[place]] }
      let plan = reader.plan(of: members[0])
      return Answer(
        value: plan.verdict.map { verdict.words[$0.word].title.lowercased() } ?? "",
        modality: plan.modality, claim: reader.claim(of: members[0]),
        theory: reader.theoryName(of: members[0]),
        passages: plan.citations.map { reader.text($0) }.joined(separator: "; "),
        reference: reader.reference(
          to: members[0], objects: members[0].object.map { [$0] } ?? [],
          layers: members.map(\.layer)), finding: first.findings[place])
    }
    return ContestGroup(
      title: title + ":", answers: answers, isBetweenTheories: first.isBetweenTheories,
      subject: first.question.subject, layers: entries.map(\.question.layer))
  }
}
