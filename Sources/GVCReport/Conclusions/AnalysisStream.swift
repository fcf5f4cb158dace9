import GVCAnalysis
import GVCModel
import GVCSyntax

/// Writes the conclusions about projects for other programs, version 2; `Grammar/analysis.schema.json` is its schema.
///
/// Facts, things and whatever else several findings share stand once, in tables, and are referred to by their number,
/// from 0. A table holds what is referred to and nothing else, numbered as it first comes up, and stands behind what
/// refers to it: so each finding can be written and forgotten.
public struct AnalysisStream {
  /// The version of the form: raised when a field changes its meaning or goes, not when one comes.
  public static let currentVersion = 2

  private var json: JSONStream
  private var isFirst = true

  /// Begins the document.
  ///
  /// - Parameter sink: Takes the bytes, some thousand at a time and in their order.
  public init(to sink: @escaping ([UInt8]) -> Void) {
    json = JSONStream(to: sink)
    json.raw("{\"version\":")
    json.number(Self.currentVersion)
    json.raw(",\n\"projects\":[")
  }

  /// Writes what is concluded of a project.
  ///
  /// - Parameters:
  ///   - name: Its path as given.
  ///   - diagnostics: What `gvc check` says of it.
  ///   - marks: How its findings and diagnostics stand to an earlier run, where one was given.
  public mutating func write(
    _ name: String, _ reader: FindingReader, diagnostics: [DiagnosticReport.Entry],
    in map: SourceMap, marks: [BaselineMark?]? = nil
  ) throws {
    json.raw(isFirst ? "\n" : ",\n")
    isFirst = false
    var writer = ProjectWriter(reader, map, marks)
    try writer.write(name, diagnostics, &json)
  }

  /// Ends the document.
  ///
  /// - Parameter comparison: How all projects stand to an earlier run, where one was given.
  public mutating func end(_ comparison: AnalysisComparison? = nil) throws {
    json.raw("]")
    if let comparison {
      func counts<Entry>(_ summary: BaselineSummary<Entry>, _ json: inout JSONStream) {
        json.raw("{\"new\":")
        json.number(summary.new)
        json.raw(",\"changed\":")
        json.number(summary.changed)
        json.raw(",\"unchanged\":")
        json.number(summary.unchanged)
        json.raw(",")
      }
      json.raw(",\n\"baseline\":")
      counts(comparison.summary, &json)
      try json.list("fixed", comparison.summary.fixed) { try $0.value($1.placed) }
      json.raw("},\n\"diagnosticsBaseline\":")
      counts(comparison.diagnosticsSummary, &json)
      try json.list("fixed", comparison.diagnosticsSummary.fixed) { try $0.value($1) }
      json.raw("}")
    }
    json.raw("}\n")
    json.end()
  }
}

/// The columns of the tables of an analysis. A later version of gvc may add some at the end of each.
enum AnalysisColumns {
  static let finding = [
    "rule", "layer", "subject", "object", "on", "about", "values", "facts", "thresholds",
  ]
  static let open = finding + ["unknown", "toHold", "toRuleOut"]
  static let baseline = ["baseline", "worse", "was"]
  static let contest = [
    "verdict", "qualifier", "subject", "object", "layer", "findings", "betweenTheories",
  ]
  static let caution = ["finding", "reason", "text", "facts", "by"]
  static let differing = ["facts"]
  static let outcome = ["finding", "status", "text", "layer", "by"]
  static let fact = ["entity", "attribute", "key", "value", "layer", "evidence", "place"]
  static let evidence = ["source", "passage", "reportedBy", "confidence", "date"]
  static let missing = ["entity", "attribute", "key", "voice", "before"]
  static let thing = ["name", "kind", "title", "place"]
}

/// Numbers given to what comes up, in the order in which it does.
private struct Numbering<Key: Hashable> {
  private(set) var keys: [Key] = []
  private var numbers: [Key: Int] = [:]

  mutating func number(of key: Key) -> Int {
    if let known = numbers[key] { return known }
    numbers[key] = keys.count
    keys.append(key)
    return keys.count - 1
  }

  mutating func numbers(of keys: some Sequence<Key>) -> [Int] { keys.map { number(of: $0) } }
}

/// Writes one project, and keeps the numbers of what its findings refer to.
private struct ProjectWriter {
  private let reader: FindingReader
  private let map: SourceMap
  private let marks: [BaselineMark?]?
  private let builder: ReportBuilder
  private let layers: [LayerReference: Int]
  private var templates: [Int: MessageTemplate] = [:]

