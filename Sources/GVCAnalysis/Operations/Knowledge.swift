import GVCModel

/// Whether somebody says what the child is, and not only whether what is unknown has bounds.
struct KnowledgeMeaning: ConditionMeaning {
  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    .truth(Truth(evaluator.isKnown(node.children[0], state)))
  }

  func areTrue(
    _ node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> [Truth] { columns.areKnown(id, node, frame, state).map { Truth($0) } }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths { interpreter.isUnknown(node.children[0], scope) ? .no : [.no, .yes] }

  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets { decider.needTruth(id, state) }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) { explainer.showOperator(node, id, state, &drawing) }

  func name(_ printer: PlanPrinter) -> String { "known" }

  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths {
    needs.isOfChange(node.children[0]) ? .no : [.no, .yes]
  }

  var form: OperationForm { OperationForm(.known) }
}

extension Evaluator {
  /// Whether a value is known. What decides itself is; of a number that is not one, whether it was said as a range, or
  /// follows from what was.
  func isKnown(_ id: PlanID, _ state: EvaluationCache) -> Bool {
    let datum = evaluate(id, state)
    guard case .number(let interval, _) = datum else { return datum.isKnown }
    return isSaid(id, interval, state)
  }

  private func isSaid(_ id: PlanID, _ interval: Interval, _ state: EvaluationCache) -> Bool {
    let node = program[id]
    if let isStated = node.meaning.isStated(node, state, self) { return isStated }
    // What is one number, whatever the rest is, is known; and nobody said what has no bounds.
    if interval.isExact, interval.low.isFinite { return true }
    guard interval.low > -.infinity || interval.high < .infinity else { return false }
    return node.meaning.isSaid(node, interval, state, self)
  }

  /// Whether an attribute is said of a thing: a fact says so, a default that speaks, or what it is derived from is
  /// said.
  func isSaid(
    _ attribute: AttributeID, of entity: EntityID, voice: Int?, _ state: EvaluationCache
  ) -> Bool {
    guard let derivation = program.derivations[attribute] else {
      return hasFact(attribute, of: entity, voice: voice, state)
    }
    let owner = program.attributes[Int(attribute.number)].owner
    guard depth < Self.depthLimit, state.snapshot.contains(entity),
      program.kinds.contains(model.entities[Int(entity.index)].kind, in: owner)
    else { return false }
    if pins.isEmpty, let known = state.derivedIsSaid(attribute, of: entity) { return known }
    depth += 1
    let outer = slots[0]
    slots[0] = .entity(entity)
    let isSaid = isKnown(derivation, state)
    slots[0] = outer
    depth -= 1
    if pins.isEmpty, !isExhausted { state.setDerivedIsSaid(attribute, of: entity, isSaid) }
    return isSaid
  }
}

extension ColumnEvaluator {
  /// Whether a value is known in each row.
  fileprivate func areKnown(
    _ id: PlanID, _ node: PlanNode, _ frame: Frame, _ state: EvaluationCache
  ) -> [Bool] {
    let child = program[node.children[0]]
    if case .number = child.type {
      switch child.operation {
      // What a fact says is known, also as a range or an estimate.
      case .attribute(let attribute) where program.derivations[attribute] == nil:
        guard let things = column(child.children[0], frame, state).asThings else { break }
        let columns = state.columns
        let stored = columns.attribute(attribute, evaluator)
        let isSaid = stored.isSaid(state, columns.things.rows, evaluator)
        return things.map { thing in
          thing >= 0 && stored.isOwned[Int(columns.things.kinds[Int(thing)])]
            && isSaid[Int(columns.things.rows[Int(thing)])]
        }
      default: break
      }
      return (0..<frame.count).map { truth(id, frame, $0, state) == .yes }
    }
    switch column(node.children[0], frame, state) {
    case .truths(let truths): return truths.map { $0 != .unknown }
    case .words(let words): return words.map { $0.nonzeroBitCount == 1 }
    case .things(let things): return things.map { $0 >= 0 }
    case .members(let members): return Array(repeating: true, count: members.things.count)
    case .exact, .numbers: return (0..<frame.count).map { truth(id, frame, $0, state) == .yes }
    case .data(let data): return data.map(\.isKnown)
    }
  }
}
