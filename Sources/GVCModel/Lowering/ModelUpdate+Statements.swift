import GVCSyntax

extension ModelUpdate {
  /// Reads what the new items say, puts it in the place of what the old ones said, and gives what is wrong with
  /// all facts; nil where it may change what other items say.
  mutating func state(_ items: [NodeID]) -> [Diagnostic]? {
    let (facts, evidence) = (old.facts, old.evidence)
    let record = old.record
    let layers = items.filter {
      builder.tree.kind($0) == .layerBlock || builder.tree.kind($0) == .setItem
    }
    if !layers.isEmpty {
      builder.links = LinkIndex(builder.model, builder.core, facts: facts, 0..<record.layerFacts)
    }
    builder.model.diagnostics = []
    // What things state, and then what layers set.
    let things = Section(
      facts: facts.range(
        in: 0..<record.layerFacts,
        from: { [entities] in
          Int($0.entity.index) >= entities.lowerBound
        }, to: { [entities] in Int($0.entity.index) >= entities.upperBound }),
      evidence: evidence.range(
        in: 0..<record.layerEvidence, from: { isBehindStart($0.location) },
        to: { isBehindEnd($0.location) }))
    let set = Section(
      facts: facts.range(
        in: record.layerFacts..<facts.count, from: { isBehindStart($0.location) },
        to: { isBehindEnd($0.location) }),
      evidence: evidence.range(
        in: record.layerEvidence..<evidence.count, from: { isBehindStart($0.location) },
        to: { isBehindEnd($0.location) }))
    let newThings = read { [entities] builder in
      for index in entities {
        builder.readFacts(of: EntityID(index), builder.model.places[index].node)
      }
    }
    let newSet = read { builder in for item in layers { builder.readLayer(item) } }
    guard chains(facts[things.facts]) == chains(newThings.facts),
      keepsUnits([things, set], [newThings, newSet])
    else { return nil }
    put(things: (things, newThings), set: (set, newSet))
    builder.model.record.layerFacts += newThings.facts.count - things.facts.count
    builder.model.record.layerEvidence += newThings.evidence.count - things.evidence.count
    return moved(record.stated, with: builder.model.diagnostics)
  }

  /// What the old items said of things, or set in layers.
  struct Section {
    let facts: Range<Int>
    let evidence: Range<Int>
  }

  /// What was read of the new ones.
  struct Statements {
    var facts: [Fact] = []
    var evidence: [Evidence] = []
    var lists: [Value] = []
  }

  /// What a builder reads, by itself.
  mutating func read(_ body: (inout ModelBuilder) -> Void) -> Statements {
    builder.model.facts = []
    builder.model.evidence = []
    builder.model.lists = []
    body(&builder)
    return Statements(
      facts: Array(builder.model.facts), evidence: Array(builder.model.evidence),
      lists: Array(builder.model.lists))
  }

  private func isBehindStart(_ location: Location) -> Bool {
    let tree = order[location.file] ?? 0
    return tree > treeIndex
      || tree == treeIndex && Int(location.range.start) >= change.oldBytes.lowerBound
  }

  private func isBehindEnd(_ location: Location) -> Bool {
    let tree = order[location.file] ?? 0
    return tree > treeIndex
      || tree == treeIndex && Int(location.range.start) >= change.oldBytes.upperBound
  }

  /// The chains of links, by which layers may name them.
  private func chains(_ facts: some Sequence<Fact>) -> [Chain] {
    facts.filter { $0.attribute == old.core.linkChain }.map {
      Chain(link: $0.entity, layer: $0.layer, chain: $0.value)
    }
  }

  private struct Chain: Equatable {
    let link: EntityID
    let layer: EntityID?
    let chain: Value
  }

