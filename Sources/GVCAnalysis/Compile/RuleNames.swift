import GVCModel
import GVCSyntax

/// What the names of one rule or derived attribute stand for, and what its expressions give: the
/// compiler's own reading of them, for editors.
public struct RuleNames: Sendable {
  /// What a name stands for.
  public enum Use: Hashable, Sendable {
    /// A variable or the name of a `let`, by its place in `variables`.
    case variable(Int)
    case entity(EntityID)
    case attribute(AttributeID)
    /// What is next to a thing by its form: `l.buyer`, `c.links`.
    case relation(Relation)
    case word(ScaleID, Int)
    /// A threshold, by its index in the model.
    case threshold(Int)
    /// All things of a kind, by its plural.
    case collection(KindID)
    case function(BuiltIn)
    case aggregate(Aggregate)
    /// `before` and `after`.
    case layer
    /// `yes`, `no` and `unknown`.
    case constant
    case verdict(VerdictID, word: Int)
    case modality(Modality)
    /// The name of a theory or of an import before a dot.
    case qualifier
  }

  /// A name in the text.
  public struct Name: Hashable, Sendable {
    /// Where it stands, in bytes.
    public let range: TextRange
    /// What it names.
    public let use: Use
  }

  /// A variable of `for` or of an aggregate, or the name of a `let`.
  public struct Variable: Sendable {
    public let name: String
    /// Where it is declared.
    public let range: TextRange
    public let type: ExpressionType
    /// The rule, or the aggregate, in which it can be used.
    public let scope: TextRange
  }

  /// In no particular order.
  public internal(set) var names: [Name] = []
  public internal(set) var variables: [Variable] = []
  /// The kind of thing whose attributes stand by themselves, in a derived attribute.
  public internal(set) var implicit: KindID?
  private var types: [NodeID: ExpressionType] = [:]
  private var wanted: [NodeID: ExpressionType] = [:]
  private var slots: [Int: Int] = [:]
  private var lets: [Symbol: Int] = [:]

  init() {}

  /// What an expression gives; nil for a node that is none.
  public func type(of node: NodeID) -> ExpressionType? { types[node] }

  /// What stands on the other side of an expression, or what the place where it stands asks for; nil
  /// where it may be anything.
  public func wanted(at node: NodeID) -> ExpressionType? { wanted[node] }

  /// The variables that can be used at an offset, the nearest last.
  public func variables(at offset: UInt32) -> [Variable] {
    variables.filter { $0.scope.start <= offset && offset <= $0.scope.end }
  }

  /// Reads a rule or a derived attribute; nil for any other item.
  ///
  /// The tree need not be of the model: it may be a text that is being written. `theory` is the name
  /// of the theory that the item stands in.
  public static func read(
    _ item: NodeID, of tree: SyntaxTree, module: Int, theory: String?, in model: Model
  ) -> RuleNames? {
    let theory = theoryID(theory, module, model)
    switch tree.kind(item) {
    case .ruleDeclaration:
      return RuleBuilder.names(item, of: tree, module: module, theory: theory, in: model)
    case .deriveDeclaration:
      return derivation(item, tree, module, theory, model)
    default: return nil
    }
  }

  private static func theoryID(_ name: String?, _ module: Int, _ model: Model) -> TheoryID {
    let wanted = name.flatMap { model.names.find($0) }
    let index = model.theories.firstIndex { theory in
      theory.name == wanted && (theory.module == module || wanted != nil)
    }
    return TheoryID(index ?? Int(UInt16.max))
  }

  private static func derivation(
    _ item: NodeID, _ tree: SyntaxTree, _ module: Int, _ theory: TheoryID, _ model: Model
  ) -> RuleNames? {
    guard let expression = tree.child(item, at: 3), tree.kind(expression) != .title else {
      return RuleNames()
    }
    let owner = tree.child(item, at: 0).flatMap { model.names.find(tree.text($0)) }
      .flatMap { model.vocabulary.kind(named: $0) }
    let name = tree.child(item, at: 1).flatMap { model.names.find(tree.text($0)) }
    var compiler = ExpressionCompiler(model, tree, module: module, theory: theory)
    compiler.recorded = RuleNames()
    compiler.allowsBefore = false
    var type: ExpressionType?
    if let owner {
      compiler.implicit = (0, owner)
      compiler.recorded?.implicit = owner
      compiler.slots = name.map { [$0] } ?? []
      type = name.flatMap { model.vocabulary.attribute($0, of: owner) }
        .map { ExpressionType(model.vocabulary[$0].type) }
    }
    _ = compiler.compile(expression, expected: type)
    return compiler.recorded
  }

  // MARK: Recording

  mutating func note(_ range: TextRange, _ use: Use) {
    if range.count > 0 { names.append(Name(range: range, use: use)) }
  }

  mutating func note(type: ExpressionType, of node: NodeID) { types[node] = type }

  mutating func note(wanted type: ExpressionType?, at node: NodeID) {
    if let type, type != .error { wanted[node] = type }
  }

  mutating func declare(_ variable: Variable, slot: Int) {
    slots[slot] = variables.count
    declare(variable)
  }

  mutating func declare(_ variable: Variable, alias name: Symbol) {
    lets[name] = variables.count
    declare(variable)
  }

  private mutating func declare(_ variable: Variable) {
    note(variable.range, .variable(variables.count))
    variables.append(variable)
  }

  mutating func note(_ range: TextRange, _ local: LocalNames.Meaning, _ name: Symbol) {
    let index: Int? =
      switch local {
      case .slot(let slot, _): slots[slot]
      case .alias: lets[name]
      }
    if let index { note(range, .variable(index)) }
  }

  mutating func note(_ range: TextRange, of operation: Operation) {
    switch operation {
    case .attribute(let attribute): note(range, .attribute(attribute))
    case .relation(let relation): note(range, .relation(relation))
    default: break
    }
  }
}
