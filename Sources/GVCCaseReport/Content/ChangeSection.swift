import GVCAnalysis
import GVCModel
import GVCReport
import GVCSyntax

/// What is different from each layer to the one that it is compared with.
struct ChangeSection {
  private let reader: FindingReader
  private let aspects: AspectReader
  private let values: ValueReading
  /// The things by what the case calls them.
  private let things: [String: EntityID]

  init(_ reader: FindingReader, _ aspects: AspectReader) {
    self.reader = reader
    self.aspects = aspects
    values = ValueReading(reader)
    let model = reader.analysis.model
    things = Dictionary(
      model.entities.indices.map { (model.label(EntityID($0)), EntityID($0)) },
      uniquingKeysWith: { first, _ in first })
  }

  private var analysis: Analysis { reader.analysis }

  /// A change for each layer that follows one, or changes one.
  var changes: [CaseReport.Change] {
    analysis.layers.compactMap { layer, previous in
      previous.map { change(from: $0, to: layer) }
    }
  }

  private func change(from old: LayerReference, to new: LayerReference) -> CaseReport.Change {
    let difference = CaseDifference(
      from: CaseState(reader(of: old), layer: old), to: CaseState(reader, layer: new))
    // Where the facts outside of all layers are no state of the case, nothing is concluded of them.
    let isAnalysed = old.entity != nil || analysis.model.layerOrder.periods.isEmpty
    let printer = DifferencePrinter(difference, worseFrom: .warning, isMarkdown: false)
    let facts = difference.facts.map { fact($0) }
    let turns = CaseDifference.Turn.allCases.compactMap { turn -> CaseReport.Change.Turn? in
      let changes = isAnalysed ? difference.findings.filter { $0.turn == turn } : []
      guard !changes.isEmpty else { return nil }
      return CaseReport.Change.Turn(
        title: DifferencePrinter.title(turn),
        conclusions: changes.map { conclusion($0, facts, printer, new) })
    }
    return CaseReport.Change(
      from: values.layer(old), to: values.layer(new),
      added: difference.added.map { title(of: $0) },
      removed: difference.removed.map { title(of: $0) },
      facts: facts, turns: turns, summary: printer.summary)
  }

  /// What reads the findings of a layer: this analysis where it has them, or else one of that layer.
  private func reader(of layer: LayerReference) -> FindingReader {
    if analysis.layers.contains(where: { $0.layer == layer }) { return reader }
    var options = analysis.options
    options.layer = layer == .base ? nil : layer
    return FindingReader(Analysis(analysis.model, analysis.program, options))
  }

  private func conclusion(
    _ change: CaseDifference.FindingChange, _ facts: [CaseReport.Change.Fact],
    _ printer: DifferencePrinter, _ layer: LayerReference
  ) -> CaseReport.Change.Conclusion {
    var result = Aspects()
    result.values[.layer] = [values.layer(layer).name]
    result.values[.theory] = [AspectReader.name(ofTheory: change.theory)]
    if let modality = change.newModality ?? change.oldModality {
      result.values[.modality] = [modality.rawValue]
    }
    return CaseReport.Change.Conclusion(
      mark: printer.mark(of: change), isWorse: change.isWorse(than: .warning),
      message: change.message, reference: change.reference,
      reasons: reasons(for: change, printer, facts), aspects: result)
  }

  /// What turned a conclusion: the same as `DifferencePrinter` says, by the titles of things.
  private func reasons(
    for change: CaseDifference.FindingChange, _ printer: DifferencePrinter,
    _ facts: [CaseReport.Change.Fact]
  ) -> [String] {
    var reasons = change.because.map { index in
      let fact = facts[index]
      return "because \(fact.attribute) of \(fact.thing.title): \(fact.old ?? "not stated") → "
        + (fact.new ?? "not stated")
    }
    for thing in change.things {
      reasons.append("because \(title(of: thing)) \(printer.isAdded(thing) ? "came" : "went")")
    }
    if change.isByTheory {
      reasons.append("because the theory, a threshold or another layer changed")
    }
    return reasons
  }

  private func fact(_ change: CaseDifference.FactChange) -> CaseReport.Change.Fact {
    let facts = analysis.model.facts
    guard let index = change.newIndex ?? change.oldIndex, facts.indices.contains(index) else {
      return CaseReport.Change.Fact(
        thing: CaseReport.Thing(label: change.fact, title: change.fact), attribute: "",
        old: change.old, new: change.new)
    }
    return CaseReport.Change.Fact(
      thing: values.thing(facts[index].entity), attribute: values.attribute(of: facts[index]),
      old: value(change.old, change.oldIndex), new: value(change.new, change.newIndex))
  }

  /// A stated value by its titles; several statements of one fact stay as the comparison writes them.
  private func value(_ text: String?, _ index: Int?) -> String? {
    guard let text, let index, !text.contains(" / ") else { return text }
    return values.value(of: analysis.model.facts[index])
  }

  private func title(of thing: CaseDifference.Thing) -> String {
    things[thing.label].map { values.title(of: $0) } ?? thing.label
  }
}
