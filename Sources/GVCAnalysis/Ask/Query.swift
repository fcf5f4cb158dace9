import GVCModel
import GVCSyntax

/// A question in the rule language, compiled: what it runs over, and what it asks of each.
public struct Query: Sendable {
  /// What it runs over; nothing for a question with one answer.
  let bindings: [PlanBinding]
  /// What it gives for each.
  let value: PlanID
  /// The kind of thing that its answers are, where they are things.
  public let kind: KindID?

  /// The type of its answers.
  public func type(in compiler: QueryCompiler) -> ExpressionType { compiler.program[value].type }

  /// Whether its answers are numbers.
  public func isNumber(in compiler: QueryCompiler) -> Bool {
    if case .number = type(in: compiler) { return true }
    return false
  }
}

/// Compiles questions against a case, and answers them.
///
/// The names of the project's own module stand in a question. Behind `where`, and in columns, the
/// attributes of the thing that is asked about stand by themselves, and so do functions of one actor.
public struct QueryCompiler: Sendable {
  /// Why a question cannot be read, with where in its text.
  public struct Failure: Error, Sendable {
    /// What is wrong, in the order of its text; at least one.
    public let diagnostics: [Diagnostic]
    /// What was asked, for showing the place.
    public let source: SourceText
  }

  /// The case, and behind its trees those of the questions.
  public private(set) var model: Model
  /// The theories in use, and behind their nodes those of the questions.
  public private(set) var program: Program

  public init(_ model: Model, _ program: Program) {
    self.model = model
    self.program = program
  }

  /// The question that a text such as `firms where size == small` asks.
  public mutating func query(_ text: String) throws(Failure) -> Query {
    let tree = try parsed(text, named: "question", Parser.parse(query:))
    let index = model.add(tree)
    guard let first = tree.child(SyntaxTree.root, at: 0) else {
      return Query(bindings: [], value: PlanID(0), kind: nil)
    }
    let rest = Array(tree.children(SyntaxTree.root).dropFirst())
    var compiler = expressionCompiler(index)
    var bindings: [PlanBinding] = []
    let value: PlanID
    if rest.contains(where: { tree.kind($0) == .binding }) {
      for child in rest {
        if let binding = compiler.binding(child, in: SyntaxTree.root) { bindings.append(binding) }
      }
      value = compiler.compile(first)
    } else {
      let set = compiler.compile(first)
      guard case .set(let element) = compiler.type(set) else {
        if let condition = rest.first {
          compiler.require(set, .set(.error), first)
          _ = compiler.condition(condition)
        }
        let query = Query(bindings: [], value: set, kind: nil)
        try finish(compiler, tree)
        return query
      }
      let slot = compiler.implicitSlot(element)
      let condition = rest.first.map { compiler.condition($0) }
      bindings = [PlanBinding(slot: slot, set: set, condition: condition, needsBefore: false)]
      value = compiler.variable(slot, element, first)
    }
    var kind: KindID?
    if case .entity(let found) = compiler.type(value) { kind = found }
    try finish(compiler, tree)
    return Query(bindings: bindings, value: value, kind: kind)
  }

  /// What the columns of a text such as `size, tier, count(purchases)` ask of things of a kind, each with
  /// its text.
  public mutating func columns(
    _ text: String, of kind: KindID
  ) throws(Failure) -> [(title: String, value: PlanID)] {
    let tree = try parsed(text, named: "columns", Parser.parse(columns:))
    let index = model.add(tree)
    var compiler = expressionCompiler(index)
    _ = compiler.implicitSlot(.entity(kind))
    let columns = tree.children(SyntaxTree.root).map { node in
      (title: tree.text(node), value: compiler.compile(node))
    }
    try finish(compiler, tree)
    return columns
  }

  private func parsed(
    _ text: String, named name: String, _ parse: (SourceText) -> SyntaxTree
  ) throws(Failure) -> SyntaxTree {
    let tree = parse(
      SourceText(file: FileID(Int(UInt32.max) - model.trees.count), name: name, text))
    guard tree.diagnostics.isEmpty else {
      throw Failure(diagnostics: tree.diagnostics, source: tree.source)
    }
    return tree
  }

  private func expressionCompiler(_ tree: Int) -> ExpressionCompiler {
    var compiler = ExpressionCompiler(
      model, SyntaxPlace(tree: tree, node: SyntaxTree.root), theory: TheoryID(Int(UInt16.max)),
      program: program)
    compiler.allowsBefore = false
    return compiler
  }

  private mutating func finish(_ compiler: ExpressionCompiler, _ tree: SyntaxTree) throws(Failure) {
    let errors = compiler.program.diagnostics.dropFirst(program.diagnostics.count)
    if errors.contains(where: { $0.severity == .error }) {
      throw Failure(
        diagnostics: errors.sorted {
          $0.primary.location.range.start < $1.primary.location.range.start
        }, source: tree.source)
    }
    let diagnostics = program.diagnostics
    program = compiler.program
    program.diagnostics = diagnostics
  }
}

extension ExpressionCompiler {
  /// Takes a slot for the thing whose attributes stand by themselves.
  fileprivate mutating func implicitSlot(_ element: ExpressionType) -> Int {
    if case .entity(let kind) = element { implicit = (slot: slots.count, kind: kind) }
    // No name can be empty, so that none stands for it.
    slots.append(model.names.find("") ?? Symbol(0))
    return slots.count - 1
  }
}
