import GVCModel
import GVCSyntax

/// A case that a transformation makes of another.
struct ContextVariant: Sendable {
  let text: [UInt8]
  /// What was changed, where one thing after the other is: `maker.size`.
  var about = ""
  /// The fact that was changed.
  var fact: MissingFact?
  /// The same change with the other value alone, where it is one of two that are stated.
  var alternative: [UInt8]?
  /// The layer in which the answers of the last layer are looked for; nil for the layers in which they were found.
  var layer: String?
}

extension ContextCase {
  /// The name of what is added to a case, so that it cannot be a name of the case.
  static let prefix = "context_"

  /// What the transformation makes of the case, for conclusions about some things: none where it does not apply.
  func variants(
    _ transformation: Transformation, about things: [EntityID], needing needed: [Statement]
  ) -> [ContextVariant] {
    let subjects = suppliers(of: things)
    // A role is of an actor; what is concluded of a link is not concluded of who supplies.
    let actors = subjects.filter { things.contains($0) }
    switch transformation {
    case .later: return later
    case .scenario: return scenario
    case .halves: return halves
    case .fifty:
      return changing(counterparts(of: subjects)) { [stating("count", "50 firms", of: $0)] }
    case .trader: return changing(actors) { [stating("role", "[trader]", of: $0)] }
    case .leadFirm: return changing(actors) { [stating("role", "[lead_firm]", of: $0)] }
    case .ownedPlant: return ownedPlant(subjects)
    case .control: return control
    case .unrelated: return unrelated
    case .secondChain: return secondChain
    case .unknown: return one(of: statements) { _ in "unknown" }
    case .lowConfidence:
      return one(of: needed) { "\(valueText($0)) from \(Self.prefix)source (confidence: low)" }
    case .otherVoice:
      return one(of: needed, { otherVoice($0) }, instead: { otherValue($0) })
    case .currency: return one(of: needed) { otherCurrency($0) }
    case .numbers: return numbersForWords(needed)
    case .word: return wordsForNumbers(needed)
    }
  }

  /// The attributes that a transformation states, of whose kind a scope may speak.
  static func stated(by transformation: Transformation) -> Set<String> {
    switch transformation {
    case .trader, .leadFirm: ["role"]
    case .ownedPlant: ["equity", "owned_by", "affiliated", "governance"]
    default: []
    }
  }

  // MARK: Layers

  private var later: [ContextVariant] {
    let name = Self.prefix + "later"
    guard let last = lastPeriod else {
      return [ContextVariant(text: text([], adding: "period \(name)\n"), layer: name)]
    }
    let place =
      years(of: last).map { "years: \($0.last + 1)..\($0.last + 9)" }
      ?? "follows: \(model.label(last))"
    return [
      ContextVariant(text: text([], adding: "period \(name) { \(place) }\n"), layer: name)
    ]
  }

  private var scenario: [ContextVariant] {
    let name = Self.prefix + "scenario"
    let base = lastPeriod.map { " { base: \(model.label($0)) }" } ?? ""
    return [
      ContextVariant(text: text([], adding: "scenario \(name)\(base)\n"), layer: name)
    ]
  }

  private var halves: [ContextVariant] {
    let name = Self.prefix + "half"
    guard let last = lastPeriod, let years = years(of: last), years.last > years.first else {
      return []
    }
    let middle = (years.first + years.last) / 2
    guard let first = stating("years", "\(years.first)..\(middle)", of: last) else { return [] }
    return [
      ContextVariant(
        text: text(
          [first], adding: "period \(name) { years: \(middle + 1)..\(years.last) }\n"),
        layer: name)
    ]
  }

  // MARK: Whom it is about

  /// The actors among some things, and who supplies over the links among them.
  private func suppliers(of things: [EntityID]) -> [EntityID] {
    guard let actor = model.core.actor, let link = model.core.link else { return [] }
    var found: [EntityID] = []
    for id in things {
      let one =
        model.isA(id, actor) ? id : model.isA(id, link) ? model.ends(of: id).first : nil
      if let one, !found.contains(one) { found.append(one) }
    }
    return found
  }

  private func changing(
    _ actors: [EntityID], _ edits: (EntityID) -> [ContextEdit?]
  ) -> [ContextVariant] {
    let made = actors.flatMap { edits($0).compactMap { $0 } }
    return made.isEmpty ? [] : [ContextVariant(text: text(made))]
  }

  /// The other sides of the links of some actors: who buys of them, or where nobody does who sells to them.
  private func counterparts(of actors: [EntityID]) -> [EntityID] {
    var found: [EntityID] = []
    for actor in actors {
      var others = links.filter { $0.supplier == actor }.map(\.buyer)
      if others.isEmpty { others = links.filter { $0.buyer == actor }.map(\.supplier) }
      found += others.filter { !found.contains($0) && !actors.contains($0) }
    }
    return found
  }

