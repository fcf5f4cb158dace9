import GVCModel
import GVCSyntax

/// One part of a condition with what it gives, for drawing.
public struct ExplainedPart: Sendable {
  /// Where the part begins in the text of its condition, in Unicode scalars.
  public let column: Int
  /// What it gives, as an analyst reads it.
  public let value: String
}

/// One condition of a rule with what it gives and why.
public struct ExplainedCondition: Sendable {
  /// The condition as written, on one line.
  public let text: String
  /// What it gives.
  public let truth: Truth
  /// The values under its parts, from left to right.
  public let parts: [ExplainedPart]
  /// The derived attributes that it reads, each with its own derivation.
  public let derived: [ExplainedDerivation]
}

/// The derivation of an attribute of one thing.
public struct ExplainedDerivation: Sendable {
  /// `dependent of maker -> house`.
  public let title: String
  /// What it gives, as an analyst reads it.
  public let value: String
  /// Its expression; of a conditional one, the tests that were made and what was taken.
  public let steps: [ExplainedStep]
}

/// One step of a derivation.
public struct ExplainedStep: Sendable {
  /// What a step of a derivation is.
  public enum Role: String, Sendable {
    /// The expression as a whole.
    case whole = ""
    /// A test of a conditional.
    case test = "if"
    /// What is taken when the test before it holds.
    case result = "then"
    /// What is taken when no test holds.
    case otherwise = "else"
  }

  /// What it is of the derivation.
  public let role: Role
  /// Its expression, with what that gives.
  public let condition: ExplainedCondition
}

/// Why a finding holds, does not hold or cannot be concluded.
public struct Explanation: Sendable {
  /// What decides whether the rule is asked: the conditions of its variables, and its scope.
  public let scope: [ExplainedCondition]
  /// The conditions of the rule, in their order.
  public let conditions: [ExplainedCondition]
  /// The facts that were read, by their index in the model, in the order of the text.
  public let facts: [Int]
  /// The thresholds that were read, by their index in the model.
  public let thresholds: [Int]
  /// The attributes that were read, derived ones too, in the order in which they were.
  let reads: [EvidenceReader.Read]

  /// All that must hold: the scope, then the conditions.
  public var all: [ExplainedCondition] { scope + conditions }
}

/// Explains by evaluating the parts of a condition again with the evaluator that concluded.
struct Explainer {
  let evaluator: Evaluator
  private let formatter: ValueFormatter
  private var facts: Set<Int> = []
  private var thresholds: Set<Int> = []
  private var reads: [EvidenceReader.Read] = []
  private var known: Set<EvidenceReader.Read> = []
  /// Derived attributes that are being explained already.
  private var open: Set<String> = []
  /// The derived attributes from which all that was read is gathered, by thing and layer.
  private var gathered: Set<Gathered> = []

  private struct Gathered: Hashable {
    let attribute: AttributeID
    let entity: EntityID
    let layer: EntityID?
  }

  /// What a derived attribute was read from is gathered with the condition that reads it.
  private var isExplainingDerived = false

  init(_ evaluator: Evaluator) {
    self.evaluator = evaluator
    formatter = ValueFormatter(evaluator.model)
  }

  private var model: Model { evaluator.model }
  private var program: Program { evaluator.program }

  mutating func explain(_ plan: RulePlan) -> Explanation {
    var scope: [ExplainedCondition] = []
    for binding in plan.bindings {
      collect(binding.set, evaluator.current)
      if let condition = binding.condition {
        scope.append(explain(condition, evaluator.current))
      }
    }
    for (_, node) in plan.scope { scope.append(explain(node, evaluator.current)) }
    let conditions = plan.conditions.map { explain($0.node, evaluator.current) }
    return Explanation(
      scope: scope, conditions: conditions, facts: model.inOrderOfText(facts),
      thresholds: thresholds.sorted(), reads: reads)
  }

  /// What the scope and the conditions give and what was read for it, without the values under their parts.
  mutating func basis(of plan: RulePlan) -> FindingBasis {
    var truths: [Truth] = []
    for binding in plan.bindings {
      collect(binding.set, evaluator.current)
      if let condition = binding.condition { truths.append(truth(of: condition)) }
    }
    for (_, node) in plan.scopeAndConditions { truths.append(truth(of: node)) }
    return FindingBasis(
      truths: truths, facts: model.inOrderOfText(facts), thresholds: thresholds.sorted(),
      reads: reads)
  }

  private mutating func truth(of condition: PlanID) -> Truth {
    collect(condition, evaluator.current)
    return evaluator.evaluate(condition, evaluator.current).truth
  }

