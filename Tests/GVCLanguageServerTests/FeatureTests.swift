import GVCSyntax
import Testing

@testable import GVCLanguageServer

/// That each request reaches its feature, with positions in the units that were agreed upon.
@Suite struct FeatureTests {
  private static let theory = "use caspari2003\nbuyer house \"👟 House\" { size: large }\n"
  private static let text = """
    // 👟
    /* no */
    firm maker "👟👟 Makers" { size: small }
    link maker -> house { chain: shoes }
    chain shoes {
      tier 1 "👟" { actors: [maker] }
    }

    """
  private static let uri = "file:///work/a.gvc"
  private static let other = "file:///work/b.gvc"

  private func client(
    _ capabilities: JSONValue = [:], encoding: PositionEncoding = .utf16, text: String = text
  ) throws -> TestClient {
    let client = TestClient(
      TestDisk(["/work/a.gvc": "", "/work/b.gvc": Self.theory]))
    var members = capabilities.members ?? [:]
    members["general"] = ["positionEncodings": [.string(encoding.rawValue)]]
    try client.initialize(.object(members), folders: ["/work"])
    client.open(Self.uri, text)
    return client
  }

  private func at(_ line: Int64, _ character: Int64) -> JSONValue {
    [
      "textDocument": ["uri": .string(Self.uri)],
      "position": ["line": .integer(line), "character": .integer(character)],
    ]
  }

  private func range(_ a: (Int64, Int64), _ b: (Int64, Int64)) -> JSONValue {
    [
      "start": ["line": .integer(a.0), "character": .integer(a.1)],
      "end": ["line": .integer(b.0), "character": .integer(b.1)],
    ]
  }

  private var document: JSONValue { ["textDocument": ["uri": .string(Self.uri)]] }

  @Test func `A definition is a place, or a link where the client shows links`() throws {
    let plain = try client()
    let place = try plain.result("textDocument/definition", at(3, 15))
    #expect(place == [["uri": .string(Self.other), "range": range((1, 6), (1, 11))]])
    let linking = try client(["textDocument": ["definition": ["linkSupport": true]]])
    let link = try linking.result("textDocument/definition", at(3, 15)).elements?.first
    #expect(link?["targetUri"]?.text == Self.other)
    #expect(link?["targetSelectionRange"] == range((1, 6), (1, 11)))
    #expect(link?["targetRange"] == range((1, 0), (1, 38)))
    #expect(link?["originSelectionRange"] == range((3, 14), (3, 19)))
    #expect(try plain.result("textDocument/declaration", at(3, 15)) == place)
    #expect(try plain.result("textDocument/definition", at(0, 4)) == [])
  }

  @Test(arguments: PositionEncoding.allCases)
  func `Positions beside emoji are exact in every encoding`(encoding: PositionEncoding) throws {
    let client = try client(encoding: encoding)
    let attribute: Int64 =
      switch encoding {
      case .utf8: 31
      case .utf16: 27
      case .utf32: 25
      }
    let highlights = try client.result("textDocument/documentHighlight", at(2, attribute + 1))
    #expect(highlights.elements?.map { $0["range"] } == [range((2, attribute), (2, attribute + 4))])
  }

  @Test func `References are of all files, with the declaration or without`() throws {
    let client = try client()
    func references(_ declaration: Bool) throws -> [String] {
      var parameters = at(3, 15).members ?? [:]
      parameters["context"] = ["includeDeclaration": .bool(declaration)]
      return try client.result("textDocument/references", .object(parameters)).elements?
        .compactMap { $0["uri"]?.text } ?? []
    }
    #expect(try references(true).sorted() == [Self.uri, Self.other])
    #expect(try references(false) == [Self.uri])
  }

