import GVCModel
import GVCSyntax

/// Finds what is different between two states of a case. Things are the same where they are called the
/// same; the ids of two models have nothing to do with one another.
struct CaseComparison {
  private let old: CaseState
  private let new: CaseState
  private(set) var added: [CaseDifference.Thing] = []
  private(set) var removed: [CaseDifference.Thing] = []
  private(set) var facts: [CaseDifference.FactChange] = []

  /// What a state says of one fact.
  private struct Statement {
    var texts: [String]
    let index: Int
  }

  init(_ old: CaseState, _ new: CaseState) {
    self.old = old
    self.new = new
    compareThings()
    compareFacts()
  }

  // MARK: Things

  private mutating func compareThings() {
    let (before, after) = (Self.things(of: old), Self.things(of: new))
    let (known, found) = (Set(before), Set(after))
    added = after.filter { !known.contains($0) }
    removed = before.filter { !found.contains($0) }
  }

  /// What the case declares, and what is there in the layer that is meant.
  private static func things(of state: CaseState) -> [CaseDifference.Thing] {
    let model = state.model
    let snapshot = state.layer.map { Snapshot(model, layer: $0.entity) }
    return model.entities.indices.map { EntityID($0) }.filter { id in
      Int(model[id].module) >= model.firstProjectModule && snapshot?.contains(id) != false
    }.map {
      CaseDifference.Thing(
        kind: model.names[model.vocabulary[model[$0].kind].name], label: model.label($0))
    }
  }

  // MARK: Facts

  private mutating func compareFacts() {
    let (before, beforeOrder) = Self.statements(of: old)
    let (after, afterOrder) = Self.statements(of: new)
    for fact in afterOrder + beforeOrder.filter({ after[$0] == nil }) {
      let (a, b) = (before[fact], after[fact])
      guard a?.texts != b?.texts else { continue }
      facts.append(
        CaseDifference.FactChange(
          fact: fact, old: a?.texts.joined(separator: " / "),
          new: b?.texts.joined(separator: " / "),
          oldIndex: a?.index, newIndex: b?.index))
    }
  }

  /// What the case states, by what each statement is of: in the layer that is meant, or in every layer.
  private static func statements(of state: CaseState) -> ([String: Statement], [String]) {
    let model = state.model
    let formatter = ValueFormatter(model)
    var statements: [String: Statement] = [:]
    var order: [String] = []
    func add(_ index: Int, in layer: EntityID?) {
      let fact = model.facts[index]
      guard Int(model[fact.entity].module) >= model.firstProjectModule else { return }
      let attribute = model.vocabulary[fact.attribute]
      var name = model.names[attribute.name]
      if let key = fact.key { name += "[\(model.label(key))]" }
      name += " of \(model.label(fact.entity))"
      if let layer { name += " in \(model.label(layer))" }
      let value: String
      if case .number(let interval, _, let unit) = fact.value {
        value = formatter.text(.number(interval, unit), ExpressionType(attribute.type))
      } else {
        value = formatter.text(fact.value)
      }
      if statements[name] == nil { order.append(name) }
      statements[name, default: Statement(texts: [], index: index)].texts.append(value)
    }
    if let layer = state.layer {
      let snapshot = Snapshot(model, layer: layer.entity)
      for index in model.entities.indices where snapshot.exists[index] {
        let id = EntityID(index)
        for attribute in model.vocabulary.attributes(of: model[id].kind) {
          for fact in snapshot.facts(attribute, of: id, model) { add(fact, in: nil) }
        }
      }
    } else {
      for index in model.facts.indices { add(index, in: model.facts[index].layer) }
    }
    return (statements, order)
  }

  // MARK: Findings

  func findings() -> [CaseDifference.FindingChange] {
    let (before, beforeOrder) = Self.conclusions(of: old)
    let (after, afterOrder) = Self.conclusions(of: new)
    var changes: [Change] = []
    var places: [GroupKey: Int] = [:]
    for name in afterOrder + beforeOrder.filter({ after[$0] == nil }) {
      guard let change = change(before[name], after[name]) else { continue }
      if let place = places[change.key] {
        if let object = change.finding.object { changes[place].objects.append(object) }
      } else {
        places[change.key] = changes.count
        changes.append(change)
      }
    }
    return changes.map { described($0) }
  }

  /// What changes alike for several objects, such as the activities of `into`, is said once.
  private struct GroupKey: Hashable {
    let turn: CaseDifference.Turn
    let rule: Int
    let layer: LayerReference
    let subject: EntityID
    let related: [EntityID]
    let modalities: [Modality?]
    let because: [Int]
    let things: [CaseDifference.Thing]
  }

  private struct Change {
    let key: GroupKey
    /// The state in which it holds, or else is open.
    let state: CaseState
    let finding: Finding
    var objects: [EntityID]
  }

  private func described(_ change: Change) -> CaseDifference.FindingChange {
    let (key, reader) = (change.key, change.state.reader)
    let layers = change.state.layer == nil ? [change.finding.layer] : []
    return CaseDifference.FindingChange(
      turn: key.turn,
      reference: reader.reference(to: change.finding, objects: change.objects, layers: layers),
      theory: reader.theoryName(of: change.finding),
      message: reader.message(of: change.finding, objects: change.objects),
      oldModality: key.modalities[0], newModality: key.modalities[1],
      level: reader.plan(of: change.finding).level, because: key.because, things: key.things,
      isByTheory: key.because.isEmpty && key.things.isEmpty)
  }

