import GVCModel

/// What of a case is different between two models of it, as far as rules can tell.
enum ModelChange {
  /// Things, layers or units came, went or moved.
  case structure
  /// Facts of these attributes are stated otherwise, and nothing else; of the same places or not, by the order of the
  /// facts: of the same attributes of the same things, in the same layers.
  case facts(Set<AttributeID>, isOfSamePlaces: Bool)

  /// The change from one model of a project to the next; places in texts, names and titles do not count.
  init(from old: Model, to new: Model) {
    guard Self.isOfSameStructure(old, new) else {
      self = .structure
      return
    }
    let count = min(old.facts.count, new.facts.count)
    // What both share was taken over from one into the other.
    var start = old.facts.sharedPrefix(with: new.facts)
    while start < count, Self.areAlike(old, start, new, start) { start += 1 }
    var end = min(old.facts.sharedSuffix(with: new.facts), count - start)
    while end < count - start,
      Self.areAlike(old, old.facts.count - 1 - end, new, new.facts.count - 1 - end)
    {
      end += 1
    }
    let (before, after) = (start..<(old.facts.count - end), start..<(new.facts.count - end))
    // What money is worth in other money, any rule may read.
    if let rate = new.names.find("rate").flatMap({ new.vocabulary.kind(named: $0) }),
      (old.facts[before].map(\.attribute) + new.facts[after].map(\.attribute))
        .contains(where: { new.vocabulary[$0].owner == rate })
    {
      self = .structure
      return
    }
    self = .facts(
      Set(old.facts[before].map(\.attribute) + new.facts[after].map(\.attribute)),
      isOfSamePlaces: before == after
        && before.allSatisfy { Self.areOfSamePlace(old.facts[$0], new.facts[$0]) })
  }

  private static func isOfSameStructure(_ old: Model, _ new: Model) -> Bool {
    guard old.entities.count == new.entities.count, old.rowCounts == new.rowCounts,
      old.units == new.units, old.endPool == new.endPool,
      old.layerOrder == new.layerOrder, old.removals.count == new.removals.count,
      zip(old.removals, new.removals).allSatisfy({
        $0.entity == $1.entity && $0.layer == $1.layer
      })
    else { return false }
    return zip(old.entities, new.entities).allSatisfy { a, b in
      a.kind == b.kind && a.row == b.row && a.ends == b.ends && a.addedIn == b.addedIn
        && a.owner == b.owner
        // The number of a part, as of a tier, is its name.
        && (a.owner == nil || a.name.map { old.names[$0] } == b.name.map { new.names[$0] })
    }
  }

  /// Whether two facts are of the same attribute of the same thing, in the same layer and of the same key.
  private static func areOfSamePlace(_ a: Fact, _ b: Fact) -> Bool {
    a.entity == b.entity && a.attribute == b.attribute && a.layer == b.layer && a.key == b.key
  }

  /// Whether two facts say the same of the same thing, by the same voices.
  private static func areAlike(_ old: Model, _ i: Int, _ new: Model, _ j: Int) -> Bool {
    let (a, b) = (old.facts[i], new.facts[j])
    guard areOfSamePlace(a, b), a.evidence.count == b.evidence.count else { return false }
    guard
      zip(a.evidence, b.evidence).allSatisfy({ old.evidence[$0].voice == new.evidence[$1].voice })
    else { return false }
    guard case .list(let x) = a.value, case .list(let y) = b.value else {
      return areAlike(a.value, old, b.value, new)
    }
    guard x.count == y.count, x.isOpen == y.isOpen else { return false }
    return (0..<Int(x.count)).allSatisfy {
      areAlike(old.lists[Int(x.start) + $0], old, new.lists[Int(y.start) + $0], new)
    }
  }

  /// Texts are symbols, whose numbers depend on the names that were met before.
  private static func areAlike(_ a: Value, _ old: Model, _ b: Value, _ new: Model) -> Bool {
    if case .text(let x) = a, case .text(let y) = b {
      return x == y && old.names[x] == new.names[y]
    }
    // How a number is shown is a part of what is said of it.
    if case .number(_, _, let x) = a, case .number(_, _, let y) = b, !x.isShown(as: y) {
      return false
    }
    return a == b
  }
}
