import GVCModel

/// What follows from shares being shares of one whole: together they are at most all of it.
extension Evaluator {
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
      case .call(let function) where function.keepsNumber: node = program[node.children[0]]
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
    of actor: Datum, sales: Bool, _ state: EvaluationCache
  ) -> Interval? {
    guard pins.isEmpty, case .entity(let id) = actor else { return nil }
    return state.snapshot.residual(sales: sales, of: id)
  }
}
