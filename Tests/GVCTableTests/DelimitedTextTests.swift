import Testing

@testable import GVCTable

@Suite struct DelimitedTextTests {
  private func listing(_ text: String, _ change: (inout DelimitedText) -> Void = { _ in }) throws
    -> [String]
  {
    var dialect = DelimitedText()
    change(&dialect)
    return try dialect.grid(Array(text.utf8)).listing
  }

  @Test func `Cells have the names that a spreadsheet gives them`() throws {
    #expect(
      try listing("name,sold\r\nAda,12\n\n Bo ,-0.5") == [
        "A1 text name", "B1 text sold", "A2 text Ada", "B2 number 12", "A4 text Bo",
        "B4 number -0.5",
      ])
  }

  @Test func `Quotes hold separators, breaks and quotes, and keep digits as text`() throws {
    #expect(
      try listing("\"a, \"\"b\"\"\",\"two\nlines\",\"12\"\nx,\"\",y\n") == [
        "A1 text a, \"b\"", "B1 text two\nlines", "C1 text 12", "A2 text x", "C2 text y",
      ])
  }

  @Test func `The decimal mark and the separator are those that are declared`() throws {
    #expect(
      try listing("1,5;1.5;1,5,0;,5\n") {
        $0.separator = 0x3B
        $0.decimalMark = 0x2C
      } == ["A1 number 1.5", "B1 text 1.5", "C1 text 1,5,0", "D1 text ,5"])
  }

  @Test func `A code with a zero in front is text, and so is what is nearly a number`() throws {
    #expect(
      try listing("007,0,0.7,-,3700à000,1e5,12 t,--1\n") == [
        "A1 text 007", "B1 number 0", "C1 number 0.7", "D1 text -", "E1 text 3700à000",
        "F1 text 1e5", "G1 text 12 t", "H1 text --1",
      ])
  }

  @Test(arguments: [
    ([0xEF, 0xBB, 0xBF, 0x63, 0xC3, 0xA9] as [UInt8], TextEncoding.utf8),
    ([0x63, 0xC3, 0xA9], .utf8), ([0xFF, 0xFE, 0x63, 0, 0xE9, 0], .utf8),
    ([0xFE, 0xFF, 0, 0x63, 0, 0xE9], .latin1), ([0x63, 0, 0xE9, 0], .utf16),
    ([0x63, 0xE9], .latin1), ([0x63, 0xE9], .windows1252),
  ])
  func `The same text is read in each encoding`(_ bytes: [UInt8], _ encoding: TextEncoding) throws {
    var dialect = DelimitedText()
    dialect.encoding = encoding
    #expect(try dialect.grid(bytes).listing == ["A1 text cé"])
  }

  @Test func `What is no text says where, and what to do`() {
    let bad: [UInt8] = Array("a\nb\n".utf8) + [0x63, 0xE9, 0x0A]
    let error = failure { _ = try DelimitedText().grid(bad) }
    #expect(error == "the byte E9 is no UTF-8; say `encoding: latin1` or another")
    #expect(throws: TableError.self) { try DelimitedText().grid([0xFF, 0xFE, 0x41]) }
    #expect(throws: TableError.self) { try DelimitedText().grid([0xFF, 0xFE, 0x00, 0xD8]) }
  }

  @Test func `A quote that is open or followed by text is an error, and swallows nothing`() {
    #expect(
      failure { _ = try listing("a,b\n1,\"two\n3,4\n") }
        == "the quote that opens B2 is not closed")
    #expect(
      failure { _ = try listing("\"a\"b,c\n") } == "text stands behind the closed quote of A1")
  }

  @Test func `A row with too many columns is an error`() {
    #expect(throws: TableError.self) { try listing(String(repeating: ",", count: 20_000)) }
  }

  @Test func `Fields of JSON lines are columns, and a row is a line`() throws {
    let text = """
      {"who": "Ada", "sold": 12.5, "at": {"place": "X", "day": null}}

      {"sold": true, "tags": ["a", "b"], "note": "caf\\u00e9 \\ud83d\\ude00"}
      """
    #expect(
      try JSONLines.grid(Array(text.utf8)).listing == [
        "A0 text who", "B0 text sold", "C0 text at.place", "D0 text at.day", "E0 text tags",
        "F0 text note", "A1 text Ada", "B1 number 12.5", "C1 text X", "B3 boolean true",
        "E3 text a|b", "F3 text café 😀",
      ])
  }

  @Test(arguments: [
    "[1]", "{", "{\"a\": }", "{\"a\" 1}", "{\"a\": 1} x", "{\"a\": \"b}", "{\"a\": tru}",
    "{\"a\": \"\\ud800\"}", "{\"a\": 1, \"a\": 2}", "{\"a\": [{}]}", "{\"a\": \"\\x\"}", "x",
    String(repeating: "{\"a\":", count: 1_000),
  ])
  func `What is no JSON names its line`(_ line: String) {
    let error = #expect(throws: TableError.self) {
      try JSONLines.grid(Array("{\"b\": 1}\n\(line)\n".utf8))
    }
    #expect(error?.row == 2)
  }
}
