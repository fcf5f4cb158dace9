import Foundation
import Testing

@testable import GVCLanguageServer

/// After any series of edits a server answers as one that has just begun.
@Suite struct FreshServerTests {
  private static let start = [
    "/work/case.gvc": """
    use caspari2003
    import "lib/north.gvc" as north
    source survey { author: "A. 👟" year: 2001 }
    buyer house { core: [design, ..] }
    firm maker "Makers" { size: small performs: [production] from survey "p. 4" }
    link maker -> house { governance: quasi_hierarchical dependence: high }
    expect finding functional_ceiling into design on maker
    """,
    "/work/more.gvc": """
    period before { years: 1970..1989 }
    period after { years: 1990..2000 }
    in after { set maker { size: large } }
    link north.grower -> house
    """,
    "/work/lib/north.gvc": "firm grower \"In the north\" { workers: 20..30 }\n",
    "/work/lib/other.gvc": "firm other {}\nlink other -> other\n",
  ]

  private static let pieces = [
    "firm x", "maker", "house", " { ", " }", "\n", "link a -> b\n", "size: ", "small",
    "sise: large",
    "👟", "\"", "// é\n", "expect ", "import \"lib/other.gvc\"\n", "in after {", "", "", "",
    "rule r { for f in firms when f.workers > 2 find f observed message \"{f}\" cite survey }\n",
    "[", "]", "from survey \"p. 1\" ", "remove maker -> house\n", "\r\n", "\r", "north.grower",
    "60%",
    high, low, high + low, "\"\(high)", "\(low)\"",
  ]

  /// Stand for the halves of a surrogate pair, which no text in Swift holds.
  private static let high = "\u{F83D}"
  private static let low = "\u{FC5F}"

