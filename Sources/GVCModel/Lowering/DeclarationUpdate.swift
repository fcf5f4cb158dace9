import GVCSyntax

/// Makes the model of a project of which some items of one file changed, whatever things these declare: what is
/// said elsewhere is taken from the model before, of things under their new numbers, but for the items that
/// name what came or went, which are read again.
struct DeclarationUpdate {
  /// Items that are read again, side by side in one file.
  struct Part {
    let tree: Int
    /// Whether they are those that changed; the text of all others is as it was.
    let isChange: Bool
    let newNodes: Range<Int>
    /// Where they were.
    let oldBytes: Range<Int>
    /// What they declared, and what they declare.
    let oldEntities: Range<Int>
    var entities: Range<Int>
  }

  var update: ModelUpdate
  /// In the order of the files and of the text.
  var parts: [Part] = []
  /// The new number of each thing that the items which changed declared, where it is still there.
  private var kept: [EntityID?]
  /// Something that is kept speaks of a thing that is gone.
  var isBroken = false

  var old: Model { update.old }
  var change: SyntaxChange { update.change }

  /// The model; nil where it has to be built from its beginning.
  ///
  /// - Parameter update: An update that has done nothing yet.
  static func model(_ update: ModelUpdate) -> Model? {
    var new = DeclarationUpdate(update)
    return new.run()
  }

  private init(_ update: ModelUpdate) {
    self.update = update
    kept = Array(repeating: nil, count: update.entities.count)
  }

  private mutating func run() -> Model? {
    update.builder.model.diagnostics = []
    guard let names = declareChange(), let items = ItemsNaming(names, self).items,
      declareAgain(items)
    else { return nil }
    putEntities()
    resolveEnds()
    // Rules of the project may name things, which have other numbers now.
    if old.ownTheory != nil { update.builder.model.ownTheory = Memo() }
    guard !isBroken, let declared = diagnostics(old.record.declared) else { return nil }
    guard state(), let stated = diagnostics(old.record.stated) else { return nil }
    return update.finish(declared, stated)
  }

  // MARK: Declarations

  /// The names by which other items may speak of what is different.
  struct Names {
    /// Those of things that came or went.
    var things: Set<Symbol> = []
    /// Those in the ends of links, by which layers may name them.
    var ends: Set<Symbol> = []
  }

  /// Reads what the items that changed declare, and says what others may be concerned; nil where a name is
  /// declared more than once.
  private mutating func declareChange() -> Names? {
    let range = update.entities
    var gone: [Symbol: Int] = [:]
    for index in range {
      guard let name = own(index, in: old) else { continue }
      guard old.scopes.own(name, in: update.builder.module) == EntityID(index) else { return nil }
      update.builder.model.scopes.forget(name, in: update.builder.module)
      gone[name] = index
    }
    let start = update.builder.model.entities.count
    let oldItems = update.items(change.oldNodes, of: old.trees[update.treeIndex])
    let items = update.items(change.newNodes, of: update.builder.tree)
    for item in items { update.builder.declareEntity(item) }
    let end = update.builder.model.entities.count
    var names = Names()
    for index in start..<end {
      guard let name = own(index, in: update.builder.model) else { continue }
      guard isOnly(name, index) else { return nil }
      guard let known = gone[name],
        old.entities[known].kind == update.builder.model.entities[index].kind
      else {
        names.things.insert(name)
        continue
      }
      gone[name] = nil
      kept[known - range.lowerBound] = EntityID(index - start + range.lowerBound)
    }
    names.things.formUnion(gone.keys)
    names.things.formUnion(update.builder.undeclaredNames(of: items, in: update.builder.tree))
    names.things.formUnion(
      update.builder.undeclaredNames(of: oldItems, in: old.trees[update.treeIndex]))
    names.ends = ends(of: oldItems, in: old.trees[update.treeIndex])
    names.ends.formUnion(ends(of: items, in: update.builder.tree))
    parts = [
      Part(
        tree: update.treeIndex, isChange: true, newNodes: change.newNodes,
        oldBytes: change.oldBytes, oldEntities: range, entities: start..<end)
    ]
    return names
  }

  /// The name of an entity that stands in the scope of its module.
  private func own(_ index: Int, in model: Model) -> Symbol? {
    model.entities[index].owner == nil ? model.entities[index].name : nil
  }

