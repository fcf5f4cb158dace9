import GVCModel
import GVCSyntax

/// A declaration found by its name.
public struct SymbolMatch: Sendable {
  public let name: String
  /// Its title, or the kind or theory that it belongs to.
  public let detail: String
  public let category: OutlineItem.Category
  public let location: Location
}

extension EditorFeatures {
  /// The declarations of the project whose names hold the letters of a query in their order, the
  /// nearest first; all of them for an empty query. Packs and prelude stand behind the project's own.
  public func symbols(matching query: String, limit: Int = 500) -> [SymbolMatch] {
    let wanted = Array(query.lowercased().utf8)
    var matches: [(score: Int, isOwn: Bool, candidate: Candidate)] = []
    for candidate in candidates() {
      guard let score = FuzzyMatch.score(wanted, candidate.name) else { continue }
      matches.append((score, isOwn(candidate.location.file), candidate))
    }
    matches.sort {
      if $0.isOwn != $1.isOwn { return $0.isOwn }
      if $0.score != $1.score { return $0.score > $1.score }
      return ($0.candidate.location.file, $0.candidate.location.range.start)
        < ($1.candidate.location.file, $1.candidate.location.range.start)
    }
    return matches.prefix(limit).map { match in
      SymbolMatch(
        name: match.candidate.name, detail: match.candidate.detail(),
        category: match.candidate.category, location: match.candidate.location)
    }
  }

  private struct Candidate {
    let name: String
    let category: OutlineItem.Category
    let location: Location
    let detail: () -> String
  }

  private func candidates() -> [Candidate] {
    let vocabulary = model.vocabulary
    func name(_ symbol: Symbol) -> String { model.names[symbol] }
    func theory(_ id: TheoryID) -> String { self.name(of: .theory(id)) }
    var found = model.entities.indices.map { index in
      let id = EntityID(index)
      let entity = model[id]
      return Candidate(
        name: model.label(id), category: category(of: entity.kind), location: entity.location,
        detail: {
          entity.title.map { TextLiteral.value(of: model.text($0, in: entity.location.file)) }
            ?? name(vocabulary[entity.kind].name)
        })
    }
    found += vocabulary.kinds.map { kind in
      Candidate(
        name: name(kind.name), category: .kind, location: kind.location, detail: { kind.title })
    }
    found += vocabulary.scales.map { scale in
      Candidate(
        name: name(scale.name), category: .scale, location: scale.location,
        detail: { scale.title })
    }
    found += vocabulary.attributes.map { attribute in
      Candidate(
        name: name(attribute.name), category: .attribute, location: attribute.location,
        detail: { "of \(name(vocabulary[attribute.owner].name).articled)" })
    }
    found += vocabulary.verdicts.map { verdict in
      Candidate(
        name: name(verdict.name), category: .verdict, location: verdict.location,
        detail: { verdict.title })
    }
    found += model.thresholds.map { threshold in
      Candidate(
        name: name(threshold.name), category: .threshold, location: threshold.location,
        detail: { theory(threshold.theory) })
    }
    found += model.rules.map { rule in
      Candidate(
        name: name(rule.name), category: .rule, location: rule.location,
        detail: { rule.title.isEmpty ? theory(rule.theory) : rule.title })
    }
    found += model.theories.compactMap { theory in
      guard let symbol = theory.name, let location = theory.location else { return nil }
      return Candidate(
        name: name(symbol), category: .theory, location: location, detail: { theory.title })
    }
    return found
  }

  /// The sign beside things of a kind.
  func category(of kind: KindID) -> OutlineItem.Category {
    let core = model.core
    let vocabulary = model.vocabulary
    if let actor = core.actor, vocabulary.kind(kind, isA: actor) { return .actor }
    if vocabulary[kind].ends != .none { return .link }
    if vocabulary[kind].partOf != nil { return .tier }
    switch kind {
    case core.source: return .source
    case core.period, core.scenario: return .layer
    case core.chain: return .chain
    default: return .thing
    }
  }
}

/// Whether a name holds the letters of a query in their order.
enum FuzzyMatch {
  /// How near a name is to a query in lower case, more for nearer; nil when it does not fit.
  static func score(_ query: [UInt8], _ name: String) -> Int? {
    var score = 0
    var next = 0
    var isAfterMatch = false
    var isWordStart = true
    for byte in name.utf8 {
      guard next < query.count else { break }
      let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      if lower == query[next] {
        score += isWordStart ? 10 : isAfterMatch ? 6 : 1
        if next == 0, isWordStart { score += 5 }
        next += 1
        isAfterMatch = true
      } else {
        isAfterMatch = false
      }
      isWordStart = byte == 0x5F || byte == 0x20 || byte == 0x2E
    }
    guard next == query.count else { return nil }
    let lower = name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    // In one piece is nearer than here and there.
    if lower == query { score += 100 } else if !lower[...].ranges(of: query).isEmpty { score += 50 }
    return score * 8 - min(name.utf8.count, 64)
  }
}