  /// A text in JSON, with the halves in it.
  private static func json(_ text: String) -> String {
    let json = (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) }
    return (json ?? "").replacing(high, with: "\\ud83d").replacing(low, with: "\\udc5f")
  }

  /// The code units of a text, with the halves in it.
  private static func units(_ text: String) -> [UInt16] {
    text.utf16.map { $0 == 0xF83D || $0 == 0xFC5F ? $0 - 0x2000 : $0 }
  }

  private static let pull: JSONValue = [
    "textDocument": [
      "diagnostic": [:], "hover": ["contentFormat": ["markdown"]],
      "documentSymbol": ["hierarchicalDocumentSymbolSupport": true],
    ]
  ]

  /// A client with what a person has done in it: the documents that are open, as they should be.
  private struct Editor {
    let client: TestClient
    var open: [String: (units: [UInt16], version: Int64)] = [:]
    var generator: SeededGenerator

    /// A place in a text in UTF-16, which may divide a surrogate pair, and no line break.
    mutating func place(in units: [UInt16], from first: Int = 0, upTo last: Int? = nil) -> Int {
      let place = Int.random(in: first...min(last ?? units.count, units.count), using: &generator)
      let divides =
        place > 0 && place < units.count && units[place - 1] == 0x0D && units[place] == 0x0A
      return divides ? place + 1 : place
    }

    static func position(_ place: Int, in units: [UInt16]) -> LSP.Position {
      var position = LSP.Position(0, 0)
      for i in 0..<place {
        let isBreak =
          units[i] == 0x0A
          || units[i] == 0x0D && (i + 1 == units.count || units[i + 1] != 0x0A)
        position =
          isBreak
          ? LSP.Position(position.line + 1, 0)
          : LSP.Position(position.line, position.character + 1)
      }
      return position
    }

    /// Does one thing at random.
    mutating func step() {
      let path = FreshServerTests.start.keys.sorted().randomElement(using: &generator) ?? ""
      let uri = "file://\(path)"
      switch (open[uri], Int.random(in: 0..<20, using: &generator)) {
      case (nil, 0...12):
        let text = FreshServerTests.start[path] ?? ""
        open[uri] = (Array(text.utf16), 1)
        client.open(uri, text)
      case (nil, 13...15): client.disk.write("firm from_disk {}\r\n", to: path)
      case (nil, 16): client.disk.remove(path)
      case (nil, _): client.disk.write(FreshServerTests.start[path] ?? "", to: path)
      case (.some, 0):
        open[uri] = nil
        client.close(uri)
      case (.some(var document), _):
        let count = Int.random(in: 1...3, using: &generator)
        var changes: [String] = []
        for _ in 0..<count {
          let first = place(in: document.units)
          let isInsertion = Bool.random(using: &generator)
          let second =
            isInsertion ? first : place(in: document.units, from: first, upTo: first + 9)
          let piece = FreshServerTests.pieces.randomElement(using: &generator) ?? ""
          let ends = [first, second].map { place in
            let position = Self.position(place, in: document.units)
            return #"{"line":\#(position.line),"character":\#(position.character)}"#
          }
          changes.append(
            #"{"range":{"start":\#(ends[0]),"end":\#(ends[1])},"text":\#(FreshServerTests.json(piece))}"#
          )
          document.units.replaceSubrange(first..<second, with: FreshServerTests.units(piece))
        }
        document.version += 1
        open[uri] = document
        let message = #"""
          {"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"\#(uri)",\#
          "version":\#(document.version)},"contentChanges":[\#(changes.joined(separator: ","))]}}
          """#
        client.send(bytes: "Content-Length: \(message.utf8.count)\r\n\r\n\(message)")
      }
    }

    /// A client that has seen nothing but what is open now.
    func fresh(_ capabilities: JSONValue) throws -> TestClient {
      let fresh = TestClient(client.disk)
      try fresh.initialize(capabilities, folders: ["/work"])
      for (uri, document) in open.sorted(by: { $0.key < $1.key }) {
        fresh.open(
          uri, String(decoding: document.units, as: UTF16.self), version: document.version)
      }
      return fresh
    }

    static func json(_ position: LSP.Position) -> JSONValue {
      ["line": .integer(Int64(position.line)), "character": .integer(Int64(position.character))]
    }
  }

  /// What a client is answered, by question.
  private func answers(
    _ client: TestClient, _ questions: [(method: String, parameters: JSONValue)]
  ) throws -> [JSONValue] {
    try questions.map { try Self.withoutIDs(client.request($0.method, $0.parameters)) }
  }

  /// An answer without the ids of the request and of results.
  private static func withoutIDs(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        members.filter { $0.key != "id" && $0.key != "resultId" }.mapValues { withoutIDs($0) })
    case .array(let elements): .array(elements.map { withoutIDs($0) })
    default: value
    }
  }

  @Test(arguments: 1...2)
  func `Every answer is that of a fresh server`(seed: UInt64) throws {
    var editor = Editor(
      client: TestClient(TestDisk(Self.start)), generator: SeededGenerator(seed: seed))
    try editor.client.initialize(Self.pull, folders: ["/work"])
    for _ in 0..<6 {
      for _ in 0..<6 { editor.step() }
      var questions: [(method: String, parameters: JSONValue)] = [
        ("workspace/diagnostic", ["previousResultIds": []]),
        ("workspace/symbol", ["query": "m"]),
      ]
      for (uri, document) in editor.open.sorted(by: { $0.key < $1.key }) {
        let identifier: JSONValue = ["uri": .string(uri)]
        for method in [
          "diagnostic", "documentSymbol", "foldingRange", "semanticTokens/full", "formatting",
          "documentLink",
        ] {
          questions.append(("textDocument/\(method)", ["textDocument": identifier]))
        }
        for _ in 0..<3 {
          let position = Editor.json(
            Editor.position(editor.place(in: document.units), in: document.units))
          for method in ["hover", "definition", "completion", "documentHighlight"] {
            questions.append(
              ("textDocument/\(method)", ["textDocument": identifier, "position": position]))
          }
        }
      }
      let fresh = try editor.fresh(Self.pull)
      let expected = try answers(fresh, questions)
      let found = try answers(editor.client, questions)
      for (index, question) in questions.enumerated() {
        #expect(found[index] == expected[index], "\(question)")
      }
      fresh.close()
    }
    editor.client.close()
  }

  @Test(arguments: 1...2)
  func `What is pushed in the end is what a fresh server pushes`(seed: UInt64) throws {
    var editor = Editor(
      client: TestClient(TestDisk(Self.start)), generator: SeededGenerator(seed: seed &+ 100))
    try editor.client.initialize(folders: ["/work"])
    var shown: [String: JSONValue] = [:]
    for round in 0..<4 {
      for _ in 0..<5 { editor.step() }
      // One more edit, of which the marks are waited for; an expectation is looked at last.
      let last = "untitled:\(round)"
      let text = "expect diagnostic GVC0101\n"
      editor.open[last] = (Array(text.utf16), 1)
      editor.client.open(last, text)
      let fresh = try editor.fresh([:])
      let marks = try [editor.client, fresh].map { client in
        while try client.pushed(last).isEmpty {}
        _ = try client.request("no/such")
        return client.pending().filter { $0["method"] == "textDocument/publishDiagnostics" }
      }
      for mark in marks[0] {
        shown[mark["params"]?["uri"]?.text ?? ""] = mark["params"]?["diagnostics"]
      }
      _ = editor.client.takePending()
      var expected: [String: JSONValue] = [:]
      for mark in marks[1] {
        expected[mark["params"]?["uri"]?.text ?? ""] = mark["params"]?["diagnostics"]
      }
      func marked(_ marks: [String: JSONValue]) -> [String: JSONValue] {
        marks.filter { $0.value != [] && !$0.key.hasPrefix("untitled:") }
      }
      #expect(marked(shown) == marked(expected))
      fresh.close()
    }
    editor.client.close()
  }
}
