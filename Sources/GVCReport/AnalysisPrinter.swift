import GVCAnalysis
import GVCModel
import GVCSyntax

/// Writes the conclusions of an analysis for people: each with its reason, its facts and their
/// evidence, the passage of the theory, and what is still unknown.
public struct AnalysisPrinter {
  let reader: FindingReader
  private let map: SourceMap
  let style: TerminalStyle
  let facts: FactPrinter
  let marks: FindingMarks?
  /// The columns of a line.
  let width: Int

  /// `marks` say how the findings stand to an earlier run; a line has at most `width` columns where words allow it.
  public init(
    _ reader: FindingReader, _ map: SourceMap, marks: FindingMarks? = nil,
    width: Int = Paragraph.width, usesColor: Bool
  ) {
    self.marks = marks
    self.width = width
    self.reader = reader
    self.map = map
    style = TerminalStyle(usesColor: usesColor)
    facts = FactPrinter(reader.analysis.model, map)
  }

  var analysis: Analysis { reader.analysis }
  var model: Model { analysis.model }

  /// All findings by subject, each with all that it rests on, then the contested verdicts, then the open questions.
  ///
  /// `limit` is the most open questions that are written out.
  public func full(limit: Int) -> String {
    let groups = FindingGroup.holding(in: reader)
    let questions = OpenGroup.open(in: reader)
    return bySubject(groups) { text($0) } + rest(groups, questions, limit: limit)
  }

  /// Groups under a heading a subject, in the order of the text.
  func bySubject(_ groups: [FindingGroup], _ text: (FindingGroup) -> String) -> String {
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
    return out
  }

  /// What stands behind the conclusions: what contradicts what, what is open, and all of it counted.
  func rest(_ groups: [FindingGroup], _ questions: [OpenGroup], limit: Int) -> String {
    contests() + differences() + openQuestions(questions, limit: limit)
      + wrap(summary(groups, questions), indent: 0)
  }

  /// What is found, counted: `29 conclusions (88 findings), 10 open questions`.
  public var summary: String {
    summary(FindingGroup.holding(in: reader), OpenGroup.open(in: reader))
  }

  /// One line a group of findings: `file:line:column: note[rule]: message (likely, in after)`.
  public func concise() -> String {
    FindingGroup.holding(in: reader).map { group in
      let finding = analysis.findings[group.members[0]]
      let location = model[finding.subject].location
      let plan = reader.plan(of: finding)
      return SafeText.escaped(
        "\(map.place(location, withColumn: true)): "
          + "\(plan.level.name)[\(reader.ruleName(of: finding))]: "
          + "\(reader.message(of: finding, objects: group.objects)) "
          + "(\(([reader.claim(of: finding)] + layers(of: group)).joined(separator: ", in ")))"
          + label(of: group.members))
        + "\n"
    }.joined()
  }

  /// ` (new)`, behind findings that are not as they were in an earlier run.
  private func label(of members: [Int]) -> String {
    guard let baseline = marks?.baseline(of: members, reader), baseline.state != .unchanged else {
      return ""
    }
    return " (\(baseline.state.rawValue))"
  }

  /// The layers of a group, as one text; none where there is no layer.
  private func layers(of group: FindingGroup) -> [String] {
    let names = reader.layerNames(group.layers)
    return names.isEmpty ? [] : [names.joined(separator: ", ")]
  }

  /// A text broken into lines of the width.
  func wrap(_ text: String, indent: Int, label: String = "") -> String {
    Paragraph.wrap(text, indent: indent, label: label, width: width)
  }

  private func place(_ entity: EntityID) -> (FileID, UInt32) {
    (model[entity].location.file, model[entity].location.range.start)
  }

  private func heading(_ subject: EntityID) -> String {
    let label = model.label(subject)
    let reading = reader.reading(subject)
    let title = reading == label ? label : "\(reading) (\(label))"
    let safe = SafeText.escaped(title)
    return self.title(safe)
  }

  /// A title of a part, underlined.
  func title(_ text: String, _ line: Character = "=") -> String {
    let lines = wrap(text, indent: 0).split(separator: "\n")
    let longest = lines.map(\.unicodeScalars.count).max() ?? 0
    return lines.map { style.bold(String($0)) + "\n" }.joined()
      + String(repeating: line, count: longest) + "\n\n"
  }

  // MARK: Findings

