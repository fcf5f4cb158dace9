import GVCSyntax
import GVCTable

/// A first mapping of a file, to be corrected by a person: the one place where something is guessed of a table.
///
/// What is doubtful stands as a comment beside it.
public enum TableGuess {
  /// The text of a mapping of all sheets that have a head and rows.
  ///
  /// - Parameter path: What the mapping calls the file.
  public static func mapping(of file: TableFile, path: String, _ dialect: DelimitedText) -> String {
    var taken: Set<String> = []
    var out = ""
    for sheet in file.sheets {
      let base = CellReader.identifier(sheet.name.isEmpty ? stem(path) : sheet.name) ?? "rows"
      var name = base
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(base)_\(number)"
        number += 1
      }
      if let text = table(sheet, name, path, dialect, isOnly: file.sheets.count == 1) {
        out += (out.isEmpty ? "" : "\n") + text
      } else {
        out +=
          "\n// \(sheet.name.isEmpty ? path : sheet.name): no row with at least two heads is above other rows\n"
      }
    }
    return out
  }

  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.split(separator: ".").first ?? name)
  }

  private static func table(
    _ sheet: Grid, _ name: String, _ path: String, _ dialect: DelimitedText, isOnly: Bool
  ) -> String? {
    // The head is the first row with nearly as many texts as any of the first twenty.
    let candidates = (0..<min(sheet.rowCount, 20)).map { index in
      sheet.row(at: index).count { $0.kind == .text }
    }
    guard let most = candidates.max(), most > 1,
      let index = candidates.firstIndex(where: { $0 > 1 && $0 * 3 >= most * 2 })
    else { return nil }
    let header = sheet.number(ofRowAt: index)
    var out = "table \(name) {\n  file: \(CellReader.literal(path))\n"
    if !isOnly || !sheet.name.isEmpty { out += "  sheet: [\(CellReader.literal(sheet.name))]\n" }
    if header != 1 {
      out += "  header: \(header)"
      out += header == 0 ? "\n" : "  // the rows above it are not read\n"
    }
    if dialect.separator == 0x09 {
      out += "  separator: \"tab\"\n"
    } else if dialect.separator != 0x2C {
      out += "  separator: \"\(UnicodeScalar(dialect.separator))\"\n"
    }
    if dialect.decimalMark == 0x2C { out += "  decimal_mark: \",\"\n" }
    if dialect.encoding != .utf8 { out += "  encoding: \(dialect.encoding.rawValue)\n" }
    var taken: [String: Int] = [:]
    var seen: Set<String> = []
    for head in sheet.row(at: index) {
      let text = CellReader.trimmed(head.text)
      guard !text.isEmpty else { continue }
      guard seen.insert(CellReader.folded(text)).inserted else {
        out +=
          "  // \(CellName.column(head.column)): a second column with the head \(CellReader.literal(text)), which is not read\n"
        continue
      }
      let base = CellReader.identifier(text).map { String($0.prefix(30)) } ?? "column"
      taken[base, default: 0] += 1
      let number = taken[base, default: 1]
      out += column(
        head.column, text, number == 1 ? base : "\(base)_\(number)",
        (index + 1..<sheet.rowCount).lazy.compactMap { place in
          sheet.row(at: place).first { $0.column == head.column }
        })
    }
    return out + "}\n"
  }

  private static func column(
    _ place: Int, _ head: String, _ name: String, _ cells: some Sequence<TableCell>
  ) -> String {
    var kinds: [CellKind: Int] = [:]
    var texts: [String: Int] = [:]
    var odd: [String] = []
    var numbers: [Double] = []
    for cell in cells {
      kinds[cell.kind, default: 0] += 1
      if cell.kind == .text { texts[CellReader.trimmed(cell.text), default: 0] += 1 }
      if cell.kind == .number, let number = Double(cell.text) { numbers.append(number) }
    }
    let all = kinds.values.reduce(0, +)
    let most =
      kinds.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key ?? .empty
    var doubts: [String] = []
    var attributes: [String] = []
    switch most {
    case .number:
      attributes.append("type: number")
      odd = texts.keys.sorted()
      if let unit = unit(in: head) { attributes.append("unit: \(CellReader.literal(unit))") }
      if head.contains("%") || head.lowercased().contains("share"),
        !numbers.isEmpty, numbers.allSatisfy({ abs($0) <= 1 })
      {
        doubts.append("all are at most 1: `factor: 100` if these are shares of one")
      }
    case .date: attributes.append("type: date")
    case .boolean: attributes.append("type: truth")
    case .text:
      let isRepeated = texts.count * 2 <= kinds[.text, default: 0]
      if isRepeated {
        attributes.append("type: name")
        doubts.append("\(texts.count) different texts: \(samples(texts.keys.sorted()))")
      }
    case .empty: doubts.append("no cell of it is filled")
    case .time, .error: doubts.append("its cells are of the kind \(most)")
    }
    if !odd.isEmpty, most == .number {
      doubts.append("texts among the numbers: \(samples(odd))")
    }
    if let errors = kinds[.error], most != .error { doubts.append("\(errors) cells are errors") }
    let block = attributes.isEmpty ? "" : " { \(attributes.joined(separator: " ")) }"
    let comment =
      doubts.isEmpty
      ? "" : "  // \(CellName.column(place)), \(all) cells: \(doubts.joined(separator: "; "))"
    return "  column \(name) \(CellReader.literal(head))\(block)\(comment)\n"
  }

  /// A unit that a head names in brackets or behind the last word.
  private static func unit(in head: String) -> String? {
    if head.contains("%") { return "%" }
    guard let open = head.lastIndex(of: "("), let close = head.lastIndex(of: ")"), open < close
    else { return nil }
    let inner = CellReader.trimmed(String(head[head.index(after: open)..<close]))
    let isUnit = inner.split(separator: "/").allSatisfy { part in
      part.allSatisfy { $0.isLetter } && !part.isEmpty && part.count <= 8
    }
    return isUnit && !inner.isEmpty ? inner : nil
  }

  private static func samples(_ texts: [String]) -> String {
    texts.prefix(3).map { text in
      let shown = text.prefix(30)
      return "\"\(CellReader.escaped(String(shown)))\"\(shown.count < text.count ? "…" : "")"
    }.joined(separator: ", ") + (texts.count > 3 ? ", …" : "")
  }
}
