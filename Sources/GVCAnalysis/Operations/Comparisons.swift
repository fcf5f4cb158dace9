import GVCModel

/// How the first child compares with the second.
struct ComparisonMeaning: ConditionMeaning {
  let comparison: Comparison

  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    let left = evaluator.evaluate(node.children[0], state)
    let right = evaluator.evaluate(node.children[1], state)
    return .truth(evaluator.compare(left, comparison, right))
  }

  func areTrue(
    _ node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> [Truth] { columns.compared(node, comparison, frame, state) }

  func truths(
    of node: PlanNode, _ id: PlanID, _ scope: AbstractInterpreter.Scope,
    _ interpreter: AbstractInterpreter
  ) -> Truths {
    guard let left = interpreter.value(node.children[0], scope),
      let right = interpreter.value(node.children[1], scope)
    else { return isOpen(node, scope, interpreter) ? .unknown : .any }
    return Truths(interpreter.evaluator.compare(left, comparison, right))
  }

  /// Whether it is unknown because nothing is known of one side, which has no bounds of its own.
  private func isOpen(
    _ node: PlanNode, _ scope: AbstractInterpreter.Scope, _ interpreter: AbstractInterpreter
  ) -> Bool {
    guard node.children.contains(where: { interpreter.isUnknown($0, scope) }) else { return false }
    switch interpreter.program[node.children[0]].type {
    case .words(let scale):
      // Each word is at least the first: only equality is open, of a scale with more than one word.
      return (comparison == .equal || comparison == .notEqual)
        && interpreter.model.vocabulary[scale].words.count > 1
    case .truth, .entity, .text: return true
    default: return false
    }
  }

  func decide(
    _ node: PlanNode, _ id: PlanID, _ truth: Truth, _ state: EvaluationCache, _ decider: Decider
  ) -> Decider.Sets {
    let right = decider.evaluator.evaluate(node.children[1], state)
    if decider.isSettled(right) {
      return decider.test(node.children[0], truth, state, .isBefore(comparison, right))
    }
    let left = decider.evaluator.evaluate(node.children[0], state)
    if decider.isSettled(left) {
      return decider.test(node.children[1], truth, state, .isBehind(comparison, left))
    }
    return decider.need(id, state)
  }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    for child in node.children { explainer.collect(child, state) }
    explainer.addRates(between: node.children, state)
  }

  func show(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer,
    _ drawing: inout Explainer.Drawing
  ) { explainer.showOperator(node, id, state, &drawing) }

  func name(_ printer: PlanPrinter) -> String { comparison.rawValue }

  func truthsWithoutChange(of node: PlanNode, _ needs: inout ChangeNeeds) -> Truths {
    let isEquality = comparison == .equal || comparison == .notEqual
    return isEquality && node.children.contains { needs.isOfChange($0) } ? .unknown : .any
  }

  var form: OperationForm {
    switch comparison {
    case .equal: OperationForm(.equal)
    case .notEqual: OperationForm(.notEqual)
    case .less: OperationForm(.less)
    case .atMost: OperationForm(.atMost)
    case .greater: OperationForm(.greater)
    case .atLeast: OperationForm(.atLeast)
    }
  }
}

extension Evaluator {
  /// How two numbers compare, each in its unit; unknown where the two cannot be compared.
  func compare(_ a: KnownNumber, _ comparison: Comparison, _ b: KnownNumber) -> Truth {
    guard let b = aligned(b, to: a.unit) else { return .unknown }
    return Self.compare(a.interval, comparison, b.interval)
  }

  func compare(_ left: Datum, _ comparison: Comparison, _ right: Datum) -> Truth {
    switch (left, right) {
    case (.number(let a, let unit), .number(let b, let other)):
      return compare(KnownNumber(a, unit), comparison, KnownNumber(b, other))
    case (.words(let a), .words(let b)): return Self.compare(a, comparison, b)
    case (.truth(let a), .truth(let b)):
      guard a != .unknown, b != .unknown else { return .unknown }
      return equality(a == b, comparison)
    case (.entity(let a), .entity(let b)): return equality(a == b, comparison)
    case (.value(let a), .value(let b)): return compareHeld(a, comparison, b)
    case (.set(let a), .set(let b)):
      guard Datum.set(a).isKnown, Datum.set(b).isKnown else { return .unknown }
      return equality(Set(a.sure) == Set(b.sure), comparison)
    default: return .unknown
    }
  }

