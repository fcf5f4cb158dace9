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
    var safe = text
    if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first),
      Double(text) == nil
    {
      safe = "'" + text
    }
    // What does not show says nothing in a cell, but for the line break, which the quotes hold.
    safe = String(
      String.UnicodeScalarView(
        safe.unicodeScalars.filter { $0 == "\n" || !SafeText.isUnsafe($0) }))
    guard safe.unicodeScalars.contains(where: { ",\"\n".unicodeScalars.contains($0) }) else {
      return safe
    }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
