import GVCModel
import GVCSyntax

/// Declares what a name stands for that nothing is called by, or an attribute that a kind has not.
struct MissingDeclaration {
  private let model: Model
  private let tree: SyntaxTree
  private let module: Int

  init(_ features: EditorFeatures, _ index: Int) {
    model = features.model
    tree = model.trees[index]
    module = model.moduleOfTree[index]
  }

  func actions(for diagnostic: Diagnostic) -> [CodeAction] {
    let token = tree.token(endingAfter: diagnostic.primary.location.range.start)
    let context = BlockContext(
      model: model, tree: tree, module: module, nodes: tree.nodes(around: token))
    switch diagnostic.code {
    case .unknownName: return name(token, context, diagnostic)
    case .unknownAttribute: return attribute(token, context, diagnostic)
    default: return []
    }
  }

  private func name(_ token: TokenIndex, _ context: BlockContext, _ diagnostic: Diagnostic)
    -> [CodeAction]
  {
    let name = model.text(diagnostic.primary.location.range, in: tree.source.file)
    guard !name.contains("."), name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      return []
    }
    return kinds(token, context).map { kind in
      let word = model.names[model.vocabulary[kind].name]
      return CodeAction(
        "Declare the \(word) `\(name)`", .quickFix,
        [EntryEdit.insertion("\(word) \(name) {}", behind: token, in: tree)], for: diagnostic)
    }
  }

  /// The kinds of thing that a name at a token can be.
  private func kinds(_ token: TokenIndex, _ context: BlockContext) -> [KindID] {
    let core = model.core
    for node in context.nodes.reversed() {
      switch tree.kind(node) {
      case .chainReference: return [core.chain].compactMap { $0 }
      case .evidence, .citeClause: return [core.source].compactMap { $0 }
      case .layerBlock where tree.firstToken(node) + 1 == token:
        return [core.period, core.scenario].compactMap { $0 }
      case .ends:
        let isLast = tree.tokenAfter(node) == token + 1
        let actors = concrete(core.actor)
        return isLast
          ? actors.filter { $0 == core.buyer } + actors.filter { $0 != core.buyer }
          : actors.filter { $0 != core.buyer } + actors.filter { $0 == core.buyer }
      case .attribute:
        if let entry = context.nodes.last(where: { tree.kind($0) == .mapEntry }),
          tree.firstToken(node) == token
        {
          if case .map(let key)? = context.type(ofEntry: entry) { return [key] }
          return []
        }
        return kinds(of: context.type(ofEntry: node))
      default: break
      }
    }
    return []
  }

  private func kinds(of type: AttributeType?) -> [KindID] {
    switch type {
    case .entity(let kind): concrete(kind)
    case .list(let element): kinds(of: element)
    default: []
    }
  }

  /// The kinds that can be declared of a kind: itself, or those below it.
  private func concrete(_ kind: KindID?) -> [KindID] {
    guard let kind else { return [] }
    let vocabulary = model.vocabulary
    guard vocabulary[kind].isAbstract else {
      return vocabulary[kind].partOf == nil && vocabulary[kind].ends == .none ? [kind] : []
    }
    return vocabulary.kinds.indices.map { KindID($0) }
      .filter { vocabulary.kind($0, isA: kind) && !vocabulary[$0].isAbstract }
  }

  private func attribute(_ token: TokenIndex, _ context: BlockContext, _ diagnostic: Diagnostic)
    -> [CodeAction]
  {
    guard let place = context.nodes.lastIndex(where: { tree.kind($0) == .attribute }), place > 1,
      let kind = context.kind(ofOwner: context.nodes[place - 2]),
      let value = tree.child(context.nodes[place], at: 0), let type = type(of: value)
    else { return [] }
    let owner = model.names[model.vocabulary[kind].name]
    let name = tree.text(token: token)
    return [
      CodeAction(
        "Declare the attribute `\(owner).\(name)`", .quickFix,
        [
          EntryEdit.insertion(
            "attribute \(owner).\(name): \(type) \"What it is.\"", behind: token, in: tree)
        ], for: diagnostic)
    ]
  }

  /// The type that a value seems to have; nil where it tells nothing.
  private func type(of value: NodeID) -> String? {
    switch tree.kind(value) {
    case .stringValue: return "text"
    case .dateValue: return "date"
    case .quantity:
      guard let unit = tree.child(value, .unit) else { return "number" }
      let text = tree.text(unit)
      if text == "%" { return "percent" }
      let dimension = model.vocabulary.units.unit(text).dimension
      if dimension == .ratio { return "number" }
      if dimension.isDuration { return "duration" }
      if dimension.money != nil { return "money" }
      if let things = dimension.things { return "count of \(things)" }
      return "quantity of \(dimension.type.noun)"
    case .rangeValue, .estimateValue, .boundValue:
      return tree.child(value, at: 0).flatMap { type(of: $0) }
    case .listValue:
      return tree.child(value, at: 0).flatMap { type(of: $0) }.map { "list of \($0)" }
    case .path:
      let text = tree.text(value)
      if text == "yes" || text == "no" { return "truth" }
      let context = BlockContext(model: model, tree: tree, module: module, nodes: [])
      if let entity = context.entity(value) {
        return model.names[model.vocabulary[model[entity].kind].name]
      }
      guard let symbol = model.names.find(text) else { return nil }
      return model.vocabulary.scales.first { $0.index(of: symbol) != nil }
        .map { model.names[$0.name] }
    default: return nil
    }
  }
}
