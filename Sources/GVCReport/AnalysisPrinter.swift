import GVCAnalysis
import GVCModel
import GVCSyntax

/// Writes the conclusions of an analysis for people: each with its reason, its facts and their
/// evidence, the passage of the theory, and what is still unknown.
public struct AnalysisPrinter {
  private let reader: FindingReader
  private let map: SourceMap
  private let style: TerminalStyle
  private let facts: FactPrinter

  public init(_ reader: FindingReader, _ map: SourceMap, usesColor: Bool) {
    self.reader = reader
    self.map = map
    style = TerminalStyle(usesColor: usesColor)
    facts = FactPrinter(reader.analysis.model, map)
  }

  private var analysis: Analysis { reader.analysis }
  private var model: Model { analysis.model }

  /// All findings by subject, then the contested verdicts, then the open questions.
  ///
  /// `limit` is the most open questions that are written out.
  public func full(limit: Int) -> String {
    let groups = FindingGroup.holding(in: analysis)
    var out = ""
    var subjects: [EntityID] = []
    var bySubject: [EntityID: [FindingGroup]] = [:]
    for group in groups {
      let subject = analysis.findings[group.members[0]].subject
      if bySubject[subject] == nil { subjects.append(subject) }
      bySubject[subject, default: []].append(group)
    }
    for subject in subjects.sorted(by: { place($0) < place($1) }) {
      out += heading(subject)
      for group in bySubject[subject] ?? [] { out += text(group) }
    }
    out += contests()
    out += openQuestions(limit: limit)
    return out + summary(groups)
  }

  /// One line a group of findings: `file:line:column: note[rule]: message`.
  public func concise() -> String {
    FindingGroup.holding(in: analysis).map { group in
      let finding = analysis.findings[group.members[0]]
      let location = model[finding.subject].location
      let place = map.position(location.range.start, in: location.file)
      let plan = reader.plan(of: finding)
      return SafeText.escaped(
        "\(map.source(location.file).name):\(place.line):\(place.column): "
          + "\(plan.level.name)[\(model.names[model.rules[finding.rule].name])]: "
          + "\(reader.message(of: finding, objects: group.objects)) (\(plan.modality.label))")
        + "\n"
    }.joined()
  }

  private func place(_ entity: EntityID) -> (FileID, UInt32) {
    (model[entity].location.file, model[entity].location.range.start)
  }

  private func heading(_ subject: EntityID) -> String {
    let label = model.label(subject)
    let reading = reader.reading(subject)
    let title = reading == label ? label : "\(reading) (\(label))"
    let safe = SafeText.escaped(title)
    return style.bold(safe) + "\n" + String(repeating: "=", count: safe.unicodeScalars.count)
      + "\n\n"
  }

  // MARK: Findings

  private func text(_ group: FindingGroup) -> String {
    let finding = analysis.findings[group.members[0]]
    let plan = reader.plan(of: finding)
    let mark =
      plan.level == .note ? plan.modality.label : "\(plan.level.name), \(plan.modality.label)"
    var out = style.paint("[\(mark)]", plan.level.color) + " "
    out += style.bold(SafeText.escaped(reader.reference(to: group))) + "\n"
    out += Paragraph.wrap(
      SafeText.escaped(reader.message(of: finding, objects: group.objects)), indent: 2)
    let explanation = reader.explanation(of: group.members.map { analysis.findings[$0] })
    out += facts.lines(explanation.facts)
    for index in explanation.thresholds {
      out += "    threshold  \(facts.text(threshold: index, analysis.options))\n"
    }
    out += "    theory     \(SafeText.escaped(theory(of: finding)))\n"
    let help = reader.help(of: finding, objects: group.objects)
    if !help.isEmpty {
      out += Paragraph.wrap(SafeText.escaped(help), indent: 4, label: "advice     ")
    }
    return out + "\n"
  }

  /// The theory, its source and the passages that a rule rests on.
  func theory(of finding: Finding) -> String {
    reader.plan(of: finding).citations.map { citation in
      ([reader.reading(citation.source)] + [citation.passages.joined(separator: ", ")])
        .filter { !$0.isEmpty }.joined(separator: ", ")
    }.joined(separator: "; ")
  }

  private func contests() -> String {
    guard !analysis.contests.isEmpty else { return "" }
    var out = style.bold("Contested verdicts") + "\n==================\n\n"
    for contest in analysis.contests {
      let verdict = model.vocabulary[contest.verdict]
      out += "  \(verdict.title) of \(SafeText.escaped(reader.reading(contest.subject))):\n"
      for index in contest.findings {
        let finding = analysis.findings[index]
        let plan = reader.plan(of: finding)
        let value = plan.verdict.map { verdict.words[$0.word].title } ?? ""
        out += "    \(value.lowercased()) (\(plan.modality.label)): "
        out += SafeText.escaped(reader.reference(to: finding)) + "\n"
      }
    }
    return out + "\n"
  }

  // MARK: Open questions

  private func openQuestions(limit: Int) -> String {
    let groups = OpenGroup.open(in: reader)
    guard !groups.isEmpty else { return "" }
    var out = style.bold("What is still unknown") + "\n=====================\n\n"
    for group in groups.prefix(limit) {
      out += style.paint("[cannot conclude]", .yellow) + " "
      out += group.references.map { SafeText.escaped($0) }.joined(separator: "\n                  ")
      out += "\n"
      out += sets("would hold by", group.question.toHold)
      out += sets("is ruled out by", group.question.toRuleOut)
      out += "\n"
    }
    if groups.count > limit {
      out += "… and \(groups.count - limit) more; `--questions all` lists them.\n\n"
    }
    return out
  }

  private func sets(_ label: String, _ sets: [[MissingFact]]) -> String {
    guard !sets.isEmpty else { return "" }
    let shown = sets.prefix(4).map { set in
      set.map { SafeText.escaped(reader.text($0)) }.joined(separator: " and ")
    }
    let rest = sets.count > 4 ? " (and \(sets.count - 4) other ways)" : ""
    return Paragraph.wrap(
      shown.joined(separator: "; or ") + rest, indent: 4,
      label: label.padding(to: 17))
  }

  private func summary(_ groups: [FindingGroup]) -> String {
    let holding = analysis.findings.count { $0.truth == .yes }
    let open = analysis.findings.count - holding
    var parts = [
      "\(holding) finding\(holding == 1 ? "" : "s")",
      "\(open) that cannot be concluded",
    ]
    if !analysis.contests.isEmpty { parts.append("\(analysis.contests.count) contested") }
    let omitted = analysis.omitted.values.reduce(0, +)
    if omitted > 0 { parts.append("\(omitted) more left out") }
    return parts.joined(separator: ", ") + "\n"
  }
}

extension Modality {
  /// What the modality is called in a report.
  public var label: String {
    switch self {
    case .definition: "by definition"
    case .necessary: "necessary condition"
    case .likely: "likely"
    case .danger: "danger"
    case .observed: "observed"
    case .advice: "advice"
    }
  }
}
