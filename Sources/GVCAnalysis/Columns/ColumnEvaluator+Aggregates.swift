import GVCModel

extension ColumnEvaluator {
  /// What an aggregate makes of its members, in each row.
  func aggregate(
    _ aggregate: Aggregate, _ bindings: [PlanBinding], _ node: PlanNode, _ frame: Frame,
    _ state: LayerState
  ) -> Column {
    let body = node.children[0]
    var tallies = Array(repeating: Tally(aggregate), count: frame.count)
    let rows = (0..<frame.count).map { Int32(truncatingIfNeeded: $0) }
    let members = Bound(
      frame: frame, owners: rows, guards: Array(repeating: .yes, count: frame.count))
    addMembers(of: bindings[...], members, state, body, to: &tallies)
    let unknown = Datum.unknown(of: node.type, model)
    return Column(tallies.map { $0.result ?? unknown }, node.type)
  }

  /// Ways to bind the variables of an aggregate.
  private struct Bound {
    var frame: Frame
    /// The row of the aggregate that each belongs to.
    var owners: [Int32]
    /// Whether its conditions hold.
    var guards: [Truth]

    func selecting(_ rows: [Int32]) -> Bound {
      Bound(
        frame: frame.selecting(rows), owners: Column.selecting(owners, rows),
        guards: Column.selecting(guards, rows))
    }
  }

  private func addMembers(
    of bindings: ArraySlice<PlanBinding>, _ outer: Bound, _ state: LayerState,
    _ body: PlanID, to tallies: inout [Tally]
  ) {
    guard let binding = bindings.first else {
      add(outer, state, body, to: &tallies)
      return
    }
    let inner = bindings.dropFirst()
    var read = program[body].variables
    if let condition = binding.condition { read |= program[condition].variables }
    for binding in inner {
      read |= program[binding.set].variables
      if let condition = binding.condition { read |= program[condition].variables }
    }
    var stream = MemberStream(self, binding.set, outer.frame, state)
    while let run = stream.next() {
      evaluator.steps += run.count
      if evaluator.steps > evaluator.stepLimit {
        for owner in outer.owners { tallies[Int(owner)].isOpen = true }
        return
      }
      var members = Bound(
        frame: outer.frame.selecting(run.rows, read),
        owners: Column.selecting(outer.owners, run.rows), guards: run.truths)
      members.frame.bind(binding.slot, run.elements)
      for (place, row) in run.rows.enumerated() {
        members.guards[place] = members.guards[place] && outer.guards[Int(row)]
      }
      let open = members.owners.indices.filter { !tallies[Int(members.owners[$0])].isDecided }
      if open.count < run.count { members = members.selecting(open.map { Int32($0) }) }
      if let condition = binding.condition {
        let truths = truths(condition, members.frame, state)
        for row in truths.indices { members.guards[row] = members.guards[row] && truths[row] }
        let left = Self.rows(members.guards) { $0 != .no }
        if left.count < members.guards.count { members = members.selecting(left) }
      }
      if !members.owners.isEmpty {
        addMembers(of: inner, members, state, body, to: &tallies)
      }
    }
    for row in stream.openRows { tallies[Int(outer.owners[Int(row)])].isOpen = true }
  }

  /// Shows the members to the tallies of their rows.
  private func add(
    _ members: Bound, _ state: LayerState, _ body: PlanID, to tallies: inout [Tally]
  ) {
    switch tallies[0].aggregate {
    case .count:
      for (row, owner) in members.owners.enumerated() {
        tallies[Int(owner)].add(guardedBy: members.guards[row])
      }
    case .any, .all:
      let truths = truths(body, members.frame, state)
      for (row, owner) in members.owners.enumerated() {
        tallies[Int(owner)].add(truths[row], guardedBy: members.guards[row])
      }
    case .sum, .min, .max, .average:
      let column = column(body, members.frame, state)
      for (row, owner) in members.owners.enumerated() {
        var value: KnownNumber?
        if case .numbers(let numbers) = column {
          value = numbers[row]
        } else if case .number(let interval, let unit) = column.datum(row) {
          value = KnownNumber(interval, unit)
        }
        tallies[Int(owner)].add(value, guardedBy: members.guards[row], evaluator)
      }
    }
  }
}
