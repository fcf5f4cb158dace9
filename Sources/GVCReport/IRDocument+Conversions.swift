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
      vocabulary: IRVocabulary(analysis, hasPlans: hasPlans),
      units: model.units.indices.map { builder.unit(UnitID($0)) },
      entities: model.entities.indices.map { builder.entity(EntityID($0)) },
      facts: model.facts.map { builder.fact($0) },
      layers: builder.layers(),
      expectations: ExpectationReader.read(model).expectations.map { builder.expectation($0) },
      acceptances: ExpectationReader.acceptances(model).accepted.map { builder.expectation($0) },
      snapshots: hasSnapshots
        ? analysis.layers.map { builder.snapshot($0.layer, $0.previous) } : nil,
      thresholds: hasPlans ? model.thresholds.indices.map { builder.threshold($0) } : nil,
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

  private func place(_ id: EntityID) -> Int { Int(id.index) }

  // MARK: The case

  func unit(_ id: UnitID) -> IRDocument.Unit {
    let known = model.units.indices.contains(Int(id.number))
    let unit = known ? model.units[Int(id.number)] : Unit(model.dimension(of: id))
    let dimension = unit.dimension
    let name = model.vocabulary.units.name(of: dimension)
    let money = dimension.money
    var per: String?
    if let money, dimension.factors.count > 1 {
      per = String(name.dropFirst(money.currency.count + 1).split(separator: " in ")[0])
    }
    return IRDocument.Unit(
      name: unit.text ?? name,
      dimension: dimension == .ratio
        ? "ratio" : money != nil ? "money" : dimension.base.map { Self.name(of: $0) } ?? "quantity",
      factors: dimension.factors.map { factor in
        let one = Dimension(factor.base)
        return IRDocument.Unit.Factor(
          base: Self.name(of: factor.base), currency: one.money?.currency, year: one.money?.year,
          things: one.things, exponent: factor.exponent, size: factor.size)
      }, factor: unit.text == nil ? nil : unit.factor, currency: money?.currency,
      year: money?.year, per: per, things: dimension.things)
  }

  private static func name(of base: UnitBase) -> String {
    switch base {
    case .money: "money"
    case .count: "count"
    case .duration: "duration"
    case .mass, .volume, .area, .distance, .energy: base.noun
    }
  }

  func entity(_ id: EntityID) -> IRDocument.Entity {
    let entity = model[id]
    let ends = model.ends(of: id)
    return IRDocument.Entity(
      kind: name(model.vocabulary[entity.kind].name), label: model.label(id),
      name: entity.name.map { name($0) },
      title: entity.title.map {
        TextLiteral.value(of: model.text($0, in: entity.location.file))
      },
      ends: ends.isEmpty ? nil : ends.map { place($0) }, owner: entity.owner.map { place($0) },
      place: DiagnosticReport.Span(entity.location, in: map))
  }

  func fact(_ fact: GVCModel.Fact) -> IRDocument.Fact {
    IRDocument.Fact(
      entity: place(fact.entity), attribute: plans.name(fact.attribute),
      key: fact.key.map { place($0) }, value: IRValue(fact.value, model),
      layer: fact.layer.map { place($0) },
      evidence: fact.evidence.map { ReportBuilder.evidence($0, model) },
      place: DiagnosticReport.Span(fact.location, in: map))
  }

  func layers() -> [IRDocument.Layer] {
    var added: [EntityID: [Int]] = [:]
    for (index, entity) in model.entities.enumerated() {
      if let layer = entity.addedIn { added[layer, default: []].append(index) }
    }
    return model.layerOrder.layers.map { layer in
      IRDocument.Layer(
        entity: place(layer), over: model.layerOrder.parent(of: layer).map { place($0) },
        adds: added[layer] ?? [],
        removes: model.removals.filter { $0.layer == layer }.map { place($0.entity) })
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
      layer: layerName(layer), previous: previous.map { layerName($0) }, entities: present,
      columns: columns)
  }

  private func layerName(_ layer: LayerReference) -> IRDocument.LayerName {
    IRDocument.LayerName(
      name: model.layerName(layer.entity), entity: layer.entity.map { place($0) })
  }

  func expectation(_ expectation: GVCAnalysis.Expectation) -> IRDocument.Expectation {
    var theory: String?
    var rule: String?
    var verdict: Verdict?
    var value: String?
    var qualifier: Int?
    var diagnostic: String?
    switch expectation.subject {
    case .rule(let index):
      theory = self.theory(model.rules[index].theory)
      rule = name(model.rules[index].name)
    case .verdict(let id, let word, let narrowed):
      verdict = model.vocabulary[id]
      value = name(model.vocabulary[id].words[word].name)
      qualifier = narrowed
    case .contested(let id, let narrowed):
      verdict = model.vocabulary[id]
      qualifier = narrowed
    case .diagnostic(let code): diagnostic = code.description
    }
    let tree = model.trees[expectation.place.tree]
    return IRDocument.Expectation(
      expected: Self.word(of: expectation.kind),
      theory: theory, rule: rule, verdict: verdict.map { name($0.name) }, value: value,
      qualifier: qualifier.flatMap { word in
        verdict?.qualifier.map { name(model.vocabulary[$0].words[word].name) }
      },
      diagnostic: diagnostic, object: expectation.object.map { place($0) },
      on: expectation.on.map { place($0) }, layer: expectation.layer?.entity.map { place($0) },
      isInBaseCase: expectation.layer == .base ? true : nil,
      needs: expectation.needs.map {
        IRDocument.Need(entity: place($0.entity), attribute: plans.name($0.attribute))
      },
      place: DiagnosticReport.Span(tree.location(expectation.place.node), in: map))
  }

  private static func word(of kind: Expectation.Kind) -> String {
    switch kind {
    case .finding: "found"
    case .noFinding: "not_found"
    case .unknown: "unknown"
    case .notAsked: "not_asked"
    }
  }

  // MARK: Plans

  private func theory(_ id: TheoryID) -> String? {
    model.theories[Int(id.number)].name.map { name($0) }
  }

  func threshold(_ index: Int) -> IRDocument.Threshold {
    let threshold = model.thresholds[index]
    let value = analysis.options.thresholds[index]
    let declared = IRValue(threshold.value, model)
    return IRDocument.Threshold(
      theory: theory(threshold.theory), name: name(threshold.name),
      value: value.map { IRValue($0, model) } ?? declared,
      declared: value == nil ? nil : declared, percent: threshold.isPercent,
      range: threshold.range.map { IRVocabulary.Range($0) },
      documentation: threshold.documentation, basis: threshold.basis)
  }

  func rule(_ plan: RulePlan) -> IRDocument.Rule {
    let rule = model.rules[plan.rule]
    let builder = IRExpressionBuilder(analysis, plan)
    func text(_ parts: [MessagePart]) -> [IRDocument.MessagePart] {
      parts.map { part in
        switch part {
        case .text(let text): IRDocument.MessagePart(text: text, value: nil)
        case .value(let node): IRDocument.MessagePart(text: nil, value: builder.expression(node))
        case .agreement(let node, let one, let several):
          IRDocument.MessagePart(
            text: nil, value: builder.expression(node), one: one, several: several)
        }
      }
    }
    return IRDocument.Rule(
      theory: theory(rule.theory), name: name(rule.name), title: rule.title,
      modality: plan.modality.rawValue, level: plan.level.name,
      comparesLayers: plan.comparesLayers, bindings: plan.bindings.map { builder.binding($0) },
      lets: plan.lets.indices.map {
        IRDocument.Let(name: name(plan.lets[$0].name), expression: builder.definition($0))
      },
      scope: plan.scope.map { builder.expression($0.node) },
      conditions: plan.conditions.map { builder.expression($0.node) },
      subject: builder.expression(plan.subject), verdict: ReportBuilder.verdict(plan, model),
      direction: plan.object == nil ? nil : plan.isFrom ? "from" : "into",
      object: plan.object.map { builder.expression($0) },
      on: plan.related.map { builder.expression($0) }, message: text(plan.message),
      help: text(plan.help),
      passages: plan.citations.map {
        AnalysisReport.Passage(source: model.label($0.source), passages: $0.passages)
      })
  }
}
