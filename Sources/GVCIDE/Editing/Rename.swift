import GVCAnalysis
import GVCModel
import GVCSyntax
import GVCWorkspace

/// Why something cannot be renamed, in a sentence without a full stop.
public struct RenameRefusal: Error, Hashable, Sendable {
  public let message: String
}

/// A name that can be renamed.
public struct RenameTarget: Hashable, Sendable {
  public let range: TextRange
  /// The name as it is.
  public let name: String
}

extension EditorFeatures {
  /// The name at an offset that `rename(in:at:to:)` would change; fails with the reason where there is
  /// none, or it is part of the language.
  public func prepareRename(in file: FileID, at offset: UInt32) throws(RenameRefusal)
    -> RenameTarget
  {
    let found = try renamed(in: file, at: offset)
    let text = model.text(found.range, in: file)
    return RenameTarget(range: found.range, name: text)
  }

  /// The edits that give the thing at an offset another name, in all files of the project; fails with
  /// the reason when the name cannot be one, is taken, or would change what any name stands for.
  public func rename(in file: FileID, at offset: UInt32, to newName: String)
    throws(RenameRefusal) -> [TextEdit]
  {
    let found = try renamed(in: file, at: offset)
    try check(newName, for: found.referent)
    let name = model.text(found.range, in: file)
    guard newName != name else { return [] }
    if let reason = whatIsMissed(of: name) { throw RenameRefusal(message: reason) }
    if let other = holder(of: newName, besides: found.referent, in: file) {
      throw RenameRefusal(message: "`\(newName)` is already the name of \(other)")
    }
    let edits = occurrences(of: found.referent).map {
      TextEdit(Location($0.file, $0.occurrence.range), newName)
    }
    let check = RenameCheck(self, found.referent, newName, edits)
    if let place = check.firstChange() {
      throw RenameRefusal(
        message: "with the name `\(newName)` something else would be meant \(self.place(place))")
    }
    return edits
  }

  /// The file in which the thing at an offset is declared; for what only the file itself knows, that one.
  /// Nil where there is no such thing.
  public func home(in file: FileID, at offset: UInt32) -> FileID? {
    occurrence(in: file, at: offset).map { home(of: $0.referent)?.file ?? file }
  }

  /// Why it cannot be told where a name stands: a file cannot be read, or its form hides what the name stands
  /// for. Nil where it can.
  private func whatIsMissed(of name: String) -> String? {
    let unread: [DiagnosticCode] = [.importUnreadable, .importTooLarge]
    if let problem = snapshot.project.diagnostics.first(where: { unread.contains($0.code) }) {
      return problem.message
    }
    for index in model.trees.indices where isOwn(model.trees[index].source.file) {
      let tree = model.trees[index]
      guard tree.diagnostics.contains(where: { $0.severity == .error }) else { continue }
      let known = Set(names.occurrences(inTree: index).map(\.range.start))
      let hidden = tree.tokens.first { token in
        token.kind == .name && !known.contains(token.start)
          && tree.source.string(TextRange(token.start, token.end)) == name
      }
      guard let hidden else { continue }
      let location = Location(tree.source.file, TextRange(hidden.start, hidden.end))
      return "mistakes of form hide what `\(name)` stands for \(place(location))"
    }
    return nil
  }

  /// The name at an offset, if it is one of the project's own.
  private func renamed(in file: FileID, at offset: UInt32) throws(RenameRefusal) -> Occurrence {
    guard let found = occurrence(in: file, at: offset) else {
      throw RenameRefusal(message: "there is no name here that can be changed")
    }
    let name = model.text(found.range, in: file)
    switch found.referent {
    case .relation, .function, .aggregate, .modality, .keyword, .constant, .option:
      throw RenameRefusal(message: "`\(name)` is a word of the language")
    case .code: throw RenameRefusal(message: "`\(name)` is the code of a diagnostic")
    case .country: throw RenameRefusal(message: "`\(name)` is the code of a country")
    case .entity(let id) where model[id].name == nil:
      throw RenameRefusal(
        message: "a link without a name is called by its ends: rename the actors that it joins")
    default: break
    }
    if case .alias = found.referent { return found }
    guard let home = home(of: found.referent), isOwn(home.file) else {
      throw RenameRefusal(message: "`\(name)` is declared in a built-in theory")
    }
    return found
  }

