import Foundation
import Testing

/// `gvc check` as a person or a script meets it.
@Suite struct CheckCommandTests {
  private static let clean = "firm maker {}\n"
  private static let warned = "source s { year: 2020 }\n"
  private static let wrong = "frm maker {}\n"

  @Test(arguments: [
    (clean, "error", 0), (clean, "note", 0), (warned, "error", 0), (warned, "warning", 1),
    (warned, "note", 1), (warned, "never", 0), (wrong, "error", 1), (wrong, "warning", 1),
    (wrong, "never", 0),
  ])
  func failLevels(text: String, level: String, status: Int32) throws {
    let result = try Tool.run("check", "-", "--fail-level", level, input: text)
    #expect(result.status == status)
    #expect(result.errors == "")
    #expect(try Tool.run("check", "-", "--fail-level=\(level)", input: text).status == status)
  }

  @Test func errorsFailByThemselves() throws {
    #expect(try Tool.run("check", "-", input: Self.warned).status == 0)
    #expect(try Tool.run("check", "-", input: Self.wrong).status == 1)
  }

  @Test func quietSaysNothing() throws {
    for format in ["full", "concise", "json", "json-lines"] {
      let result = try Tool.run(
        "check", "-", "--quiet", "--format", format, input: Self.wrong)
      #expect(result.output == "" && result.errors == "" && result.status == 1)
    }
    let failed = try Tool.run("check", "--quiet", "/nowhere")
    #expect(failed.output == "" && failed.errors != "" && failed.status == 2)
  }

  @Test func onlyFullHasASummary() throws {
    let full = try Tool.run("check", "-", input: Self.clean).output
    #expect(full == "1 file read: 0 errors, 0 warnings\n")
    for format in ["concise", "json-lines"] {
      #expect(try Tool.run("check", "-", "--format", format, input: Self.clean).output == "")
    }
  }

  @Test(arguments: [
    ["check"], ["check", "/nowhere"], ["check", "-", "--format", "xml"],
    ["check", "-", "--format"],
    ["check", "-", "--fail-level", "all"], ["check", "-", "--colour"], ["chekc"],
    ["explain", "GVC9999"], ["format", "/nowhere"], ["syntax", "/nowhere"],
  ])
  func whatCannotRunSaysSoOnStandardError(arguments: [String]) throws {
    let line = "\"$gvc\" " + arguments.map { "'\($0)'" }.joined(separator: " ") + " < /dev/null"
    let result = try Tool.shell(line)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("gvc"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func aReaderThatGoesAwayEndsItQuietly() throws {
    let result = try Tool.shell(
      "for i in 1 2 3 4 5 6 7 8 9; do for j in 1 2 3 4 5 6 7 8 9; do echo \"frm m$i$j {}\"; done; done"
        + " | (\"$gvc\" check - --format json-lines; echo \"status $?\" >&2) | true")
    #expect(result.output == "")
    #expect(!result.errors.contains("gvc"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func colourIsForTerminals() throws {
    #expect(try !Tool.run("check", "-", input: Self.wrong).output.contains("\u{1B}"))
    let shown = try Tool.terminal("check", "-", input: Self.wrong)
    #expect(shown.contains("\u{1B}[1;31merror[GVC0101]\u{1B}[0m"))
    let plain = try Tool.terminal("check", "-", input: Self.wrong, environment: ["NO_COLOR": "1"])
    #expect(plain.contains("error[GVC0101]") && !plain.contains("\u{1B}"))
    let empty = try Tool.terminal("check", "-", input: Self.wrong, environment: ["NO_COLOR": ""])
    #expect(empty.contains("\u{1B}"))
  }

  @Test func whatCannotBeWrittenIsAnError() throws {
    let result = try Tool.shell("echo 'frm x {}' | \"$gvc\" check - > /dev/full")
    #expect(result.status == 2)
    #expect(result.errors == "gvc: cannot write: No space left on device\n")
  }

  @Test func nothingFromAFileDrivesATerminal() throws {
    let name = "a\u{1B}[31m\u{202E}.gvc"
    try Tool.temporaryDirectory { directory in
      let file = directory.appending(path: name)
      try Data("import \"\u{1B}[2J\u{202E}.gvc\"\nfrm \u{9B}x\u{2066} {}\n".utf8).write(to: file)
      for format in ["full", "concise", "json", "json-lines"] {
        let result = try Tool.run("check", name, "--format", format, in: directory)
        let unsafe = result.output.unicodeScalars.filter {
          ($0.value < 0x20 && $0 != "\n") || (0x7F..<0xA0).contains($0.value)
            || (0x2028...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
        }
        #expect(unsafe.isEmpty, "\(format): \(unsafe.map(\.value))")
        #expect(result.status == 1)
      }
      let missing = try Tool.run("check", "b\u{1B}[31m", in: directory)
      #expect(!missing.errors.contains("\u{1B}") && missing.status == 2)
    }
  }

  @Test func severalPathsAreSeveralProjects() throws {
    try Tool.temporaryDirectory { directory in
      for name in ["a.gvc", "b.gvc"] {
        try Data(Self.clean.utf8).write(to: directory.appending(path: name))
      }
      #expect(try Tool.run("check", "a.gvc", "b.gvc", in: directory).status == 0)
      #expect(try Tool.run("check", ".", in: directory).status == 1)
      let concise = try Tool.run("check", ".", "--format", "concise", in: directory).output
      #expect(concise.hasPrefix("./b.gvc:1:6: error[GVC0102]"))
    }
  }

  @Test func unreadableThingsOnDisk() throws {
    try Tool.temporaryDirectory { directory in
      let setUp = try Tool.shell(
        """
        mkdir -p p/sub elsewhere && echo 'firm x {}' > elsewhere/x.gvc
        ln -s loop.gvc p/sub/loop.gvc && ln -s ../../elsewhere/x.gvc p/sub/out.gvc
        mkfifo p/sub/pipe.gvc && ln -s ../elsewhere p/out
        for i in sub/loop.gvc sub/out.gvc sub/pipe.gvc out sub; do echo "import \\"$i\\""; done > p/a.gvc
        """, in: directory)
      try #require(setUp.status == 0)
      let result = try Tool.run("check", "p", "--format", "concise", in: directory)
      let codes = result.output.matches(of: /p\/a.gvc:(\d):8: error\[(GVC\d+)\]/).map {
        "\($0.output.1) \($0.output.2)"
      }
      #expect(
        codes == [
          "1 GVC0121", "2 GVC0122", "3 GVC0121", "4 GVC0122", "5 GVC0121", "5 GVC0121", "5 GVC0122",
        ])
      #expect(!result.output.contains(directory.path))
    }
  }
}

/// The lines that `gvc check` shows.
@Suite struct ExcerptTests {
  /// A line that is too long is cut, and says so.
  @Test func longLinesAreCutWithAMark() throws {
    let long = String(repeating: "x", count: 90)
    let marked = try Tool.run("check", "-", input: "firm a { cluster: \(long) }\n").output
    #expect(marked.contains("cluster: \(long.prefix(80))…\n"))
    let behind = try Tool.run("check", "-", input: "frm a { x: \"\(long)\" }\n").output
    #expect(behind.contains(" | frm a { x: \"\(long.prefix(31))…\n"))
    let short = try Tool.run("check", "-", input: "frm a {}\n").output
    #expect(short.contains(" | frm a {}\n"))
  }
}
