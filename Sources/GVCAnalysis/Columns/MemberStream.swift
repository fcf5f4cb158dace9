import GVCModel

/// Some of the elements that a variable runs over, for the rows of a frame.
struct MemberRun {
  /// The row of the frame that each element belongs to, in rising order.
  let rows: [Int32]
  let elements: Column
  /// Whether each is an element.
  let truths: [Truth]
  /// Whether all are elements for sure.
  let areSure: Bool

  init(rows: [Int32], elements: Column, truths: [Truth]) {
    self.rows = rows
    self.elements = elements
    self.truths = truths
    areSure = truths.allSatisfy { $0 == .yes }
  }

  /// Elements of which is known alike how far they are some.
  init(rows: [Int32], elements: Column, all truth: Truth) {
    self.rows = rows
    self.elements = elements
    truths = Array(repeating: truth, count: rows.count)
    areSure = truth == .yes
  }

  var count: Int { rows.count }
}

/// The elements that a variable runs over, row by row of a frame, some thousands at a time.
struct MemberStream {
  /// How many elements stand in a run.
  static let limit = 4096

  /// The rows that may have more elements than can be named, of those that were run through.
  private(set) var openRows: [Int32] = []
  private let columns: ColumnEvaluator
  private let set: PlanID
  private let frame: Frame
  private let state: EvaluationCache
  private let source: Source
  /// Where the elements are all things of a kind, and stand in rows that follow one another: where those are.
  private var members: MemberRange?
  /// Whether it is known in each row what the elements stand beside.
  private var isKnown = false
  private var row = -1
  private var run = Run.things([], .yes)
  /// The place of the next element in the run of the row.
  private var place = 0

  private enum Source {
    /// The same in every row.
    case shared(Run)
    case adjacent(Adjacency, [Int32])
    case stated(ColumnEvaluator.StatedLists, [Int32], all: [EntityID])
    /// Nothing for a thing that is there.
    case nothing([Int32])
    /// What the evaluator says.
    case any
  }

  /// The elements of one row.
  private enum Run {
    case things(ArraySlice<EntityID>, Truth)
    case filtered([(thing: EntityID, truth: Truth)])
    case values([(Value, Truth)])

    var count: Int {
      switch self {
      case .things(let things, _): things.count
      case .filtered(let things): things.count
      case .values(let values): values.count
      }
    }
  }

  init(_ columns: ColumnEvaluator, _ set: PlanID, _ frame: Frame, _ state: EvaluationCache) {
    self.columns = columns
    self.set = set
    self.frame = frame
    self.state = state
    let node = columns.program[set]
    switch node.operation {
    case .collection(let kind):
      let things = state.collection(kind)[...]
      source = .shared(.things(things, .yes))
      let rows = state.columns.things.rows
      if let first = things.first, let last = things.last,
        Int(rows[Int(last.index)] - rows[Int(first.index)]) == things.count - 1
      {
        members = MemberRange(things: things, firstRow: Int(rows[Int(first.index)]), kind: kind)
      }
    case .relation(let relation):
      if let adjacency = columns.adjacency(relation, state),
        let things = columns.column(node.children[0], frame, state).asThings
      {
        source = .adjacent(adjacency, things)
        isKnown = !things.contains { $0 < 0 }
      } else {
        source = .any
      }
    case .attribute(let attribute):
      if let lists = columns.lists(of: attribute, node.type, state),
        case .set(.entity(let kind)) = node.type,
        let things = columns.column(node.children[0], frame, state).asThings
      {
        source = .stated(lists, things, all: state.collection(kind))
      } else {
        source = .any
      }
    case .mapKeys(let attribute):
      if state.snapshot.columns[Int(attribute.number)] == nil,
        let things = columns.column(node.children[0], frame, state).asThings
      {
        source = .nothing(things)
      } else {
        source = .any
      }
    case .call(let function):
      if function.isEmpty(in: state, columns.model),
        let things = columns.column(node.children[0], frame, state).asThings
      {
        source = .nothing(things)
      } else {
        source = .any
      }
    default: source = .any
    }
  }

  /// Things that were chosen before, the same in every row.
  init(
    _ columns: ColumnEvaluator, chosen: [(thing: EntityID, truth: Truth)], _ set: PlanID,
    _ frame: Frame, _ state: EvaluationCache
  ) {
    self.columns = columns
    self.set = set
    self.frame = frame
    self.state = state
    source = .shared(.filtered(chosen))
  }

