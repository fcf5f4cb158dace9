import GVCSyntax

/// The items of a project whose text did not change, and which may mean something else since what some names
/// stand for did.
struct ItemsNaming {
  struct Item {
    let tree: Int
    let oldNodes: Range<Int>
    let newNodes: Range<Int>
  }

  /// More are not looked for: then everything is read again.
  private static let limit = 1_000

  /// The items, in the order of files and text; nil where one of them is more than a part of a case, or there
  /// are too many.
  let items: [Item]?

  init(_ names: DeclarationUpdate.Names, _ update: DeclarationUpdate) {
    var search = Search(update)
    let isComplete =
      search.find(names) && (names.things.isEmpty || search.addMistaken(of: update))
    items = isComplete ? search.found.keys.sorted().compactMap { search.found[$0] } : nil
  }

  private struct Place: Hashable, Comparable {
    let tree: Int
    let node: Int

    static func < (a: Place, b: Place) -> Bool { (a.tree, a.node) < (b.tree, b.node) }
  }

  private struct Search {
    let model: Model
    let treeIndex: Int
    let change: SyntaxChange
    let order: [FileID: Int]
    /// By their new places.
    var found: [Place: Item] = [:]

    init(_ update: DeclarationUpdate) {
      model = update.update.builder.model
      treeIndex = update.update.treeIndex
      change = update.change
      order = update.update.order
    }

    /// Finds the items that name a thing, and the layers that name an end of a link by which they change one.
    mutating func find(_ names: DeclarationUpdate.Names) -> Bool {
      let wanted = names.things.union(names.ends)
      guard !wanted.isEmpty else { return true }
      let texts = WantedNames(wanted.map { model.names[$0] })
      for index in model.trees.indices
      where model.moduleOfTree[index] >= model.firstProjectModule {
        let tree = model.trees[index]
        var items: [NodeID]?
        for token in texts.tokens(of: tree) {
          let known = items ?? tree.items
          items = known
          let behind = known.partitioningIndex { tree.firstToken($0) > token }
          guard behind > 0 else { continue }
          let item = known[behind - 1]
          guard !isChanged(item, index) else { continue }
          let isThing =
            model.names.find(tree.source, tree.tokens[token].range).map {
              names.things.contains($0)
            } ?? true
          guard isThing || changesByEnds(item, tree) else { continue }
          guard add(item, index) else { return false }
        }
      }
      return true
    }

    /// Adds the items with names that nothing is called: the nearest one may be another now.
    mutating func addMistaken(of update: DeclarationUpdate) -> Bool {
      let record = update.old.record
      for diagnostic in record.declared + record.stated
      where diagnostic.code == .unknownName {
        let place = diagnostic.primary.location
        guard let index = order[place.file], index < model.trees.count else { return false }
        var start = Int(place.range.start)
        if index == treeIndex {
          if change.oldBytes.contains(start) { continue }
          if start >= change.oldBytes.upperBound { start += change.byteShift }
        }
        let tree = model.trees[index]
        let items = tree.items
        let behind = items.partitioningIndex { Int(tree.range($0).start) > start }
        guard behind > 0, isChanged(items[behind - 1], index) || add(items[behind - 1], index)
        else { return false }
      }
      return true
    }

    private func isChanged(_ item: NodeID, _ index: Int) -> Bool {
      index == treeIndex && change.newNodes.contains(Int(item.index))
    }

    /// Whether an item is a layer that changes or removes a link that it names by its ends.
    private func changesByEnds(_ item: NodeID, _ tree: SyntaxTree) -> Bool {
      tree.kind(item) == .setItem && tree.child(item, .ends) != nil
        || tree.kind(item) == .layerBlock
          && tree.children(item).contains { inner in
            (tree.kind(inner) == .setItem || tree.kind(inner) == .removeItem)
              && tree.child(inner, .ends) != nil
          }
    }

    private mutating func add(_ item: NodeID, _ index: Int) -> Bool {
      let tree = model.trees[index]
      let node = Int(item.index)
      guard found[Place(tree: index, node: node)] == nil else { return true }
      switch tree.kind(item) {
      // They are read where findings are.
      case .expectItem, .acceptItem: return true
      default: break
      }
      guard ItemIndex.isOfCase(item, tree), found.count < ItemsNaming.limit else { return false }
      let size = Int(tree.nodes[node].size)
      let shift =
        index == treeIndex && node >= change.newNodes.upperBound ? change.nodeShift : 0
      found[Place(tree: index, node: node)] = Item(
        tree: index, oldNodes: node - shift..<node - shift + size, newNodes: node..<node + size)
      return true
    }
  }
}

/// Finds the tokens that are one of some names, with few looks at most others.
private struct WantedNames {
  private let names: [[UInt8]]
  /// Bits for the lengths that names have, and whether one begins with each byte.
  private let lengths: UInt64
  private let firsts: [Bool]

  init(_ names: [String]) {
    self.names = names.map { Array($0.utf8) }
    lengths = self.names.reduce(0) { $0 | 1 << UInt64($1.count & 63) }
    var firsts = [Bool](repeating: false, count: 256)
    for name in self.names { if let first = name.first { firsts[Int(first)] = true } }
    self.firsts = firsts
  }

  func tokens(of tree: SyntaxTree) -> [TokenIndex] {
    var found: [TokenIndex] = []
    tree.source.bytes.withUnsafeBufferPointer { bytes in
      for (index, token) in tree.tokens.enumerated() where token.kind == .name {
        let (start, end) = (Int(token.start), Int(token.end))
        guard lengths >> UInt64((end - start) & 63) & 1 != 0, firsts[Int(bytes[start])] else {
          continue
        }
        let text = bytes[start..<end]
        if names.contains(where: { $0.count == text.count && text.elementsEqual($0) }) {
          found.append(index)
        }
      }
    }
    return found
  }
}
