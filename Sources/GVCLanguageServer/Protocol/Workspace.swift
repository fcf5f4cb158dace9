extension LSP {
  struct DidChangeWorkspaceFoldersParams: Decodable, Sendable {
    struct Event: Decodable, Sendable {
      var added: [WorkspaceFolder]?
      var removed: [WorkspaceFolder]?
    }

    var event: Event
  }

  struct DidChangeConfigurationParams: Decodable, Sendable {
    var settings: JSONValue?
  }

  struct ConfigurationParams: Encodable {
    struct Item: Encodable {
      var scopeUri: String?
      var section: String
    }

    var items: [Item]
  }

  struct ExecuteCommandParams: Decodable, Sendable {
    var command: String
    var arguments: [JSONValue]?
    var workDoneToken: ProgressToken?
  }

  struct TextDocumentContentOptions: Encodable, Sendable {
    var schemes: [String]
  }

  struct TextDocumentContentParams: Decodable, Sendable {
    var uri: String
  }

  struct TextDocumentContentResult: Encodable {
    var text: String
  }
}
