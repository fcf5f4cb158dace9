import GVCModel
import GVCSyntax

extension EditorFeatures {
  /// The kind at an offset, or that of the thing there.
  public func kindItems(in file: FileID, at offset: UInt32) -> [HierarchyItem] {
    switch occurrence(in: file, at: offset)?.referent {
    case .kind(let kind), .collection(let kind): [kindItem(kind)]
    case .entity(let entity): [kindItem(model[entity].kind)]
    default: []
    }
  }

  /// The kind whose attributes a kind has too, if any.
  public func kindsAbove(key: String) -> [HierarchyItem] {
    guard let kind = kind(ofKey: key), let parent = model.vocabulary[kind].parent else { return [] }
    return [kindItem(parent)]
  }

  /// The kinds that have the attributes of a kind.
  public func kindsBelow(key: String) -> [HierarchyItem] {
    guard let kind = kind(ofKey: key) else { return [] }
    return model.vocabulary.kinds.indices.map { KindID($0) }
      .filter { model.vocabulary[$0].parent == kind }.map { kindItem($0) }
  }

  private func kind(ofKey key: String) -> KindID? {
    model.names.find(key).flatMap { model.vocabulary.kind(named: $0) }
  }

  private func kindItem(_ id: KindID) -> HierarchyItem {
    let kind = model.vocabulary[id]
    let range = declarations(of: .kind(id)).first?.range ?? kind.location.range
    return HierarchyItem(
      name: model.names[kind.name], detail: kind.title, category: .kind, location: kind.location,
      range: range, key: model.names[kind.name])
  }
}
