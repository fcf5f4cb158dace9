@testable import GVCTable

/// The bytes of a workbook, written part by part, so that a test can say what no writer writes.
enum Book {
  static let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// A workbook of one sheet.
  static func bytes(
    rows: String, after: String = "", texts: [String] = [], styles: String? = nil,
    properties: String = "", state: String = "", extra: [(String, String)] = []
  ) -> [UInt8] {
    var zip = ZipWriter()
    for (name, text) in parts(rows, after, texts, styles, properties, state) + extra {
      zip.add(name, Array(text.utf8))
    }
    return zip.bytes()
  }

  static func grid(
    rows: String, after: String = "", texts: [String] = [], styles: String? = nil,
    properties: String = ""
  ) throws -> Grid {
    let book = try Workbook(
      bytes(rows: rows, after: after, texts: texts, styles: styles, properties: properties))
    return book.sheets[0]
  }

  private static func parts(
    _ rows: String, _ after: String, _ texts: [String], _ styles: String?, _ properties: String,
    _ state: String
  ) -> [(String, String)] {
    var targets = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    if !texts.isEmpty { targets.append(("rId2", "sharedStrings", "sharedStrings.xml")) }
    if styles != nil { targets.append(("rId3", "styles", "styles.xml")) }
    let list = targets.map {
      "<Relationship Id=\"\($0.0)\" Type=\"\(relations)/\($0.1)\" Target=\"\($0.2)\"/>"
    }.joined()
    var parts = [
      (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"\(relations)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
      ),
      (
        "xl/workbook.xml",
        "<workbook xmlns=\"\(namespace)\" xmlns:r=\"\(relations)\">\(properties)<sheets><sheet name=\"Data\" sheetId=\"1\" \(state) r:id=\"rId1\"/></sheets></workbook>"
      ),
      ("xl/_rels/workbook.xml.rels", "<Relationships>\(list)</Relationships>"),
      (
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"\(namespace)\"><sheetData>\(rows)</sheetData>\(after)</worksheet>"
      ),
    ]
    if !texts.isEmpty {
      parts.append(("xl/sharedStrings.xml", "<sst>\(texts.joined())</sst>"))
    }
    if let styles { parts.append(("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>")) }
    return parts
  }
}

extension Grid {
  /// All cells as `B2 number 12`, one a line; computed values with a `=`.
  var listing: [String] {
    (0..<rowCount).flatMap { index in
      row(at: index).map { cell in
        let name = CellName.text(column: cell.column, row: number(ofRowAt: index))
        return "\(name) \(cell.kind) \(cell.isComputed ? "= " : "")\(cell.text)"
      }
    }
  }
}

/// The message of the error that reading gives; nil where it gives none.
func failure(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch let error as TableError {
    return error.message
  } catch {
    return "\(error)"
  }
}
