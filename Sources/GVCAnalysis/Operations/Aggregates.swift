import GVCModel

/// What an aggregate makes of what the first child gives, for all ways to bind variables.
struct AggregateMeaning: OperationMeaning {
  let aggregate: Aggregate
  let bindings: [PlanBinding]

  private var isQuantified: Bool { aggregate == .any || aggregate == .all }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    evaluator.aggregate(aggregate, bindings, node, state)
  }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? { columns.aggregate(aggregate, bindings, node, frame, state) }

  func isSaid(
    _ node: PlanNode, _ interval: Interval, _ state: EvaluationCache, _ evaluator: Evaluator
  ) -> Bool {
    var isSaid = true
    let isOpen = evaluator.eachMember(bindings[...], state) { guarded in
      if guarded != .yes || !evaluator.isKnown(node.children[0], state) { isSaid = false }
    }
    return isSaid && !isOpen
  }

  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool {
    guard aggregate == .sum else { return false }
    var isAffine = true
    let isOpen = evaluator.eachMember(bindings[...], state) { guarded in
      if guarded != .yes || !evaluator.isAffine(node.children[0], state) { isAffine = false }
    }
    return isAffine && !isOpen
  }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths {
    switch aggregate {
    case .any: interpreter.quantified(bindings, node.children[0], scope)
    case .all: interpreter.quantified(bindings, node.children[0], scope, isNegated: true).negated
    case .count, .sum, .min, .max, .average: .any
    }
  }

  func decide(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets {
    guard isQuantified else { return decider.need(id, state) }
    // `any` is decided for yes by one member, for no by all; `all` the other way round.
    let needsOne = (aggregate == .any) == (truth == .yes)
    var result = needsOne ? [] : Decider.nothing
    decider.evaluator.eachMember(bindings[...], state) { _ in
      let member = decider.membership(bindings, state)
      let inside = decider.decide(node.children[0], truth, state)
      if needsOne {
        result = Decider.either(result, Decider.both(member.yes, inside))
      } else {
        result = Decider.both(result, Decider.either(member.no, inside))
      }
    }
    return result
  }

  /// It is known when each member is, and what it gives.
  func need(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets {
    var result = Decider.nothing
    decider.evaluator.eachMember(bindings[...], state) { guarded in
      if guarded == .unknown {
        let member = decider.membership(bindings, state)
        result = Decider.both(result, Decider.either(member.yes, member.no))
      }
      result = Decider.both(result, decider.need(node.children[0], state))
    }
    if result.contains(where: { $0.count > 1 }) { decider.memo.mustBeTried = true }
    return result == Decider.nothing ? [] : result
  }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    let evaluator = explainer.evaluator
    let truth = evaluator.evaluate(id, state).truth
    let isDecidedByOne =
      aggregate == .any && truth == .yes || aggregate == .all && truth == .no
    var unit: UnitID?
    evaluator.eachMember(bindings[...], state) { guarded in
      let value = evaluator.evaluate(node.children[0], state)
      if isDecidedByOne, guarded != .yes || value.truth != truth { return }
      for child in node.children { explainer.collect(child, state) }
      if case .number(_, let other) = value {
        explainer.addRates(unit ?? other, other)
        unit = unit ?? other
      }
    }
    for binding in bindings { explainer.collect(binding.set, state) }
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) { explainer.show(id, at: drawing.start(of: node), state, &drawing) }

  func name(_ printer: PlanPrinter) -> String { aggregate.rawValue }

  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths {
    guard aggregate == .any else { return .any }
    return needs.truths(node.children[0]).contains(.yes) ? .any : [.no, .unknown]
  }

  var form: OperationForm {
    var form = OperationForm(.aggregate)
    form.function = aggregate.rawValue
    form.bindings = bindings
    return form
  }

  func text(of node: PlanNode, _ plan: RulePlan?, _ printer: PlanPrinter) -> String {
    let members = bindings.map { binding in
      "\(printer.variable(binding.slot, plan)) in \(printer.text(binding.set, plan))"
        + (binding.condition.map { " where \(printer.text($0, plan))" } ?? "")
    }
    let body = printer.text(node.children[0], plan)
    return "(\(aggregate.rawValue) \(body) for \(members.joined(separator: ", ")))"
  }
}

// MARK: In a row

