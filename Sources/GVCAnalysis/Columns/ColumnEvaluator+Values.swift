import GVCModel
import GVCSyntax

extension ColumnEvaluator {
  // MARK: Attributes

  /// An attribute of things, in each row.
  func values(of attribute: AttributeID, _ things: [Int32], _ state: EvaluationCache) -> Column {
    let columns = state.columns
    let stored = columns.attribute(attribute, evaluator)
    let plan = program.attributes[Int(attribute.number)]
    if let derivation = plan.derivation { compute(stored, derivation, things, state) }
    /// The value of each thing, or of one that has none.
    func gather<T>(_ values: [T], unknown: T) -> [T] {
      [T](unsafeUninitializedCapacity: things.count) { buffer, count in
        for (place, thing) in things.enumerated() {
          if thing >= 0, stored.isOwned[Int(columns.things.kinds[Int(thing)])] {
            buffer.initializeElement(at: place, to: values[Int(columns.things.rows[Int(thing)])])
          } else {
            buffer.initializeElement(at: place, to: unknown)
          }
        }
        count = things.count
      }
    }
    switch (stored.values, stored.unknown) {
    case (.truths(let values), _): return .truths(gather(values, unknown: .unknown))
    case (.words(let values), .words(let all)): return .words(gather(values, unknown: all.bits))
    case (.numbers(let values), .number(let interval, let unit)):
      return .numbers(gather(values, unknown: KnownNumber(interval, unit)))
    case (.exact(let numbers), _):
      return .exact(numbers.with(gather(numbers.values, unknown: .nan)))
    case (.things(let values), _): return .things(gather(values, unknown: -1))
    case (.data(let values), let unknown): return .data(gather(values, unknown: unknown))
    default: return Column(stored.unknown, count: things.count, stored.type)
    }
  }

  /// A stated attribute of things that stand side by side; nil where it is no copy of its column.
  func values(
    of attribute: AttributeID, _ members: MemberRange, _ state: EvaluationCache
  ) -> Column? {
    let stored = state.columns.attribute(attribute, evaluator)
    let rows = members.rows
    guard program.attributes[Int(attribute.number)].derivation == nil,
      rows.upperBound <= stored.values.count, stored.isOwned[Int(members.kind.number)]
    else { return nil }
    switch stored.values {
    case .truths(let values): return .truths(Array(values[rows]))
    case .words(let values): return .words(Array(values[rows]))
    case .numbers(let values): return .numbers(Array(values[rows]))
    case .exact(let numbers):
      return .exact(numbers.with(Array(numbers.values[rows])))
    case .things(let values): return .things(Array(values[rows]))
    case .data, .members: return nil
    }
  }

  /// Computes a derived attribute of those things of which it was not asked yet.
  private func compute(
    _ stored: AttributeColumn, _ derivation: PlanID, _ things: [Int32], _ state: EvaluationCache
  ) {
    let columns = state.columns
    var asked: [Int32] = []
    var rows: [Int32] = []
    for thing in things where thing >= 0 && stored.isOwned[Int(columns.things.kinds[Int(thing)])] {
      let row = columns.things.rows[Int(thing)]
      if stored.isComputed[Int(row)] { continue }
      stored.isComputed[Int(row)] = true
      // What is not there has nothing that is known.
      guard state.snapshot.exists[Int(thing)] else { continue }
      asked.append(thing)
      rows.append(row)
    }
    guard !asked.isEmpty else { return }
    if let uniform = evaluator.uniform(stored.id, derivation, state) {
      stored.values.put(Column(uniform, count: asked.count, stored.type), into: rows)
      return
    }
    guard evaluator.depth < Evaluator.depthLimit else {
      for row in rows { stored.isComputed[Int(row)] = false }
      return
    }
    evaluator.depth += 1
    var frame = Frame(count: asked.count)
    frame.bind(0, .things(asked))
    let column = column(derivation, frame, state)
    evaluator.depth -= 1
    stored.values.put(column, into: rows)
  }

  // MARK: Relations

  /// The links that an actor supplies or buys from, or the ties that it has; nil for another relation.
  func adjacency(_ relation: Relation, _ state: EvaluationCache) -> Adjacency? {
    switch relation {
    case .sales: state.snapshot.sales
    case .purchases: state.snapshot.purchases
    case .ties: state.snapshot.ties
    case .supplier, .buyer, .members, .owner, .number, .inverse: nil
    }
  }

  // MARK: Lists

  /// What is stated of a list attribute.
  enum StatedList {
    /// Nobody says anything.
    case unstated
    case one(Slice<PieceArray<Value>>, isOpen: Bool)
    /// Several facts speak, or something else that the evaluator has to read.
    case several
  }

  /// The facts on a list attribute that has neither a derivation nor a default.
  struct StatedLists {
    let model: Model
    let attribute: AttributeColumn
    let snapshot: Snapshot
    let columns: LayerColumns
    let facts: FactColumn?

    /// Whether a value names something that is not there.
    private func isGone(_ value: Value) -> Bool {
      if case .entity(let id) = value { return !snapshot.contains(id) }
      return false
    }

    func list(_ thing: Int32) -> StatedList {
      guard let facts, columns.has(attribute, thing) else { return .unstated }
      let (kinds, rows) = (columns.things.kinds, columns.things.rows)
      guard let fact = facts.fact(kind: kinds[Int(thing)], row: rows[Int(thing)]) else {
        return .unstated
      }
      guard snapshot.fact(after: fact) == nil, case .list(let range) = model.facts[fact].value
      else { return .several }
      let start = Int(range.start)
      let values = model.lists[start..<start + Int(range.count)]
      if snapshot.lacksThings, values.contains(where: { isGone($0) }) { return .several }
      return .one(values, isOpen: range.isOpen)
    }
  }

  func lists(
    of attribute: AttributeID, _ type: ExpressionType, _ state: EvaluationCache
  ) -> StatedLists? {
    let plan = program.attributes[Int(attribute.number)]
    guard case .set(.entity) = type, !plan.isDerived, plan.defaultValue == nil else { return nil }
    return StatedLists(
      model: model, attribute: state.columns.attribute(attribute, evaluator),
      snapshot: state.snapshot, columns: state.columns,
      facts: state.snapshot.columns[Int(attribute.number)])
  }
}
