import Foundation
import Testing

/// `gvc check` and `gvc analyze` held against an earlier run of themselves.
@Suite struct BaselineTests {
  // MARK: What is written

  /// The project of the golden files as it was: its lines stood elsewhere, one mistake was another, one was
  /// not there yet, and one is mended since.
  private static let olderProject: [(from: String, to: String)] = [
    ("source unused { year: 2020 }\n", ""),
    ("firm tabbed {\tsize: tiny }", "\n\nfirm tabbed {\tsize: tiny }\nfirm gone { sise: small }"),
    ("workers: 10..5", "workers: 10"),
  ]

  /// The case of the golden files as it was: one rule claimed less, one said it in other words, one weighed
  /// more, a threshold lay higher, and one fact was not known.
  private static let olderCase: [(from: String, to: String)] = [
    ("source survey", "// A line more.\n\nsource survey"),
    ("threshold large_share: 50%", "threshold large_share: 80%"),
    ("functional into f danger", "functional into f likely"),
    ("no longer performs {f}", "gave up {f}"),
    ("firm other \"Another maker\" { performs: [production] }", "firm other \"Another maker\" {}"),
  ]

  /// Calls `body` with the output of a command over an older state of `Tests/Golden/NAME`, in a file.
  private func since(
    _ changes: [(from: String, to: String)], _ command: String, _ name: String,
    _ body: (String) throws -> Void
  ) throws {
    try Tool.temporaryDirectory { directory in
      let old = directory.appending(path: name)
      try FileManager.default.copyItem(at: GoldenTests.directory.appending(path: name), to: old)
      for file in try FileManager.default.subpathsOfDirectory(atPath: old.path)
      where file.hasSuffix(".gvc") {
        let place = old.appending(path: file)
        var text = String(decoding: try Data(contentsOf: place), as: UTF8.self)
        for (new, older) in changes { text = text.replacingOccurrences(of: new, with: older) }
        try Data(text.utf8).write(to: place)
      }
      let baseline = directory.appending(path: "baseline.json")
      let output = try Tool.run(command, name, "--format", "json", in: directory).output
      try Data(output.utf8).write(to: baseline)
      try body(baseline.path)
    }
  }

  private static let formats = [
    "full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "csv",
    "markdown",
  ]

  @Test(arguments: formats) func `A check since another`(format: String) throws {
    try since(Self.olderProject, "check", "project") { baseline in
      let result = try Tool.run(
        "check", "project", "--baseline", baseline, "--format", format, in: GoldenTests.directory)
      #expect(result.status == 1 && result.errors == "")
      try GoldenTests.compare(result.output, with: "baseline.check.\(format).txt")
    }
  }

  @Test(arguments: formats) func `An analysis since another`(format: String) throws {
    try since(Self.olderCase, "analyze", "analysis") { baseline in
      let result = try Tool.run(
        "analyze", "analysis", "--baseline", baseline, "--format", format,
        in: GoldenTests.directory)
      #expect(result.status == 0 && result.errors == "")
      try GoldenTests.compare(result.output, with: "baseline.analyze.\(format).txt")
    }
  }

  // MARK: What is the same

  /// The numbers of what is new, changed, fixed and unchanged from one text to another.
  private func counts(
    _ command: String, from old: String, to new: String, options: [String] = []
  ) throws -> (text: String, status: Int32) {
    try Tool.temporaryDirectory { directory in
      let file = directory.appending(path: "case.gvc")
      try Data(old.utf8).write(to: file)
      let before = try Tool.run([command, "case.gvc", "--format", "json"], in: directory).output
      try Data(before.utf8).write(to: directory.appending(path: "old.json"))
      try Data(new.utf8).write(to: file)
      let result = try Tool.run(
        [command, "case.gvc", "--baseline", "old.json"] + options, in: directory)
      let summary = result.output.split(separator: "\n").last.map(String.init) ?? ""
      return (summary.replacingOccurrences(of: "since the baseline: ", with: ""), result.status)
    }
  }

  private static let mistakes = """
    firm a { sise: small }
    firm b { size: tiny }
    buyer c { size: tiny }

    """

  @Test func `Lines that move change nothing`() throws {
    let moved = "// One.\n\n" + Self.mistakes.replacingOccurrences(of: "{ ", with: "{\n\n  ")
    let (text, status) = try counts("check", from: Self.mistakes, to: moved)
    #expect(text == "0 new, 0 changed, 0 fixed, 3 unchanged" && status == 0)
  }

  @Test func `The order of declarations changes nothing`() throws {
    let turned = Self.mistakes.split(separator: "\n").reversed().joined(separator: "\n")
    let (text, status) = try counts("check", from: Self.mistakes, to: turned)
    #expect(text == "0 new, 0 changed, 0 fixed, 3 unchanged" && status == 0)
  }

  @Test func `The same mistake in another declaration is new`() throws {
    let other = Self.mistakes.replacingOccurrences(
      of: "firm b { size: tiny }", with: "firm d { size: tiny }")
    let (text, status) = try counts("check", from: Self.mistakes, to: other)
    #expect(text == "1 new, 0 changed, 1 fixed, 2 unchanged" && status == 1)
  }

