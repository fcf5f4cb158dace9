import GVCAnalysis
import GVCModel
import GVCSyntax

/// Makes the entries of a report.
public struct ReportBuilder {
  private let reader: FindingReader
  private let map: SourceMap
  private let formatter: ValueFormatter
  private let facts: FactPrinter

  public init(_ reader: FindingReader, _ map: SourceMap) {
    self.reader = reader
    self.map = map
    formatter = ValueFormatter(reader.analysis.model)
    facts = FactPrinter(reader.analysis.model, map)
  }

  private var model: Model { reader.analysis.model }

  private func name(_ symbol: Symbol) -> String { model.names[symbol] }

  func thing(_ id: EntityID) -> AnalysisReport.Thing {
    AnalysisReport.Thing(
      name: model.label(id), kind: name(model.vocabulary[model[id].kind].name),
      title: model[id].title == nil ? nil : reader.reading(id))
  }

  private func passages(of plan: RulePlan) -> [AnalysisReport.Passage] {
    plan.citations.map {
      AnalysisReport.Passage(source: model.label($0.source), passages: $0.passages)
    }
  }

  /// A finding, whole.
  public func entry(_ finding: Finding) -> AnalysisReport.Entry {
    let plan = reader.plan(of: finding)
    let rule = model.rules[finding.rule]
    let basis = reader.basis(of: finding)
    let texts = reader.conditionTexts(of: finding.plan)
    let isOpen = finding.truth == .unknown
    let question = isOpen ? reader.question(for: finding) : nil
    let help = reader.help(of: finding)
    return AnalysisReport.Entry(
      reference: reader.reference(to: finding), rule: name(rule.name),
      theory: model.theories[Int(rule.theory.number)].name.map { name($0) },
      result: isOpen ? "cannot_conclude" : "holds",
      layer: model.layerName(finding.layer.entity),
      previous: finding.previous.map { model.layerName($0.entity) },
      subject: thing(finding.subject), object: finding.object.map { thing($0) },
      on: finding.related.map { thing($0) }, verdict: Self.verdict(plan, model),
      modality: reader.modalityName(of: finding), level: plan.level.name,
      message: reader.message(of: finding), help: help.isEmpty ? nil : help,
      conditions: zip(texts.scope + texts.conditions, basis.truths).enumerated().map {
        AnalysisReport.Condition(
          clause: $0 < texts.scope.count ? "scope" : "when", text: $1.0,
          truth: ValueFormatter.text($1.1))
      },
      facts: basis.facts.map { statement($0) },
      thresholds: basis.thresholds.map { setting($0) },
      passages: passages(of: plan),
      cautions: isOpen ? nil : reader.cautions(of: finding, basis).map { caution($0) },
      outcome: reader.outcome(of: finding).map { outcome($0) },
      toHold: question?.toHold.map { $0.map { missing($0) } },
      toRuleOut: question?.toRuleOut.map { $0.map { missing($0) } },
      place: DiagnosticReport.Span(model[finding.subject].location, in: map))
  }

  private func caution(_ caution: Caution) -> AnalysisReport.Caution {
    AnalysisReport.Caution(
      reason: caution.reason.rawValue, text: reader.text(caution),
      facts: caution.facts.map { missing($0) },
      findings: caution.findings.map { reader.reference(to: reader.analysis.findings[$0]) })
  }

  private func outcome(_ outcome: Outcome) -> AnalysisReport.Outcome {
    AnalysisReport.Outcome(
      status: outcome.status.rawValue, text: reader.text(outcome),
      layer: outcome.layer.map { model.layerName($0.entity) },
      findings: outcome.findings.map { reader.reference(to: reader.analysis.findings[$0]) })
  }

  /// The verdict that a rule gives; nil when it gives none.
  static func verdict(_ plan: RulePlan, _ model: Model) -> AnalysisReport.Verdict? {
    guard let verdict = plan.verdict else { return nil }
    let definition = model.vocabulary[verdict.id]
    let qualifier = plan.qualifier.flatMap { word in
      definition.qualifier.map { model.names[model.vocabulary[$0].words[word].name] }
    }
    return AnalysisReport.Verdict(
      question: model.names[definition.name],
      value: model.names[definition.words[verdict.word].name], qualifier: qualifier)
  }

