import Foundation
import Testing

/// `gvc lsp` as an editor starts it.
@Suite struct LSPCommandTests {
  /// Messages as they stand on standard input.
  private func frames(_ contents: String...) -> String {
    contents.map { "Content-Length: \($0.utf8.count)\r\n\r\n\($0)" }.joined()
  }

  private let initialize = """
    {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}
    """
  private let shutdown = #"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#
  private let exit = #"{"jsonrpc":"2.0","method":"exit"}"#

  @Test func `It answers, and nothing else is on its output`() throws {
    let result = try Tool.run("lsp", "--stdio", input: frames(initialize, shutdown, exit))
    #expect(result.status == 0 && result.errors == "")
    let parts = result.output.split(separator: "Content-Length: ")
    #expect(parts.count == 2)
    for part in parts {
      let pieces = part.split(separator: "\r\n\r\n", maxSplits: 1)
      #expect(pieces.count == 2 && Int(pieces[0]) == pieces[1].utf8.count)
    }
    #expect(parts.last?.hasSuffix(#"{"jsonrpc":"2.0","id":2,"result":null}"#) == true)
  }

  @Test func `The end of its input ends it`() throws {
    #expect(try Tool.run("lsp", input: frames(initialize)).status == 1)
    #expect(try Tool.run("lsp", input: frames(initialize, shutdown)).status == 0)
    #expect(try Tool.run("lsp", input: "").status == 1)
  }

  @Test func `A log gets every message, behind what is there`() throws {
    try Tool.temporaryDirectory { directory in
      let log = directory.appending(path: "log")
      try Data("before\n".utf8).write(to: log)
      let input = frames(initialize, shutdown, exit)
      #expect(try Tool.run("lsp", "--log", log.path, input: input).status == 0)
      let lines = String(decoding: try Data(contentsOf: log), as: UTF8.self)
        .split(separator: "\n")
      #expect(lines.first == "before")
      #expect(lines.count { $0.contains(" <-- {") } == 3)
      #expect(lines.count { $0.contains(" --> {") } == 2)
    }
  }

  @Test func `What it cannot do is said`() throws {
    let path = try Tool.run("lsp", "case.gvc")
    #expect(path.status == 2 && path.errors == "gvc lsp: there is no argument `case.gvc`\n")
    let log = try Tool.run("lsp", "--log", "/no/such/directory/log")
    #expect(log.status == 2 && log.errors.contains("/no/such/directory/log"))
  }
}
