import GVCModel
import GVCSyntax

/// Tables over a whole project that finding names takes.
struct NameTables: Sendable {
  /// The rules by their nodes, and by their names.
  let rules: [SyntaxPlace: Int]
  let rulesByName: [Symbol: [Int]]

  init(_ model: Model) {
    rules = Dictionary(
      model.rules.enumerated().map { ($1.place, $0) }, uniquingKeysWith: { a, _ in a })
    rulesByName = Dictionary(grouping: model.rules.indices) { model.rules[$0].name }
  }
}

extension EditorFeatures {
  /// The entity that a node declares; entities stand in the order of their nodes.
  func entity(declaredAt place: SyntaxPlace) -> EntityID? {
    var low = 0
    var high = model.places.count
    while low < high {
      let middle = (low + high) / 2
      let other = model.places[middle]
      if (other.tree, other.node.index) < (place.tree, place.node.index) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < model.places.count && model.places[low] == place ? EntityID(low) : nil
  }

  /// The only link or tie that joins actors, in a chain where one is given.
  func link(joining ends: [EntityID], in chain: EntityID?) -> EntityID? {
    let found = links.joining(ends, model)
    guard let chain else { return found.count == 1 ? found[0] : nil }
    return found.first { $0 == chain || links.chain(of: $0) == chain }
  }

  /// Whether an import of a module has a name.
  func hasImport(named name: String, in module: Int) -> Bool {
    model.modules[module].imports.contains { $0.alias == name }
  }
}
