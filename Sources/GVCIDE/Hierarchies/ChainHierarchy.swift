import GVCModel
import GVCSyntax

/// An actor, or a kind, in a hierarchy.
public struct HierarchyItem: Sendable, Hashable {
  public let name: String
  /// Its title, or its kind.
  public let detail: String
  public let category: OutlineItem.Category
  /// The name in its declaration.
  public let location: Location
  /// All of the declaration, in the same file.
  public let range: TextRange
  /// What later questions on it take. It holds for other snapshots too, as long as the thing is called
  /// the same.
  public let key: String
}

/// An actor that another one supplies or buys from, over some links.
public struct HierarchyCall: Sendable, Hashable {
  public let item: HierarchyItem
  /// The links, each by its ends.
  public let links: [Location]
}

extension EditorFeatures {
  /// The actor at an offset, or of a link its two ends, as the start of a walk along the chain.
  public func chainItems(in file: FileID, at offset: UInt32) -> [HierarchyItem] {
    guard case .entity(let entity)? = occurrence(in: file, at: offset)?.referent else { return [] }
    if isActor(entity) { return [item(entity)].compactMap { $0 } }
    return model.ends(of: entity).compactMap { item($0) }
  }

  /// Who supplies an actor, over one link or several: upstream.
  public func suppliers(ofKey key: String) -> [HierarchyCall] {
    guard let actor = entity(ofKey: key) else { return [] }
    return calls(names.links.links(to: actor)) { $0.first }
  }

  /// Whom an actor supplies, over one link or several: downstream.
  public func buyers(ofKey key: String) -> [HierarchyCall] {
    guard let actor = entity(ofKey: key) else { return [] }
    return calls(names.links.links(from: actor)) { $0.last }
  }

  private func calls(_ links: [EntityID], _ other: (ArraySlice<EntityID>) -> EntityID?)
    -> [HierarchyCall]
  {
    var order: [EntityID] = []
    var places: [EntityID: [Location]] = [:]
    for link in links
    where model.vocabulary[model[link].kind].ends == .supply && model.ends(of: link).count == 2 {
      guard let actor = other(model.ends(of: link)) else { continue }
      if places[actor] == nil { order.append(actor) }
      places[actor, default: []].append(endsLocation(link))
    }
    return order.compactMap { actor in
      item(actor).map { HierarchyCall(item: $0, links: places[actor] ?? []) }
    }
  }

  /// The ends of a link in its declaration.
  private func endsLocation(_ link: EntityID) -> Location {
    let place = model.places[Int(link.index)]
    let tree = model.trees[place.tree]
    return tree.child(place.node, .ends).map { tree.location($0) } ?? model[link].location
  }

  private func isActor(_ entity: EntityID) -> Bool {
    model.core.actor.map { model.isA(entity, $0) } ?? false
  }

  private func item(_ entity: EntityID) -> HierarchyItem? {
    let place = model.places[Int(entity.index)]
    let tree = model.trees[place.tree]
    let kind = model.names[model.vocabulary[model[entity].kind].name]
    let title = model[entity].title.map {
      TextLiteral.value(of: model.text($0, in: model[entity].location.file))
    }
    return HierarchyItem(
      name: model.label(entity), detail: title ?? kind, category: category(of: model[entity].kind),
      location: model[entity].location, range: tree.range(place.node),
      key: "\(entity.index) \(model.label(entity))")
  }

  /// The actor of a key: the one of its number if it is called so, or else the one of its name.
  private func entity(ofKey key: String) -> EntityID? {
    let parts = key.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    if let index = Int(parts[0]), model.entities.indices.contains(index),
      model.label(EntityID(index)) == parts[1]
    {
      return EntityID(index)
    }
    return entity(labeled: parts[1])
  }
}
