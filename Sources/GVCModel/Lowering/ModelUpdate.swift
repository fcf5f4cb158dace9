import GVCSyntax

/// Makes the model of a project of which some items of one file changed, and these declare the same things
/// as before under the same names: what is said of other things is taken from the model before.
///
/// The model is the one that the whole project gives, but for the numbers of names. Where that cannot be
/// told for certain, there is none.
struct ModelUpdate {
  let old: Model
  let change: SyntaxChange
  /// The index of the tree that changed, and its file.
  let treeIndex: Int
  let file: FileID
  /// The place of each file among the trees.
  let order: [FileID: Int]
  /// What the items that changed declare.
  let entities: Range<Int>
  var builder: ModelBuilder

  /// The model of the modules of a project; nil where it has to be built from its beginning.
  static func model(of modules: [SourceModule], after last: EarlierModel) -> Model? {
    guard let all = Self.modules(modules, like: last.model),
      let update = ModelUpdate(all, last), update.isPossible
    else { return nil }
    var statements = update
    if let model = statements.run() { return model }
    return DeclarationUpdate.model(update)
  }

  /// All modules, if they are those of a model but for their trees.
  private static func modules(_ modules: [SourceModule], like old: Model) -> [SourceModule]? {
    let library = old.firstProjectModule
    guard old.modules.count == library + modules.count else { return nil }
    for (new, known) in zip(modules, old.modules[library...]) {
      guard new.name == known.name, new.trees.count == known.trees.count,
        new.imports.count == known.imports.count,
        zip(new.imports, known.imports).allSatisfy({
          $0.alias == $1.alias && $0.module.map { $0 + library } == $1.module
        })
      else { return nil }
    }
    return old.modules[..<library]
      + zip(modules, old.modules[library...]).map { new, known in
        SourceModule(name: known.name, trees: new.trees, imports: known.imports)
      }
  }

  private init?(_ modules: [SourceModule], _ last: EarlierModel) {
    let trees = modules.flatMap(\.trees)
    let changed = trees.indices.filter { !trees[$0].isCopy(of: last.model.trees[$0]) }
    guard changed.count == 1, let index = changed.first,
      let change = last.changes[trees[index].source.file]
    else { return nil }
    old = last.model
    self.change = change
    treeIndex = index
    file = trees[index].source.file
    order = Dictionary(
      trees.enumerated().map { ($1.source.file, $0) }, uniquingKeysWith: { a, _ in a })
    let places = old.places
    func first(behind node: Int) -> Int {
      places.partitioningIndex { place in
        place.tree > index || place.tree == index && Int(place.node.index) >= node
      }
    }
    entities = first(behind: change.oldNodes.lowerBound)..<first(behind: change.oldNodes.upperBound)
    var model = last.model
    model.replaceTrees(by: modules)
    builder = ModelBuilder(model, [])
    builder.core = model.core
    builder.suggestionsLeft = model.record.suggestionsLeft
    builder.wordsLeft = model.record.wordsLeft
    builder.enter(index)
  }

  private mutating func run() -> Model? {
    let newItems = items(change.newNodes, of: builder.tree)
    guard let declared = declare(newItems), let stated = state(newItems) else { return nil }
    return finish(declared, stated)
  }

  /// The model with what is wrong with it; nil where a fresh one might say it otherwise.
  mutating func finish(_ declared: [Diagnostic], _ stated: [Diagnostic]) -> Model? {
    // Names and units that nothing uses any more stay, so that there is an end to it.
    guard builder.suggestionsLeft > 0, builder.wordsLeft > 0,
      builder.model.names.count < 2 * old.record.names + 10_000,
      builder.model.units.count == old.units.count
    else { return nil }
    builder.model.record.declared = declared
    builder.model.record.stated = stated
    builder.model.diagnostics = declared + stated
    guard builder.model.diagnostics.count <= Model.diagnosticLimit else { return nil }
    builder.finish()
    return builder.model.unlisted == nil ? builder.model : nil
  }

  /// Whether the file holds nothing that rules are made of, what changed is of the case, and the model is whole.
  private var isPossible: Bool {
    let vocabulary = old.vocabulary
    return items(change.oldNodes, of: old.trees[treeIndex]).allSatisfy({
      ItemIndex.isOfCase($0, old.trees[treeIndex])
    })
      && items(change.newNodes, of: builder.tree).allSatisfy({ [tree = builder.tree] in
        ItemIndex.isOfCase($0, tree)
      }) && old.unlisted == nil && !old.rules.contains { $0.location.file == file }
      && !old.thresholds.contains { $0.location.file == file }
      && !old.theories.contains { $0.location?.file == file }
      && !vocabulary.kinds.contains { $0.location.file == file }
      && !vocabulary.scales.contains { $0.location.file == file }
      && !vocabulary.attributes.contains { $0.location.file == file }
      && !vocabulary.verdicts.contains { $0.location.file == file }
  }

