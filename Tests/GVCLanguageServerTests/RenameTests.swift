import Testing

@testable import GVCLanguageServer

/// A rename is complete or refused with the reason.
@Suite struct RenameTests {
  private static let files = [
    "/work/case.gvc": "import \"lib/north.gvc\" as north\nbuyer house {}\n",
    "/work/more.gvc": "link north.grower -> house\n",
    "/work/lib/north.gvc": "firm grower {}\n",
    "/work/lib/other.gvc": "link grower -> grower\n",
    "/readme.md": "grower",
  ]

  /// The files after a rename at the first place of a word.
  private func renamed(
    _ word: String, in path: String, to name: String = "farmer", _ disk: TestDisk,
    folders: [String]?, root: String? = nil
  ) throws -> Result<[String: String], ResponseError> {
    let client = TestClient(disk)
    _ = try client.result(
      "initialize",
      [
        "processId": nil, "rootUri": root.map { .string(DocumentURI(path: $0).text) } ?? .null,
        "capabilities": [:],
        "workspaceFolders": folders.map { folders in
          .array(folders.map { ["uri": .string(DocumentURI(path: $0).text), "name": "x"] })
        } ?? .null,
      ])
    client.notify("initialized")
    let uri = DocumentURI(path: path).text
    let text = String(decoding: try disk.environment { _ in true }.files.read(path), as: UTF8.self)
    client.open(uri, text)
    let before = text.prefix(upTo: try #require(text.range(of: word)).lowerBound)
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    let answer = try client.request(
      "textDocument/rename",
      [
        "textDocument": ["uri": .string(uri)], "newName": .string(name),
        "position": [
          "line": .integer(Int64(lines.count - 1)),
          "character": .integer(Int64(lines.last?.utf16.count ?? 0)),
        ],
      ])
    client.close()
    if let error = answer["error"] {
      return .failure(ResponseError(.requestFailed, error["message"]?.text ?? ""))
    }
    var files: [String: String] = [:]
    for (uri, edits) in answer["result"]?["changes"]?.members ?? [:] {
      let path = try #require(DocumentURI(uri).path)
      var text = DocumentText(try disk.environment { _ in true }.files.read(path))
      for edit in (edits.elements ?? []).reversed() {
        func position(_ end: String) -> LSP.Position {
          let value = edit["range"]?[end]
          return LSP.Position(
            value?["line"]?.integer ?? 0, value?["character"]?.integer ?? 0)
        }
        text.apply(
          LSP.ContentChange(
            range: LSP.Range(position("start"), position("end")),
            text: ClientText(edit["newText"]?.text ?? "")), .utf16)
      }
      files[path] = String(decoding: text.bytes, as: UTF8.self)
    }
    return .success(files)
  }

  private static let everywhere = [
    "/work/more.gvc": "link north.farmer -> house\n",
    "/work/lib/north.gvc": "firm farmer {}\n",
    "/work/lib/other.gvc": "link farmer -> farmer\n",
  ]

  @Test(arguments: [["/work"], ["/work/lib"], ["/elsewhere"], [], nil] as [[String]?])
  func `All that see a file are changed, whatever the folders are`(folders: [String]?) throws {
    let paths = ["/work/lib/north.gvc", "/work/lib/other.gvc", "/work/more.gvc"]
    for path in paths {
      let found = try renamed("grower", in: path, TestDisk(Self.files), folders: folders)
      // Outside of all folders a file is alone, so that what it names may not be known there.
      let isAlone = folders?.first.map { !path.hasPrefix($0 + "/") } ?? false
      if isAlone, path != paths[0] {
        guard case .failure = found else {
          Issue.record("\(path) is renamed")
          continue
        }
      } else {
        #expect(try found.get() == Self.everywhere, "\(path)")
      }
    }
  }

  @Test(arguments: [[], nil] as [[String]?])
  func `No folders are as none that are named, and the root is one`(folders: [String]?) throws {
    let client = TestClient(TestDisk(Self.files))
    _ = try client.result(
      "initialize",
      [
        "processId": nil, "rootUri": "file:///work", "capabilities": [:],
        "workspaceFolders": folders.map { _ in [] } ?? .null,
      ])
    client.open("file:///work/lib/north.gvc", "firm grower {}\nlink grower -> house\n")
    // The projects of the root are known.
    let symbols = try client.result("workspace/symbol", ["query": "house"])
    #expect(symbols.elements?.first?["location"]?["uri"] == "file:///work/case.gvc")
  }

  @Test func `What the project above would not allow is refused with its name`() throws {
    let taken = TestDisk([
      "/work/case.gvc": "import \"lib\" as north\nlink north.grower -> north.grower\n",
      "/work/lib/north.gvc": "firm grower {}\n", "/work/lib/a/x.gvc": "firm x {}\n",
      "/x.gvc": "import \"work/lib\" as north\nlink north.grower -> north.farmer\n",
    ])
    // `north.farmer` stands for nothing yet, and would for this.
    let found = try renamed("grower", in: "/work/lib/north.gvc", taken, folders: ["/work"])
    guard case .failure(let error) = found else {
      Issue.record("it is not refused")
      return
    }
    #expect(error.message.contains("`/`") && error.message.contains("x.gvc"))
  }

  @Test(arguments: ["/work/broken.gvc", "/work/lib/broken.gvc", "/broken.gvc"])
  func `A file that cannot be read is a reason to refuse`(path: String) throws {
    let disk = TestDisk(Self.files)
    // A link to nowhere is in the list, and cannot be read.
    disk.link(path, to: "/nowhere.gvc")
    let found = try renamed("grower", in: "/work/lib/north.gvc", disk, folders: ["/work"])
    guard case .failure(let error) = found else {
      Issue.record("it is not refused")
      return
    }
    #expect(error.message.contains(path))
  }

  @Test func `A name in a broken form is a reason to refuse, and another is none`() throws {
    var files = Self.files
    files["/work/lib/other.gvc"] = "link grower -> grower\nfirm x { size: }\n"
    #expect(
      try renamed("grower", in: "/work/lib/north.gvc", TestDisk(files), folders: [])
        .get().count == 3)
    files["/work/lib/other.gvc"] = "link grower -> -> grower {\n"
    let found = try renamed("grower", in: "/work/lib/north.gvc", TestDisk(files), folders: [])
    guard case .failure(let error) = found else {
      Issue.record("it is not refused")
      return
    }
    #expect(error.message.contains("line 1 of other.gvc"))
  }

  @Test func `Files outside of the folders are read as they are, though nobody watches them`()
    throws
  {
    let disk = TestDisk(["/work/lib/a.gvc": "firm grower {}\n"])
    let client = TestClient(disk)
    try client.initialize(
      ["workspace": ["didChangeWatchedFiles": ["dynamicRegistration": true]]],
      folders: ["/work/lib"])
    let registration = try client.next("client/registerCapability")
    client.send(["jsonrpc": "2.0", "id": registration["id"] ?? .null, "result": nil])
    client.open("file:///work/lib/a.gvc", "firm grower {}\n")
    func count() throws -> Int? {
      try client.result(
        "textDocument/rename",
        [
          "textDocument": ["uri": "file:///work/lib/a.gvc"], "newName": "farmer",
          "position": ["line": 0, "character": 6],
        ])["changes"]?.members?.count
    }
    #expect(try count() == 1)
    disk.write("import \"lib\" as l\nlink l.grower -> l.grower\n", to: "/work/case.gvc")
    #expect(try count() == 2)
  }
}
