import GVCAnalysis
import GVCModel
import GVCSyntax

/// What follows of a thing, shown behind its name.
public struct InlayHint: Sendable {
  /// Where it stands: right behind the name.
  public let offset: UInt32
  /// `tier 1, sells 90%, size_class small`.
  public let text: String
  /// What each part is, as Markdown.
  public let tooltip: String
}

extension EditorFeatures {
  /// What follows of the things that are declared in a range: the tier of an actor, its shares added
  /// up, and the derived attributes that say something of it. The values are those of the last period.
  /// No rule runs for them.
  public func inlayHints(in file: FileID, range: TextRange) -> [InlayHint] {
    guard let index = treeIndex(of: file), isOwn(file) else { return [] }
    let tree = model.trees[index]
    let things = declaredThings(index, tree, range)
    guard !things.isEmpty else { return [] }
    let writer = HintWriter(features: self)
    return values.read { reader in
      things.compactMap { entity, offset in
        let parts = writer.parts(of: entity, reader)
        guard !parts.isEmpty else { return nil }
        return InlayHint(
          offset: offset, text: parts.map(\.text).joined(separator: ", "),
          tooltip: parts.map { "- \(Markdown.codeSpan($0.text)): \($0.meaning)" }
            .joined(separator: "\n"))
      }
    }
  }

  /// The actors and links that are declared in a range, each with the end of its name.
  private func declaredThings(_ index: Int, _ tree: SyntaxTree, _ range: TextRange)
    -> [(EntityID, UInt32)]
  {
    let items = items(ofTree: index)
    guard
      let first = items.index(of: tree.token(endingAfter: range.start), in: tree)
        ?? (items.all.isEmpty ? nil : 0)
    else { return [] }
    var things: [(EntityID, UInt32)] = []
    for item in items.all[first...] {
      guard tree.range(item.node).start <= range.end else { break }
      var declarations: [NodeID] = []
      if tree.kind(item.node) == .declaration { declarations = [item.node] }
      if tree.kind(item.node) == .layerBlock {
        declarations = tree.children(item.node).filter { tree.kind($0) == .addItem }
          .compactMap { tree.child($0, .declaration) }
      }
      for node in declarations {
        guard let entity = names.entity(declaredAt: SyntaxPlace(tree: index, node: node)),
          let name = tree.child(node, .ends) ?? tree.child(node, .name),
          range.start <= tree.range(name).end, tree.range(name).end <= range.end
        else { continue }
        things.append((entity, tree.range(name).end))
      }
    }
    return things
  }
}

/// Writes what follows of one thing.
private struct HintWriter: Sendable {
  struct Part: Sendable {
    let text: String
    let meaning: String
  }

  private let model: Model
  private let layer: LayerReference
  private let facts: FactIndex
  /// The first things of each kind.
  private let samples: [KindID: [EntityID]]

  init(features: EditorFeatures) {
    model = features.model
    layer = features.shownLayer
    facts = features.factIndex
    var samples: [KindID: [EntityID]] = [:]
    for (index, entity) in model.entities.enumerated()
    where samples[entity.kind]?.count ?? 0 < Self.sampleSize {
      samples[entity.kind, default: []].append(EntityID(index))
    }
    self.samples = samples
  }

  /// How many things of a kind tell whether a number is the same for all.
  private static let sampleSize = 20

  func parts(of entity: EntityID, _ reader: FindingReader) -> [Part] {
    var layer = layer
    if !reader.exists(entity, in: layer) {
      // What a layer takes away, or another one adds, is shown as it is there.
      guard
        let other = reader.analysis.layers.map(\.layer).last(where: {
          reader.exists(entity, in: $0)
        })
      else { return [] }
      layer = other
    }
    var parts: [Part] = []
    if let actor = model.core.actor, model.isA(entity, actor) {
      if let tier = reader.tier(of: entity, chain: nil, in: layer) {
        parts.append(
          Part(text: "tier \(tier)", meaning: "The steps to the nearest buyer that leads."))
      }
      parts += shares(of: entity, selling: true, reader, layer)
      parts += shares(of: entity, selling: false, reader, layer)
    }
    return parts + derived(of: entity, reader, layer)
  }

