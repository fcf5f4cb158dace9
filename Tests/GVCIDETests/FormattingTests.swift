import GVCIDE
import GVCSyntax
import Testing

@Suite struct FormattingTests {
  @Test func `Formatting edits white space alone, and only where it differs`() throws {
    let project = try MarkedProject("firm  maker {size:small}\n\n\n// 🥿\nfirm other {}\n")
    let edits = project.features.formatting(of: project.file)
    #expect(
      project.applying(edits) == "firm maker { size: small }\n\n// 🥿\nfirm other {}\n")
    #expect(
      edits.allSatisfy { project.text($0.location).allSatisfy(\.isWhitespace) })
    #expect(edits.count == 5)
  }

  @Test func `A file with carriage returns keeps them`() throws {
    let project = try MarkedProject("firm maker {\r\nsize: small\r\n}\r\n")
    #expect(
      project.applying(project.features.formatting(of: project.file))
        == "firm maker {\r\n  size: small\r\n}\r\n")
  }

  @Test func `A mark of the byte order stays`() throws {
    let project = try MarkedProject("\u{FEFF}firm  maker {}\n")
    #expect(
      project.applying(project.features.formatting(of: project.file))
        == "\u{FEFF}firm maker {}\n")
  }

  @Test func `A file with mistakes of form is left alone`() throws {
    let project = try MarkedProject("firm  maker { size small\n")
    #expect(project.features.formatting(of: project.file).isEmpty)
  }

  @Test func `Formatting a range changes only its lines`() throws {
    let project = try MarkedProject("firm  a {}\n⟦firm  b {}⟧\nfirm  c {}\n")
    let edits = project.features.formatting(of: project.file, in: project.marks[0].range)
    #expect(project.applying(edits) == "firm  a {}\nfirm b {}\nfirm  c {}\n")
  }

  @Test func `A new line is indented by what is open before it, also in broken text`() throws {
    let project = try MarkedProject("firm maker {\n  performs: [\n$0\n")
    let edits = project.features.formatting(
      of: project.file, afterTyping: "\n", at: project.offset)
    #expect(project.applying(edits) == "firm maker {\n  performs: [\n    \n")
  }

  @Test func `A closing brace lays out what it closes, and nothing else`() throws {
    let project = try MarkedProject("firm  a {}\nfirm b {\nsize:  small\n    }$0\n")
    let edits = project.features.formatting(of: project.file, afterTyping: "}", at: project.offset)
    #expect(project.applying(edits) == "firm  a {}\nfirm b {\n  size: small\n}\n")
  }

  @Test func `A closing brace stands with its opening one in a file with mistakes`() throws {
    let project = try MarkedProject("firm a { size small\nfirm b {\n  size: small\n    }$0\n")
    let edits = project.features.formatting(of: project.file, afterTyping: "}", at: project.offset)
    #expect(project.applying(edits) == "firm a { size small\nfirm b {\n  size: small\n  }\n")
  }
}
