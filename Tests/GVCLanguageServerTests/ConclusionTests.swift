import Testing

@testable import GVCLanguageServer

/// What follows from a case, where the client shows it.
@Suite struct ConclusionTests {
  private static let text = """
    use caspari2003
    buyer house { core: [design, ..] }
    firm maker { performs: [production] }
    link maker -> house { governance: quasi_hierarchical dependence: high }
    firm other { performs: [production] }
    link other -> house { governance: quasi_hierarchical }
    expect finding functional_ceiling into design on maker

    """
  private static let uri = "untitled:1"
  private static let document: JSONValue = ["textDocument": ["uri": .string(uri)]]

  private func client(
    _ capabilities: JSONValue = [:], options: JSONValue = nil
  ) throws -> (client: TestClient, offered: JSONValue) {
    let client = TestClient()
    let offered = try client.initialize(capabilities, options: options)
    client.open(Self.uri, Self.text)
    return (client, offered)
  }

  private func at(_ line: Int64, _ character: Int64) -> JSONValue {
    [
      "textDocument": ["uri": .string(Self.uri)],
      "position": ["line": .integer(line), "character": .integer(character)],
    ]
  }

  @Test func `Hints stand behind names, unless they are not wanted`() throws {
    let parameters: JSONValue = [
      "textDocument": ["uri": .string(Self.uri)],
      "range": ["start": ["line": 0, "character": 0], "end": ["line": 9, "character": 0]],
    ]
    let shown = try client().client.result("textDocument/inlayHint", parameters)
    let maker = try #require(shown.elements?.first { $0["position"]?["line"] == 2 })
    #expect(maker["position"]?["character"] == 10 && maker["paddingLeft"] == true)
    #expect(maker["label"]?.text?.isEmpty == false)
    let (client, _) = try client(options: ["gvc": ["inlayHints": false]])
    #expect(try client.result("textDocument/inlayHint", parameters) == [])
  }

