import GVCModel

/// What weakens a conclusion: evidence that it needs and that is weak, or an answer that denies what it rests on.
public struct Caution: Sendable, Hashable {
  /// Why a reader should be cautious, the gravest first.
  public enum Reason: String, Sendable, CaseIterable {
    /// Another finding gives its question an answer that excludes its own.
    case contradicted
    /// Another finding denies what it reads.
    case denied
    /// Another finding would deny what it reads, and one missing fact decides that.
    case mayBeDenied = "may_be_denied"
    /// It reads the word of one voice, and another says otherwise.
    case disputed
    /// It needs facts of low confidence.
    case lowConfidence = "low_confidence"
    /// It needs what nobody states and a default says.
    case assumed
    /// It needs facts that one side alone reports.
    case oneVoice = "one_voice"
    /// It needs estimates.
    case estimate
  }

  /// Why a reader should be cautious.
  public let reason: Reason
  /// The facts that are weak, or what is read and denied.
  public internal(set) var facts: [MissingFact]
  /// The findings that deny, by their index in the analysis.
  public internal(set) var findings: [Int] = []
  /// The voice that alone reports the facts, as a word of the choice `voice`.
  public internal(set) var voice: Int?

  /// Whether what is said to hold by definition does so only if the weak evidence is right.
  public var weakensDefinition: Bool { reason != .estimate && reason != .oneVoice }
}

extension FindingReader {
  /// What weakens a finding that holds, the gravest first; of evidence only what it does not hold without.
  ///
  /// - Parameter basis: What the finding rests on, where that is known already.
  public func cautions(of finding: Finding, _ basis: FindingBasis? = nil) -> [Caution] {
    guard finding.truth == .yes else { return [] }
    let evidence = EvidenceReader(self, finding, basis ?? self.basis(of: finding))
    return (contradictions(of: finding) + denials(of: finding, evidence) + evidence.cautions)
      .sorted { $0.reason.order < $1.reason.order }
  }

  /// The same of several findings of one rule together, one a reason and voice.
  public func cautions(of findings: [Finding]) -> [Caution] {
    var all: [Caution] = []
    for caution in findings.flatMap({ cautions(of: $0) }) {
      let place = all.firstIndex {
        $0.reason == caution.reason && $0.voice == caution.voice
          && ($0.facts == caution.facts || caution.findings.isEmpty)
      }
      if let place {
        all[place].facts += caution.facts.filter { !all[place].facts.contains($0) }
        all[place].findings += caution.findings.filter { !all[place].findings.contains($0) }
      } else {
        all.append(caution)
      }
    }
    return all.sorted { $0.reason.order < $1.reason.order }
  }

  /// The lowest confidence of the facts without which a finding does not hold, as a word of the scale `level`; nil where
  /// it holds without all facts of which a confidence is stated.
  public func weakestConfidence(of finding: Finding) -> Int? {
    guard finding.truth == .yes else { return nil }
    return EvidenceReader(self, finding, basis(of: finding)).weakestConfidence
  }

  /// A caution in words, to stand behind “rests on” or by itself.
  public func text(_ caution: Caution) -> String {
    let facts = caution.facts.map { text($0) }.joined(separator: ", ")
    let findings = references(to: caution.findings)
    switch caution.reason {
    case .contradicted: return "contradicted by \(findings)"
    case .denied: return "rests on \(premises(of: caution)), which is denied by \(findings)"
    case .mayBeDenied:
      let missing = Set(
        caution.findings.flatMap { question(for: analysis.findings[$0]).toHold.prefix(1).joined() })
      return "rests on \(premises(of: caution)), which \(findings) would deny: that is decided by "
        + missing.sorted().map { text($0) }.joined(separator: ", ")
    case .disputed: return "rests on one side's word, and another says otherwise: \(facts)"
    case .lowConfidence: return "rests on low confidence: \(facts)"
    case .assumed: return "rests on what is assumed where nothing is stated: \(facts)"
    case .oneVoice:
      let model = analysis.model
      let voice = caution.voice.flatMap { voice in
        model.core.voice.map { model.vocabulary[$0].words[voice].title.lowercased() }
      }
      return "rests on the word of \(voice ?? "one voice") alone: \(facts)"
    case .estimate: return "rests on an estimate: \(facts)"
    }
  }

