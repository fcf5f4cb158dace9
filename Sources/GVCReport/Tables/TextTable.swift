/// Lays out a table for a terminal: in columns where that fits, else turned, a line for each column,
/// so that nothing is cut off.
struct TextTable {
  private let table: Table
  private let cells: [[String]]

  init(_ table: Table) {
    self.table = table
    cells = ([table.columns.map(\.name)] + table.rows).map { $0.map { SafeText.escaped($0) } }
  }

  var text: String {
    guard !table.columns.isEmpty else { return "" }
    let widths = self.widths(cells)
    if widths.reduce(0, +) + 2 * (widths.count - 1) <= Paragraph.width { return plain(widths) }
    // A table of few rows reads well when it is turned: a column a row.
    let turned = table.columns.indices.map { column in cells.map { $0[column] } }
    if table.rows.count <= 5 { return wrapped(turned) }
    return wrapped(cells)
  }

  private func widths(_ lines: [[String]]) -> [Int] {
    (lines.first ?? []).indices.map { column in
      lines.map { width($0[column]) }.max() ?? 0
    }
  }

  private func width(_ text: String) -> Int { text.unicodeScalars.count }

  private func plain(_ widths: [Int]) -> String {
    cells.enumerated().map { index, line in
      let text = line.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - width(line[column]))
        return table.columns[column].isNumber ? space + line[column] : line[column] + space
      }.joined(separator: "  ").withoutTrailingSpaces
      return index == 0 ? "\(text)\n\(rule(widths))\n" : "\(text)\n"
    }.joined()
  }

  private func rule(_ widths: [Int]) -> String {
    widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
  }

  /// The lines with the columns behind the first made so narrow that all fit, and their cells broken
  /// over lines.
  private func wrapped(_ lines: [[String]]) -> String {
    let natural = widths(lines)
    let widths = Self.fitted(natural, to: Paragraph.width - 2 * (natural.count - 1))
    var out = ""
    for (index, line) in lines.enumerated() {
      let broken = line.indices.map { Self.lines(line[$0], width: widths[$0]) }
      for part in 0..<(broken.map(\.count).max() ?? 0) {
        out +=
          broken.indices.map { column in
            let text = part < broken[column].count ? broken[column][part] : ""
            return text + String(repeating: " ", count: max(0, widths[column] - width(text)))
          }.joined(separator: "  ").withoutTrailingSpaces + "\n"
      }
      if index == 0 { out += rule(widths) + "\n" }
    }
    return out
  }

  /// Widths of columns that add up to at most `total`, the widest narrowed first; none below 8.
  private static func fitted(_ natural: [Int], to total: Int) -> [Int] {
    var widths = natural
    while widths.reduce(0, +) > total {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8
      else { break }
      widths[widest] -= 1
    }
    return widths
  }

  /// A text in lines of at most `width`, broken between words where there are any.
  private static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var rest = String(word)
      if !line.isEmpty, line.unicodeScalars.count + 1 + rest.unicodeScalars.count > width {
        lines.append(line)
        line = ""
      }
      while rest.unicodeScalars.count > width {
        let head = String(String.UnicodeScalarView(rest.unicodeScalars.prefix(width)))
        lines.append(head)
        rest = String(String.UnicodeScalarView(rest.unicodeScalars.dropFirst(width)))
      }
      line += line.isEmpty ? rest : " " + rest
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}

extension String {
  /// The text without the spaces at its end.
  public var withoutTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
