import GVCAnalysis
import GVCModel

/// Puts what holds in the order in which it matters, by the points that `KeyMessage.Reason` names.
///
/// Findings that weigh as warnings or errors are not among the messages: they say that what is stated contradicts
/// something, and stand in a list of their own.
public struct MessageRanking {
  private let reader: FindingReader
  private let analysis: Analysis
  private let model: Model
  /// The findings that a contested verdict names, by their index in the analysis.
  private let contested: Set<Int>
  /// The last of the states that are periods, or the facts outside of all.
  private let today: LayerReference?

  /// Groups of one message whose evidence is looked at, to find one that nothing weakens.
  private static let tried = 3

  public init(_ reader: FindingReader) {
    self.reader = reader
    analysis = reader.analysis
    model = analysis.model
    contested = Set(analysis.contests.flatMap(\.findings))
    today = analysis.layers.last { !reader.isWhatIf($0.layer) }?.layer
  }

  /// The messages of an analysis, those first that matter most; equal ones in the order of the analysis.
  ///
  /// - Parameter groups: The findings that hold, grouped.
  public func messages(of groups: [FindingGroup]) -> [KeyMessage] {
    var places: [Key: Int] = [:]
    var parts: [(key: Key, groups: [FindingGroup])] = []
    for group in groups where plan(group).level == .note {
      let key = key(of: group)
      if let place = places[key] {
        parts[place].groups.append(group)
      } else {
        places[key] = parts.count
        parts.append((key, [group]))
      }
    }
    let answers = Dictionary(
      grouping: parts.compactMap { part in part.key.answer.map { (answer: $0, groups: part.groups) }
      },
      by: \.answer.question)
    let messages = parts.map { part in
      let others = part.key.answer.map { answer in
        (answers[answer.question] ?? []).filter { isAnother($0.answer, than: answer) }
      }
      return message(part.groups, others: others ?? [])
    }
    return behindWhatNamesThem(sorted(messages))
  }

  /// By points; equal ones in their order.
  private func sorted(_ messages: [KeyMessage]) -> [KeyMessage] {
    messages.enumerated().map { (offset: $0, score: $1.score, message: $1) }
      .sorted { ($1.score, $0.offset) < ($0.score, $1.offset) }.map(\.message)
  }

  /// The same with what an earlier message names as the other answer to its question moved back.
  private func behindWhatNamesThem(_ messages: [KeyMessage]) -> [KeyMessage] {
    var named: Set<Answer> = []
    let marked = messages.map { message -> KeyMessage in
      var message = message
      let key = key(of: message.groups[0])
      guard let answer = key.answer, !key.isWhatIf else { return message }
      if named.contains(answer) {
        message.points.append(
          KeyMessage.Point(reason: .named, points: -3, text: "an earlier one names this answer"))
      } else {
        for other in message.contrast {
          named.insert(Answer(question: answer.question, word: other.word))
        }
      }
      return message
    }
    return sorted(marked)
  }

  // MARK: What belongs together

  private struct Inquiry: Hashable {
    let verdict: VerdictID
    let qualifier: Int?
  }

  private struct Answer: Hashable {
    let question: Inquiry
    let word: Int
  }

  /// An answer, or else the rule.
  private struct Key: Hashable {
    let answer: Answer?
    let rule: Int?
    /// What would be is not said in one breath with what is.
    let isWhatIf: Bool
  }

  private func first(_ group: FindingGroup) -> Finding { analysis.findings[group.members[0]] }

  private func plan(_ group: FindingGroup) -> RulePlan { reader.plan(of: first(group)) }

  private func key(of group: FindingGroup) -> Key {
    let plan = plan(group)
    let answer = plan.verdict.map {
      Answer(question: Inquiry(verdict: $0.id, qualifier: plan.qualifier), word: $0.word)
    }
    return Key(
      answer: answer, rule: answer == nil ? plan.rule : nil,
      isWhatIf: reader.isWhatIf(group.layers[0]))
  }

  // MARK: Points

