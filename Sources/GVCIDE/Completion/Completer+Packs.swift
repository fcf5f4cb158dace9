import GVCModel
import GVCSyntax

/// What packs declare that the project does not use, behind all that it knows already.
extension Completer {
  private static let offerRank = 8

  /// What the catalogue of packs calls a kind of the project.
  private func inCatalogue(_ kind: KindID) -> KindID? {
    packs.model.names.find(name(vocabulary[kind].name))
      .flatMap { packs.model.vocabulary.kind(named: $0) }
  }

  private func packName(_ symbol: Symbol) -> String { packs.model.names[symbol] }

  private mutating func offer(
    _ label: String, _ category: CompletionItem.Category, detail: String, in pack: String,
    key: String, insertion: String? = nil, snippet: String? = nil
  ) {
    add(
      label, category, detail: detail.isEmpty ? "(use \(pack))" : "\(detail) (use \(pack))",
      rank: Self.offerRank, key: key, insertion: insertion, snippet: snippet, pack: pack)
  }

  /// Kinds of things to declare, with the form of a declaration.
  mutating func offerKinds() {
    for kind in packs.model.vocabulary.kinds where !kind.isAbstract && kind.partOf == nil {
      guard let pack = packs.pack(of: kind.location) else { continue }
      let word = packName(kind.name)
      offer(
        word, .kind, detail: kind.title, in: pack, key: "kind \(word)",
        snippet: site.isFollowedByName ? nil : Snippets.declaration(word, kind, packs.model))
    }
  }

  mutating func offerKindNames() {
    for kind in packs.model.vocabulary.kinds {
      guard let pack = packs.pack(of: kind.location) else { continue }
      offer(
        packName(kind.name), .kind, detail: kind.title, in: pack,
        key: "kind \(packName(kind.name))")
    }
  }

  /// Attributes of a kind of the project.
  mutating func offerAttributes(of kind: KindID, given: Set<String>, addsColon: Bool) {
    guard let kind = inCatalogue(kind) else { return }
    let vocabulary = packs.model.vocabulary
    for id in vocabulary.attributes(of: kind) {
      let attribute = vocabulary[id]
      let word = packName(attribute.name)
      guard let pack = packs.pack(of: attribute.location), attribute.derivation == nil,
        !given.contains(word)
      else { continue }
      let (insertion, snippet) =
        addsColon ? Snippets.entry(word, attribute.type) : (word, nil)
      offer(
        word, .attribute, detail: packs.model.name(of: attribute.type), in: pack,
        key: "attribute \(packName(vocabulary[attribute.owner].name)).\(word)",
        insertion: insertion, snippet: snippet)
    }
  }

  /// Things of a kind of the project, such as activities; of any kind where none is asked for.
  mutating func offerEntities(of kind: KindID?, except: Set<String>) {
    let wanted = kind.map { inCatalogue($0) }
    if let wanted, wanted == nil { return }
    for (index, entity) in packs.model.entities.enumerated() {
      guard let symbol = entity.name, let pack = packs.pack(of: entity.location) else { continue }
      if let wanted = wanted ?? nil, !packs.model.isA(EntityID(index), wanted) { continue }
      let label = packName(symbol)
      guard !except.contains(label) else { continue }
      offer(
        label, entity.kind == packs.model.core.source ? .source : .entity,
        detail: Self.detail(of: EntityID(index), in: packs.model), in: pack, key: "entity \(label)"
      )
    }
  }

  /// Rules, and the theories that they are of; those of one theory where it is named.
  mutating func offerRules(of theory: String?) {
    for (index, rule) in packs.model.rules.enumerated() {
      guard let pack = packs.pack(of: rule.location), theory == nil || pack == theory else {
        continue
      }
      let word = packName(rule.name)
      offer(word, .rule, detail: rule.title, in: pack, key: "rule \(index) \(word)")
    }
  }

  /// Values of verdicts.
  mutating func offerAnswers() {
    for verdict in packs.model.vocabulary.verdicts {
      guard let pack = pack(of: verdict) else { continue }
      for word in verdict.words {
        offer(
          packName(word.name), .verdict, detail: "\(verdict.title): \(word.title)", in: pack,
          key: "answer \(packName(verdict.name)).\(packName(word.name))")
      }
    }
  }

  private func pack(of verdict: Verdict) -> String? {
    packs.model.theories[Int(verdict.theory.number)].location.flatMap { packs.pack(of: $0) }
  }

  /// Scales and choices, as types.
  mutating func offerScales() {
    for scale in packs.model.vocabulary.scales {
      guard let pack = packs.pack(of: scale.location) else { continue }
      let word = packName(scale.name)
      offer(word, .word, detail: scale.title, in: pack, key: "scale \(word)")
    }
  }

  /// The names of theories, also of those that the project does not use.
  mutating func addTheoryNames(rank: Int) {
    for name in features.theoryNames {
      let pack = packs.contains(name) ? name : nil
      add(
        name, .theory, detail: pack.map { "(use \($0))" } ?? "", rank: rank,
        key: "theory \(name)", pack: pack)
    }
  }
}
