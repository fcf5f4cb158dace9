import GVCModel

/// What is known of the shares of one whole: for each actor, the lower ends of the shares of its sales (or of its
/// purchases) added up, of all links that are there.
///
/// A share of which several voices speak is at least the least that one of them says.
struct KnownShares: Sendable {
  /// By the index of the actor; empty where no share is stated.
  private var sums: [Double] = []
  /// Whether an estimate is among them; empty where none is.
  private var areEstimates: [Bool] = []

  /// Nothing is known.
  init() {}

  /// - Parameter end: Which end of a link has the whole: 0 for the supplier, 1 for the buyer.
  init(_ attribute: AttributeID?, end: Int, _ snapshot: Snapshot, _ model: Model) {
    guard let attribute, let column = snapshot.columns[Int(attribute.number)] else { return }
    var sums = Array(repeating: 0.0, count: snapshot.exists.count)
    for (index, entity) in model.entities.enumerated() where entity.ends.count == 2 {
      guard snapshot.exists[index], let first = column.fact(of: entity) else { continue }
      let least = Self.least(first, snapshot, model)
      guard least.low > 0 else { continue }
      let whole = Int(model.endPool[Int(entity.ends.lowerBound) + end].index)
      sums[whole] = DecimalArithmetic.sum(sums[whole], least.low)
      if least.isEstimate {
        if areEstimates.isEmpty { areEstimates = Array(repeating: false, count: sums.count) }
        areEstimates[whole] = true
      }
    }
    self.sums = sums
  }

  /// What is known of the share of one link at the least.
  static func least(
    _ attribute: AttributeID?, of link: EntityID, _ snapshot: Snapshot, _ model: Model
  ) -> Interval {
    guard let attribute, let fact = snapshot.firstFact(attribute, of: model[link]) else {
      return Interval(0)
    }
    return least(fact, snapshot, model)
  }

  /// The same by the first fact on it and those behind.
  private static func least(_ first: Int, _ snapshot: Snapshot, _ model: Model) -> Interval {
    var least = Interval(.infinity)
    var next: Int? = first
    while let fact = next {
      next = snapshot.fact(after: fact)
      var low = Interval(0)
      if case .number(let share, _, _) = model.facts[fact].value {
        low = Interval(max(0, share.low), isEstimate: share.isEstimate)
      }
      if low.low < least.low { least = low }
    }
    return least
  }

  /// What is left of the whole of an actor.
  func residual(of actor: EntityID) -> Interval {
    guard !sums.isEmpty else { return Interval(1) }
    let left = max(0, DecimalArithmetic.sum(1, -sums[Int(actor.index)]))
    return Interval(left, isEstimate: !areEstimates.isEmpty && areEstimates[Int(actor.index)])
  }
}