  private func message(
    _ groups: [FindingGroup], others: [(answer: Answer, groups: [FindingGroup])]
  ) -> KeyMessage {
    let ordered = groups.enumerated().sorted {
      let (a, b) = (standing($0.element), standing($1.element))
      return (b.0, b.1, $0.offset) < (a.0, a.1, $1.offset)
    }.map(\.element)
    // Where the evidence of the strongest is weak and that of another is not, the other speaks.
    let strongest = standing(ordered[0])
    let rivals = ordered.prefix(Self.tried).prefix { standing($0) == strongest }
    let cautions = rivals.map { group in
      reader.cautions(of: group.members.map { analysis.findings[$0] })
    }
    let speaks = cautions.indices.min { weakness(cautions[$0]) < weakness(cautions[$1]) } ?? 0
    let speaker = ordered[speaks]
    let sorted = [speaker] + ordered.indices.filter { $0 != speaks }.map { ordered[$0] }
    let layer = isOfToday(speaker) ? today : speaker.layers.last
    func things(_ groups: [FindingGroup]) -> [EntityID] {
      unique(
        groups.filter { group in layer.map { group.layers.contains($0) } ?? true }
          .map { first($0).subject })
    }
    let subject = first(speaker).subject
    let subjects = unique([subject] + things(sorted))
    let contrast = others.compactMap { answer, groups -> KeyMessage.OtherAnswer? in
      let of = things(groups).filter { !subjects.contains($0) }
      let words = model.vocabulary[answer.question.verdict].words
      return of.isEmpty
        ? nil : KeyMessage.OtherAnswer(word: answer.word, title: words[answer.word].title, of: of)
    }
    return KeyMessage(
      groups: sorted, others: Array(subjects.dropFirst()), contrast: contrast,
      cautions: cautions[speaks],
      points: points(sorted, subjects: subjects.count, contrast, cautions[speaks]))
  }

  /// Whether an answer excludes another to the same question; any other one, where its verdict names none that does.
  private func isAnother(_ other: Answer, than answer: Answer) -> Bool {
    let words = model.vocabulary[answer.question.verdict].words
    guard other != answer else { return false }
    return words.allSatisfy { $0.against == 0 }
      || words[answer.word].against & (1 << UInt64(other.word)) != 0
  }

  /// How strongly a group is claimed, and of how much it speaks, for which of a message speaks.
  private func standing(_ group: FindingGroup) -> (Int, Int) {
    (
      plan(group).modality.strength * 2 + (isOfToday(group) ? 1 : 0),
      group.objects.count
    )
  }

  private func isOfToday(_ group: FindingGroup) -> Bool {
    guard let today else { return false }
    return group.layers.contains(today)
  }

  private func weakness(_ cautions: [Caution]) -> Int {
    if cautions.isEmpty { return 0 }
    return cautions.allSatisfy { $0.reason == .oneVoice || $0.reason == .estimate } ? 1 : 2
  }

  private func points(
    _ groups: [FindingGroup], subjects: Int, _ contrast: [KeyMessage.OtherAnswer],
    _ cautions: [Caution]
  ) -> [KeyMessage.Point] {
    var points: [KeyMessage.Point] = []
    func add(_ reason: KeyMessage.Reason, _ number: Int, _ text: String) {
      if number != 0 { points.append(KeyMessage.Point(reason: reason, points: number, text: text)) }
    }
    let plan = plan(groups[0])
    let members = groups.flatMap(\.members)
    if members.contains(where: { contested.contains($0) }) {
      add(.contested, 3, "rules contradict one another over it")
    }
    if groups.contains(where: { self.plan($0).comparesLayers }) {
      add(.change, 3, "something changed between two periods")
    }
    if let verdict = plan.verdict {
      let question = model.vocabulary[verdict.id]
      add(.answer, 3, "answers a question of the theory, “\(question.title)”")
      add(.pack, question.words[verdict.word].weight, "the theory gives it this weight")
    }
    add(.claim, plan.modality.strength, plan.modality.label)
    add(.many, min(3, subjects - 1), "holds of \(subjects)")
    if !contrast.isEmpty { add(.contrast, 2, "of others the answer is another") }
    let rules = Set(groups.map { first($0).rule }).count
    add(.rules, min(2, rules - 1), "\(rules) rules say it")
    let basis = reader.basis(of: first(groups[0]))
    let own = basis.facts.count {
      Int(model[model.facts[$0].entity].module) >= model.firstProjectModule
    }
    add(.novelty, own >= 5 ? 2 : own >= 2 ? 1 : 0, "follows from \(own) facts together")
    switch weakness(cautions) {
    case 0: add(.evidence, 2, "nothing weakens its evidence")
    case 1: add(.evidence, 1, "its evidence is of one side, or an estimate")
    default: break
    }
    if reader.isWhatIf(groups[0].layers[0]) {
      add(.whatIf, -4, "would be, and is not")
    } else if groups.contains(where: { isOfToday($0) }) {
      add(.today, 1, "holds in the last period")
    }
    return points
  }
}

/// The elements in their order, each once.
func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}
