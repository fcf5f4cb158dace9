import Testing

@testable import GVCLanguageServer

/// What the client is told is wrong: pushed or pulled, of what is open and of what is on the disk.
@Suite struct DiagnosticTests {
  private static let full: JSONValue = [
    "textDocument": [
      "publishDiagnostics": [
        "relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true,
        "dataSupport": true, "tagSupport": ["valueSet": [1, 2]],
      ]
    ]
  ]
  private static let pull: JSONValue = [
    "textDocument": ["diagnostic": ["relatedDocumentSupport": true]],
    "workspace": ["diagnostics": ["refreshSupport": true]],
  ]

  // MARK: Pushed

  @Test func `Syntax, names, findings and expectations are pushed together`() throws {
    let client = TestClient()
    try client.initialize()
    client.open(
      "untitled:1",
      """
      use caspari2003
      firm a { size: small siz: large }
      firm b { "x" }
      source s {}
      buyer house {}
      link a -> house { governance: quasi_hierarchical }
      expect finding functional_ceiling on a
      """)
    // What needs no findings may come first.
    var codes = try client.pushed("untitled:1", version: 1)
    if !codes.contains("GVC0510") { codes = try client.pushed("untitled:1", version: 1) }
    #expect(Set(codes).isSuperset(of: ["GVC0010", "GVC0103", "GVC0303", "GVC0510"]))
  }

