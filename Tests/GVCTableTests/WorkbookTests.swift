import Testing

@testable import GVCTable

@Suite struct WorkbookTests {
  @Test func `Cells of every type are read`() throws {
    let grid = try Book.grid(
      rows: """
        <row r="2"><c r="B2" t="s"><v>1</v></c><c r="C2"><v>1.5E-3</v></c><c t="b"><v>1</v></c>
        <c t="e"><v>#N/A</v></c><c t="str"><f>A1&amp;"x"</f><v>said</v></c>
        <c t="inlineStr"><is><r><t>in</t></r><r><t xml:space="preserve"> line</t></r></is></c>
        <c r="H2"><f>1+1</f><v>2</v></c><c r="I2"/><c r="J2" t="d"><v>2019-03-31</v></c></row>
        <row><c><v>7</v></c></row>
        """,
      texts: [
        "<si><t>zero</t></si>",
        "<si><r><t>rich &lt;</t></r><r><rPr><b/></rPr><t>text&#233;</t></r><rPh><t>no</t></rPh></si>",
      ])
    #expect(
      grid.listing == [
        "B2 text rich <texté", "C2 number 1.5E-3", "D2 boolean true", "E2 error #N/A",
        "F2 text = said", "G2 text in line", "H2 number = 2", "J2 date 2019-03-31", "A3 number 7",
      ])
    #expect(grid.computedCount == 2)
  }

  @Test func `A style says which number is a date, and the workbook from when it counts`() throws {
    let styles = """
      <numFmts><numFmt numFmtId="170" formatCode="[Red]yyyy\\-mm"/>
      <numFmt numFmtId="171" formatCode="&quot;days&quot; 0.00"/></numFmts>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>
      """
    let rows = """
      <row r="1"><c s="0"><v>1</v></c><c s="1"><v>1</v></c><c s="1"><v>59</v></c><c s="1"><v>60</v></c>
      <c s="1"><v>61</v></c><c s="2"><v>43555.5</v></c><c s="3"><v>3</v></c><c s="1"><v>0.25</v></c>
      <c s="1"><v>2958465</v></c><c s="1"><v>2958466</v></c><c s="1"><v>-1</v></c></row>
      """
    #expect(
      try Book.grid(rows: rows, styles: styles).listing == [
        "A1 number 1", "B1 date 1900-01-01", "C1 date 1900-02-28", "D1 date 1900-02-29",
        "E1 date 1900-03-01", "F1 date 2019-03-31T12:00:00", "G1 number 3", "H1 time 06:00:00",
        "I1 date 9999-12-31", "J1 number 2958466", "K1 number -1",
      ])
    let from1904 = try Book.grid(
      rows: "<row r=\"1\"><c s=\"1\"><v>0</v></c><c s=\"1\"><v>42093</v></c></row>", styles: styles,
      properties: "<workbookPr date1904=\"1\"/>")
    #expect(from1904.listing == ["A1 date 1904-01-01", "B1 date 2019-03-31"])
  }

  @Test func `What is hidden or merged is read, and said`() throws {
    let bytes = Book.bytes(
      rows: "<row r=\"1\" hidden=\"1\"><c><v>1</v></c></row><row r=\"4\"/>",
      after: "<mergeCells count=\"1\"><mergeCell ref=\"A1:C1\"/></mergeCells>",
      state: "state=\"veryHidden\"",
      extra: [("xl/vbaProject.bin", ""), ("xl/externalLinks/externalLink1.xml", "<a/>")])
    let book = try Workbook(bytes)
    #expect(book.sheets[0].isHidden)
    #expect(book.sheets[0].rowCount == 1)
    #expect(
      book.sheets[0].notes == [
        "row 1 is hidden, and read", "the cells A1:C1 are merged: the first has the value",
      ])
    #expect(
      book.notes == [
        "the workbook has macros, which are not run",
        "the workbook has links to other files, which are not opened", "hidden sheets: `Data`",
      ])
  }

  @Test func `Names with prefixes are the same names`() throws {
    let grid = try Book.grid(rows: "<x:row r=\"1\"><x:c r=\"A1\"><x:v>5</x:v></x:c></x:row>")
    #expect(grid.listing == ["A1 number 5"])
  }

  @Test(arguments: [
    ("<row r=\"2\"/><row r=\"1\"><c><v>1</v></c></row>", "out of order"),
    ("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", "out of order"),
    ("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "is named `A2`"),
    ("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "is named `XFE1`"),
    ("<row r=\"1048577\"><c><v>1</v></c></row>", "out of order"),
    ("<row r=\"99999999999999999999\"/>", "out of order"),
    ("<row r=\"1\"><c t=\"s\"><v>5</v></c></row>", "names a text that the workbook does not have"),
    ("<c><v>1</v></c>", "stands in no row"),
    ("<row r=\"1\"><c t=\"str\"><v>&nbsp;</v></c></row>", "a reference names no character"),
    ("<row r=\"1\"><c t=\"str\"><v>&#xD800;</v></c></row>", "a reference names no character"),
    ("</sheetData></worksheet></a>", "ends that did not begin"),
    ("<row r=\"1\"", "is damaged"),
    ("<!DOCTYPE a [<!ENTITY b \"c\">]>", "declares a document type"),
    (String(repeating: "<a>", count: 300), "nested too deep"),
  ])
  func `A sheet that is wrong gives one clear error`(_ rows: String, _ words: String) {
    let message = failure { _ = try Book.grid(rows: rows) }
    #expect(message?.contains(words) == true, "\(message ?? "none")")
  }

  @Test func `What is no workbook says what it is`() {
    func message(_ bytes: [UInt8]) -> String? { failure { _ = try Workbook(bytes) } }
    #expect(message([])?.contains("no workbook") == true)
    #expect(message(Array("a;b".utf8))?.contains("no workbook") == true)
    #expect(message([0xD0, 0xCF, 0x11, 0xE0, 0])?.contains("password") == true)
    #expect(message([0x50, 0x4B, 3, 4])?.contains("cut off") == true)
    var zip = ZipWriter()
    zip.add("word/document.xml", [])
    #expect(message(zip.bytes())?.contains("no workbook") == true)
  }

  @Test func `A file that would unpack to very much is not unpacked`() throws {
    // The sizes that the directory says, far above what is stored.
    var bytes = Book.bytes(rows: "<row r=\"1\"><c><v>1</v></c></row>")
    let name = Array("xl/worksheets/sheet1.xml".utf8)
    let at = try #require(
      bytes.indices.last { bytes[$0...].starts(with: name) && bytes[$0 - 46] == 0x50 })
    bytes.replaceSubrange(at - 46 + 24..<at - 46 + 28, with: [0, 0, 0, 0x0F])
    #expect(failure { _ = try Workbook(bytes) }?.contains("more than is read") == true)
  }

  @Test func `Every cut and every changed byte of a workbook gives a table or one error`() throws {
    let bytes = WorkbookWriter.bytes([
      .init(
        name: "A", header: ["name", "sold"],
        rows: [[.text("Ada & Bo"), .number("12.5")], [.date("2019-03-31"), .empty]])
    ])
    for end in stride(from: 0, to: bytes.count, by: 3) {
      #expect(throws: TableError.self) { try Workbook(Array(bytes[..<end])) }
    }
    for index in bytes.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var changed = bytes
        changed[index] ^= change
        _ = try? Workbook(changed)
      }
    }
  }

  @Test func `Damaged XML gives a table or one error`() throws {
    let rows =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>a&amp;</t></is></c></row>"
    for index in rows.utf8.indices {
      for byte in ["<", ">", "/", "\"", "&", "=", "0", " ", "]", "!"] {
        var text = Array(rows.utf8)
        text[rows.utf8.distance(from: rows.utf8.startIndex, to: index)] = Array(byte.utf8)[0]
        _ = try? Book.grid(
          rows: String(decoding: text, as: UTF8.self), texts: ["<si><t>x</t></si>"])
      }
    }
  }
}
