import GVCSyntax

extension ModelUpdate {
  /// Reads what the new items say, puts it in the place of what the old ones said, and gives what is wrong with
  /// all facts; nil where it may change what other items say.
  mutating func state(_ items: [NodeID]) -> [Diagnostic]? {
    let (facts, evidence) = (old.facts, old.evidence)
    let record = old.record
    let layers = items.filter { builder.tree.kind($0) == .layerBlock }
    if !layers.isEmpty {
      builder.links = LinkIndex(builder.model, builder.core, facts: facts[..<record.layerFacts])
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
    guard chains(facts[things.facts]) == chains(newThings.facts[...]),
      keepsUnits([things, set], [newThings, newSet])
    else { return nil }
    put([(things, newThings), (set, newSet)])
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
      facts: builder.model.facts, evidence: builder.model.evidence, lists: builder.model.lists)
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
  private func chains(_ facts: ArraySlice<Fact>) -> [Chain] {
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

  private func units(_ value: Value, _ lists: [Value]) -> Set<UnitID> {
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

  /// Puts statements in the place of others.
  private mutating func put(_ parts: [(old: Section, new: Statements)]) {
    var facts: [Fact] = []
    var evidence: [Evidence] = []
    var lists: [Value] = []
    facts.reserveCapacity(old.facts.count + parts.reduce(0) { $0 + $1.new.facts.count })
    evidence.reserveCapacity(old.evidence.count + parts.reduce(0) { $0 + $1.new.evidence.count })
    var shift = StatementShift()
    var (nextFact, nextEvidence, nextList) = (0, 0, 0)
    func keep(facts endFact: Int, evidence endEvidence: Int, lists endList: Int) {
      facts += old.facts[nextFact..<endFact].lazy.map { moved($0, shift) }
      evidence += old.evidence[nextEvidence..<endEvidence].lazy.map { moved($0) }
      lists += old.lists[nextList..<endList].lazy.map { $0.moved(by: shift.lists) }
    }
    for (part, new) in parts {
      let oldLists = listRange(of: part.facts)
      keep(
        facts: part.facts.lowerBound, evidence: part.evidence.lowerBound,
        lists: oldLists.lowerBound)
      let start = StatementShift(evidence: evidence.count, lists: lists.count)
      facts += new.facts.lazy.map { $0.moved(by: start, bytes: 0) }
      evidence += new.evidence
      lists += new.lists.lazy.map { $0.moved(by: start.lists) }
      (nextFact, nextEvidence, nextList) = (
        part.facts.upperBound, part.evidence.upperBound, oldLists.upperBound
      )
      shift.evidence = evidence.count - nextEvidence
      shift.lists = lists.count - nextList
    }
    keep(facts: old.facts.count, evidence: old.evidence.count, lists: old.lists.count)
    builder.model.facts = facts
    builder.model.evidence = evidence
    builder.model.lists = lists
  }

  /// The lists that some facts, which stand side by side, are made of: those behind the lists of the facts before
  /// them.
  func listRange(of facts: Range<Int>) -> Range<Int> {
    func end(of facts: some BidirectionalCollection<Fact>) -> Int? {
      for fact in facts.reversed() {
        if case .list(let range) = fact.value { return Int(range.start) + Int(range.count) }
      }
      return nil
    }
    let start = end(of: old.facts[..<facts.lowerBound]) ?? old.record.optionLists
    return start..<(end(of: old.facts[facts]) ?? start)
  }

  private func moved(_ fact: Fact, _ shift: StatementShift) -> Fact {
    fact.moved(by: shift, bytes: bytes(fact.location))
  }

  private func moved(_ evidence: Evidence) -> Evidence {
    let bytes = bytes(evidence.location)
    return bytes == 0 ? evidence : evidence.moved(by: bytes)
  }

  /// How far a place that is kept has moved.
  func bytes(_ location: Location) -> Int {
    location.file == file && Int(location.range.start) >= change.oldBytes.upperBound
      ? change.byteShift : 0
  }
}
