import GVCModel
import GVCSyntax

/// Compiles one rule from its clauses.
struct RuleBuilder {
  var compiler: ExpressionCompiler
  private let model: Model
  private let index: Int
  private let declaration: RuleDeclaration
  private var bindings: [PlanBinding] = []
  private var conditions: [PlanID] = []
  private var related: [PlanID] = []
  private var find: Find?
  private var citations: [Citation] = []
  private var clauses: [SyntaxKind: Location] = [:]

  /// What a `find` clause says.
  private struct Find {
    var subject: PlanID
    var verdict: (id: VerdictID, word: Int)?
    var qualifier: Int?
    var object: PlanID?
    var isFrom = false
    var modality: Modality
  }

  init(_ model: Model, _ index: Int, _ program: Program) {
    self.model = model
    self.index = index
    declaration = model.rules[index]
    compiler = ExpressionCompiler(
      model, declaration.place, theory: declaration.theory, program: program)
  }

  private var tree: SyntaxTree { compiler.tree }

  /// The plan of the rule; nil when it is broken, with diagnostics in the program.
  mutating func build() -> RulePlan? {
    let clauses = Array(tree.children(declaration.place.node))
    // The variables first, wherever their clause stands.
    for clause in clauses where tree.kind(clause) == .forClause { read(clause) }
    for clause in clauses where tree.kind(clause) != .forClause { read(clause) }
    let message = text(of: .messageClause, in: clauses)
    let help = text(of: .helpClause, in: clauses)
    checkComplete()
    checkUse()
    guard let find else { return nil }
    let level = find.verdict.map { model.vocabulary[$0.id].words[$0.word].level } ?? .note
    let all = bindings.map { binding in
      PlanBinding(
        slot: binding.slot, set: binding.set, condition: binding.condition,
        needsBefore: compiler.readBefore.contains(binding.slot))
    }
    return RulePlan(
      rule: index, bindings: all, variables: compiler.slots,
      conditions: conditions.map { (depth(of: $0), $0) }.sorted { $0.0 < $1.0 },
      subject: find.subject, verdict: find.verdict, qualifier: find.qualifier,
      object: find.object, isFrom: find.isFrom, modality: find.modality, level: level,
      related: related, message: message, help: help, citations: citations,
      comparesLayers: comparesLayers)
  }

  /// How many bindings must be bound before a condition can be read.
  private func depth(of node: PlanID) -> Int {
    let variables = compiler.program[node].variables
    let last = bindings.lastIndex { variables & (1 << UInt64($0.slot)) != 0 }
    return last.map { $0 + 1 } ?? 0
  }

  private var comparesLayers: Bool {
    var pending = conditions + bindings.map(\.set) + bindings.compactMap(\.condition)
    while let next = pending.popLast() {
      let node = compiler.program[next]
      if case .before = node.operation { return true }
      pending += node.children
    }
    return false
  }

  // MARK: Clauses

  private mutating func read(_ clause: NodeID) {
    let kind = tree.kind(clause)
    switch kind {
    case .forClause, .findClause, .onClause, .messageClause, .helpClause:
      if let first = clauses[kind] {
        compiler.report(
          RuleErrors.repeatedClause(
            tree.text(token: tree.firstToken(clause)), at: tree.location(clause), first: first))
        return
      }
      clauses[kind] = tree.location(clause)
    default: break
    }
    switch kind {
    case .forClause:
      for child in tree.children(clause) where tree.kind(child) == .binding {
        if let binding = compiler.binding(child) { bindings.append(binding) }
      }
    case .letClause: readLet(clause)
    case .whenClause:
      guard let expression = tree.child(clause, at: 0) else { return }
      clauses[kind] = tree.location(clause)
      addCondition(expression)
    case .findClause: readFind(clause)
    case .onClause:
      for child in tree.children(clause) {
        let id = compiler.compile(child)
        requireEntity(id, child)
        related.append(id)
      }
    case .citeClause: readCitation(clause)
    default: break
    }
  }

