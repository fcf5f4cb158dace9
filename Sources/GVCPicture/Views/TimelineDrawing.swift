import GVCAnalysis
import GVCModel
import GVCSyntax

extension Picture {
  /// The functions, the tier and the buyers of actors over the periods, with the scenarios behind them.
  public static func timeline(
    _ reader: FindingReader, title: String, actors: [EntityID] = [], prefix: String = ""
  ) -> Picture {
    TimelineDrawing(reader, title: title, actors: actors, prefix: prefix).picture
  }
}

private struct TimelineDrawing {
  private let reader: FindingReader
  private let title: String
  private let prefix: String
  private let states: [CaseWords]
  private let wanted: [EntityID]
  private var model: Model { reader.analysis.model }

  init(_ reader: FindingReader, title: String, actors: [EntityID], prefix: String) {
    self.reader = reader
    self.title = title
    self.prefix = prefix
    wanted = actors
    let model = reader.analysis.model
    let layers = reader.analysis.layers.map(\.layer)
    // Periods in their order, then what might be.
    let periods = layers.filter { $0.entity.map { model[$0].kind != model.core.scenario } ?? true }
    states = (periods + layers.filter { !periods.contains($0) }).map { CaseWords(reader, $0) }
  }

  var picture: Picture {
    let columns = states.map { state in
      GridDrawing.Column(
        title: state.layer.entity.map { reader.reading($0) } ?? Model.baseCaseTitle,
        detail: state.layer.entity.map {
          model[$0].kind == model.core.scenario ? "Scenario" : "Period"
        } ?? "", entity: state.layer.entity.map { model.label($0) })
    }
    let sections = actors.map { section($0) }
    let grid = GridDrawing(columns: columns, sections: sections, prefix: prefix)
    var sheet = PictureSheet(
      title: title, subtitle: "Actors over the periods: tier, functions and buyers.",
      description:
        "For \(CaseWords.counted(sections.count, "actor", "actors")), the tier, the functions and the buyers in each of \(CaseWords.counted(columns.count, "state", "states")) of the case.",
      prefix: prefix)
    sheet.definitions = grid.hatches
    sheet.legend = [
      .init(sign: grid.legendSign(.bar), text: "It is so"),
      .init(sign: grid.legendSign(.hatchedBar), text: "Some say so"),
      .init(sign: [], text: "? not known whether"),
    ]
    if sections.isEmpty { sheet.notes.append("The case has no actors.") }
    let (elements, height) = grid.elements()
    return sheet.picture(elements, width: grid.width, height: height)
  }

  private var actors: [EntityID] {
    guard wanted.isEmpty else { return wanted }
    guard let kind = model.core.actor else { return [] }
    return model.entities.indices.map { EntityID($0) }.filter { id in
      model.isA(id, kind) && states.contains { reader.exists(id, in: $0.layer) }
    }
  }

  private func section(_ actor: EntityID) -> GridDrawing.Section {
    var rows = [
      GridDrawing.Row(
        name: "Tier",
        cells: states.map { state in
          guard reader.exists(actor, in: state.layer) else { return absent(actor) }
          guard let tier = reader.tier(of: actor, chain: nil, in: state.layer) else {
            return GridDrawing.Cell()
          }
          return GridDrawing.Cell(
            words: ["\(tier)"], sentence: "\(reader.reading(actor)) is in tier \(tier).")
        })
    ]
    var functions: [EntityID] = []
    var buyers: [EntityID] = []
    for state in states {
      let performs = state.list("performs", of: actor)
      for function in (performs?.sure ?? []) + (performs?.possible ?? [])
      where !functions.contains(function) {
        functions.append(function)
      }
      for buyer in self.buyers(of: actor, state) where !buyers.contains(buyer) {
        buyers.append(buyer)
      }
    }
    for function in functions {
      rows.append(
        GridDrawing.Row(
          name: reader.reading(function), cells: states.map { cell(actor, function, $0) },
          entity: model.label(function)))
    }
    for buyer in buyers {
      rows.append(
        GridDrawing.Row(
          name: "Sells to \(reader.reading(buyer))",
          cells: states.map { state in
            guard reader.exists(actor, in: state.layer) else { return absent(actor) }
            guard self.buyers(of: actor, state).contains(buyer) else { return GridDrawing.Cell() }
            return GridDrawing.Cell(
              sign: .bar,
              sentence: "\(reader.reading(actor)) sells to \(reader.reading(buyer)).")
          }, entity: model.label(buyer)))
    }
    return GridDrawing.Section(title: reader.reading(actor), rows: rows)
  }

  private func absent(_ actor: EntityID) -> GridDrawing.Cell {
    GridDrawing.Cell(words: ["–"], sentence: "\(reader.reading(actor)) is not there.")
  }

  private func buyers(of actor: EntityID, _ state: CaseWords) -> [EntityID] {
    reader.links(of: actor, selling: true, in: state.layer).compactMap { model.ends(of: $0).last }
  }

  private func cell(
    _ actor: EntityID, _ function: EntityID, _ state: CaseWords
  ) -> GridDrawing.Cell {
    guard reader.exists(actor, in: state.layer) else { return absent(actor) }
    let (who, what) = (reader.reading(actor), reader.reading(function).lowercased())
    let performs = state.list("performs", of: actor)
    if performs?.sure.contains(function) ?? false {
      return .init(sign: .bar, sentence: "\(who) performs \(what).")
    }
    if performs?.possible.contains(function) ?? false {
      return .init(sign: .hatchedBar, sentence: "Some say that \(who) performs \(what).")
    }
    if performs?.isOpen ?? true {
      return .init(words: ["?"], sentence: "Whether \(who) performs \(what) is not known.")
    }
    return .init(sentence: "\(who) does not perform \(what).")
  }
}