  private func text(_ group: FindingGroup) -> String {
    var out = conclusion(group)
    let finding = analysis.findings[group.members[0]]
    let explanation = reader.explanation(of: group.members.map { analysis.findings[$0] })
    out += facts.lines(explanation.facts, width: width)
    for index in explanation.thresholds {
      out += facts.lines(
        threshold: index, analysis.options, indent: 4, label: "threshold  ", width: width)
    }
    out += wrap(SafeText.escaped(theory(of: finding)), indent: 4, label: "theory     ")
    return out + advice(group) + "\n"
  }

  /// The heading of a conclusion, its sentence, what weakens it and what came of it.
  func conclusion(_ group: FindingGroup) -> String {
    let finding = analysis.findings[group.members[0]]
    let plan = reader.plan(of: finding)
    let cautions = reader.cautions(of: group.members.map { analysis.findings[$0] })
    let modality = reader.claim(of: finding, under: cautions)
    let mark = plan.level == .note ? modality : "\(plan.level.name), \(modality)"
    let baseline = marks?.baseline(of: group.members, reader)
    let state = baseline.map { $0.state == .unchanged ? "" : "\($0.state.rawValue), " } ?? ""
    var out = heading("[\(state)\(mark)]", plan.level.color, [reader.reference(to: group)])
    out += wrap(
      SafeText.escaped(reader.message(of: finding, objects: group.objects)), indent: 2)
    if let note = baseline?.note, !note.isEmpty {
      out += wrap(SafeText.escaped(note), indent: 4, label: "baseline   ")
    }
    for caution in cautions {
      out += wrap(
        SafeText.escaped(reader.text(caution)), indent: 4, label: "caution    ")
    }
    for outcome in reader.outcomes(of: group.members.map { analysis.findings[$0] }) {
      out += wrap(SafeText.escaped(outcome), indent: 4, label: "outcome    ")
    }
    return out
  }

  /// What the rule advises, where it does.
  func advice(_ group: FindingGroup) -> String {
    let help = reader.help(of: analysis.findings[group.members[0]], objects: group.objects)
    return help.isEmpty ? "" : wrap(SafeText.escaped(help), indent: 4, label: "advice     ")
  }

  /// A mark in colour and, behind it, what is found, in bold, over as many lines as it takes.
  private func heading(
    _ mark: String, _ color: TerminalStyle.Color, _ references: [String]
  ) -> String {
    var out = ""
    for (index, reference) in references.enumerated() {
      let label = index == 0 ? mark + " " : String(repeating: " ", count: mark.count + 1)
      for (number, line) in wrap(SafeText.escaped(reference), indent: 0, label: label)
        .split(separator: "\n").enumerated()
      {
        let isFirst = index == 0 && number == 0
        let margin = String(line.prefix(mark.count + 1))
        out += isFirst ? style.paint(mark, color) + " " : margin
        out += style.bold(String(line.dropFirst(mark.count + 1))) + "\n"
      }
    }
    return out
  }

  /// The theory, its source and the passages that a rule rests on.
  func theory(of finding: Finding) -> String {
    reader.plan(of: finding).citations.map { reader.text($0) }.joined(separator: "; ")
  }

  /// Where rules of one theory contradict one another, where theories do, and where theories agree: each
  /// answer with the passage that it rests on.
  private func contests() -> String {
    let contests = ContestGroup.contests(in: reader)
    return section("Where theories disagree", contests.filter(\.isBetweenTheories))
      + section("Contested verdicts", contests.filter { !$0.isBetweenTheories })
      + section("Where theories agree", ContestGroup.agreements(in: reader))
  }

  /// The facts on which sources differ: each reads as any of what is said.
  private func differences() -> String {
    let differing = reader.differences(facts)
    guard !differing.isEmpty else { return "" }
    let title = "Where sources differ"
    var out = self.title(title)
    for (fact, voices) in differing {
      out += wrap(SafeText.escaped(fact + ":"), indent: 2)
      for voice in voices { out += wrap(SafeText.escaped(voice), indent: 4) }
      out += "\n"
    }
    return out
  }

  private func section(_ title: String, _ groups: [ContestGroup]) -> String {
    guard !groups.isEmpty else { return "" }
    var out = self.title(title)
    for group in groups {
      out += wrap(SafeText.escaped(group.title), indent: 2)
      for answer in group.answers {
        let theory = group.isBetweenTheories ? "\(answer.theory): " : ""
        out += wrap(
          SafeText.escaped(answer.reference), indent: 4,
          label: SafeText.escaped("\(theory)\(answer.value) (\(answer.claim)): "))
        if group.isBetweenTheories {
          out += wrap(SafeText.escaped(answer.passages), indent: 6)
        }
      }
      out += "\n"
    }
    return out
  }

