import GVCAnalysis

/// The conclusions about projects as version 2 of their JSON has them: what `AnalysisStream` writes, read back.
struct AnalysisDocument: Decodable {
  let projects: [Project]

  /// A row of a table, read cell by cell.
  protocol Row: Decodable, Sendable {
    static var columns: [String] { get }
    init(_ cells: inout any UnkeyedDecodingContainer) throws
  }

  /// The rows of a table. Columns behind those that are known are passed over.
  struct Table<Element: Row>: Decodable, Sendable {
    let rows: [Element]

    private enum CodingKeys: String, CodingKey {
      case columns, rows
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let columns = try container.decode([String].self, forKey: .columns)
      guard columns.starts(with: Element.columns) else {
        throw DecodingError.dataCorruptedError(
          forKey: .columns, in: container, debugDescription: "other columns")
      }
      rows = try container.decode([Element].self, forKey: .rows)
    }
  }

  struct FindingRow: Row {
    static var columns: [String] { AnalysisColumns.finding }
    let rule: Int
    let layer: Int
    let subject: Int
    let object: Int?
    let on: [Int]
    let about: [Int]
    let values: [Int]
    let facts: [Int]
    let thresholds: [Int]

    init(_ cells: inout any UnkeyedDecodingContainer) throws {
      rule = try cells.decode(Int.self)
      layer = try cells.decode(Int.self)
      subject = try cells.decode(Int.self)
      object = try cells.decodeIfPresent(Int.self)
      on = try cells.decode([Int].self)
      about = try cells.decode([Int].self)
      values = try cells.decode([Int].self)
      facts = try cells.decode([Int].self)
      thresholds = try cells.decode([Int].self)
    }
  }

  struct OpenRow: Row {
    static var columns: [String] { AnalysisColumns.open }
    let finding: FindingRow
    let unknown: [Int]
    let toHold: [Int]
    let toRuleOut: [Int]

    init(_ cells: inout any UnkeyedDecodingContainer) throws {
      finding = try FindingRow(&cells)
      unknown = try cells.decode([Int].self)
      toHold = try cells.decode([Int].self)
      toRuleOut = try cells.decode([Int].self)
    }
  }

  struct FactRow: Row {
    static var columns: [String] { AnalysisColumns.fact }
    let entity: Int
    let attribute: Int
    let key: Int?
    let value: String
    let layer: Int?
    let evidence: [Int]
    let place: [Int]

    init(_ cells: inout any UnkeyedDecodingContainer) throws {
      entity = try cells.decode(Int.self)
      attribute = try cells.decode(Int.self)
      key = try cells.decodeIfPresent(Int.self)
      value = try cells.decode(String.self)
      layer = try cells.decodeIfPresent(Int.self)
      evidence = try cells.decode([Int].self)
      place = try cells.decode([Int].self)
    }
  }

  struct EvidenceRow: Row {
    static var columns: [String] { AnalysisColumns.evidence }
    let source: Int
    let passage: String?
    let reportedBy: String?
    let confidence: String?
    let date: String?

    init(_ cells: inout any UnkeyedDecodingContainer) throws {
      source = try cells.decode(Int.self)
      passage = try cells.decodeIfPresent(String.self)
      reportedBy = try cells.decodeIfPresent(String.self)
      confidence = try cells.decodeIfPresent(String.self)
      date = try cells.decodeIfPresent(String.self)
    }
  }

  struct MissingRow: Row {
    static var columns: [String] { AnalysisColumns.missing }
    let entity: Int
    let attribute: Int
    let key: Int?
    let voice: String?
    let before: Bool

    init(_ cells: inout any UnkeyedDecodingContainer) throws {
      entity = try cells.decode(Int.self)
      attribute = try cells.decode(Int.self)
      key = try cells.decodeIfPresent(Int.self)
      voice = try cells.decodeIfPresent(String.self)
      before = try cells.decode(Bool.self)
    }
  }

  struct ThingRow: Row {
    static var columns: [String] { AnalysisColumns.thing }
    let name: String
    let kind: String
    let title: String?
    let place: [Int]

    init(_ cells: inout any UnkeyedDecodingContainer) throws {
      name = try cells.decode(String.self)
      kind = try cells.decode(String.self)
      title = try cells.decodeIfPresent(String.self)
      place = try cells.decode([Int].self)
    }
  }

  struct CautionRow: Row {
    static var columns: [String] { AnalysisColumns.caution }
    let finding: Int
    let reason: String
    let text: String
    let facts: [Int]
    let by: [Int]

    init(_ cells: inout any UnkeyedDecodingContainer) throws {
      finding = try cells.decode(Int.self)
      reason = try cells.decode(String.self)
      text = try cells.decode(String.self)
      facts = try cells.decode([Int].self)
      by = try cells.decode([Int].self)
    }
  }

  struct OutcomeRow: Row {
    static var columns: [String] { AnalysisColumns.outcome }
    let finding: Int
    let status: String
    let text: String
    let layer: Int?
    let by: [Int]