  /// What two maps hold under a key: by its rank or size where it has one.
  private func compareHeld(_ left: Value, _ comparison: Comparison, _ right: Value) -> Truth {
    switch (left, right) {
    case (.unknown, _), (_, .unknown): .unknown
    case (.words(let a, let scale), .words(let b, let other)) where scale == other:
      Self.compare(a, comparison, b)
    case (.number(let a, _, let unit), .number(let b, _, let other)):
      compare(KnownNumber(a, unit), comparison, KnownNumber(b, other))
    default: equality(left == right, comparison)
    }
  }

  private func equality(_ isEqual: Bool, _ comparison: Comparison) -> Truth {
    switch comparison {
    case .equal: Truth(isEqual)
    case .notEqual: Truth(!isEqual)
    case .less, .atMost, .greater, .atLeast: .unknown
    }
  }

  static func compare(_ a: Interval, _ comparison: Comparison, _ b: Interval) -> Truth {
    switch comparison {
    case .equal: a.equals(b)
    case .notEqual: !a.equals(b)
    case .less: a.isLess(than: b)
    case .atMost: a.isAtMost(b)
    case .greater: b.isLess(than: a)
    case .atLeast: b.isAtMost(a)
    }
  }

  static func compare(_ a: WordSet, _ comparison: Comparison, _ b: WordSet) -> Truth {
    func ends(_ set: WordSet) -> Interval {
      guard set.bits != 0 else { return Interval(0, 63) }
      return Interval(
        Double(set.bits.trailingZeroBitCount), Double(63 - set.bits.leadingZeroBitCount))
    }
    switch comparison {
    case .equal, .notEqual:
      let truth: Truth =
        a.bits & b.bits == 0 ? .no : a == b && a.bits.nonzeroBitCount == 1 ? .yes : .unknown
      return comparison == .equal ? truth : !truth
    default: return compare(ends(a), comparison, ends(b))
    }
  }
}

extension ColumnEvaluator {
  fileprivate func compared(
    _ node: PlanNode, _ comparison: Comparison, _ frame: Frame, _ state: EvaluationCache
  ) -> [Truth] {
    let left = column(node.children[0], frame, state)
    switch (left, constant(node.children[1])) {
    case (.exact(let a), .number(let b, let unit)?): return compared(a, comparison, b, unit)
    case (.numbers(let a), .number(let b, let unit)?):
      return a.map { evaluator.compare($0, comparison, KnownNumber(b, unit)) }
    case (.words(let a), .words(let b)?):
      return a.map { Evaluator.compare(WordSet(bits: $0), comparison, b) }
    default: break
    }
    let right = column(node.children[1], frame, state)
    switch (left.general, right.general) {
    case (.numbers(let a), .numbers(let b)):
      return a.indices.map { evaluator.compare(a[$0], comparison, b[$0]) }
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
    _ numbers: DoubleColumn, _ comparison: Comparison, _ other: Interval, _ unit: UnitID
  ) -> [Truth] {
    let unknown = evaluator.compare(numbers.unknown, comparison, KnownNumber(other, unit))
    @inline(__always)
    func truths(_ holds: (Double) -> Truth) -> [Truth] {
      [Truth](unsafeUninitializedCapacity: numbers.values.count) { buffer, count in
        for (row, value) in numbers.values.enumerated() {
          buffer.initializeElement(at: row, to: value.isNaN ? unknown : holds(value))
        }
        count = numbers.values.count
      }
    }
    guard let other = evaluator.aligned(KnownNumber(other, unit), to: numbers.unit)?.interval else {
      return truths { _ in .unknown }
    }
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
}
