import GVCSyntax

/// What is wrong with a model as a whole, beyond each value on its own.
enum StructureChecks {
  static func run(_ model: inout Model) {
    let checks = Check.allCases
    let facts = CheckedFacts(model)
    // Each reads much of a large case and writes nothing but what is wrong with it.
    let found: [[Diagnostic]]? =
      if model.facts.count >= Self.manyFacts {
        SideBySide.map(checks) { [model] in $0.diagnostics(model, facts) }
      } else {
        checks.map { $0.diagnostics(model, facts) }
      }
    for diagnostic in (found ?? []).joined() { model.report(diagnostic) }
  }

  /// From how many facts on checks run beside one another.
  private static let manyFacts = 1 << 17

  /// The checks, in the order in which they report.
  private enum Check: CaseIterable {
    case usage
    case links
    case groupShares
    case changes
    case dates
    case sales
    case purchases

    func diagnostics(_ model: Model, _ facts: CheckedFacts) -> [Diagnostic] {
      switch self {
      case .usage: Usage(model).diagnostics(model)
      case .links: StructureChecks.links(model, facts.linkChains)
      case .groupShares: GroupShareCheck.diagnostics(model, facts)
      case .changes: ChangeCheck.diagnostics(model, facts)
      case .dates: DatedFactCheck.diagnostics(model, facts)
      case .sales: ShareCheck.diagnostics(model, facts.sharesOfSales, of: "sales", end: 0)
      case .purchases:
        ShareCheck.diagnostics(model, facts.sharesOfPurchases, of: "purchases", end: 1)
      }
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
      for citation in model.record.citations {
        if case .found(let id) = model.scopes.resolve(citation.name, in: citation.module) {
          cited[Int(id.index)] = true
        }
      }
      for value in model.lists {
        if case .entity(let id) = value { listed[Int(id.index)] = true }
      }
    }

    func diagnostics(_ model: Model) -> [Diagnostic] { sources(model) + activities(model) }

    /// A source that no fact and no rule cites is noise, or a citation that was forgotten.
    private func sources(_ model: Model) -> [Diagnostic] {
      var found: [Diagnostic] = []
      for (index, entity) in model.entities.enumerated()
      where entity.kind == model.core.source && isOwn(entity, model) && !cited[index] {
        found.append(ModelErrors.unusedSource(model.label(EntityID(index)), at: entity.location))
      }
      return found
    }

    /// An activity of the case that no actor lists is forgotten, or misspelt elsewhere. Those that stand
    /// in a theory are words of it; what else stands in the same file does not matter.
    private func activities(_ model: Model) -> [Diagnostic] {
      guard let kind = model.names.find("activity").flatMap({ model.vocabulary.kind(named: $0) })
      else { return [] }
      let theories = theoryBlocks(model)
      var found: [Diagnostic] = []
      for (index, entity) in model.entities.enumerated()
      where entity.kind == kind && isOwn(entity, model) && !listed[index]
        && theories[entity.location.file]?.contains(where: {
          $0.start <= entity.location.range.start && entity.location.range.start < $0.end
        }) != true
      {
        found.append(
          ModelErrors.activityOfNobody(model.label(EntityID(index)), at: entity.location))
      }
      return found
    }

    /// Where the theories of the project stand, by file.
    private func theoryBlocks(_ model: Model) -> [FileID: [TextRange]] {
      let files = Set(
        model.theories.filter { $0.name != nil && $0.module >= model.firstProjectModule }
          .compactMap { $0.location?.file })
      var blocks: [FileID: [TextRange]] = [:]
      for tree in model.trees where files.contains(tree.source.file) {
        blocks[tree.source.file] = tree.children(SyntaxTree.root).filter {
          tree.kind($0) == .theory
        }.map { tree.range($0) }
      }
      return blocks
    }
  }

  /// Whether an entity is the project's own.
  private static func isOwn(_ entity: Entity, _ model: Model) -> Bool {
    Int(entity.module) >= model.firstProjectModule
  }

  /// Two links without names need different ends, chains or layers to be told apart.
  ///
  /// - Parameter chainFacts: The facts on their chains.
  private static func links(_ model: Model, _ chainFacts: [Int]) -> [Diagnostic] {
    guard model.core.linkChain != nil else { return [] }
    var chains = [Int32](repeating: -1, count: model.entities.count)
    for index in chainFacts {
      let fact = model.facts[index]
      if case .entity(let chain) = fact.value { chains[Int(fact.entity.index)] = chain.index }
    }
    var links: [(key: (Int32, Int32, Int32, Int32), link: Int)] = []
    for (index, entity) in model.entities.enumerated()
    where entity.name == nil && entity.ends.count == 2
      && model.vocabulary.kinds[Int(entity.kind.number)].ends == .supply
    {
      let start = Int(entity.ends.lowerBound)
      // Of another kind it is another thing.
      let ends = (model.endPool[start].index, model.endPool[start + 1].index)
      links.append(((ends.0, ends.1, chains[index], entity.addedIn?.index ?? -1), index))
    }
    links.sort { a, b in
      if a.key != b.key { return a.key < b.key }
      let (kind, other) = (model.entities[a.link].kind.number, model.entities[b.link].kind.number)
      return (kind, a.link) < (other, b.link)
    }
    var found: [Diagnostic] = []
    var first: (key: (Int32, Int32, Int32, Int32), link: Int)?
    for entry in links {
      guard let earlier = first, earlier.key == entry.key,
        model.entities[earlier.link].kind == model.entities[entry.link].kind
      else {
        first = entry
        continue
      }
      found.append(
        ModelErrors.sameLinkTwice(
          model.label(EntityID(entry.link)), at: model.entities[entry.link].location,
          first: model.entities[earlier.link].location))
    }
    return found + reversedLinks(model)
  }

  /// A link in which a buyer supplies a firm, although nothing supplies the buyer, reads from the wrong end.
  private static func reversedLinks(_ model: Model) -> [Diagnostic] {
    guard let buyer = model.vocabulary.kind(named: "buyer", model.names),
      let firm = model.vocabulary.kind(named: "firm", model.names)
    else { return [] }
    func isA(_ end: EntityID, _ kind: KindID) -> Bool {
      model.vocabulary.kind(model.entities[Int(end.index)].kind, isA: kind)
    }
    var supplied = Set<EntityID>()
    var doubtful: [Int] = []
    for (index, entity) in model.entities.enumerated()
    where entity.ends.count == 2
      && model.vocabulary.kinds[Int(entity.kind.number)].ends == .supply
    {
      let start = Int(entity.ends.lowerBound)
      let (supplier, customer) = (model.endPool[start], model.endPool[start + 1])
      if isA(customer, buyer) { supplied.insert(customer) }
      if isA(supplier, buyer), isA(customer, firm) { doubtful.append(index) }
    }
    return doubtful.compactMap { index in
      let start = Int(model.entities[index].ends.lowerBound)
      let (supplier, customer) = (model.endPool[start], model.endPool[start + 1])
      guard !supplied.contains(supplier) else { return nil }
      return ModelErrors.reversedLink(
        from: model.label(supplier), to: model.label(customer), at: model.entities[index].location)
    }
  }
}
