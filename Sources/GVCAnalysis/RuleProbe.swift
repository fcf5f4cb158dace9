import GVCModel

extension FindingReader {
  /// All ways in which a rule speaks of what an expectation names, also those that fail, the nearest
  /// to holding first; at most a million ways are tried.
  public func attempts(_ expectation: Expectation) -> [Finding] {
    guard case .rule(let rule) = expectation.subject,
      let index = analysis.program.rules.firstIndex(where: { $0.rule == rule })
    else { return [] }
    let plan = analysis.program.rules[index]
    var found: [(finding: Finding, failing: Int)] = []
    for (layer, previous) in analysis.layers {
      if let wanted = expectation.layer, layer.entity != wanted { continue }
      if plan.comparesLayers, previous == nil { continue }
      var probe = RuleProbe(
        evaluator(layer: layer, previous: previous), index, expectation, layer, previous)
      probe.run()
      found += probe.found
    }
    return found.enumerated().sorted {
      ($0.element.failing, $0.offset) < ($1.element.failing, $1.offset)
    }.map(\.element.finding)
  }
}

/// Tries one rule without leaving out the ways that fail.
private struct RuleProbe {
  private let evaluator: Evaluator
  private let plan: RulePlan
  private let index: Int
  private let expectation: Expectation
  private let layer: LayerReference
  private let previous: LayerReference?
  private var budget = 1_000_000
  private(set) var found: [(finding: Finding, failing: Int)] = []

  init(
    _ evaluator: Evaluator, _ index: Int, _ expectation: Expectation, _ layer: LayerReference,
    _ previous: LayerReference?
  ) {
    self.evaluator = evaluator
    self.index = index
    plan = evaluator.program.rules[index]
    self.expectation = expectation
    self.layer = layer
    self.previous = previous
  }

  mutating func run() { bind(0, 0, .yes) }

  private mutating func bind(_ depth: Int, _ failing: Int, _ truth: Truth) {
    guard budget > 0, !evaluator.isExhausted else { return }
    guard depth < plan.bindings.count else {
      budget -= 1
      conclude(failing, truth)
      return
    }
    let binding = plan.bindings[depth]
    let (elements, _) = evaluator.elements(of: binding.set, evaluator.current)
    for (element, isMember) in elements {
      // As in the rule itself: what was not there in the layer before cannot be compared with it.
      if binding.needsBefore, case .entity(let id) = element,
        evaluator.previous?.snapshot.contains(id) == false
      {
        continue
      }
      evaluator.slots[binding.slot] = Evaluator.datum(element)
      var guarded = truth && isMember
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

  private mutating func conclude(_ failing: Int, _ truth: Truth) {
    guard case .entity(let subject) = evaluator.evaluate(plan.subject) else { return }
    var object: EntityID?
    if let node = plan.object, case .entity(let id) = evaluator.evaluate(node) { object = id }
    let related = plan.related.compactMap { node -> EntityID? in
      if case .entity(let id) = evaluator.evaluate(node) { return id }
      return nil
    }
    if let wanted = expectation.object, wanted != object { return }
    guard expectation.on.allSatisfy({ subject == $0 || related.contains($0) }) else { return }
    var failing = failing
    var truth = truth
    for (_, node) in plan.conditions {
      let found = evaluator.evaluate(node).truth
      truth = truth && found
      failing += Self.weight(found)
    }
    found.append(
      (
        Finding(
          plan: index, rule: plan.rule, layer: layer,
          previous: plan.comparesLayers ? previous : nil, truth: truth, subject: subject,
          object: object, related: related,
          bindings: Array(evaluator.slots.prefix(plan.variables.count))), failing
      ))
  }
}
