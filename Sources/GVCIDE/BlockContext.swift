import GVCModel
import GVCSyntax

/// What the blocks around a place of a tree are about.
struct BlockContext {
  let model: Model
  let tree: SyntaxTree
  let module: Int
  /// The nodes around the place, from the file to the smallest.
  let nodes: [NodeID]

  /// The kind whose word begins a declaration or member.
  func kind(ofDeclaration node: NodeID) -> KindID? {
    model.names.find(tree.text(token: tree.firstToken(node)))
      .flatMap { model.vocabulary.kind(named: $0) }
  }

  /// The kind of what a `set` changes.
  func kind(ofTarget node: NodeID) -> KindID? {
    if let ends = tree.child(node, .ends) {
      let arePeers = (tree.firstToken(ends)..<tree.tokenAfter(ends)).contains {
        tree.tokens[$0].kind == .doubleDash
      }
      return model.vocabulary.kinds.firstIndex { $0.ends == (arePeers ? .peers : .supply) }
        .map { KindID($0) }
    }
    guard let path = tree.child(node, .path), let entity = entity(path) else { return nil }
    return model[entity].kind
  }

  /// The kind of the thing whose block a node has.
  func kind(ofOwner node: NodeID) -> KindID? {
    switch tree.kind(node) {
    case .setItem: kind(ofTarget: node)
    case .declaration, .member: kind(ofDeclaration: node)
    default: nil
    }
  }

  /// The entity that a path names.
  func entity(_ path: NodeID) -> EntityID? {
    let names = tree.text(path).split(separator: ".").compactMap { model.names.find(String($0)) }
    let resolution: Scopes.Resolution =
      switch names.count {
      case 1: model.scopes.resolve(names[0], in: module)
      case 2: model.scopes.resolve(names[0], names[1], in: module)
      default: .notFound
      }
    if case .found(let id) = resolution { return id }
    return nil
  }

  /// The attribute that an entry of a block gives.
  func attribute(ofEntry entry: NodeID) -> AttributeID? {
    guard let place = nodes.firstIndex(of: entry), place > 1,
      let name = model.names.find(tree.text(token: tree.firstToken(entry)))
    else { return nil }
    return kind(ofOwner: nodes[place - 2]).flatMap { model.vocabulary.attribute(name, of: $0) }
  }

  func type(ofEntry entry: NodeID) -> AttributeType? {
    attribute(ofEntry: entry).map { model.vocabulary[$0].type }
  }
}
