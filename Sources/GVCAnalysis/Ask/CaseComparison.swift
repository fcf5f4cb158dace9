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
  /// Where each changed fact stands in `facts`: by its index in either model, and by what it is called.
  private var placesOfOld: [Int: Int] = [:]
  private var placesOfNew: [Int: Int] = [:]
  private var placesByName: [String: [Int]] = [:]
  /// The things that came or went, by what they are called, in the order in which they are said.
  private var thingsByLabel: [String: [Int]] = [:]
  private let namesOfOld: StateNames
  private let namesOfNew: StateNames

  /// What a state says of one fact.
  private struct Statement {
    var texts: [String]
    let index: Int
  }

  init(_ old: CaseState, _ new: CaseState) {
    self.old = old
    self.new = new
    namesOfOld = StateNames(old)
    namesOfNew = StateNames(new)
    compareThings()
    compareFacts()
    for (place, fact) in facts.enumerated() {
      if let index = fact.oldIndex { placesOfOld[index] = place }
      if let index = fact.newIndex { placesOfNew[index] = place }
      placesByName[fact.fact, default: []].append(place)
    }
    for (place, thing) in (added + removed).enumerated() {
      thingsByLabel[thing.label, default: []].append(place)
    }
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

  /// The findings by all that they are about, with the theory; without the layer where one is meant.
  private static func conclusions(of state: CaseState) -> ([String: Finding], [String]) {
    let (reader, model) = (state.reader, state.model)
    var found: [String: Finding] = [:]
    var order: [String] = []
    for finding in reader.analysis.findings {
      if let layer = state.layer, finding.layer != layer { continue }
      let about = [finding.subject] + (finding.object.map { [$0] } ?? []) + finding.related
      var name = reader.qualifiedRuleName(of: finding)
      name += finding.object == nil ? "|" : "|into|"
      name += about.map { model.label($0) }.joined(separator: "|")
      if state.layer == nil, let layer = finding.layer.entity {
        name += "|in|\(model.label(layer))"
      }
      if found[name] == nil { order.append(name) }
      found[name] = finding
    }
    return (found, order)
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
      before.map { read($0, in: old) } ?? after.map { near($0, from: new, in: old, namesOfOld) }
      ?? []
    let newFacts =
      after.map { read($0, in: new) } ?? before.map { near($0, from: old, in: new, namesOfNew) }
      ?? []
    var because = Set(oldFacts.compactMap { placesOfOld[$0] })
    because.formUnion(newFacts.compactMap { placesOfNew[$0] })
    for name in before.map({ missing($0, in: old) }) ?? [] {
      because.formUnion(placesByName[name] ?? [])
    }
    var labels: Set<String> = []
    if let before { labels.formUnion(names(of: before, in: old)) }
    if let after { labels.formUnion(names(of: after, in: new)) }
    var places = Set(labels.flatMap { thingsByLabel[$0] ?? [] }).sorted()
    // A condition may count what joins the things that it is about, and rest on no fact.
    if because.isEmpty, places.isEmpty {
      places = thingsByLabel.filter { label, _ in
        Self.ends(of: label).contains { labels.contains($0) }
      }
      .flatMap(\.value).sorted()
    }
    return (
      because.sorted(),
      places.map { $0 < added.count ? added[$0] : removed[$0 - added.count] }
    )
  }

  /// What a link or a tie joins, by what it is called.
  private static func ends(of label: String) -> [String] {
    let words = label.split(separator: " ")
    guard words.contains("->") || words.contains("--") else { return [] }
    return words.map(String.init)
  }

  /// The facts that a finding rests on.
  private func read(_ finding: Finding, in state: CaseState) -> Set<Int> {
    Set(state.reader.basis(of: finding).facts)
  }

  /// The facts that rule a finding out in a state in which it is not made: those that its conditions read there, with
  /// the variables bound to the same things; none where one of them is not there.
  private func near(
    _ finding: Finding, from: CaseState, in state: CaseState, _ names: StateNames
  ) -> Set<Int> {
    guard let counterpart = names.counterpart(of: finding, from: from, in: state) else { return [] }
    return read(counterpart, in: state)
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

/// What a state calls its rules, layers and things, to find there what a finding of another state is about.
private final class StateNames {
  private let state: CaseState
  private lazy var things: [String: EntityID] = {
    let model = state.model
    return Dictionary(
      model.entities.indices.map { (model.label(EntityID($0)), EntityID($0)) },
      uniquingKeysWith: { first, _ in first })
  }()
  private lazy var rules: [String: Int] = {
    let (model, program) = (state.model, state.reader.analysis.program)
    return Dictionary(
      program.rules.indices.map { (Self.name(of: program.rules[$0], model), $0) },
      uniquingKeysWith: { first, _ in first })
  }()

  init(_ state: CaseState) { self.state = state }

  private static func name(of plan: RulePlan, _ model: Model) -> String {
    let rule = model.rules[plan.rule]
    let theory = model.theories[Int(rule.theory.number)].name.map { model.names[$0] } ?? ""
    return "\(theory).\(model.names[rule.name])"
  }

  /// The same finding in this state: of the rule of that name, about the things of those names; nil where the state does
  /// not have them, or the rule has other variables.
  func counterpart(of finding: Finding, from other: CaseState, in state: CaseState) -> Finding? {
    let analysis = state.reader.analysis
    let plan = other.reader.plan(of: finding)
    guard let index = rules[Self.name(of: plan, other.model)] else { return nil }
    let own = analysis.program.rules[index]
    guard
      own.variables.map({ state.model.names[$0] })
        == plan.variables.map({ other.model.names[$0] })
    else { return nil }
    func thing(_ id: EntityID) -> EntityID? { things[other.model.label(id)] }
    var bindings: [Datum] = []
    for datum in finding.bindings {
      if case .entity(let id) = datum {
        guard let same = thing(id) else { return nil }
        bindings.append(.entity(same))
      } else {
        bindings.append(datum)
      }
    }
    let wanted = state.layer ?? LayerReference(finding.layer.entity.flatMap { thing($0) })
    guard let (layer, previous) = analysis.layers.first(where: { $0.layer == wanted }),
      let subject = thing(finding.subject)
    else { return nil }
    return Finding(
      plan: index, rule: own.rule, layer: layer, previous: own.comparesLayers ? previous : nil,
      truth: .no, subject: subject, object: finding.object.flatMap { thing($0) },
      related: finding.related.compactMap { thing($0) }, bindings: bindings)
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
