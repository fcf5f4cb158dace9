import GVCModel

/// Finds the fewest missing facts that would decide what is unknown.
///
/// A set of facts decides for a truth when some values of them make the condition that truth, while
/// all else stays unknown. The sets come from the form of the condition: for `a and b` to hold both
/// must, to fail one is enough.
struct Decider {
  /// The most sets kept, and the most facts in one, at each step: the smallest win.
  static let setLimit = 24
  static let sizeLimit = 8

  typealias Sets = [Set<MissingFact>]

  let evaluator: Evaluator
  private static let nothing: Sets = [[]]

  init(_ evaluator: Evaluator) { self.evaluator = evaluator }

  private var program: Program { evaluator.program }
  private var model: Model { evaluator.model }
  private let memo = DeciderMemo()

  /// What would decide a finding; its variables must be bound in the evaluator.
  func question(for plan: RulePlan) -> OpenQuestion {
    let nodes =
      plan.scopeAndConditions.map(\.node) + plan.bindings.compactMap(\.condition)
    var hold = Self.nothing
    memo.begin()
    for node in nodes { hold = Self.both(hold, decide(node, .yes, evaluator.current)) }
    // Whether an element belongs to an open list is a question too.
    let lists = plan.bindings.map { need($0.set, evaluator.current) }
      .filter { !$0.isEmpty && $0 != Self.nothing }
    for list in lists { hold = Self.both(hold, list) }
    let mustHoldBeTried = memo.mustBeTried
    var ruleOut: Sets = []
    memo.begin()
    for node in nodes { ruleOut = Self.either(ruleOut, decide(node, .no, evaluator.current)) }
    for list in lists { ruleOut = Self.either(ruleOut, list) }
    var (toHold, toRuleOut) = (Self.sorted(hold), Self.sorted(ruleOut))
    // The form of a condition says which facts decide as long as each is asked for once and no sum is made of them.
    if mustHoldBeTried || memo.mustBeTried {
      let trial = DecisionTrial(evaluator, plan)
      if mustHoldBeTried { toHold = trial.deciding(toHold, .yes) }
      if memo.mustBeTried { toRuleOut = trial.deciding(toRuleOut, .no) }
    }
    return OpenQuestion(toHold: toHold, toRuleOut: toRuleOut)
  }

  /// The smallest sets of facts of which some values make what is bound at the moment a member for sure.
  func setsToHold(_ bindings: [PlanBinding]) -> [[MissingFact]] {
    Self.sorted(Self.membership(self, bindings, evaluator.current).yes)
  }

  /// The smallest sets of facts of which some values make a rule be asked; its variables must be bound in the evaluator.
  func setsToAsk(_ plan: RulePlan) -> [[MissingFact]] {
    let scope = plan.bindings.compactMap(\.condition) + plan.scope.map(\.node)
    memo.begin()
    return Self.sorted(
      scope.reduce(Self.nothing) { Self.both($0, decide($1, .yes, evaluator.current)) })
  }

  private static func sorted(_ sets: Sets) -> [[MissingFact]] {
    sets.filter { !$0.isEmpty }.map { $0.sorted() }.sorted {
      if $0.count != $1.count { return $0.count < $1.count }
      return zip($0, $1).first { $0 != $1 }.map { $0 < $1 } ?? false
    }
  }

  // MARK: Combining

  private static func reduced(_ sets: Sets) -> Sets {
    let ordered = sets.filter { $0.count <= sizeLimit }.sorted {
      if $0.count != $1.count { return $0.count < $1.count }
      return $0.sorted().lexicographicallyPrecedes($1.sorted())
    }
    var kept: Sets = []
    for set in ordered where !kept.contains(where: { $0.isSubset(of: set) }) {
      kept.append(set)
      if kept.count == setLimit { break }
    }
    return kept
  }

  private static func both(_ a: Sets, _ b: Sets) -> Sets {
    if a == nothing { return b }
    if b == nothing { return a }
    return reduced(a.flatMap { x in b.map { x.union($0) } })
  }

  private static func either(_ a: Sets, _ b: Sets) -> Sets { reduced(a + b) }

