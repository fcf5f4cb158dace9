import GVCSyntax

/// The items of a tree by what the builder does with them, found in one walk over the tree.
struct ItemIndex {
  /// An item, and the theory that it stands in.
  struct Item {
    let node: NodeID
    let theory: NodeID?
  }

  /// The `use` items of the file.
  private(set) var uses: [NodeID] = []
  /// The theories, in their order.
  private(set) var theories: [NodeID] = []
  /// Units, kinds, scales, choices, verdicts, attributes and derived attributes.
  private(set) var vocabulary: [Item] = []
  /// Declarations of a case, and the layers that may add some.
  private(set) var declarations: [Item] = []
  private(set) var layers: [Item] = []
  /// Thresholds, rules, derived attributes, expectations and what the case accepts.
  private(set) var rules: [Item] = []

  /// Whether something in the file is more than a case: vocabulary, thresholds or rules.
  private(set) var declaresTheory = false

  /// - Parameter parts: In how many parts the items are looked at, at most; as many as are worth it where it is nil.
  init(_ tree: SyntaxTree, inParts parts: Int? = nil) {
    let items = tree.items
    let count = max(1, parts ?? min(items.count / Self.leastPart, Self.mostParts))
    let slices = (0..<count).map {
      items[items.count * $0 / count..<items.count * ($0 + 1) / count]
    }
    for part in SideBySide.map(slices, { ItemIndex(tree, $0) }) ?? [] { append(part) }
  }

  /// As many items as are worth a thread.
  private static let leastPart = 1 << 15
  private static let mostParts = 2

  /// The index of some of the items.
  private init(_ tree: SyntaxTree, _ some: ArraySlice<NodeID>) {
    for item in some {
      switch tree.kind(item) {
      case .use: uses.append(item)
      case .theory:
        theories.append(item)
        for inner in tree.children(item) { add(inner, item, tree) }
      default: add(item, nil, tree)
      }
    }
  }

  /// Adds what stands behind this.
  private mutating func append(_ other: ItemIndex) {
    uses += other.uses
    theories += other.theories
    vocabulary += other.vocabulary
    declarations += other.declarations
    layers += other.layers
    rules += other.rules
    declaresTheory = declaresTheory || other.declaresTheory
  }

  private mutating func add(_ node: NodeID, _ theory: NodeID?, _ tree: SyntaxTree) {
    let item = Item(node: node, theory: theory)
    switch tree.kind(node) {
    case .declaration where !Self.isMeta(node, tree): declarations.append(item)
    case .layerBlock:
      declarations.append(item)
      layers.append(item)
    case .setItem: layers.append(item)
    case .declaration, .attributeDeclaration, .unitDeclaration:
      declaresTheory = true
      vocabulary.append(item)
    case .deriveDeclaration:
      declaresTheory = true
      vocabulary.append(item)
      rules.append(item)
    case .thresholdDeclaration, .ruleDeclaration:
      declaresTheory = true
      rules.append(item)
    case .expectItem, .acceptItem: rules.append(item)
    default: break
    }
  }

  /// Whether an item says something of a case alone, and in no other way than by its declarations and layers.
  static func isOfCase(_ item: NodeID, _ tree: SyntaxTree) -> Bool {
    switch tree.kind(item) {
    case .declaration: !isMeta(item, tree)
    case .layerBlock: !tree.children(item).contains { tree.kind($0) == .removeItem }
    case .skipped, .setItem: true
    default: false
    }
  }

  /// Whether a declaration makes the vocabulary itself.
  private static func isMeta(_ node: NodeID, _ tree: SyntaxTree) -> Bool {
    let token = tree.firstToken(node)
    return switch tree.source.bytes[Int(tree.tokens[token].start)] {
    case UInt8(ascii: "k"): tree.token(token, is: "kind")
    case UInt8(ascii: "s"): tree.token(token, is: "scale")
    case UInt8(ascii: "c"): tree.token(token, is: "choice")
    case UInt8(ascii: "v"): tree.token(token, is: "verdict")
    default: false
    }
  }
}
