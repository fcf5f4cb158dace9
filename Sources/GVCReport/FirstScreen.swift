import GVCAnalysis
import GVCModel
import GVCSyntax

/// What a reader of an analysis sees first: the case in two sentences, what matters most, the figures, what contradicts
/// what, and what would decide most.
public struct FirstScreen {
  /// Something that contradicts something.
  public struct Contradiction: Sendable, Equatable {
    /// `warning`, `contested`, `sources differ`, `not borne out`.
    public let mark: String
    public let text: String
    /// What an `expect` calls it; empty for what is no finding.
    public let reference: String
  }

  public let title: String
  public let sentences: [String]
  /// What matters most, all of it in its order; the first few are shown.
  public let messages: [KeyMessage]
  /// The stated numbers that matter, by their index in the model: those first on which the messages rest.
  public let figures: [Int]
  public let contradictions: [Contradiction]
  /// The questions whose answers would decide most.
  public let questions: [InterviewGuide.Entry]

  /// Messages, figures, contradictions and questions that stand on it.
  public static let shownMessages = 5
  static let shownFigures = 4
  static let shownContradictions = 4
  static let shownQuestions = 3
  /// The most open findings of which each is asked what decides it.
  private static let allAsked = 400

  /// - Parameters:
  ///   - project: The path that the project was named by.
  ///   - groups: What holds.
  ///   - open: What is open.
  init(
    _ reader: FindingReader, project: String, _ groups: [FindingGroup], open: [OpenGroup],
    _ facts: FactPrinter
  ) {
    let brief = CaseInBrief(reader)
    title = CaseInBrief.name(of: project)
    sentences = brief.sentences
    messages = MessageRanking(reader).messages(of: groups)
    figures = Self.figures(reader, messages)
    contradictions = Self.contradictions(reader, groups, facts)
    // In a large case one finding stands for all periods and objects: what decides each takes long to find out.
    let members = open.flatMap(\.members)
    let asked =
      members.count <= Self.allAsked ? nil : open.flatMap { $0.groups.map { $0.members[0] } }
    questions = InterviewGuide(reader, of: asked)
      .entries(limit: Self.shownQuestions)
  }

  /// The numbers that the case states: those first on which what matters most rests, then those on which the other
  /// messages do, then the rest in the order of the text.
  private static func figures(_ reader: FindingReader, _ messages: [KeyMessage]) -> [Int] {
    let model = reader.analysis.model
    func isFigure(_ index: Int) -> Bool {
      let fact = model.facts[index]
      guard case .number = fact.value, model.vocabulary[fact.attribute].type.isMeasure else {
        return false
      }
      return Int(model[fact.entity].module) >= model.firstProjectModule
    }
    let first = messages.flatMap { message in
      reader.basis(of: reader.analysis.findings[message.groups[0].members[0]]).facts
        .filter { isFigure($0) }
    }
    return unique(first + model.facts.indices.filter { isFigure($0) })
  }

  private static func contradictions(
    _ reader: FindingReader, _ groups: [FindingGroup], _ facts: FactPrinter
  ) -> [Contradiction] {
    let analysis = reader.analysis
    let heavy = groups.filter { reader.plan(of: analysis.findings[$0.members[0]]).level > .note }
      .enumerated().sorted {
        let a = reader.plan(of: analysis.findings[$0.element.members[0]]).level
        let b = reader.plan(of: analysis.findings[$1.element.members[0]]).level
        return a == b ? $0.offset < $1.offset : a > b
      }.map(\.element)
    let stated = heavy.map { group in
      let finding = analysis.findings[group.members[0]]
      return Contradiction(
        mark: reader.plan(of: finding).level.name,
        text: reader.message(of: finding, objects: group.objects),
        reference: reader.reference(to: group))
    }
    let contests = ContestGroup.contests(in: reader).map { contest in
      Contradiction(
        mark: "contested",
        text: contest.title + " "
          + contest.answers.map {
            "\($0.value) (\($0.theory.isEmpty ? $0.claim : "\($0.theory), \($0.claim)"))"
          }.joined(separator: "; ") + ".",
        reference: contest.answers.first?.reference ?? "")
    }
    let voices = reader.differences(facts).map { fact, voices in
      Contradiction(
        mark: "sources differ", text: "\(fact): \(voices.joined(separator: "; ")).", reference: "")
    }
    let wrong = groups.compactMap { group -> Contradiction? in
      let findings = group.members.map { analysis.findings[$0] }
      guard
        let finding = findings.first(where: { reader.outcome(of: $0)?.status == .contradicted }),
        let outcome = reader.outcome(of: finding)
      else { return nil }
      return Contradiction(
        mark: "not borne out",
        text:
          "\(reader.message(of: finding, objects: group.objects)) It is \(reader.text(outcome)).",
        reference: reader.reference(to: group))
    }
    return stated + contests + wrong + voices
  }
}