  // MARK: Truths

  /// The sets of facts of which some values make a condition `truth`.
  func decide(_ id: PlanID, _ truth: Truth, _ state: LayerState) -> Sets {
    guard !evaluator.isExhausted else { return [] }
    let found = evaluator.evaluate(id, state).truth
    // That something is not known is no answer for good: it can become known.
    if case .isKnown = program[id].operation, found == .no, truth == .yes {
      return need(program[id].children[0], state)
    }
    if found != .unknown { return found == truth ? Self.nothing : [] }
    let node = program[id]
    let children = node.children
    switch node.operation {
    case .and:
      return truth == .yes
        ? children.reduce(Self.nothing) { Self.both($0, decide($1, .yes, state)) }
        : children.reduce([]) { Self.either($0, decide($1, .no, state)) }
    case .or:
      return truth == .yes
        ? children.reduce([]) { Self.either($0, decide($1, .yes, state)) }
        : children.reduce(Self.nothing) { Self.both($0, decide($1, .no, state)) }
    case .not: return decide(children[0], truth == .yes ? .no : .yes, state)
    case .conditional:
      let yes = Self.both(decide(children[0], .yes, state), decide(children[1], truth, state))
      let no = Self.both(decide(children[0], .no, state), decide(children[2], truth, state))
      return Self.either(yes, no)
    case .before: return evaluator.previous.map { decide(children[0], truth, $0) } ?? []
    case .attribute(let attribute):
      if let derivation = program.derivations[attribute],
        case .entity(let entity) = evaluator.evaluate(children[0], state)
      {
        return within(entity, .decide(derivation, truth), state) {
          decide(derivation, truth, state)
        }
      }
      return need(id, state)
    case .aggregate(let aggregate, let bindings) where aggregate == .any || aggregate == .all:
      return quantified(aggregate, bindings, children[0], truth, state)
    case .compare(let comparison):
      let right = evaluator.evaluate(children[1], state)
      if isSettled(right) { return test(children[0], truth, state, .isBefore(comparison, right)) }
      let left = evaluator.evaluate(children[0], state)
      if isSettled(left) { return test(children[1], truth, state, .isBehind(comparison, left)) }
      return need(id, state)
    case .contains:
      let right = evaluator.evaluate(children[1], state)
      guard case .set(let members) = right, isSettled(right) else { return need(id, state) }
      let type = program[children[0]].type
      return test(children[0], truth, state, .isMember(type, members))
    default:
      return need(id, state)
    }
  }

  /// A test of a value: how it compares with another that is known, or whether it is in a set.
  enum Test: Hashable {
    case isBefore(Comparison, Datum)
    case isBehind(Comparison, Datum)
    case isMember(ExpressionType, Members)
  }

  private func truth(of test: Test, _ datum: Datum) -> Truth {
    switch test {
    case .isBefore(let comparison, let right): evaluator.compare(datum, comparison, right)
    case .isBehind(let comparison, let left): evaluator.compare(left, comparison, datum)
    case .isMember(let type, let members): evaluator.membership(of: datum, type, in: members)
    }
  }

  /// The sets of facts of which some values make a test of a value `truth`. Of a value that depends
  /// on tests of its own, only the ways count that lead to it.
  private func test(_ id: PlanID, _ truth: Truth, _ state: LayerState, _ test: Test) -> Sets {
    guard !evaluator.isExhausted else { return [] }
    let found = self.truth(of: test, evaluator.evaluate(id, state))
    if found != .unknown { return found == truth ? Self.nothing : [] }
    let node = program[id]
    switch node.operation {
    case .conditional:
      let yes = Self.both(
        decide(node.children[0], .yes, state), self.test(node.children[1], truth, state, test))
      let no = Self.both(
        decide(node.children[0], .no, state), self.test(node.children[2], truth, state, test))
      return Self.either(yes, no)
    case .attribute(let attribute):
      guard let derivation = program.derivations[attribute],
        case .entity(let entity) = evaluator.evaluate(node.children[0], state)
      else { return asked(id, state) }
      return within(entity, .test(derivation, truth, test), state) {
        self.test(derivation, truth, state, test)
      }
    case .before:
      return evaluator.previous.map { self.test(node.children[0], truth, $0, test) } ?? []
    default: return asked(id, state)
    }
  }

