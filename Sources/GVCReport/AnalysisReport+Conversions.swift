import GVCAnalysis
import GVCModel
import GVCSyntax

extension AnalysisReport.Project {
  /// The report of one project.
  public init(
    _ name: String, _ reader: FindingReader, diagnostics: [Diagnostic], in map: SourceMap
  ) {
    let analysis = reader.analysis
    let model = analysis.model
    let builder = ReportBuilder(reader, map)
    let enclosures = Enclosures(model)
    self.init(
      name: name,
      layers: analysis.layers.map { $0.layer.entity.map { model.label($0) } ?? "base" },
      findings: analysis.findings.filter { $0.truth == .yes }.map { builder.entry($0) },
      open: analysis.findings.filter { $0.truth == .unknown }.map { builder.entry($0) },
      contested: analysis.contests.map {
        builder.contest($0.question, $0.findings, betweenTheories: $0.isBetweenTheories)
      },
      agreed: analysis.agreements.map {
        builder.contest($0.question, $0.findings, betweenTheories: true)
      },
      diagnostics: diagnostics.map { DiagnosticReport.Entry($0, enclosures, in: map) })
  }
}

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

  private func thing(_ id: EntityID) -> AnalysisReport.Thing {
    AnalysisReport.Thing(
      name: model.label(id), kind: name(model.vocabulary[model[id].kind].name),
      title: model[id].title == nil ? nil : reader.reading(id))
  }

  private func passages(of plan: RulePlan) -> [AnalysisReport.Passage] {
    plan.citations.map {
      AnalysisReport.Passage(source: model.label($0.source), passages: $0.passages)
    }
  }

  /// A question to which several findings speak.
  func contest(
    _ question: Question, _ findings: [Int], betweenTheories: Bool
  ) -> AnalysisReport.Contest {
    let verdict = model.vocabulary[question.verdict]
    let members = findings.map { reader.analysis.findings[$0] }
    return AnalysisReport.Contest(
      verdict: name(verdict.name),
      qualifier: question.qualifier.flatMap { word in
        verdict.qualifier.map { name(model.vocabulary[$0].words[word].name) }
      },
      subject: model.label(question.subject), object: question.object.map { model.label($0) },
      layer: question.layer.entity.map { model.label($0) },
      findings: members.map { reader.reference(to: $0) },
      answers: members.map { finding in
        let plan = reader.plan(of: finding)
        let theory = reader.theoryName(of: finding)
        return AnalysisReport.Answer(
          theory: theory.isEmpty ? nil : theory,
          value: plan.verdict.map { name(verdict.words[$0.word].name) } ?? "",
          modality: plan.modality.rawValue, reference: reader.reference(to: finding),
          passages: passages(of: plan))
      }, betweenTheories: betweenTheories)
  }

  /// A finding, whole.
  public func entry(_ finding: Finding) -> AnalysisReport.Entry {
    let plan = reader.plan(of: finding)
    let rule = model.rules[finding.rule]
    let explanation = reader.explanation(of: finding)
    let isOpen = finding.truth == .unknown
    let question = isOpen ? reader.question(for: finding) : nil
    let help = reader.help(of: finding)
    return AnalysisReport.Entry(
      reference: reader.reference(to: finding), rule: name(rule.name),
      theory: model.theories[Int(rule.theory.number)].name.map { name($0) },
      result: isOpen ? "cannot_conclude" : "holds",
      layer: finding.layer.entity.map { model.label($0) },
      previous: finding.previous.map { $0.entity.map { model.label($0) } ?? "base" },
      subject: thing(finding.subject), object: finding.object.map { thing($0) },
      on: finding.related.map { thing($0) }, verdict: Self.verdict(plan, model),
      modality: plan.modality.rawValue, level: plan.level.name,
      message: reader.message(of: finding), help: help.isEmpty ? nil : help,
      conditions: explanation.all.map {
        AnalysisReport.Condition(text: $0.text, truth: ValueFormatter.text($0.truth))
      },
      facts: explanation.facts.map { statement($0) },
      thresholds: explanation.thresholds.map { setting($0) },
      passages: passages(of: plan),
      toHold: question?.toHold.map { $0.map { missing($0) } },
      toRuleOut: question?.toRuleOut.map { $0.map { missing($0) } },
      place: DiagnosticReport.Span(model[finding.subject].location, in: map))
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
    let attribute = model.vocabulary[fact.attribute]
    return AnalysisReport.Statement(
      entity: model.label(fact.entity), attribute: name(attribute.name),
      key: fact.key.map { model.label($0) },
      value: formatter.text(fact.value, ExpressionType(attribute.type)),
      layer: fact.layer.map { model.label($0) },
      evidence: fact.evidence.map { Self.evidence($0, model) },
      place: DiagnosticReport.Span(fact.location, in: map))
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

  private func setting(_ index: Int) -> AnalysisReport.Setting {
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
      key: fact.key.map { model.label($0) },
      voice: fact.voice.flatMap { voice in
        model.core.voice.map { name(model.vocabulary[$0].words[voice].name) }
      }, before: fact.isBefore)
  }
}
