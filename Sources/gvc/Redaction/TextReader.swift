import GVCIDE
import GVCModel
import GVCSyntax

/// The nodes of a tree that are theory: rules, thresholds, vocabulary and all that stands in a theory, but for the
/// things of a case that somebody declares there.
struct TheoryParts {
  private let tree: SyntaxTree
  private var ranges: [Range<Int>] = []

  init(_ tree: SyntaxTree) {
    self.tree = tree
    for item in tree.children(SyntaxTree.root) where Self.isTheory(item, tree) {
      ranges.append(Int(item.index)..<(Int(item.index) + Int(tree[item].size)))
    }
  }

  func contains(_ node: NodeID) -> Bool {
    ranges.contains { $0.contains(Int(node.index)) }
  }

  func contains(token: Int) -> Bool {
    ranges.contains { range in
      let node = tree[NodeID(range.lowerBound)]
      return Int(node.firstToken) <= token && token < Int(node.endToken)
    }
  }

  static func isTheory(_ item: NodeID, _ tree: SyntaxTree) -> Bool {
    switch tree.kind(item) {
    case .theory, .ruleDeclaration, .thresholdDeclaration, .attributeDeclaration,
      .deriveDeclaration:
      true
    case .declaration:
      ["kind", "scale", "choice", "verdict"].contains(tree.text(token: tree.firstToken(item)))
    default: false
    }
  }
}

/// The texts in quotes of a tree, each with what it is there for.
struct TextReader {
  enum Use {
    /// The path of an import.
    case path
    /// A page or passage of evidence.
    case passage
    /// Why a finding is accepted.
    case reason
    /// The title of a thing.
    case title(EntityID?)
    /// A value that is stated of a thing.
    case value(EntityID?)
    /// A text of a theory, and whether values of the case are compared with it.
    case theory(isOperand: Bool)
  }

  private let tree: SyntaxTree
  private let index: Int
  /// The things by the nodes that declare them.
  private let entities: [NodeID: EntityID]
  /// The things of which a name states something, in the order of their places.
  private let written: [(place: UInt32, thing: EntityID)]
  private var found: [(range: TextRange, use: Use)] = []

  init(_ tree: SyntaxTree, _ index: Int, _ model: Model, _ occurrences: [Occurrence]) {
    self.tree = tree
    self.index = index
    entities = Dictionary(
      model.places.enumerated().filter { $0.element.tree == index }.map {
        ($0.element.node, EntityID($0.offset))
      }, uniquingKeysWith: { a, _ in a })
    written = occurrences.compactMap { occurrence in
      if case .entity(let id) = occurrence.referent, occurrence.role == .write {
        (occurrence.range.start, id)
      } else {
        nil
      }
    }.sorted { $0.place < $1.place }
  }

  /// All texts, in the order of the file.
  mutating func texts() -> [(range: TextRange, use: Use)] {
    for item in tree.children(SyntaxTree.root) {
      read(item, inTheory: TheoryParts.isTheory(item, tree), of: nil)
    }
    return found
  }

  private mutating func read(_ node: NodeID, inTheory: Bool, of entity: EntityID?) {
    var entity = entity
    var inTheory = inTheory
    switch tree.kind(node) {
    case .declaration, .member:
      if let id = entities[node] {
        entity = id
        // A thing is one of the case wherever it is declared.
        inTheory = false
      }
    case .setItem:
      entity = firstWritten(in: tree.range(node))
    default: break
    }
    for child in tree.children(node) {
      switch tree.kind(child) {
      case .title: note(child, titleUse(of: node, inTheory: inTheory, entity))
      case .stringValue:
        note(child, inTheory ? .theory(isOperand: isOperand(in: node)) : .value(entity))
      default: read(child, inTheory: inTheory, of: entity)
      }
    }
  }

  private func firstWritten(in range: TextRange) -> EntityID? {
    var (low, high) = (0, written.count)
    while low < high {
      let middle = (low + high) / 2
      if written[middle].place < range.start { low = middle + 1 } else { high = middle }
    }
    return low < written.count && written[low].place < range.end ? written[low].thing : nil
  }

  private mutating func note(_ node: NodeID, _ use: Use) {
    let range = tree.range(node)
    if range.count > 0 { found.append((range, use)) }
  }

  private func titleUse(of node: NodeID, inTheory: Bool, _ entity: EntityID?) -> Use {
    switch tree.kind(node) {
    case .importItem: .path
    case .evidence: inTheory ? .theory(isOperand: false) : .passage
    case .acceptItem: .reason
    default: inTheory ? .theory(isOperand: false) : .title(entity)
    }
  }

  /// Whether a text stands in an expression, and not as the value of an option.
  private func isOperand(in node: NodeID) -> Bool {
    switch tree.kind(node) {
    case .attribute, .thresholdDeclaration: false
    default: true
    }
  }
}
