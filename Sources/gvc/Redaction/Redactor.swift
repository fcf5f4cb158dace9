import GVCIDE
import GVCModel
import GVCProject
import GVCSyntax
import GVCWorkspace

/// Writes the files of a case anew, with pseudonyms for all that could identify somebody: the names and titles
/// of its things, its texts, the passages of its evidence, its countries and the names of its files; without
/// its comments.
///
/// What belongs to a theory is kept, with the activities, capabilities and sources that the theory declares; a
/// name or title of the case in it is replaced there too.
struct Redactor {
  /// Why a case cannot be redacted, in one sentence.
  struct Failure: Error {
    let message: String
  }

  private(set) var pseudonyms: Pseudonyms
  /// What was replaced in theories, a sentence each.
  private(set) var remarks: [String] = []
  private let project: LoadedProject
  private let features: EditorFeatures
  private let kept: [KindID]
  /// For each thing of the model, whether it keeps its name, its title and its texts.
  private let keptThings: [Bool]
  private let keepsCountries: Bool
  private let keepsPassages: Bool
  /// The texts of the case that are replaced: a theory that compares with one is to find it.
  private var replacedTexts: Set<String> = []
  /// The words and titles of the case, in lower case, with what stands for them.
  private var secretTexts: [(original: String, pseudonym: String)] = []

  /// - Parameter keep: The kinds whose things keep their names, titles and texts, and `countries` and `passages`.
  init(_ project: LoadedProject, key: [UInt8], keeping keep: Set<String>) {
    self.project = project
    let model = project.model
    kept = keep.compactMap { model.names.find($0).flatMap { model.vocabulary.kind(named: $0) } }
    keepsCountries = keep.contains("countries")
    keepsPassages = keep.contains("passages")
    keptThings = Self.keptThings(model, kept)
    features = EditorFeatures(ProjectSnapshot(project))
    pseudonyms = Pseudonyms(key: key) { model.names.find($0) != nil }
  }

  private var model: Model { project.model }

  /// The trees of the project itself, each with its index in the model.
  private var trees: [(index: Int, tree: SyntaxTree)] {
    model.trees.enumerated().filter { model.moduleOfTree[$0.offset] >= model.firstProjectModule }
      .map { ($0.offset, $0.element) }
  }

  /// The files, each by its path below the root of the project.
  ///
  /// - Parameter path: Gives that path by the name of a file.
  mutating func files(path: (String) -> String) throws(Failure) -> [(path: String, text: [UInt8])] {
    findSecrets()
    var files: [(path: String, text: [UInt8])] = []
    for (index, tree) in trees {
      let edits = try edits(of: tree, at: index)
      let text = try RedactedText.text(of: tree, edits, head: head)
      files.append((pseudonyms.path(path(tree.source.name)), text))
    }
    return files
  }

  private var head: String {
    let parts = keepsCountries ? "titles and texts" : "titles, texts and countries"
    return "Redacted by gvc: names, \(parts) are not those of the case."
  }

  /// What an entity is called in the redacted case: as `Model.label` puts it together.
  mutating func label(_ id: EntityID) -> String {
    let entity = model[id]
    let name = self.name(of: id)
    if let owner = entity.owner {
      return "\(model.names[model.vocabulary[entity.kind].name]) \(name ?? "") of \(label(owner))"
    }
    if let name {
      guard Int(entity.module) > model.firstProjectModule,
        let alias = model.scopes.alias(of: Int(entity.module), in: model.firstProjectModule)
      else { return name }
      return "\(pseudonyms.name(model.names[alias], kind: "import")).\(name)"
    }
    let arrow = model.vocabulary[entity.kind].ends == .supply ? " -> " : " -- "
    return model.ends(of: id).map { label($0) }.joined(separator: arrow)
  }

  // MARK: What is secret

  private func kindName(_ id: EntityID) -> String {
    model.names[model.vocabulary[model[id].kind].name]
  }

  private func isKept(_ id: EntityID) -> Bool { keptThings[Int(id.index)] }

  /// What is built in, of the kinds that are to be kept, or part of a theory.
  private static func keptThings(_ model: Model, _ kept: [KindID]) -> [Bool] {
    let theories = model.trees.map { TheoryParts($0) }
    return model.entities.indices.map { index in
      let id = EntityID(index)
      if Int(model[id].module) < model.firstProjectModule { return true }
      if kept.contains(where: { model.isA(id, $0) }) { return true }
      let kind = model.names[model.vocabulary[model[id].kind].name]
      let place = model.places[index]
      return ["source", "activity", "capability"].contains(kind)
        && theories[place.tree].contains(place.node)
    }
  }

  /// The name of a thing in the redacted case; nil where it has none.
  private mutating func name(of id: EntityID) -> String? {
    guard let name = model[id].name.map({ model.names[$0] }) else { return nil }
    // Tiers are called by their number.
    guard !isKept(id), !name.allSatisfy(\.isNumber) else { return name }
    return pseudonyms.name(name, kind: kindName(id))
  }

