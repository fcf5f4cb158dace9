import GVCModel

/// `a and b`, or `a or b`.
struct JunctionMeaning: ConditionMeaning {
  let isAnd: Bool

  /// The truth that one part alone decides for.
  private var decisive: Truth { isAnd ? .no : .yes }

  private func joined(_ a: Truth, _ b: Truth) -> Truth { isAnd ? a && b : a || b }

  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    var truth = !decisive
    for child in node.children {
      truth = joined(truth, evaluator.evaluate(child, state).truth)
      if truth == decisive { break }
    }
    return .truth(truth)
  }

  /// What one part has decided in a row, the next are not asked there.
  func areTrue(
    _ node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> [Truth] {
    guard let first = node.children.first else {
      return Array(repeating: !decisive, count: frame.count)
    }
    var result = columns.truths(first, frame, state)
    for condition in node.children.dropFirst() {
      let open = ColumnEvaluator.rows(result) { $0 != decisive }
      if open.isEmpty { break }
      if open.count == frame.count {
        let other = columns.truths(condition, frame, state)
        for row in result.indices { result[row] = joined(result[row], other[row]) }
        continue
      }
      let other = columns.truths(
        condition, frame.selecting(open, columns.program[condition].variables), state)
      for (place, row) in open.enumerated() {
        result[Int(row)] = joined(result[Int(row)], other[place])
      }
    }
    return result
  }

  func isKnown(
    _ truth: Truth, of node: PlanNode, _ id: PlanID, _ state: EvaluationCache,
    _ evaluator: Evaluator
  ) -> Bool {
    truth == decisive
      ? node.children.contains { evaluator.isKnown(truth, of: $0, state) }
      : node.children.allSatisfy { evaluator.isKnown(truth, of: $0, state) }
  }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths {
    node.children.reduce(Truths(!decisive)) {
      $0.combined(interpreter.truths($1, scope)) { joined($0, $1) }
    }
  }

  func decide(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets {
    truth == decisive
      ? node.children.reduce([]) { Decider.either($0, decider.decide($1, truth, state)) }
      : node.children.reduce(Decider.nothing) {
        Decider.both($0, decider.decide($1, truth, state))
      }
  }

  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets { decider.needTruth(id, state) }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    let truth = explainer.evaluator.evaluate(id, state).truth
    for child in node.children
    where truth != decisive || explainer.evaluator.evaluate(child, state).truth == truth {
      explainer.collect(child, state)
    }
  }

  func name(_ printer: PlanPrinter) -> String { isAnd ? "and" : "or" }

  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths {
    node.children.reduce(isAnd ? .yes : .no) { found, child in
      found.combined(needs.truths(child)) { isAnd ? $0 && $1 : $0 || $1 }
    }
  }

  var form: OperationForm { OperationForm(isAnd ? .and : .or) }
}

/// `not a`.
struct NegationMeaning: ConditionMeaning {
  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    .truth(!evaluator.evaluate(node.children[0], state).truth)
  }

  func areTrue(
    _ node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> [Truth] { columns.truths(node.children[0], frame, state).map { !$0 } }

  func isKnown(
    _ truth: Truth, of node: PlanNode, _ id: PlanID, _ state: EvaluationCache,
    _ evaluator: Evaluator
  ) -> Bool { evaluator.isKnown(!truth, of: node.children[0], state) }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths { interpreter.truths(node.children[0], scope).negated }

  func decide(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets { decider.decide(node.children[0], truth == .yes ? .no : .yes, state) }

  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets { decider.needTruth(id, state) }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) {
    let child = explainer.evaluator.program[node.children[0]]
    guard child.place == node.place else {
      return explainer.show(node.children[0], state, &drawing)
    }
    // `a not in b` and `x is unknown` are one sign.
    explainer.show(id, at: drawing.text.operatorStart(of: node.place), state, &drawing)
    for part in child.children { explainer.show(part, state, &drawing) }
  }

  func name(_ printer: PlanPrinter) -> String { "not" }

  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths {
    needs.truths(node.children[0]).negated
  }

  var form: OperationForm { OperationForm(.not) }
}

