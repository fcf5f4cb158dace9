import GVCModel
import GVCSyntax

/// Reads `expect` items into expectations.
public struct ExpectationReader {
  private let model: Model
  private let tree: SyntaxTree
  private let treeIndex: Int
  private let module: Int
  private var diagnostics: [Diagnostic] = []

  private init(_ model: Model, _ tree: SyntaxTree, _ treeIndex: Int, _ module: Int) {
    self.model = model
    self.tree = tree
    self.treeIndex = treeIndex
    self.module = module
  }

  /// The expectations of a project, and what is wrong in those that cannot be read.
  public static func read(_ model: Model) -> (
    expectations: [Expectation], diagnostics: [Diagnostic]
  ) {
    read(model.expectations, model)
  }

  /// The findings that a project accepts, in the form of expectations, and what is wrong in those that
  /// cannot be read.
  public static func acceptances(_ model: Model) -> (
    accepted: [Expectation], diagnostics: [Diagnostic]
  ) {
    let found = read(model.acceptances, model)
    return (found.expectations, found.diagnostics)
  }

  private static func read(_ places: [SyntaxPlace], _ model: Model) -> (
    expectations: [Expectation], diagnostics: [Diagnostic]
  ) {
    var expectations: [Expectation] = []
    var diagnostics: [Diagnostic] = []
    for place in places {
      var reader = ExpectationReader(
        model, model.trees[place.tree], place.tree, model.moduleOfTree[place.tree])
      if let expectation = reader.read(place.node) { expectations.append(expectation) }
      diagnostics += reader.diagnostics
    }
    return (expectations, diagnostics)
  }

  /// The expectation that a text such as `functional_ceiling on maker in after` states; names are
  /// those of the project's own module.
  public static func read(
    finding text: String, kind: String = "finding", in model: Model
  ) -> (expectation: Expectation?, diagnostics: [Diagnostic]) {
    let tree = Parser.parse(
      SourceText(file: FileID(Int(UInt32.max)), name: "argument", "expect \(kind) \(text)\n"))
    if let error = tree.diagnostics.first { return (nil, [error]) }
    guard let item = tree.child(SyntaxTree.root, at: 0), tree.kind(item) == .expectItem else {
      return (nil, [])
    }
    var reader = ExpectationReader(model, tree, 0, model.firstProjectModule)
    return (reader.read(item), reader.diagnostics)
  }

  /// The fact that a text such as `maker.size` or `(maker -> house).dependence` names.
  public static func read(
    need text: String, in model: Model
  ) -> (need: (entity: EntityID, attribute: AttributeID)?, diagnostics: [Diagnostic]) {
    let tree = Parser.parse(
      SourceText(
        file: FileID(Int(UInt32.max)), name: "argument", "expect unknown x needs \(text)\n"))
    if let error = tree.diagnostics.first { return (nil, [error]) }
    guard let item = tree.child(SyntaxTree.root, at: 0), tree.kind(item) == .expectItem,
      let node = tree.child(item, at: 0), let needs = tree.child(node, .expectNeeds)
    else { return (nil, []) }
    var reader = ExpectationReader(model, tree, 0, model.firstProjectModule)
    return (reader.readNeeds(needs).first, reader.diagnostics)
  }

  private mutating func fail(_ message: String, _ node: NodeID, help: String? = nil) {
    // What a theory that cannot be found may have is said once, where it is named.
    guard !model.lacksTheory else { return }
    diagnostics.append(
      RuleErrors.unmatchedExpectation(message, at: tree.location(node), help: help))
  }

