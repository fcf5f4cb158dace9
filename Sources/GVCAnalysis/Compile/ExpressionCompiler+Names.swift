import GVCModel
import GVCSyntax

extension ExpressionCompiler {
  /// The threshold of a name: of the theory itself, or the only one of that name.
  func threshold(_ name: Symbol, _ theory: TheoryID) -> Int? {
    var found: Int?
    var count = 0
    for index in model.thresholds.indices where model.thresholds[index].name == name {
      if model.thresholds[index].theory == theory { return index }
      found = index
      count += 1
    }
    return count == 1 ? found : nil
  }

  /// The attribute or relation of the thing that a derived attribute is of.
  func implicitMember(_ name: Symbol) -> (Operation, ExpressionType)? {
    guard let implicit else { return nil }
    return memberOperation(name, of: implicit.kind)
  }

  mutating func variable(_ slot: Int, _ type: ExpressionType, _ node: NodeID) -> PlanID {
    used.insert(slot)
    return add(.variable(slot), type, node)
  }

  mutating func name(_ node: NodeID, _ expected: ExpressionType?) -> PlanID {
    if let name = symbol(node) {
      if let local = locals[name] { recorded?.note(tree.range(node), local, name) }
      switch locals[name] {
      case .slot(let slot, let type): return variable(slot, type, node)
      case .alias(let id): return id
      case nil: break
      }
      // Where the other side says which scale is meant, its words come first.
      if let word = word(name, expected, node) { return word }
      if let implicit, tree.text(node) == Self.this {
        note(node, .qualifier)
        return variable(implicit.slot, .entity(implicit.kind), node)
      }
      if let (operation, type) = implicitMember(name), let implicit {
        // The same name can mean all things of a kind: which would depend on what attributes there are.
        if let kind = model.vocabulary.kind(plural: name) {
          let isInverse = if case .relation(.inverse) = operation { true } else { false }
          report(
            RuleErrors.ambiguousPlural(
              tree.text(node), isInverse: isInverse,
              of: model.names[model.vocabulary[implicit.kind].name], at: location(node)))
          note(node, .collection(kind))
          return broken(node)
        }
        recorded?.note(tree.range(node), of: operation)
        let base = variable(implicit.slot, .entity(implicit.kind), node)
        return member(operation, type, base, node)
      }
      if name == words.yes || name == words.no {
        note(node, .constant)
        return add(.constant(.truth(Truth(name == words.yes))), .truth, node)
      }
      if name == words.unknown, let expected {
        note(node, .constant)
        return add(.constant(.unknown(of: expected, model)), expected, node)
      }
      if let index = threshold(name, theory) { return threshold(index, node) }
      if let kind = model.vocabulary.kind(plural: name) {
        note(node, .collection(kind))
        return add(.collection(kind), .set(.entity(kind)), node)
      }
      switch model.scopes.resolve(name, in: module) {
      case .found(let id):
        note(node, .entity(id))
        return add(.constant(.entity(id)), .entity(model[id].kind), node)
      case .ambiguous, .notFound, .missing: break
      }
    }
    let text = tree.text(node)
    if let call = implicitCall(text, node) { return call }
    // What a word means beside something broken cannot be said.
    if expected == .error || expected == .set(.error) { return broken(node) }
    if case .words(let scale)? = expected {
      let words = model.vocabulary[scale].words.map { model.names[$0.name] }
      report(
        RuleErrors.unknownWord(
          text, expected: words.map { "`\($0)`" }.joined(separator: ", "),
          suggestion: Suggestion.nearest(to: text, among: words), at: location(node)))
      return broken(node)
    }
    // A word beside something that is wrong already may be right.
    if expected == .error || expected == .set(.error) { return broken(node) }
    report(
      RuleErrors.unknownName(
        text, suggestion: Suggestion.nearest(to: text, among: knownNames()), at: location(node)))
    return broken(node)
  }