  /// Some findings, the first few by name.
  func references(to findings: [Int]) -> String {
    let shown = findings.prefix(3).map { "`\(reference(to: analysis.findings[$0]))`" }
    let rest = findings.count > 3 ? " and \(findings.count - 3) more" : ""
    return shown.joined(separator: ", ") + rest
  }

  private func theory(of finding: Finding) -> TheoryID {
    analysis.model.rules[finding.rule].theory
  }

  /// What is read and denied, with its value.
  private func premises(of caution: Caution) -> String {
    let model = analysis.model
    guard let finding = caution.findings.first.map({ analysis.findings[$0] }) else { return "" }
    let evaluator = evaluator(layer: finding.layer, previous: finding.previous)
    return caution.facts.map { fact in
      let type = ExpressionType(model.vocabulary[fact.attribute].type)
      let datum = evaluator.read(
        fact.attribute, of: fact.entity, voice: nil, evaluator.current, type)
      return "\(text(fact)) (\(ValueFormatter(model).text(datum, type)))"
    }.joined(separator: ", ")
  }

  // MARK: Answers that deny

  /// The findings that give the question of a finding an answer that excludes its own.
  private func contradictions(of finding: Finding) -> [Caution] {
    var others: [Int] = []
    for contest in analysis.contests where contest.question.layer == finding.layer {
      let members = contest.findings
      guard members.contains(where: { isSame(analysis.findings[$0], finding) }) else { continue }
      others += members.filter {
        !isSame(analysis.findings[$0], finding) && excludes(analysis.findings[$0], finding)
      }
    }
    return others.isEmpty ? [] : [Caution(reason: .contradicted, facts: [], findings: others)]
  }

  private func isSame(_ a: Finding, _ b: Finding) -> Bool {
    a.plan == b.plan && a.layer == b.layer && a.subject == b.subject && a.object == b.object
      && a.related == b.related
  }

  private func excludes(_ a: Finding, _ b: Finding) -> Bool {
    guard let x = plan(of: a).verdict, let y = plan(of: b).verdict, x.id == y.id else {
      return false
    }
    return analysis.model.vocabulary[x.id].words[x.word].against & (1 << UInt64(y.word)) != 0
  }

  /// The findings that deny what a finding reads, or would, if one missing fact were known.
  private func denials(of finding: Finding, _ evidence: EvidenceReader) -> [Caution] {
    let model = analysis.model
    var cautions: [Caution] = []
    for read in evidence.reads {
      let type = ExpressionType(model.vocabulary[read.attribute].type)
      for index in model.vocabulary.verdicts.indices
      where model.vocabulary.verdicts[index].saidBy.contains(read.attribute) {
        let layer = read.isBefore ? finding.previous : finding.layer
        guard let layer, case .words(let words) = evidence.value(of: read, type) else { continue }
        let answers = self.answers(to: VerdictID(index), on: read.entity, in: layer)
        let denying = answers.filter { answer in
          guard analysis.findings[answer].plan != finding.plan,
            let word = plan(of: analysis.findings[answer]).verdict?.word,
            let means = model.vocabulary.verdicts[index].words[word].means
          else { return false }
          return words.bits & (1 << UInt64(means)) == 0
        }
        let fact = MissingFact(
          entity: read.entity, attribute: read.attribute, key: nil, voice: nil,
          isBefore: read.isBefore)
        let holding = denying.filter { analysis.findings[$0].truth == .yes }
        let open = denying.filter {
          analysis.findings[$0].truth == .unknown
            && theory(of: analysis.findings[$0]) != theory(of: finding)
            && question(for: analysis.findings[$0]).toHold.first?.count == 1
        }
        if !holding.isEmpty {
          cautions.append(Caution(reason: .denied, facts: [fact], findings: holding))
        } else if !open.isEmpty {
          cautions.append(Caution(reason: .mayBeDenied, facts: [fact], findings: open))
        }
      }
    }
    return cautions.reduce(into: []) { kept, caution in
      // What is read by way of what is derived from it is said once.
      let isSaid = kept.contains {
        $0.reason == caution.reason && $0.findings == caution.findings
          && $0.facts.first?.entity == caution.facts.first?.entity
      }
      if !isSaid { kept.append(caution) }
    }
  }
}