extension Evaluator {
  /// The elements that a binding runs over, each with whether it is one, and whether there may be
  /// others that cannot be named.
  func elements(of set: PlanID, _ state: EvaluationCache) -> (
    elements: [(Value, Truth)], isOpen: Bool
  ) {
    let node = program[set]
    guard case .set(let members) = evaluate(set, state) else { return ([], true) }
    var elements =
      members.sure.map { ($0, Truth.yes) } + members.possible.map { ($0, Truth.unknown) }
    guard members.isOpen else { return (elements, false) }
    // An open list may hold anything of its kind that the case knows.
    switch node.type {
    case .set(.entity(let kind)):
      let named = Set(elements.map(\.0))
      for id in state.collection(kind) where !named.contains(.entity(id)) {
        elements.append((.entity(id), .unknown))
      }
      return (elements, false)
    case .set(.words(let scale)):
      for word in model.vocabulary[scale].words.indices {
        let value = Value.words(WordSet(word: word), scale)
        if !elements.contains(where: { $0.0 == value }) { elements.append((value, .unknown)) }
      }
      return (elements, false)
    default: return (elements, true)
    }
  }

  static func datum(_ element: Value) -> Datum {
    switch element {
    case .entity(let id): .entity(id)
    case .words(let set, _): .words(set)
    case .truth(let truth): .truth(Truth(truth))
    case .number(let interval, _, let unit): .number(interval, unit)
    default: .value(element)
    }
  }

  /// Calls `body` for each way to bind the variables, with whether its conditions hold; ways that are
  /// ruled out are left out. Returns whether there may be more ways than can be named.
  @discardableResult
  func eachMember(
    _ bindings: ArraySlice<PlanBinding>, _ state: EvaluationCache, guardedBy truth: Truth = .yes,
    _ body: (Truth) -> Void
  ) -> Bool {
    guard let binding = bindings.first else {
      body(truth)
      return false
    }
    var (elements, isOpen) = elements(of: binding.set, state)
    let outer = slots[binding.slot]
    defer { slots[binding.slot] = outer }
    for (element, isMember) in elements {
      steps += 1
      if isExhausted { return true }
      slots[binding.slot] = Self.datum(element)
      var guarded = truth && isMember
      if let condition = binding.condition { guarded = guarded && evaluate(condition, state).truth }
      if guarded == .no { continue }
      if eachMember(bindings.dropFirst(), state, guardedBy: guarded, body) { isOpen = true }
    }
    return isOpen
  }

  func aggregate(
    _ aggregate: Aggregate, _ bindings: [PlanBinding], _ node: PlanNode, _ state: EvaluationCache
  ) -> Datum {
    if pins.isEmpty, !isTracing, let first = bindings.first, isOfMany(first, state) {
      return aggregateByColumns(aggregate, bindings, node, state)
    }
    let body = node.children[0]
    var tally = AggregateState(aggregate)
    if let whole = whole(of: aggregate, bindings, body),
      let left = residual(of: evaluate(whole.actor, state), sales: whole.isSales, state)
    {
      tally.limit(toWhole: left, areSquares: whole.areSquares)
    }
    let isOpen = eachMember(bindings[...], state) { guarded in
      switch aggregate {
      case .any, .all:
        if !tally.isDecided { tally.add(evaluate(body, state).truth, guardedBy: guarded) }
      case .count: tally.add(guardedBy: guarded)
      case .sum, .min, .max, .average:
        if case .number(let value, let unit) = evaluate(body, state) {
          tally.add(KnownNumber(value, unit), guardedBy: guarded, self)
        } else {
          tally.add(nil, guardedBy: guarded, self)
        }
      }
    }
    if isOpen { tally.isOpen = true }
    return tally.result ?? AggregateState.undetermined(node.type)
  }
}

// MARK: In many rows

/// Ways to bind variables, each with the row of an outer frame that it belongs to.
struct BoundRows {
  fileprivate(set) var frame: Frame
  /// The row of the outer frame.
  fileprivate(set) var owners: [Int32]
  /// Whether what is asked of it holds; `no` only where those that fail are kept.
  fileprivate(set) var guards: [Truth]

  /// Some of the rows, with those variables that stand in a mask, one bit a slot.
  fileprivate func selecting(_ rows: [Int32], _ variables: UInt64) -> BoundRows {
    // They rise: where the ends are the same, all are.
    let areOfOne = owners.first == owners.last
    return BoundRows(
      frame: frame.selecting(rows, variables),
      owners: areOfOne && !rows.isEmpty
        ? Array(repeating: owners[0], count: rows.count) : Column.selecting(owners, rows),
      guards: Column.selecting(guards, rows))
  }
}

