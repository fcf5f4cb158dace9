import GVCReport
import GVCTable
import GVCWorkspace

/// What `gvc table check` prints of the tables of a project.
enum TableListing {
  /// A row a column.
  static func table(_ readings: [TableReading]) -> Table {
    var table = Table([
      Table.Column("table"), Table.Column("column"), Table.Column("at"), Table.Column("head"),
      Table.Column("cells"), Table.Column("samples"),
    ])
    for reading in readings {
      for column in reading.columns {
        let kinds = CellKind.allCases.compactMap { kind in
          column.kinds[kind].map { "\($0) \(kind)" }
        }
        table.add([
          reading.table, column.name, column.letters, column.head ?? "missing",
          kinds.joined(separator: ", "), column.samples.joined(separator: " | "),
        ])
      }
    }
    return table
  }

  /// For people: each table with its counts above its columns.
  static func text(_ readings: [TableReading]) throws -> String {
    try readings.map { reading in
      var out = "\(reading.table): \(reading.place)\n  \(reading.counts)\n"
      for note in reading.notes { out += "  \(note)\n" }
      return try SafeText.escapedLines(out) + "\n" + table([reading]).text(.text)
    }.joined(separator: "\n")
  }
}
