import GVCModel

extension RuleRunner {
  /// Runs over all ways to bind the variables, many at once, in the order in which they would be run over one
  /// by one.
  mutating func runByColumns(_ truth: Truth) {
    let columns = ColumnEvaluator(evaluator)
    let interpreter = AbstractInterpreter(evaluator, isOfSnapshot: true)
    var same: [PlanID: Truth] = [:]
    for condition in conditions.dropFirst().joined() {
      same[condition] = interpreter.truth(of: condition, in: plan)
    }
    _ = bind(0, Frame(count: 1), [truth], same, columns)
  }

  /// Binds the next variable in every row; false when the rule must stop.
  ///
  /// - Parameter same: The conditions that are the same whatever the variables stand for.
  private mutating func bind(
    _ depth: Int, _ outer: Frame, _ truths: [Truth], _ same: [PlanID: Truth],
    _ columns: ColumnEvaluator
  ) -> Bool {
    guard depth < plan.bindings.count else {
      conclude(outer, truths, columns)
      return true
    }
    let binding = plan.bindings[depth]
    let state = evaluator.current
    var own: [PlanID] = []
    var stream: MemberStream
    if case .collection(let kind) = evaluator.program[binding.set].operation {
      // What is the same each time is looked at once.
      if depth > 0 { own = conditions[depth + 1].filter { isOwn($0, binding) } }
      stream = MemberStream(
        columns, chosen: candidates(of: kind, binding, depth), binding.set, outer, state)
    } else {
      stream = MemberStream(columns, binding.set, outer, state)
    }
    let asked = conditions[depth + 1].filter { !own.contains($0) && same[$0] == nil }
    let known = conditions[depth + 1].reduce(Truth.yes) { $0 && (same[$1] ?? .yes) }
    while let run = stream.next() {
      let left = max(0, evaluator.stepLimit - evaluator.steps)
      let isLast = run.count > left
      evaluator.steps += min(run.count, left)
      var rows = run.rows.indices.map { Int32(truncatingIfNeeded: $0) }
      if isLast { rows.removeLast(rows.count - left) }
      if binding.needsBefore, let previous = evaluator.previous,
        let things = run.elements.asThings
      {
        rows.removeAll { things[Int($0)] >= 0 && !previous.snapshot.exists[Int(things[Int($0)])] }
      }
      var frame = outer.selecting(run.rows)
      frame.bind(binding.slot, run.elements)
      var guards = run.rows.indices.map { truths[Int(run.rows[$0])] && run.truths[$0] && known }
      func keep(_ rows: [Int32]) {
        guard rows.count < frame.count else { return }
        frame = frame.selecting(rows)
        guards = Column.selecting(guards, rows)
      }
      keep(rows)
      keep(ColumnEvaluator.rows(guards) { $0 != .no })
      for condition in asked where frame.count > 0 {
        let found = columns.truths(condition, frame, state)
        for row in found.indices { guards[row] = guards[row] && found[row] }
        keep(ColumnEvaluator.rows(guards) { $0 != .no })
      }
      // Conditions that took too long do not say what they would.
      if evaluator.isExhausted { return false }
      if frame.count > 0, !bind(depth + 1, frame, guards, same, columns) { return false }
      if isLast { evaluator.steps = max(evaluator.steps, evaluator.stepLimit + 1) }
      if evaluator.isExhausted { return false }
    }
    return true
  }

  private mutating func conclude(
    _ frame: Frame, _ truths: [Truth], _ columns: ColumnEvaluator
  ) {
    let state = evaluator.current
    func things(_ id: PlanID) -> [Int32] {
      let column = columns.column(id, frame, state)
      if let things = column.asThings { return things }
      return (0..<frame.count).map { row in
        if case .entity(let id) = column.datum(row) { id.index } else { -1 }
      }
    }
    let subjects = things(plan.subject)
    let objects = plan.object.map { things($0) }
    let related = plan.related.map { things($0) }
    let slots = plan.variables.indices
    for row in 0..<frame.count {
      if isFull() { continue }
      guard subjects[row] >= 0 else { continue }
      if let objects, objects[row] < 0 { continue }
      conclude(
        truths[row], EntityID(Int(subjects[row])), objects.map { EntityID(Int($0[row])) },
        related.compactMap { $0[row] < 0 ? nil : EntityID(Int($0[row])) },
        slots.map { frame.column($0)?.datum(row) ?? .unknown })
    }
  }
}
