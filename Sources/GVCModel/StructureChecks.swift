import GVCSyntax

/// What is wrong with a model as a whole, beyond each value on its own.
enum StructureChecks {
  static func run(_ model: inout Model) {
    let used = Usage(model)
    checkSources(&model, used)
    checkActivities(&model, used)
    checkLinks(&model)
    GroupShareCheck.run(&model)
    for layer in [nil] + model.layerOrder.layers.map(Optional.some) {
      checkShares(&model, in: layer)
    }
  }

  /// Which entities are cited, and which are elements of a list.
  private struct Usage {
    var cited: [Bool]
    var listed: [Bool]

    init(_ model: Model) {
      cited = Array(repeating: false, count: model.entities.count)
      listed = cited
      for evidence in model.evidence { cited[Int(evidence.source.index)] = true }
      for source in Self.citedByRules(model) { cited[Int(source.index)] = true }
      for value in model.lists {
        if case .entity(let id) = value { listed[Int(id.index)] = true }
      }
    }

    /// The sources that the `cite` clauses of rules name.
    private static func citedByRules(_ model: Model) -> [EntityID] {
      model.rules.flatMap { rule -> [EntityID] in
        let tree = model.trees[rule.place.tree]
        return tree.children(rule.place.node).compactMap { clause in
          guard tree.kind(clause) == .citeClause, let path = tree.child(clause, .path),
            let name = model.names.find(tree.text(path)),
            case .found(let id) = model.scopes.resolve(
              name, in: model.moduleOfTree[rule.place.tree])
          else { return nil }
          return id
        }
      }
    }
  }

  /// Whether an entity is the project's own.
  private static func isOwn(_ entity: Entity, _ model: Model) -> Bool {
    Int(entity.module) >= model.firstProjectModule
  }

  /// A source that no fact and no rule cites is noise, or a citation that was forgotten.
  private static func checkSources(_ model: inout Model, _ used: Usage) {
    for (index, entity) in model.entities.enumerated()
    where entity.kind == model.core.source && isOwn(entity, model) && !used.cited[index] {
      model.report(
        ModelErrors.unusedSource(model.label(EntityID(index)), at: entity.location))
    }
  }

  /// An activity of the case that no actor lists is forgotten, or misspelt elsewhere.
  private static func checkActivities(_ model: inout Model, _ used: Usage) {
    guard let kind = model.names.find("activity").flatMap({ model.vocabulary.kind(named: $0) })
    else { return }
    let theoryFiles = Set(
      model.theories.filter { $0.name != nil }.compactMap { $0.location?.file })
    for (index, entity) in model.entities.enumerated()
    where entity.kind == kind && isOwn(entity, model) && !used.listed[index]
      && !theoryFiles.contains(entity.location.file)
    {
      model.report(
        ModelErrors.activityOfNobody(model.label(EntityID(index)), at: entity.location))
    }
  }

  /// Two links without names need different ends, chains or layers to be told apart.
  private static func checkLinks(_ model: inout Model) {
    struct Key: Hashable {
      let supplier: EntityID
      let buyer: EntityID
      let chain: EntityID?
      let layer: EntityID?
    }
    guard let linkChain = model.core.linkChain else { return }
    var chains: [EntityID: EntityID] = [:]
    for fact in model.facts where fact.attribute == linkChain {
      if case .entity(let chain) = fact.value { chains[fact.entity] = chain }
    }
    var first: [Key: EntityID] = [:]
    for (index, entity) in model.entities.enumerated()
    where entity.name == nil && entity.ends.count == 2
      && model.vocabulary[entity.kind].ends == .supply
    {
      let id = EntityID(index)
      let ends = Array(model.ends(of: id))
      let key = Key(
        supplier: ends[0], buyer: ends[1], chain: chains[id], layer: entity.addedIn)
      if let earlier = first[key] {
        model.report(
          ModelErrors.sameLinkTwice(
            model.label(id), at: entity.location, first: model[earlier].location))
      } else {
        first[key] = id
      }
    }
  }

  // MARK: Shares

  /// Shares of sales of one supplier, and of purchases of one buyer, add up to at most the whole.
  /// A range counts with its lower end, so that only a certain excess is an error. An excess that
  /// a layer only takes over is said once, where it arises.
  private static func checkShares(_ model: inout Model, in layer: EntityID?) {
    for (attribute, whole, end) in [
      (model.core.shareOfSales, "sales", 0), (model.core.shareOfPurchases, "purchases", 1),
    ] {
      guard let attribute else { continue }
      let facts = standing(attribute, in: layer, model)
      guard layer == nil || facts.contains(where: { model.facts[$0].layer == layer }) else {
        continue
      }
      var sums: [EntityID: (sum: Double, facts: [Int])] = [:]
      var order: [EntityID] = []
      for index in facts {
        let fact = model.facts[index]
        guard case .number(let interval, _, _) = fact.value, interval.low.isFinite,
          model[fact.entity].ends.count == 2
        else { continue }
        let ends = model.ends(of: fact.entity)
        let actor = ends[ends.startIndex + end]
        if sums[actor] == nil { order.append(actor) }
        sums[actor, default: (0, [])].sum += interval.low
        sums[actor, default: (0, [])].facts.append(index)
      }
      for actor in order {
        guard let (sum, facts) = sums[actor], sum > 1 + 1e-9,
          let last = facts.last(where: { model.facts[$0].layer == layer })
        else { continue }
        let percent = (sum * 1000).rounded() / 10
        let text = percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%"
        model.report(
          ModelErrors.sharesAboveWhole(
            whole, of: model.label(actor), sum: text, at: model.facts[last].location,
            others: facts.filter { $0 != last }.map { model.facts[$0].location }))
      }
    }
  }

  /// The facts on an attribute that hold in a layer, one an entity: of several voices the lowest.
  private static func standing(
    _ attribute: AttributeID, in layer: EntityID?, _ model: Model
  ) -> [Int] {
    let chain = layer.map { model.layerOrder.chain(from: $0) } ?? []
    var rank: [EntityID: Int] = [:]
    for (index, layer) in chain.enumerated() { rank[layer] = chain.count - index }
    var gone: Set<EntityID> = []
    for removal in model.removals where rank[removal.layer] != nil { gone.insert(removal.entity) }
    var best: [EntityID: (rank: Int, fact: Int)] = [:]
    for (index, fact) in model.facts.enumerated() where fact.attribute == attribute {
      guard let place = fact.layer.map({ rank[$0] }) ?? 0, !gone.contains(fact.entity),
        model[fact.entity].addedIn.map({ rank[$0] != nil }) ?? true
      else { continue }
      if let known = best[fact.entity] {
        if known.rank > place { continue }
        if known.rank == place, low(known.fact, model) <= low(index, model) { continue }
      }
      best[fact.entity] = (place, index)
    }
    return best.values.map(\.fact).sorted()
  }

  private static func low(_ fact: Int, _ model: Model) -> Double {
    if case .number(let interval, _, _) = model.facts[fact].value { return interval.low }
    return 0
  }
}