    init(_ cells: inout any UnkeyedDecodingContainer) throws {
      finding = try cells.decode(Int.self)
      status = try cells.decode(String.self)
      text = try cells.decode(String.self)
      layer = try cells.decodeIfPresent(Int.self)
      by = try cells.decode([Int].self)
    }
  }

  struct Project: Decodable, Sendable {
    let name: String
    let layers: [AnalysisReport.Layer]
    let findings: Table<FindingRow>
    let open: Table<OpenRow>
    let cautions: Table<CautionRow>
    let outcomes: Table<OutcomeRow>
    let diagnostics: [DiagnosticReport.Entry]
    let rules: [AnalysisReport.Rule]
    let thresholds: [AnalysisReport.Setting]
    let facts: Table<FactRow>
    let evidence: Table<EvidenceRow>
    let ways: [[Int]]
    let missing: Table<MissingRow>
    let things: Table<ThingRow>
    let attributes: [String]
    let texts: [String]
    let files: [String]
  }
}

extension AnalysisDocument.Row {
  init(from decoder: any Decoder) throws {
    var cells: any UnkeyedDecodingContainer = try decoder.unkeyedContainer()
    try self.init(&cells)
  }
}

extension AnalysisDocument {
  /// Where a number leads to nothing: `projects.[0].facts.rows.[3]`; nil where each leads to something.
  var brokenPlace: String? {
    for (number, project) in projects.enumerated() {
      if let place = project.brokenPlace { return "projects.[\(number)].\(place)" }
    }
    return nil
  }
}

extension AnalysisDocument.Project {
  // MARK: Numbers

  /// Where a number leads to nothing: `facts.rows.[3]`; nil where each leads to something.
  var brokenPlace: String? {
    func isBroken(_ numbers: [Int], _ count: Int) -> Bool {
      numbers.contains { $0 < 0 || $0 >= count }
    }
    func isBroken(_ number: Int?, _ count: Int) -> Bool {
      number.map { $0 < 0 || $0 >= count } ?? false
    }
    func isBroken(place: [Int]) -> Bool { place.count != 7 || isBroken(place[0], files.count) }
    func isBroken(_ row: AnalysisDocument.FindingRow) -> Bool {
      isBroken(row.rule, rules.count) || isBroken(row.layer, layers.count)
        || isBroken([row.subject] + row.on + row.about, things.rows.count)
        || isBroken(row.object, things.rows.count) || isBroken(row.values, texts.count)
        || isBroken(row.facts, facts.rows.count) || isBroken(row.thresholds, thresholds.count)
    }
    func first<Row>(_ name: String, _ rows: [Row], _ isBroken: (Row) -> Bool) -> String? {
      rows.firstIndex(where: isBroken).map { "\(name).[\($0)]" }
    }
    return first("findings.rows", findings.rows) { isBroken($0) }
      ?? first("open.rows", open.rows) { row in
        isBroken(row.finding) || isBroken(row.toHold + row.toRuleOut, ways.count)
          || isBroken(row.unknown, rules[row.finding.rule].all.count)
      }
      ?? first("cautions.rows", cautions.rows) { row in
        isBroken(row.finding, findings.rows.count) || isBroken(row.facts, missing.rows.count)
          || isBroken(row.by, texts.count)
      }
      ?? first("outcomes.rows", outcomes.rows) { row in
        isBroken(row.finding, findings.rows.count) || isBroken(row.layer, layers.count)
          || isBroken(row.by, texts.count)
      }
      ?? first("facts.rows", facts.rows) { row in
        isBroken([row.entity], things.rows.count) || isBroken(row.key, things.rows.count)
          || isBroken(row.layer, things.rows.count) || isBroken(row.attribute, attributes.count)
          || isBroken(row.evidence, evidence.rows.count) || isBroken(place: row.place)
      }
      ?? first("evidence.rows", evidence.rows) { isBroken($0.source, things.rows.count) }
      ?? first("ways", ways) { isBroken($0, missing.rows.count) }
      ?? first("missing.rows", missing.rows) { row in
        isBroken(row.entity, things.rows.count) || isBroken(row.attribute, attributes.count)
          || isBroken(row.key, things.rows.count)
      }
      ?? first("things.rows", things.rows) { isBroken(place: $0.place) }
  }

  // MARK: Findings made whole; each number leads to something.

  /// What holds, and then what is open.
  var conclusions: [EarlierAnalysis.Conclusion] {
    let weakened = Dictionary(grouping: cautions.rows, by: \.finding)
    let came = Dictionary(grouping: outcomes.rows, by: \.finding)
    return findings.rows.enumerated().map { number, row in
      conclusion(
        row, nil, cautions: (weakened[number] ?? []).map { caution($0) },
        outcome: came[number]?.first.map { outcome($0) })
    } + open.rows.map { conclusion($0.finding, $0, cautions: nil, outcome: nil) }
  }

  private func caution(_ row: AnalysisDocument.CautionRow) -> AnalysisReport.Caution {
    AnalysisReport.Caution(
      reason: row.reason, text: row.text, facts: row.facts.map { missingFact($0) },
      findings: row.by.map { texts[$0] })
  }

