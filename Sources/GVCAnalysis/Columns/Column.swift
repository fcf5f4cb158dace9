import GVCModel
import GVCSyntax

/// A number as far as it is known, with what it counts.
struct KnownNumber: Equatable {
  let interval: Interval
  let unit: UnitID

  init(_ interval: Interval, _ unit: UnitID) {
    self.interval = interval
    self.unit = unit
  }
}

/// Values of one type, one a row: what is simple stands in an array of its own type.
enum Column {
  case truths([Truth])
  /// The words that each may be, one bit each.
  case words([UInt64])
  case numbers([KnownNumber])
  case exact(DoubleColumn)
  case members(MemberRange)
  /// Things by their index, -1 where it is not known which.
  case things([Int32])
  case data([Datum])

  /// The same value in every row.
  init(_ datum: Datum, count: Int, _ type: ExpressionType) {
    switch (datum, type) {
    case (.truth(let truth), .truth): self = .truths(Array(repeating: truth, count: count))
    case (.words(let set), .words): self = .words(Array(repeating: set.bits, count: count))
    case (.number(let interval, let unit), .number):
      self = .numbers(Array(repeating: KnownNumber(interval, unit), count: count))
    case (.entity(let id), .entity): self = .things(Array(repeating: id.index, count: count))
    case (.unknown, .entity): self = .things(Array(repeating: -1, count: count))
    default: self = .data(Array(repeating: datum, count: count))
    }
  }

  /// What is known where nothing is, in every row of a column that is to be read from the case.
  init(unknownOf datum: Datum, count: Int, _ type: ExpressionType) {
    guard case (.number(let interval, let unit), .number) = (datum, type) else {
      self.init(datum, count: count, type)
      return
    }
    self = .exact(
      DoubleColumn(
        Array(repeatingLarge: .nan, count: count), unit, unknown: KnownNumber(interval, unit)))
  }

  /// Values of a type, in an array of their own where each is what the type says.
  init(_ data: [Datum], _ type: ExpressionType) {
    self = .data(data)
    switch type {
    case .truth:
      var truths: [Truth] = []
      truths.reserveCapacity(data.count)
      for case .truth(let truth) in data { truths.append(truth) }
      if truths.count == data.count { self = .truths(truths) }
    case .words:
      var words: [UInt64] = []
      words.reserveCapacity(data.count)
      for case .words(let set) in data { words.append(set.bits) }
      if words.count == data.count { self = .words(words) }
    case .number:
      var numbers: [KnownNumber] = []
      numbers.reserveCapacity(data.count)
      for case .number(let interval, let unit) in data {
        numbers.append(KnownNumber(interval, unit))
      }
      if numbers.count == data.count { self = .numbers(numbers) }
    case .entity:
      var things: [Int32] = []
      things.reserveCapacity(data.count)
      for datum in data {
        switch datum {
        case .entity(let id): things.append(id.index)
        case .unknown: things.append(-1)
        default: return
        }
      }
      self = .things(things)
    default: break
    }
  }

  var count: Int {
    switch self {
    case .truths(let truths): truths.count
    case .words(let words): words.count
    case .numbers(let numbers): numbers.count
    case .exact(let numbers): numbers.values.count
    case .members(let members): members.things.count
    case .things(let things): things.count
    case .data(let data): data.count
    }
  }

  /// Things by their index; nil for a column of something else.
  var asThings: [Int32]? {
    switch self {
    case .things(let things): things
    case .members(let members): members.things.map(\.index)
    default: nil
    }
  }

  /// Numbers whose units may differ; nil for a column of something else, or where some are no numbers.
  var asNumbers: [KnownNumber]? {
    switch self {
    case .numbers(let numbers): numbers
    case .exact(let numbers): numbers.values.indices.map { numbers[$0] }
    default: nil
    }
  }

  /// The column in the form that takes every value of its type.
  var general: Column {
    if let numbers = asNumbers { return .numbers(numbers) }
    if let things = asThings { return .things(things) }
    return self
  }