extension ColumnEvaluator {
  /// What an aggregate makes of its members, in each row.
  func aggregate(
    _ aggregate: Aggregate, _ bindings: [PlanBinding], _ node: PlanNode, _ frame: Frame,
    _ state: EvaluationCache
  ) -> Column {
    let body = node.children[0]
    var tallies = Array(repeating: AggregateState(aggregate), count: frame.count)
    if let whole = evaluator.whole(of: aggregate, bindings, body) {
      let actors = column(whole.actor, frame, state)
      for row in tallies.indices {
        if let left = evaluator.residual(of: actors.datum(row), sales: whole.isSales, state) {
          tallies[row].limit(toWhole: left, areSquares: whole.areSquares)
        }
      }
    }
    let isQuantified = aggregate == .any || aggregate == .all
    let open = eachMember(
      bindings, frame, state, reading: program[body].variables,
      unless: isQuantified ? { tallies[Int($0)].isDecided } : nil, keepsFailed: aggregate == .count,
      { add($0, state, body, to: &tallies) })
    for row in open { tallies[Int(row)].isOpen = true }
    let unknown = AggregateState.undetermined(node.type)
    return Column(tallies.map { $0.result ?? unknown }, node.type)
  }

  /// Calls `body` for the ways to bind variables, some thousands at a time, in the order in which they would be
  /// run through one by one; those whose conditions fail are left out, and those of a row that `isDecided`.
  ///
  /// - Parameters:
  ///   - variables: The variables that are read of each way, one bit a slot.
  ///   - keepsFailed: Whether `body` may be given ways of which the last condition fails too, with the guard `no`: where
  ///     it only counts, to leave them out takes longer than to look at them.
  /// - Returns: The rows that may have more ways than can be named.
  func eachMember(
    _ bindings: [PlanBinding], _ frame: Frame, _ state: EvaluationCache, reading variables: UInt64,
    unless isDecided: ((Int32) -> Bool)?, keepsFailed: Bool = false, _ body: (BoundRows) -> Void
  ) -> [Int32] {
    let rows = (0..<frame.count).map { Int32(truncatingIfNeeded: $0) }
    var open: [Int32] = []
    let all = BoundRows(
      frame: frame, owners: rows, guards: Array(repeating: .yes, count: frame.count))
    bind(bindings[...], all, state, variables, isDecided, keepsFailed, &open, body)
    return open
  }

  private func bind(
    _ bindings: ArraySlice<PlanBinding>, _ outer: BoundRows, _ state: EvaluationCache,
    _ variables: UInt64, _ isDecided: ((Int32) -> Bool)?, _ keepsFailed: Bool,
    _ open: inout [Int32], _ body: (BoundRows) -> Void
  ) {
    guard let binding = bindings.first else {
      body(outer)
      return
    }
    let inner = bindings.dropFirst()
    // What is read when this variable is bound, and when its condition is known.
    var later = variables
    for binding in inner {
      later |= program[binding.set].variables
      if let condition = binding.condition { later |= program[condition].variables }
    }
    var read = later
    if let condition = binding.condition { read |= program[condition].variables }
    let isSure = outer.guards.allSatisfy { $0 == .yes }
    var stream = MemberStream(self, binding.set, outer.frame, state)
    while let run = stream.next() {
      evaluator.steps += run.count
      if evaluator.isExhausted {
        open += outer.owners
        return
      }
      var members = BoundRows(
        frame: outer.frame.selecting(run.rows, read),
        owners: outer.owners.count == 1
          ? Array(repeating: outer.owners[0], count: run.count)
          : Column.selecting(outer.owners, run.rows), guards: run.truths)
      members.frame.bind(binding.slot, run.elements)
      if !isSure {
        for (place, row) in run.rows.enumerated() {
          members.guards[place] = members.guards[place] && outer.guards[Int(row)]
        }
      }
      if let isDecided {
        let asked = Self.rows(members.owners) { !isDecided($0) }
        if asked.count < run.count { members = members.selecting(asked, read) }
      }
      if let condition = binding.condition {
        let truths = truths(condition, members.frame, state)
        if isSure, run.areSure {
          members.guards = truths
        } else {
          for row in truths.indices { members.guards[row] = members.guards[row] && truths[row] }
        }
        // A condition that took too long does not say what it would.
        if evaluator.isExhausted {
          open += outer.owners
          return
        }
        if inner.isEmpty, keepsFailed {
          body(members)
          continue
        }
        let left = Self.rows(members.guards) { $0 != .no }
        if left.count < members.guards.count { members = members.selecting(left, later) }
      }
      if !members.owners.isEmpty {
        bind(inner, members, state, variables, isDecided, keepsFailed, &open, body)
      }
    }
    for row in stream.openRows { open.append(outer.owners[Int(row)]) }
  }

