import GVCSyntax

/// The diagnostics of tables of other programs: GVC0600 to GVC0619.
enum TableErrors {
  static func unreadable(_ path: String, _ reason: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .tableUnreadable, "the table `\(path)` cannot be read: \(reason)",
      at: Label(place, "not read"))
  }

  static func noSheet(_ names: [String], in path: String, among known: [String], at place: Location)
    -> Diagnostic
  {
    let nearest = names.lazy.compactMap { Suggestion.nearest(to: $0, among: known) }.first
    let wanted = names.map { "`\($0)`" }.joined(separator: " or ")
    return Diagnostic(
      .sheetNotFound, "`\(path)` has no sheet \(wanted)",
      at: Label(place, "no such sheet"),
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "it has \(known.map { "`\($0)`" }.joined(separator: ", "))")
  }

  static func noColumn(
    _ heads: [String], in sheet: String, among known: [String], at place: Location
  )
    -> Diagnostic
  {
    let nearest = heads.lazy.compactMap { Suggestion.nearest(to: $0, among: known) }.first
    let wanted = heads.map { "`\($0)`" }.joined(separator: " or ")
    return Diagnostic(
      .columnNotFound, "no column of `\(sheet)` has the head \(wanted)",
      at: Label(place, "no such column"),
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "the heads are \(known.prefix(12).map { "`\($0)`" }.joined(separator: ", "))")
  }

  /// `cells`: the names of all cells of the cause, the first of which is the place.
  static func badCell(_ message: String, _ cells: [String], at place: Location) -> Diagnostic {
    Diagnostic(
      .cellMisread, message + more(cells),
      at: Label(place, "in \(cells.first ?? "")"),
      help: "correct the cell, or say what is meant in `names`; what it would state is unknown")
  }

  static func emptyCell(_ column: String, _ cells: [String], at place: Location) -> Diagnostic {
    Diagnostic(
      .cellEmpty,
      "a cell of `\(column)` is empty, and its row states nothing"
        + more(cells), at: Label(place, "row of \(cells.first ?? "")"),
      help: "fill it in, or say `empty: skip` in the column if such rows are none")
  }

  static func sameKey(_ key: [String], _ cells: [String], at place: Location, first: Location)
    -> Diagnostic
  {
    Diagnostic(
      .keyRepeated,
      "two rows have the same \(key.map { "`\($0)`" }.joined(separator: ", "))" + more(cells),
      at: Label(place, "again"), secondary: [Label(first, "the first")],
      help: "take one out, or add the column that tells them apart to `key`")
  }

  static func noTable(_ name: String, among known: [String], at place: Location) -> Diagnostic {
    Diagnostic(
      .unknownTable, "there is no table `\(name)`", at: Label(place, "not declared"),
      help: Suggestion.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
        ?? "declare it: `table \(name) { … }`")
  }

  static func noTableColumn(
    _ name: String, of table: String, among known: [String], at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .unknownColumn, "the table `\(table)` has no column `\(name)`",
      at: Label(place, "not declared"),
      help: Suggestion.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
        ?? "declare it in the table: `column \(name) \"Its head\"`")
  }

  static func rows(_ reading: TableReading, at place: Location) -> Diagnostic {
    Diagnostic(
      .rowsLeftOut, "\(reading.place): \(reading.counts)",
      at: Label(place, "not all rows state something"))
  }

  static func factor(_ text: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .factorNoPower, "`\(text)` is no power of ten", at: Label(place, "no factor"),
      help: "write 10, 100, 1000, 0.1, 0.01 …: other factors would not be exact")
  }

  static func noFile(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .workbookWithoutFile, "it is not said which file `\(name)` is",
      at: Label(place, "no file"), help: "write `workbook \(name) \"FILE.xlsx\" { … }`")
  }

  static func dialect(_ what: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .tableDialect, what, at: Label(place, "cannot be read so"),
      help: "a separator is one character or `tab`; a decimal mark is `.` or `,`")
  }

  /// ` (and 10 more cells: B5, B9, B12, …)`, with the first three of all.
  static func more(_ cells: [String]) -> String {
    guard cells.count > 1 else { return "" }
    let shown = cells.prefix(3).joined(separator: ", ")
    return ": \(cells.count) cells, \(shown)\(cells.count > 3 ? ", …" : "")"
  }
}
