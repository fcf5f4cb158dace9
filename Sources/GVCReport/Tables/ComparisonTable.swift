import GVCAnalysis
import GVCModel

/// Things of one kind side by side: a row each, a column a fact or verdict.
///
/// A row speaks of a thing and of what belongs to it: the actors of a cluster, the links by which an
/// actor sells. A fact that is not stated is `unknown`, and so is a verdict that cannot be concluded.
public struct ComparisonTable {
  /// Why things cannot be compared, in one sentence.
  public struct Failure: Error, Sendable {
    public let message: String
  }

  private let reader: FindingReader
  private let model: Model
  private let layer: LayerReference
  private let snapshot: Snapshot
  private let formatter: ValueFormatter
  private var compiler: QueryCompiler

  /// What a column shows.
  private enum Content: Hashable {
    case attribute(AttributeID, key: EntityID?)
    /// An attribute of what belongs to the row.
    case belonging(AttributeID, key: EntityID?)
    case events
    case verdict(VerdictID, qualifier: Int?)
    case rule(Int)
    case expression(PlanID)
  }

  /// Compares in one layer: the one that is given, else the last period, else what is stated outside of
  /// all.
  public init(_ reader: FindingReader, _ program: Program, layer: LayerReference? = nil) {
    self.reader = reader
    model = reader.analysis.model
    self.layer = layer ?? LayerReference(model.layerOrder.periods.last)
    snapshot = Snapshot(model, layer: self.layer.entity)
    formatter = ValueFormatter(model)
    compiler = QueryCompiler(model, program)
  }

  /// The things of a kind that the case declares and that are there.
  public func things(of kind: KindID) -> [EntityID] {
    model.entities.indices.map { EntityID($0) }.filter {
      model.isA($0, kind) && snapshot.contains($0)
        && Int(model[$0].module) >= model.firstProjectModule
    }
  }

  /// The things that a question asks for, such as `firms where size == small`.
  public mutating func things(matching question: String) throws -> [EntityID] {
    try things(matching: question, .yes)
  }

  /// The things of which it is not known whether a question asks for them.
  public mutating func possibleThings(matching question: String) throws -> [EntityID] {
    try things(matching: question, .unknown)
  }

  private mutating func things(matching question: String, _ truth: Truth) throws -> [EntityID] {
    let query = try compiler.query(question)
    guard query.kind != nil else {
      throw Failure(message: "`\(question)` gives no things that could be compared")
    }
    return QueryRunner(compiler, reader.analysis.options, layer: layer).answers(to: query).answers
      .compactMap { answer in
        if answer.truth == truth, case .entity(let id) = answer.value { return id }
        return nil
      }
  }

  /// The heads of the columns in which something is said of some things.
  public func titles(for things: [EntityID]) -> [String] { contents(things).map(\.title) }

  /// The table of some things with the columns of these heads; one that says nothing here, as its
  /// head comes from another project, is unknown.
  public func table(of things: [EntityID], titled titles: [String]) -> Table {
    let known = Dictionary(
      (contents(things) + allVerdicts.map { (title($0), $0) }).map { ($0.title, $0.content) },
      uniquingKeysWith: { first, _ in first })
    return table(things, titles.map { ($0, known[$0]) })
  }

  /// The table of some things with the columns that a person names.
  public mutating func table(of things: [EntityID], columns names: [String]) throws -> Table {
    let contents = try named(names, things)
    return table(things, contents.map { ($0.title, $0.content) })
  }

  private func table(
    _ things: [EntityID], _ contents: [(title: String, content: Content?)]
  ) -> Table {
    var table = Table([Table.Column("case")] + contents.map { Table.Column($0.title) })
    let runner = QueryRunner(compiler, reader.analysis.options, layer: layer)
    for thing in things {
      table.add(
        [reader.reading(thing)]
          + contents.map { column in
            column.content.map { cell($0, of: thing, runner) } ?? "unknown"
          })
    }
    return table
  }

  // MARK: Columns

  /// All columns in which something is said of one of the things.
  private func contents(_ things: [EntityID]) -> [(title: String, content: Content)] {
    var seen: Set<Content> = []
    var own: [Content] = []
    var belonging: [Content] = []
    for thing in things {
      for content in stated(of: thing).map({ Content.attribute($0, key: $1) })
      where seen.insert(content).inserted {
        own.append(content)
      }
      for other in belongings(of: thing) {
        for content in stated(of: other).map({ Content.belonging($0, key: $1) })
        where !names(thing, content) && seen.insert(content).inserted {
          belonging.append(content)
        }
      }
    }
    var contents = ordered(own) + ordered(belonging)
    if things.contains(where: { !events(on: $0).isEmpty }) { contents.append(.events) }
    var verdicts: [Content] = []
    for thing in things {
      for finding in findings(on: thing) {
        let plan = reader.plan(of: finding)
        guard finding.truth == .yes, let verdict = plan.verdict else { continue }
        let content = Content.verdict(verdict.id, qualifier: plan.qualifier)
        if seen.insert(content).inserted { verdicts.append(content) }
      }
    }
    return (contents + ordered(verdicts)).map { (title($0), $0) }
  }

