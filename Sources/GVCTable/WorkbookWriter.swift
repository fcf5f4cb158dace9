/// Writes tables as a workbook in the form of Excel: one sheet a table, the first row frozen and bold.
///
/// Values are numbers, dates or texts, never formulas. The same tables give the same bytes.
public struct WorkbookWriter {
  /// A table to be written.
  public struct Sheet: Sendable {
    /// What the sheet is called; what no sheet may be called is made so.
    public let name: String
    public let header: [String]
    public let rows: [[Value]]

    public init(name: String, header: [String], rows: [[Value]]) {
      self.name = name
      self.header = header
      self.rows = rows
    }
  }

  /// What stands in a cell.
  public enum Value: Sendable, Equatable {
    case empty
    case text(String)
    /// A decimal number as `CellKind.number` has it.
    case number(String)
    /// A day, `2019-03-31`.
    case date(String)
  }

  /// The most characters of a cell: what is longer is cut.
  public static let textLimit = 32_767

  /// The workbook of some sheets, of at least one.
  public static func bytes(_ sheets: [Sheet]) -> [UInt8] {
    let sheets = sheets.isEmpty ? [Sheet(name: "Table", header: [], rows: [])] : sheets
    let names = sheetNames(sheets.map(\.name))
    var texts = Texts()
    let parts = sheets.map { part($0, &texts) }
    var zip = ZipWriter()
    zip.add("[Content_Types].xml", Array(contentTypes(sheets.count).utf8))
    zip.add("_rels/.rels", Array(rootRelationships.utf8))
    zip.add("xl/workbook.xml", Array(workbook(names).utf8))
    zip.add("xl/_rels/workbook.xml.rels", Array(relationships(sheets.count).utf8))
    zip.add("xl/styles.xml", Array(styles.utf8))
    for (index, part) in parts.enumerated() {
      zip.add("xl/worksheets/sheet\(index + 1).xml", Array(part.utf8))
    }
    zip.add("xl/sharedStrings.xml", Array(texts.part.utf8))
    return zip.bytes()
  }

  /// The texts of all cells, each once.
  private struct Texts {
    private var numbers: [String: Int] = [:]
    private var all: [String] = []
    private var uses = 0

    mutating func number(_ text: String) -> Int {
      uses += 1
      if let known = numbers[text] { return known }
      numbers[text] = all.count
      all.append(text)
      return all.count - 1
    }

    var part: String {
      xmlHead
        + "<sst xmlns=\"\(mainNamespace)\" count=\"\(uses)\" uniqueCount=\"\(all.count)\">"
        + all.map { "<si><t xml:space=\"preserve\">\(escaped($0))</t></si>" }.joined() + "</sst>"
    }
  }

  // MARK: A sheet

