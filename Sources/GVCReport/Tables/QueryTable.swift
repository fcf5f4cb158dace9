import GVCAnalysis
import GVCModel

/// The answers to a question in all layers of an analysis, as a table: an answer a row, with the layers
/// in which it is the same.
public struct QueryTable {
  public let table: Table
  /// How many answers are sure, and how many only may be answers.
  public let counts: (sure: Int, possible: Int)
  /// The amounts that are known and yet cannot be taken together.
  public let obstacles: [String]
  /// Not everything was tried.
  public let isUnfinished: Bool

  private struct Row {
    var cells: [String]
    var layers: [String]
    let isSure: Bool
  }

  /// Asks a question in each layer of an analysis.
  ///
  /// - Parameter columns: What is asked of each answer beside, with the heads of its columns.
  public init(
    _ query: Query, columns: [(title: String, value: PlanID)], _ compiler: QueryCompiler,
    _ reader: FindingReader
  ) {
    let analysis = reader.analysis
    let model = compiler.model
    let formatter = ValueFormatter(model)
    var rows: [Row] = []
    var places: [[String]: Int] = [:]
    var isUnfinished = false
    var obstacles: [String] = []
    for (layer, _) in analysis.layers {
      let name = model.layerName(layer.entity)
      let found = QueryRunner(compiler, analysis.options, layer: layer)
        .answers(to: query, columns: columns.map(\.value))
      isUnfinished = isUnfinished || found.isUnfinished
      obstacles += found.obstacles.filter { !obstacles.contains($0) }
      for answer in found.answers {
        var title = ""
        if case .entity(let id) = answer.value, model[id].title != nil {
          title = reader.reading(id)
        }
        let needs = answer.needs.first.map { set in
          set.map { reader.text($0) }.joined(separator: " and ")
        }
        let cells =
          [compiler.text(of: answer.value, as: query, formatter), title]
          + zip(answer.columns, columns).map { formatter.text($0, compiler.program[$1.value].type) }
          + [answer.truth == .yes ? "" : "unknown", needs ?? ""]
        if let place = places[cells] {
          rows[place].layers.append(name)
        } else {
          places[cells] = rows.count
          rows.append(Row(cells: cells, layers: [name], isSure: answer.truth == .yes))
        }
      }
    }
    let all = analysis.layers.map { model.layerName($0.layer.entity) }
    var table = Table(
      [Table.Column("answer", isNumber: query.isNumber(in: compiler)), Table.Column("title")]
        + columns.map { Table.Column($0.title) }
        + [Table.Column("holds"), Table.Column("needs"), Table.Column("in")])
    // What may be an answer stands behind what is one.
    for row in rows.filter(\.isSure) + rows.filter({ !$0.isSure }) {
      table.add(row.cells + [row.layers == all ? "" : row.layers.joined(separator: ", ")])
    }
    self.table = table
    counts = (rows.count { $0.isSure }, rows.count { !$0.isSure })
    self.isUnfinished = isUnfinished
    self.obstacles = obstacles
  }
}

extension QueryCompiler {
  fileprivate func text(of datum: Datum, as query: Query, _ formatter: ValueFormatter) -> String {
    formatter.text(datum, query.type(in: self))
  }
}
