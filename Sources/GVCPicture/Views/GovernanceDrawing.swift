import GVCAnalysis
import GVCModel
import GVCSyntax

extension Picture {
  /// The links in the space of a theory: a column for each type of governance that it tells apart, with what is
  /// stated, what the theory concludes, and what it leaves open.
  ///
  /// - Parameter theory: The name of the theory; nil for the first that tells types apart.
  public static func governance(
    _ reader: FindingReader, title: String, layer: LayerReference, theory: String? = nil,
    prefix: String = ""
  ) -> Picture {
    GovernanceDrawing(reader, title: title, layer: layer, theory: theory, prefix: prefix).picture
  }

  /// The theories in use that tell types of links apart, by name.
  public static func governanceTheories(_ reader: FindingReader) -> [String] {
    GovernanceDrawing.spaces(reader).map(\.theory)
  }
}

private struct GovernanceDrawing {
  /// A verdict of links, with the rules of one theory that give it.
  struct Space {
    let theory: String
    let verdict: VerdictID
    let rules: [Int]
  }

  private let words: CaseWords
  private let title: String
  private let prefix: String
  private let space: Space?
  private var model: Model { words.model }
  private var reader: FindingReader { words.reader }

  init(
    _ reader: FindingReader, title: String, layer: LayerReference, theory: String?, prefix: String
  ) {
    words = CaseWords(reader, layer)
    self.title = title
    self.prefix = prefix
    let spaces = Self.spaces(reader)
    space = spaces.first { theory == nil || $0.theory == theory }
  }

  /// For each theory the verdict of links by whose values it defines types: the one that it gives by most
  /// rules of definition.
  static func spaces(_ reader: FindingReader) -> [Space] {
    let model = reader.analysis.model
    let program = reader.analysis.program
    var rules: [String: [VerdictID: [Int]]] = [:]
    var order: [String] = []
    for (index, plan) in program.rules.enumerated() where plan.modality == .definition {
      guard let verdict = plan.verdict?.id, let link = model.core.link,
        let subject = model.vocabulary[verdict].subject,
        model.vocabulary.kind(subject, isA: link),
        let theory = model.theories[Int(model.rules[plan.rule].theory.number)].name
          .map({ model.names[$0] })
      else { continue }
      if rules[theory] == nil { order.append(theory) }
      rules[theory, default: [:]][verdict, default: []].append(index)
    }
    return order.compactMap { theory in
      let best = rules[theory]?.max {
        ($0.value.count, $1.key.number) < ($1.value.count, $0.key.number)
      }
      guard let best, Set(best.value.compactMap { program.rules[$0].verdict?.word }).count > 1
      else { return nil }
      return Space(theory: theory, verdict: best.key, rules: best.value)
    }
  }

  private var links: [EntityID] {
    model.entities.indices.map { EntityID($0) }.filter {
      model.vocabulary[model[$0].kind].ends == .supply && model.ends(of: $0).count == 2
        && reader.exists($0, in: words.layer)
    }
  }

  var picture: Picture {
    let stateText = reader.reading(of: words.layer).map { $0 + ". " } ?? ""
    var sheet = PictureSheet(
      title: title, subtitle: stateText + subtitle,
      description:
        "The links of the case by the types of governance that \(space?.theory ?? "no theory") tells apart.",
      prefix: prefix)
    guard let space else {
      sheet.notes = ["No theory in use tells types of links apart."]
      return sheet.picture([], width: 420, height: 0)
    }
    let verdict = model.vocabulary[space.verdict]
    let columns = verdict.words.map { GridDrawing.Column(title: $0.title) }
    let inputs = inputs(space)
    let rows = links.map { row($0, space, verdict, inputs) }
    let grid = GridDrawing(
      columns: columns, sections: [GridDrawing.Section(title: "", rows: rows)], prefix: prefix)
    sheet.definitions = grid.hatches
    sheet.legend = [
      .init(sign: grid.legendSign(.filled), text: "Stated in the case"),
      .init(sign: grid.legendSign(.ring), text: "Concluded by the theory"),
      .init(sign: grid.legendSign(.core), text: "Stated, and concluded"),
      .init(sign: grid.legendSign(.hatched), text: "Still possible"),
      .init(sign: grid.legendSign(.open), text: "Nothing is known"),
    ]
    if rows.isEmpty { sheet.notes.append("The case has no links.") }
    let (elements, height) = grid.elements()
    return sheet.picture(elements, width: grid.width, height: height)
  }

  private var subtitle: String {
    guard let space else { return "" }
    let title = model.theories.first { $0.name.map { model.names[$0] } == space.theory }?.title
    let theory = title.flatMap { $0.isEmpty ? nil : $0 } ?? space.theory
    return "\(model.vocabulary[space.verdict].title), by \(theory)."
  }

  /// The attributes of links that the rules read: the axes of the space.
  private func inputs(_ space: Space) -> [AttributeID] {
    guard let link = model.core.link else { return [] }
    var found: Set<AttributeID> = []
    for rule in space.rules {
      let inputs = RuleInputs(of: reader.analysis.program.rules[rule], in: reader.analysis.program)
      found.formUnion(
        inputs.attributes.filter { model.vocabulary.kind(model.vocabulary[$0].owner, isA: link) })
    }
    return found.sorted { $0.number < $1.number }
  }

  private func row(
    _ link: EntityID, _ space: Space, _ verdict: Verdict, _ inputs: [AttributeID]
  ) -> GridDrawing.Row {
    let ends = model.ends(of: link).map { reader.reading($0) }
    let formatter = ValueFormatter(model)
    let details = inputs.compactMap { attribute -> String? in
      guard reader.states(attribute, of: link, in: words.layer),
        let value = reader.value(of: attribute, for: link, in: words.layer)
      else { return nil }
      let name = model.names[model.vocabulary[attribute].name].replacing("_", with: " ")
      let text = formatter.text(value, ExpressionType(model.vocabulary[attribute].type))
      return "\(name): \(text.replacing("_", with: " "))"
    }
    let stated = words.words("governance", of: link).map { known, scale in
      Set(known.map { scale.words[$0].title })
    }
    var concluded: Set<Int> = []
    var open: Set<Int> = []
    for finding in reader.analysis.findings
    where finding.layer == words.layer && finding.subject == link
      && space.rules.contains(finding.plan)
    {
      guard let word = reader.plan(of: finding).verdict?.word else { continue }
      if finding.truth == .yes { concluded.insert(word) } else { open.insert(word) }
    }
    let cells = verdict.words.indices.map { index -> GridDrawing.Cell in
      let title = verdict.words[index].title
      let name = "\(ends.joined(separator: " to ")): \(title.lowercased())"
      let isStated = stated.map { $0 == [title] } ?? false
      if concluded.contains(index) {
        return .init(
          sign: isStated ? .core : .ring,
          sentence: "\(name), " + (isStated ? "stated and concluded." : "concluded."))
      }
      if isStated { return .init(sign: .filled, sentence: "\(name), stated.") }
      if open.contains(index) || stated?.contains(title) ?? false {
        return .init(sign: .hatched, sentence: "\(name), still possible.")
      }
      // Where nothing is stated and no rule speaks, nothing is ruled out.
      if stated == nil, concluded.isEmpty, open.isEmpty {
        return .init(sign: .open, sentence: "\(name), not known.")
      }
      return .init()
    }
    return GridDrawing.Row(
      name: ends.joined(separator: " → "), details: details, cells: cells,
      entity: model.label(link))
  }
}
