import GVCAnalysis
import GVCModel

/// Puts questions for the field in the order in which they are worth asking: by what they decide, and by how likely
/// a person is to have the answer.
///
/// The worth of a question is the sum over the conclusions that it may decide by itself, each counted once whatever the
/// number of periods, of what the conclusion promises: 1, and 3 more for a change between two periods, 3 for an answer to
/// a question of the theory, its weight there, and up to 3 by how it is claimed. What it decides together with other facts
/// counts a quarter. That is multiplied by how easily it is answered: 4 for yes or no and for a choice, 3 for a number or
/// a list, 2 for an amount of money or a text; one less where only a time before the last period is asked about.
struct QuestionRanking {
  private let reader: FindingReader
  private let today: LayerReference?

  init(_ reader: FindingReader) {
    self.reader = reader
    today = reader.analysis.layers.last { !reader.isWhatIf($0.layer) }?.layer
  }

  /// The questions, those first that are worth most, and behind these those that decide nothing by themselves; equal ones
  /// in the order in which they come.
  func sorted(_ questions: [FieldQuestion]) -> [FieldQuestion] {
    questions.enumerated().map { (offset: $0, question: $1, worth: worth($1)) }.sorted { a, b in
      let (x, y) = (a.question.decides.isEmpty ? 0 : 1, b.question.decides.isEmpty ? 0 : 1)
      return (y, b.worth, a.offset) < (x, a.worth, b.offset)
    }.map(\.question)
  }

  /// What a question is worth, in a number that says nothing but the order.
  private func worth(_ question: FieldQuestion) -> Int {
    (4 * promise(question.decides) + promise(question.helps)) * ease(question)
  }

  private struct Conclusion: Hashable {
    let rule: Int
    let subject: EntityID
    let object: EntityID?
    let related: [EntityID]
  }

  private func promise(_ findings: [Int]) -> Int {
    var seen: Set<Conclusion> = []
    return findings.reduce(0) { sum, index in
      let finding = reader.analysis.findings[index]
      let conclusion = Conclusion(
        rule: finding.rule, subject: finding.subject, object: finding.object,
        related: finding.related)
      guard seen.insert(conclusion).inserted else { return sum }
      let plan = reader.plan(of: finding)
      let answer = plan.verdict.map {
        3 + reader.analysis.model.vocabulary[$0.id].words[$0.word].weight
      }
      return sum + 1 + (plan.comparesLayers ? 3 : 0) + (answer ?? 0) + plan.modality.strength
    }
  }

  private func ease(_ question: FieldQuestion) -> Int {
    let type = reader.analysis.model.vocabulary[question.fact.attribute].type
    let ease =
      switch type {
      case .truth, .words, .country, .entity: 4
      case .map: question.fact.key == nil ? 3 : 4
      case .money, .text: 2
      default: 3
      }
    let isOfToday = today.map { question.layers.contains($0) } ?? true
    return isOfToday ? ease : ease - 1
  }
}

extension Modality {
  /// How much of a claim it is, as a number of points.
  var strength: Int {
    switch self {
    case .definition, .observed: 3
    case .necessary, .likely, .danger: 2
    case .possible: 1
    case .advice: 0
    }
  }
}