  /// A function of one actor, of the thing whose attributes stand by themselves: `tier` for `tier(a)`.
  private mutating func implicitCall(_ name: String, _ node: NodeID) -> PlanID? {
    guard let implicit, let actor = model.core.actor, let function = BuiltIn.named(name),
      function.required == 1, function.parameters.first == .actor,
      model.vocabulary.kind(implicit.kind, isA: actor)
    else { return nil }
    let base = variable(implicit.slot, .entity(implicit.kind), node)
    return add(.call(function), result(function, [base]), node, [base])
  }

  mutating func threshold(_ index: Int, _ node: NodeID) -> PlanID {
    // Behind the name of a theory it is the last name; in a text the caller notes where it stands.
    if tree.kind(node) != .title {
      recorded?.note(tree.tokens[tree.tokenAfter(node) - 1].range, .threshold(index))
    }
    let threshold = model.thresholds[index]
    var measure = Measure.plain
    if case .number(_, _, let unit) = threshold.value {
      // A percentage and a plain number are one dimension; the text tells them apart.
      measure = Measure(
        model.dimension(of: unit), isPercent: threshold.isPercent)
    }
    return add(.threshold(index), .number(measure), node)
  }

  /// A word of the scale that is expected here, or of the scale of the elements expected.
  private mutating func word(
    _ name: Symbol, _ expected: ExpressionType?, _ node: NodeID
  ) -> PlanID? {
    switch expected {
    case .words(let scale):
      guard let index = model.vocabulary[scale].index(of: name) else { return nil }
      note(node, .word(scale, index))
      return add(.constant(.words(WordSet(word: index))), .words(scale), node)
    case .need:
      if name == words.yes || name == words.no {
        note(node, .constant)
        return add(.constant(.value(.truth(name == words.yes))), .need, node)
      }
      for scale in [model.core.need, model.core.level].compactMap({ $0 }) {
        if let index = model.vocabulary[scale].index(of: name) {
          note(node, .word(scale, index))
          return add(.constant(.value(.words(WordSet(word: index), scale))), .need, node)
        }
      }
      return nil
    default:
      return nil
    }
  }

  /// All names that could stand in this place, for “did you mean”.
  private func knownNames() -> [String] {
    var names = locals.names.map { model.names[$0] }
    if let implicit { names += memberNames(of: implicit.kind) }
    names += model.thresholds.map { model.names[$0.name] }
    names += model.vocabulary.kinds.compactMap { $0.plural.map { model.names[$0] } }
    names += model.scopes.visible(in: module).map { model.names[$0.0] }
    return names
  }

  // MARK: Members

  mutating func member(_ node: NodeID) -> PlanID {
    guard let baseNode = tree.child(node, at: 0), let nameNode = tree.child(node, .name)
    else {
      if recorded != nil, let baseNode = tree.child(node, at: 0) { _ = compile(baseNode) }
      return broken(node)
    }
    if tree.kind(baseNode) == .nameExpression, let qualified = qualified(baseNode, nameNode, node) {
      return qualified
    }
    let base = compile(baseNode)
    guard case .entity(let kind) = type(base) else {
      if type(base) != .error {
        report(
          RuleErrors.wrongType(
            expected: "a single thing", found: type(base).described(model), at: location(baseNode)))
      }
      return broken(node)
    }
    guard let name = symbol(nameNode), let (operation, type) = memberOperation(name, of: kind)
    else {
      let text = tree.text(nameNode)
      report(
        RuleErrors.noAttribute(
          text, of: model.names[model.vocabulary[kind].name].articled,
          suggestion: Suggestion.nearest(to: text, among: memberNames(of: kind)),
          at: location(nameNode)))
      return broken(node)
    }
    if case .relation(.inverse(let other, _)) = operation {
      let attributes = inverseAttributes(of: other, naming: kind)
      if attributes.count > 1 {
        let text = tree.text(nameNode)
        report(
          RuleErrors.ambiguousInverse(
            text, kind: model.names[model.vocabulary[other].name],
            attributes: attributes.map { model.names[model.vocabulary[$0].name] },
            at: location(nameNode)))
        return broken(node)
      }
    }
    recorded?.note(tree.range(nameNode), of: operation)
    return member(operation, type, base, node)
  }

