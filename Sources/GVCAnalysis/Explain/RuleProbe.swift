import GVCModel

extension FindingReader {
  /// All ways in which a rule speaks of what an expectation names, also those that fail, the nearest
  /// to holding first; at most a million ways are tried.
  public func attempts(_ expectation: Expectation) -> [Finding] { tried(expectation).attempts }

  /// The same, and whether all ways were tried.
  private func tried(
    _ expectation: Expectation, isAboutSubject: Bool = false
  ) -> (attempts: [Finding], isComplete: Bool) {
    guard let index = plan(of: expectation) else { return ([], true) }
    let plan = analysis.program.rules[index]
    var found: [(finding: Finding, failing: Int)] = []
    var isComplete = true
    for (layer, previous) in analysis.layers {
      if let wanted = expectation.layer, layer != wanted { continue }
      if plan.comparesLayers, previous == nil { continue }
      var probe = RuleProbe(
        evaluator(layer: layer, previous: previous), index, expectation, layer, previous,
        isAboutSubject: isAboutSubject)
      probe.run()
      found += probe.found
      isComplete = isComplete && !probe.isUnfinished
    }
    return (Self.nearestFirst(found), isComplete)
  }

  private static func nearestFirst(_ found: [(finding: Finding, failing: Int)]) -> [Finding] {
    found.enumerated().sorted {
      ($0.element.failing, $0.offset) < ($1.element.failing, $1.offset)
    }.map(\.element.finding)
  }

  /// The index in the program of the rule that an expectation names; nil where it names none that runs.
  private func plan(of expectation: Expectation) -> Int? {
    guard case .rule(let rule) = expectation.subject else { return nil }
    return analysis.program.rules.firstIndex { $0.rule == rule }
  }

  /// What a rule answers of what an expectation names, in all layers that it may mean: the strongest answer of all ways
  /// to bind its variables. Nil where the expectation names no rule that runs, or there are too many ways to try.
  public func answer(to expectation: Expectation) -> RuleAnswer? {
    answer(to: expectation, isAboutSubject: false)
  }

  /// - Parameter isAboutSubject: What stands behind `on` is the subject of the rule and nothing else.
  func answer(to expectation: Expectation, isAboutSubject: Bool) -> RuleAnswer? {
    guard plan(of: expectation) != nil else { return nil }
    let (attempts, isComplete) = tried(expectation, isAboutSubject: isAboutSubject)
    if attempts.contains(where: { $0.truth == .yes }) { return .holds }
    guard isComplete else { return nil }
    if attempts.contains(where: { $0.truth == .unknown }) { return .cannotConclude }
    return attempts.contains { $0.asked != .no } ? .doesNotHold : .notAsked
  }

  /// Why a rule is not asked of what an expectation names.
  public func reasonNotAsked(_ expectation: Expectation) -> String {
    if let nearest = attempts(expectation).first { return reasonNotAsked(nearest) }
    guard let index = plan(of: expectation) else { return "no rule of that name runs" }
    let layers = analysis.layers.filter {
      expectation.layer == nil || $0.layer == expectation.layer
    }
    if analysis.program.rules[index].comparesLayers, layers.allSatisfy({ $0.previous == nil }) {
      return "it compares with the period before, and there is none"
    }
    if analysis.program.rules[index].comparesLayers, !layers.isEmpty,
      layers.allSatisfy({ wasAbsent(expectation.on, before: $0) })
    {
      return "it compares with the period before, and what is named was not there"
    }
    return "nothing that its variables range over is what is named"
  }

  /// Whether one of some things is in a layer, and was not in the one before.
  private func wasAbsent(
    _ things: [EntityID], before pair: (layer: LayerReference, previous: LayerReference?)
  ) -> Bool {
    let evaluator = evaluator(layer: pair.layer, previous: pair.previous)
    return things.contains {
      evaluator.current.snapshot.contains($0)
        && evaluator.previous?.snapshot.contains($0) == false
    }
  }

  /// Why a rule is not asked of an attempt: the parts of its scope that fail, as written.
  public func reasonNotAsked(_ attempt: Finding) -> String {
    let failing = explanation(of: attempt).scope.filter { $0.truth == .no }.map { "`\($0.text)`" }
    switch failing.count {
    case 0: return "what is named is none of what its variables range over"
    case 1: return "a part of its scope does not hold: \(failing[0])"
    default: return "parts of its scope do not hold: \(failing.joined(separator: ", "))"
    }
  }
}

