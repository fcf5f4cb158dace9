import GVCModel

/// What stands next to a thing by its form.
struct RelationMeaning: OperationMeaning {
  let relation: Relation

  var attribute: AttributeID? {
    if case .inverse(_, let attribute) = relation { attribute } else { nil }
  }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    evaluator.relation(relation, node, state)
  }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? {
    guard relation == .supplier || relation == .buyer,
      let links = columns.column(node.children[0], frame, state).asThings
    else { return nil }
    let things = state.columns.things
    let ends = relation == .supplier ? things.suppliers : things.buyers
    return .things(links.map { $0 < 0 ? -1 : ends[Int($0)] })
  }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    explainer.collect(node.children[0], state)
    guard case .inverse(let kind, let attribute) = relation,
      case .entity(let entity) = explainer.evaluator.evaluate(node.children[0], state)
    else { return }
    for other in explainer.evaluator.named(by: attribute, entity, kind, state) {
      explainer.addFacts(attribute, other, key: nil, state)
    }
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) { explainer.showMember(node, id, state, &drawing) }

  func name(_ printer: PlanPrinter) -> String { printer.name(relation) }

  var form: OperationForm {
    if case .inverse(let kind, let attribute) = relation {
      var form = OperationForm(.naming)
      form.kind = kind
      form.attribute = attribute
      return form
    }
    var form = OperationForm(.relation)
    form.relation = relation
    return form
  }
}

/// The set of the children.
struct SetMeaning: OperationMeaning {
  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    var members = Members([])
    for child in node.children {
      let datum = evaluator.evaluate(child, state)
      if let value = Evaluator.value(datum, evaluator.program[child].type) {
        members.sure.append(value)
      } else {
        members.isOpen = true
      }
    }
    return .set(members)
  }

  func value(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Datum? {
    let isConstant = node.children.allSatisfy {
      if case .constant = interpreter.program[$0].operation { true } else { false }
    }
    return isConstant ? interpreter.evaluator.evaluate(id) : nil
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) {}

  func name(_ printer: PlanPrinter) -> String { "set" }

  var form: OperationForm { OperationForm(.set) }

  func text(of node: PlanNode, _ plan: RulePlan?, _ printer: PlanPrinter) -> String {
    "[\(node.children.map { printer.text($0, plan) }.joined(separator: ", "))]"
  }
}

/// A function of the children.
struct CallMeaning: OperationMeaning {
  let function: BuiltIn

  var followsFromChildren: Bool { function.reads == .arguments }
  var readsMore: Bool { function.reads == .more }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    function.value(FunctionCall(evaluator, node, state))
  }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? {
    function.column(FunctionColumns(columns: columns, node: node, frame: frame, state: state))
  }

  func isSaid(
    _ node: PlanNode, _ interval: Interval, _ state: EvaluationCache, _ evaluator: Evaluator
  ) -> Bool {
    !function.isUnsaid && node.children.allSatisfy { evaluator.isKnown($0, state) }
      && evaluator.inputs(of: function, node, state).allSatisfy { ways in
        ways.contains { evaluator.isStated($0, state) }
      }
  }

  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool {
    function.keepsNumber && evaluator.isAffine(node.children[0], state)
  }

  /// What the function makes of some arguments; for one that reads nothing but these.
  private func applied(_ arguments: [Datum], _ node: PlanNode, _ evaluator: Evaluator) -> Datum {
    function.value(FunctionCall(evaluator, node, evaluator.current, given: arguments))
  }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths {
    guard function.reads == .arguments else { return .any }
    guard function.parameters == [.truth] else {
      return interpreter.value(id, scope).map { Truths($0.truth) } ?? .any
    }
    return interpreter.truths(node.children[0], scope).mapped {
      applied([.truth($0)], node, interpreter.evaluator).truth
    }
  }

  func value(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Datum? {
    guard function.reads == .arguments else { return nil }
    var arguments: [Datum] = []
    for child in node.children {
      guard let argument = interpreter.value(child, scope) else { return nil }
      arguments.append(argument)
    }
    return applied(arguments, node, interpreter.evaluator)
  }

  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets {
    let inputs = decider.evaluator.inputs(of: function, node, state)
    guard !inputs.isEmpty else {
      // What is next to a thing in the graph follows from which thing it is, and no answer may.
      decider.memo.mustBeTried = true
      return decider.needAll(node.children, state)
    }
    // Of each input that nothing speaks to, the first way to give it.
    let facts = inputs.filter { ways in !ways.contains { decider.evaluator.isStated($0, state) } }
      .compactMap(\.first)
      .map { decider.missing($0.attribute, $0.entity, key: $0.key, voice: nil, state) }
    return facts.isEmpty ? [] : [Set(facts)]
  }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    for child in node.children { explainer.collect(child, state) }
    for input in explainer.evaluator.inputs(of: function, node, state).joined() {
      explainer.addFacts(input.attribute, input.entity, key: input.key, state)
    }
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) {
    explainer.show(id, at: drawing.start(of: node), state, &drawing)
    for child in node.children { explainer.show(child, state, &drawing) }
  }

  func name(_ printer: PlanPrinter) -> String { function.name }

  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths {
    guard function.name == "surely" else { return .any }
    let found = needs.truths(node.children[0])
    return (found.contains(.yes) ? Truths.yes : []).union(
      found.isDisjoint(with: [.no, .unknown]) ? [] : .no)
  }

  var form: OperationForm {
    var form = OperationForm(.call)
    form.function = function.name
    return form
  }
}