  /// The value of a row.
  func datum(_ row: Int) -> Datum {
    switch self {
    case .truths(let truths): .truth(truths[row])
    case .words(let words): .words(WordSet(bits: words[row]))
    case .numbers(let numbers): .number(numbers[row].interval, numbers[row].unit)
    case .exact(let numbers): .number(numbers[row].interval, numbers[row].unit)
    case .members(let members): .entity(members[row])
    case .things(let things): things[row] < 0 ? .unknown : .entity(EntityID(Int(things[row])))
    case .data(let data): data[row]
    }
  }

  /// The values of some rows, in the order in which they are named.
  func selecting(_ rows: [Int32]) -> Column {
    switch self {
    case .truths(let truths): .truths(Self.selecting(truths, rows))
    case .words(let words): .words(Self.selecting(words, rows))
    case .numbers(let numbers): .numbers(Self.selecting(numbers, rows))
    case .exact(let numbers): .exact(numbers.selecting(rows))
    case .members(let members): .things(rows.map { members[Int($0)].index })
    case .things(let things): .things(Self.selecting(things, rows))
    case .data(let data): .data(Self.selecting(data, rows))
    }
  }

  /// The elements of an array at some places, in the order in which they are named.
  static func selecting<T>(_ values: [T], _ rows: [Int32]) -> [T] {
    [T](unsafeUninitializedCapacity: rows.count) { buffer, count in
      values.withUnsafeBufferPointer { values in
        for place in rows.indices {
          let row = Int(rows[place])
          precondition(row >= 0 && row < values.count)
          buffer.initializeElement(at: place, to: values[row])
        }
      }
      count = rows.count
    }
  }

  /// Puts the values of another column of the same type into some rows, in the order in which they are named.
  mutating func put(_ other: Column, into rows: [Int32]) {
    switch self {
    case .exact, .members: self = general
    default: break
    }
    func put<T>(_ new: [T], into values: inout [T]) {
      for (place, row) in rows.enumerated() { values[Int(row)] = new[place] }
    }
    // An array is taken out before it is written to, so that it is not copied.
    switch other.general {
    case .truths(let new):
      if case .truths(var values) = self {
        self = .truths([])
        put(new, into: &values)
        self = .truths(values)
        return
      }
    case .words(let new):
      if case .words(var values) = self {
        self = .words([])
        put(new, into: &values)
        self = .words(values)
        return
      }
    case .numbers(let new):
      if case .numbers(var values) = self {
        self = .numbers([])
        put(new, into: &values)
        self = .numbers(values)
        return
      }
    case .things(let new):
      if case .things(var values) = self {
        self = .things([])
        put(new, into: &values)
        self = .things(values)
        return
      }
    case .data, .exact, .members: break
    }
    var data = (0..<count).map { datum($0) }
    put((0..<other.count).map { other.datum($0) }, into: &data)
    self = .data(data)
  }
}

/// Ways to bind variables, one a row, and what each variable stands for.
struct Frame {
  let count: Int
  /// By the slot of the variable; nil for one that is not bound.
  private(set) var slots: [Column?] = []

  /// Rows in which nothing is bound.
  init(count: Int) { self.count = count }

  /// Binds a variable.
  mutating func bind(_ slot: Int, _ column: Column) {
    while slots.count <= slot { slots.append(nil) }
    slots[slot] = column
  }

  func column(_ slot: Int) -> Column? { slot < slots.count ? slots[slot] : nil }

  /// Some of the rows, with those variables that stand in a mask, one bit a slot.
  func selecting(_ rows: [Int32], _ variables: UInt64 = .max) -> Frame {
    var frame = Frame(count: rows.count)
    for (slot, column) in slots.enumerated() where variables & (1 << UInt64(slot)) != 0 {
      if let column { frame.bind(slot, column.selecting(rows)) }
    }
    return frame
  }
}
