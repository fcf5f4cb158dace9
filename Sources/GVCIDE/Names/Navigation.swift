import GVCAnalysis
import GVCModel
import GVCSyntax

/// A place that a name leads to.
public struct NavigationTarget: Hashable, Sendable {
  /// The name.
  public let name: Location
  /// All of the declaration, around the name.
  public let range: TextRange
}

/// A place in the same file that stands for the same thing.
public struct Highlight: Hashable, Sendable {
  public let range: TextRange
  /// It declares the thing, or gives it a value.
  public let isWrite: Bool
}

extension EditorFeatures {
  /// Where what stands at an offset is declared; of the path of an import, and of the name that it
  /// gives, the files that it brings in. Parts of the language itself, such as functions, are declared
  /// nowhere.
  public func definitions(in file: FileID, at offset: UInt32) -> [NavigationTarget] {
    if let files = importedFiles(in: file, at: offset) { return files.map { start(of: $0) } }
    guard let referent = occurrence(in: file, at: offset)?.referent else { return [] }
    if case .alias(let name, let module) = referent {
      let files = importedFiles(named: name, in: module)
      if !files.isEmpty { return files.map { start(of: $0) } }
    }
    return declarations(of: referent)
  }

  /// Where what stands at an offset is declared; of the name that an import gives, the import.
  public func declarations(in file: FileID, at offset: UInt32) -> [NavigationTarget] {
    if let files = importedFiles(in: file, at: offset) { return files.map { start(of: $0) } }
    return occurrence(in: file, at: offset).map { declarations(of: $0.referent) } ?? []
  }

  private func start(of file: FileID) -> NavigationTarget {
    NavigationTarget(name: Location(file, TextRange(0, 0)), range: TextRange(0, 0))
  }

  /// Where the type of what stands at an offset is declared: the kind of a thing or variable, the
  /// scale of a word, the verdict of a value, the type of an attribute.
  public func typeDefinitions(in file: FileID, at offset: UInt32) -> [NavigationTarget] {
    guard let referent = occurrence(in: file, at: offset)?.referent,
      let type = type(of: referent)
    else { return [] }
    return declarations(of: type)
  }

  /// All places that stand for what stands at an offset, those of the project's own files first.
  public func references(
    in file: FileID, at offset: UInt32, includingDeclaration: Bool
  ) -> [Location] {
    guard let referent = occurrence(in: file, at: offset)?.referent else { return [] }
    return occurrences(of: referent)
      .filter { includingDeclaration || $0.occurrence.role != .declaration }
      .map { Location($0.file, $0.occurrence.range) }
  }

  /// All places in the same file that stand for what stands at an offset.
  public func highlights(in file: FileID, at offset: UInt32) -> [Highlight] {
    guard let index = treeIndex(of: file),
      let referent = occurrence(in: file, at: offset)?.referent
    else { return [] }
    return names.occurrences(of: referent, inTree: index)
      .map { Highlight(range: $0.range, isWrite: $0.role != .read) }
  }

  /// The ranges that must be edited together at an offset: all uses of a variable of a rule, which
  /// is known nowhere else.
  public func linkedRanges(in file: FileID, at offset: UInt32) -> [TextRange] {
    guard let index = treeIndex(of: file),
      let referent = occurrence(in: file, at: offset)?.referent, case .variable = referent
    else { return [] }
    return names.occurrences(of: referent, inTree: index).map(\.range)
  }

  // MARK: Declarations

  /// The declarations of something; several of an import's name that several files give.
  func declarations(of referent: Referent) -> [NavigationTarget] {
    if case .alias(_, let module) = referent {
      return model.trees.indices.filter { model.moduleOfTree[$0] == module }
        .flatMap { targets(of: referent, inTree: $0) }
    }
    guard let home = home(of: referent), let index = treeIndex(of: home.file) else { return [] }
    let tree = model.trees[index]
    guard
      let item = items(ofTree: index).index(
        of: tree.token(endingAfter: home.range.start), in: tree)
    else { return [] }
    let found = names.occurrences(inItem: item, ofTree: index).filter {
      $0.referent == referent && $0.role == .declaration
    }
    return found.prefix(1).map { target($0.range, tree) }
  }

  private func targets(of referent: Referent, inTree index: Int) -> [NavigationTarget] {
    names.occurrences(of: referent, inTree: index).filter { $0.role == .declaration }
      .map { target($0.range, model.trees[index]) }
  }