  /// Whether the units that the case counts in are the same as before.
  func keepsUnits(_ sections: [Section], _ new: [Statements]) -> Bool {
    var gone: Set<UnitID> = []
    for section in sections {
      for fact in old.facts[section.facts] { gone.formUnion(units(fact.value, old.lists)) }
    }
    for statements in new {
      for fact in statements.facts { gone.subtract(units(fact.value, statements.lists)) }
    }
    gone.remove(.one)
    guard !gone.isEmpty else { return true }
    for (index, fact) in old.facts.enumerated()
    where !sections.contains(where: { $0.facts.contains(index) }) {
      gone.subtract(units(fact.value, old.lists))
      if gone.isEmpty { return true }
    }
    return false
  }

  private func units<Lists: RandomAccessCollection>(
    _ value: Value, _ lists: Lists
  ) -> Set<UnitID> where Lists.Element == Value, Lists.Index == Int {
    switch value {
    case .number(_, _, let unit): return [unit]
    case .list(let range):
      let start = Int(range.start)
      return lists[start..<start + Int(range.count)].reduce(into: []) {
        $0.formUnion(units($1, lists))
      }
    default: return []
    }
  }

  /// Puts statements about things and in layers in the places of others.
  private mutating func put(
    things: (old: Section, new: Statements), set: (old: Section, new: Statements)
  ) {
    var facts = PieceArray<Fact>.Maker(old.facts)
    var evidence = PieceArray<Evidence>.Maker(old.evidence)
    var lists = PieceArray<Value>.Maker(old.lists)
    var shift = StatementShift()
    let record = old.record
    let parts = [
      (things, record.layerFacts, record.layerEvidence), (set, old.facts.count, old.evidence.count),
    ]
    for ((part, new), endOfFacts, endOfEvidence) in parts {
      let oldLists = listRange(of: part.facts)
      facts.keep(..<part.facts.lowerBound, shift: shift)
      evidence.keep(..<part.evidence.lowerBound, shift: 0)
      lists.keep(..<oldLists.lowerBound, shift: shift.lists)
      let start = StatementShift(evidence: evidence.count, lists: lists.count)
      facts.add(new.facts.map { $0.moved(by: start) })
      evidence.add(new.evidence)
      lists.add(new.lists.map { $0.moved(by: start.lists) })
      facts.skip(to: part.facts.upperBound)
      evidence.skip(to: part.evidence.upperBound)
      lists.skip(to: oldLists.upperBound)
      shift.evidence = evidence.count - part.evidence.upperBound
      shift.lists = lists.count - oldLists.upperBound
      // What is said in the same file stands further on in it.
      let moved = shift + StatementShift(bytes: change.byteShift)
      facts.keep(
        ..<old.facts.partitioningIndex(in: part.facts.upperBound..<endOfFacts) {
          isBehindFile($0.location)
        }, shift: moved)
      evidence.keep(
        ..<old.evidence.partitioningIndex(in: part.evidence.upperBound..<endOfEvidence) {
          isBehindFile($0.location)
        }, shift: moved.bytes)
      facts.keep(..<endOfFacts, shift: shift)
      evidence.keep(..<endOfEvidence, shift: 0)
    }
    lists.keep(..<old.lists.count, shift: shift.lists)
    builder.model.facts = facts.array
    builder.model.evidence = evidence.array
    builder.model.lists = lists.array
  }

  private func isBehindFile(_ location: Location) -> Bool {
    order[location.file] ?? 0 > treeIndex
  }

  /// The lists that some facts of the case, which stand side by side, are made of: those behind the lists of the facts
  /// before them, and of the options of attributes.
  func listRange(of facts: Range<Int>) -> Range<Int> {
    func end(of facts: some BidirectionalCollection<Fact>) -> Int? {
      for fact in facts.reversed() {
        if case .list(let range) = fact.value { return Int(range.start) + Int(range.count) }
      }
      return nil
    }
    let start = max(end(of: old.facts[..<facts.lowerBound]) ?? 0, old.record.optionLists)
    return start..<max(end(of: old.facts[facts]) ?? 0, start)
  }

  /// How far a place that is kept has moved.
  func bytes(_ location: Location) -> Int {
    location.file == file && Int(location.range.start) >= change.oldBytes.upperBound
      ? change.byteShift : 0
  }
}
