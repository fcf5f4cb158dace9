import GVCAnalysis
import GVCModel

/// A contested verdict in all layers in which the same findings contradict one another.
struct ContestGroup {
  struct Answer {
    /// The value of the verdict, by its title.
    let value: String
    let modality: Modality
    var reference: String
  }

  /// The verdict, what qualifies it, and what it is about.
  let title: String
  let answers: [Answer]

  /// The contested verdicts of an analysis, in its order.
  static func groups(in reader: FindingReader) -> [ContestGroup] {
    struct Key: Hashable {
      let verdict: VerdictID
      let subject: EntityID
      let rules: [Int]
      let objects: [EntityID?]
      let related: [[EntityID]]
    }
    let analysis = reader.analysis
    var contests: [Key: [Contest]] = [:]
    var order: [Key] = []
    for contest in analysis.contests {
      let findings = contest.findings.map { analysis.findings[$0] }
      let key = Key(
        verdict: contest.verdict, subject: contest.subject, rules: findings.map(\.plan),
        objects: findings.map(\.object), related: findings.map(\.related))
      if contests[key] == nil { order.append(key) }
      contests[key, default: []].append(contest)
    }
    return order.compactMap { key in contests[key].flatMap { group($0, reader) } }
  }

  private static func group(_ contests: [Contest], _ reader: FindingReader) -> ContestGroup? {
    guard let first = contests.first else { return nil }
    let model = reader.analysis.model
    let verdict = model.vocabulary[first.verdict]
    let findings = first.findings.map { reader.analysis.findings[$0] }
    var title = "\(verdict.title) of \(reader.reading(first.subject))"
    var notes: [String] = []
    if let finding = findings.first {
      let plan = reader.plan(of: finding)
      if let qualifier = plan.qualifier, let scale = verdict.qualifier {
        notes.append(model.vocabulary[scale].words[qualifier].title.lowercased())
      }
      if let object = finding.object { notes.append(model.label(object)) }
    }
    if !notes.isEmpty { title += ", " + notes.joined(separator: ", ") }
    let answers = first.findings.indices.map { place in
      let members = contests.map { $0.findings[place] }
      let finding = reader.analysis.findings[members[0]]
      let plan = reader.plan(of: finding)
      return Answer(
        value: plan.verdict.map { verdict.words[$0.word].title.lowercased() } ?? "",
        modality: plan.modality,
        reference: reader.reference(
          to: FindingGroup(
            members: members, objects: finding.object.map { [$0] } ?? [],
            layers: members.map { reader.analysis.findings[$0].layer })))
    }
    return ContestGroup(title: title + ":", answers: answers)
  }
}