  private mutating func readLet(_ clause: NodeID) {
    guard let nameNode = tree.child(clause, .name), let expression = tree.child(clause, at: 1),
      let name = compiler.symbol(nameNode)
    else { return }
    let id = compiler.compile(expression)
    if compiler.locals[name] != nil {
      compiler.report(RuleErrors.shadowed(model.names[name], at: tree.location(nameNode)))
    }
    compiler.locals[name] = .alias(id)
  }

  /// Splits a condition at its `and`s, so that each part is read as soon as it can be.
  private mutating func addCondition(_ node: NodeID) {
    switch tree.kind(node) {
    case .andExpression: for child in tree.children(node) { addCondition(child) }
    case .parenthesized:
      if let child = tree.child(node, at: 0) { addCondition(child) }
    default: conditions.append(compiler.condition(node))
    }
  }

  private mutating func requireEntity(_ id: PlanID, _ node: NodeID) {
    switch compiler.type(id) {
    case .entity, .error: break
    case let found:
      compiler.report(
        RuleErrors.wrongType(
          expected: "a single thing", found: found.described(model), at: tree.location(node)))
    }
  }

  private mutating func readCitation(_ clause: NodeID) {
    guard let path = tree.child(clause, .path), let name = model.names.find(tree.text(path)) else {
      if let path = tree.child(clause, .path) { reportSource(path) }
      return
    }
    guard case .found(let source) = model.scopes.resolve(name, in: compiler.module),
      model[source].kind == model.core.source
    else {
      reportSource(path)
      return
    }
    let passages = tree.children(clause).filter { tree.kind($0) == .title }
      .map { TextLiteral.value(of: tree.text($0)) }
    citations.append(Citation(source: source, passages: passages))
    clauses[.citeClause] = tree.location(clause)
  }

  private mutating func reportSource(_ path: NodeID) {
    let sources = model.entities.indices.filter { model.entities[$0].kind == model.core.source }
      .map { model.label(EntityID($0)) }
    compiler.report(
      RuleErrors.unknownName(
        tree.text(path), suggestion: Suggestion.nearest(to: tree.text(path), among: sources),
        at: tree.location(path)))
    clauses[.citeClause] = tree.location(path)
  }

  // MARK: Find

  private mutating func readFind(_ clause: NodeID) {
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
      compiler.report(RuleErrors.missingModality(at: tree.location(clause)))
      return
    }
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
    let text = tree.text(node)
    var found: [(id: VerdictID, word: Int)] = []
    var known: [String] = []
    for (index, verdict) in model.vocabulary.verdicts.enumerated() {
      for (word, value) in verdict.words.enumerated() {
        known.append(model.names[value.name])
        if model.names[value.name] == text { found.append((VerdictID(index), word)) }
      }
    }
    // A theory's own verdict is meant before that of another.
    let own = found.filter { model.vocabulary[$0.id].theory == declaration.theory }
    if own.count == 1 { return own[0] }
    if found.count == 1 { return found[0] }
    if found.isEmpty {
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

  // MARK: Texts

  private mutating func text(of kind: SyntaxKind, in clauses: [NodeID]) -> [MessagePart] {
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

  // MARK: Completeness

  private mutating func checkComplete() {
    let name = model.names[declaration.name]
    for (kind, word) in [
      (SyntaxKind.forClause, "for"), (.whenClause, "when"), (.findClause, "find"),
      (.messageClause, "message"), (.citeClause, "cite"),
    ] where clauses[kind] == nil {
      compiler.report(RuleErrors.missingClause(word, rule: name, at: declaration.location))
    }
  }

  private mutating func checkUse() {
    for binding in bindings where !compiler.used.contains(binding.slot) {
      compiler.report(
        RuleErrors.unusedVariable(
          model.names[compiler.slots[binding.slot]], at: declaration.location))
    }
  }
}
