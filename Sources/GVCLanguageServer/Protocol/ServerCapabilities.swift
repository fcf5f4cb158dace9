extension LSP {
  /// What the server can do; a feature adds its own.
  struct ServerCapabilities: Encodable, Sendable {
    var positionEncoding: String
    var textDocumentSync = TextDocumentSyncOptions()
    var workspace = WorkspaceOptions()
    var diagnosticProvider: DiagnosticOptions?
    var executeCommandProvider: ExecuteCommandOptions?
  }

  struct TextDocumentSyncOptions: Encodable, Sendable {
    var openClose = true
    /// Incremental.
    var change = 2
    var save = SaveOptions()
  }

  struct SaveOptions: Encodable, Sendable {
    var includeText = false
  }

  struct WorkspaceOptions: Encodable, Sendable {
    var workspaceFolders = WorkspaceFoldersOptions()
    var textDocumentContent: TextDocumentContentOptions?
  }

  struct WorkspaceFoldersOptions: Encodable, Sendable {
    var supported = true
    var changeNotifications = true
  }

  struct DiagnosticOptions: Encodable, Sendable {
    var identifier = "gvc"
    var interFileDependencies = true
    var workspaceDiagnostics = true
    var workDoneProgress = true
  }

  struct ExecuteCommandOptions: Encodable, Sendable {
    var commands: [String]
  }
}