  // MARK: Open questions

  private func openQuestions(_ groups: [OpenGroup], limit: Int) -> String {
    guard !groups.isEmpty else { return "" }
    var out = title("What is still unknown")
    for group in groups.prefix(limit) {
      let state = marks?.baseline(of: group.members, reader)?.state == .new ? "new, " : ""
      out += heading("[\(state)cannot conclude]", .yellow, group.references)
      out += questions(group.question)
      out += "\n"
    }
    if groups.count > limit {
      out += "… and \(groups.count - limit) more; `--questions all` lists them.\n\n"
    }
    return out
  }

  private func questions(_ question: OpenQuestion) -> String {
    reader.ways(to: question).map { label, text in
      wrap(SafeText.escaped(text), indent: 4, label: label.padding(to: 17))
    }.joined()
  }

  private func summary(_ groups: [FindingGroup], _ questions: [OpenGroup]) -> String {
    let holding = analysis.findings.count { $0.truth == .yes }
    let open = analysis.findings.count - holding
    func part(_ n: Int, _ noun: String, of findings: Int) -> String {
      counted(n, noun) + (findings == n ? "" : " (\(counted(findings, "finding")))")
    }
    var parts = [
      part(groups.count, "conclusion", of: holding),
      part(questions.count, "open question", of: open),
    ]
    let contests = ContestGroup.contests(in: reader)
    let disagreements = contests.count { $0.isBetweenTheories }
    if disagreements > 0 {
      parts.append(counted(disagreements, "disagreement") + " of theories")
    }
    if contests.count > disagreements {
      parts.append(counted(contests.count - disagreements, "contested verdict"))
    }
    let omitted = analysis.omitted.values.reduce(0, +)
    if analysis.leftOut > 0 {
      parts.append("\(counted(analysis.leftOut, "finding")) left out for weak evidence")
    }
    if omitted > 0 { parts.append("\(counted(omitted, "finding")) more left out") }
    return parts.joined(separator: ", ")
  }
}

extension FindingReader {
  /// What came of some findings of one rule, each once, with its number where several are alike; what is open only where
  /// something could have come.
  public func outcomes(of findings: [Finding]) -> [String] {
    findings.reduce(into: []) { texts, finding in
      guard let outcome = outcome(of: finding), outcome.status != .open || hasOutcomes(finding)
      else { return }
      let text = text(outcome)
      if !texts.contains(text) { texts.append(text) }
    }
  }
}

extension FindingReader {
  /// The facts on which sources differ, `count of exporters in after`, each with what is said:
  /// `80 firms (brief, p. 1)`.
  public func differences(_ facts: FactPrinter) -> [(fact: String, voices: [String])] {
    let model = analysis.model
    let formatter = ValueFormatter(model)
    return DifferingFacts.all(in: model).map { differing in
      let layer = differing.layer.map { " in \(model.label($0))" } ?? ""
      return (
        text(differing.place) + layer,
        differing.facts.map { index in
          let fact = model.facts[index]
          let type = ExpressionType(model.vocabulary[fact.attribute].type)
          return
            "\(formatter.text(fact.value, type)) (\(facts.support(index).joined(separator: "; ")))"
        }
      )
    }
  }
}

extension Modality {
  /// What the modality is called where some evidence is weak: what holds by definition does so if that is right.
  public func label(under cautions: [Caution]) -> String {
    self == .definition && cautions.contains(where: \.weakensDefinition)
      ? "by definition, with a caution" : label
  }

  /// What the modality is called in a report.
  public var label: String {
    switch self {
    case .definition: "by definition"
    case .necessary: "necessary condition"
    case .likely: "likely"
    case .possible: "possible"
    case .danger: "danger"
    case .observed: "observed"
    case .advice: "advice"
    }
  }

  /// What it is called of what is, or of what would be.
  public func label(isWhatIf: Bool) -> String {
    guard isWhatIf else { return label }
    return switch self {
    case .definition: "would be, by definition"
    case .necessary: "would be necessary"
    case .likely: "would be likely"
    case .possible: "would be possible"
    case .danger: "would be a danger"
    case .observed: "would be"
    case .advice: "would be advice"
    }
  }
}
