import GVCModel
import GVCSyntax

extension RuleBuilder {
  /// The pieces of the text of a clause; none where the rule has no such clause.
  mutating func text(of kind: SyntaxKind, in clauses: [NodeID]) -> [MessagePart] {
    guard let clause = clauses.first(where: { tree.kind($0) == kind }),
      let literal = tree.child(clause, .title)
    else { return [] }
    var parts: [MessagePart] = []
    var rest = Substring(TextLiteral.value(of: tree.text(literal)))
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else {
        rest = rest[open...]
        break
      }
      let path = String(rest[rest.index(after: open)..<close])
      if let id = fill(path, literal) { parts.append(.value(id)) }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }

  /// The plan of `{l.buyer}` in a text.
  private mutating func fill(_ path: String, _ literal: NodeID) -> PlanID? {
    let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let symbols = names.compactMap { model.names.find($0) }
    guard symbols.count == names.count, let first = symbols.first else {
      compiler.report(RuleErrors.brokenMessage(path, at: tree.location(literal)))
      return nil
    }
    var id: PlanID
    switch compiler.locals[first] {
    case .slot(let slot, let type): id = compiler.variable(slot, type, literal)
    case .alias(let alias): id = alias
    case nil:
      guard names.count == 1, let index = compiler.threshold(first, declaration.theory) else {
        compiler.report(RuleErrors.brokenMessage(path, at: tree.location(literal)))
        return nil
      }
      return compiler.threshold(index, literal)
    }
    for name in symbols.dropFirst() {
      guard case .entity(let kind) = compiler.type(id),
        let (operation, type) = compiler.memberOperation(name, of: kind)
      else {
        compiler.report(RuleErrors.brokenMessage(path, at: tree.location(literal)))
        return nil
      }
      id = compiler.add(operation, type, literal, [id])
    }
    return id
  }
}