  private static func part(_ sheet: Sheet, _ texts: inout Texts) -> String {
    let rows = Array(sheet.rows.prefix(CellName.rowLimit - 1))
    let width = min(
      max(1, max(sheet.header.count, rows.map(\.count).max() ?? 0)), CellName.columnLimit)
    var out = xmlHead + "<worksheet xmlns=\"\(mainNamespace)\">"
    out += "<dimension ref=\"A1:\(CellName.text(column: width - 1, row: rows.count + 1))\"/>"
    out += "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\""
    out += " activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    for column in 0..<width {
      let characters = columnWidth(column, sheet.header, rows)
      let number = column + 1
      out += "<col min=\"\(number)\" max=\"\(number)\" width=\"\(characters)\" customWidth=\"1\"/>"
    }
    out += "</cols><sheetData>"
    add(sheet.header.map { .text($0) }, 1, isHeader: true, width, &texts, to: &out)
    for (index, row) in rows.enumerated() {
      add(row, index + 2, isHeader: false, width, &texts, to: &out)
    }
    return out + "</sheetData></worksheet>"
  }

  /// The width of a column in characters: that of its longest cell, within bounds.
  private static func columnWidth(_ column: Int, _ header: [String], _ rows: [[Value]]) -> Int {
    var longest = column < header.count ? header[column].unicodeScalars.count : 0
    for row in rows.prefix(1_000) where column < row.count {
      switch row[column] {
      case .empty: break
      case .text(let text), .number(let text), .date(let text):
        longest = max(longest, text.unicodeScalars.count)
      }
    }
    return min(max(longest + 2, 8), 60)
  }

  private static func add(
    _ cells: [Value], _ row: Int, isHeader: Bool, _ width: Int, _ texts: inout Texts,
    to out: inout String
  ) {
    out += "<row r=\"\(row)\">"
    for (column, value) in cells.prefix(width).enumerated() {
      let name = CellName.text(column: column, row: row)
      switch value {
      case .empty: break
      case .number(let text): out += "<c r=\"\(name)\"><v>\(text)</v></c>"
      case .date(let text):
        if let serial = serial(text) {
          out += "<c r=\"\(name)\" s=\"2\"><v>\(serial)</v></c>"
        } else {
          out += cell(name, text, isHeader, &texts)
        }
      case .text(let text): if !text.isEmpty { out += cell(name, text, isHeader, &texts) }
      }
    }
    out += "</row>"
  }

  private static func cell(_ name: String, _ text: String, _ isHeader: Bool, _ texts: inout Texts)
    -> String
  {
    let kept = String(String.UnicodeScalarView(text.unicodeScalars.prefix(textLimit)))
    let style = isHeader ? " s=\"1\"" : ""
    return "<c r=\"\(name)\"\(style) t=\"s\"><v>\(texts.number(kept))</v></c>"
  }

  /// The day number of a date from March 1900; nil for others.
  static func serial(_ date: String) -> Int? {
    let parts = date.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, date.utf8.count == 10, let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2]), year >= 1900, (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + ofYear
    let serial = days - 693_899
    guard serial > 60, SerialDate.text(Double(serial), from1904: false)?.text == date else {
      return nil
    }
    return serial
  }

  /// Names that a workbook takes: 31 characters, none of `[]:*?/\`, and each once, whatever its case.
  static func sheetNames(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.enumerated().map { index, name in
      var base = String.UnicodeScalarView()
      for scalar in name.unicodeScalars {
        let isBarred = "[]:*?/\\".unicodeScalars.contains(scalar) || scalar.value < 0x20
        base.append(isBarred ? " " : scalar)
      }
      while let first = base.first, first == "'" || first == " " { base.removeFirst() }
      while let last = base.last, last == "'" || last == " " { base.removeLast() }
      var text = String(base)
      if text.isEmpty { text = "Table \(index + 1)" }
      text = cut(text, to: 31)
      var number = 2
      var name = text
      while !taken.insert(name.lowercased()).inserted {
        name = cut(text, to: 28 - String(number).count) + " (\(number))"
        number += 1
      }
      return name
    }
  }

  private static func cut(_ text: String, to count: Int) -> String {
    // Excel counts in UTF-16.
    var out = ""
    for character in text {
      guard out.utf16.count + character.utf16.count <= count else { break }
      out.append(character)
    }
    return out
  }

  // MARK: Other parts

  private static func workbook(_ names: [String]) -> String {
    let sheets = names.enumerated().map { index, name in
      "<sheet name=\"\(escaped(name))\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
    }
    return xmlHead
      + "<workbook xmlns=\"\(mainNamespace)\" xmlns:r=\"\(relationNamespace)\"><sheets>"
      + sheets.joined() + "</sheets></workbook>"
  }

  private static func contentTypes(_ count: Int) -> String {
    let base = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    var overrides = [("xl/workbook.xml", "sheet.main")]
    overrides += (1...count).map { ("xl/worksheets/sheet\($0).xml", "worksheet") }
    overrides += [("xl/styles.xml", "styles"), ("xl/sharedStrings.xml", "sharedStrings")]
    return xmlHead
      + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + overrides.map {
        "<Override PartName=\"/\($0.0)\" ContentType=\"\(base)\($0.1)+xml\"/>"
      }.joined() + "</Types>"
  }

  private static let rootRelationships =
    xmlHead + "<Relationships xmlns=\"\(packageNamespace)\">"
    + "<Relationship Id=\"rId1\" Type=\"\(relationNamespace)/officeDocument\" Target=\"xl/workbook.xml\"/>"
    + "</Relationships>"

  private static func relationships(_ count: Int) -> String {
    var targets = (1...count).map { ("worksheet", "worksheets/sheet\($0).xml") }
    targets += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    return xmlHead + "<Relationships xmlns=\"\(packageNamespace)\">"
      + targets.enumerated().map { index, target in
        "<Relationship Id=\"rId\(index + 1)\" Type=\"\(relationNamespace)/\(target.0)\" Target=\"\(target.1)\"/>"
      }.joined() + "</Relationships>"
  }

  /// Style 0 is plain, 1 bold, 2 a date.
  private static let styles =
    xmlHead + "<styleSheet xmlns=\"\(mainNamespace)\">"
    + "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
    + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    + "<cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    + "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
    + "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>"
    + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    + "</styleSheet>"
}

private let xmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
private let mainNamespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
private let relationNamespace =
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
private let packageNamespace = "http://schemas.openxmlformats.org/package/2006/relationships"

/// A text as XML has it; what XML cannot hold is U+FFFD.
private func escaped(_ text: String) -> String {
  var out = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": out.append(contentsOf: "&amp;".unicodeScalars)
    case "<": out.append(contentsOf: "&lt;".unicodeScalars)
    case ">": out.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
    case "\r": out.append(contentsOf: "&#13;".unicodeScalars)
    case "\t", "\n": out.append(scalar)
    default:
      let isNone = scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
      out.append(isNone ? "\u{FFFD}" : scalar)
    }
  }
  return String(out)
}