/// What a rule answers of a thing.
public enum RuleAnswer: String, Sendable, CaseIterable {
  /// Its scope and its condition hold.
  case holds
  /// It is asked, and its condition fails; or that fails whether it is asked or not.
  case doesNotHold = "does_not_hold"
  /// Its scope and its condition may hold.
  case cannotConclude = "cannot_conclude"
  /// Its scope fails.
  case notAsked = "not_asked"
}

/// Tries one rule without leaving out the ways that fail.
private struct RuleProbe {
  private let evaluator: Evaluator
  private let plan: RulePlan
  private let index: Int
  private let expectation: Expectation
  private let layer: LayerReference
  private let previous: LayerReference?
  private let isAboutSubject: Bool
  /// What some variables stand for, by their slot, and nothing else.
  private var fixed: [Int: EntityID] = [:]
  private var budget = 1_000_000
  /// Whether it was stopped before it had tried everything.
  private(set) var isUnfinished = false
  private(set) var found: [(finding: Finding, failing: Int)] = []

  init(
    _ evaluator: Evaluator, _ index: Int, _ expectation: Expectation, _ layer: LayerReference,
    _ previous: LayerReference?, isAboutSubject: Bool = false
  ) {
    let program = evaluator.program
    let plan = program.rules[index]
    if isAboutSubject, case .variable(let slot) = program[plan.subject].operation {
      fixed[slot] = expectation.on.first
    }
    if isAboutSubject, let object = plan.object,
      case .variable(let slot) = program[object].operation, let wanted = expectation.object
    {
      fixed[slot] = wanted
    }
    self.evaluator = evaluator
    self.index = index
    self.plan = plan
    self.expectation = expectation
    self.layer = layer
    self.previous = previous
    self.isAboutSubject = isAboutSubject
  }

  mutating func run() { bind(0, 0, .yes) }

  private mutating func bind(_ depth: Int, _ failing: Int, _ asked: Truth) {
    guard budget > 0, !evaluator.isExhausted else {
      isUnfinished = true
      return
    }
    guard depth < plan.bindings.count else {
      budget -= 1
      conclude(failing, asked)
      return
    }
    let binding = plan.bindings[depth]
    let (elements, _) = evaluator.elements(of: binding.set, evaluator.current)
    for (element, isMember) in elements {
      if let wanted = fixed[binding.slot], element != .entity(wanted) { continue }
      // As in the rule itself: what was not there in the layer before cannot be compared with it.
      if binding.needsBefore, case .entity(let id) = element,
        evaluator.previous?.snapshot.contains(id) == false
      {
        continue
      }
      evaluator.slots[binding.slot] = Evaluator.datum(element)
      var guarded = asked && isMember
      var count = failing
      if let condition = binding.condition {
        let found = evaluator.evaluate(condition).truth
        guarded = guarded && found
        count += Self.weight(found)
      }
      bind(depth + 1, count, guarded)
    }
  }

  /// What fails weighs more than what is unknown.
  private static func weight(_ truth: Truth) -> Int {
    switch truth {
    case .yes: 0
    case .unknown: 1
    case .no: 100
    }
  }

  private mutating func conclude(_ failing: Int, _ guarded: Truth) {
    guard case .entity(let subject) = evaluator.evaluate(plan.subject) else { return }
    var object: EntityID?
    if let node = plan.object, case .entity(let id) = evaluator.evaluate(node) { object = id }
    let related = plan.related.compactMap { node -> EntityID? in
      if case .entity(let id) = evaluator.evaluate(node) { return id }
      return nil
    }
    if let wanted = expectation.object, wanted != object { return }
    guard expectation.on.allSatisfy({ subject == $0 || (!isAboutSubject && related.contains($0)) })
    else { return }
    var failing = failing
    var asked = guarded
    for (_, node) in plan.scope {
      let found = evaluator.evaluate(node).truth
      asked = asked && found
      failing += Self.weight(found)
    }
    var truth = asked
    for (_, node) in plan.conditions {
      let found = evaluator.evaluate(node).truth
      truth = truth && found
      failing += Self.weight(found)
    }
    var finding = Finding(
      plan: index, rule: plan.rule, layer: layer,
      previous: plan.comparesLayers ? previous : nil, truth: truth, subject: subject,
      object: object, related: related,
      bindings: Array(evaluator.slots.prefix(plan.variables.count)))
    finding.asked = asked
    found.append((finding, failing))
  }
}