extension Caution.Reason {
  /// Its place among the reasons.
  fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The evidence that a finding needs: that without which it does not hold.
struct EvidenceReader {
  /// An attribute that was read of a thing, by one voice or by all.
  struct Read: Hashable {
    let attribute: AttributeID
    let entity: EntityID
    let voice: Int?
    let isBefore: Bool
  }

  /// What was read, derived attributes too.
  let reads: [Read]
  private let evaluator: Evaluator
  private let trial: DecisionTrial
  /// The facts that were read, each by what it is a fact of.
  private let facts: [MissingFact: [Int]]
  private let order: [MissingFact]

  /// The most facts that are tried one by one.
  private static let limit = 64

  init(_ reader: FindingReader, _ finding: Finding, _ basis: FindingBasis) {
    evaluator = reader.evaluator(for: finding)
    trial = DecisionTrial(evaluator, reader.plan(of: finding))
    reads = basis.reads
    let model = evaluator.model
    var facts: [MissingFact: [Int]] = [:]
    var order: [MissingFact] = []
    for index in basis.facts {
      let fact = model.facts[index]
      for state in [evaluator.current, evaluator.previous].compactMap({ $0 })
      where state.snapshot.contains(fact.entity)
        && state.snapshot.facts(fact.attribute, of: fact.entity, model).contains(index)
      {
        let place = MissingFact(
          entity: fact.entity, attribute: fact.attribute, key: fact.key, voice: nil,
          isBefore: evaluator.isBefore(state))
        if facts[place] == nil { order.append(place) }
        facts[place, default: []].append(index)
      }
    }
    self.facts = facts
    self.order = order
  }

  private var model: Model { evaluator.model }

  /// What an attribute that was read is.
  func value(of read: Read, _ type: ExpressionType) -> Datum {
    let state = read.isBefore ? evaluator.previous : evaluator.current
    guard let state else { return .unknown }
    return evaluator.read(read.attribute, of: read.entity, voice: read.voice, state, type)
  }

  /// What is weak in the evidence that the finding needs.
  var cautions: [Caution] {
    var cautions: [Caution] = []
    func add(_ reason: Caution.Reason, _ places: [MissingFact], voice: Int? = nil) {
      let needed = self.needed(places)
      guard !needed.isEmpty else { return }
      cautions.append(Caution(reason: reason, facts: needed, voice: voice))
    }
    add(.lowConfidence, order.filter { confidence(of: $0) == 0 })
    add(.estimate, order.filter { isEstimate($0) })
    // A rule that asks for one voice means it.
    let asked = Set(reads.filter { $0.voice != nil }.map { place(of: $0).byAnyVoice })
    let oneSided = order.filter { onlyVoice(of: $0) != nil && !asked.contains($0) }
    let voices = Dictionary(grouping: oneSided) {
      onlyVoice(of: $0) ?? 0
    }
    for (voice, places) in voices.sorted(by: { $0.key < $1.key }) {
      add(.oneVoice, places, voice: voice)
    }
    add(.assumed, reads.filter { isAssumed($0) }.map { place(of: $0) })
    let disputed = reads.filter { isDisputed($0) }.map { place(of: $0) }
    if !disputed.isEmpty { cautions.append(Caution(reason: .disputed, facts: disputed)) }
    return cautions
  }

  /// The lowest confidence among the facts that are needed.
  var weakestConfidence: Int? {
    guard let scale = model.core.level else { return nil }
    for level in model.vocabulary[scale].words.indices {
      let places = order.filter { (confidence(of: $0) ?? .max) <= level }
      if !places.isEmpty, !holds(without: places) { return level }
    }
    return nil
  }