  /// What makes a value known of which a test is unknown; nothing does where it is known already, as an amount in a
  /// currency that cannot be compared.
  private func asked(_ id: PlanID, _ state: LayerState) -> Sets {
    let sets = need(id, state)
    return sets == Self.nothing ? [] : sets
  }

  /// Runs `body` with the thing that a derived attribute is of bound, once for each question about it.
  private func within(
    _ entity: EntityID, _ question: DeciderMemo.Question, _ state: LayerState, _ body: () -> Sets
  ) -> Sets {
    let key = DeciderMemo.Key(
      entity: entity, question: question, isBefore: evaluator.isBefore(state))
    if let known = memo.sets[key] {
      // It goes into the condition by one more way.
      memo.mustBeTried = memo.mustBeTried || known.contains { !$0.isEmpty }
      return known
    }
    let outer = evaluator.slots
    evaluator.slots[0] = .entity(entity)
    defer { evaluator.slots = outer }
    let sets = body()
    if !evaluator.isExhausted { memo.sets[key] = sets }
    return sets
  }

  private func quantified(
    _ aggregate: Aggregate, _ bindings: [PlanBinding], _ body: PlanID, _ truth: Truth,
    _ state: LayerState
  ) -> Sets {
    // `any` is decided for yes by one member, for no by all; `all` the other way round.
    let needsOne = (aggregate == .any) == (truth == .yes)
    var result = needsOne ? [] : Self.nothing
    evaluator.eachMember(bindings[...], state) { _ in
      let member = Self.membership(self, bindings, state)
      let inside = decide(body, truth, state)
      if needsOne {
        result = Self.either(result, Self.both(member.yes, inside))
      } else {
        result = Self.both(result, Self.either(member.no, inside))
      }
    }
    return result
  }

  /// What decides that what is bound at the moment is a member, and that it is none.
  private static func membership(
    _ decider: Decider, _ bindings: [PlanBinding], _ state: LayerState
  ) -> (yes: Sets, no: Sets) {
    var yes = nothing
    var no: Sets = []
    for binding in bindings {
      let set = decider.need(binding.set, state)
      if set != nothing, !set.isEmpty {
        yes = both(yes, set)
        no = either(no, set)
      }
      if let condition = binding.condition {
        yes = both(yes, decider.decide(condition, .yes, state))
        no = either(no, decider.decide(condition, .no, state))
      }
    }
    return (yes, no)
  }

  // MARK: Values

  /// Whether nothing more can be said of a value: a number that is only bounded can be said more
  /// exactly, which may decide a comparison.
  private func isSettled(_ datum: Datum) -> Bool {
    if case .number(let interval, _) = datum { return interval.isExact }
    return datum.isKnown
  }

