import GVCModel

/// A function that rules may call: what needs a closure over the graph, or arithmetic that has no
/// sign of its own. Every function ends.
public struct BuiltIn: Sendable {
  /// Its place in the table.
  public enum ID: Int, Sendable, CaseIterable {
    case tier, hopsToMarket, upstream, downstream, intermediaries, reachable
    case dominators, dominated
    case concentrationOfSales, concentrationOfPurchases
    case count, exists, surely, inPeriod, meets, isMust, ratio, absolute, least, greatest, between
  }

  /// What a parameter takes.
  public enum Parameter: Sendable {
    case actor, chain, capability, anything, set, number, truth, datedEntity
  }

  /// What a call gives.
  public enum Result: Sendable {
    case truth, number, actors
    /// The type of the first argument.
    case sameAsFirst
  }

  /// Which function it is.
  public let id: ID
  /// What rules call it by.
  public let name: String
  /// What it takes, in the order of the arguments.
  public let parameters: [Parameter]
  /// How many of the parameters, from the end, may be left out.
  public let optional: Int
  /// What a call gives.
  public let result: Result
  /// What it computes, with the source of the term, for hover and the reference.
  public let documentation: String

  /// The functions by name.
  public static func named(_ name: String) -> BuiltIn? {
    for index in all.indices where all[index].name == name { return all[index] }
    return nil
  }

  /// All functions, in the order of their ids.
  public static let all: [BuiltIn] = [
    BuiltIn(
      id: .tier, name: "tier", parameters: [.actor, .chain], optional: 1, result: .number,
      documentation: """
        The shortest supply distance of an actor to a buyer that leads: 0 for the buyer itself, 1 for \
        who supplies it directly. With a chain, only its links count. A chain without a buyer is led \
        by the actors in it that sell to nobody. (Caspari 2003, fn 7.)
        """),
    BuiltIn(
      id: .hopsToMarket, name: "hops_to_market", parameters: [.actor, .chain], optional: 1,
      result: .number,
      documentation: """
        The least number of sales between an actor and the end market: 1 for who sells to nobody in \
        the case and so stands before the market. (Caspari 2003, s4.)
        """),
    BuiltIn(
      id: .upstream, name: "upstream", parameters: [.actor], optional: 0, result: .actors,
      documentation: "The actors that supply an actor, directly or through others."),
    BuiltIn(
      id: .downstream, name: "downstream", parameters: [.actor], optional: 0, result: .actors,
      documentation: "The actors that an actor supplies, directly or through others."),
    BuiltIn(
      id: .intermediaries, name: "intermediaries", parameters: [.actor], optional: 0,
      result: .actors,
      documentation: """
        The agents on the ways from an actor to the end market. (Caspari 2003, s4: intermediaries \
        keep the producer from learning about the market.)
        """),
    BuiltIn(
      id: .reachable, name: "reachable", parameters: [.actor, .actor], optional: 0, result: .truth,
      documentation: "Whether the first actor supplies the second, directly or through others."),
    BuiltIn(
      id: .dominators, name: "dominators", parameters: [.actor, .chain], optional: 1,
      result: .actors,
      documentation: """
        The other actors that every way of sales from an actor to the end market leads through, so \
        that it reaches no market if one of them leaves. With a chain, only its links count. \
        Nobody where no way leads there. (Lengauer and Tarjan 1979.)
        """),
    BuiltIn(
      id: .dominated, name: "dominated", parameters: [.actor, .chain], optional: 1,
      result: .actors,
      documentation: """
        The other actors that reach the end market only through an actor: those whose `dominators` \
        it is one of.
        """),
    BuiltIn(
      id: .concentrationOfSales, name: "concentration_of_sales", parameters: [.actor], optional: 0,
      result: .number,
      documentation: """
        How concentrated the sales of an actor are: the sum of the squares of its `share_of_sales`, from 0 \
        where there are very many buyers to 1 where there is one. What the stated shares leave may go to one \
        of the buyers, to somebody else, or to many. (Herfindahl 1950; Hirschman 1964.)
        """),
    BuiltIn(
      id: .concentrationOfPurchases, name: "concentration_of_purchases", parameters: [.actor],
      optional: 0, result: .number,
      documentation: """
        The same of the purchases of an actor, by its `share_of_purchases`. (Herfindahl 1950; Hirschman 1964.)
        """),
    BuiltIn(
      id: .count, name: "count", parameters: [.set], optional: 0, result: .number,
      documentation: "How many elements a list or collection has."),
    BuiltIn(
      id: .exists, name: "exists", parameters: [.anything], optional: 0, result: .truth,
      documentation: "Whether something is there in the layer; inside `before`, in the one before."),
    BuiltIn(
      id: .surely, name: "surely", parameters: [.truth], optional: 0, result: .truth,
      documentation: """
        Whether a condition is known to hold; `no` where it is unknown. For rules about what is \
        stated, such as contradictions, that ask for nothing that is not.
        """),
    BuiltIn(
      id: .inPeriod, name: "in_period", parameters: [.datedEntity], optional: 0, result: .truth,
      documentation: """
        Whether an event falls into the period of the layer: by its date or years, or because the \
        period itself adds it.
        """),
    BuiltIn(
      id: .meets, name: "meets", parameters: [.actor, .actor, .capability], optional: 0,
      result: .truth,
      documentation: """
        Whether the first actor can do what the second requires of one capability: a number within \
        the bound, a level at least as high, or `yes` where it is needed at all. A number that is required by \
        itself is the longest time, or the least amount. What either side does not say is unknown.
        """),
    BuiltIn(
      id: .isMust, name: "is_must", parameters: [.actor, .capability], optional: 0, result: .truth,
      documentation: "Whether an actor requires a capability as a must, and not only wants it."),
    BuiltIn(
      id: .ratio, name: "ratio", parameters: [.number], optional: 0, result: .number,
      documentation: """
        The plain number that a share or percentage is, so that shares of different things can be \
        compared where that is what is meant.
        """),
    BuiltIn(
      id: .absolute, name: "abs", parameters: [.number], optional: 0, result: .sameAsFirst,
      documentation: "A number without its sign."),
    BuiltIn(
      id: .least, name: "min", parameters: [.number, .number], optional: 0, result: .sameAsFirst,
      documentation: "The lesser of two numbers."),
    BuiltIn(
      id: .greatest, name: "max", parameters: [.number, .number], optional: 0,
      result: .sameAsFirst, documentation: "The greater of two numbers."),
    BuiltIn(
      id: .between, name: "between", parameters: [.number, .number], optional: 0,
      result: .sameAsFirst,
      documentation: "Some number from the first to the second; which, is not known."),
  ]
}