  private func statement(_ index: Int) -> AnalysisReport.Statement {
    let fact = model.facts[index]
    return AnalysisReport.Statement(
      entity: model.label(fact.entity), attribute: name(model.vocabulary[fact.attribute].name),
      key: fact.key.map { model.label($0) }, value: value(of: fact),
      layer: fact.layer.map { model.label($0) },
      evidence: fact.evidence.map { Self.evidence($0, model) },
      place: DiagnosticReport.Span(fact.location, in: map))
  }

  /// What a fact says, as the language writes it.
  func value(of fact: Fact) -> String {
    formatter.text(fact.value, ExpressionType(model.vocabulary[fact.attribute].type))
  }

  /// A piece of evidence, by its index in the model.
  static func evidence(_ index: Int, _ model: Model) -> AnalysisReport.Evidence {
    let evidence = model.evidence[index]
    let file = evidence.location.file
    func word(_ index: Int?, _ scale: ScaleID?) -> String? {
      guard let index, let scale else { return nil }
      return model.names[model.vocabulary[scale].words[index].name]
    }
    return AnalysisReport.Evidence(
      source: model.label(evidence.source),
      passage: evidence.passage.map { TextLiteral.value(of: model.text($0, in: file)) },
      reportedBy: word(evidence.voice, model.core.voice),
      confidence: word(evidence.confidence, model.core.level),
      date: evidence.date.map { model.text($0, in: file) })
  }

  func setting(_ index: Int) -> AnalysisReport.Setting {
    let threshold = model.thresholds[index]
    let options = reader.analysis.options
    let isSet = options.thresholds[index] != nil
    return AnalysisReport.Setting(
      theory: model.theories[Int(threshold.theory.number)].name.map { name($0) },
      name: name(threshold.name), value: facts.value(of: index, options),
      declared: isSet ? facts.value(of: index, AnalysisOptions()) : nil,
      basis: threshold.basis.isEmpty ? nil : threshold.basis)
  }

  private func missing(_ fact: MissingFact) -> AnalysisReport.Missing {
    AnalysisReport.Missing(
      entity: model.label(fact.entity),
      attribute: name(model.vocabulary[fact.attribute].name),
      key: fact.key.map { model.label($0) }, voice: voice(of: fact), before: fact.isBefore)
  }

  /// Whose view is asked for, by its word.
  func voice(of fact: MissingFact) -> String? {
    fact.voice.flatMap { voice in
      model.core.voice.map { name(model.vocabulary[$0].words[voice].name) }
    }
  }

  /// A layer that was analysed, with the one that it is compared with.
  func layer(_ layer: LayerReference, previous: LayerReference?) -> AnalysisReport.Layer {
    AnalysisReport.Layer(
      name: model.layerName(layer.entity),
      kind: layer.entity.map { name(model.vocabulary[model[$0].kind].name) },
      previous: previous.map { model.layerName($0.entity) })
  }

  /// What all findings of a rule share.
  ///
  /// - Parameter index: The rule, by its index in the program.
  func rule(_ index: Int, _ template: MessageTemplate) -> AnalysisReport.Rule {
    let plan = reader.analysis.program.rules[index]
    let rule = model.rules[plan.rule]
    let texts = reader.conditionTexts(of: index)
    var reference = reader.ruleName(of: plan)
    if plan.object != nil { reference += plan.isFrom ? " from {object}" : " into {object}" }
    return AnalysisReport.Rule(
      name: name(rule.name),
      theory: model.theories[Int(rule.theory.number)].name.map { name($0) },
      reference: reference + " on {about}", verdict: Self.verdict(plan, model),
      modality: plan.modality.rawValue, level: plan.level.name, message: template.message,
      help: template.help.isEmpty ? nil : template.help,
      scope: texts.scope, conditions: texts.conditions, passages: passages(of: plan),
      comparesLayers: plan.comparesLayers)
  }
}
