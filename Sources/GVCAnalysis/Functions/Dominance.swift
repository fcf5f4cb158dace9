import GVCModel

extension BuiltIn {
  /// Whom every way leads through.
  static let dominance = [
    others(
      "dominators",
      """
      The other actors that every way of sales from an actor to the end market leads through, so \
      that it reaches no market if one of them leaves. With a chain, only its links count. \
      Nobody where no way leads there. (Lengauer and Tarjan 1979.)
      """
    ) { state, chain, actor in state.dominators(in: chain).dominators(of: actor) },
    others(
      "dominated",
      """
      The other actors that reach the end market only through an actor: those whose `dominators` \
      it is one of.
      """
    ) { state, chain, actor in state.dominators(in: chain).dominated(by: actor) },
    others(
      "supply_dominators",
      """
      The other actors that every way of supply to an actor leads through, from those that buy from \
      nobody, so that nothing reaches it if one of them leaves. With a chain, only its links count. \
      Nobody where no way comes from there. (Lengauer and Tarjan 1979.)
      """
    ) { state, chain, actor in state.supplyDominators(in: chain).dominators(of: actor) },
  ]

  /// A function of an actor, and of a chain where only the links of that count; each actor that it gives is a step.
  private static func others(
    _ name: String, _ documentation: String,
    _ find: @escaping @Sendable (EvaluationCache, EntityID?, EntityID) -> [EntityID]
  ) -> BuiltIn {
    BuiltIn(
      name, [.actor, .chain], optional: 1, .actors, reads: .more, documentation,
      value: { call in
        guard let actor = call.thing(0) else { return call.unknown }
        let chain = call.thing(1)
        guard call.count < 2 || chain != nil else { return call.unknown }
        let others = find(call.state, chain, actor)
        call.evaluator.steps += others.count
        return call.set(others)
      })
  }
}

extension EvaluationCache {
  /// Through whom each actor must sell to reach the end market, over the links of a chain or of all.
  fileprivate func dominators(in chain: EntityID?) -> Dominators {
    found("dominators", in: chain) { $0.dominators() }
  }

  /// Through whom all must come that each actor buys.
  fileprivate func supplyDominators(in chain: EntityID?) -> Dominators {
    found("supply_dominators", in: chain) { $0.supplyDominators() }
  }
}
