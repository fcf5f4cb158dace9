import GVCModel
import GVCSyntax

extension NameReader {
  /// The inner node of an `expect`.
  mutating func readExpectation(_ node: NodeID) {
    switch tree.kind(node) {
    case .expectFinding, .expectUnknown, .expectNotAsked:
      if let path = tree.child(node, .path) { readRule(path) }
    case .expectVerdict: readExpectedAnswer(node)
    case .expectContested: readContested(node)
    case .expectDiagnostic:
      if let name = tree.child(node, .name), let code = DiagnosticCode(tree.text(name)) {
        note(tree.range(name), .code(code))
      }
    default: break
    }
    if let object = tree.child(node, .expectObject), let path = tree.child(object, .path) {
      readPath(path)
    }
    for subject in tree.children(node) where tree.kind(subject) == .expectSubject {
      _ = readReference(subject)
    }
    if let layer = tree.child(node, .expectLayer), let path = tree.child(layer, .path) {
      readPath(path)
    }
    if let needs = tree.child(node, .expectNeeds) { readNeeds(needs) }
  }

  /// `RULE` or `THEORY.RULE`.
  private mutating func readRule(_ path: NodeID) {
    let first = tree.firstToken(path)
    let end = Int(tree[path].endToken)
    guard end > first, let name = symbol(end - 1) else { return }
    let theory = end - first == 3 ? self.theory(named: tree.text(token: first)) : nil
    let rules = self.index.tables.rulesByName[name, default: []].filter {
      theory == nil || model.rules[$0].theory == theory
    }
    if let theory { note(token: first, .theory(theory)) }
    if rules.count == 1 { note(token: end - 1, .rule(rules[0])) }
  }

  private mutating func readExpectedAnswer(_ node: NodeID) {
    let names = tree.children(node).filter { tree.kind($0) == .name }
    guard let answer = names.first, let name = symbol(answer) else { return }
    let qualifier = names.count > 1 ? symbol(names[1]) : nil
    for (index, verdict) in model.vocabulary.verdicts.enumerated() {
      guard let word = verdict.words.firstIndex(where: { $0.name == name }) else { continue }
      if names.count > 1 {
        guard let scale = verdict.qualifier,
          let wanted = qualifier.flatMap({ model.vocabulary[scale].index(of: $0) })
        else { continue }
        note(tree.range(names[1]), .word(scale, wanted))
      }
      note(tree.range(answer), .answer(VerdictID(index), word))
      return
    }
  }

  /// The verdict that is contested, and its qualifier.
  private mutating func readContested(_ node: NodeID) {
    let names = tree.children(node).filter { tree.kind($0) == .name }
    guard let verdict = names.first, let name = symbol(verdict),
      let index = model.vocabulary.verdicts.firstIndex(where: { $0.name == name })
    else { return }
    note(tree.range(verdict), .verdict(VerdictID(index)))
    if names.count > 1, let scale = model.vocabulary.verdicts[index].qualifier {
      _ = readWord(names[1], scale)
    }
  }

  /// `maker.size`, `(maker -> house).dependence`.
  private mutating func readNeeds(_ node: NodeID) {
    for need in tree.children(node) {
      var entity: EntityID?
      var attribute: TokenIndex?
      if tree.kind(need) == .endsAttribute {
        entity = tree.child(need, .ends).flatMap { readEnds($0, link: nil, role: .read) }
        attribute = tree.child(need, .name).map { tree.firstToken($0) }
      } else {
        let end = Int(tree[need].endToken)
        guard end - tree.firstToken(need) > 2 else { continue }
        entity = readNames(tree.firstToken(need), end - 2)
        attribute = end - 1
      }
      if let entity, let attribute,
        let id = symbol(attribute).flatMap({
          model.vocabulary.attribute($0, of: model[entity].kind)
        })
      {
        note(token: attribute, .attribute(id))
      }
    }
  }
}
