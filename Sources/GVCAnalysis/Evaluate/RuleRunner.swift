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
  /// The conditions that become readable when so many variables are bound, those of the bindings too.
  let conditions: [[PlanID]]
  /// Where a rule runs over more things than this, it takes many of them at once.
  let columnLimit: Int
  /// 64: below that, columns cost more than they save.
  static let defaultColumnLimit = 64
  /// What each variable over a collection runs over, with whether it fits the conditions that read
  /// nothing else; made when it is first bound.
  private var candidates: [[(thing: EntityID, truth: Truth)]?]
  /// For each variable the attributes that what it stands for must state for the rule to say anything.
  private let needs: [[AttributeID]]
  private let isUnique: Bool
  private var concluded: Set<Key> = []
  /// The open findings, by their place among the findings.
  private var open: [Key: Int] = [:]

  private struct Key: Hashable {
    let subject: EntityID
    let object: EntityID?
    let related: [EntityID]
  }

  /// - Parameter needs: What each variable must state, of `needs(of:_:)`.
  init(
    _ evaluator: Evaluator, _ index: Int, needs: [[AttributeID]],
    columnLimit: Int = Self.defaultColumnLimit
  ) {
    self.columnLimit = columnLimit
    self.evaluator = evaluator
    self.index = index
    self.needs = needs
    plan = evaluator.program.rules[index]
    var conditions: [[PlanID]] = Array(repeating: [], count: plan.bindings.count + 1)
    for (depth, binding) in plan.bindings.enumerated() {
      if let condition = binding.condition {
        conditions[depth + 1] += Self.parts(of: condition, evaluator.program)
      }
    }
    for (depth, node) in plan.scopeAndConditions { conditions[depth].append(node) }
    isUnique = Self.isUnique(plan, evaluator.program)
    self.conditions = conditions
    candidates = Array(repeating: nil, count: plan.bindings.count)
  }

  /// Whether the rule was stopped before it had tried everything.
  var isUnfinished: Bool { evaluator.isExhausted }

  /// For each variable of a rule the attributes that what it stands for must state for the rule to say
  /// anything; nothing for one that runs over a list.
  static func needs(of plan: RulePlan, _ evaluator: Evaluator) -> [[AttributeID]] {
    let interpreter = AbstractInterpreter(evaluator, isOfSnapshot: false)
    let program = evaluator.program
    let all = plan.bindings.compactMap(\.condition) + plan.scopeAndConditions.map(\.node)
    return plan.bindings.map { binding in
      guard case .collection = program[binding.set].operation else { return [] }
      let read = all.filter { program[$0].variables & (1 << UInt64(binding.slot)) != 0 }
      return interpreter.attributes(neededOf: binding.slot, by: read, in: plan)
    }
  }

  /// Whether some condition fails whatever the variables stand for, by what the case states at all.
  private var isHopeless: Bool {
    let interpreter = AbstractInterpreter(evaluator, isOfSnapshot: true)
    return plan.bindings.contains { binding in
      interpreter.isEmpty(binding.set)
        || binding.condition.map { interpreter.truths(of: $0, in: plan) == .no } ?? false
    } || plan.scopeAndConditions.contains { interpreter.truths(of: $0.node, in: plan) == .no }
  }

  mutating func run() {
    evaluator.steps = 0
    guard !evaluator.isExhausted, !isHopeless else { return }
    var truth = Truth.yes
    for condition in conditions[0] where truth != .no {
      truth = truth && evaluator.evaluate(condition).truth
    }
    if truth != .no {
      if let first = plan.bindings.first,
        case .collection(let kind) = evaluator.program[first.set].operation,
        things(of: kind, 0).count > columnLimit
      {
        runByColumns(truth)
      } else {
        bind(0, truth)
      }
    }
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
      for (id, fits) in candidates(of: kind, binding, depth) {
        guard visit(.entity(id), binding, depth, truth && fits) else { return }
      }
      return
    }
    for (element, isMember) in evaluator.elements(of: binding.set, evaluator.current).elements {
      guard visit(Evaluator.datum(element), binding, depth, truth && isMember) else { return }
    }
  }

  /// The parts of a condition, all of which must hold.
  private static func parts(of condition: PlanID, _ program: Program) -> [PlanID] {
    guard case .and = program[condition].operation else { return [condition] }
    return program[condition].children.flatMap { parts(of: $0, program) }
  }

  /// Whether a condition reads one variable alone, and is the same whatever the others stand for.
  func isOwn(_ condition: PlanID, _ binding: PlanBinding) -> Bool {
    evaluator.program[condition].variables == 1 << UInt64(binding.slot)
  }

  /// The things that a variable inside of others runs over, without those that do not fit by themselves:
  /// what is the same each time is looked at once.
  mutating func candidates(
    of kind: KindID, _ binding: PlanBinding, _ depth: Int
  ) -> [(thing: EntityID, truth: Truth)] {
    if let known = candidates[depth] { return known }
    let things = things(of: kind, depth)
    guard depth > 0 else { return things.map { ($0, .yes) } }
    let own = conditions[depth + 1].filter { isOwn($0, binding) }
    var found: [(thing: EntityID, truth: Truth)] = []
    for thing in things {
      evaluator.slots[binding.slot] = .entity(thing)
      var truth = Truth.yes
      for condition in own where truth != .no {
        truth = truth && evaluator.evaluate(condition).truth
      }
      evaluator.steps += 1
      if truth != .no { found.append((thing, truth)) }
    }
    candidates[depth] = found
    return found
  }

  /// The things of a kind that a variable runs over: all of them, or where there are many those that state
  /// what is needed.
  func things(of kind: KindID, _ depth: Int) -> [EntityID] {
    let all = evaluator.current.collection(kind)
    var fewest = all
    for attribute in needs[depth] {
      let stating = evaluator.current.stating(attribute)
      if stating.count < fewest.count { fewest = stating }
    }
    guard fewest.count < all.count else { return all }
    return fewest.filter {
      evaluator.program.kinds.contains(evaluator.model.entities[Int($0.index)].kind, in: kind)
    }
  }

  /// Binds a variable to one element and goes on from there; false when the rule must stop.
  private mutating func visit(
    _ element: Datum, _ binding: PlanBinding, _ depth: Int, _ truth: Truth
  ) -> Bool {
    evaluator.steps += 1
    if evaluator.isExhausted { return false }
    if binding.needsBefore, case .entity(let id) = element,
      evaluator.previous?.snapshot.contains(id) == false
    {
      return true
    }
    evaluator.slots[binding.slot] = element
    var guarded = truth
    let isFiltered = candidates[depth] != nil
    for condition in conditions[depth + 1] where guarded != .no {
      if isFiltered, isOwn(condition, binding) { continue }
      guarded = guarded && evaluator.evaluate(condition).truth
    }
    // Conditions that took too long do not say what they would.
    if evaluator.isExhausted { return false }
    if guarded != .no { bind(depth + 1, guarded) }
    return true
  }

  private mutating func conclude(_ truth: Truth) {
    guard !isFull() else { return }
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
    let slots = evaluator.slots.prefix(plan.variables.count)
    conclude(truth, subject, object, related, Array(slots))
  }

  /// Whether the rule keeps no further finding; one more is counted then.
  mutating func isFull() -> Bool {
    guard findings.count >= Self.limit else { return false }
    omitted += 1
    return true
  }

  /// Keeps a finding, unless the same was concluded before by another way.
  mutating func conclude(
    _ truth: Truth, _ subject: EntityID, _ object: EntityID?, _ related: [EntityID],
    _ bindings: @autoclosure () -> [Datum]
  ) {
    if !isUnique {
      let key = Key(subject: subject, object: object, related: related)
      // The same conclusion by another way is said once: the first way that holds.
      if truth == .yes {
        guard concluded.insert(key).inserted else { return }
      } else {
        if let place = open[key] {
          findings[place].isOneWayOfSeveral = true
          return
        }
        open[key] = findings.count
      }
    }
    findings.append(
      Finding(
        plan: index, rule: plan.rule, layer: LayerReference(evaluator.current.snapshot.layer),
        previous: plan.comparesLayers
          ? evaluator.previous.map { LayerReference($0.snapshot.layer) } : nil,
        truth: truth, subject: subject, object: object, related: related, bindings: bindings()))
  }

  /// Whether each way to bind the variables is another conclusion: it is of all things that they stand for, and
  /// each of them runs over all things of a kind.
  private static func isUnique(_ plan: RulePlan, _ program: Program) -> Bool {
    let named = Set(
      ([plan.subject] + plan.related + [plan.object].compactMap { $0 }).compactMap {
        if case .variable(let slot) = program[$0].operation { slot } else { nil }
      })
    return plan.bindings.allSatisfy { binding in
      guard case .collection = program[binding.set].operation else { return false }
      return named.contains(binding.slot)
    }
  }
}
