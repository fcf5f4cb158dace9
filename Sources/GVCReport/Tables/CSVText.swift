/// Values as comma-separated text (RFC 4180), which no spreadsheet takes for a formula.
enum CSVText {
  static func text(_ table: Table) -> String {
    ([table.columns.map(\.name)] + table.rows).map { row in
      row.map { cell($0) }.joined(separator: ",") + "\n"
    }.joined()
  }

  /// A cell, in quotes where it needs them. What a spreadsheet would run as a formula begins with an
  /// apostrophe; a plain negative number is none.
  static func cell(_ text: String) -> String {
    // What does not show says nothing in a cell, but for the line break, which the quotes hold.
    var safe = SafeText.withoutUnsafe(text)
    if let first = safe.unicodeScalars.first, "=+-@".unicodeScalars.contains(first),
      Double(safe) == nil
    {
      safe = "'" + safe
    }
    guard safe.unicodeScalars.contains(where: { ",\"\n".unicodeScalars.contains($0) }) else {
      return safe
    }
    return "\"" + SafeText.replacing(in: safe) { $0 == "\"" ? "\"\"" : nil } + "\""
  }
}
