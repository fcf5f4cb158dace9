import GVCAnalysis
import GVCModel
import GVCSyntax

/// Makes the tables of answers, a table for each question that the theories in use put.
struct VerdictTables {
  private let reader: FindingReader
  private let section: FindingSection
  private let aspects: AspectReader
  private let values: ValueReading

  init(_ reader: FindingReader, _ section: FindingSection, _ aspects: AspectReader) {
    self.reader = reader
    self.section = section
    self.aspects = aspects
    values = ValueReading(reader)
  }

  private var analysis: Analysis { reader.analysis }
  private var model: Model { analysis.model }

  /// The questions that something is found on, or is open: those that are asked of several kinds of a thing
  /// first, as they are the widest.
  var tables: [CaseReport.VerdictTable] {
    var byVerdict: [VerdictID: [Int]] = [:]
    for (index, finding) in analysis.findings.enumerated() {
      if let verdict = reader.plan(of: finding).verdict {
        byVerdict[verdict.id, default: []].append(index)
      }
    }
    return byVerdict.sorted { a, b in
      let isNarrowed = (
        model.vocabulary[a.key].qualifier != nil, model.vocabulary[b.key].qualifier != nil
      )
      if isNarrowed.0 != isNarrowed.1 { return isNarrowed.0 }
      return a.key.number < b.key.number
    }.map { table($0.key, $0.value) }
  }

  private func table(_ id: VerdictID, _ findings: [Int]) -> CaseReport.VerdictTable {
    let verdict = model.vocabulary[id]
    let qualifiers = qualifiers(of: id, findings)
    let isNarrowed = qualifiers != [nil]
    var columns: [Int?: Int] = [:]
    for (place, qualifier) in qualifiers.enumerated() { columns[qualifier] = place }
    var bySubject: [EntityID: [LayerReference: [[Int]]]] = [:]
    let empty = Array(repeating: [Int](), count: qualifiers.count)
    for index in findings {
      let finding = analysis.findings[index]
      guard let column = columns[reader.plan(of: finding).qualifier] else { continue }
      bySubject[finding.subject, default: [:]][finding.layer, default: empty][column].append(index)
    }
    let subjects = bySubject.keys.sorted { place($0) < place($1) }
    let groups = subjects.map { subject in
      CaseReport.VerdictTable.Group(
        thing: values.thing(subject),
        rows: rows(
          analysis.layers.map(\.layer).filter { reader.exists(subject, in: $0) }.map { layer in
            (
              layer,
              (bySubject[subject]?[layer] ?? empty).map { answers($0, id, isNarrowed) }
            )
          }))
    }
    let scale = verdict.qualifier
    let shown = groups.flatMap(\.rows).flatMap(\.cells).flatMap { $0 }
    return CaseReport.VerdictTable(
      title: verdict.title,
      columns: qualifiers.map { qualifier in
        guard let qualifier, let scale else { return "" }
        return model.vocabulary[scale].words[qualifier].title
      }, groups: groups,
      legend: verdict.words.indices.map {
        let text = verdict.words[$0].title
        return CaseReport.Value(
          text: text, tone: shown.first { $0.text == text }?.tone ?? tone(of: $0, id))
      })
  }

  /// Layers with the same answers as one row.
  private func rows(
    _ states: [(layer: LayerReference, cells: [[CaseReport.Answer]])]
  ) -> [CaseReport.VerdictTable.Row] {
    var merged: [(layers: [LayerReference], cells: [[CaseReport.Answer]])] = []
    for (layer, cells) in states where cells.contains(where: { !$0.isEmpty }) {
      if let place = merged.firstIndex(where: { Self.areAlike($0.cells, cells) }) {
        merged[place].layers.append(layer)
        for column in cells.indices {
          for (index, answer) in cells[column].enumerated() {
            merged[place].cells[column][index].aspects.add(answer.aspects)
          }
        }
      } else {
        merged.append(([layer], cells))
      }
    }
    return merged.map {
      CaseReport.VerdictTable.Row(layers: values.titles(of: $0.layers), cells: $0.cells)
    }
  }

  /// Whether cells say the same, whatever the layer.
  private static func areAlike(_ a: [[CaseReport.Answer]], _ b: [[CaseReport.Answer]]) -> Bool {
    zip(a, b).allSatisfy { a, b in
      a.count == b.count
        && zip(a, b).allSatisfy {
          $0.text == $1.text && $0.objects == $1.objects && $0.tone == $1.tone
            && $0.places == $1.places
        }
    }
  }

