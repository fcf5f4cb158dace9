import Testing

@testable import GVCLanguageServer

/// Long answers in parts, how far long work is, and work that is broken off.
@Suite struct PartialResultTests {
  private static let uri = "file:///work/a.gvc"
  private static let count = RequestContext.partSize + 10

  /// A buyer with many suppliers.
  private static let text =
    "buyer house \"House\" {\n  size: large\n}\n"
    + (1...count).map { "firm maker_\($0) {\n}\nlink maker_\($0) -> house\n" }.joined()

  private func client(_ text: String = text) throws -> TestClient {
    let client = TestClient(TestDisk(["/work/a.gvc": ""]))
    try client.initialize(["textDocument": ["diagnostic": [:]]], folders: ["/work"])
    client.open(Self.uri, text)
    return client
  }

  private static let document: JSONValue = ["uri": .string(uri)]
  private static let house: JSONValue = [
    "textDocument": document, "position": ["line": 0, "character": 7],
    "context": ["includeDeclaration": true],
  ]

  private func adding(_ members: [String: JSONValue], to parameters: JSONValue) -> JSONValue {
    .object((parameters.members ?? [:]).merging(members) { $1 })
  }

  /// The values of the progress of a token that came before the answer to a request.
  private func progress(_ token: String, _ client: TestClient) -> [JSONValue] {
    client.takePending().filter {
      $0["method"] == "$/progress" && $0["params"]?["token"]?.text == token
    }.compactMap { $0["params"]?["value"] }
  }

  @Test(
    arguments: [
      ("textDocument/references", house), ("textDocument/documentHighlight", house),
      ("textDocument/documentSymbol", ["textDocument": document]),
      ("textDocument/foldingRange", ["textDocument": document]),
    ] as [(String, JSONValue)])
  func `A long list comes in parts to a client that asks for them`(
    _ method: String, _ parameters: JSONValue
  ) throws {
    let client = try client()
    let whole = try #require(try client.result(method, parameters).elements)
    #expect(whole.count > Self.count)
    #expect(progress("parts", client) == [])
    let rest = try client.result(method, adding(["partialResultToken": "parts"], to: parameters))
    #expect(rest == [])
    let parts = progress("parts", client)
    #expect(parts.count > 1)
    #expect(parts.flatMap { $0.elements ?? [] } == whole)
  }

  @Test func `The calls of a hierarchy come in parts`() throws {
    let client = try client()
    let item = try #require(
      try client.result("textDocument/prepareCallHierarchy", Self.house).elements?.first)
    let whole = try client.result("callHierarchy/incomingCalls", ["item": item])
    let rest = try client.result(
      "callHierarchy/incomingCalls", ["item": item, "partialResultToken": 7])
    #expect(rest == [])
    let parts = client.takePending().filter { $0["params"]?["token"] == 7 }
      .flatMap { $0["params"]?["value"]?.elements ?? [] }
    #expect(parts.count == Self.count)
    #expect(.array(parts) == whole)
  }

  @Test func `A short list comes as a whole`() throws {
    let client = try client("buyer house\nfirm a\nlink a -> house\n")
    let found = try client.result(
      "textDocument/references", adding(["partialResultToken": "parts"], to: Self.house))
    #expect(found.elements?.count == 2)
    #expect(progress("parts", client) == [])
  }

  @Test(
    arguments: [
      ("textDocument/references", house, "Looking for references"),
      ("gvc/report", ["textDocument": document], "Writing the report"),
      (
        "workspace/executeCommand",
        ["command": "gvc.showQuestions", "arguments": [.string(uri)]], "Looking for open questions"
      ),
    ] as [(String, JSONValue, String)])
  func `Long work says that it begins and ends`(
    _ method: String, _ parameters: JSONValue, title: String
  ) throws {
    let client = try client("buyer house\n")
    _ = try client.result(method, adding(["workDoneToken": "work"], to: parameters))
    let steps = progress("work", client)
    #expect(steps.map { $0["kind"]?.text } == ["begin", "end"])
    #expect(steps.first?["title"]?.text == title)
  }

  @Test func `What tells how far it is says so beforehand`() throws {
    let client = TestClient()
    let offered = try client.initialize()
    for provider in ["referencesProvider", "workspaceSymbolProvider", "executeCommandProvider"] {
      #expect(offered[provider]?["workDoneProgress"] == true, "\(provider)")
    }
  }

  @Test func `A project that nobody waits for is not read to its end`() throws {
    let names = ["a", "b", "c"]
    let disk = TestDisk(
      Dictionary(uniqueKeysWithValues: names.map { ("/work/\($0).gvc", "firm \($0)\n") }))
    let client = TestClient(disk)
    try client.initialize(["textDocument": ["diagnostic": [:]]], folders: ["/work"])
    let reached = Channel<Bool>()
    let goesOn = Channel<Bool>()
    disk.onRead { path in
      guard path == "/work/b.gvc" else { return }
      reached.send(true)
      _ = goesOn.receive(within: .seconds(60))
    }
    client.open(Self.uri, "firm a\n")
    let request = client.start("textDocument/documentSymbol", ["textDocument": Self.document])
    #expect(reached.receive(within: .seconds(60)) == true)
    client.notify("$/cancelRequest", ["id": request])
    #expect(try client.response(to: request)["error"]?["code"] == -32800)
    disk.onRead { _ in }
    // So that whoever reads it next does so from the disk.
    disk.write("firm b_2\n", to: "/work/b.gvc")
    goesOn.send(true)
    // Whoever still waits reads it anew.
    let symbols = try client.result(
      "textDocument/documentSymbol", ["textDocument": Self.document])
    #expect(symbols.elements?.map { $0["name"]?.text } == ["a"])
    #expect(disk.takeReads() == ["/work/b.gvc", "/work/b.gvc", "/work/c.gvc"])
  }

  @Test func `A project that was broken off is as it was before`() throws {
    let disk = TestDisk(["/work/a.gvc": "firm a\n"])
    let client = TestClient(disk)
    try client.initialize(["textDocument": ["diagnostic": [:]]], folders: ["/work"])
    client.open(Self.uri, "firm a { size: tall }\n")
    #expect(try client.pulled(Self.uri).count == 1)
    for version in 2..<30 {
      client.change(Self.uri, "firm a_\(version) { size: tall }\n", version: Int64(version))
      client.start("textDocument/documentSymbol", ["textDocument": Self.document])
    }
    client.change(Self.uri, "firm a { size: small }\n", version: 30)
    #expect(try client.pulled(Self.uri) == [])
  }
}
