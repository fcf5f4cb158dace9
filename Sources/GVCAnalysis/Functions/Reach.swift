import GVCModel

extension BuiltIn {
  /// Who supplies whom, directly or through others.
  static let reach = [
    BuiltIn(
      "upstream", [.actor], .actors, reads: .more,
      "The actors that supply an actor, directly or through others.",
      value: { call in
        call.thing(0).map {
          call.set(call.evaluator.reach(from: $0, downstream: false, call.state))
        }
          ?? call.unknown
      }),
    BuiltIn(
      "downstream", [.actor], .actors, reads: .more,
      "The actors that an actor supplies, directly or through others.",
      value: { call in
        call.thing(0).map { call.set(call.evaluator.reach(from: $0, downstream: true, call.state)) }
          ?? call.unknown
      }),
    BuiltIn(
      "intermediaries", [.actor], .actors, reads: .more,
      """
      The agents on the ways from an actor to the end market. (Caspari 2003, s4: intermediaries \
      keep the producer from learning about the market.)
      """,
      isEmpty: { state, model in model.core.agent.map { state.collection($0).isEmpty } ?? true },
      value: { call in
        guard let actor = call.thing(0) else { return call.unknown }
        // Where there is no agent at all, nobody need be looked for.
        guard let agent = call.model.core.agent, !call.state.collection(agent).isEmpty else {
          return call.set([])
        }
        let others = call.evaluator.reach(from: actor, downstream: true, call.state)
        return call.set(others.filter { call.model.isA($0, agent) })
      }),
    BuiltIn(
      "reachable", [.actor, .actor], .truth, reads: .more,
      "Whether the first actor supplies the second, directly or through others.",
      value: { call in
        guard let from = call.thing(0), let to = call.thing(1) else { return call.unknown }
        return .truth(Truth(call.evaluator.isReachable(to, from: from, call.state)))
      }),
  ]
}

extension Evaluator {
  /// Whether an actor supplies another, or itself, directly or through others.
  fileprivate func isReachable(_ to: EntityID, from: EntityID, _ state: EvaluationCache) -> Bool {
    guard from == to else { return reach(from: from, downstream: true, state).contains(to) }
    return state.snapshot.sales.across(from).contains { next in
      next == from || reach(from: next, downstream: true, state).contains(from)
    }
  }

  /// All actors that are reached from one; each is a step, so that a rule that asks for them again and again ends.
  fileprivate func reach(
    from actor: EntityID, downstream: Bool, _ state: EvaluationCache
  ) -> [EntityID] {
    let actors = state.reach(from: actor, downstream: downstream)
    steps += actors.count
    return actors
  }
}
