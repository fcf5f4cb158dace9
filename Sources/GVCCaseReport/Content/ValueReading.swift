import GVCAnalysis
import GVCModel

/// Writes what a case states for readers who never see its text: things and words by their titles.
struct ValueReading {
  private let reader: FindingReader
  private let model: Model
  private let formatter: ValueFormatter

  init(_ reader: FindingReader) {
    self.reader = reader
    model = reader.analysis.model
    formatter = ValueFormatter(model)
  }

  /// A thing as the case and as a sentence call it; a link by its ends.
  func thing(_ id: EntityID) -> CaseReport.Thing {
    CaseReport.Thing(label: model.label(id), title: title(of: id))
  }

  func title(of id: EntityID) -> String {
    let ends = model.ends(of: id)
    guard model[id].title == nil, model[id].name == nil, !ends.isEmpty else {
      return reader.reading(id)
    }
    let sign = model.vocabulary[model[id].kind].ends == .supply ? " → " : " – "
    return ends.map { reader.reading($0) }.joined(separator: sign)
  }

  /// The title of a layer.
  func layer(_ layer: LayerReference) -> CaseReport.Layer {
    guard let id = layer.entity else {
      return CaseReport.Layer(name: Model.baseCaseName, title: Model.baseCaseTitle)
    }
    return CaseReport.Layer(name: model.label(id), title: reader.reading(id))
  }

  /// The titles of layers; one word for all that were analysed, and none where the case has none.
  func titles(of layers: [LayerReference]) -> [String] {
    let all = reader.analysis.layers.count
    let titles = layers.filter { $0 != .base || all > 1 }.map { layer($0).title }
    return all > 1 && layers.count == all ? ["throughout"] : titles
  }

  /// `share of sales`, with the key of a map.
  func attribute(of fact: Fact) -> String { attribute(fact.attribute, key: fact.key) }

  private func attribute(_ id: AttributeID, key: EntityID?) -> String {
    let name = model.names[model.vocabulary[id].name].replacing("_", with: " ")
    return key.map { "\(name): \(title(of: $0))" } ?? name
  }

  /// `equity of Makers → Buyers`, with whose view is missing, and whether that of the layer before is.
  func text(_ fact: MissingFact) -> String {
    var text = "\(attribute(fact.attribute, key: fact.key)) of \(title(of: fact.entity))"
    if let voice = fact.voice, let scale = model.core.voice {
      text += " as \(model.vocabulary[scale].words[voice].title.lowercased()) sees it"
    }
    return text + (fact.isBefore ? " before" : "")
  }

  /// What a fact says.
  func value(of fact: Fact) -> String {
    let type = model.vocabulary[fact.attribute].type
    if case .number(let interval, _, let unit) = fact.value {
      return formatter.text(.number(interval, unit), ExpressionType(type))
    }
    return text(fact.value, isCountry: type.isCountry)
  }

  private func text(_ value: Value, isCountry: Bool) -> String {
    switch value {
    case .unknown: return "not known"
    case .truth(let truth): return truth ? "yes" : "no"
    case .words(let set, let scale): return words(set, scale)
    case .number: return formatter.text(value)
    case .text(let symbol):
      let text = model.names[symbol]
      return isCountry ? Countries.name(of: text) ?? text : text
    case .entity(let id): return title(of: id)
    case .list(let range):
      let members = model.lists[Int(range.start)..<Int(range.start) + Int(range.count)]
      var items = members.map { text($0, isCountry: isCountry) }
      if items.isEmpty { return range.isOpen ? "not known" : "none" }
      if range.isOpen { items.append("perhaps more") }
      return items.joined(separator: ", ")
    }
  }

  private func words(_ set: WordSet, _ scale: ScaleID) -> String {
    let words = model.vocabulary[scale].words
    let possible = set.words.filter { $0 < words.count }
    if possible.count == words.count, words.count > 1 { return "not known" }
    return possible.map { words[$0].title }.joined(separator: " or ")
  }
}

extension AttributeType {
  /// Whether its values are countries.
  fileprivate var isCountry: Bool {
    switch self {
    case .country: true
    case .list(let element): element.isCountry
    default: false
    }
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
