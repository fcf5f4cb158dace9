import Foundation
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

/// Formatting in the editor gives what `gvc format` writes, to the byte, whatever the line breaks are.
@Suite struct FormattingAgreementTests {
  /// Texts in which `\n` is any line break.
  private static let texts = [
    "firm  maker {size:small}\n\n\n// 🥿  \n  firm other {\n  size:small\n\n\n  }\n\n",
    "firm maker { // why \n performs : [ design ,\n\n\tproduction ] }   ",
    "\n\nfirm a {}\nfirm b {}", "firm a\n{\n}\n", "\u{FEFF}\n// a\n\n\n\n// b\n",
    "theory t {\nrule r { for f in firms\nwhen f.size = small\n    and f.workers > 2\nfind f observed\nmessage \"x\" }\n}\n",
  ]

  private func variants(_ text: String) -> [String] {
    let lines = text.components(separatedBy: "\n")
    func joined(_ breaks: [String]) -> String {
      lines.dropFirst().enumerated().reduce(lines[0]) {
        $0 + breaks[$1.offset % breaks.count] + $1.element
      }
    }
    return [
      ["\n"], ["\r\n"], ["\n", "\r\n"], ["\r\n", "\n"], ["\r\n", "\r", "\n"], ["\n", "\n\r"],
      ["\r\r\n"],
    ].map(joined)
  }

  @Test func `The edits of a file make what the command writes`() throws {
    for text in Self.texts.flatMap(variants) {
      let project = try MarkedProject(text)
      let expected = Formatter.format(Parser.parse(SourceText(text)))
      // A lone carriage return may end a comment where no line ends, so that the form is broken.
      guard let expected else { continue }
      let edits = project.features.formatting(of: project.file)
      #expect(
        project.applying(edits) == String(decoding: expected, as: UTF8.self),
        "\(text.debugDescription)")
      for edit in edits {
        let range = edit.location.range
        let bytes = Array(text.utf8)
        func divides(_ offset: UInt32) -> Bool {
          offset > 0 && offset < bytes.count && bytes[Int(offset) - 1] == 0x0D
            && bytes[Int(offset)] == 0x0A
        }
        #expect(!divides(range.start) && !divides(range.end))
      }
    }
  }

  @Test func `Formatting each line by itself formats the file, where no lines come or go`() throws {
    for lineBreak in ["\n", "\r\n"] {
      let text = ["firm a {", "size:small  ", "      performs:  [design]", "}", ""].joined(
        separator: lineBreak)
      let project = try MarkedProject(text)
      var edits: [TextEdit] = []
      var start = 0
      for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
        let new = project.features.formatting(
          of: project.file, in: TextRange(start, start + line.count))
        edits += new.filter { !edits.contains($0) }
        start += line.count + 1
      }
      let expected = ["firm a {", "  size: small", "  performs: [design]", "}", ""].joined(
        separator: lineBreak)
      #expect(project.applying(edits) == expected)
    }
  }
}
