import GVCModel
import GVCSyntax

/// A case in which rules hold, as it is opened to be changed.
public struct ContextExample: Sendable {
  /// What it is called: a document and a line, or a path.
  public let name: String
  /// The text of the case.
  public let text: [UInt8]
  /// The model of the text, in which the case is the last of the project's own trees.
  public let model: Model
  /// The number of mistakes in it.
  public let mistakes: Int
  /// The model of another text in its place and the number of mistakes in that; nil where it cannot be read.
  public let edited: @Sendable ([UInt8]) -> (model: Model, mistakes: Int)?

  public init(
    name: String, text: [UInt8], model: Model, mistakes: Int,
    edited: @escaping @Sendable ([UInt8]) -> (model: Model, mistakes: Int)?
  ) {
    self.name = name
    self.text = text
    self.model = model
    self.mistakes = mistakes
    self.edited = edited
  }
}

/// Text that is put in the place of some other.
struct ContextEdit: Sendable {
  let range: TextRange
  let text: String
}

/// A fact of a case with where it stands.
struct Statement: Sendable {
  /// The entry: `size: small from survey`.
  let node: NodeID
  let value: NodeID
  let entity: EntityID
  let attribute: AttributeID
  let layer: EntityID?
  /// Whether it stands in a map.
  let isKeyed: Bool
}

/// The text of a case with what a transformation has to know of it.
struct ContextCase: Sendable {
  let model: Model
  let tree: SyntaxTree
  /// The facts of the case, in the order of the text.
  let statements: [Statement]

  /// Nil where the project has no text of its own.
  init?(_ model: Model) {
    let own = model.moduleOfTree.indices.filter {
      model.moduleOfTree[$0] == model.firstProjectModule
    }
    guard let index = own.last else { return nil }
    self.model = model
    tree = model.trees[index]
    var nodes: [TextRange: NodeID] = [:]
    Self.collect(SyntaxTree.root, in: tree, into: &nodes)
    var statements: [Statement] = []
    for fact in model.facts where fact.location.file == tree.source.file {
      let kind = model[fact.entity].kind
      guard let node = nodes[fact.location.range], let value = tree.child(node, at: 0),
        kind != model.core.source, kind != model.core.period, kind != model.core.scenario
      else { continue }
      statements.append(
        Statement(
          node: node, value: value, entity: fact.entity, attribute: fact.attribute,
          layer: fact.layer, isKeyed: fact.key != nil))
    }
    self.statements = statements
  }

  private static func collect(
    _ node: NodeID, in tree: SyntaxTree, into nodes: inout [TextRange: NodeID]
  ) {
    switch tree.kind(node) {
    case .attribute: nodes[tree.range(node)] = node
    case .file, .layerBlock, .setItem, .addItem, .declaration, .block, .mapEntry, .member:
      for child in tree.children(node) { collect(child, in: tree, into: &nodes) }
    default: break
    }
  }

  /// The name of an attribute.
  func name(_ attribute: AttributeID) -> String { model.names[model.vocabulary[attribute].name] }

  /// The attribute of a name of a thing.
  func attribute(_ name: String, of entity: EntityID) -> AttributeID? {
    model.names.find(name).flatMap { model.vocabulary.attribute($0, of: model[entity].kind) }
  }

  /// The text after some edits, and something behind it.
  func text(_ edits: [ContextEdit], adding tail: String = "") -> [UInt8] {
    let bytes = tree.source.bytes
    var out: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: { $0.range.start < $1.range.start }) {
      guard Int(edit.range.start) >= position else { continue }
      out += bytes[position..<Int(edit.range.start)]
      out += Array(edit.text.utf8)
      position = Int(edit.range.end)
    }
    out += bytes[position...]
    out += Array("\n\(tail)".utf8)
    return out
  }

  /// What states an attribute of a thing outside of all layers, in place of what is stated there.
  func stating(_ name: String, _ value: String, of entity: EntityID) -> ContextEdit? {
    guard attribute(name, of: entity) != nil else { return nil }
    let text = "\(name): \(value)"
    if let known = entry(name, of: entity) {
      return ContextEdit(range: tree.range(known), text: text)
    }
    let place = model.places[Int(entity.index)]
    guard model.trees[place.tree].source.file == tree.source.file else { return nil }
    if let block = tree.child(place.node, .block) {
      let start = tree.range(block).start + 1
      return ContextEdit(range: TextRange(start, start), text: " \(text) ")
    }
    let end = tree.range(place.node).end
    return ContextEdit(range: TextRange(end, end), text: " { \(text) }")
  }

  /// A statement in a layer, as an item of its own.
  func setting(_ texts: [String], of entity: EntityID, in layer: EntityID?) -> String {
    let stated = texts.joined(separator: " ")
    var reference = model.label(entity)
    if let chain = chain(of: entity) { reference += " in \(model.label(chain))" }
    guard let layer else { return "" }
    return "in \(model.label(layer)) { set \(reference) { \(stated) } }\n"
  }

  /// The chain that a link is declared for.
  func chain(of link: EntityID) -> EntityID? {
    guard let attribute = model.core.linkChain else { return nil }
    for fact in model.facts where fact.entity == link && fact.attribute == attribute {
      if case .entity(let chain) = fact.value { return chain }
    }
    return nil
  }

  /// The last period; nil where there is none.
  var lastPeriod: EntityID? { model.layerOrder.periods.last }

  /// The first and the last year of a period, as written: `1990..1994`.
  func years(of period: EntityID) -> (first: Int, last: Int)? {
    guard let entry = entry("years", of: period), let value = tree.child(entry, at: 0) else {
      return nil
    }
    let years = tree.text(value).split(separator: ".").compactMap {
      Int(String($0.filter { $0 != " " }))
    }
    return years.count == 2 ? (years[0], years[1]) : nil
  }

  /// The entry of an attribute in the declaration of a thing.
  private func entry(_ name: String, of entity: EntityID) -> NodeID? {
    let place = model.places[Int(entity.index)]
    guard model.trees[place.tree].source.file == tree.source.file,
      let block = tree.child(place.node, .block)
    else { return nil }
    for child in tree.children(block)
    where tree.kind(child) == .attribute && tree.text(token: tree.firstToken(child)) == name {
      return child
    }
    return nil
  }

  /// The links of the case, with their two ends.
  var links: [(link: EntityID, supplier: EntityID, buyer: EntityID)] {
    model.entities.indices.compactMap { index in
      let id = EntityID(index)
      let ends = Array(model.ends(of: id))
      guard let kind = model.core.link, model.isA(id, kind), ends.count == 2 else { return nil }
      return (id, ends[0], ends[1])
    }
  }
}
