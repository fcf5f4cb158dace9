import GVCModel

/// A place where a fact may stand: an attribute of an entity, and the key where it is a map.
struct FactPlace {
  let entity: EntityID
  let attribute: AttributeID
  let key: EntityID?
}

/// What functions are evaluated with.
extension Evaluator {
  /// Whether a condition is known to have a truth, yes or no: what is unknown need not be looked at to its end.
  func isKnown(_ truth: Truth, of id: PlanID, _ state: EvaluationCache) -> Bool {
    let node = program[id]
    return node.meaning.isKnown(truth, of: node, id, state, self)
  }

  /// What a function reads beyond its arguments, with the variables bound as they are.
  func inputs(of function: BuiltIn, _ node: PlanNode, _ state: EvaluationCache) -> [[FactPlace]] {
    function.inputs(FunctionCall(self, node, state))
  }

  func attribute(_ name: String, of entity: EntityID) -> AttributeID? {
    model.names.find(name).flatMap { model.vocabulary.attribute($0, of: model[entity].kind) }
  }

  /// Whether a fact stands at a place and says something.
  func isStated(_ place: FactPlace, _ state: EvaluationCache) -> Bool {
    guard let key = place.key else {
      return hasFact(place.attribute, of: place.entity, voice: nil, state)
    }
    return mapValue(place.attribute, of: place.entity, key: key, state) != .unknown
  }

  /// The period that a layer is, or hangs from.
  func period(of state: EvaluationCache) -> EntityID? {
    state.snapshot.layer.flatMap { layer in
      model.layerOrder.chain(from: layer).first { model[$0].kind == model.core.period }
    }
  }
}