  private mutating func member(
    _ operation: Operation, _ type: ExpressionType, _ base: PlanID, _ node: NodeID
  ) -> PlanID {
    // What is read of a variable in the layer before can only be read if it was there.
    if isInsideBefore, case .attribute = operation,
      case .variable(let slot) = program[base].operation
    {
      readBefore.insert(slot)
    }
    return add(operation, type, node, [base])
  }

  /// `theory.threshold`, or `other.maker`: what a qualifier's name stands for.
  private mutating func qualified(
    _ baseNode: NodeID, _ nameNode: NodeID, _ node: NodeID
  ) -> PlanID? {
    guard let base = symbol(baseNode), locals[base] == nil, implicitMember(base) == nil,
      let name = symbol(nameNode)
    else { return nil }
    if let theory = model.theories.firstIndex(where: { $0.name == base }),
      let index = model.thresholds.firstIndex(where: {
        $0.name == name && $0.theory == TheoryID(theory)
      })
    {
      note(baseNode, .qualifier)
      return threshold(index, node)
    }
    if case .found(let id) = model.scopes.resolve(base, name, in: module) {
      note(baseNode, .qualifier)
      note(nameNode, .entity(id))
      return add(.constant(.entity(id)), .entity(model[id].kind), node)
    }
    return nil
  }

  /// What a name behind a dot is: a relation by form, an attribute, or an inverse of one.
  func memberOperation(_ name: Symbol, of kind: KindID) -> (Operation, ExpressionType)? {
    if let (relation, type) = relation(name, kind) { return (.relation(relation), type) }
    if let attribute = model.vocabulary.attribute(name, of: kind)
      ?? subkindAttribute(name, of: kind)
    {
      return (.attribute(attribute), ExpressionType(model.vocabulary.type(of: attribute)))
    }
    // `chain.links`: the links whose attribute names the chain.
    if let other = model.vocabulary.kind(plural: name),
      let attribute = inverseAttributes(of: other, naming: kind).first
    {
      return (.relation(.inverse(other, attribute)), .set(.entity(other)))
    }
    return nil
  }

  /// The attributes in which things of a kind name one of another kind: the one that is called as what it names where
  /// there is one, so that no further attribute changes what is meant; else all.
  private func inverseAttributes(of other: KindID, naming kind: KindID) -> [AttributeID] {
    let naming = model.vocabulary.attributes(of: other).filter {
      if case .entity(let target) = model.vocabulary.type(of: $0) {
        return model.vocabulary.kind(kind, isA: target)
      }
      return false
    }
    let named = naming.first {
      guard case .entity(let target) = model.vocabulary.type(of: $0) else { return false }
      return model.vocabulary[$0].name == model.vocabulary[target].name
    }
    return named.map { [$0] } ?? naming
  }

  /// What stands for the thing that a derived attribute or a column is of.
  static let this = "this"

  /// The collection of all things of a kind, named by its plural; nil for any other expression.
  mutating func collection(_ node: NodeID) -> PlanID? {
    guard tree.kind(node) == .nameExpression, let name = symbol(node), locals[name] == nil,
      let kind = model.vocabulary.kind(plural: name)
    else { return nil }
    note(node, .collection(kind))
    return add(.collection(kind), .set(.entity(kind)), node)
  }

  /// An attribute of a kind below: `a.core` of an actor that may be a buyer. It is unknown where
  /// the thing is of another kind.
  private func subkindAttribute(_ name: Symbol, of kind: KindID) -> AttributeID? {
    var found: Int?
    for index in model.vocabulary.attributes.indices
    where model.vocabulary.attributes[index].name == name
      && model.vocabulary.kind(model.vocabulary.attributes[index].owner, isA: kind)
    {
      if found != nil { return nil }
      found = index
    }
    return found.map { AttributeID($0) }
  }