  /// Whether an entity is the only one that its module or a library declares under its name.
  private func isOnly(_ name: Symbol, _ index: Int) -> Bool {
    let scopes = update.builder.model.scopes
    return scopes.own(name, in: update.builder.module) == EntityID(index)
      && !(0..<old.firstProjectModule).contains { scopes.own(name, in: $0) != nil }
  }

  /// The names in the ends of links and ties.
  private mutating func ends(of items: [NodeID], in tree: SyntaxTree) -> Set<Symbol> {
    var names: Set<Symbol> = []
    for item in items {
      let first = Int(item.index)
      for index in first..<first + Int(tree.nodes[first].size) where tree.nodes[index].kind == .ends
      {
        for token in Int(tree.nodes[index].firstToken)..<Int(tree.nodes[index].endToken)
        where tree.tokens[token].kind == .name {
          names.insert(update.builder.model.names.intern(tree.source, tree.tokens[token].range))
        }
      }
    }
    return names
  }

  /// Declares the things of other items once more, which are the same as before; false where they are not the
  /// only ones of their names.
  private mutating func declareAgain(_ items: [ItemsNaming.Item]) -> Bool {
    for item in items {
      update.builder.enter(item.tree)
      let places = old.places
      func first(behind node: Int) -> Int {
        places.partitioningIndex {
          $0.tree > item.tree || $0.tree == item.tree && Int($0.node.index) >= node
        }
      }
      let range = first(behind: item.oldNodes.lowerBound)..<first(behind: item.oldNodes.upperBound)
      for index in range {
        guard let name = own(index, in: old) else { continue }
        guard old.scopes.own(name, in: update.builder.module) == EntityID(index) else {
          return false
        }
        update.builder.model.scopes.forget(name, in: update.builder.module)
      }
      let start = update.builder.model.entities.count
      update.builder.declareEntity(NodeID(item.newNodes.lowerBound))
      let end = update.builder.model.entities.count
      guard end - start == range.count else { return false }
      for (index, known) in zip(start..<end, range) {
        guard update.builder.model.entities[index].kind == old.entities[known].kind,
          update.builder.model.entities[index].name == old.entities[known].name
        else { return false }
        if let name = own(index, in: update.builder.model), !isOnly(name, index) { return false }
      }
      let bytes = old.trees[item.tree].range(NodeID(item.oldNodes.lowerBound))
      parts.append(
        Part(
          tree: item.tree, isChange: false, newNodes: item.newNodes,
          oldBytes: Int(bytes.start)..<Int(bytes.end), oldEntities: range, entities: start..<end))
    }
    parts.sort { ($0.tree, $0.oldBytes.lowerBound) < ($1.tree, $1.oldBytes.lowerBound) }
    return true
  }

  // MARK: Numbers

  /// How much higher the numbers are of the things behind those that changed.
  private var shift: Int { (parts.first { $0.isChange }?.entities.count ?? 0) - kept.count }

  /// The new number of a thing.
  mutating func number(_ id: EntityID) -> EntityID {
    let index = Int(id.index)
    if index < update.entities.lowerBound { return id }
    if index >= update.entities.upperBound { return EntityID(index + numberShift) }
    if let new = kept[index - update.entities.lowerBound] { return new }
    isBroken = true
    return id
  }

  /// `shift`, once all parts are known.
  private(set) var numberShift = 0

