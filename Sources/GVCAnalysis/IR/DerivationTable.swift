import GVCModel

/// The expression of each derived attribute, by the number of the attribute.
public struct DerivationTable: Sendable {
  private var plans: [PlanID?] = []

  init() {}

  /// The attributes that are derived, in the order of their numbers.
  public var attributes: [AttributeID] {
    plans.indices.filter { plans[$0] != nil }.map { AttributeID($0) }
  }

  public internal(set) subscript(attribute: AttributeID) -> PlanID? {
    get {
      let number = Int(attribute.number)
      return number < plans.count ? plans[number] : nil
    }
    set {
      let number = Int(attribute.number)
      if number >= plans.count {
        plans.append(contentsOf: repeatElement(nil, count: number + 1 - plans.count))
      }
      plans[number] = newValue
    }
  }
}
