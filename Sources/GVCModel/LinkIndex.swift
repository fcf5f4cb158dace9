import GVCSyntax

/// The sign between the ends of a link or a tie.
public enum EndSign: Sendable {
  /// `->`: from the supplier to the buyer.
  case arrow
  /// `--`: between peers.
  case dashes

  /// The sign in an `ends` node.
  public init(_ ends: NodeID, in tree: SyntaxTree) {
    let sign = tree.child(ends, at: 0).map { tree.tokens[tree.tokenAfter($0)].kind }
    self = sign == .doubleDash ? .dashes : .arrow
  }

  /// Whether a thing has ends with this sign between them.
  func isOf(_ entity: Entity, _ model: Model) -> Bool {
    switch model.vocabulary[entity.kind].ends {
    case .supply: self == .arrow
    case .peers: self == .dashes
    case .none: false
    }
  }
}

/// The links and ties of a model by their ends, and the chain of each link outside all layers.
public struct LinkIndex: Sendable {
  /// For each entity, where the links that begin, or end, with it stand.
  private let byFirst: Runs
  private let byLast: Runs
  /// The chain of each entity, or -1.
  private var chains: [Int32]

  /// Numbers in runs, one for each entity.
  private struct Runs: Sendable {
    private var starts: [UInt32]
    private var numbers: [Int32]

    init(count: Int, _ pairs: [(entity: EntityID, link: Int32)]) {
      var places = [UInt32](repeating: 0, count: count + 1)
      for pair in pairs { places[Int(pair.entity.index) + 1] += 1 }
      for i in 0..<count { places[i + 1] += places[i] }
      starts = places
      numbers = Array(repeating: 0, count: pairs.count)
      for pair in pairs {
        numbers[Int(places[Int(pair.entity.index)])] = pair.link
        places[Int(pair.entity.index)] += 1
      }
    }

    subscript(entity: EntityID) -> ArraySlice<Int32> {
      let i = Int(entity.index)
      return numbers[Int(starts[i])..<Int(starts[i + 1])]
    }
  }

  /// The index of a model; `core` are the kinds and attributes that it knows by name.
  public init(_ model: Model, _ core: CoreVocabulary) {
    self.init(model, core, facts: model.facts, model.facts.indices)
  }

  /// The index by what some of `facts` say of the chains.
  init(
    _ model: Model, _ core: CoreVocabulary, facts: PieceArray<Fact>, _ range: Range<Int>
  ) {
    var first: [(EntityID, Int32)] = []
    var last: [(EntityID, Int32)] = []
    for index in model.entities.indices {
      let ends = model.entities[index].ends
      guard !ends.isEmpty else { continue }
      first.append((model.endPool[Int(ends.lowerBound)], Int32(truncatingIfNeeded: index)))
      last.append((model.endPool[Int(ends.upperBound) - 1], Int32(truncatingIfNeeded: index)))
    }
    byFirst = Runs(count: model.entities.count, first)
    byLast = Runs(count: model.entities.count, last)
    chains = Array(repeating: -1, count: model.entities.count)
    guard let attribute = core.linkChain else { return }
    for index in range where facts[index].attribute == attribute {
      let fact = facts[index]
      if case .entity(let chain) = fact.value, fact.layer == model[fact.entity].addedIn {
        chains[Int(fact.entity.index)] = chain.index
      }
    }
  }

  /// The chain of a link; nil where it has none.
  public func chain(of link: EntityID) -> EntityID? {
    let chain = chains[Int(link.index)]
    return chain < 0 ? nil : EntityID(Int(chain))
  }

  /// The links and ties that begin with an actor.
  public func links(from actor: EntityID) -> [EntityID] { byFirst[actor].map { EntityID(Int($0)) } }

  /// The links and ties that end with an actor.
  public func links(to actor: EntityID) -> [EntityID] { byLast[actor].map { EntityID(Int($0)) } }

  /// What a run of actors with this sign between them names, in the order of the declarations: `a -> b` what supplies,
  /// `a -- b` what joins peers. Of several kinds the links and ties of the prelude go before others.
  public func joining(_ ends: [EntityID], by sign: EndSign, _ model: Model) -> [EntityID] {
    guard let first = ends.first, let last = ends.last else { return [] }
    let starting = byFirst[first]
    let ending = byLast[last]
    let found = (starting.count < ending.count ? starting : ending).lazy
      .map { EntityID(Int($0)) }
      .filter { model.ends(of: $0).elementsEqual(ends) && sign.isOf(model[$0], model) }
    guard found.count > 1, let link = model.vocabulary.kind(ofEnds: sign) else {
      return Array(found)
    }
    let usual = found.filter { model.vocabulary.kind(model[$0].kind, isA: link) }
    return Array(usual.isEmpty ? found : usual)
  }
}