  /// The sets of facts that make a value known.
  func need(_ id: PlanID, _ state: LayerState) -> Sets {
    guard !evaluator.isExhausted else { return [] }
    let node = program[id]
    // All things of a kind are known, and as many as the case has.
    if case .collection = node.operation { return Self.nothing }
    if isSettled(evaluator.evaluate(id, state)) { return Self.nothing }
    let children = node.children
    let isBefore = evaluator.previous.map { $0 === state } ?? false
    switch node.operation {
    case .attribute(let attribute), .voiced(let attribute, _):
      guard case .entity(let entity) = evaluator.evaluate(children[0], state) else {
        // Which thing it is decides only together with what is known of that.
        memo.mustBeTried = true
        return need(children[0], state)
      }
      if let derivation = program.derivations[attribute] {
        return within(entity, .need(derivation), state) {
          node.type == .truth
            ? Self.either(decide(derivation, .yes, state), decide(derivation, .no, state))
            : need(derivation, state)
        }
      }
      var voice: Int?
      if case .voiced(_, let word) = node.operation { voice = word }
      let fact = MissingFact(
        entity: entity, attribute: attribute, key: nil, voice: voice, isBefore: isBefore)
      memo.ask(fact)
      return [[fact]]
    case .mapValue(let attribute):
      guard case .entity(let entity) = evaluator.evaluate(children[0], state),
        case .entity(let key) = evaluator.evaluate(children[1], state)
      else { return [] }
      return [[missing(attribute, entity, key, isBefore)]]
    case .mapKeys(let attribute):
      guard case .entity(let entity) = evaluator.evaluate(children[0], state) else { return [] }
      return [[missing(attribute, entity, nil, isBefore)]]
    case .and, .or, .not, .isKnown:
      return Self.either(decide(id, .yes, state), decide(id, .no, state))
    case .conditional:
      let yes = Self.both(decide(children[0], .yes, state), need(children[1], state))
      let no = Self.both(decide(children[0], .no, state), need(children[2], state))
      return Self.either(yes, no)
    case .before: return evaluator.previous.map { need(children[0], $0) } ?? []
    case .aggregate(_, let bindings): return members(bindings, children[0], state)
    case .call(let function): return call(function, node, state, isBefore)
    case .constant, .threshold, .variable, .collection: return []
    default: return needAll(children, state)
    }
  }

  /// What makes all of some nodes known; nothing does where they are known and the result is not.
  private func needAll(_ nodes: [PlanID], _ state: LayerState) -> Sets {
    let sets = nodes.reduce(Self.nothing) { Self.both($0, need($1, state)) }
    if sets.contains(where: { $0.count > 1 }) { memo.mustBeTried = true }
    return sets == Self.nothing ? [] : sets
  }

  private func missing(
    _ attribute: AttributeID, _ entity: EntityID, _ key: EntityID?, _ isBefore: Bool
  ) -> MissingFact {
    let fact = MissingFact(
      entity: entity, attribute: attribute, key: key, voice: nil, isBefore: isBefore)
    memo.ask(fact)
    return fact
  }

  /// An aggregate is known when each member is, and what it gives.
  private func members(_ bindings: [PlanBinding], _ body: PlanID, _ state: LayerState) -> Sets {
    var result = Self.nothing
    evaluator.eachMember(bindings[...], state) { guarded in
      if guarded == .unknown {
        let member = Self.membership(self, bindings, state)
        result = Self.both(result, Self.either(member.yes, member.no))
      }
      result = Self.both(result, need(body, state))
    }
    if result.contains(where: { $0.count > 1 }) { memo.mustBeTried = true }
    return result == Self.nothing ? [] : result
  }

  private func call(
    _ function: BuiltIn, _ node: PlanNode, _ state: LayerState, _ isBefore: Bool
  ) -> Sets {
    let inputs = evaluator.inputs(of: function, node, state)
    guard !inputs.isEmpty else {
      // What is next to a thing in the graph follows from which thing it is, and no answer may.
      memo.mustBeTried = true
      return needAll(node.children, state)
    }
    // Of each input that nothing speaks to, the first way to give it.
    let facts = inputs.filter { ways in !ways.contains { evaluator.isStated($0, state) } }
      .compactMap(\.first).map { missing($0.attribute, $0.entity, $0.key, isBefore) }
    return facts.isEmpty ? [] : [Set(facts)]
  }
}

/// What was asked while deciding facts were searched for.
final class DeciderMemo {
  enum Question: Hashable {
    case decide(PlanID, Truth)
    case test(PlanID, Truth, Decider.Test)
    case need(PlanID)
  }

  struct Key: Hashable {
    let entity: EntityID
    let question: Question
    let isBefore: Bool
  }

  fileprivate var sets: [Key: Decider.Sets] = [:]
  /// Whether what the form of the condition says has to be tried: a fact is asked for twice, say.
  fileprivate var mustBeTried = false
  private var asked: Set<MissingFact> = []

  /// Begins to search for what gives another answer.
  fileprivate func begin() {
    (sets, mustBeTried, asked) = ([:], false, [])
  }

  fileprivate func ask(_ fact: MissingFact) {
    if !asked.insert(fact).inserted { mustBeTried = true }
  }
}