  /// Puts the things of all parts in their places, under their numbers, in the places of those before.
  private mutating func putEntities() {
    numberShift = shift
    let changed = update.entities
    var model = update.builder.model
    for part in parts {
      for index in part.entities {
        if let name = own(index, in: model) {
          model.scopes.forget(name, in: Int(model.entities[index].module))
        }
      }
    }
    model.scopes.shift(from: changed.upperBound, by: numberShift)
    var entities: [Entity] = []
    var places: [SyntaxPlace] = []
    entities.reserveCapacity(old.entities.count + numberShift)
    places.reserveCapacity(old.entities.count + numberShift)
    var next = 0
    var layers: [(entity: EntityID, layer: NodeID)] = []
    let added = update.builder.added
    for index in parts.indices {
      let part = parts[index]
      while next < part.oldEntities.lowerBound {
        keep(next, &entities, &places)
        next += 1
      }
      let move = entities.count - part.entities.lowerBound
      for index in part.entities {
        var entity = model.entities[index]
        entity.owner = entity.owner.map { EntityID(Int($0.index) + move) }
        entities.append(entity)
        places.append(model.places[index])
      }
      for entry in added where part.entities.contains(Int(entry.entity.index)) {
        layers.append((EntityID(Int(entry.entity.index) + move), entry.layer))
      }
      parts[index].entities = part.entities.lowerBound + move..<part.entities.upperBound + move
      next = part.oldEntities.upperBound
    }
    while next < old.entities.count {
      keep(next, &entities, &places)
      next += 1
    }
    var rows = Array(repeating: Int32(0), count: model.rowCounts.count)
    for index in entities.indices {
      let root = Int(model.vocabulary.root(of: entities[index].kind).number)
      entities[index].row = rows[root]
      rows[root] += 1
    }
    model.rowCounts = rows.map { Int($0) }
    model.entities = entities
    model.places = places
    for part in parts {
      for index in part.entities {
        if let name = own(index, in: model) {
          model.scopes.declare(name, EntityID(index), in: Int(model.entities[index].module))
        }
      }
    }
    model.expectations = old.expectations.map(update.moved)
    model.acceptances = old.acceptances.map(update.moved)
    for (index, removal) in old.removals.enumerated() {
      let place = update.moved(removal.location) ?? removal.location
      model.removals[index] = Removal(
        entity: number(removal.entity), layer: number(removal.layer), location: place)
    }
    update.builder.model = model
    update.builder.added = layers
  }

  /// Appends an entity as it was, where it is now.
  private mutating func keep(
    _ index: Int, _ entities: inout [Entity], _ places: inout [SyntaxPlace]
  ) {
    var entity = old.entities[index]
    let bytes = update.bytes(entity.location)
    if bytes != 0 {
      entity.location = entity.location.moved(by: bytes)
      entity.title = entity.title?.moved(by: bytes)
    }
    if let owner = entity.owner { entity.owner = number(owner) }
    if let layer = entity.addedIn { entity.addedIn = number(layer) }
    entities.append(entity)
    places.append(update.moved(old.places[index]))
  }

  /// The ends of all links: those of parts are resolved, all others are the same things.
  private mutating func resolveEnds() {
    let pool = old.endPool
    update.builder.model.endPool = []
    update.builder.model.endPool.reserveCapacity(pool.count)
    var next = 0
    func keepEnds(_ end: Int, _ self: inout Self) {
      for index in next..<end {
        let ends = self.update.builder.model.entities[index].ends
        guard ends != 0..<0 else { continue }
        let start = self.update.builder.model.endPool.count
        for end in pool[Int(ends.lowerBound)..<Int(ends.upperBound)] {
          let number = self.number(end)
          self.update.builder.model.endPool.append(number)
        }
        self.update.builder.model.entities[index].ends =
          Int32(
            truncatingIfNeeded: start)..<Int32(
            truncatingIfNeeded: self.update.builder.model.endPool.count)
      }
    }
    for part in parts {
      keepEnds(part.entities.lowerBound, &self)
      update.builder.enter(part.tree)
      update.builder.checkBroughtNames(of: part.entities)
      for index in part.entities {
        update.builder.resolveEnds(EntityID(index), update.builder.model.places[index].node)
      }
      next = part.entities.upperBound
    }
    keepEnds(update.builder.model.entities.count, &self)
  }

  // MARK: Diagnostics

  /// What is wrong with items of which some were read again, what is wrong with these being what the builder
  /// has said; nil where one of those kept points at what changed.
  private mutating func diagnostics(_ known: [Diagnostic]) -> [Diagnostic]? {
    let order = update.order
    let others = known.filter { diagnostic in
      let place = diagnostic.primary.location
      let tree = order[place.file] ?? 0
      let start = Int(place.range.start)
      // The parts are in the order of the text.
      let behind = parts.partitioningIndex {
        $0.tree > tree || $0.tree == tree && $0.oldBytes.lowerBound > start
      }
      guard behind > 0 else { return true }
      let part = parts[behind - 1]
      return part.tree != tree || start >= part.oldBytes.upperBound
    }
    defer { update.builder.model.diagnostics = [] }
    return update.moved(others, with: update.builder.model.diagnostics)
  }
}
