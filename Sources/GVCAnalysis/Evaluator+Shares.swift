import GVCModel

/// What follows from shares being shares of one whole: together they are at most all of it.
extension Evaluator {
  /// The index of concentration of the sales of an actor, or of its purchases: the sum of the squares of the shares, and
  /// of what they leave, however that is divided.
  ///
  /// It is least where nothing that is not stated is together, and greatest where all of it goes to the greatest share.
  func concentration(of actor: EntityID, sales: Bool, _ state: LayerState) -> Interval {
    let attribute = sales ? model.core.shareOfSales : model.core.shareOfPurchases
    var tally = Tally(.sum)
    let left = state.snapshot.residual(sales: sales, of: actor)
    // Somebody else may have any part of what is left.
    tally.limit(toWhole: left, areSquares: true)
    tally.add(
      KnownNumber(Interval(0, left.high) * Interval(0, left.high), .one), guardedBy: .yes, self)
    if let attribute {
      for link in (sales ? state.snapshot.sales : state.snapshot.purchases)[actor] {
        steps += 1
        guard
          case .number(let share, _) = read(
            attribute, of: link, voice: nil, state, .number(.share("")))
        else { continue }
        tally.add(
          KnownNumber(share.raised(to: Interval(2)) ?? .all, .one), guardedBy: .yes, self)
      }
    }
    guard case .number(let sum, _)? = tally.result else { return Interval(0, 1) }
    return sum
  }

  /// The whole of which a sum adds up shares, or squares of shares: where it runs over the sales of one actor (or its
  /// purchases), and adds of each link its share; nil for any other sum.
  func whole(
    of aggregate: Aggregate, _ bindings: [PlanBinding], _ body: PlanID
  ) -> (actor: PlanID, isSales: Bool, areSquares: Bool)? {
    guard aggregate == .sum, bindings.count == 1, let binding = bindings.first,
      case .relation(let relation) = program[binding.set].operation,
      relation == .sales || relation == .purchases, let actor = program[binding.set].children.first
    else { return nil }
    let isSales = relation == .sales
    let attribute = isSales ? model.core.shareOfSales : model.core.shareOfPurchases
    var areSquares = false
    var node = program[body]
    while true {
      switch node.operation {
      case .call(.ratio): node = program[node.children[0]]
      case .power where !areSquares:
        guard case .constant(.number(let exponent, _)) = program[node.children[1]].operation,
          exponent == Interval(2)
        else { return nil }
        areSquares = true
        node = program[node.children[0]]
      case .attribute(let read):
        guard read == attribute,
          case .variable(binding.slot) = program[node.children[0]].operation
        else { return nil }
        return (actor, isSales, areSquares)
      default: return nil
      }
    }
  }

  /// What the stated shares of an actor leave.
  func residual(
    of actor: Datum, sales: Bool, _ state: LayerState
  ) -> Interval? {
    guard pins.isEmpty, case .entity(let id) = actor else { return nil }
    return state.snapshot.residual(sales: sales, of: id)
  }
}