  // MARK: Weak facts

  /// The confidence of what is stated of an attribute: the best of its evidence; nil where some of it states none.
  private func confidence(of place: MissingFact) -> Int? {
    var best: Int?
    for evidence in (facts[place] ?? []).flatMap({ model.facts[$0].evidence }) {
      guard let level = model.evidence[evidence].confidence else { return nil }
      best = max(best ?? level, level)
    }
    return best
  }

  private func isEstimate(_ place: MissingFact) -> Bool {
    (facts[place] ?? []).allSatisfy {
      if case .number(let interval, _, _) = model.facts[$0].value { return interval.isEstimate }
      return false
    }
  }

  /// The side that alone reports what is stated; nil where nobody is named, several are, or who does has no side.
  private func onlyVoice(of place: MissingFact) -> Int? {
    guard let scale = model.core.voice else { return nil }
    var voice: Int?
    for fact in facts[place] ?? [] {
      let evidence = model.facts[fact].evidence
      if evidence.isEmpty { return nil }
      for index in evidence {
        guard let other = model.evidence[index].voice, voice == nil || voice == other else {
          return nil
        }
        voice = other
      }
    }
    guard let voice else { return nil }
    let name = model.names[model.vocabulary[scale].words[voice].name]
    return ["buyer", "supplier", "workers"].contains(name) ? voice : nil
  }

  private func place(of read: Read) -> MissingFact {
    MissingFact(
      entity: read.entity, attribute: read.attribute, key: nil, voice: read.voice,
      isBefore: read.isBefore)
  }

  /// Whether a default of the vocabulary itself speaks, where nothing is stated.
  private func isAssumed(_ read: Read) -> Bool {
    guard case .value? = evaluator.program.attributes[Int(read.attribute.number)].defaultValue,
      let state = read.isBefore ? evaluator.previous : evaluator.current
    else { return false }
    return state.snapshot.contains(read.entity)
      && state.snapshot.facts(read.attribute, of: read.entity, model).isEmpty
  }

  /// Whether another voice says otherwise than the one that is read.
  private func isDisputed(_ read: Read) -> Bool {
    guard let voice = read.voice, let state = read.isBefore ? evaluator.previous : evaluator.current
    else { return false }
    let facts = state.snapshot.facts(read.attribute, of: read.entity, model)
    func isSaid(by fact: Int) -> Bool {
      model.facts[fact].evidence.contains { model.evidence[$0].voice == voice }
    }
    let own = facts.filter { isSaid(by: $0) }.map { model.facts[$0].value }
    return facts.contains { !isSaid(by: $0) && !own.contains(model.facts[$0].value) }
  }

  // MARK: Need

  /// Those of some facts without which the finding does not hold: each by itself, or all where any of them will do.
  private func needed(_ places: [MissingFact]) -> [MissingFact] {
    guard !places.isEmpty, !holds(without: places) else { return [] }
    let each = places.prefix(Self.limit).filter { !holds(without: [$0]) }
    return each.isEmpty ? places : each
  }

  /// Whether the finding holds if nothing were known of some facts.
  private func holds(without places: [MissingFact]) -> Bool {
    let voices = model.core.voice.map { model.vocabulary[$0].words.count } ?? 0
    var pinned: [MissingFact: Datum] = [:]
    for place in places {
      let type = ExpressionType(model.vocabulary[place.attribute].type)
      let unknown: Datum = place.key == nil ? .unknown(of: type, model) : .value(.unknown)
      for voice in [nil] + (0..<voices).map({ Optional($0) }) {
        let fact = MissingFact(
          entity: place.entity, attribute: place.attribute, key: place.key, voice: voice,
          isBefore: place.isBefore)
        pinned[fact] = unknown
      }
    }
    return trial.truth(pinning: pinned) == .yes
  }
}

extension MissingFact {
  /// The same fact, whoever says it.
  fileprivate var byAnyVoice: MissingFact {
    MissingFact(entity: entity, attribute: attribute, key: key, voice: nil, isBefore: isBefore)
  }
}
