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
  func column(_ id: PlanID, _ frame: Frame, _ state: LayerState) -> Column {
    evaluator.budget.used &+= frame.count
    let node = program[id]
    switch node.operation {
    case .constant(let datum): return Column(datum, count: frame.count, node.type)
    case .threshold(let index):
      return Column(evaluator.thresholds[index], count: frame.count, node.type)
    case .variable(let slot): return frame.column(slot) ?? rowByRow(id, frame, state)
    case .attribute(let attribute):
      let holders = column(node.children[0], frame, state)
      if case .members(let members) = holders,
        let values = values(of: attribute, members, state)
      {
        return values
      }
      guard let things = holders.asThings else { break }
      return values(of: attribute, things, state)
    case .relation(let relation):
      guard relation == .supplier || relation == .buyer,
        let links = column(node.children[0], frame, state).asThings
      else { break }
      let columns = state.columns
      let ends = relation == .supplier ? columns.things.suppliers : columns.things.buyers
      return .things(links.map { $0 < 0 ? -1 : ends[Int($0)] })
    case .and, .or, .not, .compare, .contains, .isKnown:
      return .truths(truths(id, frame, state))
    case .add: return arithmetic(id, node, frame, state) { $0 + $1 }
    case .subtract: return arithmetic(id, node, frame, state) { $0 - $1 }
    case .multiply: return arithmetic(id, node, frame, state) { $0 * $1 }
    case .divide: return arithmetic(id, node, frame, state) { $0 / $1 }
    case .negate:
      guard let numbers = column(node.children[0], frame, state).asNumbers else { break }
      return .numbers(numbers.map { KnownNumber(-$0.interval, $0.unit) })
    case .conditional: return conditional(node, frame, state)
    case .before:
      guard let previous = evaluator.previous else {
        return Column(.unknown(of: node.type, model), count: frame.count, node.type)
      }
      return column(node.children[0], frame, previous)
    case .call(let function):
      let call = FunctionColumns(columns: self, node: node, frame: frame, state: state)
      if let column = function.column(call) { return column }
    case .aggregate(let aggregate, let bindings):
      return self.aggregate(aggregate, bindings, node, frame, state)
    case .power:
      if let power = power(node, frame, state) { return power }
    case .voiced, .mapValue, .mapKeys, .collection, .set: break
    }
    return rowByRow(id, frame, state)
  }

  /// What the evaluator says, row by row, until it may take no further step; what it was not asked is unknown.
  func rowByRow(_ id: PlanID, _ frame: Frame, _ state: LayerState) -> Column {
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
  func truths(_ id: PlanID, _ frame: Frame, _ state: LayerState) -> [Truth] {
    evaluator.budget.used &+= frame.count
    let node = program[id]
    switch node.operation {
    case .and:
      return combined(node.children, frame, state, decided: .no) { $0 && $1 }
    case .or:
      return combined(node.children, frame, state, decided: .yes) { $0 || $1 }
    case .not: return truths(node.children[0], frame, state).map { !$0 }
    case .compare(let comparison): return compared(node, comparison, frame, state)
    case .contains: return contained(id, node, frame, state)
    case .isKnown: return areKnown(id, node, frame, state).map { Truth($0) }
    default: break
    }
    let column = column(id, frame, state)
    if case .truths(let truths) = column { return truths }
    return (0..<frame.count).map { column.datum($0).truth }
  }

  /// Conditions put together; what one has decided in a row, the next are not asked there.
  private func combined(
    _ conditions: [PlanID], _ frame: Frame, _ state: LayerState, decided: Truth,
    _ combine: (Truth, Truth) -> Truth
  ) -> [Truth] {
    guard let first = conditions.first else {
      return Array(repeating: !decided, count: frame.count)
    }
    var result = truths(first, frame, state)
    for condition in conditions.dropFirst() {
      let open = Self.rows(result) { $0 != decided }
      if open.isEmpty { break }
      if open.count == frame.count {
        let other = truths(condition, frame, state)
        for row in result.indices { result[row] = combine(result[row], other[row]) }
        continue
      }
      let other = truths(
        condition, frame.selecting(open, program[condition].variables), state)
      for (place, row) in open.enumerated() {
        result[Int(row)] = combine(result[Int(row)], other[place])
      }
    }
    return result
  }

  /// Whether a condition is known to hold: what is unknown need not be looked at to its end.
  func areSure(_ id: PlanID, _ frame: Frame, _ state: LayerState) -> [Bool] {
    let node = program[id]
    let isAnd: Bool
    switch node.operation {
    case .and: isAnd = true
    case .or: isAnd = false
    default: return truths(id, frame, state).map { $0 == .yes }
    }
    var result = Array(repeating: isAnd, count: frame.count)
    for condition in node.children {
      let open = Self.rows(result) { $0 == isAnd }
      if open.isEmpty { break }
      let part =
        open.count == frame.count
        ? frame : frame.selecting(open, program[condition].variables)
      let other = areSure(condition, part, state)
      for (place, row) in open.enumerated() { result[Int(row)] = other[place] }
    }
    return result
  }

  // MARK: Choices

  private func conditional(_ node: PlanNode, _ frame: Frame, _ state: LayerState) -> Column {
    let truths = truths(node.children[0], frame, state)
    func part(_ child: Int, _ truth: Truth) -> (rows: [Int32], column: Column)? {
      let rows = Self.rows(truths) { $0 == truth || $0 == .unknown }
      guard !rows.isEmpty else { return nil }
      let id = node.children[child]
      let part =
        rows.count == frame.count ? frame : frame.selecting(rows, program[id].variables)
      return (rows, column(id, part, state))
    }
    let yes = part(1, .yes)
    let no = part(2, .no)
    if let yes, yes.rows.count == frame.count, no == nil { return yes.column }
    if let no, no.rows.count == frame.count, yes == nil { return no.column }
    var result = Column(.unknown(of: node.type, model), count: frame.count, node.type)
    if let yes { result.put(yes.column, into: yes.rows) }
    guard let no else { return result }
    // What both ways give is known all the same.
    var hulls: [(row: Int32, datum: Datum)] = []
    for (place, row) in no.rows.enumerated() where truths[Int(row)] == .unknown {
      let (a, b) = (result.datum(Int(row)), no.column.datum(place))
      hulls.append((row, a == b ? a : evaluator.hull(a, b, node.type)))
    }
    result.put(no.column, into: no.rows)
    if !hulls.isEmpty {
      result.put(Column(hulls.map(\.datum), node.type), into: hulls.map(\.row))
    }
    return result
  }
}