  /// Calls `body` for each owner with the rows that belong to it, which stand side by side.
  private func eachOwner(_ owners: [Int32], _ body: (Int, Range<Int>) -> Void) {
    // They rise: where the ends are the same, all are.
    if let first = owners.first, first == owners.last { return body(Int(first), owners.indices) }
    var row = 0
    while row < owners.count {
      var end = row + 1
      while end < owners.count, owners[end] == owners[row] { end += 1 }
      body(Int(owners[row]), row..<end)
      row = end
    }
  }

  /// Shows members to the tallies of their rows.
  private func add(
    _ members: BoundRows, _ state: EvaluationCache, _ body: PlanID,
    to tallies: inout [AggregateState]
  ) {
    switch tallies[0].aggregate {
    case .count:
      eachOwner(members.owners) { tallies[$0].add(membersGuardedBy: members.guards[$1]) }
    case .any, .all:
      let truths = truths(body, members.frame, state)
      for (row, owner) in members.owners.enumerated() {
        tallies[Int(owner)].add(truths[row], guardedBy: members.guards[row])
      }
    case .sum, .min, .max, .average:
      switch column(body, members.frame, state) {
      case .numbers(let numbers):
        eachOwner(members.owners) { owner, rows in
          tallies[owner].add(numbers, rows, guardedBy: members.guards, evaluator)
        }
      case .exact(let numbers):
        eachOwner(members.owners) { owner, rows in
          tallies[owner].add(numbers, rows, guardedBy: members.guards, evaluator)
        }
      case let column:
        for (row, owner) in members.owners.enumerated() {
          var value: KnownNumber?
          if case .number(let interval, let unit) = column.datum(row) {
            value = KnownNumber(interval, unit)
          }
          tallies[Int(owner)].add(value, guardedBy: members.guards[row], evaluator)
        }
      }
    }
  }
}

extension Evaluator {
  /// The variables as they are bound now, in a frame of one row.
  func frame(_ variables: UInt64) -> Frame {
    var frame = Frame(count: 1)
    for slot in slots.indices where variables & (1 << UInt64(slot)) != 0 {
      switch slots[slot] {
      case .truth(let truth): frame.bind(slot, .truths([truth]))
      case .words(let words): frame.bind(slot, .words([words.bits]))
      case .number(let interval, let unit):
        frame.bind(slot, .numbers([KnownNumber(interval, unit)]))
      case .entity(let id): frame.bind(slot, .things([id.index]))
      case .set, .value, .unknown: frame.bind(slot, .data([slots[slot]]))
      }
    }
    return frame
  }

  /// Whether a variable runs over so many things that they are better taken many at a time.
  func isOfMany(_ binding: PlanBinding, _ state: EvaluationCache) -> Bool {
    let node = program[binding.set]
    switch node.operation {
    case .collection(let kind):
      return state.collection(kind).count > RuleRunner.defaultColumnLimit
    case .relation(let relation) where relation == .sales || relation == .purchases:
      guard case .variable(let slot) = program[node.children[0]].operation,
        case .entity(let actor) = slots[slot]
      else { return false }
      let links = relation == .sales ? state.snapshot.sales : state.snapshot.purchases
      return links.count(Int(actor.index)) > RuleRunner.defaultColumnLimit
    default: return false
    }
  }

  /// An aggregate over many members.
  func aggregateByColumns(
    _ aggregate: Aggregate, _ bindings: [PlanBinding], _ node: PlanNode, _ state: EvaluationCache
  ) -> Datum {
    // What the columns leave to this evaluator binds variables, those of derived attributes too.
    let outer = slots
    defer { slots = outer }
    return ColumnEvaluator(self).aggregate(aggregate, bindings, node, frame(node.variables), state)
      .datum(0)
  }
}