  @Test func `What is declared in a pack is found where the client can open it`() throws {
    let text = "firm a { performs: [production] }"
    let plain = try client(text: text)
    #expect(try plain.result("textDocument/definition", at(0, 22)) == [])
    let opening = try client(["workspace": ["textDocumentContent": [:]]], text: text)
    let target = try opening.result("textDocument/definition", at(0, 22)).elements?.first
    let uri = try #require(target?["uri"]?.text)
    #expect(uri.hasPrefix("gvc:/packs/"))
    let content =
      try opening.result(
        "workspace/textDocumentContent", ["uri": .string(uri)])["text"]?.text ?? ""
    let line = try #require(target?["range"]?["start"]?["line"]?.integer)
    #expect(
      content.split(separator: "\n", omittingEmptySubsequences: false)[line].contains("production"))
  }

  @Test func `Symbols are a tree, or a list for a client without trees`() throws {
    let tree = try client([
      "textDocument": ["documentSymbol": ["hierarchicalDocumentSymbolSupport": true]]
    ]).result("textDocument/documentSymbol", document)
    #expect(tree.elements?.compactMap { $0["name"]?.text } == ["maker", "maker -> house", "shoes"])
    #expect(tree.elements?.last?["children"]?.elements?.count == 1)
    #expect(tree.elements?.first?["selectionRange"] == range((2, 5), (2, 10)))
    let list = try client().result("textDocument/documentSymbol", document)
    #expect(list.elements?.count == 4)
    #expect(list.elements?.last?["containerName"] == "shoes")
  }

  @Test func `Symbols of the workspace are those of every project`() throws {
    let client = try client()
    client.disk.write("firm housing {}", to: "/work/far/away/x.gvc")
    let found = try client.result("workspace/symbol", ["query": "hous"])
    #expect(
      Set(found.elements?.compactMap { $0["location"]?["uri"]?.text } ?? [])
        == [Self.uri, Self.other, "file:///work/far/away/x.gvc"])
    let streamed = try client.result(
      "workspace/symbol", ["query": "hous", "partialResultToken": 1])
    #expect(streamed == [])
    let parts = client.pending().filter { $0["params"]?["token"] == 1 }
    #expect(parts.flatMap { $0["params"]?["value"]?.elements ?? [] } == found.elements)
  }

  @Test func `Folds keep the signs, or whole lines where the client folds those`() throws {
    let exact = try client().result("textDocument/foldingRange", document)
    #expect(
      exact.elements?.last
        == ["startLine": 4, "startCharacter": 13, "endLine": 6, "endCharacter": 0])
    let lines = try client(["textDocument": ["foldingRange": ["lineFoldingOnly": true]]])
      .result("textDocument/foldingRange", document)
    #expect(lines.elements?.last == ["startLine": 4, "endLine": 5])
    let none = try client(["textDocument": ["foldingRange": ["rangeLimit": 0]]])
      .result("textDocument/foldingRange", document)
    #expect(none == [])
  }

  @Test func `Every position has its selections, each in the next`() throws {
    let client = try client()
    let answers = try client.result(
      "textDocument/selectionRange",
      [
        "textDocument": ["uri": .string(Self.uri)],
        "positions": [["line": 2, "character": 6], ["line": 99, "character": 0]],
      ])
    #expect(answers.elements?.count == 2)
    var ranges: [JSONValue] = []
    var next = answers.elements?.first
    while let range = next?["range"] {
      ranges.append(range)
      next = next?["parent"]
    }
    #expect(ranges.first == range((2, 5), (2, 10)))
    #expect(ranges.last?["start"] == ["line": 0, "character": 0])
  }

  @Test func `Formatting edits white space`() throws {
    let client = try client(text: "firm   maker {\nsize: small }\nlink maker->house\n")
    let edits = try client.result("textDocument/formatting", document)
    var text = DocumentText(Array("firm   maker {\nsize: small }\nlink maker->house\n".utf8))
    for edit in (edits.elements ?? []).reversed() {
      func position(_ value: JSONValue?) -> LSP.Position {
        LSP.Position(value?["line"]?.integer ?? 0, value?["character"]?.integer ?? 0)
      }
      text.apply(
        LSP.ContentChange(
          range: LSP.Range(position(edit["range"]?["start"]), position(edit["range"]?["end"])),
          text: ClientText(edit["newText"]?.text ?? "")), .utf16)
    }
    #expect(
      String(decoding: text.bytes, as: UTF8.self)
        == "firm maker {\n  size: small\n}\nlink maker -> house\n")
    var ranged = document.members ?? [:]
    ranged["range"] = range((2, 0), (2, 1))
    let some = try client.result("textDocument/rangeFormatting", .object(ranged))
    #expect(some.elements?.allSatisfy { $0["range"]?["start"]?["line"] == 2 } == true)
    #expect(some.elements?.isEmpty == false)
    ranged["range"] = nil
    ranged["ranges"] = [range((2, 0), (2, 1)), range((2, 2), (2, 3))]
    #expect(try client.result("textDocument/rangesFormatting", .object(ranged)) == some)
    var typed = at(1, 13).members ?? [:]
    typed["ch"] = "}"
    #expect(
      try client.result("textDocument/onTypeFormatting", .object(typed)).elements?.isEmpty == false)
  }

  @Test(arguments: [
    ["\n"], ["\r\n"], ["\n", "\r\n"], ["\r\n", "\n", "\r"], ["\r", "\n"],
  ])
  func `A document is formatted as its file would be, with its line breaks`(breaks: [String]) throws
  {
    let lines = ["// 👟 a", "firm   maker {", "size: small }", "link maker->house", "", "", "", ""]
    let text = lines.dropFirst().enumerated().reduce(lines[0]) {
      $0 + breaks[$1.offset % breaks.count] + $1.element
    }
    let client = try client(text: text)
    let edits = try client.result("textDocument/formatting", document)
    var formatted = DocumentText(Array(text.utf8))
    for edit in (edits.elements ?? []).reversed() {
      func position(_ value: JSONValue?) -> LSP.Position {
        LSP.Position(value?["line"]?.integer ?? 0, value?["character"]?.integer ?? 0)
      }
      formatted.apply(
        LSP.ContentChange(
          range: LSP.Range(position(edit["range"]?["start"]), position(edit["range"]?["end"])),
          text: ClientText(edit["newText"]?.text ?? "")), .utf16)
    }
    // What `gvc format` writes, and `gvc format --check` accepts.
    let tree = Parser.parse(SourceText(text))
    #expect(formatted.bytes == Formatter.format(tree) ?? Array(text.utf8))
    // While typing, a line break indents the new line in each form.
    if breaks.count == 1 {
      client.change(Self.uri, "firm a {" + breaks[0], version: 2)
      var typed = at(1, 0).members ?? [:]
      typed["ch"] = "\n"
      #expect(
        try client.result("textDocument/onTypeFormatting", .object(typed))
          == [["range": range((1, 0), (1, 0)), "newText": "  "]])
    }
  }

  @Test func `Tokens as edits give the tokens that all of them would be`() throws {
    let delta: JSONValue = [
      "textDocument": ["semanticTokens": ["requests": ["full": ["delta": true]]]]
    ]
    let client = try client(delta)
    func data(_ value: JSONValue?) -> [Int] { value?.elements?.compactMap(\.integer) ?? [] }
    let first = try client.result("textDocument/semanticTokens/full", document)
    var tokens = data(first["data"])
    var id = try #require(first["resultId"])
    #expect(tokens.count > 50 && tokens.count % 5 == 0)
    for (version, insert) in ["firm b {}\n", "", "x", "// 👟\n", "\n\n\n"].enumerated() {
      client.notify(
        "textDocument/didChange",
        [
          "textDocument": ["uri": .string(Self.uri), "version": .integer(Int64(version + 2))],
          "contentChanges": [["range": range((3, 0), (3, 0)), "text": .string(insert)]],
        ])
      var parameters = document.members ?? [:]
      parameters["previousResultId"] = id
      let answer = try client.result("textDocument/semanticTokens/full/delta", .object(parameters))
      for edit in (answer["edits"]?.elements ?? []).reversed() {
        let start = edit["start"]?.integer ?? 0
        tokens.replaceSubrange(
          start..<(start + (edit["deleteCount"]?.integer ?? 0)), with: data(edit["data"]))
      }
      #expect(answer["edits"] != nil)
      id = try #require(answer["resultId"])
      let whole = try client.result("textDocument/semanticTokens/full", document)
      #expect(tokens == data(whole["data"]))
      id = try #require(whole["resultId"])
    }
    var stale = document.members ?? [:]
    stale["previousResultId"] = "no such"
    #expect(
      try data(client.result("textDocument/semanticTokens/full/delta", .object(stale))["data"])
        == tokens)
    var ranged = document.members ?? [:]
    ranged["range"] = range((0, 0), (99, 0))
    #expect(
      try data(client.result("textDocument/semanticTokens/range", .object(ranged))["data"])
        == tokens)
  }

  @Test func `A document that is not there is said, and one that is not open is read`() throws {
    let client = try client()
    let answer = try client.request(
      "textDocument/foldingRange", ["textDocument": ["uri": "file:///no/such.gvc"]])
    #expect(answer["error"]?["code"] == -32803)
    #expect(
      try client.request("textDocument/foldingRange", ["textDocument": ["uri": "untitled:9"]])[
        "error"]?["code"] == -32803)
    let symbols = try client.result(
      "textDocument/documentSymbol", ["textDocument": ["uri": .string(Self.other)]])
    #expect(symbols.elements?.last?["name"] == "house")
  }

  @Test func `A completion replaces the word, and says more when it is asked`() throws {
    let text = "firm a { siz }\nlink a -> hou\nimport \"reg\"\n"
    let client = try client(
      [
        "textDocument": [
          "completion": ["completionItem": ["documentationFormat": ["markdown", "plaintext"]]]
        ]
      ], text: text)
    client.disk.write("", to: "/work/regions/north.gvc")
    let list = try client.result("textDocument/completion", at(0, 12))
    let size = try #require(list["items"]?.elements?.first { $0["label"] == "size" })
    #expect(size["textEdit"]?["range"] == range((0, 9), (0, 12)))
    #expect(size["insertTextFormat"] == 1 && size["documentation"] == nil)
    let resolved = try client.result("completionItem/resolve", size)
    #expect(resolved["documentation"]?["kind"] == "markdown")
    #expect(resolved["documentation"]?["value"]?.text?.isEmpty == false)
    #expect(resolved["textEdit"] == size["textEdit"])
    let ends = try client.result("textDocument/completion", at(1, 13))
    #expect(ends["items"]?.elements?.contains { $0["label"] == "house" } == true)
    let paths = try client.result("textDocument/completion", at(2, 11))
    #expect(
      paths["items"]?.elements?.contains { $0["label"]?.text?.hasPrefix("regions") == true }
        == true)
    #expect(try client.result("completionItem/resolve", ["label": "x"]) == ["label": "x"])
  }

  @Test func `The line that uses a pack comes with an item, or when the client asks for it`() throws
  {
    let text = "// 👟\nfirm a { performs: [des] }"
    let edit: JSONValue = [["range": range((0, 0), (0, 0)), "newText": "use terms\n\n"]]
    func design(_ client: TestClient) throws -> JSONValue {
      let list = try client.result("textDocument/completion", at(1, 23))
      return try #require(list["items"]?.elements?.first { $0["label"] == "design" })
    }
    let alone = TestDisk([:])
    func begin(_ item: JSONValue) throws -> TestClient {
      let client = TestClient(alone)
      try client.initialize(["textDocument": ["completion": ["completionItem": item]]])
      client.open(Self.uri, text)
      return client
    }
    #expect(try design(begin([:]))["additionalTextEdits"] == edit)
    let lazy = try begin(["resolveSupport": ["properties": ["additionalTextEdits"]]])
    let item = try design(lazy)
    #expect(item["additionalTextEdits"] == nil)
    let resolved = try lazy.result("completionItem/resolve", item)
    #expect(resolved["additionalTextEdits"] == edit)
    #expect(resolved["textEdit"] == item["textEdit"])
  }

  @Test func `Snippets are for clients that fill them in`() throws {
    func formats(_ item: JSONValue) throws -> Set<JSONValue> {
      let client = try client(
        ["textDocument": ["completion": ["completionItem": item]]], text: "\n")
      let list = try client.result("textDocument/completion", at(0, 0))
      return Set(list["items"]?.elements?.compactMap { $0["insertTextFormat"] } ?? [])
    }
    #expect(try formats(["snippetSupport": true]).contains(2))
    #expect(try formats([:]) == [1])
  }

  @Test func `Hover has a text and its name`() throws {
    let client = try client()
    let hover = try client.result("textDocument/hover", at(3, 16))
    #expect(hover["range"] == range((3, 14), (3, 19)))
    #expect(hover["contents"]?["kind"] == "plaintext")
    #expect(hover["contents"]?["value"]?.text?.contains("👟 House") == true)
    #expect(try client.result("textDocument/hover", at(0, 1)) == .null)
  }

  @Test func `A call that is written shows its parameters`() throws {
    let text = "theory t { derive firm.x: number = tier() \"\" }"
    let offsets = try client(
      [
        "textDocument": [
          "signatureHelp": [
            "signatureInformation": ["parameterInformation": ["labelOffsetSupport": true]]
          ]
        ]
      ], text: text
    ).result("textDocument/signatureHelp", at(0, 40))
    let signature = try #require(offsets["signatures"]?.elements?.first)
    let label = try #require(signature["label"]?.text)
    #expect(label.hasPrefix("tier("))
    #expect(offsets["activeParameter"] == 0)
    let place = signature["parameters"]?.elements?.first?["label"]?.elements?.compactMap(\.integer)
    let words = try client(text: text).result("textDocument/signatureHelp", at(0, 40))
    let word = words["signatures"]?.elements?.first?["parameters"]?.elements?.first?["label"]?.text
    let bounds = try #require(place)
    #expect(String(Array(label)[bounds[0]..<bounds[1]]) == word)
  }

  @Test func `A name is renamed in all files, with the versions of what is open`() throws {
    let changes = try client(["textDocument": ["rename": ["prepareSupport": true]]])
    #expect(
      try changes.result("textDocument/prepareRename", at(3, 15))
        == ["range": range((3, 14), (3, 19)), "placeholder": "house"])
    var parameters = at(3, 15).members ?? [:]
    parameters["newName"] = "home"
    let plain = try changes.result("textDocument/rename", .object(parameters))
    #expect(
      plain["changes"] == [
        .init(stringLiteral: Self.uri): [["range": range((3, 14), (3, 19)), "newText": "home"]],
        .init(stringLiteral: Self.other): [["range": range((1, 6), (1, 11)), "newText": "home"]],
      ])
    let versions = try client(["workspace": ["workspaceEdit": ["documentChanges": true]]])
      .result("textDocument/rename", .object(parameters))["documentChanges"]
    let documents = versions?.elements?.compactMap { $0["textDocument"] } ?? []
    #expect(
      Set(documents) == [
        ["uri": .string(Self.uri), "version": 1], ["uri": .string(Self.other), "version": nil],
      ])
    parameters["newName"] = "maker"
    let refusal = try changes.request("textDocument/rename", .object(parameters))["error"]
    #expect(refusal?["code"] == -32803 && refusal?["message"]?.text?.contains("maker") == true)
    let nothing = try changes.request("textDocument/prepareRename", at(0, 1))["error"]
    #expect(nothing?["code"] == -32803)
  }

  @Test func `Fixes are offered where they are needed, and all of them where they are asked for`()
    throws
  {
    let text = "firm a { siz: small }\nfirm b { siz: small }\n"
    let literal: JSONValue = [
      "textDocument": [
        "codeAction": ["codeActionLiteralSupport": ["codeActionKind": ["valueSet": []]]]
      ]
    ]
    let client = try client(literal, text: text)
    func actions(_ only: JSONValue) throws -> [JSONValue] {
      try client.result(
        "textDocument/codeAction",
        [
          "textDocument": ["uri": .string(Self.uri)], "range": range((0, 10), (0, 10)),
          "context": ["diagnostics": [], "only": only],
        ]
      ).elements ?? []
    }
    func count(_ action: JSONValue?) -> Int? {
      action?["edit"]?["changes"]?[Self.uri]?.elements?.count
    }
    let fix = try #require(try actions(nil).first { $0["kind"] == "quickfix" })
    #expect(count(fix) == 1 && fix["isPreferred"] == true)
    #expect(fix["diagnostics"]?.elements?.first?["code"] == "GVC0103")
    #expect(try actions(["source.fixAll"]).map(count) == [2])
    #expect(try actions(["source"]).map { $0["kind"] } == ["source.fixAll"])
    #expect(try actions(["quickfix"]).contains(fix))
    #expect(try !actions(["refactor"]).contains(fix))
    #expect(try actions(["source.fix"]).isEmpty)
  }
}