  private func place(_ entity: EntityID) -> (FileID, UInt32) {
    (model[entity].location.file, model[entity].location.range.start)
  }

  /// The words that narrow a question and that some rule in use answers, of this question or of another that
  /// is narrowed alike; nil for rules that leave it wide.
  private func qualifiers(of id: VerdictID, _ findings: [Int]) -> [Int?] {
    var found: Set<Int?> = Set(findings.map { reader.plan(of: analysis.findings[$0]).qualifier })
    let theories = analysis.options.theories
    guard let scale = model.vocabulary[id].qualifier else { return [nil] }
    for plan in analysis.program.rules where plan.qualifier != nil {
      guard let other = plan.verdict?.id, model.vocabulary[other].qualifier == scale else {
        continue
      }
      let theory = model.theories[Int(model.rules[plan.rule].theory.number)].name
      if theories.isEmpty || theory.map({ theories.contains(model.names[$0]) }) ?? true {
        found.insert(plan.qualifier)
      }
    }
    return found.sorted { ($0 ?? .max) < ($1 ?? .max) }
  }

  // MARK: Cells

  /// The answers of one cell: one a value, and one for what is open.
  ///
  /// - Parameter hasSides: Whether it shows which answers exclude the first.
  private func answers(
    _ indices: [Int], _ id: VerdictID, _ hasSides: Bool
  ) -> [CaseReport.Answer] {
    let holding = indices.filter { analysis.findings[$0].truth == .yes }
    let byWord = Dictionary(grouping: holding) {
      reader.plan(of: analysis.findings[$0]).verdict?.word ?? 0
    }
    var answers = byWord.sorted { $0.key < $1.key }.map { word, members in
      let tone = tone(of: word, id)
      return answer(
        model.vocabulary[id].words[word].title, hasSides || tone == .warning ? tone : .plain,
        members,
        places: unique(members.compactMap { section.numbers[$0] }).map { .finding($0) })
    }
    let open = indices.filter { analysis.findings[$0].truth == .unknown }
    if !open.isEmpty {
      answers.append(
        answer(
          "Unknown", .unknown, open,
          places: unique(open.compactMap { section.openNumbers[$0] }).map { .open($0) }))
    }
    return answers
  }

  private func answer(
    _ text: String, _ tone: Tone, _ members: [Int], places: [CaseReport.Answer.Place]
  ) -> CaseReport.Answer {
    let findings = members.map { analysis.findings[$0] }
    var all = Aspects()
    for finding in findings { all.add(aspects.aspects(of: [finding])) }
    let isDanger =
      tone != .unknown && findings.allSatisfy { reader.plan(of: $0).modality == .danger }
    return CaseReport.Answer(
      text: text, objects: unique(findings.compactMap(\.object)).map { reader.reading($0) },
      tone: isDanger ? .danger : tone, places: places, aspects: all)
  }

  /// How an answer looks, by what the vocabulary declares: its weight, and whether it excludes the first of the
  /// answers. Where no answer excludes another they have no sides.
  private func tone(of word: Int, _ id: VerdictID) -> Tone {
    let words = model.vocabulary[id].words
    if words[word].level > .note { return .warning }
    guard words.contains(where: { $0.against != 0 }) else { return .plain }
    func excludes(_ a: Int, _ b: Int) -> Bool { words[a].against & (1 << UInt64(b)) != 0 }
    return excludes(0, word) || excludes(word, 0) ? .against : .first
  }

  // MARK: Rules without a question

  /// The rules that hold and answer no question, in the order of the theories.
  var observations: [CaseReport.Observation] {
    var order: [Int] = []
    var byRule: [Int: [CaseReport.Answer]] = [:]
    for (index, group) in section.groups.enumerated() {
      let findings = group.members.map { analysis.findings[$0] }
      guard reader.plan(of: findings[0]).verdict == nil else { continue }
      if byRule[findings[0].plan] == nil { order.append(findings[0].plan) }
      let plan = reader.plan(of: findings[0])
      byRule[findings[0].plan, default: []].append(
        CaseReport.Answer(
          text: values.title(of: findings[0].subject),
          objects: group.objects.map { reader.reading($0) },
          tone: plan.modality == .danger ? .danger : .plain, places: [.finding(index + 1)],
          aspects: aspects.aspects(of: findings)))
    }
    return order.sorted().map { plan in
      let rule = model.rules[analysis.program.rules[plan].rule]
      let theory = model.theories[Int(rule.theory.number)]
      return CaseReport.Observation(
        rule: rule.title, theory: theory.name.map { model.names[$0] } ?? "",
        answers: byRule[plan] ?? [])
    }
  }
}
