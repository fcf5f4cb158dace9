import GVCAnalysis
import GVCModel
import GVCSyntax

extension IRDocument {
  /// The document of an analysis; `part` is `snapshots` or `plans`, or nil for both.
  public init(_ analysis: Analysis, _ map: SourceMap, part: String? = nil) {
    let builder = IRBuilder(analysis, map)
    let model = analysis.model
    let hasSnapshots = part != "plans"
    let hasPlans = part != "snapshots"
    self.init(
      version: Self.currentVersion, sources: model.sources.map(\.name),
      vocabulary: builder.vocabulary(),
      entities: model.entities.indices.map { builder.entity(EntityID($0)) },
      facts: model.facts.map { builder.fact($0) },
      snapshots: hasSnapshots
        ? analysis.layers.map { builder.snapshot($0.layer, $0.previous) } : nil,
      thresholds: hasPlans ? model.thresholds.map { builder.threshold($0) } : nil,
      derivations: hasPlans ? builder.derivations() : nil,
      rules: hasPlans ? analysis.program.rules.map { builder.rule($0) } : nil)
  }
}

/// Makes the parts of an IR document.
private struct IRBuilder {
  private let analysis: Analysis
  private let map: SourceMap
  private let plans: PlanPrinter
  private let formatter: ValueFormatter

  init(_ analysis: Analysis, _ map: SourceMap) {
    self.analysis = analysis
    self.map = map
    plans = PlanPrinter(analysis.model, analysis.program)
    formatter = ValueFormatter(analysis.model)
  }

  private var model: Model { analysis.model }

  private func name(_ symbol: Symbol) -> String { model.names[symbol] }

  private func name(_ kind: KindID) -> String { name(model.vocabulary[kind].name) }

  // MARK: Vocabulary and entities

  func vocabulary() -> IRDocument.Vocabulary {
    let vocabulary = model.vocabulary
    return IRDocument.Vocabulary(
      kinds: vocabulary.kinds.map { kind in
        IRDocument.Kind(
          name: name(kind.name), title: kind.title, parent: kind.parent.map { name($0) },
          partOf: kind.partOf.map { name($0) },
          ends: kind.ends == .none ? nil : kind.ends == .supply ? "supply" : "peers")
      },
      scales: vocabulary.scales.map { scale in
        IRDocument.Scale(
          name: name(scale.name), ordered: scale.isOrdered, words: scale.words.map { name($0.name) }
        )
      },
      attributes: vocabulary.attributes.indices.map { index in
        let attribute = vocabulary.attributes[index]
        return IRDocument.Attribute(
          owner: name(attribute.owner), name: name(attribute.name),
          type: model.name(of: attribute.type),
          derived: attribute.derivation != nil)
      })
  }

  func entity(_ id: EntityID) -> IRDocument.Entity {
    let entity = model[id]
    let ends = model.ends(of: id)
    return IRDocument.Entity(
      kind: name(entity.kind), label: model.label(id), name: entity.name.map { name($0) },
      title: entity.title.map {
        TextLiteral.value(of: model.text($0, in: entity.location.file))
      },
      ends: ends.isEmpty ? nil : ends.map { Int($0.index) },
      owner: entity.owner.map { Int($0.index) },
      place: DiagnosticReport.Span(entity.location, in: map))
  }

  // MARK: Facts and snapshots

  func fact(_ fact: GVCModel.Fact) -> IRDocument.Fact {
    IRDocument.Fact(
      entity: Int(fact.entity.index), attribute: plans.name(fact.attribute),
      key: fact.key.map { Int($0.index) }, value: value(fact.value),
      layer: fact.layer.map { Int($0.index) },
      evidence: fact.evidence.map { ReportBuilder.evidence($0, model) },
      place: DiagnosticReport.Span(fact.location, in: map))
  }

  private func value(_ value: GVCModel.Value) -> IRDocument.Value {
    var result: IRDocument.Value
    switch value {
    case .unknown: result = IRDocument.Value(kind: "unknown")
    case .truth(let truth):
      result = IRDocument.Value(kind: "truth")
      result.truth = truth
    case .words(let set, let scale):
      result = IRDocument.Value(kind: "words")
      let definition = model.vocabulary[scale]
      result.scale = name(definition.name)
      result.words = set.words.filter { $0 < definition.words.count }
        .map { name(definition.words[$0].name) }
    case .number(let interval, let form, let unit):
      result = IRDocument.Value(kind: "number")
      result.low = interval.low.isFinite ? interval.low : nil
      result.high = interval.high.isFinite ? interval.high : nil
      result.unit = formatter.name(of: unit)
      result.form = Self.name(form)
    case .text(let text):
      result = IRDocument.Value(kind: "text")
      result.text = name(text)
    case .entity(let id):
      result = IRDocument.Value(kind: "entity")
      result.entity = Int(id.index)
    case .list(let range):
      result = IRDocument.Value(kind: "list")
      let start = Int(range.start)
      result.elements = model.lists[start..<start + Int(range.count)].map { self.value($0) }
      result.open = range.isOpen
    }
    return result
  }

