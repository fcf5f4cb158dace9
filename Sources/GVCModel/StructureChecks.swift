import GVCSyntax

/// What is wrong with a model as a whole, beyond each value on its own.
enum StructureChecks {
  static func run(_ model: inout Model) {
    let used = Usage(model)
    checkSources(&model, used)
    checkActivities(&model, used)
    checkLinks(&model)
    GroupShareCheck.run(&model)
    ShareCheck.run(&model)
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
    guard let linkChain = model.core.linkChain else { return }
    var chains = [Int32](repeating: -1, count: model.entities.count)
    for index in model.facts.indices where model.facts[index].attribute == linkChain {
      if case .entity(let chain) = model.facts[index].value {
        chains[Int(model.facts[index].entity.index)] = chain.index
      }
    }
    var links: [(key: (Int32, Int32, Int32, Int32), link: Int)] = []
    for (index, entity) in model.entities.enumerated()
    where entity.name == nil && entity.ends.count == 2
      && model.vocabulary.kinds[Int(entity.kind.number)].ends == .supply
    {
      let start = Int(entity.ends.lowerBound)
      let ends = (model.endPool[start].index, model.endPool[start + 1].index)
      links.append(((ends.0, ends.1, chains[index], entity.addedIn?.index ?? -1), index))
    }
    links.sort { $0.key == $1.key ? $0.link < $1.link : $0.key < $1.key }
    var first: (key: (Int32, Int32, Int32, Int32), link: Int)?
    for entry in links {
      guard let earlier = first, earlier.key == entry.key else {
        first = entry
        continue
      }
      model.report(
        ModelErrors.sameLinkTwice(
          model.label(EntityID(entry.link)), at: model.entities[entry.link].location,
          first: model.entities[earlier.link].location))
    }
  }
}
