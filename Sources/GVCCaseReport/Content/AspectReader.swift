import GVCAnalysis
import GVCModel

/// Says by what a finding can be narrowed down: the tier, the country and the governance of what it is about.
final class AspectReader {
  private let reader: FindingReader
  private let model: Model
  private let values: ValueReading
  private var known: [Place: [Facet: [String]]] = [:]
  private let countryName: Symbol?
  private let clusterName: Symbol?
  /// The attribute that says how a link is governed: what is derived, or else what is stated.
  private let mode: AttributeID?

  private struct Place: Hashable {
    let entity: EntityID
    let layer: LayerReference
  }

  init(_ reader: FindingReader) {
    self.reader = reader
    model = reader.analysis.model
    values = ValueReading(reader)
    countryName = model.names.find("country")
    clusterName = model.names.find("cluster")
    let (names, vocabulary) = (model.names, model.vocabulary)
    mode = model.core.link.flatMap { link in
      ["mode", "governance"].lazy.compactMap { names.find($0) }
        .compactMap { vocabulary.attribute($0, of: link) }
        .first { if case .words = vocabulary[$0].type { true } else { false } }
    }
  }

  /// The aspects of findings that say the same, in their layers.
  func aspects(of members: [Finding]) -> Aspects {
    var result = Aspects()
    guard let first = members.first else { return result }
    let plan = reader.plan(of: first)
    result.values[.modality] = [plan.modality.rawValue]
    result.values[.theory] = [Self.name(ofTheory: reader.theoryName(of: first))]
    result.values[.layer] = unique(members.map { values.layer($0.layer).name })
    for facet in [Facet.tier, .country, .governance] {
      result.values[facet] = unique(
        members.flatMap { finding in
          things(of: finding, for: facet).flatMap { of($0, in: finding.layer)[facet] ?? [] }
        })
    }
    result.about = about([first.subject] + first.related)
    return result
  }

  /// The value of a theory in filters; rules of the case itself have no theory with a name.
  static func name(ofTheory name: String) -> String { name.isEmpty ? "(case)" : name }

  /// The things by their names, with the ends of links behind them.
  func about(_ things: [EntityID]) -> [String] {
    unique((things + things.flatMap { model.ends(of: $0) }).map { model.label($0) })
  }

  /// What tells a facet of a finding: of governance the links that it names, where it names any.
  private func things(of finding: Finding, for facet: Facet) -> [EntityID] {
    let links = finding.related.filter { !model.ends(of: $0).isEmpty }
    return facet == .governance && !links.isEmpty ? links : [finding.subject]
  }

  /// The tier, the country and the governance of a thing in a layer.
  func of(_ entity: EntityID, in layer: LayerReference) -> [Facet: [String]] {
    let place = Place(entity: entity, layer: layer)
    if let found = known[place] { return found }
    var result: [Facet: [String]] = [:]
    let ends = Array(model.ends(of: entity))
    if ends.isEmpty {
      let isActor = model.core.actor.map { model.isA(entity, $0) } ?? false
      if isActor {
        result[.tier] = reader.tier(of: entity, chain: nil, in: layer).map { [String($0)] } ?? []
        result[.governance] = unique(
          [true, false].flatMap { reader.links(of: entity, selling: $0, in: layer) }
            .flatMap { governance(of: $0, in: layer) })
      }
      result[.country] = country(of: entity, in: layer).map { [$0] } ?? []
    } else {
      for facet in [Facet.tier, .country] {
        result[facet] = unique(ends.flatMap { of($0, in: layer)[facet] ?? [] })
      }
      result[.governance] = governance(of: entity, in: layer)
    }
    known[place] = result
    return result
  }

  private func governance(of link: EntityID, in layer: LayerReference) -> [String] {
    guard let mode, let kind = model.core.link, model.isA(link, kind),
      case .words(let scale) = model.vocabulary[mode].type,
      case .words(let set)? = reader.value(of: mode, for: link, in: layer), let word = set.word
    else { return [] }
    return [model.names[model.vocabulary[scale].words[word].name]]
  }

  /// The country of a thing, or else of the cluster that it belongs to.
  private func country(of entity: EntityID, in layer: LayerReference) -> String? {
    let kind = model[entity].kind
    if let countryName, let attribute = model.vocabulary.attribute(countryName, of: kind),
      case .value(.text(let code))? = reader.value(of: attribute, for: entity, in: layer)
    {
      return model.names[code]
    }
    guard let clusterName, let attribute = model.vocabulary.attribute(clusterName, of: kind),
      case .entity(let cluster)? = reader.value(of: attribute, for: entity, in: layer),
      cluster != entity
    else { return nil }
    return country(of: cluster, in: layer)
  }

  /// The filters of a report: those that divide what it says.
  func filters(for all: [Aspects], layers: [CaseReport.Layer]) -> [CaseReport.Filter] {
    Facet.allCases.compactMap { facet in
      let used = all.compactMap { $0.values[facet] }
      guard Set(used).count > 1 else { return nil }
      let choices = choices(of: facet, Set(used.flatMap { $0 }), layers)
      return choices.isEmpty ? nil : CaseReport.Filter(facet: facet, choices: choices)
    }
  }

  private func choices(
    of facet: Facet, _ used: Set<String>, _ layers: [CaseReport.Layer]
  ) -> [CaseReport.Filter.Choice] {
    var all: [(value: String, title: String)]
    switch facet {
    case .layer: all = layers.map { ($0.name, $0.title) }
    case .theory:
      all = model.theories.map { theory in
        (
          Self.name(ofTheory: theory.name.map { model.names[$0] } ?? ""),
          theory.name == nil ? "The case itself" : theory.title
        )
      }
    case .modality: all = Modality.allCases.map { ($0.rawValue, $0.label) }
    case .tier:
      all = used.compactMap { Int($0) }.sorted().map { (String($0), "Tier \($0)") }
    case .country:
      all = used.map { ($0, Countries.name(of: $0) ?? $0) }.sorted { $0.1 < $1.1 }
    case .governance:
      guard let mode, case .words(let scale) = model.vocabulary[mode].type else { return [] }
      all = model.vocabulary[scale].words.map { (model.names[$0.name], $0.title) }
    }
    var seen: Set<String> = []
    all = all.filter { used.contains($0.value) && seen.insert($0.value).inserted }
    return all.map { CaseReport.Filter.Choice(value: $0.value, title: $0.title) }
  }
}

/// The elements in their order, each once.
func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}