  /// The elements of a row, of which nobody has asked yet.
  private mutating func elements(_ row: Int) -> Run {
    switch source {
    case .shared(let run): return run
    case .adjacent(let adjacency, let things) where things[row] >= 0:
      return .things(adjacency.run(Int(things[row])), .yes)
    case .stated(let lists, let things, let all):
      switch lists.list(things[row]) {
      case .unstated: return .things(all[...], .unknown)
      case .one(let values, isOpen: false) where !values.contains(.unknown):
        return .values(values.map { ($0, .yes) })
      case .one, .several: break
      }
    case .nothing(let things)
    where things[row] >= 0 && state.snapshot.exists[Int(things[row])]:
      return .things([], .yes)
    case .adjacent, .nothing, .any: break
    }
    columns.bind(frame, row, columns.program[set].variables)
    let (elements, isOpen) = columns.evaluator.elements(of: set, state)
    if isOpen { openRows.append(Int32(truncatingIfNeeded: row)) }
    return .values(elements)
  }

  /// The next elements; nil after the last.
  mutating func next() -> MemberRun? {
    if case .adjacent(let adjacency, let things) = source, isKnown {
      return next(of: adjacency, things)
    }
    if case .shared(.things(let things, let truth)) = source, frame.count == 1 {
      return next(of: things, truth)
    }
    var rows: [Int32] = []
    var truths: [Truth] = []
    var things: [Int32] = []
    var values: [Value] = []
    let isOfThings: Bool
    if case .set(.entity) = columns.program[set].type {
      isOfThings = true
    } else {
      isOfThings = false
    }
    rows.reserveCapacity(Self.limit)
    truths.reserveCapacity(Self.limit)
    if isOfThings { things.reserveCapacity(Self.limit) }
    while rows.count < Self.limit {
      if place == run.count {
        row += 1
        place = 0
        guard row < frame.count else {
          run = .things([], .yes)
          row = frame.count - 1
          break
        }
        run = elements(row)
        continue
      }
      let count = min(run.count - place, Self.limit - rows.count)
      rows.append(contentsOf: repeatElement(Int32(truncatingIfNeeded: row), count: count))
      switch run {
      case .things(let run, let truth):
        things.append(contentsOf: run.dropFirst(place).prefix(count).lazy.map(\.index))
        truths.append(contentsOf: repeatElement(truth, count: count))
      case .filtered(let run):
        for (thing, truth) in run[place..<place + count] {
          things.append(thing.index)
          truths.append(truth)
        }
      case .values(let run):
        for (value, truth) in run[place..<place + count] {
          truths.append(truth)
          if isOfThings, values.isEmpty, case .entity(let id) = value {
            things.append(id.index)
          } else {
            values.append(value)
          }
        }
      }
      place += count
    }
    guard !rows.isEmpty else { return nil }
    return MemberRun(rows: rows, elements: column(things, values), truths: truths)
  }

  /// The next elements of a frame of one row.
  private mutating func next(of things: ArraySlice<EntityID>, _ truth: Truth) -> MemberRun? {
    let count = min(things.count - place, Self.limit)
    guard count > 0 else { return nil }
    let place = self.place
    if let members {
      self.place += count
      let start = things.startIndex + place
      let range = MemberRange(
        things: things[start..<start + count], firstRow: members.firstRow + place,
        kind: members.kind)
      return MemberRun(
        rows: Array(repeating: 0, count: count), elements: .members(range), all: truth)
    }
    let indices = [Int32](unsafeUninitializedCapacity: count) { buffer, initialized in
      things.withUnsafeBufferPointer { things in
        for offset in 0..<count { buffer[offset] = things[place + offset].index }
      }
      initialized = count
    }
    self.place += count
    return MemberRun(
      rows: Array(repeating: 0, count: count), elements: .things(indices), all: truth)
  }

  /// The next elements where each row has a thing that is known, and its neighbours are the elements.
  private mutating func next(of adjacency: Adjacency, _ owners: [Int32]) -> MemberRun? {
    var rows: [Int32] = []
    var things: [Int32] = []
    rows.reserveCapacity(Self.limit)
    things.reserveCapacity(Self.limit)
    (row, place) = adjacency.append(
      runsOf: owners, from: max(0, row), place, limit: Self.limit, to: &things, &rows)
    guard !rows.isEmpty else { return nil }
    return MemberRun(rows: rows, elements: .things(things), all: .yes)
  }

  private func column(_ things: [Int32], _ values: [Value]) -> Column {
    guard !values.isEmpty else { return .things(things) }
    let element: ExpressionType =
      if case .set(let type) = columns.program[set].type { type } else { .error }
    return Column(values.map { Evaluator.datum($0) }, element)
  }
}
