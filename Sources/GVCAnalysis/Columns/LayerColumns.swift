import GVCModel

/// What the column evaluator keeps of a layer: the attributes that were read, by the row of the thing.
final class LayerColumns {
  /// Of what kind each thing is, and where it stands.
  let things: ThingColumns
  private unowned let state: EvaluationCache
  private let model: Model
  private var attributes: [AttributeID: AttributeColumn] = [:]

  init(_ state: EvaluationCache, _ model: Model) {
    self.state = state
    self.model = model
    things = state.statedColumns.things
  }

  /// Whether a thing, by its index, is there and of a kind that has an attribute.
  func has(_ attribute: AttributeColumn, _ thing: Int32) -> Bool {
    thing >= 0 && attribute.isOwned[Int(things.kinds[Int(thing)])]
      && state.snapshot.exists[Int(thing)]
  }

  /// An attribute by the rows of the things; a stated one is read for all of them when it is first asked for.
  func attribute(_ id: AttributeID, _ evaluator: Evaluator) -> AttributeColumn {
    if let known = attributes[id] { return known }
    let new = AttributeColumn(id, model, state, things.rows, evaluator)
    attributes[id] = new
    return new
  }
}

/// An attribute of all things that have it.
final class AttributeColumn {
  let id: AttributeID
  let type: ExpressionType
  /// What is known where nothing is said.
  let unknown: Datum
  /// By the row of the thing.
  @exclusivity(unchecked) var values: Column
  /// Whether a kind of thing has it, by the number of the kind.
  let isOwned: [Bool]
  /// Whether a derived one was computed, by row.
  @exclusivity(unchecked) var isComputed: [Bool]
  private var said: [Bool]?

  /// What is stated of all things that are there; of a derived one nothing is known yet.
  init(
    _ id: AttributeID, _ model: Model, _ state: EvaluationCache, _ rows: [Int32],
    _ evaluator: Evaluator
  ) {
    self.id = id
    let program = evaluator.program
    let plan = program.attributes[Int(id.number)]
    let type = ExpressionType(model.vocabulary[id].type)
    let unknown = Datum.unknown(of: type, model)
    self.type = type
    self.unknown = unknown
    let count = model.rowCounts[Int(model.vocabulary.root(of: plan.owner).number)]
    isOwned = model.vocabulary.kinds.indices.map {
      program.kinds.contains(KindID($0), in: plan.owner)
    }
    isComputed = plan.isDerived ? Array(repeating: false, count: count) : []
    guard !plan.isDerived else {
      values = Column(unknown, count: count, type)
      return
    }
    values = .data([])
    let readsOnlyFacts =
      plan.defaultValue == nil && !plan.isShareOfSales && !plan.isShareOfPurchases
    values = state.statedColumns.column(id, readsOnlyFacts: readsOnlyFacts) {
      let empty = Column(unknownOf: unknown, count: count, type)
      // Where nobody states it and nothing stands in for it, it is unknown of everything.
      guard state.snapshot.columns[Int(id.number)] != nil || plan.defaultValue != nil else {
        return empty
      }
      return stated(empty, plan, state, rows, evaluator)
    }
  }

  /// The column of what is stated; `empty` is one of which nothing is known.
  private func stated(
    _ empty: Column, _ plan: AttributePlan, _ state: EvaluationCache, _ rows: [Int32],
    _ evaluator: Evaluator
  ) -> Column {
    func read<T>(_ values: [T], _ value: (Datum) -> T?) -> [T]? {
      var values = values
      for thing in state.collection(plan.owner) {
        let row = Int(rows[Int(thing.index)])
        guard let datum = stated(of: thing, plan, state, evaluator) else { continue }
        guard let value = value(datum) else { return nil }
        values[row] = value
      }
      return values
    }
    switch empty {
    case .truths(let truths):
      let read = read(truths) { if case .truth(let truth) = $0 { truth } else { nil } }
      if let read { return .truths(read) }
    case .words(let words):
      let read = read(words) { if case .words(let set) = $0 { set.bits } else { nil } }
      if let read { return .words(read) }
    case .exact(let numbers):
      var writer = NumberWriter(numbers)
      var isOfNumbers = true
      for thing in state.collection(plan.owner) {
        let row = Int(rows[Int(thing.index)])
        guard let datum = stated(of: thing, plan, state, evaluator) else { continue }
        guard case .number(let interval, let unit) = datum else {
          isOfNumbers = false
          break
        }
        writer.put(KnownNumber(interval, unit), into: row)
      }
      if isOfNumbers { return writer.column }
    case .things(let things):
      let read = read(things) { datum -> Int32? in
        switch datum {
        case .entity(let id): id.index
        case .unknown: -1
        default: nil
        }
      }
      if let read { return .things(read) }
    case .data, .numbers, .members: break
    }
    let data = Array(repeating: unknown, count: empty.count)
    return .data(read(data) { $0 } ?? data)
  }

  /// What is said of a thing; nil where nothing is and nothing stands in for it.
  private func stated(
    of thing: EntityID, _ plan: AttributePlan, _ state: EvaluationCache, _ evaluator: Evaluator
  ) -> Datum? {
    let things = state.columns.things
    let head =
      state.snapshot.columns[Int(id.number)]?.fact(
        kind: things.kinds[Int(thing.index)], row: things.rows[Int(thing.index)]) ?? -1
    let isShare = plan.isShareOfSales || plan.isShareOfPurchases
    if head < 0, plan.defaultValue == nil, !isShare { return nil }
    if head >= 0, state.snapshot.fact(after: head) == nil {
      let datum = evaluator.datum(head, type, state)
      if !isShare { return datum }
      // What is known of a share to the last digit, the others of the same whole cannot make less.
      if case .number(let interval, _) = datum, interval.isExact { return datum }
    }
    return evaluator.read(id, of: thing, voice: nil, state, type)
  }

  /// Whether something is said of each thing, by row.
  func isSaid(_ state: EvaluationCache, _ rows: [Int32], _ evaluator: Evaluator) -> [Bool] {
    if let said { return said }
    let plan = evaluator.program.attributes[Int(id.number)]
    var said = Array(repeating: false, count: values.count)
    if state.snapshot.columns[Int(id.number)] != nil || plan.defaultValue != nil {
      for thing in state.collection(plan.owner) {
        said[Int(rows[Int(thing.index)])] = evaluator.hasFact(id, of: thing, voice: nil, state)
      }
    }
    self.said = said
    return said
  }
}
