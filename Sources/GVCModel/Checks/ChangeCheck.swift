import GVCSyntax

/// What moved must have moved between two layers, and as its numbers say.
enum ChangeCheck {
  /// For how many mistakes the ways out are worked out.
  private static let fixLimit = 100

  static func diagnostics(_ model: Model, _ facts: CheckedFacts) -> [Diagnostic] {
    guard !facts.changes.isEmpty else { return [] }
    var found: [Diagnostic] = []
    var measures: [Place: [Int]] = [:]
    for index in facts.measures {
      let fact = model.facts[index]
      measures[Place(entity: fact.entity, attribute: fact.attribute), default: []].append(index)
    }
    for index in facts.changes {
      let fact = model.facts[index]
      guard let layer = fact.layer, model.layerOrder.isCompared(layer, in: model) else {
        found.append(withoutBefore(fact, model, hasFixes: found.count < fixLimit))
        continue
      }
      guard case .measure(let measure) = model.vocabulary[fact.attribute].defaultValue,
        case .words(let word, let scale) = fact.value,
        let numbers = measures[Place(entity: fact.entity, attribute: measure)]
      else { continue }
      if let diagnostic = against(numbers, fact, word, scale, measure, in: layer, model) {
        found.append(diagnostic)
      }
    }
    return found
  }

  private struct Place: Hashable {
    let entity: EntityID
    let attribute: AttributeID
  }

  // MARK: Since when

  private static func withoutBefore(_ fact: Fact, _ model: Model, hasFixes: Bool) -> Diagnostic {
    let later = model.layerOrder.periods.filter { model.layerOrder.parent(of: $0) != nil }
    let attribute = model.vocabulary[fact.attribute]
    return ModelErrors.changeWithoutBefore(
      model.names[attribute.name], of: model.label(fact.entity),
      in: fact.layer.map { model.label($0) }, later: later.first.map { model.label($0) },
      at: fact.location, declared: attribute.location,
      fixes: hasFixes && fact.key == nil && fact.layer == nil
        ? later.prefix(3).compactMap { move(fact, into: $0, model) } : [])
  }

  /// Takes a fact out of where it stands, and states it in a layer.
  static func move(_ fact: Fact, into layer: EntityID, _ model: Model) -> Fix? {
    let entity = model[fact.entity]
    guard let source = model.source(fact.location.file), entity.owner == nil,
      entity.addedIn == nil, let target = target(fact.entity, model)
    else { return nil }
    let end = UInt32(truncatingIfNeeded: source.bytes.count)
    let text = source.string(fact.location.range)
    let block = "\nin \(model.label(layer)) {\n  set \(target) { \(text) }\n}\n"
    return Fix(
      "Move it into `in \(model.label(layer))`",
      [
        TextEdit(fact.location, ""),
        TextEdit(Location(fact.location.file, TextRange(end, end)), block),
      ])
  }

  /// What a layer calls a thing; nil where another one has the same ends.
  private static func target(_ id: EntityID, _ model: Model) -> String? {
    let entity = model[id]
    if entity.name != nil { return model.label(id) }
    let ends = Array(model.ends(of: id))
    let namesakes = model.entities.indices.count {
      model.entities[$0].ends.count == ends.count && Array(model.ends(of: EntityID($0))) == ends
    }
    return namesakes == 1 ? model.label(id) : nil
  }

  // MARK: Words and numbers

  private static func against(
    _ numbers: [Int], _ fact: Fact, _ word: WordSet, _ scale: ScaleID, _ measure: AttributeID,
    in layer: EntityID, _ model: Model
  ) -> Diagnostic? {
    /// What is stated in a layer, or outside of all.
    func stated(_ layer: EntityID?) -> [Int] { numbers.filter { model.facts[$0].layer == layer } }
    let now = stated(layer)
    let earlier = model.layerOrder.parent(of: layer).map { model.layerOrder.chain(from: $0) } ?? []
    let then = (earlier.map { Optional($0) } + [nil]).lazy.map { stated($0) }.first { !$0.isEmpty }
    guard let then, let new = amount(now, model), let old = amount(then, model),
      let factor = model.dimension(of: new.unit).scale(to: model.dimension(of: old.unit))
    else { return nil }
    let move = old.interval.move(to: factor.applied(to: new.interval))
    guard move.bits & word.bits == 0 else { return nil }
    let words = model.vocabulary[scale].words
    let said = words.indices.filter { word.bits & (1 << UInt64($0)) != 0 }
      .map { model.names[words[$0].name] }
    return ModelErrors.wordAgainstNumbers(
      model.names[model.vocabulary[fact.attribute].name], of: model.label(fact.entity),
      is: said.joined(separator: " or "), but: Self.text(move),
      model.names[model.vocabulary[measure].name], at: fact.location,
      numbers: (then + now).map { model.facts[$0].location })
  }

  private static func text(_ move: WordSet) -> String {
    switch move.bits {
    case 1: "fell"
    case 2: "stayed as it was"
    case 4: "rose"
    case 3: "did not rise"
    case 6: "did not fall"
    default: "moved"
    }
  }

  /// The numbers that some facts leave together; nil where one of them says no number, or in another unit.
  private static func amount(
    _ facts: [Int], _ model: Model
  ) -> (interval: Interval, unit: UnitID)? {
    var found: (interval: Interval, unit: UnitID)?
    for index in facts {
      guard case .number(let interval, _, let unit) = model.facts[index].value else { return nil }
      guard let known = found else {
        found = (interval, unit)
        continue
      }
      guard known.unit == unit else { return nil }
      found = (
        Interval(min(known.interval.low, interval.low), max(known.interval.high, interval.high)),
        unit
      )
    }
    return found
  }
}

extension Interval {
  /// What a number did that was in this interval before and is in another now: the first of three words where it fell,
  /// the second where it stayed as it was, the third where it rose, and all that it may have done.
  public func move(to now: Interval) -> WordSet {
    var bits: UInt64 = 0
    if now.low < high { bits |= 1 }
    if now.low <= high, low <= now.high { bits |= 2 }
    if now.high > low { bits |= 4 }
    return WordSet(bits: bits)
  }
}
