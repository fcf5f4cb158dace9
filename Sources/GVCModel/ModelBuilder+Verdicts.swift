import GVCSyntax

extension ModelBuilder {
  mutating func declareVerdict(_ item: NodeID) {
    guard metaWord(item) == "verdict" else { return }
    guard let nameNode = tree.child(item, .name) else {
      report(ModelErrors.missingName(kind: "verdict", at: tree.location(item)))
      return
    }
    let name = symbol(nameNode)
    if let first = model.vocabulary.verdicts.first(where: { $0.name == name }) {
      report(
        ModelErrors.duplicate(
          "verdict", model.names[name], at: tree.location(nameNode), first: first.location))
      return
    }
    let count = model.vocabulary.verdicts.count
    guard hasRoom(count, VocabularyLimits.verdicts, for: "verdicts", at: nameNode) else { return }
    var verdict = Verdict(
      theory: currentTheory(), name: name, title: title(of: item), words: [],
      location: tree.location(nameNode))
    let members = words(of: item)
    verdict.words = members.prefix(WordSet.limit).map {
      Verdict.Word(name: $0.0, title: title(of: $0.1), against: 0, level: level(of: $0.1))
    }
    for (index, (_, member)) in members.prefix(WordSet.limit).enumerated() {
      for other in opposed(in: member) {
        if let i = verdict.words.firstIndex(where: { $0.name == other }) {
          verdict.words[index].against |= 1 << UInt64(i)
          verdict.words[i].against |= 1 << UInt64(index)
        }
      }
    }
    if let block = tree.child(item, .block) {
      for entry in tree.children(block) where tree.kind(entry) == .attribute {
        guard let value = tree.child(entry, at: 0) else { continue }
        switch tree.text(token: tree.firstToken(entry)) {
        case "of": verdict.subject = kind(value)
        case "qualifier": verdict.qualifier = scale(value)
        case "object": verdict.object = kind(value)
        case let other:
          report(
            ModelErrors.unknownAttribute(
              other, of: "a verdict",
              suggestion: Suggestion.nearest(to: other, among: ["of", "qualifier", "object"]),
              at: tree.location(token: tree.firstToken(entry))))
        }
      }
    }
    model.vocabulary.verdicts.append(verdict)
  }

  /// The words behind `against` in a value of a verdict.
  private mutating func opposed(in member: NodeID) -> [Symbol] {
    guard let list = option("against", of: member) else { return [] }
    if tree.kind(list) != .listValue { return [symbol(list)] }
    return tree.children(list).filter { tree.kind($0) == .path }.map { symbol($0) }
  }

  /// The `level` of a value of a verdict: a note where nothing is said.
  private mutating func level(of member: NodeID) -> Severity {
    guard let node = option("level", of: member) else { return .note }
    let text = tree.text(node)
    if let level = Severity.allCases.first(where: { $0.name == text }) { return level }
    report(
      ModelErrors.wrongQualifier(
        "level", expected: "`note`, `warning` or `error`", at: tree.location(node)))
    return .note
  }

  /// The value of an option in the block of a member.
  private func option(_ name: String, of member: NodeID) -> NodeID? {
    guard let block = tree.child(member, .block) else { return nil }
    for entry in tree.children(block)
    where tree.kind(entry) == .attribute && tree.text(token: tree.firstToken(entry)) == name {
      return tree.child(entry, at: 0)
    }
    return nil
  }
}
