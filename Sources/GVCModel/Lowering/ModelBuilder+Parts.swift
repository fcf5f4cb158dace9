import GVCSyntax

/// The statements of a large case in parts.
///
/// What the block of a declaration or of a layer states depends on all that is declared, and on no other block, but
/// for the numbers of names and units that are met for the first time, and for how much is still to be reported. So
/// blocks are read beside one another: a part numbers what is new to it by itself, and its numbers are those of the
/// whole once the parts before it are joined. A part that had more to report than is left for it is read again behind
/// them.
extension ModelBuilder {
  /// As many nodes as are worth a thread.
  private static let leastPart = 1 << 18
  /// The most parts; each may have a copy of the table of names.
  private static let mostParts = 2

  /// In how many parts what is stated is read: as many as are asked for, or are worth it.
  private var partCount: Int {
    let nodes = model.trees[lowered].reduce(0) { $0 + $1.nodes.count }
    return parts ?? min(nodes / Self.leastPart, Self.mostParts)
  }

  /// Reads what the blocks of the declarations of some things state: of all those of the trees that are lowered.
  mutating func readFacts(of entities: Range<Int>) {
    read(inParts(entities, partCount)) { builder, entities in
      builder.eachEntity(entities) { $0.readFacts(of: $1, $2) }
    }
  }

  /// Reads what all layers set.
  mutating func readLayers() {
    let layers = items.enumerated().flatMap { index, items in
      items.layers.map { (tree: index, item: $0.node) }
    }
    guard !layers.isEmpty else { return }
    let count = max(1, min(partCount, layers.count))
    // Each part would make it.
    if count > 1 { makeLinks() }
    let ends = (0...count).map { layers.count * $0 / count }
    read(zip(ends, ends.dropFirst()).map { $0..<$1 }) { builder, range in
      for (tree, item) in layers[range] {
        builder.enter(tree)
        builder.readLayer(item)
      }
    }
  }

  /// The things of the trees that are lowered, in parts of which the declarations have about as many nodes.
  private func inParts(_ entities: Range<Int>, _ count: Int) -> [Range<Int>] {
    var nodesBefore: [Int] = []
    var nodes = 0
    for tree in model.trees[lowered] {
      nodesBefore.append(nodes)
      nodes += tree.nodes.count
    }
    var ends: [Int] = []
    for part in stride(from: 1, to: count, by: 1) {
      let share = nodes / count * part
      let end = model.places.partitioningIndex(in: entities) {
        nodesBefore[$0.tree - lowered.lowerBound] + Int($0.node.index) >= share
      }
      if end > ends.last ?? entities.lowerBound, end < entities.upperBound { ends.append(end) }
    }
    return zip([entities.lowerBound] + ends, ends + [entities.upperBound]).map { $0..<$1 }
  }

  /// Reads what some blocks state, each range of them beside the others.
  private mutating func read(
    _ ranges: [Range<Int>], _ body: @Sendable (inout ModelBuilder, Range<Int>) -> Void
  ) {
    guard ranges.count > 1 else {
      model.facts.reserveCapacity(room.facts)
      model.evidence.reserveCapacity(room.evidence)
      for range in ranges { body(&self, range) }
      return
    }
    let left = (
      facts: max(0, room.facts - model.facts.count),
      evidence: max(0, room.evidence - model.evidence.count)
    )
    // What there is, and is not copied by a part that goes on from nothing.
    let known = (facts: model.facts, evidence: model.evidence, lists: model.lists)
    // Where there is next to nothing, as of theories, the first part goes on from it, and all is put behind that.
    let goesOn = known.facts.count < Self.fewFacts
    var start = self
    start.model.facts = []
    start.model.evidence = []
    start.model.lists = []
    start.model.removals = []
    var parts: [ModelBuilder] =
      SideBySide.map(Array(ranges.indices)) { [start, room] index in
        var part = start
        if goesOn, index == 0 {
          (part.model.facts, part.model.evidence, part.model.lists) = known
          part.model.facts.reserveCapacity(room.facts)
          part.model.evidence.reserveCapacity(room.evidence)
        } else {
          part.model.facts.reserveCapacity(left.facts / ranges.count)
          part.model.evidence.reserveCapacity(left.evidence / ranges.count)
        }
        body(&part, ranges[index])
        return part
      } ?? []
    let before = Known(start)
    start = ModelBuilder(Model(modules: [], firstProjectModule: 0), [])
    for (index, range) in ranges.enumerated() {
      let isJoined =
        index < parts.count
        && join(&parts[index], after: before, goesOn: goesOn && index == 0)
      if !isJoined { body(&self, range) }
    }
  }

