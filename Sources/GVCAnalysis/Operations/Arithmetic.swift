import GVCModel
import GVCSyntax

/// The signs of arithmetic: what each makes of two numbers, and of what they measure.
public enum Arithmetic: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"

  /// The operation that a token stands for; nil for any other token.
  init?(_ token: TokenKind) {
    switch token {
    case .plus: self = .add
    case .minus: self = .subtract
    case .star: self = .multiply
    case .slash: self = .divide
    default: return nil
    }
  }

  /// What the result measures; nil where the two do not go together.
  func measure(_ a: Measure, _ b: Measure) -> Measure? {
    switch self {
    case .add, .subtract: Measure.common(a, b)
    case .multiply: Measure.product(a, b)
    case .divide: Measure.quotient(a, b)
    }
  }

  /// What the result is known to be.
  func result(_ a: Interval, _ b: Interval) -> Interval {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    }
  }
}

/// `a + b`, `a - b`, `a * b`, `a / b`.
struct ArithmeticMeaning: OperationMeaning {
  let sign: Arithmetic

  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    guard case .number(let left, let leftUnit) = evaluator.evaluate(node.children[0], state),
      case .number(let right, let rightUnit) = evaluator.evaluate(node.children[1], state),
      let result = evaluator.combined(
        KnownNumber(left, leftUnit), KnownNumber(right, rightUnit), sign, in: node)
    else { return .number(.all, .one) }
    let tight = evaluator.bounded(node, sign, result, state)
    return .number(tight.interval, tight.unit)
  }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? {
    let left = columns.column(node.children[0], frame, state)
    let right = columns.column(node.children[1], frame, state)
    let evaluator = columns.evaluator
    let none = KnownNumber(.all, .one)
    if case .exact(let a) = left, case .exact(let b) = right,
      let exact = exact(a, b, unknown: none, node, evaluator)
    {
      return .exact(exact)
    }
    if let a = left.asNumbers, let b = right.asNumbers {
      return .numbers(
        a.indices.map { row in
          let result = evaluator.combined(a[row], b[row], sign, in: node) ?? none
          // Both sides may read the same number.
          guard !a[row].interval.isExact, !b[row].interval.isExact else { return result }
          columns.bind(frame, row, node.variables)
          return evaluator.bounded(node, sign, result, state)
        })
    }
    let data = (0..<frame.count).map { row -> Datum in
      guard case .number(let a, let unit) = left.datum(row),
        case .number(let b, let other) = right.datum(row),
        let result = evaluator.combined(KnownNumber(a, unit), KnownNumber(b, other), sign, in: node)
      else { return .number(none.interval, none.unit) }
      return .number(result.interval, result.unit)
    }
    return Column(data, node.type)
  }

  /// What it makes of numbers that are all known; nil where one is not, or the result is not.
  private func exact(
    _ a: DoubleColumn, _ b: DoubleColumn, unknown: KnownNumber, _ node: PlanNode,
    _ evaluator: Evaluator
  ) -> DoubleColumn? {
    guard let rule = evaluator.rule(a.unit, b.unit, sign, node) else { return nil }
    var values: [Double] = []
    values.reserveCapacity(a.values.count)
    for (x, y) in zip(a.values, b.values) {
      guard !x.isNaN, !y.isNaN else { return nil }
      let result = rule.apply(sign, Interval(x), Interval(y))
      guard result.isExact, !result.isEstimate else { return nil }
      values.append(result.low)
    }
    return DoubleColumn(values, rule.unit, unknown: unknown)
  }

  func collect(
    _ node: PlanNode, _ id: PlanID, _ state: EvaluationCache, _ explainer: inout Explainer
  ) {
    for child in node.children { explainer.collect(child, state) }
    explainer.addRates(between: node.children, state)
  }

  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool {
    let (left, right) = (node.children[0], node.children[1])
    func isExact(_ id: PlanID) -> Bool {
      if case .number(let interval, _) = evaluator.evaluate(id, state) {
        interval.isExact
      } else {
        false
      }
    }
    return switch sign {
    case .add, .subtract: evaluator.isAffine(left, state) && evaluator.isAffine(right, state)
    case .multiply:
      isExact(left) && evaluator.isAffine(right, state)
        || isExact(right) && evaluator.isAffine(left, state)
    case .divide: isExact(right) && evaluator.isAffine(left, state)
    }
  }

  func name(_ printer: PlanPrinter) -> String { sign.rawValue }

  var form: OperationForm {
    switch sign {
    case .add: OperationForm(.add)
    case .subtract: OperationForm(.subtract)
    case .multiply: OperationForm(.multiply)
    case .divide: OperationForm(.divide)
    }
  }
}

/// `a ^ b`.
struct PowerMeaning: OperationMeaning {
  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    guard case .number(let base, _) = evaluator.evaluate(node.children[0], state),
      case .number(let exponent, _) = evaluator.evaluate(node.children[1], state)
    else { return .number(.all, .one) }
    return .number(base.raised(to: exponent) ?? .all, .one)
  }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? {
    guard case .number(let exponent, _)? = columns.constant(node.children[1]) else { return nil }
    let base = columns.column(node.children[0], frame, state)
    if case .exact(let numbers) = base, exponent == Interval(2) { return .exact(numbers.squares) }
    return base.asNumbers.map { bases in
      .numbers(bases.map { KnownNumber($0.interval.raised(to: exponent) ?? .all, .one) })
    }
  }

  func name(_ printer: PlanPrinter) -> String { "^" }

  var form: OperationForm { OperationForm(.power) }
}

/// `-a`.
struct OppositeMeaning: OperationMeaning {
  var followsFromChildren: Bool { true }

  func value(of node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Datum {
    guard case .number(let value, let unit) = evaluator.evaluate(node.children[0], state) else {
      return .number(.all, .one)
    }
    return .number(-value, unit)
  }

  func column(
    of node: PlanNode, _ id: PlanID, _ frame: Frame, _ state: EvaluationCache,
    _ columns: ColumnEvaluator
  ) -> Column? {
    columns.column(node.children[0], frame, state).asNumbers
      .map { .numbers($0.map { KnownNumber(-$0.interval, $0.unit) }) }
  }

  func isAffine(_ node: PlanNode, _ state: EvaluationCache, _ evaluator: Evaluator) -> Bool {
    evaluator.isAffine(node.children[0], state)
  }

  func name(_ printer: PlanPrinter) -> String { "negate" }

  var form: OperationForm { OperationForm(.negate) }
}