  /// The facts that what is derived of a thing rests on, by their index in the model.
  mutating func facts(
    under derivation: PlanID, of entity: EntityID, _ state: EvaluationCache
  ) -> Set<Int> {
    let outer = evaluator.slots
    evaluator.slots[0] = .entity(entity)
    collect(derivation, state)
    evaluator.slots = outer
    return facts
  }

  private mutating func explain(_ id: PlanID, _ state: EvaluationCache) -> ExplainedCondition {
    let place = program[id].place
    let text = ConditionText(place, model)
    if !isExplainingDerived { collect(id, state) }
    var drawing = Drawing(text: text, tree: model.trees[place.tree])
    show(id, state, &drawing)
    let value = evaluator.evaluate(id, state)
    return ExplainedCondition(
      text: text.line, truth: value.truth,
      parts: drawing.parts.sorted { $0.column < $1.column }, derived: drawing.derived)
  }

  /// What a condition gives, part by part.
  struct Drawing {
    let text: ConditionText
    let tree: SyntaxTree
    fileprivate(set) var parts: [ExplainedPart] = []
    fileprivate(set) var derived: [ExplainedDerivation] = []

    init(text: ConditionText, tree: SyntaxTree) {
      self.text = text
      self.tree = tree
    }

    /// Where a node begins.
    func start(of node: PlanNode) -> UInt32 { tree.range(node.place.node).start }
  }

  /// Shows the value under each part that has one of its own.
  mutating func show(_ id: PlanID, _ state: EvaluationCache, _ drawing: inout Drawing) {
    let node = program[id]
    node.meaning.show(node, id, state, &self, &drawing)
  }

  /// Shows the value of a node at an offset of the text.
  func show(_ id: PlanID, at offset: UInt32, _ state: EvaluationCache, _ drawing: inout Drawing) {
    guard let column = drawing.text.column(of: offset) else { return }
    let value =
      measured(id, state) ?? formatter.text(evaluator.evaluate(id, state), program[id].type)
    if !drawing.parts.contains(where: { $0.column == column }) {
      drawing.parts.append(ExplainedPart(column: column, value: value))
    }
  }

  /// Shows the value of what stands behind a dot, under the name there, and what stands before it.
  mutating func showMember(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ drawing: inout Drawing
  ) {
    show(id, at: drawing.text.nameStart(of: node.place), state, &drawing)
    if let child = node.children.first, program[child].place != node.place {
      show(child, state, &drawing)
    }
  }

  /// Shows the value of an operation under its sign, and what stands on both sides.
  mutating func showOperator(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ drawing: inout Drawing
  ) {
    show(id, at: drawing.text.operatorStart(of: node.place), state, &drawing)
    for child in node.children { show(child, state, &drawing) }
  }

  /// Shows how a derived attribute got its value, once for a thing.
  mutating func derive(
    _ attribute: AttributeID, _ plan: PlanID, _ node: PlanNode, _ state: EvaluationCache,
    _ drawing: inout Drawing
  ) {
    guard case .entity(let entity) = evaluator.evaluate(node.children[0], state) else { return }
    let title = "\(model.names[model.vocabulary[attribute].name]) of \(model.label(entity))"
    guard open.insert(title).inserted else { return }
    let value = formatter.text(evaluator.evaluate(plan, in: entity, state), node.type)
    let outer = evaluator.slots
    evaluator.slots[0] = .entity(entity)
    let isOuter = isExplainingDerived
    isExplainingDerived = true
    let steps = steps(plan, .whole, state)
    isExplainingDerived = isOuter
    evaluator.slots = outer
    drawing.derived.append(ExplainedDerivation(title: title, value: value, steps: steps))
  }

  /// The steps by which an expression got its value.
  private mutating func steps(
    _ id: PlanID, _ role: ExplainedStep.Role, _ state: EvaluationCache
  ) -> [ExplainedStep] {
    let node = program[id]
    guard case .conditional = node.operation else {
      return [ExplainedStep(role: role, condition: explain(id, state))]
    }
    let test = evaluator.evaluate(node.children[0], state).truth
    var steps = [ExplainedStep(role: .test, condition: explain(node.children[0], state))]
    if test != .no { steps += self.steps(node.children[1], .result, state) }
    if test != .yes { steps += self.steps(node.children[2], .otherwise, state) }
    return steps
  }

  // MARK: What was read

  /// Gathers the facts and thresholds that decide a node: of what holds by one of several ways, the
  /// ways that hold; of what fails by one of several parts, the parts that fail.
  mutating func collect(_ id: PlanID, _ state: EvaluationCache) {
    guard !evaluator.isExhausted else { return }
    let node = program[id]
    node.meaning.collect(node, id, state, &self)
  }

