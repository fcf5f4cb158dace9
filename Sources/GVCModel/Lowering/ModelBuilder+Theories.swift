import GVCSyntax

extension ModelBuilder {
  /// Enters thresholds, rules and expectations into the model.
  mutating func declareRule(_ item: NodeID) {
    switch tree.kind(item) {
    case .thresholdDeclaration: declareThreshold(item)
    case .expectItem:
      model.expectations.append(SyntaxPlace(tree: treeIndex, node: item))
    case .acceptItem:
      model.acceptances.append(SyntaxPlace(tree: treeIndex, node: item))
    case .ruleDeclaration:
      guard let nameNode = tree.child(item, .name) else { return }
      let name = symbol(nameNode)
      let theory = currentTheory()
      if let first = model.rules.first(where: { $0.name == name && $0.theory == theory }) {
        report(
          ModelErrors.duplicate(
            "rule", model.names[name], at: tree.location(nameNode), first: first.location))
        return
      }
      guard hasRoom(model.rules.count, VocabularyLimits.rules, for: "rules", at: nameNode) else {
        return
      }
      model.rules.append(
        RuleDeclaration(
          theory: theory, name: name, title: title(of: item),
          place: SyntaxPlace(tree: treeIndex, node: item), location: tree.location(nameNode)))
    default: break
    }
  }

  /// Makes the names of `{l.buyer}` in a message known.
  private mutating func internNames(inMessage range: TextRange) {
    let bytes = tree.source.bytes
    var start: Int?
    for index in Int(range.start)..<Int(range.end) {
      switch bytes[index] {
      case 0x7B: start = index + 1
      case 0x2E, 0x7D:
        if let first = start, first < index {
          _ = model.names.intern(
            tree.source,
            TextRange(UInt32(truncatingIfNeeded: first), UInt32(truncatingIfNeeded: index)))
        }
        start = start != nil && bytes[index] == 0x2E ? index + 1 : nil
      default: break
      }
    }
  }

  /// Makes the names of variables and the texts of expressions known, so that the rule compiler, which
  /// changes nothing of the model, finds them.
  mutating func internNames(in item: NodeID) {
    for token in tree.firstToken(item)..<tree.tokenAfter(item)
    where tree.tokens[token].kind == .name {
      _ = symbol(token)
    }
    for index in Int(item.index)..<Int(item.index) + tree.nodes.size(Int(item.index)) {
      let node = NodeID(index)
      switch tree.kind(node) {
      case .stringValue: _ = model.names.intern(TextLiteral.value(of: tree.text(node)))
      case .title: internNames(inMessage: tree.range(node))
      case .unit: internUnit(node)
      default: break
      }
    }
  }

  /// Makes the units of a threshold known.
  mutating func internUnits(in item: NodeID) {
    for index in Int(item.index)..<Int(item.index) + tree.nodes.size(Int(item.index))
    where tree.kind(NodeID(index)) == .unit { internUnit(NodeID(index)) }
  }

  /// Makes a unit that a theory uses known before those of the case, so that what a rule means depends on nothing else.
  private mutating func internUnit(_ node: NodeID) {
    let text = unitTexts.text(tree.source, tree.range(node))
    _ = unitTexts.number(of: unitTexts.unit(text), text: text, in: &model)
  }

  private mutating func declareThreshold(_ item: NodeID) {
    guard let nameNode = tree.child(item, .name), let valueNode = tree.child(item, at: 1) else {
      return
    }
    let name = symbol(nameNode)
    let theory = currentTheory()
    if let first = model.thresholds.first(where: { $0.name == name && $0.theory == theory }) {
      report(
        ModelErrors.duplicate(
          "threshold", model.names[name], at: tree.location(nameNode), first: first.location))
      return
    }
    let count = model.thresholds.count
    guard hasRoom(count, VocabularyLimits.thresholds, for: "thresholds", at: nameNode) else {
      return
    }
    guard let value = thresholdValue(valueNode) else { return }
    var range: Interval?
    var basis = ""
    if let block = tree.child(item, .block) {
      for entry in tree.children(block) where tree.kind(entry) == .attribute {
        guard let node = tree.child(entry, at: 0) else { continue }
        switch tree.text(token: tree.firstToken(entry)) {
        case "range":
          if case .number(let interval, _, _)? = thresholdValue(node) { range = interval }
        case "basis": basis = TextLiteral.value(of: tree.text(node))
        case let other:
          report(
            ModelErrors.unknownAttribute(
              other, of: "a threshold",
              suggestion: Suggestion.nearest(to: other, among: ["range", "basis"]),
              at: tree.location(token: tree.firstToken(entry))))
        }
      }
    }
    if let range, case .number(let interval, _, _) = value,
      interval.low < range.low || interval.high > range.high
    {
      report(
        ModelErrors.thresholdOutOfRange(model.names[name], at: tree.location(valueNode)))
    }
    model.thresholds.append(
      Threshold(
        theory: theory, name: name, value: value, isPercent: tree.text(valueNode).contains("%"),
        range: range, documentation: title(of: item),
        basis: basis, location: tree.location(nameNode)))
  }
}
