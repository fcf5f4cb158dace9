import GVCSyntax

extension ModelBuilder {
  /// A unit declaration that was met, and what it is of.
  private struct NewUnit {
    let item: NodeID
    let tree: Int
    let name: String
    let plural: String
    let also: [String]
    /// The names of units in what it is so many of.
    let needs: [String]

    var names: [String] { [name, plural] + also }
  }

  /// Declares the units that have a name, in whatever order they stand: the libraries' before those of the case.
  mutating func declareUnits() {
    var found: [NewUnit] = []
    var taken: [String: Location] = [:]
    eachItem(\.vocabulary) { builder, item in
      guard let unit = builder.newUnit(item) else { return }
      let place = builder.tree.child(item, .unit).map { builder.tree.location($0) }
      guard let place else { return }
      for name in Set(unit.names).sorted() {
        if UnitVocabulary().isNamed(name) || Unit.isCurrency(name) || Unit.scaleWords[name] != nil {
          builder.report(ModelErrors.builtInUnit(name, at: place))
          return
        }
        if let first = taken[name] ?? builder.model.vocabulary.units.location(of: name) {
          builder.report(ModelErrors.duplicate("unit", name, at: place, first: first))
          return
        }
      }
      for name in unit.names { taken[name] = place }
      found.append(unit)
    }
    // Each is declared once what it is made of is.
    while !found.isEmpty {
      let pending = Set(found.flatMap(\.names))
      let ready = found.filter { pending.isDisjoint(with: $0.needs) }
      guard !ready.isEmpty else { break }
      for unit in ready { declare(unit) }
      found.removeAll { pending.isDisjoint(with: $0.needs) }
    }
    for unit in found {
      enter(unit.tree)
      report(ModelErrors.circularUnit(unit.name, at: tree.location(unit.item)))
    }
    unitTexts.vocabulary = model.vocabulary.units
  }

  /// What a declaration says of the names of its unit; nil for another item, or one without a name.
  private mutating func newUnit(_ item: NodeID) -> NewUnit? {
    guard tree.kind(item) == .unitDeclaration, let nameNode = tree.child(item, .unit) else {
      return nil
    }
    let words = tree.tokenRange(nameNode).map { tree.text(token: $0) }
    guard let first = words.first else { return nil }
    let name = words.joined(separator: " ")
    var plural = ([first + "s"] + words.dropFirst()).joined(separator: " ")
    var also: [String] = []
    for entry in tree.child(item, .block).map({ Array(tree.children($0)) }) ?? []
    where tree.kind(entry) == .attribute {
      guard let node = tree.child(entry, at: 0) else { continue }
      switch tree.text(token: tree.firstToken(entry)) {
      case "plural": plural = TextLiteral.value(of: tree.text(node))
      case "also": also += synonyms(node)
      case let other:
        report(
          ModelErrors.unknownAttribute(
            other, of: "a unit",
            suggestion: Suggestion.nearest(to: other, among: ["plural", "also"]),
            at: tree.location(token: tree.firstToken(entry))))
      }
    }
    let size = tree.child(item, .quantity)
    let needs = size.flatMap { tree.child($0, .unit) }.map {
      UnitVocabulary.names(in: tree.text($0))
    }
    return NewUnit(
      item: item, tree: treeIndex, name: name, plural: plural,
      also: also.filter { $0 != name && $0 != plural }, needs: needs ?? [])
  }

  private mutating func declare(_ new: NewUnit) {
    enter(new.tree)
    var unit = Unit(Dimension(.count(new.plural)))
    if let node = tree.child(new.item, .quantity) {
      guard let number = Quantity.number(node, in: tree) else { return }
      guard number > 0, number.isFinite, let unitNode = tree.child(node, .unit) else {
        report(ModelErrors.noSizeOfUnit(new.name, at: tree.location(node)))
        return
      }
      let whole = model.vocabulary.units.unit(tree.text(unitNode))
      let factor = whole.inBase(number)
      guard whole.dimension != .ratio, factor > 0, factor.isFinite else {
        report(ModelErrors.noSizeOfUnit(new.name, at: tree.location(node)))
        return
      }
      unit = Unit(whole.dimension, factor: factor)
    }
    model.vocabulary.units.declare(
      UnitVocabulary.Definition(
        name: new.name, plural: new.plural, title: title(of: new.item), unit: unit,
        location: tree.location(new.item), also: new.also))
  }
}
