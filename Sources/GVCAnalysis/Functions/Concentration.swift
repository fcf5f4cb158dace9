import GVCModel

extension BuiltIn {
  /// How concentrated the shares of an actor are.
  static let concentration = [
    ofShares(
      "concentration_of_sales", isSales: true,
      """
      How concentrated the sales of an actor are: the sum of the squares of its `share_of_sales`, from 0 \
      where there are very many buyers to 1 where there is one. What the stated shares leave may go to one \
      of the buyers, to somebody else, or to many. (Herfindahl 1950; Hirschman 1964.)
      """),
    ofShares(
      "concentration_of_purchases", isSales: false,
      """
      The same of the purchases of an actor, by its `share_of_purchases`. (Herfindahl 1950; Hirschman 1964.)
      """),
  ]

  private static func ofShares(_ name: String, isSales: Bool, _ documentation: String) -> BuiltIn {
    BuiltIn(
      name, [.actor], .number, reads: .more, documentation,
      inputs: { call in
        guard let actor = call.thing(0),
          let attribute = call.evaluator.share(ofSales: isSales)
        else { return [] }
        return call.state.snapshot.links(ofSales: isSales, actor).map {
          [FactPlace(entity: $0, attribute: attribute, key: nil)]
        }
      },
      value: { call in
        guard let actor = call.thing(0), call.state.snapshot.contains(actor) else {
          return .number(.all, .one)
        }
        return .number(
          call.evaluator.concentration(of: actor, isSales: isSales, call.state), .one)
      })
  }
}

extension Snapshot {
  fileprivate func links(ofSales isSales: Bool, _ actor: EntityID) -> ArraySlice<EntityID> {
    (isSales ? sales : purchases)[actor]
  }
}

extension Evaluator {
  fileprivate func share(ofSales isSales: Bool) -> AttributeID? {
    isSales ? model.core.shareOfSales : model.core.shareOfPurchases
  }

  /// The index of concentration of the sales of an actor, or of its purchases: the sum of the squares of the shares, and
  /// of what they leave, however that is divided.
  ///
  /// It is least where nothing that is not stated is together, and greatest where all of it goes to the greatest share.
  fileprivate func concentration(
    of actor: EntityID, isSales: Bool, _ state: EvaluationCache
  ) -> Interval {
    var tally = AggregateState(.sum)
    let left = state.snapshot.residual(sales: isSales, of: actor)
    // Somebody else may have any part of what is left.
    tally.limit(toWhole: left, areSquares: true)
    tally.add(
      KnownNumber(Interval(0, left.high) * Interval(0, left.high), .one), guardedBy: .yes, self)
    if let attribute = share(ofSales: isSales) {
      for link in state.snapshot.links(ofSales: isSales, actor) {
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
}
