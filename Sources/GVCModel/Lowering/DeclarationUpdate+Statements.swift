import GVCSyntax

extension DeclarationUpdate {
  /// Reads what the items of all parts say, and puts it in the place of what they said; false where that cannot
  /// be told to give what the whole project does.
  mutating func state() -> Bool {
    let record = old.record
    let things = parts.map { section(of: $0, isSet: false) }
    let set = parts.map { section(of: $0, isSet: true) }
    let newThings = parts.map { part in
      update.builder.enter(part.tree)
      return update.read { builder in
        for index in part.entities {
          builder.readFacts(of: EntityID(index), builder.model.places[index].node)
        }
      }
    }
    var merge = StatementMerge(room: old)
    for (section, new) in zip(things, newThings) { replace(section, new, &merge) }
    keep(
      &merge, facts: record.layerFacts, evidence: record.layerEvidence,
      lists: update.listRange(of: 0..<record.layerFacts).upperBound)
    let layerFacts = merge.facts.count
    let layerEvidence = merge.evidence.count
    let newSet = readLayers(after: merge.facts)
    for (section, new) in zip(set, newSet) { replace(section, new, &merge) }
    keep(&merge, facts: old.facts.count, evidence: old.evidence.count, lists: old.lists.count)
    guard !isBroken, update.keepsUnits(things + set, newThings + newSet) else { return false }
    update.builder.model.facts = PieceArray(merge.facts)
    update.builder.model.evidence = PieceArray(merge.evidence)
    update.builder.model.lists = PieceArray(merge.lists)
    update.builder.model.record.layerFacts = layerFacts
    update.builder.model.record.layerEvidence = layerEvidence
    return true
  }

  /// Reads the layers of all parts, when the facts outside of them are known.
  private mutating func readLayers(after facts: [Fact]) -> [ModelUpdate.Statements] {
    parts.map { part in
      update.builder.enter(part.tree)
      let layers = update.items(part.newNodes, of: update.builder.tree).filter {
        update.builder.tree.kind($0) == .layerBlock || update.builder.tree.kind($0) == .setItem
      }
      guard !layers.isEmpty else { return ModelUpdate.Statements() }
      if update.builder.links == nil {
        update.builder.links = LinkIndex(
          update.builder.model, update.builder.core, facts: PieceArray(facts), facts.indices)
      }
      return update.read { builder in for item in layers { builder.readLayer(item) } }
    }
  }

  /// What the items of a part said of things, or set in layers.
  private func section(of part: Part, isSet: Bool) -> ModelUpdate.Section {
    let record = old.record
    let facts = isSet ? record.layerFacts..<old.facts.count : 0..<record.layerFacts
    let evidence =
      isSet ? record.layerEvidence..<old.evidence.count : 0..<record.layerEvidence
    func isBehind(_ location: Location, _ byte: Int) -> Bool {
      let tree = update.order[location.file] ?? 0
      return tree > part.tree || tree == part.tree && Int(location.range.start) >= byte
    }
    return ModelUpdate.Section(
      facts: isSet
        ? old.facts.range(
          in: facts, from: { isBehind($0.location, part.oldBytes.lowerBound) },
          to: { isBehind($0.location, part.oldBytes.upperBound) })
        : old.facts.range(
          in: facts, from: { Int($0.entity.index) >= part.oldEntities.lowerBound },
          to: { Int($0.entity.index) >= part.oldEntities.upperBound }),
      evidence: old.evidence.range(
        in: evidence, from: { isBehind($0.location, part.oldBytes.lowerBound) },
        to: { isBehind($0.location, part.oldBytes.upperBound) }))
  }

  // MARK: Merging

  /// The statements of a model that is made of those of another and new ones.
  private struct StatementMerge {
    var facts: [Fact] = []
    var evidence: [Evidence] = []
    var lists: [Value] = []
    /// The first of those before that are neither kept nor replaced yet.
    var next = (fact: 0, evidence: 0, list: 0)
    /// How far what is kept has moved.
    var shift = StatementShift()

    init(room model: Model) {
      facts.reserveCapacity(model.facts.count + 64)
      evidence.reserveCapacity(model.evidence.count + 64)
      lists.reserveCapacity(model.lists.count + 64)
    }
  }

  private mutating func replace(
    _ section: ModelUpdate.Section, _ new: ModelUpdate.Statements, _ merge: inout StatementMerge
  ) {
    let oldLists = update.listRange(of: section.facts)
    keep(
      &merge, facts: section.facts.lowerBound, evidence: section.evidence.lowerBound,
      lists: oldLists.lowerBound)
    let start = StatementShift(evidence: merge.evidence.count, lists: merge.lists.count)
    merge.facts += new.facts.lazy.map { $0.moved(by: start) }
    merge.evidence += new.evidence
    merge.lists += new.lists.lazy.map { $0.moved(by: start.lists) }
    merge.next = (section.facts.upperBound, section.evidence.upperBound, oldLists.upperBound)
    merge.shift.evidence = merge.evidence.count - merge.next.evidence
    merge.shift.lists = merge.lists.count - merge.next.list
  }

  /// Appends the statements up to some as they were, about the things under their new numbers.
  private mutating func keep(
    _ merge: inout StatementMerge, facts: Int, evidence: Int, lists: Int
  ) {
    for index in merge.next.fact..<max(facts, merge.next.fact) {
      let known = old.facts[index]
      let fact = known.moved(
        by: merge.shift + StatementShift(bytes: update.bytes(known.location)))
      merge.facts.append(
        Fact(
          entity: number(fact.entity), layer: fact.layer.map { number($0) },
          attribute: fact.attribute, key: fact.key.map { number($0) }, value: value(fact.value),
          evidence: fact.evidence, location: fact.location))
    }
    for index in merge.next.evidence..<max(evidence, merge.next.evidence) {
      let known = old.evidence[index]
      let moved = known.moved(by: update.bytes(known.location))
      merge.evidence.append(moved.from(number(moved.source)))
    }
    for index in merge.next.list..<max(lists, merge.next.list) {
      merge.lists.append(value(old.lists[index].moved(by: merge.shift.lists)))
    }
    merge.next = (
      max(facts, merge.next.fact), max(evidence, merge.next.evidence), max(lists, merge.next.list)
    )
  }

  private mutating func value(_ value: Value) -> Value {
    if case .entity(let id) = value { return .entity(number(id)) }
    return value
  }
}