  private mutating func read(_ item: NodeID) -> Expectation? {
    guard let node = tree.child(item, at: 0) else { return nil }
    let isNegated = tree.token(tree.firstToken(item) + 1, is: "no")
    var kind: Expectation.Kind = isNegated ? .noFinding : .finding
    let subject: Expectation.Subject
    switch tree.kind(node) {
    case .expectFinding, .expectUnknown, .expectNotAsked:
      if tree.kind(node) == .expectUnknown { kind = .unknown }
      if tree.kind(node) == .expectNotAsked { kind = .notAsked }
      guard let path = tree.child(node, .path), let rule = ruleNamed(path) else { return nil }
      subject = .rule(rule)
    case .expectVerdict:
      guard let verdict = verdictNamed(node) else { return nil }
      subject = verdict
    case .expectContested:
      guard let contested = contestNamed(node) else { return nil }
      subject = contested
    case .expectDiagnostic:
      guard let name = tree.child(node, .name) else { return nil }
      let text = tree.text(name)
      guard let code = DiagnosticCode(text) else {
        fail("`\(text)` is no code of a diagnostic", name, help: "a code reads `GVC0307`")
        return nil
      }
      subject = .diagnostic(code)
    default: return nil
    }
    let count = diagnostics.count
    let object = tree.child(node, .expectObject).flatMap { tree.child($0, .path) }
      .flatMap { entity($0) }
    var on: [EntityID] = []
    for child in tree.children(node) where tree.kind(child) == .expectSubject {
      if let id = reference(child) { on.append(id) }
    }
    let layer = tree.child(node, .expectLayer).flatMap { tree.child($0, .path) }
      .flatMap { layerNamed($0) }
    let needs = tree.child(node, .expectNeeds).map { readNeeds($0) } ?? []
    guard diagnostics.count == count else { return nil }
    return Expectation(
      kind: kind, subject: subject, object: object, on: on, layer: layer, needs: needs,
      place: SyntaxPlace(tree: treeIndex, node: item))
  }

  // MARK: Names

  private mutating func ruleNamed(_ path: NodeID) -> Int? {
    let parts = tree.text(path).split(separator: ".").map(String.init)
    let found = model.rules.indices.filter { index in
      let rule = model.rules[index]
      guard model.names[rule.name] == parts.last else { return false }
      guard parts.count > 1 else { return true }
      return model.theories[Int(rule.theory.number)].name.map { model.names[$0] } == parts[0]
    }
    if found.count == 1 { return found[0] }
    let names = model.rules.map { model.names[$0.name] }
    if found.isEmpty {
      let nearest = Suggestion.nearest(to: parts.last ?? "", among: names)
      fail(
        "no theory in use has a rule `\(tree.text(path))`", path,
        help: nearest.map { "did you mean `\($0)`?" })
    } else {
      fail(
        "more than one theory has a rule `\(tree.text(path))`", path, help: "write `THEORY.RULE`")
    }
    return nil
  }

  private mutating func verdictNamed(_ node: NodeID) -> Expectation.Subject? {
    let names = tree.children(node).filter { tree.kind($0) == .name }.map { tree.text($0) }
    guard let value = names.first else { return nil }
    for (index, verdict) in model.vocabulary.verdicts.enumerated() {
      guard let word = verdict.words.firstIndex(where: { model.names[$0.name] == value }) else {
        continue
      }
      guard names.count > 1 else {
        return .verdict(VerdictID(index), word: word, qualifier: nil)
      }
      if let scale = verdict.qualifier, let name = model.names.find(names[1]),
        let qualifier = model.vocabulary[scale].index(of: name)
      {
        return .verdict(VerdictID(index), word: word, qualifier: qualifier)
      }
    }
    let words = model.vocabulary.verdicts.flatMap { $0.words.map { model.names[$0.name] } }
    fail(
      "no verdict has the value `\(names.joined(separator: " "))`", node,
      help: Suggestion.nearest(to: value, among: words).map { "did you mean `\($0)`?" })
    return nil
  }

  /// The verdict of a name, and the qualifier behind it.
  private mutating func contestNamed(_ node: NodeID) -> Expectation.Subject? {
    let nodes = tree.children(node).filter { tree.kind($0) == .name }
    let names = nodes.map { tree.text($0) }
    guard let name = names.first else { return nil }
    guard
      let index = model.vocabulary.verdicts.firstIndex(where: { model.names[$0.name] == name })
    else {
      let known = model.vocabulary.verdicts.map { model.names[$0.name] }
      fail(
        "there is no verdict `\(name)`", nodes[0],
        help: Suggestion.nearest(to: name, among: known).map { "did you mean `\($0)`?" })
      return nil
    }
    let verdict = VerdictID(index)
    guard names.count > 1 else { return .contested(verdict, qualifier: nil) }
    if let scale = model.vocabulary[verdict].qualifier, let word = model.names.find(names[1]),
      let qualifier = model.vocabulary[scale].index(of: word)
    {
      return .contested(verdict, qualifier: qualifier)
    }
    fail("`\(names[1])` does not qualify the verdict `\(name)`", nodes[1])
    return nil
  }

  /// Whether something of a name is seen from here.
  private func isDeclared(_ name: String) -> Bool {
    guard let symbol = model.names.find(name) else { return false }
    if case .notFound = model.scopes.resolve(symbol, in: module) { return false }
    return true
  }

