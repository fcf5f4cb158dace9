import Synchronization
import Testing

@testable import GVCLanguageServer

/// How a session begins and ends, and what is no part of one.
@Suite struct LifecycleTests {
  private func code(_ answer: JSONValue) -> Int? { answer["error"]?["code"]?.integer }

  @Test func `The first request is initialize, and it comes once`() throws {
    let client = TestClient()
    #expect(code(try client.request("textDocument/hover")) == -32002)
    #expect(code(try client.request("shutdown")) == -32002)
    #expect(code(try client.request("no/such")) == -32002)
    let capabilities = try client.initialize()
    #expect(capabilities["textDocumentSync"]?["change"] == 2)
    #expect(capabilities["positionEncoding"] == "utf-16")
    #expect(code(try client.request("initialize", ["capabilities": [:]])) == -32600)
  }

  @Test func `The status is 0 after shutdown and exit`() throws {
    let client = TestClient()
    try client.initialize()
    #expect(try client.request("shutdown")["result"] == .null)
    #expect(code(try client.request("shutdown")) == -32600)
    #expect(code(try client.request("no/such")) == -32600)
    client.open("untitled:1", "firm maker {}")
    client.notify("exit")
    #expect(try client.exitStatus() == 0)
    #expect(client.pending().isEmpty)
  }

  @Test func `The status is 1 after exit without shutdown`() throws {
    let client = TestClient()
    try client.initialize()
    client.notify("exit")
    #expect(try client.exitStatus() == 1)
    let early = TestClient()
    early.notify("exit")
    #expect(try early.exitStatus() == 1)
  }

  @Test func `The end of the input ends the server`() throws {
    let client = TestClient()
    try client.initialize()
    client.close()
    #expect(try client.exitStatus() == 1)
    let orderly = TestClient()
    try orderly.initialize()
    _ = try orderly.request("shutdown")
    orderly.close()
    #expect(try orderly.exitStatus() == 0)
  }

  @Test func `The end of the client ends the server`() throws {
    let client = TestClient(isRunning: { $0 != 4711 })
    _ = try client.initialize(process: 4711)
    #expect(try client.exitStatus() == 1)
  }

  @Test func `Unknown requests are answered, and unknown notifications are not`() throws {
    let client = TestClient()
    try client.initialize()
    client.notify("no/such")
    client.notify("$/noSuch")
    #expect(code(try client.request("no/such")) == -32601)
    #expect(code(try client.request("$/noSuch")) == -32601)
    #expect(client.pending().isEmpty)
  }

  @Test func `Ids come back as they are, of every type`() throws {
    let client = TestClient()
    try client.initialize()
    let ids: [JSONValue] = [
      7, -1, 0, "7", "", "\u{1F45F}", .integer(.max), .integer(.min), .number(1.5), .null,
    ]
    for id in ids {
      client.send(["jsonrpc": "2.0", "id": id, "method": "no/such"])
      #expect(code(try client.message { $0["id"] == id }) == -32601)
    }
    for id: JSONValue in [true, [1], ["a": 1]] {
      client.send(["jsonrpc": "2.0", "id": id, "method": "no/such"])
      #expect(code(try client.message { $0["id"] == .null }) == -32600)
    }
  }

  @Test func `What is no message is answered, and the server lives`() throws {
    let client = TestClient()
    try client.initialize()
    func answer() throws -> Int? { code(try client.message { $0["id"] == .null }) }
    client.send(bytes: "Content-Length: 5\r\n\r\n{\"a\":")
    #expect(try answer() == -32700)
    client.send(bytes: "Content-Length: 2\r\n\r\n\u{FF}")
    #expect(try answer() == -32700)
    client.send(bytes: "Content-Length: x\r\n\r\n")
    #expect(try answer() == -32700)
    client.send(bytes: "Hello: 1\r\n\r\n")
    #expect(try answer() == -32700)
    client.send(bytes: "Content-Length: \(LanguageServer.messageLimit + 1)0\r\n\r\n")
    #expect(try answer() == -32700)
    let wide = TestClient()
    try wide.initialize()
    for message: JSONValue in [
      [], [["jsonrpc": "2.0", "id": 1, "method": "shutdown"]], 4, "x", nil, [:],
      ["jsonrpc": "2.0"], ["jsonrpc": "1.0", "method": "shutdown"],
      ["jsonrpc": "2.0", "method": 3],
    ] {
      wide.send(message)
      #expect(code(try wide.message { $0["id"] == .null }) == -32600, "\(message)")
    }
    #expect(code(try wide.request("no/such")) == -32601)
  }

  @Test func `Wrong parameters are named`() throws {
    let client = TestClient()
    try client.initialize(["textDocument": ["diagnostic": [:]]])
    for parameters: JSONValue in [
      [:], nil, 4, ["textDocument": [:]], ["textDocument": ["uri": 4]],
    ] {
      let answer = try client.request("textDocument/diagnostic", parameters)
      #expect(code(answer) == -32602, "\(parameters)")
      #expect(answer["error"]?["message"]?.text?.contains("textDocument/diagnostic") == true)
    }
  }

  @Test func `A cancelled request is answered so, and an unknown one is none`() throws {
    let client = TestClient()
    try client.initialize(["textDocument": ["diagnostic": [:]]])
    client.notify("$/cancelRequest", ["id": 99])
    client.open("untitled:1", String(repeating: "firm maker { workers: 4 }\n", count: 20_000))
    let id = client.start("textDocument/diagnostic", ["textDocument": ["uri": "untitled:1"]])
    client.notify("$/cancelRequest", ["id": id])
    #expect(code(try client.response(to: id)) == -32800)
    client.notify("$/cancelRequest", ["id": id])
    #expect(try client.request("shutdown")["result"] == .null)
    #expect(client.pending().isEmpty)
  }

  @Test func `A trace tells of the messages, as much as is asked`() throws {
    let client = TestClient()
    try client.initialize()
    _ = try client.request("no/such")
    #expect(client.pending().isEmpty)
    client.notify("$/setTrace", ["value": "messages"])
    _ = try client.request("no/such")
    let received = try client.next("$/logTrace")
    #expect(received["params"]?["message"]?.text?.hasPrefix("received request no/such") == true)
    #expect(received["params"]?["verbose"] == nil)
    _ = try client.next("$/logTrace")
    client.notify("$/setTrace", ["value": "verbose"])
    _ = try client.request("no/such")
    #expect(
      try client.message { $0["params"]?["verbose"]?.text?.contains("no/such") == true }["method"]
        == "$/logTrace")
    client.notify("$/setTrace", ["value": "off"])
  }

  @Test func `A log has every message`() throws {
    let lines = Mutex<[String]>([])
    let client = TestClient(log: { line in lines.withLock { $0.append(line) } })
    try client.initialize()
    _ = try client.request("no/such")
    let all = lines.withLock { $0 }
    #expect(all.contains { $0.hasPrefix("<-- ") && $0.contains("such") })
    #expect(all.contains { $0.hasPrefix("--> ") && $0.contains("-32601") })
  }
}
