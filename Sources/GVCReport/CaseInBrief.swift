import GVCAnalysis
import GVCModel

/// Says in sentences what a case describes: whom, joined by what, when, and from how many sources.
public struct CaseInBrief {
  private let reader: FindingReader
  private let model: Model
  /// The most titles that a sentence names; more are only counted.
  private static let named = 4

  public init(_ reader: FindingReader) {
    self.reader = reader
    model = reader.analysis.model
  }

  /// What the case declares of a kind.
  public func things(of kind: KindID) -> [EntityID] {
    model.entities.indices.map { EntityID($0) }.filter {
      Int(model[$0].module) >= model.firstProjectModule && model.isA($0, kind)
    }
  }

  /// The same of a kind by its name; none where no kind has it.
  public func things(named name: String) -> [EntityID] {
    model.names.find(name).flatMap { model.vocabulary.kind(named: $0) }.map { things(of: $0) } ?? []
  }

  /// The name of a project for people: `four_clusters` in a path is “Four clusters”.
  public static func name(of path: String) -> String {
    var last = path.split(separator: "/").last.map(String.init) ?? path
    if last.hasSuffix(".gvc") { last = String(last.dropLast(4)) }
    let words = last.replacing("_", with: " ")
    return words.allSatisfy { ".- ".contains($0) } || words.hasPrefix("standard input")
      ? "Case" : words.prefix(1).uppercased() + words.dropFirst()
  }

  /// What is described, and what is known of it: two sentences.
  public var sentences: [String] { [described, known].filter { !$0.isEmpty } }

  private var described: String {
    guard let actor = model.core.actor else { return "" }
    let all = things(of: actor)
    let kinds = unique(all.map { model[$0].kind })
    let parts = kinds.map { kind in count(all.count { model[$0].kind == kind }, kind) }
    guard !parts.isEmpty else { return "The case names no actors." }
    let links = model.core.link.map { things(of: $0).count } ?? 0
    let places = ["chain", "cluster", "market"].compactMap { name -> String? in
      let found = things(named: name)
      guard !found.isEmpty else { return nil }
      let titles =
        found.count <= Self.named ? ": " + enumeration(found.map { reader.reading($0) }) : ""
      return counted(found.count, name) + titles
    }
    return enumeration(parts)
      + (links == 0 ? ", with no link between them" : ", joined by \(counted(links, "link"))")
      + (places.isEmpty ? "" : "; " + places.joined(separator: "; ")) + "."
  }

  private var known: String {
    let own = model.facts.indices.filter {
      Int(model[model.facts[$0].entity].module) >= model.firstProjectModule
        && !model.facts[$0].evidence.isEmpty
    }
    let sources = unique(own.flatMap { model.facts[$0].evidence.map { model.evidence[$0].source } })
    let layers = reader.analysis.layers.compactMap(\.layer.entity)
    let periods = layers.filter { model[$0].kind == model.core.period }
    let scenarios = layers.filter { model[$0].kind == model.core.scenario }
    func list(_ layers: [EntityID], _ noun: String) -> String? {
      guard !layers.isEmpty else { return nil }
      let titles =
        layers.count <= Self.named
        ? " (\(enumeration(layers.map { "“\(reader.reading($0))”" })))" : ""
      return counted(layers.count, noun) + titles
    }
    let times = [list(periods, "period"), list(scenarios, "scenario")].compactMap { $0 }
    let theories = unique(reader.analysis.program.rules.map { model.rules[$0.rule].theory })
      .filter { model.theories[Int($0.number)].name != nil }
    let held =
      theories.isEmpty
      ? ""
      : theories.count <= Self.named
        ? ", and held against \(enumeration(theories.map { model.theories[Int($0.number)].title }))"
        : ", and held against \(theories.count) theories"
    return "Told by \(counted(own.count, "fact")) from \(counted(sources.count, "source"))"
      + (times.isEmpty ? "" : ", for \(times.joined(separator: " and "))") + held + "."
  }

  private func count(_ number: Int, _ kind: KindID) -> String {
    let name = model.names[model.vocabulary[kind].name].replacing("_", with: " ")
    let plural = model.vocabulary[kind].plural.map { model.names[$0].replacing("_", with: " ") }
    return counted(number, name, plural)
  }
}

/// `a, b and c`.
func enumeration(_ items: [String]) -> String {
  guard items.count > 1, let last = items.last else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " and " + last
}

/// `1 link`, `2 links`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
