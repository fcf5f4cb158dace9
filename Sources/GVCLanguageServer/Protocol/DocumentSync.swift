extension LSP {
  struct TextDocumentItem: Decodable, Sendable {
    var uri: String
    /// Nil from a client that numbers no versions.
    var version: Int?
    var text: ClientText
  }

  struct DidOpenParams: Decodable, Sendable {
    var textDocument: TextDocumentItem
  }

  struct VersionedTextDocumentIdentifier: Decodable, Sendable {
    var uri: String
    var version: Int?
  }

  struct ContentChange: Decodable, Hashable, Sendable {
    /// What is replaced; nil for the whole text.
    var range: Range?
    var text: ClientText
  }

  struct DidChangeParams: Decodable, Sendable {
    var textDocument: VersionedTextDocumentIdentifier
    var contentChanges: [ContentChange]
  }

  struct DidSaveParams: Decodable, Sendable {
    var textDocument: TextDocumentIdentifier?
  }
}
