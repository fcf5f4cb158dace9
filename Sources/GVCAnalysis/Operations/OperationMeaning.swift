import GVCModel

/// What an operation means: a row of the table of operations, with all that is to be said of it, in a file of its family.
///
/// Each method says one thing of a node of the operation, in terms of its children. What most operations have in common is the
/// default. Where many rows are evaluated at once for speed, that stands beside what one row means, and a test holds
/// the two against one another.
protocol OperationMeaning: Sendable {
  // MARK: Values

  /// What is known of a node in a layer, with the variables bound as they are.
  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum

  /// What is known of it in each row of a frame; nil where that is found row by row.
  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column?

  /// The truth of it in each row; nil for what is no condition by its form.
  func truths(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> [Truth]?

  /// Whether it is known to hold, or to fail: what is unknown need not be looked at to its end.
  func isKnown(
    _ truth: Truth, of node: PlanNode, _ id: PlanID, _ state: EvaluationCache,
    _ evaluator: Evaluator
  ) -> Bool

  // MARK: What is known of numbers

  /// Whether a number is said, by the node alone; nil where that depends on its bounds, and then on its children.
  func isStated(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool?

  /// Whether a number that has bounds, and is not exact, follows from what was said.
  func isSaid(
    _ node: PlanNode, _ interval: Interval, _ state: EvaluationCache, _ evaluator: Evaluator
  ) -> Bool

  /// Whether it is a sum of multiples of the numbers that it reads.
  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool

  // MARK: What it depends on

  /// Whether what it is follows from what its children are, and from nothing else.
  var followsFromChildren: Bool { get }
  /// The attribute that it reads.
  var attribute: AttributeID? { get }
  /// The threshold that it reads, by its index in the model.
  var threshold: Int? { get }
  /// Whether it reads more than its children and its attribute name, such as the whole graph.
  var readsMore: Bool { get }

  // MARK: What it can be, by what is stated at all

  /// The truths that it can have; more than it has do no harm.
  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths

  /// What it is whatever the variables stand for; nil where that cannot be said.
  func value(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Datum?

  // MARK: What would decide it

  /// The sets of facts of which some values make an unknown condition `truth`.
  func decide(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets

  /// The sets of facts of which some values make an unknown test of it `truth`.
  func test(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ test: Decider.Test,
    _ decider: Decider
  ) -> Decider.Sets

  /// The sets of facts that make it known where it is not.
  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets

  // MARK: Why it is what it is

  /// Gathers the facts and thresholds that decide it.
  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer)

  /// Shows what its parts give, each in its place in the text.
  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing)

  // MARK: What can have moved

  /// The truths that a condition can have while nothing is known of what moved; more than it has do no harm.
  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths

  // MARK: Text

  /// What the IR says of it in JSON.
  var form: OperationForm { get }

  /// What the IR calls it in text.
  func name(_ printer: PlanPrinter) -> String

  /// The IR of a node as text; `plan` is the rule that it stands in, nil for a derived attribute.
  func text(of node: PlanNode, _ plan: RulePlan?, _ printer: PlanPrinter) -> String
}

extension OperationMeaning {
  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? { nil }

  func truths(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> [Truth]? { nil }

  func isKnown(
    _ truth: Truth, of node: PlanNode, _ id: PlanID, _ state: EvaluationCache,
    _ evaluator: Evaluator
  ) -> Bool { evaluator.evaluate(id, state).truth == truth }

  func isStated(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool? { nil }

  func isSaid(
    _ node: PlanNode, _ interval: Interval, _ state: EvaluationCache, _ evaluator: Evaluator
  ) -> Bool { node.children.allSatisfy { evaluator.isKnown($0, state) } }

  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool {
    false
  }

  var followsFromChildren: Bool { false }
  var attribute: AttributeID? { nil }
  var threshold: Int? { nil }
  var readsMore: Bool { false }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths { .any }

  func value(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Datum? { nil }

  func decide(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets { decider.need(id, state) }

  func test(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ test: Decider.Test,
    _ decider: Decider
  ) -> Decider.Sets { decider.asked(id, state) }

  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets { decider.needAll(node.children, state) }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    for child in node.children { explainer.collect(child, state) }
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) {
    for child in node.children { explainer.show(child, state, &drawing) }
  }

  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths { .any }

  func text(of node: PlanNode, _ plan: RulePlan?, _ printer: PlanPrinter) -> String {
    let parts = [name(printer)] + node.children.map { printer.text($0, plan) }
    return "(\(parts.joined(separator: " ")))"
  }
}

/// What an operation means whose value is a truth, and which is found as such in many rows.
protocol ConditionMeaning: OperationMeaning {
  /// The truth in each row.
  func areTrue(
    _ node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> [Truth]
}

extension ConditionMeaning {
  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? { .truths(columns.truths(id, frame, state)) }

  func truths(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> [Truth]? { areTrue(node, id, frame, state, columns) }
}

/// What an operation means that is the same whatever is asked: nothing can make it known.
protocol GivenMeaning: OperationMeaning {}

extension GivenMeaning {
  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets { [] }
}

extension Operation {
  /// The table of operations: the one place that names them all.
  var meaning: any OperationMeaning {
    switch self {
    case .constant(let datum): ConstantMeaning(datum: datum)
    case .threshold(let index): ThresholdMeaning(index: index)
    case .variable(let slot): VariableMeaning(slot: slot)
    case .collection(let kind): CollectionMeaning(kind: kind)
    case .attribute(let attribute): AttributeMeaning(read: attribute, voice: nil)
    case .voiced(let attribute, let voice): AttributeMeaning(read: attribute, voice: voice)
    case .mapValue(let attribute): MapValueMeaning(map: attribute)
    case .mapKeys(let attribute): MapKeysMeaning(map: attribute)
    case .relation(let relation): RelationMeaning(relation: relation)
    case .and: JunctionMeaning(isAnd: true)
    case .or: JunctionMeaning(isAnd: false)
    case .not: NegationMeaning()
    case .compare(let comparison): ComparisonMeaning(comparison: comparison)
    case .contains: MembershipMeaning()
    case .isKnown: KnowledgeMeaning()
    case .arithmetic(let sign): ArithmeticMeaning(sign: sign)
    case .power: PowerMeaning()
    case .negate: OppositeMeaning()
    case .conditional: ConditionalMeaning()
    case .set: SetMeaning()
    case .before: BeforeMeaning()
    case .call(let function): CallMeaning(function: function)
    case .aggregate(let aggregate, let bindings):
      AggregateMeaning(aggregate: aggregate, bindings: bindings)
    }
  }
}
