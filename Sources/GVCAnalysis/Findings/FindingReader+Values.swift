import GVCModel

extension FindingReader {
  /// What is known of an attribute of a thing in a layer, stated or derived; nil where nothing is, and
  /// for a thing that is not there.
  public func value(
    of attribute: AttributeID, for entity: EntityID, in layer: LayerReference
  ) -> Datum? {
    let evaluator = evaluator(layer: layer, previous: nil)
    guard evaluator.current.snapshot.contains(entity) else { return nil }
    let type = ExpressionType(analysis.model.vocabulary[attribute].type)
    let datum = evaluator.read(attribute, of: entity, voice: nil, evaluator.current, type)
    guard datum != .unknown(of: type, analysis.model) else { return nil }
    // Bounds that hold of anything are nothing that is known of this.
    if case .number(let interval, _) = datum, !interval.isExact,
      let derivation = analysis.program.derivations[attribute]
    {
      var explainer = Explainer(evaluator)
      guard interval != .all,
        !explainer.facts(under: derivation, of: entity, evaluator.current).isEmpty
      else { return nil }
    }
    return datum
  }

  /// Whether a thing is there in a layer.
  public func exists(_ entity: EntityID, in layer: LayerReference) -> Bool {
    evaluator(layer: layer, previous: nil).current.snapshot.contains(entity)
  }

  /// The links that an actor supplies in a layer, or those that it buys from.
  public func links(
    of actor: EntityID, selling: Bool, in layer: LayerReference
  ) -> [EntityID] {
    let snapshot = evaluator(layer: layer, previous: nil).current.snapshot
    return Array(selling ? snapshot.sales[actor] : snapshot.purchases[actor])
  }

  /// The shortest supply distance of an actor to a buyer that leads, over the links of a chain or of
  /// all; nil where none leads to one.
  public func tier(of actor: EntityID, chain: EntityID?, in layer: LayerReference) -> Int? {
    evaluator(layer: layer, previous: nil).current.tiers(in: chain)[actor]
  }
}

extension FindingReader {
  /// Whether a fact says something of an attribute of a thing in a layer; what others leave for it does
  /// not count.
  public func states(
    _ attribute: AttributeID, of entity: EntityID, in layer: LayerReference
  ) -> Bool {
    evaluator(layer: layer, previous: nil).hasFact(
      attribute, of: entity, voice: nil, evaluator(layer: layer, previous: nil).current)
  }
}