  private var rules = Numbering<Int>()
  private var things = Numbering<EntityID>()
  private var facts = Numbering<Int>()
  private var evidence = Numbering<AnalysisReport.Evidence>()
  private var sources: [String: EntityID] = [:]
  private var thresholds = Numbering<Int>()
  private var missing = Numbering<MissingFact>()
  private var ways = Numbering<[Int]>()
  private var attributes = Numbering<AttributeID>()
  private var texts = Numbering<String>()
  private var files = Numbering<FileID>()
  /// What weakens findings, and what came of them, by their number among those that hold.
  private var cautions: [(finding: Int, caution: Caution)] = []
  private var outcomes: [(finding: Int, outcome: Outcome)] = []
  private var holding = 0

  init(_ reader: FindingReader, _ map: SourceMap, _ marks: [BaselineMark?]?) {
    self.reader = reader
    self.map = map
    self.marks = marks
    builder = ReportBuilder(reader, map)
    layers = Dictionary(
      reader.analysis.layers.enumerated().map { ($1.layer, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  private var analysis: Analysis { reader.analysis }
  private var model: Model { analysis.model }

  mutating func write(
    _ name: String, _ diagnostics: [DiagnosticReport.Entry], _ json: inout JSONStream
  ) throws {
    json.raw("{\"name\":")
    json.string(name)
    json.raw(",\n")
    try json.list("layers", analysis.layers) { json, pair in
      try json.value(builder.layer(pair.layer, previous: pair.previous))
    }
    let columns = marks == nil ? [] : AnalysisColumns.baseline
    for (truth, own) in [(Truth.yes, AnalysisColumns.finding), (.unknown, AnalysisColumns.open)] {
      json.raw(",\n")
      let wanted = analysis.findings.indices.lazy.filter { [analysis] index in
        analysis.findings[index].truth == truth
      }
      try json.table(truth == .yes ? "findings" : "open", own + columns, wanted) { json, index in
        try finding(index, &json)
      }
    }
    writeContests(&json)
    writeCautions(&json)
    json.raw(",\n")
    try json.list("diagnostics", diagnostics) { try $0.value($1) }
    try writeTables(&json)
    json.raw("}")
  }

  // MARK: Findings

  private mutating func finding(_ index: Int, _ json: inout JSONStream) throws {
    let finding = analysis.findings[index]
    let basis = reader.basis(of: finding)
    json.cell(rules.number(of: finding.plan))
    json.cell(layers[finding.layer, default: 0])
    json.cell(things.number(of: finding.subject))
    json.cell(finding.object.map { things.number(of: $0) })
    json.cell(things.numbers(of: finding.related))
    // The first of what else it is about, or else the subject, goes without saying.
    let about = reader.thingsNamed(by: finding)
    json.cell(
      about == [finding.related.first ?? finding.subject] ? [] : things.numbers(of: about))
    json.cell(texts.numbers(of: reader.values(of: finding, in: template(of: finding.plan))))
    json.cell(facts.numbers(of: basis.facts))
    json.cell(thresholds.numbers(of: basis.thresholds))
    if finding.truth == .unknown {
      json.cell(basis.truths.indices.filter { basis.truths[$0] != .yes })
      let question = reader.question(for: finding)
      json.cell(question.toHold.map { way($0) })
      json.cell(question.toRuleOut.map { way($0) })
    }
    if finding.truth == .yes {
      cautions += reader.cautions(of: finding, basis).map { (holding, $0) }
      if let outcome = reader.outcome(of: finding) { outcomes.append((holding, outcome)) }
      holding += 1
    }
    guard let marks else { return }
    let mark = marks[index]
    json.cell(mark?.state.rawValue)
    json.cell(mark?.isWorse ?? false)
    try json.cell(encoding: mark?.was)
  }

  /// What weakens findings, what came of predictions, and how many findings were left out for weak evidence.
  private mutating func writeCautions(_ json: inout JSONStream) {
    func names(_ findings: [Int]) -> [String] {
      findings.map { reader.reference(to: analysis.findings[$0]) }
    }
    json.raw(",\n")
    json.table("cautions", AnalysisColumns.caution, cautions) { json, entry in
      json.cell(entry.finding)
      json.cell(entry.caution.reason.rawValue)
      json.cell(reader.text(entry.caution))
      json.cell(missing.numbers(of: entry.caution.facts))
      json.cell(texts.numbers(of: names(entry.caution.findings)))
    }
    json.raw(",\n")
    json.table("outcomes", AnalysisColumns.outcome, outcomes) { json, entry in
      json.cell(entry.finding)
      json.cell(entry.outcome.status.rawValue)
      json.cell(reader.text(entry.outcome))
      json.cell(entry.outcome.layer.flatMap { layers[$0] })
      json.cell(texts.numbers(of: names(entry.outcome.findings)))
    }
    json.raw(",\n")
    json.table("differing", AnalysisColumns.differing, DifferingFacts.all(in: model)) {
      json, differing in json.cell(facts.numbers(of: differing.facts))
    }
    json.raw(",\n\"leftOut\":")
    json.number(analysis.leftOut)
  }

  private mutating func way(_ facts: [MissingFact]) -> Int {
    ways.number(of: missing.numbers(of: facts))
  }

  private mutating func template(of plan: Int) -> MessageTemplate {
    if let known = templates[plan] { return known }
    let template = reader.template(of: plan)
    templates[plan] = template
    return template
  }

  private mutating func writeContests(_ json: inout JSONStream) {
    guard !analysis.contests.isEmpty || !analysis.agreements.isEmpty else {
      json.raw(",\n")
      json.table("contested", AnalysisColumns.contest, [Int]()) { _, _ in }
      json.raw(",\n")
      json.table("agreed", AnalysisColumns.contest, [Int]()) { _, _ in }
      return
    }
    // The number of each finding that holds among those that do.
    var rows: [Int] = []
    var count = 0
    for finding in analysis.findings {
      rows.append(count)
      if finding.truth == .yes { count += 1 }
    }
    json.raw(",\n")
    json.table("contested", AnalysisColumns.contest, analysis.contests) { json, contest in
      write(contest.question, contest.findings.map { rows[$0] }, contest.isBetweenTheories, &json)
    }
    json.raw(",\n")
    json.table("agreed", AnalysisColumns.contest, analysis.agreements) { json, agreement in
      write(agreement.question, agreement.findings.map { rows[$0] }, true, &json)
    }
  }

  private mutating func write(
    _ question: Question, _ findings: [Int], _ isBetweenTheories: Bool, _ json: inout JSONStream
  ) {
    let verdict = model.vocabulary[question.verdict]
    json.cell(model.names[verdict.name])
    json.cell(
      question.qualifier.flatMap { word in
        verdict.qualifier.map { model.names[model.vocabulary[$0].words[word].name] }
      })
    json.cell(things.number(of: question.subject))
    json.cell(question.object.map { things.number(of: $0) })
    json.cell(layers[question.layer, default: 0])
    json.cell(findings)
    json.cell(isBetweenTheories)
  }

  // MARK: Tables

  private mutating func writeTables(_ json: inout JSONStream) throws {
    json.raw(",\n")
    try json.list("rules", rules.keys) { json, plan in
      try json.value(builder.rule(plan, template(of: plan)))
    }
    json.raw(",\n")
    try json.list("thresholds", thresholds.keys) { try $0.value(builder.setting($1)) }
    json.raw(",\n")
    json.table("facts", AnalysisColumns.fact, facts.keys) { json, index in
      let fact = model.facts[index]
      json.cell(things.number(of: fact.entity))
      json.cell(attributes.number(of: fact.attribute))
      json.cell(fact.key.map { things.number(of: $0) })
      json.cell(builder.value(of: fact))
      json.cell(fact.layer.map { things.number(of: $0) })
      json.cell(
        fact.evidence.map { index in
          let entry = ReportBuilder.evidence(index, model)
          sources[entry.source] = model.evidence[index].source
          return evidence.number(of: entry)
        })
      place(fact.location, &json)
    }
    json.raw(",\n")
    json.table("evidence", AnalysisColumns.evidence, evidence.keys) { json, entry in
      json.cell(sources[entry.source].map { things.number(of: $0) })
      json.cell(entry.passage)
      json.cell(entry.reportedBy)
      json.cell(entry.confidence)
      json.cell(entry.date)
    }
    json.raw(",\n")
    json.list("ways", ways.keys) { $0.numbers($1) }
    json.raw(",\n")
    json.table("missing", AnalysisColumns.missing, missing.keys) { json, fact in
      json.cell(things.number(of: fact.entity))
      json.cell(attributes.number(of: fact.attribute))
      json.cell(fact.key.map { things.number(of: $0) })
      json.cell(builder.voice(of: fact))
      json.cell(fact.isBefore)
    }
    json.raw(",\n")
    json.table("things", AnalysisColumns.thing, things.keys) { json, id in
      let thing = builder.thing(id)
      json.cell(thing.name)
      json.cell(thing.kind)
      json.cell(thing.title)
      place(model[id].location, &json)
    }
    json.raw(",\n")
    json.list("attributes", attributes.keys) {
      $0.string(model.names[model.vocabulary[$1].name])
    }
    json.raw(",\n")
    json.list("texts", texts.keys) { $0.string($1) }
    json.raw(",\n")
    json.list("files", files.keys) { $0.string(map.source($1).name) }
  }

  /// A place: the number of its file, line, column, line and column of its end, and its bytes.
  private mutating func place(_ location: Location, _ json: inout JSONStream) {
    let span = DiagnosticReport.Span(location, in: map)
    json.cell(
      [files.number(of: location.file)]
        + [span.line, span.column, span.endLine, span.endColumn, span.startByte, span.endByte])
  }
}
