import GVCModel

/// Runs one rule over all ways to bind its variables.
struct RuleRunner {
  /// The most findings that one rule keeps in one layer; the rest are counted.
  static let limit = 100_000

  let evaluator: Evaluator
  let index: Int
  let plan: RulePlan
  private(set) var findings: [Finding] = []
  /// How many more there would be.
  private(set) var omitted = 0
  /// The conditions that become readable when so many variables are bound.
  private let conditions: [[PlanID]]
  private var concluded: Set<Key> = []
  private var open: Set<Key> = []

  private struct Key: Hashable {
    let subject: EntityID
    let object: EntityID?
    let related: [EntityID]
  }

  init(_ evaluator: Evaluator, _ index: Int) {
    self.evaluator = evaluator
    self.index = index
    plan = evaluator.program.rules[index]
    var conditions: [[PlanID]] = Array(repeating: [], count: plan.bindings.count + 1)
    for (depth, node) in plan.conditions { conditions[depth].append(node) }
    self.conditions = conditions
  }

  /// Whether the rule was stopped before it had tried everything.
  var isUnfinished: Bool { evaluator.steps > evaluator.stepLimit }

  mutating func run() {
    evaluator.steps = 0
    var truth = Truth.yes
    for condition in conditions[0] where truth != .no {
      truth = truth && evaluator.evaluate(condition).truth
    }
    if truth != .no { bind(0, truth) }
    // What holds by one way is concluded, though another way leaves it open.
    findings.removeAll { $0.truth == .unknown && concluded.contains(Self.key($0)) }
  }

  private static func key(_ finding: Finding) -> Key {
    Key(subject: finding.subject, object: finding.object, related: finding.related)
  }

  private mutating func bind(_ depth: Int, _ truth: Truth) {
    guard depth < plan.bindings.count else {
      conclude(truth)
      return
    }
    let binding = plan.bindings[depth]
    // A collection is run over as it is; any other set is made first.
    if case .collection(let kind) = evaluator.program[binding.set].operation {
      for id in evaluator.current.collection(kind) {
        guard visit(.entity(id), binding, depth, truth) else { return }
      }
      return
    }
    for (element, isMember) in evaluator.elements(of: binding.set, evaluator.current).elements {
      guard visit(Evaluator.datum(element), binding, depth, truth && isMember) else { return }
    }
  }

  /// Binds a variable to one element and goes on from there; false when the rule must stop.
  private mutating func visit(
    _ element: Datum, _ binding: PlanBinding, _ depth: Int, _ truth: Truth
  ) -> Bool {
    evaluator.steps += 1
    if evaluator.steps > evaluator.stepLimit { return false }
    if binding.needsBefore, case .entity(let id) = element,
      evaluator.previous?.snapshot.contains(id) == false
    {
      return true
    }
    evaluator.slots[binding.slot] = element
    var guarded = truth
    if let condition = binding.condition, guarded != .no {
      guarded = guarded && evaluator.evaluate(condition).truth
    }
    for condition in conditions[depth + 1] where guarded != .no {
      guarded = guarded && evaluator.evaluate(condition).truth
    }
    if guarded != .no { bind(depth + 1, guarded) }
    return true
  }

  private mutating func conclude(_ truth: Truth) {
    guard case .entity(let subject) = evaluator.evaluate(plan.subject) else { return }
    var object: EntityID?
    if let node = plan.object {
      guard case .entity(let id) = evaluator.evaluate(node) else { return }
      object = id
    }
    let related = plan.related.compactMap { node -> EntityID? in
      if case .entity(let id) = evaluator.evaluate(node) { return id }
      return nil
    }
    guard findings.count < Self.limit else {
      omitted += 1
      return
    }
    let key = Key(subject: subject, object: object, related: related)
    // The same conclusion by another way is said once: the first way that holds.
    if truth == .yes {
      guard concluded.insert(key).inserted else { return }
    } else {
      guard open.insert(key).inserted else { return }
    }
    findings.append(
      Finding(
        plan: index, rule: plan.rule, layer: LayerReference(evaluator.current.snapshot.layer),
        previous: plan.comparesLayers
          ? evaluator.previous.map { LayerReference($0.snapshot.layer) } : nil,
        truth: truth,
        subject: subject, object: object, related: related,
        bindings: Array(evaluator.slots.prefix(plan.variables.count))))
  }
}