  private func ownedPlant(_ subjects: [EntityID]) -> [ContextVariant] {
    var edits: [ContextEdit] = []
    for (link, supplier, buyer) in links where subjects.contains(supplier) {
      let own = stating("owned_by", "[\(model.label(buyer))]", of: supplier)
      edits += [own, stating("equity", "buyer", of: link)].compactMap { $0 }
    }
    return edits.isEmpty ? [] : [ContextVariant(text: text(edits))]
  }

  /// Who sets and watches what, the other way round; where only the type of the link says that somebody does, the
  /// supplier.
  private var control: [ContextVariant] {
    let attributes = [
      "product_specification", "process_specification", "process_management", "monitoring",
      "power",
    ]
    var edits: [ContextEdit] = []
    for statement in statements where attributes.contains(name(statement.attribute)) {
      switch tree.text(statement.value) {
      case "buyer": edits.append(ContextEdit(range: tree.range(statement.value), text: "supplier"))
      case "supplier": edits.append(ContextEdit(range: tree.range(statement.value), text: "buyer"))
      default: break
      }
    }
    guard edits.isEmpty else { return [ContextVariant(text: text(edits))] }
    let types = ["quasi_hierarchical", "captive"]
    guard
      statements.contains(where: {
        name($0.attribute) == "governance" && types.contains(tree.text($0.value))
      })
    else { return [] }
    edits = links.compactMap { stating("monitoring", "supplier", of: $0.link) }
    return edits.isEmpty ? [] : [ContextVariant(text: text(edits))]
  }

  // MARK: What has nothing to do with it

  private var unrelated: [ContextVariant] {
    let prefix = Self.prefix
    let date = lastPeriod.flatMap { years(of: $0) }.map { "date: \($0.last) " } ?? ""
    let tail = """
      market \(prefix)market { country: IS }
      chain \(prefix)chain { market: \(prefix)market }
      firm \(prefix)firm { country: IS }
      firm \(prefix)peer { country: IS }
      buyer \(prefix)buyer { country: IS }
      event \(prefix)event { \(date)countries: [IS] chains: [\(prefix)chain] helps: [\(prefix)firm] }
      link \(prefix)firm -> \(prefix)buyer { chain: \(prefix)chain }
      tie \(prefix)firm -- \(prefix)peer

      """
    return [ContextVariant(text: text([], adding: tail))]
  }

  /// The links of each chain once more in a copy of it, each with half of every share.
  private var secondChain: [ContextVariant] {
    guard let kind = model.core.chain else { return [] }
    var edits: [ContextEdit] = []
    var tail = ""
    for index in model.entities.indices {
      let chain = EntityID(index)
      guard model.isA(chain, kind), let name = model[chain].name.map({ model.names[$0] }),
        isHere(chain)
      else { continue }
      let copies = links.filter { self.chain(of: $0.link) == chain && isHere($0.link) }
      guard !copies.isEmpty else { continue }
      tail +=
        tree.text(model.places[Int(chain.index)].node)
        .replacingFirst(name, by: Self.prefix + name) + "\n"
      for (link, _, _) in copies {
        let own = statements.filter { $0.entity == link && $0.layer == nil }
        var parts = ["chain: \(Self.prefix)\(name)"]
        for statement in own where statement.attribute != model.core.linkChain {
          guard !statement.isKeyed else { continue }
          var value = valueText(statement)
          if case .share = model.vocabulary.type(of: statement.attribute) {
            guard let half = half(value) else { return [] }
            value = half
            edits.append(ContextEdit(range: tree.range(statement.value), text: value))
          }
          parts.append("\(self.name(statement.attribute)): \(value)")
        }
        tail += "link \(model.label(link)) { \(parts.joined(separator: " ")) }\n"
      }
    }
    return tail.isEmpty ? [] : [ContextVariant(text: text(edits, adding: tail))]
  }

  /// Whether a thing is declared outside of layers, in the text of the case.
  private func isHere(_ entity: EntityID) -> Bool {
    model.trees[model.places[Int(entity.index)].tree].source.file == tree.source.file
      && model[entity].addedIn == nil
  }

  private func half(_ value: String) -> String? {
    guard value.last == "%", let number = Double(value.dropLast()) else { return nil }
    return "\(number / 2)%"
  }
}

extension String {
  /// The text with the first whole word of its kind replaced.
  fileprivate func replacingFirst(_ word: String, by other: String) -> String {
    var out = ""
    var rest = self[...]
    while let first = rest.first {
      if rest.hasPrefix(word), out.last?.isLetter != true, out.last != "_" {
        let behind = rest.dropFirst(word.count)
        if behind.first.map({ $0.isLetter || $0.isNumber || $0 == "_" }) != true {
          return out + other + behind
        }
      }
      out.append(first)
      rest = rest.dropFirst()
    }
    return out
  }
}