/// `if a then b else c`.
struct ConditionalMeaning: OperationMeaning {
  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    switch evaluator.evaluate(node.children[0], state).truth {
    case .yes: return evaluator.evaluate(node.children[1], state)
    case .no: return evaluator.evaluate(node.children[2], state)
    case .unknown:
      // What both ways give is known all the same.
      let yes = evaluator.evaluate(node.children[1], state)
      let no = evaluator.evaluate(node.children[2], state)
      return yes == no ? yes : evaluator.hull(yes, no, node.type)
    }
  }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? {
    let truths = columns.truths(node.children[0], frame, state)
    func part(_ child: Int, _ truth: Truth) -> (rows: [Int32], column: Column)? {
      let rows = ColumnEvaluator.rows(truths) { $0 == truth || $0 == .unknown }
      guard !rows.isEmpty else { return nil }
      let id = node.children[child]
      let part =
        rows.count == frame.count ? frame : frame.selecting(rows, columns.program[id].variables)
      return (rows, columns.column(id, part, state))
    }
    let yes = part(1, .yes)
    let no = part(2, .no)
    if let yes, yes.rows.count == frame.count, no == nil { return yes.column }
    if let no, no.rows.count == frame.count, yes == nil { return no.column }
    var result = Column(.unknown(of: node.type, columns.model), count: frame.count, node.type)
    if let yes { result.put(yes.column, into: yes.rows) }
    guard let no else { return result }
    // What both ways give is known all the same.
    var hulls: [(row: Int32, datum: Datum)] = []
    for (place, row) in no.rows.enumerated() where truths[Int(row)] == .unknown {
      let (a, b) = (result.datum(Int(row)), no.column.datum(place))
      hulls.append((row, a == b ? a : columns.evaluator.hull(a, b, node.type)))
    }
    result.put(no.column, into: no.rows)
    if !hulls.isEmpty {
      result.put(Column(hulls.map(\.datum), node.type), into: hulls.map(\.row))
    }
    return result
  }

  func isSaid(
    _ node: PlanNode, _ interval: Interval, _ state: EvaluationCache, _ evaluator: Evaluator
  ) -> Bool {
    switch evaluator.evaluate(node.children[0], state).truth {
    case .yes: evaluator.isKnown(node.children[1], state)
    case .no: evaluator.isKnown(node.children[2], state)
    case .unknown: false
    }
  }

  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool {
    switch evaluator.evaluate(node.children[0], state).truth {
    case .yes: evaluator.isAffine(node.children[1], state)
    case .no: evaluator.isAffine(node.children[2], state)
    case .unknown: false
    }
  }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths {
    let test = interpreter.truths(node.children[0], scope)
    var result: Truths = []
    if !test.isDisjoint(with: [.yes, .unknown]) {
      result.formUnion(interpreter.truths(node.children[1], scope))
    }
    if !test.isDisjoint(with: [.no, .unknown]) {
      result.formUnion(interpreter.truths(node.children[2], scope))
    }
    if test.contains(.unknown) { result.insert(.unknown) }
    return result
  }

  func value(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Datum? {
    let test = interpreter.truths(node.children[0], scope)
    if test == .yes { return interpreter.value(node.children[1], scope) }
    if test == .no { return interpreter.value(node.children[2], scope) }
    guard test == .unknown, let yes = interpreter.value(node.children[1], scope),
      let no = interpreter.value(node.children[2], scope)
    else { return nil }
    return yes == no ? yes : interpreter.evaluator.hull(yes, no, node.type)
  }

  /// What decides the test one way, with what then is asked for.
  private func either(
    _ node: PlanNode, _ state: EvaluationCache, _ decider: Decider, _ ask: (PlanID) -> Decider.Sets
  ) -> Decider.Sets {
    let yes = Decider.both(decider.decide(node.children[0], .yes, state), ask(node.children[1]))
    let no = Decider.both(decider.decide(node.children[0], .no, state), ask(node.children[2]))
    return Decider.either(yes, no)
  }

  func decide(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets { either(node, state, decider) { decider.decide($0, truth, state) } }

  func test(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ test: Decider.Test,
    _ decider: Decider
  ) -> Decider.Sets { either(node, state, decider) { decider.test($0, truth, state, test) } }

  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets { either(node, state, decider) { decider.need($0, state) } }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    explainer.collect(node.children[0], state)
    let test = explainer.evaluator.evaluate(node.children[0], state).truth
    if test != .no { explainer.collect(node.children[1], state) }
    if test != .yes { explainer.collect(node.children[2], state) }
  }

  func name(_ printer: PlanPrinter) -> String { "if" }

  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths {
    let test = needs.truths(node.children[0])
    var found: Truths = test.contains(.unknown) ? .unknown : []
    if !test.isDisjoint(with: [.yes, .unknown]) { found.formUnion(needs.truths(node.children[1])) }
    if !test.isDisjoint(with: [.no, .unknown]) { found.formUnion(needs.truths(node.children[2])) }
    return found
  }

  var form: OperationForm { OperationForm(.conditional) }
}

/// The child as it was in the layer before.
struct BeforeMeaning: OperationMeaning {
  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    guard let previous = evaluator.previous else {
      return .unknown(of: node.type, evaluator.model)
    }
    return evaluator.evaluate(node.children[0], previous)
  }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? {
    guard let previous = columns.evaluator.previous else {
      return Column(.unknown(of: node.type, columns.model), count: frame.count, node.type)
    }
    return columns.column(node.children[0], frame, previous)
  }

  func isSaid(
    _ node: PlanNode, _ interval: Interval, _ state: EvaluationCache, _ evaluator: Evaluator
  ) -> Bool { evaluator.previous.map { evaluator.isKnown(node.children[0], $0) } ?? false }

  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool {
    evaluator.previous.map { evaluator.isAffine(node.children[0], $0) } ?? false
  }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths {
    // Of what is not there in the layer before, nothing is known.
    interpreter.truths(node.children[0], interpreter.before).union(.unknown)
  }

  func decide(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets {
    decider.evaluator.previous.map { decider.decide(node.children[0], truth, $0) } ?? []
  }

  func test(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ test: Decider.Test,
    _ decider: Decider
  ) -> Decider.Sets {
    decider.evaluator.previous.map { decider.test(node.children[0], truth, $0, test) } ?? []
  }

  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets { decider.evaluator.previous.map { decider.need(node.children[0], $0) } ?? [] }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    if let previous = explainer.evaluator.previous {
      explainer.collect(node.children[0], previous)
    }
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) {
    explainer.show(id, at: drawing.start(of: node), state, &drawing)
    guard let previous = explainer.evaluator.previous else { return }
    explainer.show(node.children[0], previous, &drawing)
  }

  func name(_ printer: PlanPrinter) -> String { "before" }

  var form: OperationForm { OperationForm(.before) }
}
