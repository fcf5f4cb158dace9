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
  static let nothing: Sets = [[]]

  init(_ evaluator: Evaluator) { self.evaluator = evaluator }

  var program: Program { evaluator.program }
  let memo = DeciderMemo()

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
    Self.sorted(membership(bindings, evaluator.current).yes)
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

  static func both(_ a: Sets, _ b: Sets) -> Sets {
    if a == nothing { return b }
    if b == nothing { return a }
    return reduced(a.flatMap { x in b.map { x.union($0) } })
  }

  static func either(_ a: Sets, _ b: Sets) -> Sets { reduced(a + b) }

  // MARK: Truths

  /// The sets of facts of which some values make a condition `truth`.
  func decide(_ id: PlanID, _ truth: Truth, _ state: EvaluationCache) -> Sets {
    guard !evaluator.isExhausted else { return [] }
    let found = evaluator.evaluate(id, state).truth
    // That something is not known is no answer for good: it can become known.
    if found == .no, truth == .yes {
      if case .isKnown = program[id].operation { return need(program[id].children[0], state) }
      if asksForKnowledge(id) {
        memo.mustBeTried = true
        return program[id].meaning.decide(program[id], id, truth, state, self)
      }
    }
    if found != .unknown { return found == truth ? Self.nothing : [] }
    let node = program[id]
    return node.meaning.decide(node, id, truth, state, self)
  }

  /// Whether a condition asks, by itself or by what it is derived from, what is known: it may hold once more is.
  private func asksForKnowledge(_ id: PlanID, depth: Int = 0) -> Bool {
    guard depth < Self.sizeLimit else { return false }
    let node = program[id]
    switch node.operation {
    case .isKnown: return depth > 0
    case .and, .or: return node.children.contains { asksForKnowledge($0, depth: depth + 1) }
    case .attribute(let attribute):
      return program.derivations[attribute].map { asksForKnowledge($0, depth: depth + 1) } ?? false
    default: return false
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
  func test(_ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ test: Test) -> Sets {
    guard !evaluator.isExhausted else { return [] }
    let found = self.truth(of: test, evaluator.evaluate(id, state))
    if found != .unknown { return found == truth ? Self.nothing : [] }
    let node = program[id]
    return node.meaning.test(node, id, truth, state, test, self)
  }

  /// What makes a value known of which a test is unknown; nothing does where it is known already, as an amount in a
  /// currency that cannot be compared.
  func asked(_ id: PlanID, _ state: EvaluationCache) -> Sets {
    let sets = need(id, state)
    return sets == Self.nothing ? [] : sets
  }

  /// Runs `body` with the thing that a derived attribute is of bound, once for each question about it.
  func within(
    _ entity: EntityID, _ question: DeciderMemo.Question, _ state: EvaluationCache,
    _ body: () -> Sets
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

  /// What decides that what is bound at the moment is a member, and that it is none.
  func membership(
    _ bindings: [PlanBinding], _ state: EvaluationCache
  ) -> (yes: Sets, no: Sets) {
    var yes = Self.nothing
    var no: Sets = []
    for binding in bindings {
      let set = need(binding.set, state)
      if set != Self.nothing, !set.isEmpty {
        yes = Self.both(yes, set)
        no = Self.either(no, set)
      }
      if let condition = binding.condition {
        yes = Self.both(yes, decide(condition, .yes, state))
        no = Self.either(no, decide(condition, .no, state))
      }
    }
    return (yes, no)
  }

  // MARK: Values

  /// Whether nothing more can be said of a value: a number that is only bounded can be said more
  /// exactly, which may decide a comparison.
  func isSettled(_ datum: Datum) -> Bool {
    if case .number(let interval, _) = datum { return interval.isExact }
    return datum.isKnown
  }

  /// The sets of facts that make a value known.
  func need(_ id: PlanID, _ state: EvaluationCache) -> Sets {
    guard !evaluator.isExhausted else { return [] }
    let node = program[id]
    // All things of a kind are known, and as many as the case has.
    if case .collection = node.operation { return Self.nothing }
    if isSettled(evaluator.evaluate(id, state)) { return Self.nothing }
    return node.meaning.need(node, id, state, self)
  }

  /// The sets of facts that decide a condition either way.
  func needTruth(_ id: PlanID, _ state: EvaluationCache) -> Sets {
    Self.either(decide(id, .yes, state), decide(id, .no, state))
  }

  /// What makes all of some nodes known; nothing does where they are known and the result is not.
  func needAll(_ nodes: [PlanID], _ state: EvaluationCache) -> Sets {
    let sets = nodes.reduce(Self.nothing) { Self.both($0, need($1, state)) }
    if sets.contains(where: { $0.count > 1 }) { memo.mustBeTried = true }
    return sets == Self.nothing ? [] : sets
  }

  /// A fact that is asked for.
  func missing(
    _ attribute: AttributeID, _ entity: EntityID, key: EntityID?, voice: Int?,
    _ state: EvaluationCache
  ) -> MissingFact {
    let fact = MissingFact(
      entity: entity, attribute: attribute, key: key, voice: voice,
      isBefore: evaluator.isBefore(state))
    memo.ask(fact)
    return fact
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
  var mustBeTried = false
  private var asked: Set<MissingFact> = []

  /// Begins to search for what gives another answer.
  fileprivate func begin() {
    (sets, mustBeTried, asked) = ([:], false, [])
  }

  fileprivate func ask(_ fact: MissingFact) {
    if !asked.insert(fact).inserted { mustBeTried = true }
  }
}