  func items(_ nodes: Range<Int>, of tree: SyntaxTree) -> [NodeID] {
    var items: [NodeID] = []
    var next = nodes.lowerBound
    while next < nodes.upperBound {
      items.append(NodeID(next))
      next += Int(tree.nodes[next].size)
    }
    return items
  }

  // MARK: Declarations

  /// Reads what the new items declare, and gives what is wrong with all declarations; nil where they declare
  /// other things than those before.
  private mutating func declare(_ items: [NodeID]) -> [Diagnostic]? {
    let rows = builder.model.rowCounts
    let module = builder.module
    let count = old.entities.count
    var names: [(name: Symbol, entity: EntityID)] = []
    for index in entities {
      if let name = old.entities[index].name, old.scopes.own(name, in: module) == EntityID(index) {
        names.append((name, EntityID(index)))
        builder.model.scopes.forget(name, in: module)
      }
    }
    builder.model.diagnostics = []
    // What is said elsewhere of names that no kind is declared of follows from them.
    let oldTree = old.trees[treeIndex]
    guard
      builder.undeclaredNames(of: items, in: builder.tree)
        == builder.undeclaredNames(of: self.items(change.oldNodes, of: oldTree), in: oldTree)
    else { return nil }
    for item in items { builder.declareEntity(item) }
    let declared = builder.model.entities[count...]
    let places = builder.model.places[count...]
    guard declared.count == entities.count else { return nil }
    let shift = entities.lowerBound - count
    for (index, new) in zip(entities, declared) {
      let known = old.entities[index]
      let owner = new.owner.map { EntityID(Int($0.index) + shift) }
      guard new.kind == known.kind, new.name == known.name, owner == known.owner else { return nil }
    }
    builder.model.entities.removeLast(declared.count)
    builder.model.places.removeLast(places.count)
    builder.model.rowCounts = rows
    moveEntities()
    for (index, (new, place)) in zip(entities, zip(declared, places)) {
      builder.model.entities[index].location = new.location
      builder.model.entities[index].title = new.title
      builder.model.places[index] = place
    }
    for (name, entity) in names { builder.model.scopes.declare(name, entity, in: module) }
    for index in builder.added.indices {
      builder.added[index].entity = EntityID(Int(builder.added[index].entity.index) + shift)
    }
    builder.checkBroughtNames(of: entities)
    for index in entities where !keepsEnds(index) { return nil }
    return moved(old.record.declared, with: builder.model.diagnostics)
  }

  /// Whether an entity has the same ends as before.
  private mutating func keepsEnds(_ index: Int) -> Bool {
    let id = EntityID(index)
    let count = builder.model.endPool.count
    builder.model.entities[index].ends = 0..<0
    builder.model.entities[index].addedIn = nil
    builder.resolveEnds(id, builder.model.places[index].node)
    guard builder.model.ends(of: id).elementsEqual(old.ends(of: id)),
      builder.model[id].addedIn == old[id].addedIn
    else { return false }
    builder.model.endPool.removeLast(builder.model.endPool.count - count)
    builder.model.entities[index].ends = old[id].ends
    return true
  }

  /// Moves the entities behind the change in its file, and what else of the file has a place.
  private mutating func moveEntities() {
    let bytes = change.byteShift
    for index in entities.upperBound..<old.entities.count {
      guard old.places[index].tree == treeIndex else { break }
      let place = old.places[index]
      builder.model.places[index] = SyntaxPlace(
        tree: treeIndex, node: NodeID(Int(place.node.index) + change.nodeShift))
      if bytes != 0 {
        builder.model.entities[index].location = old.entities[index].location.moved(by: bytes)
        builder.model.entities[index].title = old.entities[index].title?.moved(by: bytes)
      }
    }
    builder.model.expectations = old.expectations.map(moved)
    builder.model.acceptances = old.acceptances.map(moved)
    for (index, removal) in old.removals.enumerated() {
      if let place = moved(removal.location) { builder.model.removals[index].location = place }
    }
  }

  func moved(_ place: SyntaxPlace) -> SyntaxPlace {
    guard place.tree == treeIndex, Int(place.node.index) >= change.oldNodes.upperBound else {
      return place
    }
    return SyntaxPlace(
      tree: treeIndex, node: NodeID(Int(place.node.index) + change.nodeShift))
  }

  func moved(_ location: Location) -> Location? {
    guard location.file == file else { return location }
    return change.moved(location.range).map { Location(file, $0) }
  }

  /// The diagnostics of what did not change, with new ones; nil where one of them points at what changed.
  func moved(_ known: [Diagnostic], with new: [Diagnostic]) -> [Diagnostic]? {
    var all: [Diagnostic] = []
    for diagnostic in known where moved(diagnostic.primary.location) != nil {
      guard let moved = diagnostic.moved(moved) else { return nil }
      all.append(moved)
    }
    return all + new
  }
}
