import GVCModel
import GVCSyntax

extension RuleBuilder {
  mutating func readFind(_ clause: NodeID) {
    guard let subjectNode = tree.child(clause, at: 0) else { return }
    let subject = compiler.compile(subjectNode)
    requireEntity(subject, subjectNode)
    var names: [NodeID] = []
    var object: PlanID?
    var isFrom = false
    for child in tree.children(clause).dropFirst() {
      if tree.kind(child) == .intoPart, let expression = tree.child(child, at: 0) {
        let id = compiler.compile(expression)
        requireEntity(id, expression)
        object = id
        isFrom = tree.token(tree.firstToken(child), is: "from")
      } else if tree.kind(child) == .name {
        names.append(child)
      }
    }
    guard let last = names.last, let modality = Modality(rawValue: tree.text(last)) else {
      if compiler.recorded != nil, let word = names.first {
        let verdict = verdict(word)
        if names.count > 1, let verdict { _ = qualifier(names[1], of: verdict.id) }
      }
      compiler.report(RuleErrors.missingModality(at: tree.location(clause)))
      return
    }
    compiler.note(last, .modality(modality))
    var result = Find(subject: subject, object: object, isFrom: isFrom, modality: modality)
    names.removeLast()
    if let word = names.first { result.verdict = verdict(word) }
    // The qualifier of a verdict that is not known cannot be known either.
    if names.count > 1, result.verdict != nil {
      result.qualifier = qualifier(names[1], of: result.verdict?.id)
    }
    if names.count > 2 {
      compiler.report(
        RuleErrors.unknownWord(
          tree.text(names[2]), expected: "a verdict, its qualifier and a modality",
          suggestion: nil, at: tree.location(names[2])))
    }
    if let verdict = result.verdict { check(verdict.id, subject, subjectNode) }
    find = result
  }

  /// The verdict whose value a word is.
  private mutating func verdict(_ node: NodeID) -> (id: VerdictID, word: Int)? {
    let found = compiler.symbol(node).map { model.vocabulary.verdicts(of: $0) } ?? []
    if let known = found.meant(by: declaration.theory, in: model.vocabulary) {
      compiler.note(node, .verdict(known.id, word: known.word))
      return known
    }
    let text = tree.text(node)
    if found.isEmpty {
      let known = model.vocabulary.verdicts.flatMap { $0.words.map { model.names[$0.name] } }
      compiler.report(
        RuleErrors.unknownWord(
          text,
          expected: "a value of a verdict, such as \(known.prefix(3).joined(separator: ", "))",
          suggestion: Suggestion.nearest(
            to: text, among: known + Modality.allCases.map(\.rawValue)),
          at: tree.location(node)))
    } else {
      compiler.report(
        RuleErrors.ambiguousWord(
          text, found.map { "`\(model.names[model.vocabulary[$0.id].name])`" },
          at: tree.location(node)))
    }
    return nil
  }

  private mutating func qualifier(_ node: NodeID, of verdict: VerdictID?) -> Int? {
    let text = tree.text(node)
    guard let verdict, let scale = model.vocabulary[verdict].qualifier else {
      compiler.report(
        RuleErrors.unknownWord(
          text, expected: "no qualifier of this verdict", suggestion: nil, at: tree.location(node)))
      return nil
    }
    if let name = compiler.symbol(node), let word = model.vocabulary[scale].index(of: name) {
      compiler.note(node, .word(scale, word))
      return word
    }
    let words = model.vocabulary[scale].words.map { model.names[$0.name] }
    compiler.report(
      RuleErrors.unknownWord(
        text, expected: words.map { "`\($0)`" }.joined(separator: ", "),
        suggestion: Suggestion.nearest(to: text, among: words), at: tree.location(node)))
    return nil
  }

  private mutating func check(_ verdict: VerdictID, _ subject: PlanID, _ node: NodeID) {
    guard let kind = model.vocabulary[verdict].subject else { return }
    compiler.require(subject, .entity(kind), node)
  }
}
