import GVCModel

/// What is said of a thing: by all voices, or by one.
struct AttributeMeaning: OperationMeaning {
  let read: AttributeID
  let voice: Int?

  var attribute: AttributeID? { read }

  private func derivation(_ program: Program) -> PlanID? { program.derivations[read] }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    guard case .entity(let entity) = evaluator.evaluate(node.children[0], state) else {
      return .unknown(of: node.type, evaluator.model)
    }
    return evaluator.read(read, of: entity, voice: voice, state, node.type)
  }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? {
    guard voice == nil else { return nil }
    let holders = columns.column(node.children[0], frame, state)
    if case .members(let members) = holders,
      let values = columns.values(of: read, members, state)
    {
      return values
    }
    return holders.asThings.map { columns.values(of: read, $0, state) }
  }

  func isStated(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool? {
    guard case .entity(let entity) = evaluator.evaluate(node.children[0], state) else {
      return false
    }
    return evaluator.isSaid(read, of: entity, voice: voice, state)
  }

  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool {
    guard voice == nil, let derivation = derivation(evaluator.program),
      case .entity(let entity) = evaluator.evaluate(node.children[0], state)
    else { return true }
    let outer = evaluator.slots
    evaluator.slots[0] = .entity(entity)
    defer { evaluator.slots = outer }
    return evaluator.isAffine(derivation, state)
  }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths {
    guard voice == nil else { return .any }
    guard let derivation = derivation(interpreter.program) else {
      return interpreter.isUnknown(id, scope) ? .unknown : .any
    }
    let found = interpreter.truths(ofDerivation: derivation, interpreter.inner(node, scope))
    return interpreter.isPresent(read, node, scope) ? found : found.union(.unknown)
  }

  func value(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Datum? {
    let unknown = Datum.unknown(of: node.type, interpreter.model)
    guard let derivation = derivation(interpreter.program) else {
      return interpreter.isUnstated(read, node, scope) ? unknown : nil
    }
    guard let found = interpreter.value(ofDerivation: derivation, interpreter.inner(node, scope))
    else { return nil }
    return found == unknown || voice == nil && interpreter.isPresent(read, node, scope)
      ? found : nil
  }

  func decide(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets {
    guard voice == nil, let derivation = derivation(decider.program),
      case .entity(let entity) = decider.evaluator.evaluate(node.children[0], state)
    else { return decider.need(id, state) }
    return decider.within(entity, .decide(derivation, truth), state) {
      decider.decide(derivation, truth, state)
    }
  }

  func test(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ test: Decider.Test,
    _ decider: Decider
  ) -> Decider.Sets {
    guard voice == nil, let derivation = derivation(decider.program),
      case .entity(let entity) = decider.evaluator.evaluate(node.children[0], state)
    else { return decider.asked(id, state) }
    return decider.within(entity, .test(derivation, truth, test), state) {
      decider.test(derivation, truth, state, test)
    }
  }

  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets {
    guard case .entity(let entity) = decider.evaluator.evaluate(node.children[0], state) else {
      // Which thing it is decides only together with what is known of that.
      decider.memo.mustBeTried = true
      return decider.need(node.children[0], state)
    }
    guard let derivation = derivation(decider.program) else {
      // Nothing can have moved in a layer that follows none.
      let isChange = decider.evaluator.model.vocabulary[read].factKind == .change
      if isChange, !state.isCompared { return [] }
      return [[decider.missing(read, entity, key: nil, voice: voice, state)]]
    }
    return decider.within(entity, .need(derivation), state) {
      node.type == .truth
        ? Decider.either(
          decider.decide(derivation, .yes, state), decider.decide(derivation, .no, state))
        : decider.need(derivation, state)
    }
  }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    explainer.collect(node.children[0], state)
    guard case .entity(let entity) = explainer.evaluator.evaluate(node.children[0], state) else {
      return
    }
    explainer.collect(read, entity, voice: voice, state)
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) {
    explainer.showMember(node, id, state, &drawing)
    if voice == nil, let derivation = derivation(explainer.evaluator.program) {
      explainer.derive(read, derivation, node, state, &drawing)
    }
  }

  func name(_ printer: PlanPrinter) -> String {
    printer.name(read) + (voice.map { " by " + printer.name(voice: $0) } ?? "")
  }

  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths {
    guard voice == nil else { return .any }
    return needs.truths(ofDerived: read)
  }

  var form: OperationForm {
    var form = OperationForm(.attribute)
    form.attribute = read
    form.voice = voice
    return form
  }
}

/// What a map of a thing holds under a key.
struct MapValueMeaning: OperationMeaning {
  let map: AttributeID

  var attribute: AttributeID? { map }

  /// The thing and the key; nil where one is not known.
  private func place(
    _ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator
  ) -> (thing: EntityID, key: EntityID)? {
    guard case .entity(let entity) = evaluator.evaluate(node.children[0], state),
      case .entity(let key) = evaluator.evaluate(node.children[1], state)
    else { return nil }
    return (entity, key)
  }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    guard let (entity, key) = place(node, state, evaluator) else { return .unknown }
    return .value(evaluator.mapValue(map, of: entity, key: key, state))
  }

  func value(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Datum? {
    guard let snapshot = scope.snapshot else { return nil }
    return snapshot.columns[Int(map.number)] == nil ? .unknown : nil
  }

  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets {
    guard let (entity, key) = place(node, state, decider.evaluator) else { return [] }
    return [[decider.missing(map, entity, key: key, voice: nil, state)]]
  }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    for child in node.children { explainer.collect(child, state) }
    guard let (entity, key) = place(node, state, explainer.evaluator) else { return }
    explainer.addFacts(map, entity, key: key, state)
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) { explainer.showMember(node, id, state, &drawing) }

  func name(_ printer: PlanPrinter) -> String { printer.name(map) + "[]" }

  var form: OperationForm {
    var form = OperationForm(.mapValue)
    form.attribute = map
    return form
  }
}

/// The keys of a map of a thing.
struct MapKeysMeaning: OperationMeaning {
  let map: AttributeID

  var attribute: AttributeID? { map }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    guard case .entity(let entity) = evaluator.evaluate(node.children[0], state) else {
      return .set(.unknown)
    }
    return .set(evaluator.mapKeys(map, of: entity, state))
  }

  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets {
    guard case .entity(let entity) = decider.evaluator.evaluate(node.children[0], state) else {
      return []
    }
    return [[decider.missing(map, entity, key: nil, voice: nil, state)]]
  }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    explainer.collect(node.children[0], state)
    guard case .entity(let entity) = explainer.evaluator.evaluate(node.children[0], state) else {
      return
    }
    explainer.collect(map, entity, voice: nil, state)
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) { explainer.showMember(node, id, state, &drawing) }

  func name(_ printer: PlanPrinter) -> String { "keys of " + printer.name(map) }

  var form: OperationForm {
    var form = OperationForm(.mapKeys)
    form.attribute = map
    return form
  }
}
