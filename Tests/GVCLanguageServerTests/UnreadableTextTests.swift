import Testing

@testable import GVCLanguageServer

/// What a client sends that no text in UTF-8 holds, or that lacks a part: it is taken where it can be, and
/// said where it cannot.
@Suite struct UnreadableTextTests {
  private static let uri = "file:///work/a.gvc"

  private func client(_ capabilities: JSONValue = [:]) throws -> TestClient {
    let client = TestClient(TestDisk(["/work/a.gvc": "firm on_disk {}", "/work/b.gvc": ""]))
    try client.initialize(capabilities, folders: ["/work"])
    return client
  }

  private func send(_ bytes: [UInt8], to client: TestClient) {
    client.send(bytes: Array("Content-Length: \(bytes.count)\r\n\r\n".utf8) + bytes)
  }

  private func notify(_ method: String, _ parameters: String, to client: TestClient) {
    let content = #"{"jsonrpc":"2.0","method":"\#(method)","params":\#(parameters)}"#
    send(Array(content.utf8), to: client)
  }

  private func open(_ text: String, _ client: TestClient) {
    notify(
      "textDocument/didOpen",
      #"{"textDocument":{"uri":"\#(Self.uri)","languageId":"gvc","version":1,"text":\#(text)}}"#,
      to: client)
  }

  /// The names of what a document declares, with titles.
  private func symbols(_ client: TestClient) throws -> [String] {
    let symbols = try client.result(
      "textDocument/documentSymbol", ["textDocument": ["uri": .string(Self.uri)]])
    return (symbols.elements ?? []).compactMap { $0["name"]?.text }
  }

  /// The end of a document of one line, as its selection tells it.
  private func end(_ client: TestClient) throws -> JSONValue? {
    var range = try client.result(
      "textDocument/selectionRange",
      [
        "textDocument": ["uri": .string(Self.uri)],
        "positions": [["line": 0, "character": 0]],
      ]
    ).elements?.first
    while let parent = range?["parent"] { range = parent }
    return range?["range"]?["end"]?["character"]
  }

  @Test(arguments: [
    #""firm a {} // \ud83d""#, #""firm a {} // \udc5f""#, #""firm a {} // \uDC5F\uD83D""#,
    #""firm a {} // \ud83dx\ud83d\udc5f""#, #""firm a {} // \ud83d\n""#,
    #""firm a \"\ud83d\" {}""#,
  ])
  func `Half of a surrogate pair is taken as U+FFFD`(text: String) throws {
    let client = try client()
    open(text, client)
    #expect(try symbols(client) == ["a"])
    #expect(try client.pushed(Self.uri, version: 1).isEmpty)
  }

