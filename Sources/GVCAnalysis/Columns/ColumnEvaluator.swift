import GVCModel

/// Evaluates plans over many ways to bind their variables at once, a column of values a node.
///
/// What it says of a row is what the evaluator says with the variables bound as they are there: a test holds
/// the two together, and all that is not simple is left to the evaluator, row by row.
final class ColumnEvaluator {
  let evaluator: Evaluator
  let model: Model
  let program: Program

  init(_ evaluator: Evaluator) {
    self.evaluator = evaluator
    model = evaluator.model
    program = evaluator.program
  }

  /// What is known of a node in each row, in a layer.
  func column(_ id: PlanID, _ frame: Frame, _ state: EvaluationCache) -> Column {
    evaluator.budget.used &+= frame.count
    let node = program[id]
    return node.meaning.column(of: node, id, frame, state, self) ?? rowByRow(id, frame, state)
  }

  /// What the evaluator says, row by row, until it may take no further step; what it was not asked is unknown.
  func rowByRow(_ id: PlanID, _ frame: Frame, _ state: EvaluationCache) -> Column {
    var data: [Datum] = []
    data.reserveCapacity(frame.count)
    for row in 0..<frame.count {
      if evaluator.isExhausted {
        let unknown = Datum.unknown(of: program[id].type, model)
        data.append(contentsOf: repeatElement(unknown, count: frame.count - row))
        break
      }
      bind(frame, row, program[id].variables)
      data.append(evaluator.evaluate(id, state))
    }
    return Column(data, program[id].type)
  }

  /// Binds the variables in a mask, one bit a slot, as they are bound in a row.
  func bind(_ frame: Frame, _ row: Int, _ variables: UInt64) {
    var left = variables
    while left != 0 {
      let slot = left.trailingZeroBitCount
      left &= left - 1
      if let column = frame.column(slot) { evaluator.slots[slot] = column.datum(row) }
    }
  }

  /// The rows in which something holds of a value.
  static func rows<T>(_ values: [T], where holds: (T) -> Bool) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: values.count) { buffer, count in
      // Each is written and the next perhaps over it: which hold cannot be foreseen by a processor.
      for (row, value) in values.enumerated() {
        buffer[count] = Int32(truncatingIfNeeded: row)
        count += holds(value) ? 1 : 0
      }
    }
  }

  // MARK: Truths

  /// The truth of a condition in each row.
  func truths(_ id: PlanID, _ frame: Frame, _ state: EvaluationCache) -> [Truth] {
    evaluator.budget.used &+= frame.count
    let node = program[id]
    if let truths = node.meaning.truths(of: node, id, frame, state, self) { return truths }
    let column = column(id, frame, state)
    if case .truths(let truths) = column { return truths }
    return (0..<frame.count).map { column.datum($0).truth }
  }

  /// What the evaluator says of a condition in a row.
  func truth(_ id: PlanID, _ frame: Frame, _ row: Int, _ state: EvaluationCache) -> Truth {
    bind(frame, row, program[id].variables)
    return evaluator.evaluate(id, state).truth
  }

  /// What a node is whatever the variables stand for; nil for one that reads them.
  func constant(_ id: PlanID) -> Datum? {
    switch program[id].operation {
    case .constant(let datum): datum
    case .threshold(let index): evaluator.thresholds[index]
    default: nil
    }
  }
}
