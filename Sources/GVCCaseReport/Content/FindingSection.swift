import GVCAnalysis
import GVCModel
import GVCReport
import GVCSyntax

/// What holds and what is open, numbered in the order of a report.
struct FindingSection {
  let subjects: [CaseReport.Subject]
  let open: [CaseReport.OpenConclusion]
  /// The groups in the order of their numbers, from 1.
  let groups: [FindingGroup]
  /// The number of the conclusion of each finding that holds, by its index in the analysis.
  private(set) var numbers: [Int: Int] = [:]
  /// What came of predictions, the contradicted first.
  private(set) var predictions: [CaseReport.Prediction] = []
  /// How many predictions are open.
  private(set) var openPredictions = 0
  /// The number of the open conclusion of each finding that is open.
  private(set) var openNumbers: [Int: Int] = [:]
  /// The thresholds that were read, by their index in the model.
  let thresholds: [Int]

  init(
    _ reader: FindingReader, _ facts: FactPrinter, _ aspects: AspectReader,
    sources: [EntityID: Int]
  ) {
    let analysis = reader.analysis
    let model = analysis.model
    let values = ValueReading(reader)
    let entries = EntryMaker(
      reader: reader, facts: facts, aspects: aspects, values: values, sources: sources)
    func place(_ group: FindingGroup) -> (FileID, UInt32) {
      let location = model[analysis.findings[group.members[0]].subject].location
      return (location.file, location.range.start)
    }
    let all = FindingGroup.holding(in: reader).enumerated().sorted {
      let (a, b) = (place($0.element), place($1.element))
      return (a.0, a.1, $0.offset) < (b.0, b.1, $1.offset)
    }.map(\.element)
    groups = all
    for (index, group) in all.enumerated() {
      for member in group.members { numbers[member] = index + 1 }
    }
    var subjects: [CaseReport.Subject] = []
    var pending: [CaseReport.FindingEntry] = []
    var read: Set<Int> = []
    for (index, group) in all.enumerated() {
      let explanation = reader.explanation(of: group.members.map { analysis.findings[$0] })
      read.formUnion(explanation.thresholds)
      pending.append(entries.entry(group, explanation, number: index + 1))
      let subject = analysis.findings[group.members[0]].subject
      let next = index + 1 < all.count ? analysis.findings[all[index + 1].members[0]].subject : nil
      guard next != subject else { continue }
      subjects.append(
        CaseReport.Subject(
          thing: values.thing(subject), notes: entries.notes(on: subject), findings: pending))
      pending = []
    }
    self.subjects = subjects
    let questions = OpenGroup.open(in: reader)
    open = questions.enumerated().map { entries.open($1, number: $0 + 1) }
    for (index, question) in questions.enumerated() {
      for member in question.members { openNumbers[member] = index + 1 }
    }
    for (index, group) in all.enumerated() {
      for member in group.members {
        guard let outcome = reader.outcome(of: analysis.findings[member]) else { continue }
        guard outcome.status != .open else {
          openPredictions += 1
          continue
        }
        let isBorneOut = outcome.status == .borneOut
        let prediction = CaseReport.Prediction(
          mark: isBorneOut ? "borne out" : "contradicted", tone: isBorneOut ? .plain : .warning,
          message: reader.message(of: analysis.findings[member]), outcome: reader.text(outcome),
          finding: index + 1)
        // What was predicted in two periods and came in one is said once.
        if predictions.last != prediction { predictions.append(prediction) }
      }
    }
    predictions =
      predictions.filter { $0.tone == .warning } + predictions.filter { $0.tone != .warning }
    for finding in analysis.findings where finding.truth == .unknown {
      read.formUnion(reader.basis(of: finding).thresholds)
    }
    thresholds = read.sorted()
  }
}

/// Makes the entries of findings.
private struct EntryMaker {
  let reader: FindingReader
  let facts: FactPrinter
  let aspects: AspectReader
  let values: ValueReading
  let sources: [EntityID: Int]

  private var analysis: Analysis { reader.analysis }
  private var model: Model { analysis.model }

