import GVCModel
import GVCSyntax

/// An attribute of a thing of which sources, or voices, say different things.
public struct DifferingFacts: Sendable, Hashable {
  public let entity: EntityID
  public let attribute: AttributeID
  /// The key, for what a map says.
  public let key: EntityID?
  /// The layer in which they say it; nil for the facts outside all layers.
  public let layer: EntityID?
  /// What each says, by its index in the model, in the order of the text.
  public internal(set) var facts: [Int]

  /// What it is that is said differently.
  public var place: MissingFact {
    MissingFact(entity: entity, attribute: attribute, key: key, voice: nil, isBefore: false)
  }

  /// All of a case, in the order of the text.
  public static func all(in model: Model) -> [DifferingFacts] {
    struct Place: Hashable {
      let entity: EntityID
      let attribute: AttributeID
      let key: EntityID?
      let layer: EntityID?
    }
    var places: [Place: Int] = [:]
    var found: [DifferingFacts] = []
    // What nobody is named for is said once, or a mistake.
    for index in model.facts.indices where !model.facts[index].evidence.isEmpty {
      let fact = model.facts[index]
      guard fact.value != .unknown else { continue }
      let place = Place(
        entity: fact.entity, attribute: fact.attribute, key: fact.key, layer: fact.layer)
      if let known = places[place] {
        found[known].facts.append(index)
      } else {
        places[place] = found.count
        found.append(
          DifferingFacts(
            entity: fact.entity, attribute: fact.attribute, key: fact.key, layer: fact.layer,
            facts: [index]))
      }
    }
    return found.filter { differing in
      differing.facts.contains {
        model.facts[$0].value != model.facts[differing.facts[0]].value
      }
    }
  }
}

extension DifferingFacts {
  /// What `gvc check` remarks on the facts on which sources differ, a note each.
  static func diagnostics(_ model: Model) -> [Diagnostic] {
    let formatter = ValueFormatter(model)
    return all(in: model).compactMap { differing in
      guard let last = differing.facts.last else { return nil }
      let sayings = differing.facts.map { index in
        let fact = model.facts[index]
        let type = ExpressionType(model.vocabulary[fact.attribute].type)
        return (
          place: fact.location, text: formatter.text(fact.value, type),
          by: speakers(of: fact, model)
        )
      }
      let said = sayings.map { "\($0.text) (\($0.by))" }.joined(separator: ", ")
      var name = "\(model.names[model.vocabulary[differing.attribute].name])"
      if let key = differing.key { name += "[\(model.label(key))]" }
      let layer = differing.layer.map { " in `\(model.label($0))`" } ?? ""
      return Diagnostic(
        .sourcesDiffer,
        "sources differ on `\(name)` of `\(model.label(differing.entity))`\(layer): \(said)",
        at: Label(model.facts[last].location, "says otherwise"),
        secondary: sayings.dropLast().map { Label($0.place, "\($0.text), by \($0.by)") },
        help:
          "a conclusion holds only where it does by each of them; leave out the one that is wrong")
    }
  }

  /// `survey, for the supplier`: who says it.
  private static func speakers(of fact: Fact, _ model: Model) -> String {
    fact.evidence.map { index in
      let evidence = model.evidence[index]
      guard let voice = evidence.voice, let scale = model.core.voice else {
        return model.label(evidence.source)
      }
      let word = model.vocabulary[scale].words[voice].title.lowercased()
      return "\(model.label(evidence.source)), \(word)"
    }.joined(separator: "; ")
  }
}