  private static func name(_ form: NumberForm) -> String {
    switch form {
    case .exact: "exact"
    case .range: "range"
    case .estimate: "estimate"
    case .atMost: "at_most"
    case .atLeast: "at_least"
    }
  }

  func snapshot(
    _ layer: LayerReference, _ previous: LayerReference?
  ) -> IRDocument.Snapshot {
    let snapshot = GVCAnalysis.Snapshot(model, layer: layer.entity)
    let present = model.entities.indices.filter { snapshot.contains(EntityID($0)) }
    var columns: [IRDocument.Column] = []
    for index in model.vocabulary.attributes.indices {
      let attribute = AttributeID(index)
      guard snapshot.columns[index] != nil else { continue }
      var entities: [Int] = []
      var facts: [[Int]] = []
      for entity in present {
        let id = EntityID(entity)
        guard model.isA(id, model.vocabulary[attribute].owner) else { continue }
        let found = snapshot.facts(attribute, of: id, model)
        if found.isEmpty { continue }
        entities.append(entity)
        facts.append(found)
      }
      if !entities.isEmpty {
        columns.append(
          IRDocument.Column(attribute: plans.name(attribute), entities: entities, facts: facts))
      }
    }
    return IRDocument.Snapshot(
      layer: label(layer), previous: previous.map { label($0) }, entities: present,
      columns: columns)
  }

  private func label(_ layer: LayerReference) -> String {
    layer.entity.map { model.label($0) } ?? "base"
  }

  // MARK: Plans

  private func theory(_ id: TheoryID) -> String? {
    model.theories[Int(id.number)].name.map { name($0) }
  }

  func threshold(_ threshold: GVCModel.Threshold) -> IRDocument.Threshold {
    IRDocument.Threshold(
      theory: theory(threshold.theory), name: name(threshold.name), value: value(threshold.value),
      documentation: threshold.documentation, basis: threshold.basis)
  }

  func derivations() -> [IRDocument.Derivation] {
    analysis.program.derivations.attributes.compactMap { attribute in
      analysis.program.derivations[attribute].map {
        IRDocument.Derivation(attribute: plans.name(attribute), expression: expression($0, nil))
      }
    }
  }

  func rule(_ plan: RulePlan) -> IRDocument.Rule {
    let rule = model.rules[plan.rule]
    return IRDocument.Rule(
      theory: theory(rule.theory), name: name(rule.name), title: rule.title,
      modality: plan.modality.rawValue, level: plan.level.name,
      comparesLayers: plan.comparesLayers,
      bindings: plan.bindings.map { binding in
        IRDocument.Binding(
          variable: name(plan.variables[binding.slot]), set: expression(binding.set, plan),
          condition: binding.condition.map { expression($0, plan) })
      },
      conditions: plan.conditions.map { expression($0.node, plan) },
      subject: expression(plan.subject, plan),
      verdict: ReportBuilder.verdict(plan, model),
      object: plan.object.map { expression($0, plan) },
      on: plan.related.map { expression($0, plan) },
      passages: plan.citations.map {
        AnalysisReport.Passage(source: model.label($0.source), passages: $0.passages)
      })
  }

  private func expression(_ id: PlanID, _ plan: RulePlan?) -> IRDocument.Expression {
    let node = analysis.program[id]
    let isLeaf = node.children.isEmpty
    var arguments = node.children.map { expression($0, plan) }
    if case .aggregate(_, let bindings) = node.operation {
      // The variables stand in front of the sets that they run over.
      arguments.insert(
        contentsOf: bindings.map { binding in
          IRDocument.Expression(
            operation: "variable", type: "binding", text: slotName(binding.slot, plan),
            arguments: nil)
        }, at: min(1, arguments.count))
    }
    return IRDocument.Expression(
      operation: plans.operatorName(node.operation), type: node.type.described(model),
      text: isLeaf ? plans.text(id, plan) : nil, arguments: arguments.isEmpty ? nil : arguments)
  }

  private func slotName(_ slot: Int, _ plan: RulePlan?) -> String {
    guard let plan, slot < plan.variables.count else { return slot == 0 ? "self" : "v\(slot)" }
    return name(plan.variables[slot])
  }
}
