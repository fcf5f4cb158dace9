import GVCModel

/// Writes the IR as text: what is the case in each layer, and what the theories ask.
public struct IRPrinter {
  private let analysis: Analysis
  private let formatter: ValueFormatter
  private let plans: PlanPrinter

  public init(_ analysis: Analysis) {
    self.analysis = analysis
    formatter = ValueFormatter(analysis.model)
    plans = PlanPrinter(analysis.model, analysis.program)
  }

  private var model: Model { analysis.model }

  /// The snapshots of the analysed layers.
  public func snapshots() -> String {
    analysis.layers.map { snapshot($0.layer, previous: $0.previous) }.joined(separator: "\n")
  }

  /// The plans of the theories in use.
  public func program() -> String {
    var out = ""
    for threshold in model.thresholds {
      out += "threshold \(plans.qualified(threshold.name, threshold.theory)) = "
      out += formatter.text(threshold) + "\n"
    }
    for attribute in analysis.program.derivations.attributes {
      guard let node = analysis.program.derivations[attribute] else { continue }
      out += "derive \(plans.name(attribute)) = \(plans.text(node, nil))\n"
    }
    for rule in analysis.program.rules { out += "\n" + plans.text(rule) }
    return out
  }

  private func snapshot(_ layer: LayerReference, previous: LayerReference?) -> String {
    let snapshot = Snapshot(model, layer: layer.entity)
    var out = "layer \(layer.entity.map { model.label($0) } ?? "base")"
    if let previous { out += " over \(previous.entity.map { model.label($0) } ?? "base")" }
    out += "\n"
    for index in model.entities.indices {
      let id = EntityID(index)
      let entity = model.entities[index]
      guard snapshot.contains(id), Int(entity.module) >= model.firstProjectModule else { continue }
      let kind = entity.owner == nil ? model.names[model.vocabulary[entity.kind].name] + " " : ""
      out += "  \(kind)\(model.label(id))\n"
      for attribute in model.vocabulary.attributes(of: entity.kind) {
        for fact in snapshot.facts(attribute, of: id, model) { out += line(fact) }
      }
    }
    return out
  }

  private func line(_ index: Int) -> String {
    let fact = model.facts[index]
    let attribute = model.vocabulary[fact.attribute]
    var out = "    \(model.names[attribute.name])"
    if let key = fact.key { out += "[\(model.label(key))]" }
    out += ": \(formatter.text(fact.value, ExpressionType(attribute.type)))"
    for index in fact.evidence {
      let evidence = model.evidence[index]
      out += " from \(model.label(evidence.source))"
      if let passage = evidence.passage {
        out += " \(model.text(passage, in: evidence.location.file))"
      }
      if let voice = evidence.voice, let scale = model.core.voice {
        out += " (reported_by: \(model.names[model.vocabulary[scale].words[voice].name]))"
      }
    }
    return out + "\n"
  }
}

extension ValueFormatter {
  /// A stated value under the type of its attribute, so that shares read as percentages.
  public func text(_ value: Value, _ type: ExpressionType) -> String {
    if case .number(let interval, _, let unit) = value {
      return text(.number(interval, unit), type)
    }
    return text(value)
  }
}