  /// The shares of what an actor sells, or buys, that the text states, added up.
  private func shares(
    of actor: EntityID, selling: Bool, _ reader: FindingReader, _ layer: LayerReference
  ) -> [Part] {
    guard let attribute = selling ? model.core.shareOfSales : model.core.shareOfPurchases else {
      return []
    }
    var low = 0.0
    var high = 0.0
    var stated = 0
    for link in reader.links(of: actor, selling: selling, in: layer) {
      guard isStated(attribute, of: link),
        case .number(let share, _)? = reader.value(of: attribute, for: link, in: layer)
      else { continue }
      low += max(0, share.low)
      high += min(1, share.high)
      stated += 1
    }
    guard stated > 1 else { return [] }
    let sum = ValueFormatter(model).text(
      .number(Interval(low, max(low, high)), .one), .number(.percent))
    return [
      Part(
        text: "\(selling ? "sells" : "buys") \(sum)",
        meaning: "The stated shares of its \(selling ? "sales" : "purchases"), added up.")
    ]
  }

  private func isStated(_ attribute: AttributeID, of entity: EntityID) -> Bool {
    facts[entity].contains { model.facts[$0].attribute == attribute }
  }

  /// The most derived attributes behind one name.
  private static let limit = 3

  /// The derived attributes that are known, are no yes or no, and say something: a word that is not
  /// stated as such, or a number that is not the same for all things of the kind.
  private func derived(of entity: EntityID, _ reader: FindingReader, _ layer: LayerReference)
    -> [Part]
  {
    let vocabulary = model.vocabulary
    var parts: [Part] = []
    for id in vocabulary.attributes(of: model[entity].kind) where parts.count < Self.limit {
      let attribute = vocabulary[id]
      guard attribute.derivation != nil,
        let datum = reader.value(of: id, for: entity, in: layer), isSure(datum)
      else { continue }
      switch datum {
      case .words:
        if isSaid(datum, attribute.type, of: entity, reader, layer) { continue }
      case .number(let value, _):
        if value == Interval(0) || isCommon(datum, id, entity, reader, layer) { continue }
      default: continue
      }
      let text = ValueFormatter(model).text(datum, ExpressionType(attribute.type))
      parts.append(
        Part(
          text: "\(model.names[attribute.name]) \(text)",
          meaning: Markdown.escaped(attribute.documentation)))
    }
    return parts
  }

  private func isSure(_ datum: Datum) -> Bool {
    switch datum {
    case .words(let words): words.word != nil
    case .number(let interval, _): interval.isExact && interval.low.isFinite
    default: false
    }
  }

  /// Whether a thing has an attribute of the same type that states the same word.
  private func isSaid(
    _ datum: Datum, _ type: AttributeType, of entity: EntityID, _ reader: FindingReader,
    _ layer: LayerReference
  ) -> Bool {
    facts[entity].contains { fact in
      let attribute = model.facts[fact].attribute
      return model.vocabulary[attribute].type == type
        && reader.value(of: attribute, for: entity, in: layer) == datum
    }
  }

  /// Whether the first things of the kind all have the same number.
  private func isCommon(
    _ datum: Datum, _ attribute: AttributeID, _ entity: EntityID, _ reader: FindingReader,
    _ layer: LayerReference
  ) -> Bool {
    let owner = model.vocabulary[attribute].owner
    var seen = 0
    for (kind, things) in samples where model.vocabulary.kind(kind, isA: owner) {
      for other in things where other != entity && reader.exists(other, in: layer) {
        if reader.value(of: attribute, for: other, in: layer) != datum { return false }
        seen += 1
      }
    }
    return seen > 0
  }
}
