import GVCModel

extension BuiltIn {
  /// How many links lie between an actor and where its chain ends.
  static let distances = [
    distance(
      "tier",
      """
      The shortest supply distance of an actor to a buyer that leads: 0 for the buyer itself, 1 for \
      who supplies it directly. With a chain, only its links count. A chain without a buyer is led \
      by the actors in it that sell to nobody. (Caspari 2003, fn 7.)
      """
    ) { $0.tiers(in: $1) },
    distance(
      "hops_to_market",
      """
      The least number of sales between an actor and the end market: 1 for who sells to nobody in \
      the case and so stands before the market. (Caspari 2003, s4.)
      """
    ) { $0.hops(in: $1) },
  ]

  /// A function of an actor, and of a chain where only the links of that count.
  private static func distance(
    _ name: String, _ documentation: String,
    _ find: @escaping @Sendable (EvaluationCache, EntityID?) -> Distances
  ) -> BuiltIn {
    BuiltIn(
      name, [.actor, .chain], optional: 1, .number, reads: .more, documentation,
      column: { call in
        guard call.count == 1, let unknown = call.unknownNumber, let things = call[0].asThings
        else { return nil }
        let distances = find(call.state, nil)
        return .numbers(
          things.map { thing in
            guard thing >= 0, let distance = distances[EntityID(Int(thing))] else {
              return unknown
            }
            return KnownNumber(Interval(Double(distance)), .one)
          })
      },
      value: { call in
        guard let actor = call.thing(0) else { return call.unknown }
        let chain = call.thing(1)
        guard call.count < 2 || chain != nil else { return call.unknown }
        return find(call.state, chain)[actor].map { .number(Interval(Double($0)), .one) }
          ?? call.unknown
      })
  }
}
