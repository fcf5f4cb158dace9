import GVCModel

/// Whether the first child is an element of the second.
struct MembershipMeaning: ConditionMeaning {
  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    .truth(evaluator.contains(node, state))
  }

  func areTrue(
    _ node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> [Truth] { columns.contained(id, node, frame, state) }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths {
    let (element, set) = (node.children[0], node.children[1])
    guard case .set(let members)? = interpreter.value(set, scope) else { return .any }
    // What a list of which nothing is said holds is unknown.
    if members == .unknown, case .attribute = interpreter.program[set].operation { return .unknown }
    guard let value = interpreter.value(element, scope),
      case .set = interpreter.program[set].operation
    else { return .any }
    return Truths(
      interpreter.evaluator.membership(of: value, interpreter.program[element].type, in: members))
  }

  func decide(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets {
    let right = decider.evaluator.evaluate(node.children[1], state)
    guard case .set(let members) = right, decider.isSettled(right) else {
      return decider.need(id, state)
    }
    let type = decider.program[node.children[0]].type
    return decider.test(node.children[0], truth, state, .isMember(type, members))
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) { explainer.showOperator(node, id, state, &drawing) }

  func name(_ printer: PlanPrinter) -> String { "in" }

  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths {
    let (element, set) = (needs.program[node.children[0]], needs.program[node.children[1]])
    guard needs.isOfChange(node.children[0]), case .words(let scale) = element.type,
      case .set = set.operation, set.children.count < needs.model.vocabulary[scale].words.count
    else { return .any }
    return .unknown
  }

  var form: OperationForm { OperationForm(.contains) }
}

extension Evaluator {
  fileprivate func contains(_ node: PlanNode, _ state: EvaluationCache) -> Truth {
    let left = evaluate(node.children[0], state)
    let right = program[node.children[1]]
    if case .collection(let kind) = right.operation, case .entity(let id) = left {
      return Truth(
        state.snapshot.contains(id)
          && program.kinds.contains(model.entities[Int(id.index)].kind, in: kind))
    }
    if case .words(let words) = left, let truth = isWord(words, of: right) { return truth }
    if let element = listedElement(left), let truth = listContains(element, right, state) {
      return truth
    }
    guard case .set(let members) = evaluate(node.children[1], state) else { return .unknown }
    // That nobody states a key says nothing of it.
    if case .mapKeys = right.operation, pins.isEmpty {
      return membership(of: left, program[node.children[0]].type, in: members) == .yes
        ? .yes : .unknown
    }
    return membership(of: left, program[node.children[0]].type, in: members)
  }

  /// Whether what is known of a value makes it an element of a set.
  func membership(of left: Datum, _ type: ExpressionType, in members: Members) -> Truth {
    if case .words(let set) = left, case .words(let scale) = type {
      var truths: (yes: Bool, no: Bool, unknown: Bool) = (false, false, false)
      for word in set.words {
        switch members.contains(.words(WordSet(word: word), scale)) {
        case .yes: truths.yes = true
        case .no: truths.no = true
        case .unknown: truths.unknown = true
        }
      }
      if truths.unknown || (truths.yes && truths.no) { return .unknown }
      return Truth(truths.yes)
    }
    guard let value = Self.value(left, type) else {
      return members.sure.isEmpty && members.possible.isEmpty && !members.isOpen ? .no : .unknown
    }
    return members.contains(value)
  }

  /// Whether what is known of a word makes it one of a list of words; nil where the list holds anything
  /// else.
  private func isWord(_ words: WordSet, of list: PlanNode) -> Truth? {
    guard words.bits != 0, let listed = listedWords(list) else { return nil }
    if words.bits & listed == 0 { return .no }
    return words.bits & ~listed == 0 ? .yes : .unknown
  }

  /// The words of a list of words, one bit each; nil where the list holds anything else.
  fileprivate func listedWords(_ list: PlanNode) -> UInt64? {
    guard case .set = list.operation else { return nil }
    var listed: UInt64 = 0
    for child in list.children {
      guard case .constant(.words(let word)) = program[child].operation, word.word != nil else {
        return nil
      }
      listed |= word.bits
    }
    return listed
  }

  /// An entity as an element of a list.
  private func listedElement(_ datum: Datum) -> Value? {
    if case .entity(let id) = datum { return .entity(id) }
    return nil
  }

  /// Whether a list attribute of which one fact speaks contains an element, without making the list a
  /// set; nil where it is not that simple.
  private func listContains(_ element: Value, _ node: PlanNode, _ state: EvaluationCache) -> Truth?
  {
    guard case .attribute(let attribute) = node.operation,
      !program.attributes[Int(attribute.number)].isDerived,
      case .entity(let entity) = evaluate(node.children[0], state),
      state.snapshot.contains(entity)
    else { return nil }
    guard pins.isEmpty else { return nil }
    let definition = program.attributes[Int(attribute.number)]
    if case .entity(let id) = element, !state.snapshot.contains(id) { return nil }
    let holder = model.entities[Int(entity.index)]
    guard program.kinds.contains(holder.kind, in: definition.owner),
      let fact = state.snapshot.firstFact(attribute, of: holder),
      state.snapshot.fact(after: fact) == nil, case .list(let range) = model.facts[fact].value
    else { return nil }
    var isOpen = range.isOpen
    for index in Int(range.start)..<Int(range.start) + Int(range.count) {
      if model.lists[index] == element { return .yes }
      if model.lists[index] == .unknown { isOpen = true }
    }
    return isOpen ? .unknown : .no
  }
}

extension ColumnEvaluator {
  fileprivate func contained(
    _ id: PlanID, _ node: PlanNode, _ frame: Frame, _ state: EvaluationCache
  ) -> [Truth] {
    let set = program[node.children[1]]
    // Of a list that nobody states, every element is possible.
    if case .attribute(let attribute) = set.operation,
      let lists = lists(of: attribute, set.type, state), lists.facts == nil
    {
      return Array(repeating: .unknown, count: frame.count)
    }
    switch (column(node.children[0], frame, state).general, set.operation) {
    case (.things(let things), .collection(let kind)):
      let unknown: Truth = state.collection(kind).isEmpty ? .no : .unknown
      let isOfKind = model.vocabulary.kinds.indices.map {
        program.kinds.contains(KindID($0), in: kind)
      }
      let columns = state.columns
      return things.map { thing in
        guard thing >= 0 else { return unknown }
        return Truth(
          state.snapshot.exists[Int(thing)] && isOfKind[Int(columns.things.kinds[Int(thing)])])
      }
    case (.words(let words), .set):
      guard let listed = evaluator.listedWords(set) else { break }
      return words.map { bits in
        if bits & listed == 0 { return .no }
        return bits & ~listed == 0 ? .yes : .unknown
      }
    case (.things(let things), .attribute(let attribute)):
      guard let lists = lists(of: attribute, set.type, state),
        let holders = column(set.children[0], frame, state).asThings
      else { break }
      return things.indices.map { row in
        guard things[row] >= 0, holders[row] >= 0 else { return truth(id, frame, row, state) }
        switch lists.list(holders[row]) {
        case .unstated: return .unknown
        case .one(let values, var isOpen):
          for value in values {
            if case .entity(let id) = value, id.index == things[row] { return .yes }
            if value == .unknown { isOpen = true }
          }
          return isOpen ? .unknown : .no
        case .several: return truth(id, frame, row, state)
        }
      }
    default: break
    }
    return (0..<frame.count).map { truth(id, frame, $0, state) }
  }
}
