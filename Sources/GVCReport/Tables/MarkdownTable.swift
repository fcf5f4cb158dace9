/// A table in the Markdown of GitHub.
public enum MarkdownTable {
  public static func text(_ table: Table) -> String {
    guard !table.columns.isEmpty else { return "" }
    let heads = table.columns.map { cell($0.name) }
    let rules = table.columns.map { $0.isNumber ? "---:" : "---" }
    return ([heads, rules] + table.rows.map { $0.map { cell($0) } })
      .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  /// A text that nothing in it turns into markup: neither of the table, nor of HTML, nor a link.
  public static func cell(_ text: String) -> String {
    var out = ""
    for scalar in SafeText.escaped(text).unicodeScalars {
      switch scalar {
      case "|", "\\", "`", "*", "_", "[", "]", "<", ">", "#", "~", "!":
        out.unicodeScalars.append("\\")
        out.unicodeScalars.append(scalar)
      case "&": out += "&amp;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