  /// The findings by what an `expect` calls them, with the theory; without the layer where one is meant.
  private static func conclusions(of state: CaseState) -> ([String: Finding], [String]) {
    let reader = state.reader
    var found: [String: Finding] = [:]
    var order: [String] = []
    for finding in reader.analysis.findings {
      if let layer = state.layer, finding.layer != layer { continue }
      let related = finding.related.map { state.model.label($0) }.joined(separator: ",")
      let name =
        "\(reader.theoryName(of: finding)).\(name(of: finding, state))|\(related)"
      if found[name] == nil { order.append(name) }
      found[name] = finding
    }
    return (found, order)
  }

  private static func name(of finding: Finding, _ state: CaseState) -> String {
    let text = state.reader.reference(to: finding)
    guard state.layer != nil, let layer = finding.layer.entity else { return text }
    let tail = " in \(state.model.label(layer))"
    return text.hasSuffix(tail) ? String(text.dropLast(tail.count)) : text
  }

  private func change(_ before: Finding?, _ after: Finding?) -> Change? {
    let (a, b) = (before?.truth ?? .no, after?.truth ?? .no)
    let (oldPlan, newPlan) = (
      before.map { old.reader.plan(of: $0) }, after.map { new.reader.plan(of: $0) }
    )
    let turn: CaseDifference.Turn
    switch (a, b) {
    case (.no, .yes): turn = .appeared
    case (.unknown, .yes): turn = .confirmed
    case (.yes, .no): turn = .disappeared
    case (.yes, .unknown): turn = .opened
    case (.unknown, .no): turn = .ruledOut
    case (.yes, .yes):
      guard oldPlan?.modality != newPlan?.modality || oldPlan?.level != newPlan?.level else {
        return nil
      }
      turn = .modality
    default: return nil
    }
    guard let (state, finding) = after.map({ (new, $0) }) ?? before.map({ (old, $0) }) else {
      return nil
    }
    let (because, things) = causes(before, after)
    return Change(
      key: GroupKey(
        turn: turn, rule: finding.rule, layer: finding.layer, subject: finding.subject,
        related: finding.related,
        modalities: [
          a == .yes ? oldPlan?.modality : nil, b == .yes ? newPlan?.modality : nil,
        ], because: because, things: things), state: state, finding: finding,
      objects: finding.object.map { [$0] } ?? [])
  }

  /// The changed facts and things that a conclusion rests on, in either state.
  private func causes(
    _ before: Finding?, _ after: Finding?
  ) -> (facts: [Int], things: [CaseDifference.Thing]) {
    let oldFacts =
      before.map { read($0, in: old) } ?? after.map { near($0, from: new, in: old) } ?? []
    let newFacts =
      after.map { read($0, in: new) } ?? before.map { near($0, from: old, in: new) } ?? []
    let asked = before.map { missing($0, in: old) } ?? []
    let because = facts.indices.filter { index in
      let fact = facts[index]
      return fact.oldIndex.map { oldFacts.contains($0) } ?? false
        || fact.newIndex.map { newFacts.contains($0) } ?? false || asked.contains(fact.fact)
    }
    var labels: Set<String> = []
    if let before { labels.formUnion(names(of: before, in: old)) }
    if let after { labels.formUnion(names(of: after, in: new)) }
    return (because, (added + removed).filter { labels.contains($0.label) })
  }

  /// The facts that a finding rests on.
  private func read(_ finding: Finding, in state: CaseState) -> Set<Int> {
    Set(state.reader.explanation(of: finding).facts)
  }

  /// The facts that rule a finding out in a state in which it is not made: those of the way that comes
  /// nearest to it.
  private func near(_ finding: Finding, from: CaseState, in state: CaseState) -> Set<Int> {
    let text = Self.name(of: finding, CaseState(from.reader, layer: finding.layer))
    guard let expectation = ExpectationReader.read(finding: text, in: state.model).expectation
    else {
      return []
    }
    let layer =
      state.layer
      ?? finding.layer.entity.flatMap { id in
        state.reader.analysis.layers.map(\.layer).first {
          $0.entity.map { state.model.label($0) } == from.model.label(id)
        }
      }
    let attempts = state.reader.attempts(expectation)
    return attempts.first { layer == nil || $0.layer == layer }.map { read($0, in: state) } ?? []
  }

  /// The facts that an open finding asks for, as differences name them.
  private func missing(_ finding: Finding, in state: CaseState) -> Set<String> {
    guard finding.truth == .unknown else { return [] }
    return Set(
      state.reader.question(for: finding).facts.map { fact in
        let model = state.model
        var name = model.names[model.vocabulary[fact.attribute].name]
        if let key = fact.key { name += "[\(model.label(key))]" }
        return name + " of \(model.label(fact.entity))"
      })
  }

  /// What the things that a finding is about are called.
  private func names(of finding: Finding, in state: CaseState) -> Set<String> {
    var ids = [finding.subject] + finding.related + (finding.object.map { [$0] } ?? [])
    for datum in finding.bindings { if case .entity(let id) = datum { ids.append(id) } }
    return Set(ids.map { state.model.label($0) })
  }
}

extension FindingReader {
  /// The name of the theory whose rule made a finding; empty for rules of no theory.
  public func theoryName(of finding: Finding) -> String {
    let model = analysis.model
    return model.theories[Int(model.rules[finding.rule].theory.number)].name
      .map { model.names[$0] } ?? ""
  }
}
