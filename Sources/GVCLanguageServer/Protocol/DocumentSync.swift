extension LSP {
  struct TextDocumentItem: Decodable, Sendable {
    var uri: String
    var languageId: String
    var version: Int
    var text: String
  }

  struct DidOpenParams: Decodable, Sendable {
    var textDocument: TextDocumentItem
  }

  struct VersionedTextDocumentIdentifier: Decodable, Sendable {
    var uri: String
    var version: Int?
  }

  struct ContentChange: Codable, Hashable, Sendable {
    /// What is replaced; nil for the whole text.
    var range: Range?
    var text: String
  }

  struct DidChangeParams: Decodable, Sendable {
    var textDocument: VersionedTextDocumentIdentifier
    var contentChanges: [ContentChange]
  }

  struct DidSaveParams: Decodable, Sendable {
    var textDocument: TextDocumentIdentifier
  }
}
