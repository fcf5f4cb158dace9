import Testing

@testable import GVCLanguageServer

/// What a client that asks for diagnostics shows never stays behind what is there.
@Suite struct PulledDiagnosticTests {
  private static let pull: JSONValue = [
    "textDocument": ["diagnostic": ["relatedDocumentSupport": true]],
    "workspace": [
      "diagnostics": ["refreshSupport": true],
      "didChangeWatchedFiles": ["dynamicRegistration": true],
    ],
  ]

  /// A client that shows what it is sent.
  private struct Viewer {
    let client: TestClient
    var shown: [String: [String]] = [:]

    init(_ files: [String: String], folders: [String] = ["/work"]) throws {
      client = TestClient(TestDisk(files))
      try client.initialize(PulledDiagnosticTests.pull, folders: folders)
      // It says when files change, so that the server does not look by itself.
      let registration = try client.next("client/registerCapability")
      client.send(["jsonrpc": "2.0", "id": registration["id"] ?? .null, "result": nil])
    }

    mutating func ask(about uri: String) throws {
      let report = try client.result(
        "textDocument/diagnostic", ["textDocument": ["uri": .string(uri)]])
      shown[uri] = client.codes(report["items"])
      for (other, report) in report["relatedDocuments"]?.members ?? [:] {
        shown[other] = client.codes(report["items"])
      }
    }

    /// What is marked.
    var marked: [String: [String]] { shown.filter { !$0.value.isEmpty } }
  }

  private static let files = [
    "/work/a.gvc": "import \"lib/l.gvc\"\nfirm a {}", "/work/b.gvc": "link a -> b",
    "/work/lib/l.gvc": "frm l {}",
  ]

  @Test func `A file that an import no longer leads to is cleared`() throws {
    var viewer = try Viewer(Self.files)
    viewer.client.open("file:///work/a.gvc", Self.files["/work/a.gvc"] ?? "")
    try viewer.ask(about: "file:///work/a.gvc")
    #expect(viewer.marked.keys.contains("file:///work/lib/l.gvc"))
    viewer.client.change("file:///work/a.gvc", "firm a {}\nfirm b {}", version: 2)
    try viewer.ask(about: "file:///work/a.gvc")
    #expect(viewer.marked.isEmpty)
  }

  @Test(arguments: [true, false])
  func `A file that is deleted or renamed is cleared`(isRenamed: Bool) throws {
    var viewer = try Viewer(Self.files)
    viewer.client.open("file:///work/a.gvc", "firm a {}")
    try viewer.ask(about: "file:///work/a.gvc")
    #expect(viewer.marked == ["file:///work/b.gvc": ["GVC0104"]])
    viewer.client.disk.remove("/work/b.gvc")
    if isRenamed { viewer.client.disk.write("link a -> b", to: "/work/c.gvc") }
    viewer.client.notify("workspace/didChangeWatchedFiles", ["changes": []])
    _ = try viewer.client.next("workspace/diagnostic/refresh")
    try viewer.ask(about: "file:///work/a.gvc")
    #expect(viewer.marked == (isRenamed ? ["file:///work/c.gvc": ["GVC0104"]] : [:]))
    try viewer.ask(about: "file:///work/b.gvc")
    #expect(viewer.shown["file:///work/b.gvc"] == [])
  }

  @Test func `Files of a project without open documents are cleared`() throws {
    var viewer = try Viewer([
      "/work/x/a.gvc": "firm a {}", "/work/x/b.gvc": "frm b {}", "/work/y/c.gvc": "firm c {}",
    ])
    for uri in ["file:///work/x/a.gvc", "file:///work/y/c.gvc"] {
      viewer.client.open(uri, "firm c {}")
      try viewer.ask(about: uri)
    }
    #expect(viewer.marked == ["file:///work/x/b.gvc": ["GVC0101"]])
    viewer.client.close("file:///work/x/a.gvc")
    _ = try viewer.client.next("workspace/diagnostic/refresh")
    try viewer.ask(about: "file:///work/y/c.gvc")
    #expect(viewer.marked.isEmpty)
    // And they are there again with it.
    viewer.client.open("file:///work/x/a.gvc", "firm a {}")
    try viewer.ask(about: "file:///work/x/a.gvc")
    #expect(viewer.marked == ["file:///work/x/b.gvc": ["GVC0101"]])
  }

  @Test func `Closing a document with unsaved text refreshes the others`() throws {
    var viewer = try Viewer(["/work/a.gvc": "firm a {}", "/work/b.gvc": "link a -> b"])
    viewer.client.open("file:///work/a.gvc", "firm a {}\nfirm b {}")
    viewer.client.open("file:///work/b.gvc", "link a -> b")
    try viewer.ask(about: "file:///work/b.gvc")
    #expect(viewer.marked.isEmpty)
    _ = viewer.client.takePending()
    viewer.client.close("file:///work/a.gvc")
    _ = try viewer.client.next("workspace/diagnostic/refresh")
    try viewer.ask(about: "file:///work/b.gvc")
    #expect(viewer.marked == ["file:///work/b.gvc": ["GVC0104"]])
  }

  @Test func `A closed document shows what its file says`() throws {
    var viewer = try Viewer(["/work/a.gvc": "firm a {}", "/work/b.gvc": "firm b {}"])
    viewer.client.open("file:///work/a.gvc", "frm a {}")
    viewer.client.open("file:///work/b.gvc", "firm b {}")
    try viewer.ask(about: "file:///work/a.gvc")
    #expect(viewer.marked == ["file:///work/a.gvc": ["GVC0101"]])
    viewer.client.close("file:///work/a.gvc")
    try viewer.ask(about: "file:///work/b.gvc")
    #expect(viewer.marked.isEmpty)
  }

  @Test func `What is gone comes in parts too`() throws {
    let client = TestClient(TestDisk(["/work/a.gvc": "frm a {}"]))
    try client.initialize(Self.pull, folders: ["/work"])
    let result = try client.result(
      "workspace/diagnostic",
      [
        "previousResultIds": [["uri": "file:///work/gone.gvc", "value": "x"]],
        "partialResultToken": "part",
      ])
    #expect(result["items"] == [])
    let parts = client.pending().compactMap { $0["params"]?["value"]?["items"]?.elements }
      .flatMap { $0 }
    #expect(parts.contains { $0["uri"] == "file:///work/gone.gvc" && $0["items"] == [] })
  }

  @Test func `A save during a look at the disk leads to another look`() throws {
    let session = Session(TestDisk([:]).environment { _ in true }, Inbox())
    session.phase = .running
    session.client = ClientCapabilities(Self.pull)
    session.saved(nil)
    let first = try #require(session.publisher.running)
    session.saved(nil)
    session.take(
      DiagnosticBatch(revision: session.revision, cancellation: first, stage: .projects([:])))
    let second = try #require(session.publisher.running)
    #expect(second !== first)
    session.take(
      DiagnosticBatch(revision: session.revision, cancellation: second, stage: .projects([:])))
    #expect(session.publisher.running == nil)
  }
}
