import GVCModel
import GVCSyntax

/// Turns the expressions of one rule or derived attribute into typed nodes.
///
/// The names of the language are found in this order: variables, attributes of the thing that a
/// derived attribute is of, `yes` and `no`, thresholds, collections, what the case declares; and words
/// of a scale where the other side says which scale is meant.
struct ExpressionCompiler {
  /// The most operands of sums and products that stand in one another.
  static let operandLimit = 200
  /// How deep an expression may be with the names that `let` gives, and how many nodes it may have.
  static let depthLimit = 1000
  static let sizeLimit = 100_000

  let model: Model
  let tree: SyntaxTree
  let treeIndex: Int
  let module: Int
  let theory: TheoryID
  var program: Program
  let words: RuleWords
  var locals = LocalNames()
  /// The names by slot.
  var slots: [Symbol] = []
  /// The thing that a derived attribute is of: its slot and kind.
  var implicit: (slot: Int, kind: KindID)?
  /// The variables that were used.
  var used = SlotSet()
  /// The variables that are read in the layer before.
  var readBefore = SlotSet()
  var isInsideBefore = false
  var allowsBefore = true
  /// The operands of the sums and products that are being compiled.
  var openOperands = 0
  /// What the names stand for, where somebody asks for it; broken parts are then read as far as they go.
  var recorded: RuleNames?

  init(_ model: Model, _ place: SyntaxPlace, theory: TheoryID, program: Program) {
    self.model = model
    treeIndex = place.tree
    tree = model.trees[place.tree]
    module = model.moduleOfTree[place.tree]
    self.theory = theory
    self.program = program
    words = RuleWords(model.names)
  }

  /// A compiler for a text that need not be of the model, to read its names.
  init(_ model: Model, _ tree: SyntaxTree, module: Int, theory: TheoryID) {
    self.model = model
    treeIndex = 0
    self.tree = tree
    self.module = module
    self.theory = theory
    program = Program()
    words = RuleWords(model.names)
  }

  /// Hands the program over, so that whoever takes it has the only reference to it.
  mutating func takeProgram() -> Program {
    var taken = Program()
    swap(&taken, &program)
    return taken
  }

  // MARK: Building nodes

  mutating func report(_ diagnostic: Diagnostic) {
    // What is wrong in form has been said, and often makes the meaning wrong too.
    program.diagnostics.append(diagnostic)
  }

  /// Notes what a name stands for, where somebody asks for it.
  mutating func note(_ node: NodeID, _ use: RuleNames.Use) {
    guard recorded != nil else { return }
    let range = tree.range(node)
    recorded?.note(range, use)
  }

  mutating func add(
    _ operation: Operation, _ type: ExpressionType, _ node: NodeID, _ children: [PlanID] = []
  ) -> PlanID {
    var variables: UInt64 = 0
    var depth = 0
    var size = 1
    func take(_ part: PlanID) {
      depth = max(depth, program[part].depth)
      size += program[part].size
    }
    for child in children {
      variables |= program[child].variables
      take(child)
    }
    if case .variable(let slot) = operation { variables |= 1 << UInt64(slot) }
    if case .aggregate(_, let bindings) = operation {
      for binding in bindings {
        variables &= ~(1 << UInt64(binding.slot))
        take(binding.set)
        if let condition = binding.condition { take(condition) }
      }
    }
    depth += 1
    guard depth <= Self.depthLimit, size <= Self.sizeLimit else {
      report(RuleErrors.tooLarge(at: location(node)))
      return add(.constant(.unknown), .error, node)
    }
    program.nodes.append(
      PlanNode(
        operation: operation, type: type, place: SyntaxPlace(tree: treeIndex, node: node),
        children: children, variables: variables, depth: depth, size: size))
    return PlanID(program.nodes.count - 1)
  }

  mutating func broken(_ node: NodeID) -> PlanID { add(.constant(.unknown), .error, node) }

  func type(_ id: PlanID) -> ExpressionType { program[id].type }

  func location(_ node: NodeID) -> Location { tree.location(node) }

  /// Whether a type fits where another is needed.
  func fits(_ found: ExpressionType, _ wanted: ExpressionType) -> Bool {
    switch (found, wanted) {
    case (.error, _), (_, .error): return true
    case (.number(let a), .number(let b)): return Measure.common(a, b) != nil
    case (.entity(let a), .entity(let b)):
      return model.vocabulary.kind(a, isA: b) || model.vocabulary.kind(b, isA: a)
    case (.set(let a), .set(let b)): return fits(a, b)
    default: return found == wanted
    }
  }

  /// Diagnoses a node whose type is not the one needed; whether it is.
  @discardableResult
  mutating func require(_ id: PlanID, _ wanted: ExpressionType, _ node: NodeID) -> Bool {
    if fits(type(id), wanted) { return true }
    report(
      RuleErrors.wrongType(
        expected: wanted.described(model), found: type(id).described(model), at: location(node)))
    return false
  }

