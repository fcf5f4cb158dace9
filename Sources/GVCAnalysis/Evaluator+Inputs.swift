import GVCModel

/// A place where a fact may stand: an attribute of an entity, and the key where it is a map.
struct FactPlace {
  let entity: EntityID
  let attribute: AttributeID
  let key: EntityID?
}

extension Evaluator {
  /// What a function reads beyond its arguments: for each input the places that can give it. Empty
  /// for a function that reads the links alone, or none of whose arguments is known.
  func inputs(
    of function: BuiltIn.ID, _ node: PlanNode, _ state: LayerState
  ) -> [[FactPlace]] {
    func entity(_ i: Int) -> EntityID? {
      guard i < node.children.count, case .entity(let id) = evaluate(node.children[i], state) else {
        return nil
      }
      return id
    }
    func place(_ name: String, _ entity: EntityID, _ key: EntityID?) -> [FactPlace] {
      attribute(name, of: entity).map { [FactPlace(entity: entity, attribute: $0, key: key)] } ?? []
    }
    switch function {
    case .meets:
      guard let supplier = entity(0), let buyer = entity(1), let key = entity(2) else { return [] }
      return [place("requires", buyer, key), place("capabilities", supplier, key)]
    case .isMust:
      guard let buyer = entity(0), let key = entity(1) else { return [] }
      return [place("requires", buyer, key)]
    case .inPeriod:
      guard let event = entity(0) else { return [] }
      let dates = place("date", event, nil) + place("years", event, nil)
      guard let period = period(of: state), let years = model.core.periodYears else {
        return [dates]
      }
      return [dates, [FactPlace(entity: period, attribute: years, key: nil)]]
    case .concentrationOfSales, .concentrationOfPurchases:
      let isSales = function == .concentrationOfSales
      guard let actor = entity(0),
        let attribute = isSales ? model.core.shareOfSales : model.core.shareOfPurchases
      else { return [] }
      return (isSales ? state.snapshot.sales : state.snapshot.purchases)[actor].map {
        [FactPlace(entity: $0, attribute: attribute, key: nil)]
      }
    default: return []
    }
  }

  /// Whether a fact stands at a place and says something.
  func isStated(_ place: FactPlace, _ state: LayerState) -> Bool {
    guard let key = place.key else {
      return hasFact(place.attribute, of: place.entity, voice: nil, state)
    }
    return mapValue(place.attribute, of: place.entity, key: key, state) != .unknown
  }

  /// The period that a layer is, or hangs from.
  func period(of state: LayerState) -> EntityID? {
    state.snapshot.layer.flatMap { layer in
      model.layerOrder.chain(from: layer).first { model[$0].kind == model.core.period }
    }
  }
}