  @Test(arguments: [
    [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x91], [0xED, 0xA0, 0xBD], [0xC0, 0xAF],
    [0xF5, 0x80], [0x80, 0x80],
  ])
  func `Bytes that are no UTF-8 are taken as U+FFFD`(bytes: [UInt8]) throws {
    let client = try client()
    let before = """
      {"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"\(Self.uri)",\
      "languageId":"gvc","version":1,"text":"firm a {} //
      """
    send(Array(before.utf8) + bytes + Array(#"\nfirm b {}"}}}"#.utf8), to: client)
    #expect(try symbols(client) == ["a", "b"])
    // The request behind it came through too, with such bytes in a text that nobody needs.
    let request = #"{"jsonrpc":"2.0","id":"x","method":"workspace/symbol","params":{"query":""#
    send(Array(request.utf8) + bytes + Array(#""}}"#.utf8), to: client)
    #expect(try client.response(to: "x")["result"] != nil)
  }

  @Test func `A document needs no version and no language, and a mark of the byte order is none`()
    throws
  {
    let client = try client(["textDocument": ["publishDiagnostics": ["versionSupport": true]]])
    notify(
      "textDocument/didOpen", #"{"textDocument":{"uri":"\#(Self.uri)","text":"frm a {}"}}"#,
      to: client)
    let first = try client.next("textDocument/publishDiagnostics")["params"]
    #expect(client.codes(first?["diagnostics"]) == ["GVC0101"])
    #expect(first?["version"] == nil)
    notify(
      "textDocument/didChange",
      #"{"textDocument":{"uri":"\#(Self.uri)"},"contentChanges":[{"text":"firm a {}"}]}"#,
      to: client)
    #expect(try symbols(client) == ["a"])
    send(
      [0xEF, 0xBB, 0xBF] + Array(#"{"jsonrpc":"2.0","id":"bom","method":"no/such"}"#.utf8),
      to: client)
    #expect(try client.response(to: "bom")["error"]?["code"] == -32601)
  }

  @Test(arguments: [
    #"{"textDocument":{"uri":"file:///work/a.gvc","version":2},"contentChanges":[{"text":null}]}"#,
    #"{"textDocument":{"uri":"file:///work/a.gvc","version":2},"contentChanges":null}"#,
    #"{"textDocument":{"uri":"file:///work/a.gvc","version":2},"contentChanges":[{"text":"x","range":{}}]}"#,
    #"{"textDocument":{"uri":"file:///work/a.gvc","version":"2"},"contentChanges":[{"text":"x"}]}"#,
    #"{"textDocument":{"uri":"file:///work/a.gvc"},"contentChanges":[{"text":"\x"}]}"#,
  ])
  func `After a change that cannot be read nothing is said of the document`(change: String) throws {
    let client = try client()
    open(#""frm a {}""#, client)
    #expect(try client.pushed(Self.uri) == ["GVC0101"])
    notify("textDocument/didChange", change, to: client)
    let message = try client.next("window/showMessage")["params"]?["message"]?.text
    #expect(message?.contains("`a.gvc`") == true)
    #expect(try client.pushed(Self.uri).isEmpty)
    let document: JSONValue = ["textDocument": ["uri": .string(Self.uri)]]
    #expect(try client.request("textDocument/foldingRange", document)["error"]?["code"] == -32803)
    // An edit of a text that is not known does not make it known; all of the text does.
    notify(
      "textDocument/didChange",
      """
      {"textDocument":{"uri":"\(Self.uri)","version":3},"contentChanges":[{"text":"x","range":\
      {"start":{"line":0,"character":0},"end":{"line":0,"character":0}}}]}
      """, to: client)
    #expect(try client.request("textDocument/foldingRange", document)["error"]?["code"] == -32803)
    client.change(Self.uri, "fir b {}\n", version: 4)
    #expect(try client.pushed(Self.uri, version: 4) == ["GVC0101"])
  }

  @Test func `A document whose text is not known is read again when it is saved`() throws {
    let client = try client()
    open("null", client)
    #expect(
      try client.next("window/showMessage")["params"]?["message"]?.text?.contains("a.gvc") == true)
    client.disk.write("firm saved {}", to: "/work/a.gvc")
    client.notify("textDocument/didSave", ["textDocument": ["uri": .string(Self.uri)]])
    #expect(try symbols(client) == ["saved"])
    client.notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(Self.uri), "version": 2],
        "contentChanges": [
          [
            "text": "it_is_",
            "range": [
              "start": ["line": 0, "character": 5], "end": ["line": 0, "character": 5],
            ],
          ]
        ],
      ])
    #expect(try symbols(client) == ["it_is_saved"])
  }

  @Test func `A text that is not known is not edited from elsewhere`() throws {
    let client = TestClient(TestDisk(["/work/a.gvc": "firm a {}", "/work/b.gvc": ""]))
    try client.initialize(folders: ["/work"])
    let rename: JSONValue = [
      "textDocument": ["uri": "file:///work/b.gvc"], "position": ["line": 0, "character": 5],
      "newName": "z",
    ]
    client.open("file:///work/b.gvc", "link a -> a\n")
    #expect(try client.result("textDocument/rename", rename)["changes"]?.members?.count == 2)
    open("null", client)
    let error = try client.request("textDocument/rename", rename)["error"]
    #expect(error?["message"]?.text?.contains("a.gvc") == true)
  }

  @Test(arguments: [
    ("textDocument/didClose", "{}"), ("workspace/didChangeWorkspaceFolders", #"{"event":4}"#),
    ("textDocument/didOpen", #"{"textDocument":{"text":"firm a {}"}}"#), ("$/cancelRequest", "[]"),
  ])
  func `What cannot be read is said once, and logged after that`(
    method: String, parameters: String
  ) throws {
    let client = try client()
    notify(method, parameters, to: client)
    #expect(
      try client.next("window/showMessage")["params"]?["message"]?.text?.contains(method) == true)
    notify(method, parameters, to: client)
    #expect(
      try client.next("window/logMessage")["params"]?["message"]?.text?.contains(method) == true)
    #expect(!client.pending().contains { $0["method"] == "window/showMessage" })
  }

  @Test func `Bytes that are no message are said to the person too`() throws {
    let client = try client()
    client.send(bytes: "Content-Length: 5\r\n\r\n{\"a\":")
    _ = try client.next("window/showMessage")
  }

  @Test func `Half of an emoji in each of two edits gives the emoji`() throws {
    let client = try client()
    open(#""firm a \"\" {}""#, client)
    func insert(_ text: String, at character: Int, to end: Int, version: Int) {
      notify(
        "textDocument/didChange",
        """
        {"textDocument":{"uri":"\(Self.uri)","version":\(version)},"contentChanges":[{"text":"\(text)",\
        "range":{"start":{"line":0,"character":\(character)},"end":{"line":0,"character":\(end)}}}]}
        """, to: client)
    }
    func title() throws -> String? {
      try client.result(
        "textDocument/hover",
        ["textDocument": ["uri": .string(Self.uri)], "position": ["line": 0, "character": 5]])[
          "contents"]?["value"]?.text
    }
    insert(#"\ud83d"#, at: 8, to: 8, version: 2)
    #expect(try title()?.contains("\u{FFFD}") == true)
    insert(#"\udc5f"#, at: 9, to: 9, version: 3)
    #expect(try title()?.contains("👟") == true)
    // The second half of it becomes that of another one.
    insert(#"\udc60"#, at: 9, to: 10, version: 4)
    #expect(try title()?.contains("\u{1F460}") == true)
    insert("x", at: 9, to: 9, version: 5)
    #expect(try title()?.contains("\u{FFFD}x\u{FFFD}") == true)
    insert("", at: 9, to: 10, version: 6)
    #expect(try title()?.contains("\u{1F460}") == true)
    #expect(try end(client) == 14)
  }
}
