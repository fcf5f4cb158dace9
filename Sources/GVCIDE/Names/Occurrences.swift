import GVCAnalysis
import GVCModel
import GVCSyntax

extension EditorFeatures {
  /// Every name of a file that stands for something, in the order of the text.
  public func occurrences(in file: FileID) -> [Occurrence] {
    treeIndex(of: file).map { names.occurrences(inTree: $0) } ?? []
  }

  /// The name that a caret at an offset touches, and what it stands for. Where two names touch, the
  /// one that begins at the offset; nil where none stands for anything.
  public func occurrence(in file: FileID, at offset: UInt32) -> Occurrence? {
    guard let index = treeIndex(of: file) else { return nil }
    let tree = model.trees[index]
    guard let token = tree.token(touching: offset),
      let item = items(ofTree: index).index(of: token, in: tree)
    else { return nil }
    let found = names.occurrences(inItem: item, ofTree: index).filter { $0.range.touches(offset) }
    return found.last { $0.range.start == offset } ?? found.last
  }

  /// The names of all files that stand for something; the project's own files first.
  func occurrences(of referent: Referent) -> [(file: FileID, occurrence: Occurrence)] {
    model.trees.indices.sorted { isLibrary($0) == isLibrary($1) ? $0 < $1 : isLibrary($1) }
      .flatMap { index in
        names.occurrences(of: referent, inTree: index).map { (model.trees[index].source.file, $0) }
      }
  }

  private func isLibrary(_ tree: Int) -> Bool {
    model.moduleOfTree[tree] < model.firstProjectModule
  }

  /// The name of something as its declaration spells it.
  func name(of referent: Referent) -> String { names.name(of: referent) }
}

extension NameIndex {
  /// Every name of a tree that stands for something, in the order of the text.
  func occurrences(inTree index: Int) -> [Occurrence] {
    var reader = NameReader(self, tree: index)
    var found: [Occurrence] = []
    for item in items(ofTree: index).all {
      reader.read(item)
      found += reader.take()
    }
    return found
  }

  /// The names of one item, in the order of the text.
  func occurrences(inItem item: Int, ofTree index: Int) -> [Occurrence] {
    var reader = NameReader(self, tree: index)
    reader.read(items(ofTree: index).all[item])
    return reader.take()
  }

  /// The names of one file that stand for something, in the order of the text. Only the items that
  /// spell its name are read.
  func occurrences(of referent: Referent, inTree index: Int) -> [Occurrence] {
    let tree = model.trees[index]
    let items = items(ofTree: index)
    if case .variable(let place) = referent {
      guard tree.source.file == place.file,
        let item = items.index(of: tree.token(endingAfter: place.range.start), in: tree)
      else { return [] }
      return occurrences(inItem: item, ofTree: index).filter { $0.referent == referent }
    }
    let spelling = spelling(of: referent)
    var reader = NameReader(self, tree: index)
    var found: [Occurrence] = []
    var item = -1
    var read = -1
    for token in tree.tokens.indices where spelling.fits(token, of: tree) {
      while item + 1 < items.all.count, tree.firstToken(items.all[item + 1].node) <= token {
        item += 1
      }
      guard item >= 0, item != read else { continue }
      read = item
      reader.read(items.all[item])
      found += reader.take().filter { $0.referent == referent }
    }
    return found
  }

  private func spelling(of referent: Referent) -> Spelling {
    switch referent {
    case .entity(let id):
      let entity = model[id]
      return Spelling(
        word: entity.name.map { model.names[$0] }, arrow: !entity.ends.isEmpty, inTexts: false)
    case .alias(let name, _), .country(let name), .option(let name), .keyword(let name),
      .constant(let name):
      return Spelling(word: name, arrow: false, inTexts: false)
    case .attribute, .relation, .threshold, .collection:
      return Spelling(word: name(of: referent), arrow: false, inTexts: true)
    default: return Spelling(word: name(of: referent), arrow: false, inTexts: false)
    }
  }

  /// How a name can be written.
  private struct Spelling {
    let word: [UInt8]
    /// A link is also named by the arrow between its ends.
    let arrow: Bool
    /// It can stand in the message of a rule.
    let inTexts: Bool

    init(word: String?, arrow: Bool, inTexts: Bool) {
      self.word = Array((word ?? "").utf8)
      self.arrow = arrow
      self.inTexts = inTexts
    }

    func fits(_ index: TokenIndex, of tree: SyntaxTree) -> Bool {
      let token = tree.tokens[index]
      switch token.kind {
      case .name, .number:
        guard Int(token.end - token.start) == word.count else { return false }
        let start = Int(token.start)
        for i in word.indices where tree.source.bytes[start + i] != word[i] { return false }
        return true
      case .arrow, .doubleDash: return arrow
      case .string: return inTexts && holds(token, tree)
      default: return false
      }
    }

    private func holds(_ token: Token, _ tree: SyntaxTree) -> Bool {
      let bytes = tree.source.bytes[Int(token.start)..<Int(token.end)]
      return bytes.contains(UInt8(ascii: "{")) && bytes.contains(UInt8(ascii: "}"))
    }
  }

  /// The name of something as its declaration spells it.
  func name(of referent: Referent) -> String {
    let vocabulary = model.vocabulary
    return switch referent {
    case .entity(let id): model[id].name.map { model.names[$0] } ?? model.label(id)
    case .kind(let id): model.names[vocabulary[id].name]
    case .collection(let id): vocabulary[id].plural.map { model.names[$0] } ?? ""
    case .attribute(let id): model.names[vocabulary[id].name]
    case .scale(let id): model.names[vocabulary[id].name]
    case .word(let id, let word): model.names[vocabulary[id].words[word].name]
    case .verdict(let id): model.names[vocabulary[id].name]
    case .answer(let id, let word): model.names[vocabulary[id].words[word].name]
    case .threshold(let index): model.names[model.thresholds[index].name]
    case .rule(let index): model.names[model.rules[index].name]
    case .theory(let id): model.theories[Int(id.number)].name.map { model.names[$0] } ?? ""
    case .alias(let name, _): name
    case .variable(let place): model.text(place.range, in: place.file)
    case .relation(let relation): Self.name(of: relation, model)
    case .function(let function): function.name
    case .aggregate(let aggregate): aggregate.rawValue
    case .modality(let modality): modality.rawValue
    case .code(let code): code.description
    case .country(let text), .option(let text), .keyword(let text), .constant(let text): text
    }
  }

  private static func name(of relation: Relation, _ model: Model) -> String {
    switch relation {
    case .supplier: "supplier"
    case .buyer: "buyer"
    case .members: "members"
    case .sales: "sales"
    case .purchases: "purchases"
    case .ties: "ties"
    case .number: "number"
    case .owner: model.core.chain.map { model.names[model.vocabulary[$0].name] } ?? "chain"
    case .inverse(let kind, _):
      model.vocabulary[kind].plural.map { model.names[$0] } ?? ""
    }
  }
}