  mutating func add(threshold index: Int) { thresholds.insert(index) }

  /// Adds the facts of the rates by which the numbers of two nodes are taken together.
  mutating func addRates(between nodes: [PlanID], _ state: EvaluationCache) {
    guard nodes.count == 2, case .number(_, let a) = evaluator.evaluate(nodes[0], state),
      case .number(_, let b) = evaluator.evaluate(nodes[1], state)
    else { return }
    addRates(a, b)
  }

  /// Adds the facts of the rates by which numbers of two units are taken together.
  mutating func addRates(_ a: UnitID, _ b: UnitID) {
    if a != b { facts.formUnion(evaluator.rateFacts(a, b)) }
  }

  /// Gathers what an attribute of a thing was read from.
  mutating func collect(
    _ attribute: AttributeID, _ entity: EntityID, voice: Int?, _ state: EvaluationCache
  ) {
    let read = EvidenceReader.Read(
      attribute: attribute, entity: entity, voice: voice, isBefore: evaluator.isBefore(state))
    if known.insert(read).inserted { reads.append(read) }
    if let plan = program.derivations[attribute] {
      let place = Gathered(attribute: attribute, entity: entity, layer: state.snapshot.layer)
      guard gathered.insert(place).inserted else { return }
      let outer = evaluator.slots
      evaluator.slots[0] = .entity(entity)
      collect(plan, state)
      evaluator.slots = outer
      return
    }
    let count = facts.count
    if let voice {
      for fact in state.snapshot.facts(attribute, of: entity, model)
      where model.facts[fact].evidence.contains(where: { model.evidence[$0].voice == voice }) {
        facts.insert(fact)
      }
      return
    }
    addFacts(attribute, entity, key: nil, state)
    // Where nothing is stated, the default was.
    guard facts.count == count, state.snapshot.facts(attribute, of: entity, model).isEmpty else {
      return
    }
    switch model.vocabulary[attribute].defaultValue {
    case .path(let via, let other):
      addFacts(via, entity, key: nil, state)
      let type = ExpressionType(model.vocabulary[via].type)
      if case .entity(let target) = evaluator.read(via, of: entity, voice: nil, state, type) {
        addFacts(other, target, key: nil, state)
      }
    case .end(let position, let other):
      let ends = model.ends(of: entity)
      if ends.count == 2 { addFacts(other, ends[ends.startIndex + position], key: nil, state) }
    case .measure(let measure):
      guard measures(measure, of: entity, state) != nil else { return }
      addFacts(measure, entity, key: nil, state)
      if let before = evaluator.stateBefore(state) {
        addFacts(measure, entity, key: nil, before)
      }
    case .value, nil: break
    }
  }

  private func measures(
    _ measure: AttributeID, of entity: EntityID, _ state: EvaluationCache
  ) -> (now: KnownNumber, then: KnownNumber)? {
    let type = ExpressionType(model.vocabulary[measure].type)
    return evaluator.measures(measure, type, of: entity, state)
  }

  /// What stands under a change that no word states, but two numbers give.
  func measured(_ id: PlanID, _ state: EvaluationCache) -> String? {
    let node = program[id]
    guard case .attribute(let attribute) = node.operation,
      case .measure(let measure) = model.vocabulary[attribute].defaultValue,
      case .entity(let entity) = evaluator.evaluate(node.children[0], state),
      state.snapshot.facts(attribute, of: entity, model).isEmpty,
      let (now, then) = measures(measure, of: entity, state)
    else { return nil }
    let type = ExpressionType(model.vocabulary[measure].type)
    let numbers = [then, now].map { formatter.text(.number($0.interval, $0.unit), type) }
    let word = formatter.text(evaluator.evaluate(id, state), node.type)
    return
      "\(word), by \(model.names[model.vocabulary[measure].name]): \(numbers[0]), then \(numbers[1])"
  }

  mutating func addFacts(
    _ attribute: AttributeID, _ entity: EntityID, key: EntityID?, _ state: EvaluationCache
  ) {
    guard state.snapshot.contains(entity) else { return }
    for fact in state.snapshot.facts(attribute, of: entity, model)
    where key == nil || model.facts[fact].key == key {
      facts.insert(fact)
    }
  }
}

extension Evaluator {
  /// The value of a derivation for one thing.
  func evaluate(_ derivation: PlanID, in entity: EntityID, _ state: EvaluationCache) -> Datum {
    let outer = slots[0]
    slots[0] = .entity(entity)
    defer { slots[0] = outer }
    return evaluate(derivation, state)
  }
}
