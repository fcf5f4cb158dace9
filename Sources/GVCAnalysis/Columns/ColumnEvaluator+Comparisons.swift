import GVCModel

extension ColumnEvaluator {
  func compared(
    _ node: PlanNode, _ comparison: Comparison, _ frame: Frame, _ state: LayerState
  ) -> [Truth] {
    let left = column(node.children[0], frame, state)
    switch (left, constant(node.children[1])) {
    case (.exact(let a), .number(let b, let unit)?): return compared(a, comparison, b, unit)
    case (.numbers(let a), .number(let b, let unit)?):
      return a.map {
        evaluator.areComparable($0.unit, unit)
          ? Evaluator.compare($0.interval, comparison, b) : .unknown
      }
    case (.words(let a), .words(let b)?):
      return a.map { Evaluator.compare(WordSet(bits: $0), comparison, b) }
    default: break
    }
    let right = column(node.children[1], frame, state)
    switch (left.general, right.general) {
    case (.numbers(let a), .numbers(let b)):
      return a.indices.map { row in
        evaluator.areComparable(a[row].unit, b[row].unit)
          ? Evaluator.compare(a[row].interval, comparison, b[row].interval) : .unknown
      }
    case (.words(let a), .words(let b)):
      return a.indices.map { row in
        Evaluator.compare(WordSet(bits: a[row]), comparison, WordSet(bits: b[row]))
      }
    default:
      return (0..<frame.count).map { row in
        evaluator.compare(left.datum(row), comparison, right.datum(row))
      }
    }
  }

  private func compared(
    _ numbers: ExactNumbers, _ comparison: Comparison, _ other: Interval, _ unit: UnitID
  ) -> [Truth] {
    let unknown =
      evaluator.areComparable(numbers.unknown.unit, unit)
      ? Evaluator.compare(numbers.unknown.interval, comparison, other) : .unknown
    @inline(__always)
    func truths(_ holds: (Double) -> Truth) -> [Truth] {
      [Truth](unsafeUninitializedCapacity: numbers.values.count) { buffer, count in
        for (row, value) in numbers.values.enumerated() {
          buffer.initializeElement(at: row, to: value.isNaN ? unknown : holds(value))
        }
        count = numbers.values.count
      }
    }
    guard evaluator.areComparable(numbers.unit, unit) else { return truths { _ in .unknown } }
    guard other.isExact else {
      return truths { Evaluator.compare(Interval($0), comparison, other) }
    }
    let value = other.low
    switch comparison {
    case .equal: return truths { Truth($0 == value) }
    case .notEqual: return truths { Truth($0 != value) }
    case .less: return truths { Truth($0 < value) }
    case .atMost: return truths { Truth($0 <= value) }
    case .greater: return truths { Truth($0 > value) }
    case .atLeast: return truths { Truth($0 >= value) }
    }
  }

  /// What a node is whatever the variables stand for; nil for one that reads them.
  func constant(_ id: PlanID) -> Datum? {
    switch program[id].operation {
    case .constant(let datum): datum
    case .threshold(let index): evaluator.thresholds[index]
    default: nil
    }
  }

  func contained(
    _ id: PlanID, _ node: PlanNode, _ frame: Frame, _ state: LayerState
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

  /// What the evaluator says of a condition in a row.
  private func truth(_ id: PlanID, _ frame: Frame, _ row: Int, _ state: LayerState) -> Truth {
    bind(frame, row, program[id].variables)
    return evaluator.evaluate(id, state).truth
  }

  /// Whether a value is known in each row.
  func areKnown(
    _ id: PlanID, _ node: PlanNode, _ frame: Frame, _ state: LayerState
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