  /// As many facts as may be copied.
  private static let fewFacts = 1 << 12

  /// What was there before some parts were read.
  private struct Known {
    let names: Int
    let units: Int
    let reported: Int
    let suggestionsLeft: Int
    let wordsLeft: Int

    init(_ builder: ModelBuilder) {
      names = builder.model.names.count
      units = builder.model.units.count
      reported = builder.model.diagnostics.count
      suggestionsLeft = builder.suggestionsLeft
      wordsLeft = builder.wordsLeft
    }
  }

  /// Takes what a part read out of it, and says whether it did: not where the whole would have reported it otherwise.
  ///
  /// - Parameter goesOn: Whether the part went on from what was stated already.
  private mutating func join(
    _ builder: inout ModelBuilder, after before: Known, goesOn: Bool
  ) -> Bool {
    let reported = builder.model.diagnostics[
      min(before.reported, builder.model.diagnostics.count)...]
    let suggestions = before.suggestionsLeft - builder.suggestionsLeft
    let words = before.wordsLeft - builder.wordsLeft
    guard builder.model.listsAll, suggestions <= suggestionsLeft, words <= wordsLeft,
      builder.model.units.count < UnitTexts.limit
    else { return false }
    for diagnostic in reported { report(diagnostic) }
    suggestionsLeft -= suggestions
    wordsLeft -= words
    // What is taken has one owner, so that more can be put behind it.
    var part = Model(modules: [], firstProjectModule: 0)
    swap(&part, &builder.model)
    let numbers = NewNumbers(
      symbols: (before.names..<part.names.count).map {
        model.names.intern(Symbol(UInt32(truncatingIfNeeded: $0)), of: part.names)
      }, firstSymbol: before.names,
      units: part.units[before.units...].map { unitTexts.place(of: $0, in: &model) },
      firstUnit: before.units)
    let shift = StatementShift(evidence: model.evidence.count, lists: model.lists.count)
    if goesOn {
      // Nothing was numbered since it began.
      guard numbers.areTheSame else { return false }
      model.removals += part.removals
      swap(&model.facts, &part.facts)
      swap(&model.evidence, &part.evidence)
      swap(&model.lists, &part.lists)
      return true
    }
    model.removals += part.removals
    for fact in part.facts {
      let moved = fact.moved(by: shift)
      model.facts.append(moved.with(numbers.value(moved.value)))
    }
    for evidence in part.evidence { model.evidence.append(evidence) }
    for value in part.lists { model.lists.append(numbers.value(value.moved(by: shift.lists))) }
    return true
  }

  /// What the numbers of names and units that were new to a part are in the whole.
  private struct NewNumbers {
    let symbols: [Symbol]
    let firstSymbol: Int
    let units: [Int]
    let firstUnit: Int

    /// Whether each is the number that it had in the part.
    var areTheSame: Bool {
      symbols.enumerated().allSatisfy { Int($1.number) == firstSymbol + $0 }
        && units.enumerated().allSatisfy { $1 == firstUnit + $0 }
    }

    private func place(_ unit: UInt16) -> Int {
      Int(unit) < firstUnit ? Int(unit) : units[Int(unit) - firstUnit]
    }

    func value(_ value: Value) -> Value {
      switch value {
      case .text(let symbol) where Int(symbol.number) >= firstSymbol:
        .text(symbols[Int(symbol.number) - firstSymbol])
      case .number(let interval, let form, let unit)
      where Int(unit.number) >= firstUnit || Int(unit.shown) >= firstUnit:
        .number(interval, form, UnitID(place(unit.number), shown: place(unit.shown)))
      default: value
      }
    }
  }
}