  /// A column for each verdict, and for each word that qualifies it.
  private var allVerdicts: [Content] {
    model.vocabulary.verdicts.indices.flatMap { index -> [Content] in
      let id = VerdictID(index)
      guard let scale = model.vocabulary[id].qualifier else {
        return [.verdict(id, qualifier: nil)]
      }
      return model.vocabulary[scale].words.indices.map { .verdict(id, qualifier: $0) }
    }
  }

  /// Whether an attribute is the one by which something belongs to a row.
  private func names(_ thing: EntityID, _ content: Content) -> Bool {
    guard case .belonging(let attribute, _) = content,
      case .entity(let kind) = model.vocabulary[attribute].type
    else { return false }
    return model.isA(thing, kind)
  }

  private func ordered(_ contents: [Content]) -> [Content] {
    func place(_ content: Content) -> (Int, Int) {
      switch content {
      case .attribute(let id, let key), .belonging(let id, let key):
        (Int(id.number), Int(key?.index ?? -1))
      case .verdict(let id, let qualifier): (Int(id.number), qualifier ?? -1)
      case .events, .rule, .expression: (0, 0)
      }
    }
    return contents.sorted { place($0) < place($1) }
  }

  private func title(_ content: Content) -> String {
    switch content {
    case .attribute(let id, let key), .belonging(let id, let key):
      let name = model.names[model.vocabulary[id].name]
      return key.map { "\(name): \(model.label($0))" } ?? name
    case .events: return "events"
    case .verdict(let id, let qualifier):
      let verdict = model.vocabulary[id]
      guard let qualifier, let scale = verdict.qualifier else { return verdict.title }
      return "\(verdict.title): \(model.vocabulary[scale].words[qualifier].title.lowercased())"
    case .rule(let rule): return model.rules[rule].title
    case .expression: return ""
    }
  }

  /// What a person names as a column: an attribute of the things or of what belongs to them, a verdict, a
  /// rule, or an expression.
  private mutating func named(
    _ names: [String], _ things: [EntityID]
  ) throws -> [(title: String, content: Content)] {
    guard let kind = things.first.map({ model[$0].kind }) else { return [] }
    var columns: [(title: String, content: Content)] = []
    for name in names {
      let found = contents(named: name, kind, things)
      if found.isEmpty {
        columns += try compiler.columns(name, of: kind).map { ($0.title, .expression($0.value)) }
      } else {
        columns += found.map { (title($0), $0) }
      }
    }
    return columns
  }

  private func contents(named name: String, _ kind: KindID, _ things: [EntityID]) -> [Content] {
    if name == "events" { return [.events] }
    guard let symbol = model.names.find(name) else { return [] }
    if let verdict = model.vocabulary.verdicts.firstIndex(where: { $0.name == symbol }) {
      let id = VerdictID(verdict)
      guard let scale = model.vocabulary[id].qualifier else {
        return [.verdict(id, qualifier: nil)]
      }
      return model.vocabulary[scale].words.indices.map { .verdict(id, qualifier: $0) }
    }
    if let attribute = model.vocabulary.attribute(symbol, of: kind) {
      return keyed(attribute, things) { .attribute(attribute, key: $0) }
    }
    let belonging = things.flatMap { belongings(of: $0) }
    for other in belonging {
      if let attribute = model.vocabulary.attribute(symbol, of: model[other].kind) {
        return keyed(attribute, belonging) { .belonging(attribute, key: $0) }
      }
    }
    return model.rules.firstIndex { $0.name == symbol }.map { [.rule($0)] } ?? []
  }

  /// A column for each key of a map; one for any other attribute.
  private func keyed(
    _ attribute: AttributeID, _ things: [EntityID], _ content: (EntityID?) -> Content
  ) -> [Content] {
    guard case .map = model.vocabulary[attribute].type else { return [content(nil)] }
    let keys = Set(
      things.flatMap { snapshot.facts(attribute, of: $0, model) }
        .compactMap { model.facts[$0].key })
    return keys.sorted().map { content($0) }
  }

  // MARK: What is said

  /// The attributes of a thing that are stated, each key of a map by itself.
  private func stated(of thing: EntityID) -> [(AttributeID, EntityID?)] {
    model.vocabulary.attributes(of: model[thing].kind).flatMap { attribute in
      snapshot.facts(attribute, of: thing, model).map { (attribute, model.facts[$0].key) }
    }
  }

