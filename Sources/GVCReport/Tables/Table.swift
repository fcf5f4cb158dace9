import GVCTable

/// Rows of cells under named columns, and the forms in which they leave the tool.
public struct Table: Sendable {
  public struct Column: Sendable, Equatable {
    public let name: String
    /// Its cells are numbers, and stand at the right.
    public let isNumber: Bool

    public init(_ name: String, isNumber: Bool = false) {
      self.name = name
      self.isNumber = isNumber
    }
  }

  /// The forms of a table.
  public enum Format: String, Sendable, CaseIterable {
    case text
    case markdown
    case csv
    case json
    /// A workbook, which is no text.
    case xlsx
  }

  /// The forms of a table that are text.
  public enum TextFormat: Sendable {
    case text, markdown, csv, json
  }

  public let columns: [Column]
  /// Each row has a cell for each column.
  public private(set) var rows: [[String]] = []

  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; what is missing at its end is empty.
  public mutating func add(_ cells: [String]) {
    rows.append(
      Array(cells.prefix(columns.count))
        + Array(repeating: "", count: max(0, columns.count - cells.count)))
  }

  /// Tables as one with the columns of all, and with the name of each in front of its rows where there
  /// are several; empty where a table has not the column of another.
  public static func joined(_ tables: [(name: String, table: Table)]) -> Table {
    guard tables.count > 1 else { return tables.first?.table ?? Table([]) }
    var columns = [Column("project")]
    for column in tables.flatMap(\.table.columns) where !columns.contains(column) {
      columns.append(column)
    }
    var all = Table(columns)
    for (name, table) in tables {
      for row in table.rows {
        all.add(
          columns.map { column in
            table.columns.firstIndex(of: column).map { row[$0] }
              ?? (column == columns[0] ? name : "")
          })
      }
    }
    return all
  }

  /// The table without the columns in which every cell is empty.
  public var withoutEmptyColumns: Table {
    let kept = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    var table = Table(kept.map { columns[$0] })
    for row in rows { table.add(kept.map { row[$0] }) }
    return table
  }

  /// The table as text of a form, with a line break at its end.
  public func text(_ format: TextFormat) throws -> String {
    switch format {
    case .text: TextTable(self).text
    case .markdown: MarkdownTable.text(self)
    case .csv: CSVText.text(self)
    case .json: try JSONText.pretty(TableReport(self))
    }
  }

  /// Tables in a form: joined as one, or each as a sheet of a workbook.
  public static func bytes(of tables: [(name: String, table: Table)], _ format: Format) throws
    -> [UInt8]
  {
    func text(_ form: TextFormat) throws -> [UInt8] { Array(try joined(tables).text(form).utf8) }
    return switch format {
    case .text: try text(.text)
    case .markdown: try text(.markdown)
    case .csv: try text(.csv)
    case .json: try text(.json)
    case .xlsx: WorkbookWriter.bytes(tables.map { $0.table.sheet(named: $0.name) })
    }
  }
}

/// A table in a form for other programs; `Grammar/table.schema.json` is its schema.
public struct TableReport: Codable, Sendable {
  /// The version of the form: raised when a field changes its meaning or goes, not when one comes.
  public static let currentVersion = 1

  public let version: Int
  public let columns: [String]
  /// The cells of each row by the name of their column.
  public let rows: [[String: String]]

  public init(_ table: Table) {
    version = Self.currentVersion
    columns = table.columns.map(\.name)
    rows = table.rows.map { row in
      Dictionary(zip(table.columns.map(\.name), row), uniquingKeysWith: { first, _ in first })
    }
  }
}
