import GVCSyntax

@testable import GVCModel

/// All of a model that anything can depend on, with names instead of their numbers.
enum ModelText {
  /// The first line in which two are not the same.
  static func difference(_ a: Model, _ b: Model) -> (String, String)? {
    let (a, b) = (lines(of: a), lines(of: b))
    return zip(a, b).first { $0 != $1 } ?? (a.count == b.count ? nil : ("more", "lines"))
  }

  static func lines(of model: Model) -> [String] {
    var lines: [String] = []
    for (index, entity) in model.entities.enumerated() {
      let name = entity.name.map { model.names[$0] } ?? "-"
      let ends = model.ends(of: EntityID(index)).map(\.index)
      lines.append(
        "entity \(index) \(entity.kind.number) \(entity.module) \(entity.row) \(name) \(range(entity.title)) "
          + "\(place(entity.location)) \(ends) \(entity.addedIn?.index ?? -1) \(entity.owner?.index ?? -1) "
          + "\(model.places[index])")
      if let name = entity.name {
        lines.append("is \(model.scopes.resolve(name, in: Int(entity.module)))")
      }
    }
    for fact in model.facts {
      lines.append(
        "fact \(fact.entity.index) \(fact.layer?.index ?? -1) \(fact.attribute.number) "
          + "\(fact.key?.index ?? -1) \(value(fact.value, model)) \(place(fact.location))")
      for index in fact.evidence { lines.append("by \(index) \(evidence(model.evidence[index]))") }
    }
    lines += model.evidence.map { "evidence \(evidence($0))" }
    lines += model.lists.map { "list \(value($0, model))" }
    lines.append("lists \(model.lists.count) evidence \(model.evidence.count)")
    for removal in model.removals {
      lines.append("removal \(removal.entity) \(removal.layer) \(place(removal.location))")
    }
    for module in model.modules.indices {
      let names = model.scopes.visible(in: module).map { "\(model.names[$0.0]) \($0.1.index)" }
      let qualified = model.scopes.visibleQualified(in: module).map {
        "\(model.names[$0.0]).\(model.names[$0.1]) \($0.2.index)"
      }
      lines.append("names in \(module): \(names) \(qualified)")
    }
    lines.append("rows \(model.rowCounts)")
    for layer in model.layerOrder.layers {
      lines.append("layer \(model.layerOrder.chain(from: layer))")
    }
    lines.append("expects \(model.expectations) accepts \(model.acceptances)")
    lines.append("sources \(model.sources.map(\.bytes.count))")
    lines += model.thresholds.map { "threshold \($0.location)" }
    lines += model.units.map { "\($0)" }.sorted()
    lines += model.diagnostics.map { "\($0)" }
    return lines
  }

  private static func evidence(_ evidence: Evidence) -> String {
    "\(evidence.source.index) \(range(evidence.passage)) \(evidence.voice ?? -1) "
      + "\(evidence.confidence ?? -1) \(range(evidence.date)) \(place(evidence.location))"
  }

  private static func value(_ value: Value, _ model: Model) -> String {
    switch value {
    case .text(let symbol): "text \(model.names[symbol])"
    case .number(let interval, let form, let unit):
      "\(interval) \(form) \(model.units[Int(unit.number)])"
    default: "\(value)"
    }
  }

  private static func place(_ location: Location) -> String {
    "\(location.file.number):\(location.range.start)-\(location.range.end)"
  }

  private static func range(_ range: TextRange?) -> String {
    range.map { "\($0.start)-\($0.end)" } ?? "-"
  }
}