  // MARK: Expressions

  /// The plan of an expression; `expected` says what the other side is, for words of a scale.
  mutating func compile(_ node: NodeID, expected: ExpressionType? = nil) -> PlanID {
    guard recorded != nil else { return plan(node, expected) }
    recorded?.note(wanted: expected, at: node)
    let id = plan(node, expected)
    let found = type(id)
    recorded?.note(type: found, of: node)
    return id
  }

  private mutating func plan(_ node: NodeID, _ expected: ExpressionType?) -> PlanID {
    switch tree.kind(node) {
    case .orExpression, .andExpression:
      let operation: Operation = tree.kind(node) == .orExpression ? .or : .and
      let children = tree.children(node).map { condition($0) }
      return add(operation, .truth, node, children)
    case .notExpression:
      guard let child = tree.child(node, at: 0) else { return broken(node) }
      return add(.not, .truth, node, [condition(child)])
    case .comparison: return comparison(node)
    case .knownExpression:
      guard let child = tree.child(node, at: 0) else { return broken(node) }
      let known = add(.isKnown, .truth, node, [compile(child)])
      // `is known`, `is not known`, `is unknown`.
      let last = Int(tree[node].endToken) - 1
      let isNegated = tree.token(last - 1, is: "not") != tree.token(last, is: "unknown")
      return isNegated ? add(.not, .truth, node, [known]) : known
    case .sumExpression, .productExpression: return run(node)
    case .negation:
      guard let child = tree.child(node, at: 0) else { return broken(node) }
      let value = compile(child)
      return add(.negate, number(value, child), node, [value])
    case .powerExpression: return power(node)
    case .parenthesized:
      guard let child = tree.child(node, at: 0) else { return broken(node) }
      return compile(child, expected: expected)
    case .ifExpression: return conditional(node, expected)
    case .listExpression: return list(node, expected)
    case .memberExpression: return member(node)
    case .voiceExpression: return voiced(node)
    case .indexExpression: return index(node)
    case .callExpression: return call(node)
    case .aggregateExpression: return aggregate(node)
    case .nameExpression: return name(node, expected)
    case .quantity: return literal(node)
    case .stringValue:
      guard let text = model.names.find(TextLiteral.value(of: tree.text(node))) else {
        return broken(node)
      }
      return add(.constant(.value(.text(text))), .text, node)
    case .dateValue:
      guard let date = try? LiteralReader.date(node, in: tree) else {
        report(ModelErrors.noSuchDate(tree.text(node), at: location(node)))
        return broken(node)
      }
      return add(.constant(.number(date, .one)), .number(.year), node)
    default:
      // A missing or skipped node is diagnosed by the parser.
      return broken(node)
    }
  }

  /// An expression that is true or false.
  mutating func condition(_ node: NodeID) -> PlanID {
    let id = compile(node, expected: .truth)
    require(id, .truth, node)
    return id
  }

  private mutating func literal(_ node: NodeID) -> PlanID {
    guard let number = try? LiteralReader.number(node, in: tree, model.vocabulary.units) else {
      return broken(node)
    }
    let measure = Measure(
      number.unit.dimension, isPercent: number.unit.factor == Unit.percent.factor)
    // The units of rules are those of the model, which knows the texts of all rules; of a text that is only looked at,
    // nothing is said of a unit that the model does not have.
    let constant: Datum =
      model.unit(number.unit).map { .number(number.interval, $0) } ?? .number(.all, .one)
    return add(.constant(constant), .number(measure), node)
  }

  private mutating func conditional(_ node: NodeID, _ expected: ExpressionType?) -> PlanID {
    guard let ifNode = tree.child(node, at: 0), let thenNode = tree.child(node, at: 1),
      let elseNode = tree.child(node, at: 2)
    else { return broken(node) }
    let test = condition(ifNode)
    let yes = compile(thenNode, expected: expected)
    let no = compile(elseNode, expected: expected ?? type(yes))
    guard fits(type(no), type(yes)) else {
      report(
        RuleErrors.doNotMix(
          type(yes).described(model), type(no).described(model), at: location(node),
          location(thenNode), location(elseNode)))
      return broken(node)
    }
    return add(.conditional, type(yes) == .error ? type(no) : type(yes), node, [test, yes, no])
  }

  private mutating func list(_ node: NodeID, _ expected: ExpressionType?) -> PlanID {
    var element: ExpressionType?
    if case .set(let inner)? = expected { element = inner }
    var children: [PlanID] = []
    for child in tree.children(node) {
      let id = compile(child, expected: element)
      if let element { require(id, element, child) } else { element = type(id) }
      children.append(id)
    }
    return add(.set, .set(element ?? .error), node, children)
  }

  /// The symbol of a name, which the vocabulary or the case need not know.
  func symbol(_ node: NodeID) -> Symbol? { model.names.find(tree.source, tree.range(node)) }
}