  @Test func `A diagnostic has its link, its reasons, its tags and its fixes where they are shown`()
    throws
  {
    let text = "firm a { siz: small }\nfirm a {}\nsource s {}\n"
    let client = TestClient()
    try client.initialize(Self.full)
    client.open("untitled:1", text)
    let full = try client.next("textDocument/publishDiagnostics")["params"]?["diagnostics"]
    let all = full?.elements ?? []
    let unknown = try #require(all.first { $0["code"] == "GVC0103" })
    #expect(unknown["codeDescription"]?["href"] == "gvc:/errors/GVC0103.md")
    #expect(
      unknown["data"]?["fixes"]?.elements?.first?["edits"]?.elements?.first?["newText"] == "size")
    #expect(
      unknown["range"] == [
        "start": ["line": 0, "character": 9], "end": ["line": 0, "character": 12],
      ])
    let twice = try #require(all.first { $0["range"]?["start"]?["line"] == 1 })
    #expect(
      twice["relatedInformation"]?.elements?.first?["location"]?["uri"] == "untitled:1")
    #expect(all.first { $0["code"] == "GVC0303" }?["tags"] == [1])

    let plain = TestClient()
    try plain.initialize()
    plain.open("untitled:1", text)
    let less = try plain.next("textDocument/publishDiagnostics")["params"]?["diagnostics"]
    #expect(less?.elements?.count == all.count)
    for diagnostic in less?.elements ?? [] {
      #expect(
        Set((diagnostic.members ?? [:]).keys)
          == ["range", "severity", "code", "source", "message"])
    }
  }

  @Test func `After a series of edits only the marks of the last one stand`() throws {
    let client = TestClient()
    try client.initialize()
    let good = String(repeating: "firm f { }\n", count: 200)
    client.open("untitled:1", good)
    for version in 2...60 {
      client.change(
        "untitled:1", version % 2 == 0 ? good + "firm {\n" : good, version: Int64(version))
    }
    client.change("untitled:1", "firm a { siz: small }", version: 61)
    #expect(try client.pushed("untitled:1", version: 61) == ["GVC0103"])
    _ = try client.request("shutdown")
    // What came before was of a version that was then the last; nothing comes behind.
    let versions = client.pending().compactMap { $0["params"]?["version"]?.integer }
    #expect(versions == versions.sorted() && !versions.contains(61))
  }

  @Test func `Work that takes long is shown while it goes on`() throws {
    let client = TestClient(pace: Pace(progress: .milliseconds(0)))
    try client.initialize(["window": ["workDoneProgress": true]])
    client.open("untitled:1", String(repeating: "firm maker { workers: 4 }\n", count: 4_000))
    let create = try client.next("window/workDoneProgress/create")
    let token = try #require(create["params"]?["token"])
    client.send(["jsonrpc": "2.0", "id": create["id"] ?? .null, "result": nil])
    let kinds = try (0..<2).map { _ in
      try client.message {
        $0["method"] == "$/progress" && $0["params"]?["token"] == token
      }["params"]?["value"]?["kind"]
    }
    #expect(kinds == ["begin", "end"])
  }

  @Test func `What needs no findings comes first, and the findings when they are made`() throws {
    let text = "use caspari2003\nfrm a {}\nfirm b {}\nexpect finding functional_ceiling on b\n"
    let pushing = TestClient(pace: Pace(patience: .milliseconds(0)))
    try pushing.initialize()
    pushing.open("untitled:1", text)
    // On a busy machine the findings may be made before anybody asks whether they are.
    var pushed = try pushing.pushed("untitled:1")
    if pushed == ["GVC0101"] { pushed = try pushing.pushed("untitled:1") }
    #expect(pushed == ["GVC0101", "GVC0510"])
    let pulling = TestClient(pace: Pace(patience: .milliseconds(0)))
    try pulling.initialize(Self.pull)
    pulling.open("untitled:1", text)
    var codes = try pulling.pulled("untitled:1")
    // And the next answer may come before the findings too, and then asks to ask again.
    while codes == ["GVC0101"] {
      _ = try pulling.next("workspace/diagnostic/refresh")
      codes = try pulling.pulled("untitled:1")
    }
    #expect(codes == ["GVC0101", "GVC0510"])
  }

  @Test func `Closing a document clears its marks`() throws {
    let client = TestClient()
    try client.initialize()
    client.open("untitled:1", "frm a {}")
    #expect(try client.pushed("untitled:1") == ["GVC0101"])
    client.close("untitled:1")
    #expect(try client.pushed("untitled:1") == [])
  }

  @Test func `The other files of a project have their marks, and lose them with its last document`()
    throws
  {
    let disk = TestDisk([
      "/work/a.gvc": "firm maker {}", "/work/b.gvc": "link maker -> house\n",
      "/other/c.gvc": "frm x {}",
    ])
    let client = TestClient(disk)
    try client.initialize(folders: ["/work"])
    client.open("file:///work/a.gvc", "firm maker {}")
    #expect(try client.pushed("file:///work/b.gvc") == ["GVC0104"])
    client.change("file:///work/a.gvc", "firm maker {}\nbuyer house {}", version: 2)
    #expect(try client.pushed("file:///work/b.gvc") == [])
    client.change("file:///work/a.gvc", "buyer house {}", version: 3)
    #expect(try client.pushed("file:///work/b.gvc") == ["GVC0104"])
    client.close("file:///work/a.gvc")
    #expect(try client.pushed("file:///work/b.gvc") == [])
    _ = try client.request("shutdown")
    #expect(!client.pending().contains { $0["params"]?["uri"] == "file:///other/c.gvc" })
  }

  @Test func `Unsaved text wins over the disk, and the disk is back when it is closed`() throws {
    let disk = TestDisk(["/work/a.gvc": "firm maker {}", "/work/b.gvc": "link maker -> house"])
    let client = TestClient(disk)
    try client.initialize(folders: ["/work"])
    client.open("file:///work/b.gvc", "link maker -> house")
    #expect(try client.pushed("file:///work/b.gvc") == ["GVC0104"])
    client.open("file:///work/a.gvc", "firm maker {}\nbuyer house {}")
    #expect(try client.pushed("file:///work/b.gvc") == [])
    client.close("file:///work/a.gvc")
    #expect(try client.pushed("file:///work/b.gvc") == ["GVC0104"])
  }

  @Test func `A file that changes on the disk is read again, watched or not`() throws {
    let disk = TestDisk(["/work/a.gvc": "firm maker {}", "/work/b.gvc": ""])
    let client = TestClient(disk)
    try client.initialize(folders: ["/work"])
    client.open("file:///work/b.gvc", "link maker -> house")
    #expect(try client.pushed("file:///work/b.gvc") == ["GVC0104"])
    disk.write("firm maker {}\nbuyer house {}", to: "/work/a.gvc")
    #expect(try client.pushed("file:///work/b.gvc") == [])
    disk.remove("/work/a.gvc")
    #expect(try client.pushed("file:///work/b.gvc") == ["GVC0104", "GVC0104"])

    let watching = TestClient(disk)
    try watching.initialize(
      ["workspace": ["didChangeWatchedFiles": ["dynamicRegistration": true]]], folders: ["/work"])
    let registration = try watching.next("client/registerCapability")
    #expect(
      registration["params"]?["registrations"]?.elements?.first?["method"]
        == "workspace/didChangeWatchedFiles")
    watching.send(["jsonrpc": "2.0", "id": registration["id"] ?? .null, "result": nil])
    watching.open("file:///work/b.gvc", "link maker -> house")
    #expect(try watching.pushed("file:///work/b.gvc").count == 2)
    disk.write("firm maker {}\nbuyer house {}", to: "/work/c.gvc")
    watching.notify(
      "workspace/didChangeWatchedFiles",
      ["changes": [["uri": "file:///work/c.gvc", "type": 1]]])
    #expect(try watching.pushed("file:///work/b.gvc") == [])
    disk.write("firm maker {", to: "/work/c.gvc")
    watching.notify(
      "workspace/didChangeWatchedFiles",
      ["changes": [["uri": "file:///work/c.gvc", "type": 2]]])
    #expect(try watching.pushed("file:///work/c.gvc") != [])
    disk.remove("/work/c.gvc")
    watching.notify(
      "workspace/didChangeWatchedFiles",
      ["changes": [["uri": "file:///work/c.gvc", "type": 3]]])
    #expect(try watching.pushed("file:///work/c.gvc") == [])
  }

  // MARK: Projects

  @Test func `A file that a project above imports belongs to it, another is by its directory`()
    throws
  {
    let disk = TestDisk([
      "/work/case.gvc": "import \"regions/north.gvc\"\nuse mine\n",
      "/work/theory.gvc": "theory mine { attribute firm.mood: text \"How it feels.\" }\n",
      "/work/regions/north.gvc": "firm maker { mood: \"good\" }\n",
      "/work/scratch/x.gvc": "firm maker { mood: \"good\" }\n",
    ])
    let client = TestClient(disk)
    try client.initialize(folders: ["/work"])
    client.open("file:///work/regions/north.gvc", "firm maker { mood: \"good\" }\n")
    #expect(try client.pushed("file:///work/regions/north.gvc") == [])
    client.open("file:///work/scratch/x.gvc", "firm maker { mood: \"good\" }\n")
    #expect(try client.pushed("file:///work/scratch/x.gvc") == ["GVC0103"])
    client.open("file:///work/case.gvc", "")
    #expect(try client.pushed("file:///work/regions/north.gvc") == ["GVC0103"])
  }

  @Test func `A file outside of all folders works alone, and a text without a file too`() throws {
    let disk = TestDisk([
      "/work/a.gvc": "", "/tmp/x.gvc": "link maker -> house", "/tmp/y.gvc": "firm maker {}",
    ])
    let client = TestClient(disk)
    try client.initialize(folders: ["/work"])
    client.open("file:///tmp/x.gvc", "link maker -> maker")
    #expect(try client.pushed("file:///tmp/x.gvc") == ["GVC0104", "GVC0104"])
    client.open("untitled:1", "import \"a.gvc\"\nfirm a {}")
    #expect(try client.pushed("untitled:1") == ["GVC0120"])
    client.open("file:///tmp/new/z.gvc", "frm z {}")
    #expect(try client.pushed("file:///tmp/new/z.gvc") == ["GVC0101"])
    _ = try client.request("shutdown")
    #expect(!client.pending().contains { $0["params"]?["uri"] == "file:///tmp/y.gvc" })
  }

  @Test func `A folder that is added or removed changes what is a project`() throws {
    let disk = TestDisk(["/other/x.gvc": "link a -> b", "/other/y.gvc": "firm a {}\nbuyer b {}"])
    let client = TestClient(disk)
    try client.initialize(folders: ["/work"])
    client.open("file:///other/x.gvc", "link a -> b")
    #expect(try client.pushed("file:///other/x.gvc") == ["GVC0104", "GVC0104"])
    let folder: JSONValue = ["uri": "file:///other", "name": "other"]
    client.notify(
      "workspace/didChangeWorkspaceFolders", ["event": ["added": [folder], "removed": []]])
    #expect(try client.pushed("file:///other/x.gvc") == [])
    client.notify(
      "workspace/didChangeWorkspaceFolders", ["event": ["added": [], "removed": [folder]]])
    #expect(try client.pushed("file:///other/x.gvc") == ["GVC0104", "GVC0104"])
  }

  // MARK: Pulled

  @Test func `What is pulled is not pushed, and an id says that nothing has changed`() throws {
    let client = TestClient()
    let capabilities = try client.initialize(Self.pull)
    #expect(capabilities["diagnosticProvider"]?["workspaceDiagnostics"] == true)
    client.open("untitled:1", "frm a {}")
    let document: JSONValue = ["uri": "untitled:1"]
    let first = try client.result("textDocument/diagnostic", ["textDocument": document])
    #expect(first["kind"] == "full" && client.codes(first["items"]) == ["GVC0101"])
    let id = try #require(first["resultId"])
    let second = try client.result(
      "textDocument/diagnostic", ["textDocument": document, "previousResultId": id])
    #expect(second == ["kind": "unchanged", "resultId": id])
    client.change("untitled:1", "firm a {}", version: 2)
    let third = try client.result(
      "textDocument/diagnostic", ["textDocument": document, "previousResultId": id])
    #expect(third["kind"] == "full" && third["items"] == [])
    _ = try client.request("shutdown")
    #expect(!client.pending().contains { $0["method"] == "textDocument/publishDiagnostics" })
  }

  @Test func `Other files of the project come along when they have changed`() throws {
    let disk = TestDisk(["/work/a.gvc": "", "/work/b.gvc": "link a -> b", "/work/c.gvc": ""])
    let client = TestClient(disk)
    try client.initialize(Self.pull, folders: ["/work"])
    client.open("file:///work/a.gvc", "firm a {}")
    func related() throws -> JSONValue? {
      try client.result(
        "textDocument/diagnostic", ["textDocument": ["uri": "file:///work/a.gvc"]])[
          "relatedDocuments"]
    }
    let first = try related()
    #expect(first?.members?.keys.sorted() == ["file:///work/b.gvc"])
    #expect(client.codes(first?["file:///work/b.gvc"]?["items"]) == ["GVC0104"])
    #expect(try related() == nil)
    client.change("file:///work/a.gvc", "firm a {}\nbuyer b {}", version: 2)
    #expect(try related()?["file:///work/b.gvc"]?["items"] == [])
  }

  @Test func `The whole workspace is pulled, with what is unchanged and what is gone`() throws {
    let disk = TestDisk([
      "/work/a/a.gvc": "frm a {}", "/work/b/b.gvc": "firm b {}", "/work/b/lib/l.gvc": "fir c {}",
      "/work/.hidden/h.gvc": "frm h {}", "/work/readme.md": "frm",
    ])
    let client = TestClient(disk)
    try client.initialize(Self.pull, folders: ["/work"])
    func reports(_ previous: JSONValue) throws -> [String: JSONValue] {
      let items = try client.result("workspace/diagnostic", ["previousResultIds": previous])[
        "items"]
      return Dictionary(
        (items?.elements ?? []).map { ($0["uri"]?.text ?? "", $0) }, uniquingKeysWith: { $1 })
    }
    let first = try reports([])
    #expect(
      first.keys.sorted()
        == ["file:///work/a/a.gvc", "file:///work/b/b.gvc", "file:///work/b/lib/l.gvc"])
    #expect(client.codes(first["file:///work/a/a.gvc"]?["items"]) == ["GVC0101"])
    disk.write("frm b {}", to: "/work/b/b.gvc")
    disk.remove("/work/b/lib/l.gvc")
    let previous = first.map { uri, report in
      ["uri": .string(uri), "value": report["resultId"] ?? .null] as JSONValue
    }
    let second = try reports(.array(previous))
    #expect(second["file:///work/a/a.gvc"]?["kind"] == "unchanged")
    #expect(client.codes(second["file:///work/b/b.gvc"]?["items"]) == ["GVC0101"])
    #expect(second["file:///work/b/lib/l.gvc"]?["items"] == [])
    #expect(second["file:///work/b/lib/l.gvc"]?["version"] == .null)
  }

  @Test func `Parts of the workspace come as they are made, with how far the work is`() throws {
    let disk = TestDisk(["/work/a/a.gvc": "frm a {}", "/work/b/b.gvc": "frm b {}"])
    let client = TestClient(disk)
    try client.initialize(Self.pull, folders: ["/work"])
    let result = try client.result(
      "workspace/diagnostic",
      ["previousResultIds": [], "partialResultToken": "part", "workDoneToken": 7])
    #expect(result["items"] == [])
    let progress = client.pending().filter { $0["method"] == "$/progress" }
    let parts = progress.filter { $0["params"]?["token"] == "part" }
      .compactMap { $0["params"]?["value"]?["items"]?.elements?.first?["uri"]?.text }
    #expect(parts == ["file:///work/a/a.gvc", "file:///work/b/b.gvc"])
    let kinds = progress.filter { $0["params"]?["token"] == 7 }
      .compactMap { $0["params"]?["value"]?["kind"]?.text }
    #expect(kinds == ["begin", "report", "report", "end"])
  }

  @Test func `A document that changes makes a request about it worthless`() throws {
    let client = TestClient()
    try client.initialize(Self.pull)
    client.open("untitled:1", String(repeating: "firm maker { workers: 4 }\n", count: 20_000))
    let id = client.start("textDocument/diagnostic", ["textDocument": ["uri": "untitled:1"]])
    client.change("untitled:1", "firm a {}", version: 2)
    let error = try client.response(to: id)["error"]
    #expect(error?["code"] == -32802 && error?["data"] == ["retriggerRequest": true])
    #expect(try client.pulled("untitled:1") == [])
  }

  // MARK: Settings

  @Test func `Settings are read from the client, and again when they change`() throws {
    let text = """
      theory mine {
        source notes {}
        threshold few: 3 "Few."
        rule small "Small" {
          for f in firms
          when f.workers < few
          find f observed
          message "{f} is small."
          cite notes
        }
      }
      firm a { workers: 4 }
      expect finding small on a
      """
    let client = TestClient()
    let pull: JSONValue = ["diagnostic": [:]]
    try client.initialize(["workspace": ["configuration": true], "textDocument": pull])
    func answer(_ settings: JSONValue) throws {
      let request = try client.next("workspace/configuration")
      #expect(request["params"]?["items"] == [["section": "gvc"]])
      client.send(["jsonrpc": "2.0", "id": request["id"] ?? .null, "result": [settings]])
    }
    try answer(nil)
    client.open("untitled:1", text)
    let before = try client.pulled("untitled:1")
    #expect(before.contains("GVC0510"))
    client.notify("workspace/didChangeConfiguration", ["settings": nil])
    try answer(["thresholds": ["few": "5"], "theories": 4, "layer": "no such"])
    #expect(try client.pulled("untitled:1") == before.filter { $0 != "GVC0510" })

    let early = TestClient()
    try early.initialize(["textDocument": pull], options: ["thresholds": ["few": 5]])
    early.open("untitled:1", text)
    #expect(try !early.pulled("untitled:1").contains("GVC0510"))
    early.notify("workspace/didChangeConfiguration", ["settings": ["gvc": ["thresholds": [:]]]])
    #expect(try early.pulled("untitled:1") == before)
  }

  @Test func `The page of every code is had at the address that its diagnostics name`() throws {
    let client = TestClient()
    let capabilities = try client.initialize(["workspace": ["textDocumentContent": [:]]])
    #expect(capabilities["workspace"]?["textDocumentContent"]?["schemes"] == ["gvc"])
    func text(_ uri: String) throws -> String? {
      try client.request("workspace/textDocumentContent", ["uri": .string(uri)])["result"]?["text"]?
        .text
    }
    #expect(try text("gvc:/errors/GVC0103.md")?.hasPrefix("# GVC0103\n") == true)
    #expect(try text("gvc:/packs/caspari2003.gvc")?.contains("theory caspari2003") == true)
    #expect(try text("gvc:/packs/prelude.gvc")?.isEmpty == false)
    for wrong in ["gvc:/errors/GVC9999.md", "gvc:/packs/../x", "file:///etc/passwd", ""] {
      #expect(try text(wrong) == nil)
    }
  }
}
