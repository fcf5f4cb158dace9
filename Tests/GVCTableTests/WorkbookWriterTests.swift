import Testing

@testable import GVCTable

@Suite struct WorkbookWriterTests {
  private let sheet = WorkbookWriter.Sheet(
    name: "Flows", header: ["who", "sold (t)", "day"],
    rows: [
      [.text("Ada <&> \"Bo\"\n=1+1"), .number("-12.50"), .date("2020-02-29")],
      [.text(""), .empty, .date("1899-01-01")],
      [.text("\u{1}\u{FFFF}é😀"), .number("1e3")],
    ])

  @Test func `What is written is read back`() throws {
    let book = try Workbook(WorkbookWriter.bytes([sheet]))
    #expect(book.sheets.map(\.name) == ["Flows"])
    #expect(
      book.sheets[0].listing == [
        "A1 text who", "B1 text sold (t)", "C1 text day", "A2 text Ada <&> \"Bo\"\n=1+1",
        "B2 number -12.50", "C2 date 2020-02-29", "C3 text 1899-01-01",
        "A4 text \u{FFFD}\u{FFFD}é😀",
        "B4 number 1e3",
      ])
    #expect(book.notes == [])
  }

  @Test func `The same tables give the same bytes`() {
    #expect(WorkbookWriter.bytes([sheet]) == WorkbookWriter.bytes([sheet]))
  }

  @Test func `Names of sheets are made so that a workbook takes them`() {
    #expect(
      WorkbookWriter.sheetNames([
        "a/b", "A B", "", "'x'", String(repeating: "n", count: 40),
        String(repeating: "n", count: 41),
      ]) == [
        "a b", "A B (2)", "Table 3", "x", String(repeating: "n", count: 31),
        String(repeating: "n", count: 27) + " (2)",
      ])
  }

  @Test func `Dates are the days that spreadsheets count`() {
    #expect(WorkbookWriter.serial("1900-03-01") == 61)
    #expect(WorkbookWriter.serial("2019-03-31") == 43555)
    #expect(WorkbookWriter.serial("2019-02-29") == nil)
    #expect(WorkbookWriter.serial("1900-01-01") == nil)
    #expect(WorkbookWriter.serial("2019-3-31") == nil)
  }
}
