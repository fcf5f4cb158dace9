import GVCModel

extension RuleNames {
  /// A name that can stand behind the dot of a thing.
  public struct Member: Sendable {
    /// As it is written behind the dot.
    public let name: String
    /// What it names.
    public let use: Use
    /// The type of what it gives.
    public let type: ExpressionType
  }

  /// What can stand behind the dot of a thing of a kind: its attributes, what is next to it, what
  /// names it in an attribute, and the attributes of kinds below it.
  public static func members(of kind: KindID, in model: Model) -> [Member] {
    guard let tree = model.trees.first else { return [] }
    let relations = ["supplier", "buyer", "members", "number", "sales", "purchases", "ties"]
    let model = model.knowing(relations)
    let compiler = ExpressionCompiler(model, tree, module: 0, theory: TheoryID(0))
    let vocabulary = model.vocabulary
    let own = vocabulary.attributes(of: kind).map { vocabulary[$0].name }
    let owner = vocabulary[kind].partOf.map { [vocabulary[$0].name] } ?? []
    let inverses = vocabulary.kinds.compactMap(\.plural)
    let below = vocabulary.attributes.filter { vocabulary.kind($0.owner, isA: kind) }.map(\.name)
    var seen: Set<Symbol> = []
    return (relations.compactMap { model.names.find($0) } + owner + own + inverses + below)
      .compactMap { name in
        guard seen.insert(name).inserted,
          let (operation, type) = compiler.memberOperation(name, of: kind)
        else { return nil }
        switch operation {
        case .attribute(let id):
          return Member(name: model.names[name], use: .attribute(id), type: type)
        case .relation(let relation):
          return Member(name: model.names[name], use: .relation(relation), type: type)
        default: return nil
        }
      }
  }
}
