import GVCModel

/// Values that missing facts are tried with, as if the case stated them.
///
/// While there are any, nothing that was computed without them is read, and nothing is kept that was computed with them.
struct Pins {
  /// By the fact; what a map holds under a key is a `value`.
  private(set) var values: [MissingFact: Datum] = [:]

  var isEmpty: Bool { values.isEmpty }

  init(_ values: [MissingFact: Datum] = [:]) { self.values = values }

  /// The value that an attribute is tried with, by one voice or by all.
  func value(
    of attribute: AttributeID, _ entity: EntityID, key: EntityID? = nil, voice: Int?,
    isBefore: Bool
  ) -> Datum? {
    values[
      MissingFact(
        entity: entity, attribute: attribute, key: key, voice: voice, isBefore: isBefore)]
  }
}

extension Evaluator {
  /// Whether a state is that of the layer before.
  func isBefore(_ state: EvaluationCache) -> Bool { previous.map { $0 === state } ?? false }

  /// Runs `body` as if the case stated some facts.
  func pinning<T>(_ values: [MissingFact: Datum], _ body: () -> T) -> T {
    let outer = (pins, slots, pinnedDerived)
    (pins, pinnedDerived) = (Pins(values), [:])
    defer { (pins, slots, pinnedDerived) = outer }
    return body()
  }
}

/// A derived attribute of a thing in a layer, by which its value is kept while facts are pinned.
struct DerivedPlace: Hashable {
  let attribute: AttributeID
  let entity: EntityID
  let isBefore: Bool
}
