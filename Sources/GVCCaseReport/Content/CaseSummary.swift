import GVCAnalysis
import GVCModel
import GVCReport

/// Says in sentences what a case describes, by what it holds.
struct CaseSummary {
  private let reader: FindingReader
  private let model: Model
  private let values: ValueReading
  private let aspects: AspectReader
  /// The most titles that a sentence names; more are only counted.
  private static let named = 4

  init(_ reader: FindingReader, _ aspects: AspectReader) {
    self.reader = reader
    self.aspects = aspects
    model = reader.analysis.model
    values = ValueReading(reader)
  }

  /// What the case declares of a kind.
  private func things(of kind: KindID) -> [EntityID] {
    model.entities.indices.map { EntityID($0) }.filter {
      model.isA($0, kind) && Int(model[$0].module) >= model.firstProjectModule
    }
  }

  private func things(named name: String) -> [EntityID] {
    model.names.find(name).flatMap { model.vocabulary.kind(named: $0) }.map { things(of: $0) } ?? []
  }

  /// The case in a few words: its clusters, or its chains, or else the name of the project.
  func title(project: String) -> String {
    for kind in ["cluster", "chain"] {
      let titles = things(named: kind).map { values.title(of: $0) }
      if (1...2).contains(titles.count) { return enumeration(titles) }
    }
    return project
  }