  private mutating func entity(_ path: NodeID) -> EntityID? {
    let parts = tree.text(path).split(separator: ".").compactMap { model.names.find(String($0)) }
    let resolution: Scopes.Resolution =
      switch parts.count {
      case 1 where !tree.text(path).contains("."): model.scopes.resolve(parts[0], in: module)
      case 2: model.scopes.resolve(parts[0], parts[1], in: module)
      default: .notFound
      }
    if case .found(let id) = resolution { return id }
    let known = model.scopes.visible(in: module).map { model.names[$0.0] }
    fail(
      "nothing is called `\(tree.text(path))`", path,
      help: Suggestion.nearest(to: tree.text(path), among: known).map { "did you mean `\($0)`?" })
    return nil
  }

  /// The layer of a name, or the base case.
  private mutating func layerNamed(_ path: NodeID) -> LayerReference? {
    if tree.text(path) == Model.baseCaseName, !isDeclared(Model.baseCaseName) {
      if model.hasBaseCase { return .base }
      let first = model.layerOrder.periods.first.map { model.label($0) } ?? ""
      fail(
        "where a case has periods, the facts outside of them are no state of their own", path,
        help: "they are those of the first period: `in \(first)`")
      return nil
    }
    guard let id = entity(path) else { return nil }
    if model[id].kind == model.core.period || model[id].kind == model.core.scenario {
      return LayerReference(id)
    }
    fail("`\(tree.text(path))` is no period and no scenario", path)
    return nil
  }

  /// What stands behind `on`: a name, or the ends of a link.
  private mutating func reference(_ node: NodeID) -> EntityID? {
    if let path = tree.child(node, .path) { return entity(path) }
    return tree.child(node, .ends).flatMap { link($0) }
  }

  private mutating func link(_ ends: NodeID) -> EntityID? {
    var actors: [EntityID] = []
    for path in tree.children(ends) where tree.kind(path) == .path {
      guard let id = entity(path) else { return nil }
      actors.append(id)
    }
    let chain = tree.child(ends, .chainReference).flatMap { tree.child($0, .path) }
      .flatMap { entity($0) }
    let found = LinkIndex(model, model.core).joining(
      actors, by: EndSign(ends, in: tree), model
    ).filter { chain == nil || $0 == chain || isIn(chain, $0) }
    if found.count == 1 { return found[0] }
    fail(
      found.isEmpty
        ? "no link joins `\(tree.text(ends))`" : "more than one link joins `\(tree.text(ends))`",
      ends, help: found.isEmpty ? nil : "say the chain: `\(tree.text(ends)) in CHAIN in LAYER`")
    return nil
  }

  private func isIn(_ chain: EntityID?, _ link: EntityID) -> Bool {
    guard let chain, let attribute = model.core.linkChain else { return false }
    return model.facts.contains {
      $0.entity == link && $0.attribute == attribute && $0.value == .entity(chain)
    }
  }

  private mutating func readNeeds(_ node: NodeID) -> [(entity: EntityID, attribute: AttributeID)] {
    var needs: [(entity: EntityID, attribute: AttributeID)] = []
    for child in tree.children(node) {
      let id: EntityID?
      let name: String
      if tree.kind(child) == .endsAttribute {
        id = tree.child(child, .ends).flatMap { link($0) }
        name = tree.child(child, .name).map { tree.text($0) } ?? ""
      } else {
        let parts = tree.text(child).split(separator: ".").map(String.init)
        guard parts.count > 1 else {
          fail("`\(tree.text(child))` names no attribute", child, help: "write `THING.ATTRIBUTE`")
          continue
        }
        name = parts[parts.count - 1]
        let symbols = parts.dropLast().compactMap { model.names.find($0) }
        let resolution: Scopes.Resolution =
          symbols.count == parts.count - 1 && symbols.count == 1
          ? model.scopes.resolve(symbols[0], in: module)
          : symbols.count == 2
            ? model.scopes.resolve(symbols[0], symbols[1], in: module) : .notFound
        if case .found(let found) = resolution {
          id = found
        } else {
          fail("nothing is called `\(parts.dropLast().joined(separator: "."))`", child)
          id = nil
        }
      }
      guard let id else { continue }
      guard
        let attribute = model.names.find(name)
          .flatMap({ model.vocabulary.attribute($0, of: model[id].kind) })
      else {
        fail("`\(model.label(id))` has no attribute `\(name)`", child)
        continue
      }
      needs.append((id, attribute))
    }
    return needs
  }
}
