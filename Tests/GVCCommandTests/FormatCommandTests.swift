import Testing

@Suite struct FormatCommandTests {
  @Test(arguments: ["\n", "\r\n"])
  func `A file keeps the form of its line breaks, and what is written is in the style`(
    lineBreak: String
  ) throws {
    let text = ["firm maker {size:small}", "", "", "", "// why  ", ""]
      .joined(separator: lineBreak)
    #expect(try Tool.run(["format", "-", "--check"], input: text).status == 1)
    let written = try Tool.run(["format", "-"], input: text).output
    #expect(
      written == ["firm maker { size: small }", "", "// why", ""].joined(separator: lineBreak))
    #expect(try Tool.run(["format", "-", "--check"], input: written).status == 0)
    // A line break of the other form is not in the style.
    let mixed = written + "firm other {}" + (lineBreak == "\n" ? "\r\n" : "\n")
    #expect(try Tool.run(["format", "-", "--check"], input: mixed).status == 1)
  }
}
