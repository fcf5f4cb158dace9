import GVCSyntax

/// The statements of a large case in parts.
///
/// What the block of a declaration states depends on all that is declared, and on no other block, but for the
/// numbers of names and units that are met for the first time, and for how much is still to be reported. So blocks
/// are read beside one another: a part numbers what is new to it by itself, and its numbers are those of the whole
/// once the parts before it are joined. A part that reports something is read again behind them.
extension ModelBuilder {
  /// As many nodes as are worth a thread.
  private static let leastPart = 1 << 18
  /// The most parts; each has a copy of the table of names.
  private static let mostParts = 2

  /// Reads what the blocks of all declarations state, in so many parts at most.
  ///
  /// - Parameter count: As many as are worth it where it is nil.
  mutating func readFacts(inParts count: Int?) {
    let nodes = model.trees.reduce(0) { $0 + $1.nodes.count }
    let ranges = ranges(inParts: count ?? min(nodes / Self.leastPart, Self.mostParts), of: nodes)
    let whole = self
    guard ranges.count > 1, var parts = SideBySide.map(ranges, { whole.part($0) }) else {
      makeRoom(1)
      return readFacts(of: model.places.indices)
    }
    self = parts.removeFirst()
    for (part, range) in zip(parts, ranges.dropFirst()) { join(part, range, after: whole) }
  }

  /// Reads what the blocks of some declarations state.
  private mutating func readFacts(of entities: Range<Int>) {
    eachEntity(entities) { $0.readFacts(of: $1, $2) }
  }

  /// The declarations in parts that have about as many nodes.
  private func ranges(inParts count: Int, of nodes: Int) -> [Range<Int>] {
    var ends: [Int] = []
    var nodesBefore: [Int] = []
    var sum = 0
    for tree in model.trees {
      nodesBefore.append(sum)
      sum += tree.nodes.count
    }
    for part in stride(from: 1, to: count, by: 1) {
      let share = nodes / count * part
      let end = model.places.partitioningIndex {
        nodesBefore[$0.tree] + Int($0.node.index) >= share
      }
      if end > ends.last ?? 0, end < model.places.count { ends.append(end) }
    }
    return zip([0] + ends, ends + [model.places.count]).map { $0..<$1 }
  }

  /// This builder with what some declarations state, and, of all but the first, nothing that others do.
  private func part(_ entities: Range<Int>) -> ModelBuilder {
    var part = self
    if entities.lowerBound > 0 {
      part.model.facts = []
      part.model.evidence = []
      part.model.lists = []
      part.makeRoom(Double(entities.count) / Double(model.places.count))
    } else {
      part.makeRoom(1)
    }
    part.readFacts(of: entities)
    return part
  }

  /// Makes room for a share of what the trees state.
  private mutating func makeRoom(_ share: Double) {
    model.facts.reserveCapacity(Int(Double(room.facts) * share))
    model.evidence.reserveCapacity(Int(Double(room.evidence) * share))
  }

  /// Takes what a part read of some declarations, if it came to its end without a word.
  private mutating func join(
    _ part: ModelBuilder, _ entities: Range<Int>, after whole: ModelBuilder
  ) {
    guard part.model.reportedCount == whole.model.reportedCount,
      part.model.units.count < UnitTexts.limit
    else { return readFacts(of: entities) }
    let symbols = (whole.model.names.count..<part.model.names.count).map {
      model.names.intern(Symbol(UInt32(truncatingIfNeeded: $0)), of: part.model.names)
    }
    let units = part.model.units[whole.model.units.count...].map {
      unitTexts.number(of: $0, in: &model)
    }
    let numbers = NewNumbers(
      symbols: symbols, firstSymbol: whole.model.names.count, units: units,
      firstUnit: whole.model.units.count)
    let shift = StatementShift(evidence: model.evidence.count, lists: model.lists.count)
    for fact in part.model.facts {
      let moved = fact.moved(by: shift)
      model.facts.append(moved.with(numbers.value(moved.value)))
    }
    for evidence in part.model.evidence { model.evidence.append(evidence) }
    for value in part.model.lists {
      model.lists.append(numbers.value(value.moved(by: shift.lists)))
    }
  }

  /// What the numbers of names and units that were new to a part are in the whole.
  private struct NewNumbers {
    let symbols: [Symbol]
    let firstSymbol: Int
    let units: [UnitID]
    let firstUnit: Int

    func value(_ value: Value) -> Value {
      switch value {
      case .text(let symbol) where Int(symbol.number) >= firstSymbol:
        .text(symbols[Int(symbol.number) - firstSymbol])
      case .number(let interval, let form, let unit) where Int(unit.number) >= firstUnit:
        .number(interval, form, units[Int(unit.number) - firstUnit])
      default: value
      }
    }
  }
}
