import GVCModel

/// What trials of deciding facts need again and again: what each part of a rule reads, and which sets of facts were
/// found to decide, so that of findings that are alike in all that a trial reads one is tried for all.
final class TrialMemory {
  /// A part of what must hold for a rule to conclude.
  struct Part {
    enum Content {
      case condition(PlanID)
      /// That what a variable stands for is in its set.
      case membership(PlanBinding)
    }

    let content: Content
    let node: PlanID
    let attributes: Set<AttributeID>
    let readsMore: Bool

    /// Whether values of some attributes can change what it gives.
    func reads(_ others: some Sequence<AttributeID>) -> Bool {
      readsMore || others.contains { attributes.contains($0) }
    }
  }

  /// What the conditions of a rule are made of.
  struct RuleParts {
    let parts: [Part]
    /// The numbers that the rule compares with, from which the values of numbers are taken.
    let numbers: [KnownNumber]
    /// The texts that it compares with.
    let texts: [Value]
  }

  /// All that a trial depends on.
  struct Key: Hashable {
    let rule: Int
    let truth: Truth
    /// The sets that are tried; of things that are alike, with their facts as if they were of one thing.
    let sets: [[MissingFact]]
    /// What the parts that read none of these facts give together.
    let rest: Truth
    /// What the variables of the other parts stand for; nothing where what is known of the thing says all.
    let bound: [Datum?]
    let known: [Known]
  }

  /// What the case says of an attribute of the thing that a trial is about.
  enum Known: Hashable {
    case kind(KindID)
    case value(Datum)
    case statement(Value, voices: [Int?])
    case end(AttributeID)
  }

  /// Beyond this many answers they are forgotten.
  private static let limit = 4_096

  private var rules: [Int: RuleParts] = [:]
  private var answers: [Key: [[MissingFact]]] = [:]

  func parts(of plan: RulePlan, _ evaluator: Evaluator) -> RuleParts {
    if let known = rules[plan.rule] { return known }
    let program = evaluator.program
    var parts: [Part] = []
    func add(_ content: Part.Content, _ node: PlanID) {
      let inputs = RuleInputs(reading: [node], in: program)
      parts.append(
        Part(
          content: content, node: node, attributes: Set(inputs.attributes),
          readsMore: inputs.readsMore))
    }
    for binding in plan.bindings {
      // What is bound from all things of a kind stays one of them, whatever is tried.
      if case .collection = program[binding.set].operation {
      } else {
        add(.membership(binding), binding.set)
      }
      if let condition = binding.condition { add(.condition(condition), condition) }
    }
    for condition in plan.scopeAndConditions { add(.condition(condition.node), condition.node) }
    var constants = Constants(evaluator)
    for node in plan.scopeAndConditions.map(\.node) + plan.bindings.compactMap(\.condition) {
      constants.collect(node)
    }
    let made = RuleParts(parts: parts, numbers: constants.numbers, texts: constants.texts)
    rules[plan.rule] = made
    return made
  }

  subscript(key: Key) -> [[MissingFact]]? {
    get { answers[key] }
    set {
      if answers.count >= Self.limit { answers = [:] }
      answers[key] = newValue
    }
  }
}

/// Gathers what the case says of one thing, as far as parts of a rule read it.
struct LocalKnowledge {
  private let evaluator: Evaluator
  private let thing: EntityID
  private(set) var known: [TrialMemory.Known]
  private var seen: Set<AttributeID> = []

  /// - Parameter thing: The one thing whose attributes the parts may read.
  init(_ evaluator: Evaluator, of thing: EntityID) {
    self.evaluator = evaluator
    self.thing = thing
    known = [.kind(evaluator.model[thing].kind)]
  }

  /// Adds what a node reads; false where it reads anything but attributes of the thing.
  ///
  /// - Parameter isThing: Whether a variable stands for the thing, by its slot.
  mutating func add(_ id: PlanID, _ isThing: (Int) -> Bool) -> Bool {
    let node = evaluator.program[id]
    switch node.operation {
    case .attribute(let attribute), .voiced(let attribute, _):
      guard case .variable(let slot) = evaluator.program[node.children[0]].operation, isThing(slot)
      else { return false }
      return add(attribute)
    default:
      guard node.meaning.followsFromChildren else { return false }
    }
    for child in node.children where !add(child, isThing) { return false }
    return true
  }

  private mutating func add(_ attribute: AttributeID) -> Bool {
    guard seen.insert(attribute).inserted else { return true }
    let plan = evaluator.program.attributes[Int(attribute.number)]
    // In a derivation the thing is the first variable.
    if let derivation = plan.derivation { return add(derivation) { $0 == 0 } }
    state(attribute, of: thing)
    switch plan.defaultValue {
    case .value, nil: break
    case .path(let via, let other):
      state(via, of: thing)
      let type = ExpressionType(evaluator.model.vocabulary[via].type)
      let end = evaluator.read(via, of: thing, voice: nil, evaluator.current, type)
      if case .entity(let entity) = end { state(other, of: entity) }
    case .end(let position, let other):
      let ends = evaluator.model.ends(of: thing)
      if ends.count == 2 { state(other, of: ends[ends.startIndex + position]) }
    // It is read of the layer before too.
    case .measure: return false
    }
    return true
  }

  /// Adds what is said of an attribute, by whom, and what follows from it.
  private mutating func state(_ attribute: AttributeID, of entity: EntityID) {
    let (model, state) = (evaluator.model, evaluator.current)
    known.append(.end(attribute))
    for fact in state.snapshot.facts(attribute, of: entity, model) {
      known.append(
        .statement(
          model.facts[fact].value,
          voices: model.facts[fact].evidence.map { model.evidence[$0].voice }))
    }
    let type = ExpressionType(model.vocabulary[attribute].type)
    known.append(.value(evaluator.read(attribute, of: entity, voice: nil, state, type)))
  }
}
