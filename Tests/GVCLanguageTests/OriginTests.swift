import GVCReport
import GVCSyntax
import GVCWorkspace
import Testing

@testable import GVCModel

/// What the rows of a table state enters the model as a text of declarations, and points to the cells that it comes from.
@Suite struct OriginTests {
  private let table = TableName(file: "firms.xlsx", sheet: "List")

  /// The declarations of rows of a name and a number of workers, each part with its cell.
  private func rows(_ rows: [(name: String, workers: String)], in table: TableName) -> SourceText {
    var text = ""
    var parts: [(start: Int, cell: Cell)] = []
    for (index, row) in rows.enumerated() {
      parts.append((text.utf8.count, Cell(row: index + 1, column: 0)))
      text += "firm \(row.name) { "
      parts.append((text.utf8.count, Cell(row: index + 1, column: 27)))
      text += "workers: \(row.workers) from survey }\n"
    }
    return SourceText(
      file: FileID(201), name: table.shown, bytes: Array(text.utf8),
      cells: CellMap(table, parts.reversed()))
  }

  private func model(_ rows: SourceText, _ own: String) -> Model {
    let source = SourceText(file: FileID(200), name: "case.gvc", own)
    return ModelBuilder.build(
      prelude: BuiltIns.prelude, packs: BuiltIns.packs,
      project: [Parser.parse(source), Parser.parse(rows)])
  }

  private let own = """
    source survey { title: "Survey" year: 2019 }
    firm buyer { workers: 20 from survey }
    link b -> buyer {}

    """

  @Test func `Facts, evidence and things have the cell that they come from`() throws {
    let model = model(rows([("a", "120"), ("b", "7")], in: table), own)
    #expect(model.diagnostics.isEmpty)
    let own = model.facts.filter { model[$0.entity].module >= UInt16(model.firstProjectModule) }
    let places = own.compactMap { fact -> String? in
      guard model.names[model.vocabulary[fact.attribute].name] == "workers" else { return nil }
      let origins =
        [model.origin(of: fact)] + fact.evidence.map { model.origin(of: model.evidence[$0]) }
      let shown = origins.map { origin in
        switch origin {
        case .text(let location): model.text(location.range, in: location.file)
        case .cell(let table, let cell): table.shown(cell)
        }
      }
      return "\(model.label(fact.entity)) \(shown.joined(separator: " "))"
    }
    #expect(
      places == [
        "buyer workers: 20 from survey from survey", "a firms.xlsx!List!AB2 firms.xlsx!List!AB2",
        "b firms.xlsx!List!AB3 firms.xlsx!List!AB3",
      ])
    let link = try #require(model.entities.indices.last { !model.entities[$0].ends.isEmpty })
    let supplier = try #require(model.ends(of: EntityID(link)).first)
    #expect(model.origin(of: supplier) == .cell(table, Cell(row: 2, column: 0)))
  }

  @Test func `What is wrong in a cell is said of the cell`() {
    let model = model(rows([("a", "many"), ("b", "7")], in: table), own)
    let map = SourceMap(model.sources, showing: model.diagnostics)
    let printer = DiagnosticPrinter(map, usesColor: false)
    let said = model.diagnostics.map { printer.concise($0) }
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("firms.xlsx!List!AB2: error[GVC") == true)
    #expect(
      model.diagnostics.map { DiagnosticReport.Span($0.primary.location, in: map) }.map {
        "\($0.file) \($0.line) \($0.column) \($0.endLine) \($0.endColumn)"
      } == ["firms.xlsx!List 2 28 2 29"])
  }

  @Test func `Cells are called as spreadsheets call them`() {
    let names = [(0, 0), (5, 5), (9, 25), (0, 26), (1_048_575, 16_383), (2, 701), (2, 702)].map {
      Cell(row: $0.0, column: $0.1).name
    }
    #expect(names == ["A1", "F6", "Z10", "AA1", "XFD1048576", "ZZ3", "AAA3"])
  }
}
