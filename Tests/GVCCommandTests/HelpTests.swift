import Foundation
import Testing

/// What `gvc` says of itself.
@Suite struct HelpTests {
  static let commands = [
    "analyze", "check", "cite", "compare", "completions", "diff", "draw", "explain", "format",
    "import", "ir", "lsp", "man", "new", "plugin", "query", "questions", "redact", "report",
    "syntax", "table",
    "test", "theory", "why",
  ]

  @Test func theListNamesEveryCommand() throws {
    let list = try Tool.run([]).output
    #expect(try Tool.run("help").output == list)
    #expect(try Tool.run("--help").output == list)
    let names = list.split(separator: "\n").filter { $0.hasPrefix("  ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names == Self.commands)
  }

  @Test(arguments: commands) func everyCommandHasItsPage(command: String) throws {
    let page = try Tool.run("help", command)
    #expect(page.status == 0 && page.errors == "")
    #expect(page.output.hasPrefix("gvc \(command) "))
    #expect(page.output.contains("Exit status: "))
    #expect(page.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(try Tool.run(command, "--help").output == page.output)
    #expect(try Tool.run(command, "-h").output == page.output)
  }

  @Test func theVersionIsOneLine() throws {
    for option in ["--version", "-V"] {
      let result = try Tool.run(option)
      #expect(result.status == 0 && result.errors == "")
      let match = try #require(
        result.output.wholeMatch(of: /gvc (\d+\.\d+\.\d+), language (\d+)\n/))
      let changes = try String(
        contentsOf: Tool.package.appending(path: "CHANGELOG.md"), encoding: .utf8)
      #expect(changes.contains("\n## \(match.output.1)\n\nLanguage \(match.output.2)."))
    }
  }

  @Test func anUnknownCommandIsNoCrash() throws {
    for arguments in [["anlyze", "x"], ["help", "anlyze"]] {
      let result = try Tool.run(arguments)
      #expect(result.status == 2 && result.output == "")
      #expect(
        result.errors
          == "gvc: there is no command `anlyze`; did you mean `analyze`? `gvc help` lists all\n")
    }
  }

  @Test func aCodeIsExplained() throws {
    let page = try Tool.run("explain", "GVC0510").output
    #expect(page.hasPrefix("GVC0510\n\n`unmetExpectation`: error.\n\n`gvc test` holds"))
    #expect(try Tool.run("explain", "510").output == page)
    #expect(try Tool.run("explain", "gvc510").output == page)
    let two = try Tool.run("explain", "401", "0510")
    #expect(two.output.hasPrefix("GVC0401\n") && two.output.hasSuffix(page))
    let unknown = try Tool.run("explain", "GVC0511")
    #expect(unknown.status == 2 && unknown.errors.contains("there is no page for `GVC0511`"))
  }

  /// A new project checks clean, meets its expectations, and has something to say.
  @Test func theFirstTenMinutes() throws {
    try Tool.temporaryDirectory { directory in
      #expect(try Tool.run("new", "mycase", in: directory).status == 0)
      #expect(try Tool.run("check", "mycase", "--fail-level", "note", in: directory).status == 0)
      let test = try Tool.run("test", "mycase", in: directory)
      #expect(test.status == 0 && test.output.contains("mycase         1/1"))
      let analysis = try Tool.run("analyze", "mycase", in: directory)
      #expect(analysis.status == 0 && analysis.errors == "")
      #expect(analysis.output.contains("functional_downgrading from design on maker in after"))
      let why = try Tool.run("why", "functional_downgrading on maker", "mycase", in: directory)
      #expect(why.status == 0 && why.output.contains("interviews2020, p. 9"))
    }
  }
}