  /// The declaration around a name. Of a link without a name, which its arrow stands for, the ends.
  private func target(_ name: TextRange, _ tree: SyntaxTree) -> NavigationTarget {
    let nodes = tree.nodes(around: tree.token(endingAfter: name.start))
    let whole = nodes.last {
      switch tree.kind($0) {
      case .declaration, .member, .theory, .importItem, .ruleDeclaration, .thresholdDeclaration,
        .attributeDeclaration, .deriveDeclaration, .binding, .letClause:
        true
      default: false
      }
    }
    let ends = nodes.last { tree.kind($0) == .ends }
    return NavigationTarget(
      name: Location(tree.source.file, ends.map { tree.range($0) } ?? name),
      range: whole.map { tree.range($0) } ?? name)
  }

  /// A place in the item that declares something; nil for parts of the language.
  func home(of referent: Referent) -> Location? {
    let vocabulary = model.vocabulary
    switch referent {
    case .entity(let id): return model[id].location
    case .kind(let id), .collection(let id): return vocabulary[id].location
    case .attribute(let id): return vocabulary[id].location
    case .scale(let id), .word(let id, _): return vocabulary[id].location
    case .verdict(let id), .answer(let id, _): return vocabulary[id].location
    case .threshold(let index): return model.thresholds[index].location
    case .rule(let index): return model.rules[index].location
    case .theory(let id): return model.theories[Int(id.number)].location
    case .variable(let place): return place
    case .alias, .relation, .function, .aggregate, .modality, .code, .country, .option, .keyword,
      .constant:
      return nil
    }
  }

  private func type(of referent: Referent) -> Referent? {
    switch referent {
    case .entity(let id): return .kind(model[id].kind)
    case .collection(let id): return .kind(id)
    case .attribute(let id): return type(of: model.vocabulary[id].type)
    case .word(let id, _): return .scale(id)
    case .answer(let id, _): return .verdict(id)
    case .relation(let relation):
      switch relation {
      case .supplier, .buyer, .members: return model.core.actor.map { .kind($0) }
      case .sales, .purchases: return model.core.link.map { .kind($0) }
      case .owner: return model.core.chain.map { .kind($0) }
      case .inverse(let kind, _): return .kind(kind)
      case .ties, .number: return nil
      }
    case .variable(let place):
      return variable(at: place).flatMap { type(of: $0.type) }
    default: return nil
    }
  }

  private func type(of type: AttributeType) -> Referent? {
    switch type {
    case .words(let scale): .scale(scale)
    case .entity(let kind), .map(let kind): .kind(kind)
    case .list(let element): self.type(of: element)
    default: nil
    }
  }

  private func type(of type: ExpressionType) -> Referent? {
    switch type {
    case .words(let scale): .scale(scale)
    case .entity(let kind), .map(let kind): .kind(kind)
    case .set(let element): self.type(of: element)
    default: nil
    }
  }

  /// The variable that is declared at a place.
  func variable(at place: Location) -> RuleNames.Variable? {
    guard let index = treeIndex(of: place.file) else { return nil }
    let tree = model.trees[index]
    let items = items(ofTree: index)
    guard let item = items.index(of: tree.token(endingAfter: place.range.start), in: tree) else {
      return nil
    }
    return ruleNames(items.all[item], ofTree: index)?.variables.first { $0.range == place.range }
  }

  /// What the names of a rule or derived attribute stand for.
  func ruleNames(_ item: FileItems.Item, ofTree index: Int) -> RuleNames? {
    let tree = model.trees[index]
    let theory = item.theory.flatMap { tree.child($0, .name) }.map { tree.text($0) }
    return RuleNames.read(
      item.node, of: tree, module: model.moduleOfTree[index], theory: theory, in: model)
  }

  /// The files that a module imports under a name.
  private func importedFiles(named name: String, in module: Int) -> [FileID] {
    var files: [FileID] = []
    for tree in model.trees.indices.filter({ model.moduleOfTree[$0] == module }) {
      for item in items(ofTree: tree).all where model.trees[tree].kind(item.node) == .importItem {
        guard let given = model.trees[tree].child(item.node, .name),
          model.trees[tree].text(given) == name,
          let title = model.trees[tree].child(item.node, .title)
        else { continue }
        files += importedFiles(model.trees[tree], title).filter { !files.contains($0) }
      }
    }
    return files
  }

  /// The files that the path of an import at an offset names; nil where no such path stands.
  private func importedFiles(in file: FileID, at offset: UInt32) -> [FileID]? {
    guard let tree = tree(of: file), let token = tree.token(touching: offset),
      tree.tokens[token].kind == .string
    else { return nil }
    let nodes = tree.nodes(around: token)
    guard nodes.contains(where: { tree.kind($0) == .importItem }), let title = nodes.last else {
      return nil
    }
    return importedFiles(tree, title)
  }
}
