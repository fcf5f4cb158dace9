extension LSP {
  struct InitializeParams: Decodable, Sendable {
    var processId: Int?
    var rootUri: String?
    var rootPath: String?
    var workspaceFolders: [WorkspaceFolder]?
    var capabilities: JSONValue?
    var initializationOptions: JSONValue?
    var trace: String?
    var clientInfo: Implementation?
  }

  struct Implementation: Codable, Sendable {
    var name: String
    var version: String?
  }

  struct InitializeResult: Encodable {
    var capabilities: ServerCapabilities
    var serverInfo: Implementation
  }

  struct WorkspaceFolder: Codable, Hashable, Sendable {
    var uri: String
    var name: String?
  }

  struct SetTraceParams: Decodable, Sendable {
    var value: String
  }

  struct LogTraceParams: Encodable {
    var message: String
    var verbose: String?
  }

  struct CancelParams: Decodable, Sendable {
    var id: RequestID
  }

  struct RegistrationParams: Encodable {
    var registrations: [Registration]
  }

  struct Registration: Encodable {
    var id: String
    var method: String
    var registerOptions: JSONValue?
  }
}
