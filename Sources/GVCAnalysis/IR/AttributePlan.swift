import GVCModel

/// What reading an attribute takes, gathered once: reading one must not search tables.
public final class AttributePlan: Sendable {
  /// The kind of thing that has it.
  public let owner: KindID
  /// The attribute is derived; without a derivation it is derived from itself, and unknown.
  public let isDerived: Bool
  /// The expression that it is derived by.
  public let derivation: PlanID?
  /// What holds where no fact speaks.
  public let defaultValue: Attribute.Default?
  /// The type of the attribute behind the `via` of a default path, or of the measure of a change.
  public let viaType: ExpressionType?
  /// Its shares of one actor add up to at most the whole: of the supplier's sales, or of the buyer's
  /// purchases.
  public let isShareOfSales: Bool
  public let isShareOfPurchases: Bool

  init(_ id: AttributeID, _ model: Model, derivation: PlanID?) {
    let attribute = model.vocabulary[id]
    owner = attribute.owner
    isDerived = attribute.derivation != nil
    self.derivation = derivation
    defaultValue = attribute.defaultValue
    viaType =
      switch attribute.defaultValue {
      case .path(let via, _), .measure(let via): ExpressionType(model.vocabulary[via].type)
      case .value, .end, nil: nil
      }
    isShareOfSales = id == model.core.shareOfSales
    isShareOfPurchases = id == model.core.shareOfPurchases
  }
}

/// Which kind is below which, as a table.
public struct KindTable: Sendable {
  private let count: Int
  private let isBelow: [Bool]

  init() {
    count = 0
    isBelow = []
  }

  init(_ vocabulary: Vocabulary) {
    count = vocabulary.kinds.count
    var table = Array(repeating: false, count: count * count)
    for kind in 0..<count {
      for other in 0..<count {
        table[kind * count + other] = vocabulary.kind(KindID(kind), isA: KindID(other))
      }
    }
    isBelow = table
  }

  /// Whether a kind is another one or below it.
  @inlinable public func contains(_ kind: KindID, in other: KindID) -> Bool {
    lookUp(Int(kind.number), Int(other.number))
  }

  @usableFromInline func lookUp(_ kind: Int, _ other: Int) -> Bool { isBelow[kind * count + other] }
}