  /// Fails when a text cannot be a name.
  private func check(_ name: String, for referent: Referent) throws(RenameRefusal) {
    let tree = Parser.parse(SourceText(name))
    let token = tree.tokens[0]
    let isWhole = tree.tokens.count == 2 && token.start == 0 && Int(token.end) == name.utf8.count
    if case .entity(let id) = referent, model[id].owner != nil,
      let old = model[id].name.map({ model.names[$0] }), old.allSatisfy(\.isNumber)
    {
      guard isWhole, token.kind == .number, name.allSatisfy(\.isNumber) else {
        throw RenameRefusal(message: "`\(name)` is no number, and a tier is called by its number")
      }
      return
    }
    guard isWhole, token.kind == .name else {
      throw RenameRefusal(
        message:
          "`\(name)` is no name: a name begins with a letter, and has letters, digits and `_`")
    }
    if Parser.reservedWords.contains(name) || ["yes", "no", "unknown"].contains(name) {
      throw RenameRefusal(message: "`\(name)` is a word of the language")
    }
    if case .kind = referent,
      LanguageWord.all.contains(where: { $0.place == .item && $0.text == name })
        || AttributeType.plain.contains(name)
    {
      throw RenameRefusal(message: "`\(name)` is a word of the language")
    }
  }

  /// What has a name already, in words: “a buyer”; nil where nothing of the same sort has.
  private func holder(of name: String, besides referent: Referent, in file: FileID) -> String? {
    guard let symbol = model.names.find(name) else { return nil }
    let vocabulary = model.vocabulary
    switch referent {
    case .entity(let id):
      if let owner = model[id].owner {
        let isTaken = model.entities.contains { $0.owner == owner && $0.name == symbol }
        return isTaken ? "a part of \(model.label(owner))" : nil
      }
      guard case .found(let other) = model.scopes.resolve(symbol, in: Int(model[id].module)) else {
        return nil
      }
      return self.name(of: .kind(model[other].kind)).articled
    case .kind: return vocabulary.kind(named: symbol).map { _ in "a kind" }
    case .collection: return vocabulary.kind(plural: symbol).map { _ in "a collection" }
    case .scale: return vocabulary.scale(named: symbol).map { _ in "a scale or choice" }
    case .word(let scale, _):
      return vocabulary[scale].index(of: symbol).map { _ in
        "another word of `\(self.name(of: .scale(scale)))`"
      }
    case .verdict:
      return vocabulary.verdicts.contains { $0.name == symbol } ? "a verdict" : nil
    case .answer(let verdict, _):
      return vocabulary[verdict].words.contains { $0.name == symbol }
        ? "another answer of `\(self.name(of: .verdict(verdict)))`" : nil
    case .attribute(let id):
      let owner = vocabulary[id].owner
      let other = vocabulary.attributes.first {
        $0.name == symbol
          && (vocabulary.kind($0.owner, isA: owner) || vocabulary.kind(owner, isA: $0.owner))
      }
      return other.map { "an attribute of `\(self.name(of: .kind($0.owner)))`" }
    case .threshold(let index):
      let theory = model.thresholds[index].theory
      return model.thresholds.contains { $0.name == symbol && $0.theory == theory }
        ? "a threshold" : nil
    case .rule(let index):
      let theory = model.rules[index].theory
      return model.rules.contains { $0.name == symbol && $0.theory == theory } ? "a rule" : nil
    case .theory:
      return theoryNames.contains(name) ? "a theory" : nil
    case .alias(_, let module):
      return names.hasImport(named: name, in: module) || theoryNames.contains(name)
        ? "an import or a theory" : nil
    case .variable(let place):
      return scopeHas(name, at: place) ? "a variable of the rule" : nil
    default: return nil
    }
  }

