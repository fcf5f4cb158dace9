import GVCModel
import GVCSyntax

/// Compiles one rule from its clauses.
struct RuleBuilder {
  var compiler: ExpressionCompiler
  let model: Model
  private let index: Int
  let declaration: RuleDeclaration
  private var bindings: [PlanBinding] = []
  private var lets: [(name: Symbol, node: PlanID)] = []
  private var scope: [PlanID] = []
  private var conditions: [PlanID] = []
  private var related: [PlanID] = []
  var find: Find?
  private var citations: [Citation] = []
  private var clauses = ClausePlaces()

  /// What a `find` clause says.
  struct Find {
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

  /// A builder for a rule of a text that need not be of the model, to read its names.
  private init(_ model: Model, _ declaration: RuleDeclaration, _ tree: SyntaxTree, module: Int) {
    self.model = model
    index = -1
    self.declaration = declaration
    compiler = ExpressionCompiler(model, tree, module: module, theory: declaration.theory)
    compiler.recorded = RuleNames()
  }

  /// What the names of a rule stand for.
  static func names(
    _ item: NodeID, of tree: SyntaxTree, module: Int, theory: TheoryID, in model: Model
  ) -> RuleNames? {
    let declaration = RuleDeclaration(
      theory: theory, at: SyntaxPlace(tree: 0, node: item), location: tree.location(item))
    var builder = RuleBuilder(model, declaration, tree, module: module)
    _ = builder.build()
    return builder.compiler.recorded
  }

  var tree: SyntaxTree { compiler.tree }

  /// Where the clauses of a rule stand, one a kind: a few.
  private struct ClausePlaces {
    private var places: [(kind: SyntaxKind, location: Location)] = []

    subscript(kind: SyntaxKind) -> Location? {
      get { places.last { $0.kind == kind }?.location }
      set { if let newValue { places.append((kind, newValue)) } }
    }
  }

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
    checkWitnesses(message, find)
    let level = find.verdict.map { model.vocabulary[$0.id].words[$0.word].level } ?? .note
    let all = bindings.map { binding in
      PlanBinding(
        slot: binding.slot, set: binding.set, condition: binding.condition,
        needsBefore: compiler.readBefore.contains(binding.slot))
    }
    return RulePlan(
      rule: index, bindings: all, variables: compiler.slots, lets: lets,
      scope: byDepth(scope), conditions: byDepth(conditions),
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

  /// Conditions in the order in which they can be read.
  private func byDepth(_ nodes: [PlanID]) -> [(depth: Int, node: PlanID)] {
    nodes.map { (depth(of: $0), $0) }.sorted { $0.0 < $1.0 }
  }

  /// Whether it reads the layer before, or cannot hold where nothing moved.
  private var comparesLayers: Bool {
    // What asks for a change asks for a layer before it.
    var needs = ChangeNeeds(compiler.program, compiler.model)
    if (scope + conditions + bindings.compactMap(\.condition)).contains(where: {
      needs.needsChange($0)
    }) {
      return true
    }
    var pending = scope + conditions + bindings.map(\.set) + bindings.compactMap(\.condition)
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
        if let binding = compiler.binding(child, in: declaration.place.node) {
          bindings.append(binding)
        }
      }
    case .letClause: readLet(clause)
    case .scopeClause, .whenClause:
      guard let expression = tree.child(clause, at: 0) else { return }
      clauses[kind] = tree.location(clause)
      for node in parts(of: expression) {
        let condition = compiler.condition(node)
        if kind == .scopeClause { scope.append(condition) } else { conditions.append(condition) }
      }
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
    compiler.locals.set(name, to: .alias(id))
    lets.append((name, id))
    let variable = RuleNames.Variable(
      name: model.names[name], range: tree.range(nameNode), type: compiler.type(id),
      scope: tree.range(declaration.place.node))
    compiler.recorded?.declare(variable, alias: name)
  }

  /// A condition split at its `and`s, so that each part is read as soon as it can be.
  private func parts(of node: NodeID) -> [NodeID] {
    switch tree.kind(node) {
    case .andExpression: tree.children(node).flatMap { parts(of: $0) }
    case .parenthesized: tree.child(node, at: 0).map { parts(of: $0) } ?? []
    default: [node]
    }
  }

  mutating func requireEntity(_ id: PlanID, _ node: NodeID) {
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
    compiler.note(path, .entity(source))
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

  // MARK: Witnesses

  /// Says of a variable that the message names though no finding is about it: of several ways to bind it, one alone is
  /// shown.
  mutating func checkWitnesses(_ message: [MessagePart], _ find: Find) {
    let keys = [find.subject] + [find.object].compactMap { $0 } + related
    for case .value(let node) in message {
      guard let lost = undetermined(node, by: keys) else { continue }
      guard bindings.contains(where: { $0.slot == lost }) else { continue }
      compiler.report(
        RuleErrors.lostWitness(
          model.names[compiler.slots[lost]], at: clauses[.messageClause] ?? declaration.location))
      return
    }
  }

  /// A variable that a value reads and that is not the same in all findings of the same things; nil where there is none.
  private func undetermined(_ id: PlanID, by keys: [PlanID]) -> Int? {
    let program = compiler.program
    if keys.contains(where: { program.isSame(id, $0) }) { return nil }
    let node = program[id]
    if case .variable(let slot) = node.operation { return slot }
    if case .aggregate = node.operation {
      let named = keys.reduce(UInt64(0)) { mask, key in
        if case .variable(let slot) = program[key].operation { return mask | 1 << UInt64(slot) }
        return mask
      }
      let left = node.variables & ~named
      return left == 0 ? nil : left.trailingZeroBitCount
    }
    for child in node.children {
      if let lost = undetermined(child, by: keys) { return lost }
    }
    return nil
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
