import GVCIDE
import GVCSyntax
import GVCWorkspace
import Testing

/// Completion of what built-in packs declare that the project does not use.
@Suite struct PackCompletionTests {
  private func items(_ project: MarkedProject) -> [CompletionItem] {
    project.features.completions(in: project.file, at: project.offset) { _ in [] }.items
  }

  private func item(_ label: String, _ project: MarkedProject) throws -> CompletionItem {
    try #require(items(project).first { $0.label == label }, "no \(label)")
  }

  /// The text with an item taken, and the edit that it needs besides.
  private func taking(_ label: String, _ text: String) throws -> String {
    let project = try MarkedProject(text)
    return try taking(item(label, project), project)
  }

  private func taking(_ item: CompletionItem, _ project: MarkedProject) -> String {
    let own = TextEdit(Location(project.file, item.range), item.insertion)
    let use = item.pack.flatMap { project.features.useEdit(of: $0, in: project.file) }
    return project.applying([own] + (use.map { [$0] } ?? []))
  }

  private func errors(_ text: String) throws -> [String] {
    let files = MemoryFiles(["/case/a.gvc": text])
    return try ProjectLoader(files: files.fileSystem).project(at: "/case").diagnostics
      .filter { $0.severity == .error }.map(\.message)
  }

  @Test
  func `An activity, a kind, an attribute, a rule, a source and a type of a pack are offered`()
    throws
  {
    #expect(
      try taking("design", "firm maker { performs: [des$0] }")
        == "use terms\n\nfirm maker { performs: [design] }")
    #expect(
      try taking("economic_rent", "firm a {}\neconomic$0").hasPrefix(
        "use kaplinsky_morris2001\n\nfirm a {}\neconomic_rent"))
    #expect(
      try taking("seeks_capabilities", "firm a { see$0 }")
        == "use caspari2003\n\nfirm a { seeks_capabilities:  }")
    #expect(
      try taking("functional_ceiling", "firm a\nexpect finding func$0 on a")
        == "use caspari2003\n\nfirm a\nexpect finding functional_ceiling on a")
    #expect(
      try taking("functional_ceiling", "firm a\nexpect finding caspari2003.func$0 on a")
        == "use caspari2003\n\nfirm a\nexpect finding caspari2003.functional_ceiling on a")
    #expect(
      try taking("upgrading_reach", "attribute firm.x: $0")
        == "use pipkin_fuentes2017\n\nattribute firm.x: upgrading_reach")
    #expect(
      try taking("caspari2003", "firm a\nexpect finding casp$0")
        == "use caspari2003\n\nfirm a\nexpect finding caspari2003")
  }

  @Test(arguments: [
    "firm a { performs: [$0] }", "firm a { size: small from $0 \"p. 1\" }",
    "buyer a { requires { $0: must } }", "firm a { performs: [ $0, ] }\nactivity production",
  ])
  func `A text has no mistake when an item of a pack is taken`(_ text: String) throws {
    let project = try MarkedProject(text)
    for item in items(project) where item.detail.contains("(use ") {
      #expect(try errors(taking(item, project)) == [], "\(item.label)")
    }
  }

  @Test(arguments: [
    ("firm a { performs: [$0] }", "use terms\n\nfirm a"),
    ("// A case.\n\n/// A maker.\nfirm a { performs: [$0] }", "// A case.\n\nuse terms\n\n/// A"),
    ("\u{FEFF}firm a { performs: [$0] }", "\u{FEFF}use terms\n\nfirm a"),
    ("import \"b.gvc\" // b\nfirm a { performs: [$0] }", "import \"b.gvc\" // b\nuse terms\nfirm"),
    ("use dallas // d\nfirm a { performs: [$0] }", "use dallas, terms // d\nfirm"),
    ("use x\nuse y // y\r\nfirm a { performs: [$0] }", "use x\nuse y // y\nuse terms\r\nfirm"),
    ("firm b {}\r\nfirm a { performs: [$0] }", "use terms\r\n\r\nfirm b"),
    ("import \"b.gvc\" firm a { performs: [$0] }", "import \"b.gvc\"\nuse terms firm a"),
  ])
  func `The line stands where people write it`(_ text: String, start: String) throws {
    let found = try taking("design", text)
    #expect(found.hasPrefix(start), "\(found.debugDescription)")
  }

  @Test func `Where the word is the place of the line, both are one edit`() throws {
    for (text, expected) in [
      ("power$0", "use dallas2019\n\npower "), ("$0", "use dallas2019\n\npower "),
      ("// A case.\n\npow$0", "// A case.\n\nuse dallas2019\n\npower "),
    ] {
      let project = try MarkedProject(text)
      let item = try item("power", project)
      #expect(item.pack == nil)
      #expect(taking(item, project).hasPrefix(expected.trimmed), "\(taking(item, project))")
      #expect(item.snippet?.hasPrefix("use dallas2019\n\npower ${1") == true)
    }
  }

  @Test func `What the project knows needs no line, and stands first`() throws {
    let used = try item("design", MarkedProject("use caspari2003\nfirm a { performs: [$0] }"))
    #expect(used.pack == nil)
    #expect(used.detail == "activity “Design”")
    let elsewhere = try MarkedProject([
      "a.gvc": "firm a { performs: [$0] }", "b.gvc": "use terms",
    ])
    #expect(try item("design", elsewhere).pack == nil)
    let own = try MarkedProject("activity weaving\nfirm a { performs: [$0] }")
    let ranks = items(own).map { ($0.label, $0.rank) }
    #expect(ranks.min { $0.1 < $1.1 }?.0 == "weaving")
  }

  @Test func `A pack that would clash with the project is not offered`() throws {
    let project = try MarkedProject("activity design\nfirm a { performs: [$0] }")
    #expect(Set(items(project).compactMap(\.pack)) == [])
    #expect(items(project).filter { $0.label == "design" }.count == 1)
    // Each pack uses the terms; a kind is in the way of its own pack alone.
    let kinds = try MarkedProject("kind power \"P\" { plural: powers_of }\nfirm a {}\n$0")
    let packs = Set(items(kinds).compactMap(\.pack))
    #expect(packs.contains("kaplinsky_morris2001"))
    #expect(!packs.contains("dallas2019"))
  }

  @Test func `Documentation is that of the pack`() throws {
    let project = try MarkedProject("firm maker { see$0 }")
    let key = try #require(try item("seeks_capabilities", project).key)
    let text = try #require(project.features.documentation(ofCompletion: key))
    #expect(text.contains("strategic capabilities"))
  }

  @Test func `A file that uses a theory needs no edit, nor does a pack`() throws {
    let project = try MarkedProject("use terms$0")
    #expect(project.features.useEdit(of: "terms", in: project.file) == nil)
    #expect(project.features.useEdit(of: "caspari2003", in: FileID(0)) == nil)
  }
}

extension String {
  /// Without white space at the end.
  fileprivate var trimmed: String {
    String(reversed().drop { $0.isWhitespace }.reversed())
  }
}
