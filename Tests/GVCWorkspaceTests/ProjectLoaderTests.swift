import GVCModel
import GVCSyntax
import GVCWorkspace
import Testing

/// What a project is, and what it refuses to be.
@Suite struct ProjectLoaderTests {
  private func load(_ files: MemoryFiles, _ path: String) throws -> LoadedProject {
    try ProjectLoader(files: files.fileSystem).project(at: path)
  }

  private func codes(_ project: LoadedProject) -> [String] {
    project.diagnostics.map(\.code.description)
  }

  private func message(_ files: MemoryFiles, _ path: String) -> String? {
    do {
      _ = try load(files, path)
      return nil
    } catch {
      return (error as? ProjectError)?.message
    }
  }

  // MARK: What it is

  @Test func filesAreNumberedByPathAfterTheLibrary() throws {
    let files = MemoryFiles([
      "/case/b.gvc": "import \"z/one.gvc\"\nimport \"a/two.gvc\"", "/case/a.gvc": "",
      "/case/z/one.gvc": "", "/case/a/two.gvc": "import \"three.gvc\"", "/case/a/three.gvc": "",
      "/case/.hidden.gvc": "(", "/case/note.txt": "(", "/case/sub/not.gvc": "(",
      "/case/dir.gvc/not.gvc": "(",
    ])
    let project = try load(files, "case")
    #expect(
      project.files.map(\.name) == [
        "case/a.gvc", "case/b.gvc", "case/a/two.gvc", "case/z/one.gvc", "case/a/three.gvc",
      ])
    let first = BuiltIns.packs.count + 1
    #expect(project.files.map(\.file) == (first..<first + 5).map { FileID($0) })
    #expect(project.sources.first?.file == FileID(0))
    #expect(project.modules.map(\.name) == ["case", "a/two.gvc", "z/one.gvc", "a/three.gvc"])
    #expect(codes(project) == [])
  }

  @Test func aFileIsAProjectByItself() throws {
    let files = MemoryFiles([
      "/case/a.gvc": "import \"b.gvc\" as b\nfirm x {}", "/case/b.gvc": "firm x {}",
      "/case/c.gvc": "(",
    ])
    let project = try load(files, "case/a.gvc")
    #expect(project.files.map(\.name) == ["case/a.gvc", "case/b.gvc"])
    #expect(codes(project) == [])
  }

  @Test func shownPathsAreThoseAPersonWrote() throws {
    let files = MemoryFiles(["/a.gvc": "import \"s/b.gvc\"", "/s/b.gvc": ""])
    for (path, names) in [
      (".", ["./a.gvc", "./s/b.gvc"]), ("/", ["/a.gvc", "/s/b.gvc"]),
      ("a.gvc", ["a.gvc", "s/b.gvc"]), ("/a.gvc", ["/a.gvc", "/s/b.gvc"]),
      ("./a.gvc", ["./a.gvc", "./s/b.gvc"]), ("s/..", ["s/../a.gvc", "s/../s/b.gvc"]),
    ] {
      #expect(try load(files, path).files.map(\.name) == names)
    }
  }

  @Test func aTextWithoutAFileImportsFromTheWorkingDirectory() throws {
    let files = MemoryFiles(["/parts/b.gvc": "firm x {}", "/a.gvc": ""])
    let project = try ProjectLoader(files: files.fileSystem).project(
      text: Array("import \"parts\"\nimport \"../a.gvc\"\ntie x -- x".utf8), name: "input")
    #expect(project.name == "input")
    #expect(project.files.map(\.name) == ["input", "parts/b.gvc"])
    #expect(codes(project) == ["GVC0122"])
  }

  @Test func projectsBelowADirectory() throws {
    var files = MemoryFiles([
      "/all/b/x.gvc": "", "/all/a/deep/y.gvc": "", "/all/b/inner/z.gvc": "", "/all/.git/w.gvc": "",
    ])
    files.links["/all/again"] = "b"
    files.links["/all/loop"] = "."
    let loader = ProjectLoader(files: files.fileSystem)
    #expect(try loader.projectPaths(at: "all") == ["all/a/deep", "all/again"])
    #expect(try loader.projects(at: "all").map(\.name) == ["all/a/deep", "all/again"])
    #expect(try loader.texts(at: "all/b").map(\.name) == ["all/b/x.gvc"])
  }

  // MARK: Links

  @Test func oneFileByALinkIsOneFile() throws {
    var files = MemoryFiles([
      "/case/a.gvc": "import \"parts/b.gvc\"\nimport \"link\"\nimport \"c.gvc\"",
      "/case/parts/b.gvc": "firm x {}",
    ])
    files.links = ["/case/link": "parts", "/case/c.gvc": "parts/b.gvc"]
    let project = try load(files, "case/a.gvc")
    #expect(project.files.map(\.name) == ["case/a.gvc", "case/parts/b.gvc"])
    #expect(codes(project) == [])
  }

  @Test func aLinkOutOfTheProjectIsAnError() throws {
    var files = MemoryFiles([
      "/case/a.gvc": "import \"out.gvc\"\nimport \"out\"\nimport \"parts\"",
      "/other/b.gvc": "firm x {}",
      "/case/parts/in.gvc": "",
    ])
    files.links = [
      "/case/out.gvc": "../other/b.gvc", "/case/out": "/other", "/case/parts/c.gvc": "/other/b.gvc",
    ]
    let project = try load(files, "case/a.gvc")
    #expect(codes(project) == ["GVC0122", "GVC0122", "GVC0122"])
    #expect(project.files.map(\.name) == ["case/a.gvc", "case/parts/in.gvc"])
    #expect(
      message(files, "case") == "`case/out.gvc` is a link that leads out of the project")
  }

  @Test func aProjectMayItselfBeALink() throws {
    var files = MemoryFiles(["/real/a.gvc": "import \"b\"", "/real/b/c.gvc": ""])
    files.links = ["/case": "real", "/one.gvc": "real/a.gvc"]
    #expect(try load(files, "case").files.map(\.name) == ["case/a.gvc", "case/b/c.gvc"])
    // Its imports start where it was named.
    #expect(codes(try load(files, "one.gvc")) == ["GVC0120"])
  }

  @Test func linksThatGoRoundAreAnError() throws {
    var files = MemoryFiles(["/case/a.gvc": "import \"l/x.gvc\"\nimport \"l\""])
    files.links = ["/case/l": "m", "/case/m": "l"]
    #expect(codes(try load(files, "case")) == ["GVC0121", "GVC0121"])
  }

  // MARK: What cannot be read

  @Test func unreadableFilesAndDirectories() throws {
    var files = MemoryFiles([
      "/case/a.gvc": "import \"b.gvc\"\nimport \"d\"\nimport \"e\"", "/case/b.gvc": "",
      "/case/d/c.gvc": "", "/case/e/f.gvc": "firm x {}", "/case/e/g.gvc": "",
    ])
    files.failures = [
      "/case/b.gvc": .unreadable("Permission denied"), "/case/d": .unreadable("Permission denied"),
      "/case/e/g.gvc": .tooLong,
    ]
    let project = try load(files, "case/a.gvc")
    #expect(codes(project) == ["GVC0121", "GVC0121", "GVC0124"])
    #expect(
      project.diagnostics.first?.message == "`b.gvc` cannot be read: Permission denied")
    #expect(project.files.map(\.name) == ["case/a.gvc", "case/e/f.gvc"])
    #expect(message(files, "case") == "`case/b.gvc` cannot be read: Permission denied")
    #expect(message(files, "case/d") == "`case/d` cannot be read: Permission denied")
    #expect(message(files, "case/none") == "there is no file or directory `case/none`")
  }

  @Test func anEmptyDirectoryIsNoProject() {
    let files = MemoryFiles(["/case/sub/a.gvc": ""])
    #expect(message(files, "case") == "there is no `.gvc` file in the directory `case`")
  }

  @Test(arguments: [
    "", "a\\u{0}.gvc", "b\\n.gvc", "~", "https://example.org/b.gvc", "parts\\\\b.gvc",
  ])
  func pathsThatNameNothing(path: String) throws {
    let files = MemoryFiles(["/case/a.gvc": "import \"\(path)\"", "/case/parts/b.gvc": ""])
    #expect(codes(try load(files, "case")) == ["GVC0120"])
  }

  @Test(arguments: ["/case/b.gvc", "../case/b.gvc", "..", "s/../../b.gvc", "s/t/../../../case"])
  func pathsThatLeave(path: String) throws {
    let files = MemoryFiles([
      "/case/a.gvc": "import \"\(path)\"", "/case/b.gvc": "", "/case/s/t/c.gvc": "",
    ])
    #expect(codes(try load(files, "case")) == ["GVC0122"])
  }

  @Test(arguments: [
    ("parts/maker.gvc", "parts/makers.gvc"), ("makers", "makers.gvc"), ("prats", "parts"),
    ("./makrs.gvc", "./makers.gvc"),
  ])
  func nearNamesAreSuggested(path: String, suggestion: String) throws {
    let text = "import \"\(path)\""
    let files = MemoryFiles([
      "/case/a.gvc": text, "/case/makers.gvc": "", "/case/parts/makers.gvc": "",
      "/case/mak\"ers.gvc": "",
    ])
    let diagnostic = try #require(try load(files, "case").diagnostics.first)
    #expect(diagnostic.help == "did you mean `\(suggestion)`?")
    #expect(diagnostic.fixes.first?.edits.map(\.replacement) == ["\"\(suggestion)\""])
  }

  // MARK: Circles and limits

  @Test func aCircleIsShownWhole() throws {
    let files = MemoryFiles([
      "/case/a.gvc": "import \"b.gvc\"", "/case/b.gvc": "import \"sub/c.gvc\"",
      "/case/sub/c.gvc": "import \"../a.gvc\"",
    ])
    let project = try load(files, "case/a.gvc")
    let diagnostic = try #require(project.diagnostics.first)
    #expect(codes(project) == ["GVC0123"])
    #expect(
      diagnostic.message == "these imports go round: a.gvc → b.gvc → sub/c.gvc → a.gvc")
    #expect(diagnostic.secondary.map(\.text) == ["imports `b.gvc`", "imports `sub/c.gvc`"])
    #expect(diagnostic.primary.location.file == project.files.last?.file)
  }

  @Test func aFileMayImportItself() throws {
    let files = MemoryFiles(["/a.gvc": "import \"a.gvc\" as me\nfirm x {}\ntie x -- me.x"])
    #expect(codes(try load(files, "a.gvc")) == [])
  }

  /// A chain of imports as long as a project may be, and one that is longer.
  @Test func longChainsEnd() throws {
    var texts: [String: String] = [:]
    for i in 0...1_200 { texts["/case/d\(i)/f.gvc"] = "import \"../d\(i + 1)/f.gvc\"\nfirm f {}" }
    texts["/case/d1201/f.gvc"] = ""
    texts["/case/a.gvc"] = "import \"d0/f.gvc\""
    texts["/case/b.gvc"] = "import \"d300/f.gvc\""
    let files = MemoryFiles(texts)
    let long = try load(files, "case/a.gvc")
    #expect(codes(long).contains("GVC0127"))
    #expect(codes(long).filter { $0 == "GVC0127" }.count == 1)
    #expect(long.files.count == 1_001)
    #expect(!codes(try load(files, "case/b.gvc")).contains("GVC0127"))
  }

  @Test func everyFileOfADeepCircleIsRead() throws {
    var texts: [String: String] = [:]
    for i in 0..<900 { texts["/case/d\(i)/f.gvc"] = "import \"../d\((i + 1) % 900)/f.gvc\" as n" }
    texts["/case/a.gvc"] = "import \"d0/f.gvc\""
    let project = try load(MemoryFiles(texts), "case")
    #expect(codes(project) == ["GVC0123"])
    #expect(project.diagnostics.first?.secondary.count == 899)
  }
}