  @Test func `A second mistake of the same words is new`() throws {
    let more = "firm a { size: tiny, size: tiny }\n"
    let (text, _) = try counts("check", from: "firm a { size: tiny }\n", to: more)
    #expect(text.hasSuffix(" 0 changed, 0 fixed, 1 unchanged") && !text.hasPrefix("0 new"))
  }

  @Test func `What was accepted once does not fail`() throws {
    let (text, status) = try counts(
      "check", from: Self.mistakes, to: Self.mistakes + "source s { year: 2000 }\n")
    #expect(text == "1 new, 0 changed, 0 fixed, 3 unchanged" && status == 0)
    let strict = try counts(
      "check", from: Self.mistakes, to: Self.mistakes + "source s { year: 2000 }\n",
      options: ["--fail-level", "warning"])
    #expect(strict.status == 1)
  }

  private static func theory(level: String, modality: String, fact: String) -> String {
    """
    firm a { \(fact) }
    theory t {
      source s "S"
      verdict worry "Worry" { of: actor value big "Big" { level: \(level) } }
      rule r "R" {
        for x in firms
        when x.size == small
        find x big \(modality)
        message "{x} is small."
        cite s "p. 1"
      }
    }

    """
  }

  @Test(arguments: [
    ("note", "likely", "size: small", "0 new, 0 changed, 0 fixed, 1 unchanged", 0),
    ("error", "likely", "size: small", "0 new, 1 changed, 0 fixed, 0 unchanged", 1),
    ("note", "danger", "size: small", "0 new, 1 changed, 0 fixed, 0 unchanged", 0),
    ("note", "likely", "size: large", "0 new, 0 changed, 1 fixed, 0 unchanged", 0),
    ("note", "likely", "workers: 3", "0 new, 1 changed, 0 fixed, 0 unchanged", 0),
  ])
  func `A conclusion can change in each part`(
    level: String, modality: String, fact: String, counts wanted: String, status: Int32
  ) throws {
    let old = Self.theory(level: "note", modality: "likely", fact: "size: small")
    let new = Self.theory(level: level, modality: modality, fact: fact)
    let found = try counts("analyze", from: old, to: new)
    #expect(found.text == wanted && found.status == status)
  }

  @Test func `A conclusion that was open is worse when it holds`() throws {
    let old = Self.theory(level: "error", modality: "likely", fact: "workers: 3")
    let new = Self.theory(level: "error", modality: "likely", fact: "size: small")
    #expect(try counts("analyze", from: old, to: new).status == 1)
    #expect(try counts("analyze", from: new, to: new).status == 0)
  }

  @Test func `The path of a case does not matter`() throws {
    try Tool.temporaryDirectory { directory in
      let old = try Tool.run("analyze", "Samples/brenta", "--format", "json").output
      let file = directory.appending(path: "old.json")
      try Data(old.utf8).write(to: file)
      let result = try Tool.run(
        ["analyze", ".", "--baseline", file.path, "--fail-level", "note"],
        in: Tool.package.appending(path: "Samples/brenta"))
      #expect(
        result.status == 0 && result.output.contains("\nsince the baseline: 0 new, 0 changed"))
    }
  }

  // MARK: What is no baseline

  @Test(arguments: [
    ("", "is no JSON object, or a broken one"),
    ("[1]", "is no JSON object, or a broken one"),
    ("{\"version\": 1, \"diagnostics\": [", "is no JSON object, or a broken one"),
    ("{}", "is no output of `gvc check --format json`"),
    (
      "{\"version\": 1, \"projects\": []}",
      "is the output of `gvc analyze`; name one of `gvc check --format json`"
    ),
    (
      "{\"version\": 2, \"diagnostics\": [], \"summary\": {}}",
      "is of version 2, and this gvc reads version 1; write it anew with `gvc check --format json`"
    ),
    (
      "{\"version\": 1, \"diagnostics\": [{\"code\": 1}], \"summary\": {}}",
      "has something unexpected at `diagnostics.[0].code`; write it anew with `gvc check --format json`"
    ),
    (
      "{\"version\": 1, \"diagnostics\": [{}], \"summary\": {}}",
      "lacks `diagnostics.[0].code`; write it anew with `gvc check --format json`"
    ),
  ])
  func `A broken or foreign baseline is said`(text: String, message: String) throws {
    try Tool.temporaryDirectory { directory in
      try Data(text.utf8).write(to: directory.appending(path: "old.json"))
      try Data("firm a {}\n".utf8).write(to: directory.appending(path: "case.gvc"))
      let result = try Tool.run("check", "case.gvc", "--baseline", "old.json", in: directory)
      #expect(result.status == 2 && result.output == "")
      #expect(result.errors == "gvc check: the baseline `old.json` \(message)\n")
    }
  }

  @Test func `A missing baseline, and one of another command, are said`() throws {
    let missing = try Tool.run("analyze", "Samples/brenta", "--baseline", "/nowhere")
    #expect(missing.status == 2 && missing.output == "")
    #expect(
      missing.errors
        == "gvc analyze: the baseline: there is no file or directory `/nowhere`\n")
    try Tool.temporaryDirectory { directory in
      let file = directory.appending(path: "old.json")
      try Data(try Tool.run("check", "Samples/brenta", "--format", "json").output.utf8)
        .write(to: file)
      let foreign = try Tool.run("analyze", "Samples/brenta", "--baseline", file.path)
      #expect(foreign.status == 2 && foreign.errors.contains("is the output of `gvc check`"))
    }
  }
}
