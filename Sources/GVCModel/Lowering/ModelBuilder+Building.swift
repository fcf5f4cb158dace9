import GVCSyntax

extension ModelBuilder {
  /// The model of a project of one module, with theories that are lowered for it alone.
  public static func build(
    prelude: SourceText, packs: [String: SourceText], project: [SyntaxTree]
  ) -> Model {
    build(
      TheoryStore(prelude: prelude, packs: packs),
      modules: [SourceModule(name: "project", trees: project)])
  }

  /// The model of a project: the prelude and the packs that its files `use` declare vocabulary, its
  /// modules the case; the first of them is the project itself. Every source needs a `FileID` of
  /// its own.
  ///
  /// - Parameters:
  ///   - theories: The prelude and the packs, of which each set that is used is lowered once.
  ///   - last: The model of the project as it was before, of which is taken what did not change.
  public static func build(
    _ theories: TheoryStore, modules: [SourceModule], after last: EarlierModel? = nil
  ) -> Model {
    build(theories, modules: modules, after: last, inParts: nil)
  }

  /// The same, with what is stated read in so many parts at most; as many as are worth it where it is nil.
  package static func build(
    _ theories: TheoryStore, modules: [SourceModule], after last: EarlierModel? = nil,
    inParts parts: Int?
  ) -> Model {
    if let last, let model = ModelUpdate.model(of: modules, after: last) { return model }
    let trees = modules.flatMap(\.trees)
    let items = trees.map { ItemIndex($0, inParts: parts) }
    // The last file first, as what nobody knows is said once, where it is first met.
    let uses = zip(trees, items).reversed().flatMap { $1.uses(in: $0) }
    let base = theories.base(using: uses.map(\.name))
    var builder = base.start
    builder.model.base = base
    let own = Set(zip(trees, items).flatMap { $1.theoryNames(in: $0) })
    builder.report(unknown: uses + base.unknownUses, own, theories)
    builder.model.unusedPacks = theories.packs.filter { !base.packs.contains($0.key) }
    builder.parts = parts
    builder.add(modules, items)
    builder.lowerCase()
    return builder.model
  }

  /// Says of the names behind `use` that nothing is called so, each once.
  private mutating func report(unknown uses: [TheoryUse], _ own: Set<String>, _ store: TheoryStore)
  {
    var seen = own.union(store.packs.keys)
    for use in uses where seen.insert(use.name).inserted {
      model.lacksTheory = true
      report(
        ModelErrors.unknownTheory(
          use.name,
          suggestion: Suggestion.nearest(to: use.name, among: Array(store.packs.keys) + own),
          at: use.location))
    }
  }

  /// Adds the modules of a project, whose imports are of one another, behind those that are there.
  private mutating func add(_ modules: [SourceModule], _ items: [ItemIndex]) {
    let library = model.modules.count
    model.add(
      modules.map { module in
        SourceModule(
          name: module.name, trees: module.trees,
          imports: module.imports.map {
            ModuleImport(alias: $0.alias, module: $0.module.map { $0 + library })
          })
      })
    self.items += items
  }

  // MARK: Lowering

  /// Lowers the trees behind those that are lowered: all that they declare, and what their declarations state. It
  /// appends alone: names, units, kinds, attributes, things and rules that were there keep their numbers.
  mutating func lowerTrees() {
    let first = (
      tree: lowered.upperBound, entity: model.entities.count, rule: model.rules.count
    )
    lowered = first.tree..<model.trees.count
    undeclared = nil
    declareUnits()
    internNames()
    openScopes()
    for index in lowered {
      enter(index)
      for node in items[index].theories { _ = theory(of: node) }
    }
    declareVocabulary()
    reserve()
    eachItem(\.declarations) { $0.declareEntity($1) }
    let entities = first.entity..<model.entities.count
    checkBroughtNames(of: entities)
    eachEntity(entities) { $0.resolveEnds($1, $2) }
    eachItem(\.vocabulary) { $0.readOptions($1) }
    eachItem(\.rules) { $0.declareRule($1) }
    model.record.optionLists = model.lists.count
    model.record.declared = model.diagnostics
    model.record.citations += citations(ofRulesFrom: first.rule)
    model.core = core
    readFacts(of: entities)
  }

  /// Lowers what a project adds to the theories that are lowered already, and checks the model as a whole.
  private mutating func lowerCase() {
    lowerTrees()
    if items[lowered].contains(where: \.declaresTheory) { model.ownTheory = Memo() }
    model.record.layerFacts = model.facts.count
    model.record.layerEvidence = model.evidence.count
    readLayers()
    model.record.stated = Array(model.diagnostics[model.record.declared.count...])
    model.record.names = model.names.count
    finish()
  }

  /// Checks the model as a whole.
  mutating func finish() {
    model.record.suggestionsLeft = suggestionsLeft
    model.record.wordsLeft = wordsLeft
    model.layerOrder = LayerOrder(&model)
    StructureChecks.run(&model)
    model.reportUnlisted()
    model.sortDiagnostics()
  }

  /// The names in rules before all others of these trees, so that they are the same symbols whatever the case calls its
  /// things.
  private mutating func internNames() {
    for index in lowered {
      enter(index)
      for item in items[index].rules {
        switch tree.kind(item.node) {
        case .ruleDeclaration, .deriveDeclaration: internNames(in: item.node)
        case .thresholdDeclaration: internUnits(in: item.node)
        default: break
        }
      }
    }
  }

  /// What the `cite` clauses of rules name.
  private func citations(ofRulesFrom first: Int) -> [(name: Symbol, module: Int)] {
    model.rules[first...].flatMap { rule -> [(name: Symbol, module: Int)] in
      let tree = model.trees[rule.place.tree]
      return tree.children(rule.place.node).compactMap { clause in
        guard tree.kind(clause) == .citeClause, let path = tree.child(clause, .path),
          let name = model.names.find(tree.text(path))
        else { return nil }
        return (name, model.moduleOfTree[rule.place.tree])
      }
    }
  }

  /// Which module sees which: the prelude and the packs everywhere, imports where they stand.
  private mutating func openScopes() {
    let known = model.scopes.moduleCount
    model.scopes.add(
      model.modules.count - known, large: max(0, model.firstProjectModule + 1 - known))
    for reader in known..<model.modules.count {
      for library in 0..<model.firstProjectModule {
        model.scopes.addOpen(library, to: reader)
        let name = model.names.intern(model.modules[library].name)
        model.scopes.addQualified(name, library, to: reader)
      }
      for entry in model.modules[reader].imports {
        let name = entry.alias.map { model.names.intern($0) }
        switch (name, entry.module) {
        case (let name, nil): model.scopes.addMissing(name, to: reader)
        case (let name?, let module?): model.scopes.addQualified(name, module, to: reader)
        case (nil, let module?): model.scopes.addOpen(module, to: reader)
        }
      }
    }
  }
}

/// A name behind `use`.
struct TheoryUse: Sendable {
  let name: String
  let location: Location
}

extension ItemIndex {
  /// The names behind `use`.
  func uses(in tree: SyntaxTree) -> [TheoryUse] {
    uses.flatMap { item in
      tree.children(item).filter { tree.kind($0) == .path }
        .map { TheoryUse(name: tree.text($0), location: tree.location($0)) }
    }.filter { !$0.name.isEmpty }
  }

  /// The names of the theories of the file.
  func theoryNames(in tree: SyntaxTree) -> [String] {
    theories.compactMap { item in tree.child(item, .name).map { tree.text($0) } }
  }
}
