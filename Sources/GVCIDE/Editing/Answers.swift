import GVCAnalysis
import GVCModel
import GVCSyntax

extension EditorFeatures {
  /// The most open questions of one thing that are asked for their facts.
  private static let questionLimit = 30

  /// Facts of the thing that is declared at an offset that would decide open questions, each to be
  /// stated as `unknown` for a start.
  func answers(_ index: Int, at offset: UInt32) -> [CodeAction] {
    let tree = model.trees[index]
    guard let (entity, node) = declaredEntity(index, at: offset) else { return [] }
    let analysis = snapshot.analysis
    // What bears on the links of an actor bears on the actor.
    let layer = shownLayer
    let around =
      values.read { reader in
        [true, false].flatMap { reader.links(of: entity, selling: $0, in: layer) }
      } + [entity]
    let open = Set(around.flatMap { conclusions.findings[$0] ?? [] }).sorted().filter {
      analysis.findings[$0].truth == .unknown
    }.prefix(Self.questionLimit)
    guard !open.isEmpty else { return [] }
    let missing = reader.read { reader in
      open.map { reader.question(for: analysis.findings[$0]).facts }
    }
    var counts: [(fact: MissingFact, count: Int)] = []
    for fact in missing.flatMap({ Set($0) }).sorted()
    where fact.entity == entity && !fact.isBefore && fact.key == nil && !isStated(fact) {
      if let place = counts.firstIndex(where: { $0.fact.attribute == fact.attribute }) {
        counts[place].count += 1
      } else {
        counts.append((fact, 1))
      }
    }
    return counts.sorted { ($1.count, $0.fact) < ($0.count, $1.fact) }.prefix(8).map { entry in
      let name = model.names[model.vocabulary[entry.fact.attribute].name]
      let questions = entry.count == 1 ? "an open question" : "\(entry.count) open questions"
      return CodeAction(
        "State `\(name)`, which bears on \(questions)", .rewrite,
        [EntryEdit.insertion("\(name): unknown", into: node, in: tree)])
    }
  }

  /// Whether the text says something of a missing fact already, in some layer or voice.
  private func isStated(_ fact: MissingFact) -> Bool {
    facts(of: fact.entity).contains { model.facts[$0].attribute == fact.attribute }
  }

  /// The thing whose declaration an offset stands in.
  func declaredEntity(_ index: Int, at offset: UInt32) -> (entity: EntityID, node: NodeID)? {
    let tree = model.trees[index]
    guard let token = tree.token(touching: offset) else { return nil }
    for node in tree.nodes(around: token).reversed() {
      switch tree.kind(node) {
      case .declaration, .member:
        let place = SyntaxPlace(tree: index, node: node)
        if let entity = names.entity(declaredAt: place) { return (entity, node) }
      default: break
      }
    }
    return nil
  }

  // MARK: Defaults

  /// A fact that all links of a chain repeat, said once in the chain.
  func chainDefaults(_ index: Int, at offset: UInt32) -> [CodeAction] {
    let tree = model.trees[index]
    guard let (entity, _) = declaredEntity(index, at: offset),
      let token = tree.token(touching: offset)
    else { return [] }
    let nodes = tree.nodes(around: token)
    guard let entry = nodes.last(where: { tree.kind($0) == .attribute }),
      let attribute = model.names.find(tree.text(token: tree.firstToken(entry)))
        .flatMap({ model.vocabulary.attribute($0, of: model[entity].kind) }),
      case .path(let via, let target)? = model.vocabulary[attribute].defaultValue,
      let chain = stated(via, of: entity),
      facts(of: chain).allSatisfy({ fact in
        model.facts[fact].attribute != target
      }), let home = treeIndex(of: model[chain].location.file), isOwn(model[chain].location.file)
    else { return [] }
    var places: [(tree: Int, entry: NodeID)] = []
    var text: String?
    for other in model.entities.indices.map({ EntityID($0) })
    where model[other].kind == model[entity].kind && stated(via, of: other) == chain {
      let facts = facts(of: other).filter { model.facts[$0].attribute == attribute }
      guard facts.count == 1, model.facts[facts[0]].layer == nil,
        let place = entryPlace(model.facts[facts[0]].location),
        isOwn(model.trees[place.tree].source.file)
      else { return [] }
      let written = model.trees[place.tree].text(place.entry)
      guard text == nil || text == written else { return [] }
      text = written
      places.append(place)
    }
    guard places.count > 1, let text, let colon = text.firstIndex(of: ":") else { return [] }
    let name = model.names[model.vocabulary[target].name]
    let place = model.places[Int(chain.index)]
    let addition = EntryEdit.insertion(
      name + text[colon...], into: place.node, in: model.trees[home])
    return [
      CodeAction(
        "Say `\(name)` once, in `\(model.label(chain))`", .rewrite,
        places.map { EntryEdit.removal(of: $0.entry, in: model.trees[$0.tree]) } + [addition])
    ]
  }

  /// What an attribute names outside of all layers.
  private func stated(_ attribute: AttributeID, of entity: EntityID) -> EntityID? {
    for index in facts(of: entity) {
      let fact = model.facts[index]
      if fact.attribute == attribute, fact.layer == nil, case .entity(let id) = fact.value {
        return id
      }
    }
    return nil
  }

  /// The entry that states a fact.
  private func entryPlace(_ location: Location) -> (tree: Int, entry: NodeID)? {
    guard let index = treeIndex(of: location.file) else { return nil }
    let tree = model.trees[index]
    let nodes = tree.nodes(around: tree.token(endingAfter: location.range.start))
    return nodes.last { tree.kind($0) == .attribute }.map { (index, $0) }
  }
}