  @Test func `A lens leads to what it counts, as a message or as an answer`() throws {
    let (client, offered) = try client()
    #expect(
      offered["executeCommandProvider"]?["commands"]
        == [
          "gvc.explain", "gvc.showFindings", "gvc.showQuestions", "gvc.showPicture",
          "gvc.showReport",
        ])
    let lenses = try client.result("textDocument/codeLens", Self.document).elements ?? []
    let commands = lenses.compactMap { $0["command"] }
    for name in ["gvc.explain", "gvc.showFindings", "gvc.showQuestions"] {
      let command = try #require(commands.first { $0["command"]?.text == name })
      let answer = try client.result(
        "workspace/executeCommand",
        ["command": .string(name), "arguments": command["arguments"] ?? []])
      #expect(answer != .null && answer != [])
      #expect(try client.next("window/showMessage")["params"]?["message"]?.text?.isEmpty == false)
    }
    let unknown = try client.request("workspace/executeCommand", ["command": "gvc.other"])
    #expect(unknown["error"]?["code"] == -32602)
    let less = try client.request("workspace/executeCommand", ["command": "gvc.explain"])
    #expect(less["error"]?["code"] == -32602)
  }

  @Test func `A client that shows findings itself asks for them`() throws {
    let (client, offered) = try client([
      "experimental": [
        "commands": [
          "gvc.explain", "gvc.showFindings", "gvc.showQuestions", "gvc.showPicture",
          "gvc.showReport",
        ]
      ]
    ])
    #expect(offered["executeCommandProvider"] == nil)
    func ask(_ method: String, _ more: [String: JSONValue]) throws -> JSONValue {
      try client.result(method, .object((Self.document.members ?? [:]).merging(more) { $1 }))
    }
    let findings = try ask("gvc/findings", ["key": "maker"]).elements ?? []
    let ceiling = try #require(
      findings.first { $0["finding"]?.text?.hasPrefix("functional_ceiling") == true })
    #expect(ceiling["location"]?["uri"]?.text == Self.uri)
    let explained = try ask("gvc/explain", ["finding": ceiling["finding"] ?? ""])
    #expect(explained["text"]?.text?.contains("quasi_hierarchical") == true)
    #expect(try ask("gvc/explain", ["finding": "no such thing"]) == .null)
    let all = try ask("gvc/questions", [:]).elements?.count ?? 0
    let some = try ask("gvc/questions", ["key": "other"]).elements?.count ?? 0
    #expect(all > 0 && some > 0)
  }

  @Test func `A picture is drawn of the text as it stands`() throws {
    let (client, _) = try client()
    func ask(_ more: [String: JSONValue]) throws -> JSONValue {
      try client.result("gvc/picture", .object((Self.document.members ?? [:]).merging(more) { $1 }))
    }
    let chain = try ask([:])
    #expect(chain["svg"]?.text?.contains("data-entity=\"maker -&gt; house\"") == true)
    #expect(chain["views"]?.elements?.count == 5 && chain["layers"] == [])
    let functions = try ask(["view": "functions"])
    #expect(functions["svg"]?.text?.contains("Rent: low") == true)
    for (name, value) in [("view", "cahin"), ("layer", "later"), ("chain", "none")] {
      let parameters = (Self.document.members ?? [:]).merging([name: .string(value)]) { $1 }
      let failed = try client.request("gvc/picture", .object(parameters))
      #expect(failed["error"]?["code"] == -32602)
    }
    let command = try client.result(
      "workspace/executeCommand",
      ["command": "gvc.showPicture", "arguments": [.string(Self.uri)]])
    #expect(command["svg"] == chain["svg"])
    #expect(
      try client.next("window/showMessage")["params"]?["message"]?.text?.contains("gvc draw")
        == true)
  }

  @Test func `A report is made of the text as it stands`() throws {
    let (client, _) = try client()
    let report = try client.result("gvc/report", Self.document)
    let html = try #require(report["html"]?.text)
    #expect(html.hasPrefix("<!DOCTYPE html>") || html.hasPrefix("<!doctype html>"))
    #expect(html.contains("class=\"gvc-picture\"") && html.contains("functional_ceiling"))
    let command = try client.result(
      "workspace/executeCommand", ["command": "gvc.showReport", "arguments": [.string(Self.uri)]])
    #expect(command == report)
  }

  @Test func `A chain has a lens for its picture where the client shows pictures`() throws {
    let text = "chain goods\n"
    func titles(_ commands: JSONValue) throws -> [String] {
      let client = TestClient()
      _ = try client.initialize(["experimental": ["commands": commands]], options: nil)
      client.open(Self.uri, text)
      let lenses = try client.result("textDocument/codeLens", Self.document).elements ?? []
      return lenses.compactMap { $0["command"]?["title"]?.text }
    }
    #expect(try titles(["gvc.showPicture"]) == ["Show the picture"])
    #expect(try titles([]) == [])
  }

  @Test func `The chain is walked upstream and downstream`() throws {
    let (client, _) = try client()
    let items = try client.result("textDocument/prepareCallHierarchy", at(1, 7))
    let house = try #require(items.elements?.first)
    #expect(house["name"] == "house")
    let incoming = try client.result("callHierarchy/incomingCalls", ["item": house])
    #expect(incoming.elements?.compactMap { $0["from"]?["name"]?.text } == ["maker", "other"])
    #expect(
      incoming.elements?.first?["fromRanges"]?.elements?.first?["start"]
        == ["line": 3, "character": 5])
    #expect(try client.result("callHierarchy/outgoingCalls", ["item": house]) == [])
    let maker = try #require(incoming.elements?.first?["from"])
    let outgoing = try client.result("callHierarchy/outgoingCalls", ["item": maker])
    #expect(outgoing.elements?.compactMap { $0["to"]?["name"]?.text } == ["house"])
    #expect(try client.result("textDocument/prepareCallHierarchy", at(0, 1)) == .null)
    var foreign = house.members ?? [:]
    foreign["data"] = nil
    let answer = try client.request("callHierarchy/incomingCalls", ["item": .object(foreign)])
    #expect(answer["error"]?["code"] == -32602)
  }

  @Test func `Kinds are a hierarchy where the client can open the prelude`() throws {
    let (client, _) = try client(["workspace": ["textDocumentContent": [:]]])
    let items = try client.result("textDocument/prepareTypeHierarchy", at(2, 1))
    let firm = try #require(items.elements?.first)
    #expect(firm["name"] == "firm" && firm["uri"]?.text?.hasPrefix("gvc:/packs/") == true)
    let above = try client.result("typeHierarchy/supertypes", ["item": firm])
    #expect(above.elements?.compactMap { $0["name"]?.text } == ["actor"])
    let actor = try #require(above.elements?.first)
    let below = try client.result("typeHierarchy/subtypes", ["item": actor])
    #expect(below.elements?.contains { $0["name"] == "firm" } == true)
  }
}
