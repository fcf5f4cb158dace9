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
      Verdict.Word(
        name: $0.0, title: title(of: $0.1), against: 0, level: level(of: $0.1),
        weight: weight(of: $0.1))
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
        case "said_by": break
        case let other:
          report(
            ModelErrors.unknownAttribute(
              other, of: "a verdict",
              suggestion: Suggestion.nearest(
                to: other, among: ["of", "qualifier", "object", "said_by"]),
              at: tree.location(token: tree.firstToken(entry))))
        }
      }
    }
    model.vocabulary.verdicts.append(verdict)
  }

  /// Reads what a verdict says of attributes and of other verdicts, when all of them are declared.
  mutating func linkVerdict(_ item: NodeID) {
    guard metaWord(item) == "verdict", let nameNode = tree.child(item, .name) else { return }
    let place = tree.location(nameNode)
    guard let index = model.vocabulary.verdicts.firstIndex(where: { $0.location == place }) else {
      return
    }
    var verdict = model.vocabulary.verdicts[index]
    if let list = option("said_by", of: item) {
      verdict.saidBy = elements(of: list).compactMap { node in
        let name = symbol(node)
        if let subject = verdict.subject, let id = model.vocabulary.attribute(name, of: subject) {
          return id
        }
        let kind = verdict.subject.map { model.names[model.vocabulary[$0].name].articled }
        report(
          ModelErrors.unknownAttribute(
            tree.text(node), of: kind ?? "a verdict without `of`", suggestion: nil,
            at: tree.location(node)))
        return nil
      }
    }
    for (word, (_, member)) in words(of: item).prefix(WordSet.limit).enumerated() {
      verdict.words[word].borneOutBy = answers("borne_out_by", of: member)
      verdict.words[word].contradictedBy = answers("contradicted_by", of: member)
      verdict.words[word].borneOutWithout = answers("borne_out_without", of: member)
      if let node = option("means", of: member) {
        verdict.words[word].means = meaning(node, verdict)
      }
    }
    model.vocabulary.verdicts[index] = verdict
  }

  /// The values of verdicts behind an option of a value.
  private mutating func answers(_ name: String, of member: NodeID) -> [VerdictAnswer] {
    guard let list = option(name, of: member) else { return [] }
    return elements(of: list).flatMap { node in
      let word = symbol(node)
      let found = model.vocabulary.verdicts.indices.flatMap { index in
        model.vocabulary.verdicts[index].words.indices.filter {
          model.vocabulary.verdicts[index].words[$0].name == word
        }.map { VerdictAnswer(verdict: VerdictID(index), word: $0) }
      }
      if found.isEmpty {
        let known = model.vocabulary.verdicts.flatMap { $0.words.map { model.names[$0.name] } }
        report(
          ModelErrors.unknownWord(
            tree.text(node), of: name, expected: "values of verdicts",
            suggestion: Suggestion.nearest(to: tree.text(node), among: known),
            at: tree.location(node)))
      }
      return found
    }
  }

  /// The word of the attributes that say the same as a verdict.
  private mutating func meaning(_ node: NodeID, _ verdict: Verdict) -> Int? {
    guard case .words(let scale)? = verdict.saidBy.first.map({ model.vocabulary[$0].type }) else {
      report(
        ModelErrors.wrongQualifier(
          "means", expected: "a word of the attributes behind `said_by`, which take words",
          at: tree.location(node)))
      return nil
    }
    if let word = model.vocabulary[scale].index(of: symbol(node)) { return word }
    let words = model.vocabulary[scale].words.map { model.names[$0.name] }
    report(
      ModelErrors.unknownWord(
        tree.text(node), of: "means", expected: words.map { "`\($0)`" }.joined(separator: ", "),
        suggestion: Suggestion.nearest(to: tree.text(node), among: words), at: tree.location(node)))
    return nil
  }

  private func elements(of list: NodeID) -> [NodeID] {
    guard tree.kind(list) == .listValue else { return [list] }
    return tree.children(list).filter { tree.kind($0) == .path }
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

  /// The `weight` of a value of a verdict: none where nothing is said.
  private mutating func weight(of member: NodeID) -> Int {
    guard let node = option("weight", of: member) else { return 0 }
    if let weight = Int(tree.text(node)), Verdict.weights.contains(weight) { return weight }
    report(
      ModelErrors.wrongQualifier(
        "weight", expected: "a whole number from 0 to 5", at: tree.location(node)))
    return 0
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