  /// Whether the rule around a variable has one of that name.
  private func scopeHas(_ name: String, at place: Location) -> Bool {
    guard let index = treeIndex(of: place.file),
      let item = items(ofTree: index).index(
        of: model.trees[index].token(endingAfter: place.range.start), in: model.trees[index])
    else { return false }
    return ruleNames(items(ofTree: index).all[item], ofTree: index)?.variables
      .contains { $0.name == name } ?? false
  }

  /// `in line 12 of makers.gvc`.
  private func place(_ location: Location) -> String {
    guard let source = model.source(location.file) else { return "" }
    let line = LineIndex(source).line(at: location.range.start).line + 1
    return "in line \(line) of \(source.name.split(separator: "/").last.map(String.init) ?? "")"
  }
}

/// Reads the project again with a name changed, and compares what every name stands for.
private struct RenameCheck {
  private let before: NameIndex
  private let after: NameIndex
  /// The edits of each file, in the order of the text.
  private let edits: [FileID: [TextRange]]
  private let difference: Int
  private let referent: Referent
  private let newName: String

  init(_ features: EditorFeatures, _ referent: Referent, _ name: String, _ edits: [TextEdit]) {
    before = features.names
    self.referent = referent
    newName = name
    self.edits = Dictionary(grouping: edits.map(\.location)) { $0.file }
      .mapValues { $0.map(\.range).sorted { $0.start < $1.start } }
    difference = name.utf8.count - (edits.first?.location.range.count ?? 0)
    let all = self.edits
    let modules = features.snapshot.project.modules.enumerated().map { number, module in
      SourceModule(
        name: module.name,
        trees: module.trees.map { tree in
          all[tree.source.file].map { Self.edited(tree, $0, name) } ?? tree
        }, imports: module.imports.map { Self.renamed($0, referent, name, number, features) })
    }
    after = NameIndex(
      ModelBuilder.build(BuiltIns.theories(), modules: modules))
  }

  private static func edited(_ tree: SyntaxTree, _ ranges: [TextRange], _ name: String)
    -> SyntaxTree
  {
    var bytes: [UInt8] = []
    var done = 0
    for range in ranges {
      bytes += tree.source.bytes[done..<Int(range.start)]
      bytes += Array(name.utf8)
      done = Int(range.end)
    }
    bytes += tree.source.bytes[done...]
    return Parser.parse(
      SourceText(file: tree.source.file, name: tree.source.name, bytes: bytes))
  }

  private static func renamed(
    _ entry: ModuleImport, _ referent: Referent, _ name: String, _ module: Int,
    _ features: EditorFeatures
  ) -> ModuleImport {
    guard case .alias(let old, let owner) = referent, entry.alias == old,
      owner == module + features.model.firstProjectModule
    else { return entry }
    return ModuleImport(alias: name, module: entry.module)
  }

  /// The first place where a name stands for something else than before; nil where none does.
  func firstChange() -> Location? {
    guard before.model.trees.count == after.model.trees.count else {
      return edits.first.map { Location($0.key, $0.value[0]) }
    }
    for index in before.model.trees.indices
    where before.model.moduleOfTree[index] >= before.model.firstProjectModule {
      let file = before.model.trees[index].source.file
      let old = before.occurrences(inTree: index)
      let new = after.occurrences(inTree: index)
      for (place, occurrence) in old.enumerated() {
        guard place < new.count, isSame(occurrence, new[place], file) else {
          return Location(file, occurrence.range)
        }
      }
      if new.count > old.count { return Location(file, new[old.count].range) }
    }
    return nil
  }

  private func isSame(_ old: Occurrence, _ new: Occurrence, _ file: FileID) -> Bool {
    guard moved(old.range.start, file) == new.range.start, old.role == new.role else {
      return false
    }
    switch (old.referent, new.referent) {
    case (.variable(let a), .variable(let b)): return moved(a.range.start, file) == b.range.start
    case (.alias, .alias(let name, let module)) where old.referent == referent:
      if case .alias(_, let owner) = referent { return name == newName && module == owner }
      return false
    default: return old.referent == new.referent
    }
  }

  /// Where an offset stands after the edits.
  private func moved(_ offset: UInt32, _ file: FileID) -> UInt32 {
    let ranges = edits[file] ?? []
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return UInt32(truncatingIfNeeded: Int(offset) + low * difference)
  }
}