  /// The name of a project for people: `four_clusters` in a path is “Four clusters”.
  static func name(of path: String) -> String {
    var last = path.split(separator: "/").last.map(String.init) ?? path
    if last.hasSuffix(".gvc") { last = String(last.dropLast(4)) }
    let words = last.replacing("_", with: " ")
    return words.allSatisfy { $0 == "." || $0 == " " }
      ? "Case" : words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The sentences, as they stand in one paragraph.
  var sentences: [String] {
    [actors, places, countries, layers, theories].filter { !$0.isEmpty }
  }

  private var actors: String {
    guard let actor = model.core.actor else { return "" }
    let all = things(of: actor)
    let kinds = model.vocabulary.kinds.indices.map { KindID($0) }.filter { kind in
      all.contains { model[$0].kind == kind }
    }
    let parts = kinds.map { kind in
      count(all.filter { model[$0].kind == kind }.count, kind)
    }
    guard !parts.isEmpty else { return "The case names no actors." }
    var text =
      "The case describes \(kinds.count == 1 ? parts[0] : "\(counted(all.count, "actor")) (\(enumeration(parts)))")"
    let links = model.core.link.map { things(of: $0).count } ?? 0
    text +=
      links == 0 ? " between which it states no link" : ", joined by \(counted(links, "link"))"
    let tiers = Set(
      reader.analysis.layers.flatMap { layer, _ in
        all.compactMap { reader.tier(of: $0, chain: nil, in: layer) }
      }
    ).sorted()
    if let first = tiers.first, let last = tiers.last {
      text += first == last ? ", in tier \(first)" : ", in tiers \(first) to \(last)"
    }
    return text + "."
  }

  private func count(_ number: Int, _ kind: KindID) -> String {
    let name = model.names[model.vocabulary[kind].name].replacing("_", with: " ")
    let plural = model.vocabulary[kind].plural.map { model.names[$0].replacing("_", with: " ") }
    return counted(number, name, plural)
  }

  /// Chains, clusters and markets.
  private var places: String {
    let parts = ["chain", "cluster", "market", "institution"].compactMap { name -> String? in
      let found = things(named: name)
      guard !found.isEmpty else { return nil }
      let titles = found.map { values.title(of: $0) }
      let list = titles.count <= Self.named ? " (\(enumeration(titles)))" : ""
      return counted(found.count, name) + list
    }
    return parts.isEmpty ? "" : "It covers \(enumeration(parts))."
  }

  private var countries: String {
    let actors = model.core.actor.map { things(of: $0) } ?? []
    let codes = reader.analysis.layers.flatMap { layer, _ in
      (actors + things(named: "cluster")).flatMap { aspects.of($0, in: layer)[.country] ?? [] }
    }
    let names = unique(codes).map { Countries.name(of: $0) ?? $0 }.sorted()
    return names.isEmpty ? "" : "Its actors are in \(enumeration(names))."
  }

  private var layers: String {
    let analysed = reader.analysis.layers.compactMap(\.layer.entity)
    let periods = analysed.filter { model[$0].kind == model.core.period }
    let scenarios = analysed.filter { model[$0].kind != model.core.period }
    func list(_ layers: [EntityID], _ noun: String) -> String? {
      guard !layers.isEmpty else { return nil }
      let titles = layers.map { "“\(values.title(of: $0))”" }
      return counted(layers.count, noun)
        + (titles.count <= Self.named ? ": " + enumeration(titles) : "")
    }
    let parts = [list(periods, "period"), list(scenarios, "scenario")].compactMap { $0 }
    return parts.isEmpty ? "" : "It is analysed in " + parts.joined(separator: "; and in ") + "."
  }

  private var theories: String {
    let used = theoriesInUse
    guard !used.isEmpty else { return "No theory is in use." }
    let titles = used.map(\.title)
    let rules = used.reduce(0) { $0 + $1.rules }
    return "It is held against \(counted(rules, "rule")) of "
      + (titles.count <= Self.named
        ? enumeration(titles) : counted(titles.count, "theory", "theories")) + "."
  }

  /// The theories whose rules ran, with how many rules and conclusions each has.
  var theoriesInUse: [CaseReport.Theory] {
    let analysis = reader.analysis
    let wanted = analysis.options.theories
    var conclusions: [TheoryID: Int] = [:]
    for group in FindingGroup.holding(in: reader) {
      let rule = analysis.findings[group.members[0]].rule
      conclusions[model.rules[rule].theory, default: 0] += 1
    }
    return model.theories.indices.compactMap { index in
      let id = TheoryID(index)
      let theory = model.theories[index]
      let name = theory.name.map { model.names[$0] } ?? ""
      let rules = analysis.program.rules.count { model.rules[$0.rule].theory == id }
      guard rules > 0, wanted.isEmpty || name.isEmpty || wanted.contains(name) else { return nil }
      return CaseReport.Theory(
        name: name, title: name.isEmpty ? "the case itself" : theory.title, rules: rules,
        conclusions: conclusions[id] ?? 0)
    }
  }

  /// How strongly the conclusions are claimed.
  var claims: String {
    let analysis = reader.analysis
    let groups = FindingGroup.holding(in: reader)
    guard !groups.isEmpty else { return "Nothing is concluded." }
    let wouldBe = groups.count { reader.isWhatIf($0.layers[0]) }
    var parts = Modality.allCases.compactMap { modality -> String? in
      let number = groups.count {
        !reader.isWhatIf($0.layers[0])
          && reader.plan(of: analysis.findings[$0.members[0]]).modality == modality
      }
      return number == 0 ? nil : "\(number) \(Self.phrase(modality, isOne: number == 1))"
    }
    if wouldBe > 0 {
      parts.append("\(wouldBe) \(wouldBe == 1 ? "says" : "say") what would be in a scenario")
    }
    return "Of the conclusions \(enumeration(parts))."
  }

  private static func phrase(_ modality: Modality, isOne: Bool) -> String {
    switch modality {
    case .definition: isOne ? "holds by definition" : "hold by definition"
    case .necessary: isOne ? "is a necessary condition" : "are necessary conditions"
    case .likely: isOne ? "is likely" : "are likely"
    case .possible: isOne ? "is possible" : "are possible"
    case .danger: isOne ? "is a danger" : "are dangers"
    case .observed: isOne ? "is observed" : "are observed"
    case .advice: isOne ? "is advice" : "are advice"
    }
  }
}
