import GVCModel

extension BuiltIn {
  /// The same as distances and ways, over the links that weigh: a trickle is no way.
  static let weight = [
    distance(
      "tier_by_weight",
      """
      The `tier` of an actor over the links alone that take at least a share of what their supplier \
      sells, `tier_by_weight(a, 5%)`, of all or of a chain. A link whose share is not known may be one.
      """
    ) { $0.tiers },
    distance(
      "hops_by_weight",
      """
      The `hops_to_market` of an actor over the links alone that take at least a share of what their \
      supplier sells. Who sells to nobody in the case stands before the market, and nobody else.
      """
    ) { $0.hops },
    others(
      "intermediaries_by_weight",
      """
      The agents on the ways from an actor to the end market, over the links alone that take at least a \
      share of what their supplier sells. (Caspari 2003, s4.)
      """
    ) { call, networks, actor in
      let isAgent = { (other: EntityID) in
        call.model.core.agent.map { call.model.isA(other, $0) } ?? false
      }
      let sure = networks.sure.reached(from: actor).filter(isAgent)
      return (sure, networks.possible.reached(from: actor).filter(isAgent))
    },
    others(
      "dominators_by_weight",
      """
      The others that every way of sales from an actor to the end market leads through that takes at \
      least a share at each sale: a way around by a trickle is none. Nobody where no such way leads \
      there.
      """
    ) { _, networks, actor in
      // Each way that is sure is one of those that may be: who all of these lead through, is on each in any case.
      guard networks.possible.isConnected(actor) else { return ([], []) }
      guard networks.sure.isConnected(actor) else {
        return ([], networks.possible.reached(from: actor))
      }
      return (
        networks.possible.dominators.dominators(of: actor),
        networks.sure.dominators.dominators(of: actor)
      )
    },
  ]

  private static let parameters: [Parameter] = [.actor, .number, .chain]

  private static func distance(
    _ name: String, _ documentation: String,
    _ find: @escaping @Sendable (WeighedNetwork) -> Distances
  ) -> BuiltIn {
    BuiltIn(
      name, parameters, optional: 1, .number, reads: .more, documentation,
      inputs: { $0.undecidedShares },
      value: { call in
        guard let (networks, actor) = call.networks,
          let least = find(networks.possible)[actor], let most = find(networks.sure)[actor]
        else { return call.unknown }
        return .number(Interval(Double(least), Double(most)), .one)
      })
  }

  /// - Parameter find: Who it is in any case, and all who it may be, the same among them.
  private static func others(
    _ name: String, _ documentation: String,
    _ find:
      @escaping @Sendable (FunctionCall, WeighedNetworks, EntityID) -> (
        sure: [EntityID], possible: [EntityID]
      )
  ) -> BuiltIn {
    BuiltIn(
      name, parameters, optional: 1, .actors, reads: .more, documentation,
      inputs: { $0.undecidedShares },
      value: { call in
        guard let (networks, actor) = call.networks else { return call.unknown }
        let found = find(call, networks, actor)
        call.evaluator.steps += found.possible.count
        let sure = Set(found.sure)
        return .set(
          Members(
            found.sure.map { .entity($0) },
            possible: found.possible.filter { !sure.contains($0) }.map { .entity($0) }))
      })
  }
}

extension FunctionCall {
  /// The links that weigh, and the actor that is asked about; nil where that, or the chain, is not known.
  fileprivate var networks: (WeighedNetworks, EntityID)? {
    guard let actor = thing(0) else { return nil }
    let chain = thing(2)
    guard count < 3 || chain != nil else { return nil }
    return (evaluator.weighed(by: number(1), in: chain, state), actor)
  }

  /// The shares of the links behind an actor of which it is not known whether they weigh.
  fileprivate var undecidedShares: [[FactPlace]] {
    guard let (networks, actor) = networks, let share = model.core.shareOfSales else { return [] }
    return networks.undecided(behind: actor).map {
      [FactPlace(entity: $0, attribute: share, key: nil)]
    }
  }
}

extension Evaluator {
  /// The links of a chain, or of all, that take at least a share of what their supplier sells.
  fileprivate func weighed(
    by least: KnownNumber, in chain: EntityID?, _ state: EvaluationCache
  ) -> WeighedNetworks {
    // What is tried for a moment is not kept.
    guard pins.isEmpty else { return weighed(by: least, state.network(of: chain), state) }
    let name = "weighed \(least.interval.low) \(least.interval.high) \(least.unit.number)"
    return state.found(name, in: chain) { weighed(by: least, $0, state) }
  }

  private func weighed(
    by least: KnownNumber, _ network: SupplyNetwork, _ state: EvaluationCache
  ) -> WeighedNetworks {
    guard let share = model.core.shareOfSales else {
      return WeighedNetworks(network, sure: { _ in false }, possible: { _ in true }, state)
    }
    let type = ExpressionType(model.vocabulary[share].type)
    func part(of link: EntityID) -> Interval? {
      guard case .number(let part, let unit) = read(share, of: link, voice: nil, state, type),
        areComparable(unit, least.unit)
      else { return nil }
      return part
    }
    return WeighedNetworks(
      network,
      sure: { link in part(of: link).map { $0.low >= least.interval.high } ?? false },
      possible: { link in part(of: link).map { $0.high >= least.interval.low } ?? true }, state)
  }
}

/// The links that weigh in any case, and those that may.
private final class WeighedNetworks {
  let sure: WeighedNetwork
  let possible: WeighedNetwork

  init(
    _ all: SupplyNetwork, sure: (EntityID) -> Bool, possible: (EntityID) -> Bool,
    _ state: EvaluationCache
  ) {
    let (leads, last) = (state.leads(of: all), all.last)
    self.sure = WeighedNetwork(all.only(where: sure), leads, last)
    self.possible = WeighedNetwork(all.only(where: possible), leads, last)
  }

  /// The links that may weigh and need not, of an actor and of those that it reaches.
  func undecided(behind actor: EntityID) -> [EntityID] {
    ([actor] + possible.reached(from: actor)).flatMap { seller in
      possible.network.sales(of: seller).filter { !sure.network.contains($0) }
    }
  }
}

/// Links that weigh, between the actors that lead and those that stand before the market by all links.
private final class WeighedNetwork {
  let network: SupplyNetwork
  private let leads: [EntityID]
  private let last: [EntityID]
  private(set) lazy var tiers = network.distances(from: leads, start: 0)
  private(set) lazy var hops = network.distances(from: last, start: 1)
  private(set) lazy var dominators = network.dominators(last: last)

  init(_ network: SupplyNetwork, _ leads: [EntityID], _ last: [EntityID]) {
    self.network = network
    self.leads = leads
    self.last = last
  }

  /// Whether a way leads from an actor to the market.
  func isConnected(_ actor: EntityID) -> Bool { hops[actor] != nil }

  /// All that an actor supplies, directly or through others, in the order of their declaration.
  func reached(from actor: EntityID) -> [EntityID] {
    var seen: Set<EntityID> = [actor]
    var front = [actor]
    while let next = front.popLast() {
      for buyer in network.buyers(of: next) where seen.insert(buyer).inserted {
        front.append(buyer)
      }
    }
    seen.remove(actor)
    return seen.sorted()
  }
}