  /// The actors that name a thing, such as those of a cluster; of an actor, the links by which it sells.
  private func belongings(of thing: EntityID) -> [EntityID] {
    guard let actor = model.core.actor else { return [] }
    if model.isA(thing, actor) { return Array(snapshot.sales[thing]) }
    return model.entities.indices.map { EntityID($0) }.filter { id in
      model.isA(id, actor) && snapshot.contains(id)
        && stated(of: id).contains { attribute, _ in
          snapshot.facts(attribute, of: id, model).contains {
            model.facts[$0].value == .entity(thing)
          }
        }
    }
  }

  /// The events that bear on a thing, or on the country that it lies in.
  private func events(on thing: EntityID) -> [EntityID] {
    guard let name = model.names.find("event"), let kind = model.vocabulary.kind(named: name) else {
      return []
    }
    let countries = Set(
      stated(of: thing).filter { model.vocabulary[$0.0].type == .country }.flatMap {
        snapshot.facts($0.0, of: thing, model).map { model.facts[$0].value }
      })
    return things(of: kind).filter { event in
      stated(of: event).contains { attribute, _ in
        snapshot.facts(attribute, of: event, model).contains { fact in
          elements(model.facts[fact].value).contains { value in
            value == .entity(thing) || countries.contains(value)
          }
        }
      }
    }
  }

  private func elements(_ value: Value) -> [Value] {
    guard case .list(let range) = value else { return [value] }
    return Array(model.lists[Int(range.start)..<Int(range.start) + Int(range.count)])
  }

  /// The findings about a thing and what belongs to it, in the layer.
  private func findings(on thing: EntityID) -> [Finding] {
    let things = Set([thing] + belongings(of: thing))
    return reader.analysis.findings.filter { $0.layer == layer && things.contains($0.subject) }
  }

  // MARK: Cells

  private func cell(_ content: Content, of thing: EntityID, _ runner: QueryRunner) -> String {
    switch content {
    case .attribute(let attribute, let key): return value(attribute, key, of: thing) ?? "unknown"
    case .belonging(let attribute, let key):
      let owner = model.vocabulary[attribute].owner
      let others = belongings(of: thing).filter { model.isA($0, owner) }
      let values = others.map { ($0, value(attribute, key, of: $0)) }
      guard values.contains(where: { $0.1 != nil }) else { return "unknown" }
      let different = Set(values.map { $0.1 ?? "unknown" })
      if different.count == 1 || values.count == 1 { return values[0].1 ?? "unknown" }
      return values.filter { $0.1 != nil }.map { "\(model.label($0.0)): \($0.1 ?? "")" }
        .joined(separator: "; ")
    case .events: return events(on: thing).map { reader.reading($0) }.joined(separator: "; ")
    case .verdict(let id, let qualifier): return verdict(id, qualifier, of: thing)
    case .rule(let rule): return truth(findings(on: thing).filter { $0.rule == rule })
    case .expression(let plan):
      return formatter.text(runner.value(of: plan, for: thing), compiler.program[plan].type)
    }
  }

  /// What is stated of an attribute: every voice, once; nil where nothing is.
  private func value(_ attribute: AttributeID, _ key: EntityID?, of thing: EntityID) -> String? {
    let type = ExpressionType(model.vocabulary[attribute].type)
    var texts: [String] = []
    for index in snapshot.facts(attribute, of: thing, model) {
      let fact = model.facts[index]
      guard fact.key == key, fact.value != .unknown else { continue }
      var text = formatter.text(fact.value)
      if case .number(let interval, _, let unit) = fact.value, key == nil {
        text = formatter.text(.number(interval, unit), type)
      }
      if !texts.contains(text) { texts.append(text) }
    }
    return texts.isEmpty ? nil : texts.joined(separator: " / ")
  }

  /// The values of a verdict that hold, with what they are towards.
  private func verdict(_ id: VerdictID, _ qualifier: Int?, of thing: EntityID) -> String {
    let found = findings(on: thing).filter { finding in
      let plan = reader.plan(of: finding)
      return plan.verdict?.id == id && plan.qualifier == qualifier
    }
    var words: [Int] = []
    var objects: [Int: [String]] = [:]
    for finding in found where finding.truth == .yes {
      guard let word = reader.plan(of: finding).verdict?.word else { continue }
      if !words.contains(word) { words.append(word) }
      if let object = finding.object.map({ model.label($0) }),
        objects[word]?.contains(object) != true
      {
        objects[word, default: []].append(object)
      }
    }
    if words.isEmpty { return found.isEmpty ? "" : "unknown" }
    return words.sorted().map { word in
      let title = model.vocabulary[id].words[word].title.lowercased()
      return objects[word].map { "\(title) (\($0.joined(separator: ", ")))" } ?? title
    }.joined(separator: "; ")
  }

  private func truth(_ findings: [Finding]) -> String {
    if findings.contains(where: { $0.truth == .yes }) { return "yes" }
    return findings.isEmpty ? "no" : "unknown"
  }
}
