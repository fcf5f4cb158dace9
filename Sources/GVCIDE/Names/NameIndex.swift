import GVCModel
import GVCProject
import GVCSyntax

/// What finding names in the files of a model takes: each table is made when it is first needed.
struct NameIndex: Sendable {
  let model: Model
  private let nameTables: Once<NameTables>
  private let linkIndex: Once<LinkIndex>
  private let items: Once<[Once<FileItems>]>

  init(_ model: Model) {
    self.model = model
    nameTables = Once { NameTables(model) }
    linkIndex = Once { LinkIndex(model, model.core) }
    items = Once { model.trees.map { tree in Once { FileItems(tree) } } }
  }

  var tables: NameTables { nameTables.value }

  /// The links and ties by their ends.
  var links: LinkIndex { linkIndex.value }

  /// The items of a tree.
  func items(ofTree index: Int) -> FileItems { items.value[index].value }
}

extension NameIndex {
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
  func link(joining ends: [EntityID], by sign: EndSign, in chain: EntityID?) -> EntityID? {
    let found = links.joining(ends, by: sign, model)
    guard let chain else { return found.count == 1 ? found[0] : nil }
    return found.first { $0 == chain || links.chain(of: $0) == chain }
  }

  /// Whether an import of a module has a name.
  func hasImport(named name: String, in module: Int) -> Bool {
    model.modules[module].imports.contains { $0.alias == name }
  }
}
