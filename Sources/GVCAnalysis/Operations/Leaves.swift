import GVCModel

/// A value that stands in the text.
struct ConstantMeaning: GivenMeaning {
  let datum: Datum

  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum { datum }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? { Column(datum, count: frame.count, node.type) }

  func isStated(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool? {
    true
  }

  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool { true }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths {
    if case .truth(let truth) = datum { Truths(truth) } else { .any }
  }

  func value(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Datum? { datum }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) {}

  func name(_ printer: PlanPrinter) -> String { "constant" }

  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths {
    if case .truth(let truth) = datum { Truths(truth) } else { .any }
  }

  var form: OperationForm {
    var form = OperationForm(.constant)
    form.datum = datum
    return form
  }

  func text(of node: PlanNode, _ plan: RulePlan?, _ printer: PlanPrinter) -> String {
    printer.formatter.text(datum, node.type)
  }
}

/// What a theory sets, and options may set otherwise.
struct ThresholdMeaning: GivenMeaning {
  let index: Int

  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    evaluator.thresholds[index]
  }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? { Column(columns.evaluator.thresholds[index], count: frame.count, node.type) }

  func isStated(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool? {
    true
  }

  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool { true }

  var threshold: Int? { index }

  func value(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Datum? { interpreter.evaluator.thresholds[index] }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) { explainer.add(threshold: index) }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) { explainer.show(id, at: drawing.start(of: node), state, &drawing) }

  func name(_ printer: PlanPrinter) -> String { "threshold" }

  var form: OperationForm {
    var form = OperationForm(.threshold)
    form.threshold = index
    return form
  }

  func text(of node: PlanNode, _ plan: RulePlan?, _ printer: PlanPrinter) -> String {
    let threshold = printer.model.thresholds[index]
    return "$\(printer.qualified(threshold.name, threshold.theory))"
  }
}

/// What a variable stands for at the moment.
struct VariableMeaning: GivenMeaning {
  let slot: Int

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    evaluator.slots[slot]
  }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? { frame.column(slot) }

  func isSaid(
    _ node: PlanNode, _ interval: Interval, _ state: EvaluationCache, _ evaluator: Evaluator
  ) -> Bool { interval.low.isFinite && interval.high.isFinite }

  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool { true }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) { explainer.show(id, at: drawing.start(of: node), state, &drawing) }

  func name(_ printer: PlanPrinter) -> String { "variable" }

  var form: OperationForm {
    var form = OperationForm(.variable)
    form.slot = slot
    return form
  }

  func text(of node: PlanNode, _ plan: RulePlan?, _ printer: PlanPrinter) -> String {
    printer.variable(slot, plan)
  }
}

/// All things of a kind that are there.
struct CollectionMeaning: GivenMeaning {
  let kind: KindID

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    .set(Members(state.collection(kind).map { .entity($0) }))
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) {}

  func name(_ printer: PlanPrinter) -> String { "collection" }

  var form: OperationForm {
    var form = OperationForm(.collection)
    form.kind = kind
    return form
  }

  func text(of node: PlanNode, _ plan: RulePlan?, _ printer: PlanPrinter) -> String {
    printer.plural(kind)
  }
}