  /// The names and titles that must not stand in a theory either.
  private mutating func findSecrets() {
    for index in model.entities.indices {
      let id = EntityID(index)
      guard !isKept(id), let old = model[id].name.map({ model.names[$0] }),
        let new = name(of: id), new != old
      else { continue }
      secretTexts.append((old.lowercased(), new))
      if let title = model[id].title {
        let text = TextLiteral.value(of: model.text(title, in: model[id].location.file))
        if !text.isEmpty {
          secretTexts.append((text.lowercased(), Pseudonyms.title(of: new)))
        }
      }
    }
    for (index, tree) in trees {
      var reader = TextReader(tree, index, model, features.occurrences(in: tree.source.file))
      for text in reader.texts() {
        guard case .value(let id) = text.use, id.map({ isKept($0) }) != true else { continue }
        replacedTexts.insert(TextLiteral.value(of: tree.source.string(text.range)))
      }
    }
    // A longer one may hold a shorter one.
    secretTexts.sort { ($0.original.count, $0.original) > ($1.original.count, $1.original) }
  }

  // MARK: Edits

  /// What is replaced in a tree, in the order of the text.
  private mutating func edits(
    of tree: SyntaxTree, at index: Int
  ) throws(Failure) -> [(range: TextRange, text: String)] {
    let theories = TheoryParts(tree)
    let occurrences = features.occurrences(in: tree.source.file)
    var edits: [UInt32: (range: TextRange, text: String)] = [:]
    var resolved: Set<UInt32> = []
    for occurrence in occurrences {
      resolved.insert(occurrence.range.start)
      let text = tree.source.string(occurrence.range)
      let new: String?
      switch occurrence.referent {
      case .entity(let id) where model[id].name.map({ model.names[$0] }) == text:
        new = name(of: id)
      case .alias(let name, _): new = pseudonyms.name(name, kind: "import")
      case .country(let code): new = keepsCountries ? nil : pseudonyms.country(code)
      default: new = nil
      }
      if let new, new != text { edits[occurrence.range.start] = (occurrence.range, new) }
    }
    let secretNames = Set(secretTexts.map(\.original))
    for (number, token) in tree.tokens.enumerated()
    where token.kind == .name && !resolved.contains(token.start) {
      let text = tree.text(token: number)
      if secretNames.contains(text.lowercased()), isReference(number, in: tree, theories) {
        throw Failure(message: "it cannot be told what `\(text)` stands for \(place(tree, token))")
      }
    }
    for (range, text) in texts(of: tree, at: index, theories, occurrences) {
      edits[range.start] = (range, text)
    }
    return edits.values.sorted { $0.range.start < $1.range.start }
  }

  /// Whether a name that stands for nothing known could be one of the case: outside of theories, where
  /// variables have names, and no word of the grammar.
  private func isReference(_ token: Int, in tree: SyntaxTree, _ theories: TheoryParts) -> Bool {
    guard !theories.contains(token: token) else { return false }
    return tree.nodes.contains { node in
      (node.kind == .path || node.kind == .name) && Int(node.firstToken) <= token
        && token < Int(node.endToken)
    }
  }

  private func place(_ tree: SyntaxTree, _ token: Token) -> String {
    let line = LineIndex(tree.source).line(at: token.start).line + 1
    return "in line \(line) of `\(tree.source.name)`"
  }

  /// What stands in the place of each text in quotes.
  private mutating func texts(
    of tree: SyntaxTree, at index: Int, _ theories: TheoryParts, _ occurrences: [Occurrence]
  ) -> [(TextRange, String)] {
    var found: [(TextRange, String)] = []
    var reader = TextReader(tree, index, model, occurrences)
    for text in reader.texts() {
      let literal = tree.source.string(text.range)
      let value = TextLiteral.value(of: literal)
      let new: String
      switch text.use {
      case .path: new = pseudonyms.path(value)
      case .passage: new = keepsPassages ? value : pseudonyms.text(value)
      case .reason: new = pseudonyms.text(value)
      case .title(let id):
        if let id, isKept(id) {
          new = value
        } else if let id, let name = name(of: id), !name.allSatisfy(\.isNumber) {
          new = Pseudonyms.title(of: name)
        } else {
          new = pseudonyms.text(value)
        }
      case .value(let id): new = id.map { isKept($0) } == true ? value : pseudonyms.text(value)
      case .theory(let isOperand):
        guard let changed = withoutSecrets(literal, isOperand: isOperand) else { continue }
        found.append((text.range, changed))
        let line = LineIndex(tree.source).line(at: text.range.start).line + 1
        let remark =
          "a text of a theory named something of the case, and says its pseudonym now (line \(line) of "
          + "`\(tree.source.name)`)"
        if remarks.last != remark { remarks.append(remark) }
        continue
      }
      if new != value { found.append((text.range, "\"\(new)\"")) }
    }
    return found
  }

  /// A literal of a theory with the words of the case replaced; nil where it has none. What stands in braces is
  /// an expression, and stays.
  ///
  /// - Parameter isOperand: Whether a value of the case is compared with it, and so it is one.
  private mutating func withoutSecrets(_ literal: String, isOperand: Bool) -> String? {
    let value = TextLiteral.value(of: literal)
    if isOperand, replacedTexts.contains(value) { return "\"\(pseudonyms.text(value))\"" }
    if isOperand, !keepsCountries, Countries.name(of: value) != nil {
      return "\"\(pseudonyms.country(value))\""
    }
    let changed = SecretWords.replaced(secretTexts, in: literal)
    return changed == literal ? nil : changed
  }
}