  private func outcome(_ row: AnalysisDocument.OutcomeRow) -> AnalysisReport.Outcome {
    AnalysisReport.Outcome(
      status: row.status, text: row.text,
      layer: row.layer.map { layers[$0].name },
      findings: row.by.map { texts[$0] })
  }

  private func conclusion(
    _ row: AnalysisDocument.FindingRow, _ open: AnalysisDocument.OpenRow?,
    cautions: [AnalysisReport.Caution]?, outcome: AnalysisReport.Outcome?
  ) -> EarlierAnalysis.Conclusion {
    let rule = rules[row.rule]
    return EarlierAnalysis.Conclusion(
      name, rule.theory,
      EarlierAnalysis.Saying(
        reference: reference(row), result: open == nil ? "holds" : "cannot_conclude",
        message: text(rule.message, row), level: rule.level, modality: modality(row))
    ) { entry(row, open, cautions, outcome) }
  }

  private func text(_ template: String, _ row: AnalysisDocument.FindingRow) -> String {
    MessageTemplate.text(template, row.values.map { texts[$0] })
  }

  /// What is seen in a scenario is what would be.
  private func modality(_ row: AnalysisDocument.FindingRow) -> String {
    let modality = rules[row.rule].modality
    return modality == "observed" && layers[row.layer].kind == "scenario" ? "would_be" : modality
  }

  private func reference(_ row: AnalysisDocument.FindingRow) -> String {
    let object = row.object.map { self.things.rows[$0].name } ?? ""
    let things = row.about.isEmpty ? [row.on.first ?? row.subject] : row.about
    let about = things.map { self.things.rows[$0].name }.joined(separator: ", ")
    let name = rules[row.rule].reference.replacing("{object}", with: object)
      .replacing("{about}", with: about)
    let layer = layers[row.layer]
    // The base case is named beside other states.
    return layer.kind == nil && layers.count == 1 ? name : "\(name) in \(layer.name)"
  }

  private func entry(
    _ row: AnalysisDocument.FindingRow, _ open: AnalysisDocument.OpenRow?,
    _ cautions: [AnalysisReport.Caution]?, _ outcome: AnalysisReport.Outcome?
  ) -> AnalysisReport.Entry {
    let rule = rules[row.rule]
    return AnalysisReport.Entry(
      reference: reference(row), rule: rule.name, theory: rule.theory,
      result: open == nil ? "holds" : "cannot_conclude", layer: layers[row.layer].name,
      previous: rule.comparesLayers ? layers[row.layer].previous : nil,
      subject: thing(row.subject), object: row.object.map { thing($0) },
      on: row.on.map { thing($0) }, verdict: rule.verdict, modality: modality(row),
      level: rule.level, message: text(rule.message, row),
      help: rule.help.map { text($0, row) },
      conditions: rule.all.enumerated().map { index, text in
        AnalysisReport.Condition(
          clause: index < rule.scope.count ? "scope" : "when", text: text,
          truth: open?.unknown.contains(index) == true ? "unknown" : "yes")
      },
      facts: row.facts.map { statement($0) }, thresholds: row.thresholds.map { thresholds[$0] },
      passages: rule.passages, cautions: cautions, outcome: outcome,
      toHold: open?.toHold.map { way($0) },
      toRuleOut: open?.toRuleOut.map { way($0) }, place: span(things.rows[row.subject].place))
  }

  private func thing(_ number: Int) -> AnalysisReport.Thing {
    let row = things.rows[number]
    return AnalysisReport.Thing(name: row.name, kind: row.kind, title: row.title)
  }

  private func statement(_ number: Int) -> AnalysisReport.Statement {
    let row = facts.rows[number]
    return AnalysisReport.Statement(
      entity: things.rows[row.entity].name, attribute: attributes[row.attribute],
      key: row.key.map { things.rows[$0].name }, value: row.value,
      layer: row.layer.map { things.rows[$0].name },
      evidence: row.evidence.map { number in
        let row = evidence.rows[number]
        return AnalysisReport.Evidence(
          source: things.rows[row.source].name, passage: row.passage, reportedBy: row.reportedBy,
          confidence: row.confidence, date: row.date)
      }, place: span(row.place))
  }

  private func way(_ number: Int) -> [AnalysisReport.Missing] {
    ways[number].map { missingFact($0) }
  }

  private func missingFact(_ number: Int) -> AnalysisReport.Missing {
    let row = missing.rows[number]
    return AnalysisReport.Missing(
      entity: things.rows[row.entity].name, attribute: attributes[row.attribute],
      key: row.key.map { things.rows[$0].name }, voice: row.voice, before: row.before)
  }

  private func span(_ place: [Int]) -> DiagnosticReport.Span {
    DiagnosticReport.Span(
      file: files[place[0]], line: place[1], column: place[2], endLine: place[3],
      endColumn: place[4], startByte: place[5], endByte: place[6])
  }
}

extension AnalysisReport.Rule {
  /// All that must hold: the scope, then the conditions.
  fileprivate var all: [String] { scope + conditions }
}
