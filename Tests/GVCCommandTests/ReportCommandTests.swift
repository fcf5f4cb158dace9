import Foundation
import Testing

/// `gvc report` writes one file for readers.
@Suite struct ReportCommandTests {
  private static let text = """
    use caspari2003
    period before { years: 1970..1989 }
    period after { years: 1990..2000 }
    buyer house "The brand" { core: [design] }
    firm maker "Makers" { performs: [design, production] }
    link maker -> house { governance: quasi_hierarchical share_of_sales: 60% }
    in after { set maker { performs: [production] } }
    """

  /// The page of a small case, without its style sheet and script, which are files of their own.
  ///
  /// `GVC_UPDATE_GOLDEN=1 swift test --filter ReportCommandTests` writes it anew.
  @Test func `The page, byte for byte`() throws {
    let golden = Tool.package.appending(path: "Tests/Golden")
    let result = try Tool.run("report", "analysis", in: golden)
    #expect(result.status == 0 && result.errors == "")
    let page = result.output
      .replacing(/<style>(?s).*?<\/style>/, with: "<style></style>")
      .replacing(/<script>(?s).*?<\/script>/, with: "<script></script>")
      .replacing(/sha256-[^']*/, with: "sha256-…")
    let file = golden.appending(path: "report.html.txt")
    if ProcessInfo.processInfo.environment["GVC_UPDATE_GOLDEN"] == "1" {
      try Data(page.utf8).write(to: file)
    }
    #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self) == page)
  }

  @Test func `A file is written in the place of what is there, and nothing beside it`() throws {
    try Tool.temporaryDirectory { directory in
      let file = directory.appending(path: "report.html")
      try Data("old".utf8).write(to: file)
      let written = try Tool.run(
        ["report", "-", "-o", "report.html"], input: Self.text, in: directory)
      #expect(written.status == 0 && written.output == "" && written.errors == "")
      let printed = try Tool.run(["report", "-"], input: Self.text).output
      #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self) == printed)
      #expect(printed.hasPrefix("<!DOCTYPE html>") && printed.hasSuffix("</html>\n"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["report.html"])
      let nowhere = try Tool.run(
        ["report", "-", "-o", "no/such/report.html"], input: Self.text, in: directory)
      #expect(nowhere.status == 2)
      #expect(
        nowhere.errors
          == "gvc report: `no/such/report.html` cannot be written: No such file or directory\n")
    }
  }

  @Test func `Options choose what is analysed, and stand in the report`() throws {
    let markdown = try Tool.run(
      [
        "report", "-", "--format=markdown", "--layer", "after", "--set", "dependent_share=80%",
        "--title", "Mine", "--date", "May 2026",
      ], input: Self.text
    ).output
    #expect(markdown.hasPrefix("# Mine\n\nStandard input · May 2026\n"))
    #expect(markdown.contains("--layer after --set dependent\\_share=80%"))
    #expect(markdown.contains("| dependent\\_share | 80% (set; by default 50%) |"))
    #expect(!markdown.contains("may be kept out of Design"))
    let all = try Tool.run(["report", "-", "--format", "markdown"], input: Self.text).output
    #expect(all.contains("Makers may be kept out of Design"))
    #expect(!all.contains("2026"))
  }

  @Test(arguments: [
    (["report", "Samples"], "these are 20 projects; name one of them"),
    (
      ["report", "Samples/brenta", "--format", "pdf"], "`--format` takes html, markdown, not `pdf`"
    ),
    (["report", "Samples/brenta", "--layer", "afer"], "did you mean `after`?"),
    (["report", "Samples/brenta", "-o"], "`-o` needs a value"),
    (["report"], "name a file or a directory, or `-`"),
  ]) func `What is wrong is said`(arguments: [String], message: String) throws {
    let result = try Tool.run(arguments)
    #expect(result.status == 2 && result.output == "")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `Mistakes go to standard error, and into the report`() throws {
    let result = try Tool.run(["report", "-"], input: "firm a { size: hge }\n")
    #expect(result.status == 0 && result.errors.contains("GVC"))
    #expect(result.output.contains("Error in standard input:1: "))
  }
}