  func entry(
    _ group: FindingGroup, _ explanation: Explanation, number: Int
  ) -> CaseReport.FindingEntry {
    let members = group.members.map { analysis.findings[$0] }
    let finding = members[0]
    let plan = reader.plan(of: finding)
    let rule = model.rules[finding.rule]
    let help = reader.help(of: finding, objects: group.objects)
    let drawing = ConditionDrawing()
    let cautions = reader.cautions(of: members)
    let modality = reader.claim(of: finding, under: cautions)
    return CaseReport.FindingEntry(
      number: number, reference: reader.reference(to: group),
      message: reader.message(of: finding, objects: group.objects),
      mark: plan.level == .note ? modality : "\(plan.level.name), \(modality)",
      tone: plan.level > .note ? .warning : plan.modality == .danger ? .danger : .plain,
      layers: values.titles(of: group.layers),
      answer: answer(plan), rule: rule.title,
      reason: reason(of: rule),
      theory: reader.theoryName(of: finding),
      passages: plan.citations.map {
        CaseReport.EvidenceEntry(text: reader.text($0), source: sources[$0.source])
      }, advice: help.isEmpty ? nil : help,
      cautions: cautions.map { reader.text($0) }, outcomes: reader.outcomes(of: members),
      condition: explanation.all.map { drawing.text($0, indent: 0) }.joined(),
      facts: facts.ordered(explanation.facts).map { fact($0) },
      thresholds: explanation.thresholds.map {
        "\(model.names[model.thresholds[$0].name]) = \(facts.value(of: $0, analysis.options))"
      }, aspects: aspects.aspects(of: members))
  }

  /// `Prospect of upgrading, functional upgrading: blocked`; nil for a rule that answers no question.
  private func answer(_ plan: RulePlan) -> String? {
    guard let verdict = plan.verdict else { return nil }
    let question = model.vocabulary[verdict.id]
    var text = question.title
    if let qualifier = plan.qualifier, let scale = question.qualifier {
      text += ", " + model.vocabulary[scale].words[qualifier].title.lowercased()
    }
    return text + ": " + question.words[verdict.word].title.lowercased()
  }

  /// What the rule says of itself beside its title.
  private func reason(of rule: RuleDeclaration) -> String {
    let reason = TheoryBook.reason(of: rule, in: model).replacing("\n", with: " ")
    return reason == rule.title + "." ? "" : reason
  }

  private func fact(_ index: Int) -> CaseReport.FactEntry {
    let fact = model.facts[index]
    let evidence = facts.support(index)
    let own = Array(fact.evidence)
    return CaseReport.FactEntry(
      thing: values.thing(fact.entity), attribute: values.attribute(of: fact),
      value: values.value(of: fact),
      layer: fact.layer.map { values.layer(LayerReference($0)).title },
      evidence: evidence.enumerated().map { place, text in
        CaseReport.EvidenceEntry(
          text: text,
          source: place < own.count ? sources[model.evidence[own[place]].source] : nil)
      }, place: facts.place(index))
  }

  /// What kind of thing it is, and in the last layer its tier and its country.
  func notes(on subject: EntityID) -> [String] {
    var notes = [model.vocabulary[model[subject].kind].title]
    guard let layer = analysis.layers.last?.layer else { return notes }
    let found = aspects.of(subject, in: layer)
    if let tier = found[.tier]?.first, model.ends(of: subject).isEmpty {
      notes.append("tier \(tier)")
    }
    notes += (found[.country] ?? []).map { Countries.name(of: $0) ?? $0 }
    return notes
  }

  func open(_ group: OpenGroup, number: Int) -> CaseReport.OpenConclusion {
    let findings = group.members.map { analysis.findings[$0] }
    var aspects = Aspects()
    for finding in findings { aspects.add(self.aspects.aspects(of: [finding])) }
    let items = zip(group.groups, group.references).map { group, reference in
      let finding = analysis.findings[group.members[0]]
      let link = finding.related.first { model[$0].name == nil && !model[$0].ends.isEmpty }
      return CaseReport.OpenConclusion.Item(
        rule: model.rules[finding.rule].title, thing: values.thing(link ?? finding.subject),
        objects: group.objects.map { reader.reading($0) },
        layers: values.titles(of: group.layers),
        reference: reference)
    }
    return CaseReport.OpenConclusion(
      number: number, items: items,
      ways: reader.ways(to: group.question, naming: { values.text($0) }).map {
        CaseReport.Way(label: $0.label, text: $0.text)
      },
      aspects: aspects)
  }
}