  private func relation(_ name: Symbol, _ kind: KindID) -> (Relation, ExpressionType)? {
    guard let actor = model.core.actor, let link = model.core.link else { return nil }
    switch model.vocabulary.ends(of: kind) {
    case .supply:
      if name == words.supplier { return (.supplier, .entity(actor)) }
      if name == words.buyer { return (.buyer, .entity(actor)) }
    case .peers:
      if name == words.members { return (.members, .set(.entity(actor))) }
    case .none: break
    }
    if let owner = model.vocabulary.owner(of: kind) {
      if name == words.number { return (.number, .number(.plain)) }
      if name == model.vocabulary.name(of: owner) { return (.owner, .entity(owner)) }
    }
    guard model.vocabulary.kind(kind, isA: actor) else { return nil }
    if name == words.sales { return (.sales, .set(.entity(link))) }
    if name == words.purchases { return (.purchases, .set(.entity(link))) }
    guard name == words.ties,
      let tie = model.vocabulary.kinds.indices.first(where: {
        model.vocabulary.ends(of: KindID($0)) == .peers
      })
    else { return nil }
    return (.ties, .set(.entity(KindID(tie))))
  }

  func memberNames(of kind: KindID) -> [String] {
    var names = model.vocabulary.attributes(of: kind).map {
      model.names[model.vocabulary[$0].name]
    }
    switch model.vocabulary[kind].ends {
    case .supply: names += ["supplier", "buyer"]
    case .peers: names += ["members"]
    case .none: break
    }
    if let actor = model.core.actor, model.vocabulary.kind(kind, isA: actor) {
      names += ["sales", "purchases", "ties"]
    }
    return names
  }

  // MARK: Voices and maps

  mutating func voiced(_ node: NodeID) -> PlanID {
    guard let baseNode = tree.child(node, at: 0), let voiceNode = tree.child(node, .name) else {
      return broken(node)
    }
    let base = compile(baseNode)
    let word = tree.text(voiceNode)
    guard let scale = model.core.voice, let name = model.names.find(word),
      let voice = model.vocabulary[scale].index(of: name)
    else {
      let words =
        model.core.voice.map { model.vocabulary[$0].words.map { model.names[$0.name] } } ?? []
      report(
        RuleErrors.unknownWord(
          word, expected: words.map { "`\($0)`" }.joined(separator: ", "),
          suggestion: Suggestion.nearest(to: word, among: words), at: location(voiceNode)))
      return broken(node)
    }
    guard case .attribute(let attribute) = program[base].operation else {
      if type(base) != .error {
        report(
          RuleErrors.wrongType(
            expected: "an attribute that a voice can report", found: type(base).described(model),
            at: location(baseNode)))
      }
      return broken(node)
    }
    note(voiceNode, .word(scale, voice))
    return add(.voiced(attribute, voice: voice), type(base), node, program[base].children)
  }

  mutating func index(_ node: NodeID) -> PlanID {
    guard let baseNode = tree.child(node, at: 0), let keyNode = tree.child(node, at: 1) else {
      return broken(node)
    }
    let base = compile(baseNode)
    if case .map(let kind) = type(base) {
      recorded?.note(wanted: .entity(kind), at: keyNode)
    }
    let key = compile(keyNode)
    guard case .map(let kind) = type(base),
      case .attribute(let attribute) = program[base].operation,
      let entity = program[base].children.first
    else {
      if type(base) != .error {
        report(
          RuleErrors.wrongType(
            expected: "a map, such as `requires`", found: type(base).described(model),
            at: location(baseNode)))
      }
      return broken(node)
    }
    require(key, .entity(kind), keyNode)
    return add(.mapValue(attribute), .need, node, [entity, key])
  }
}
