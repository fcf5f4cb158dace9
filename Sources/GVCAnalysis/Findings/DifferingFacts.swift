import GVCModel

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
