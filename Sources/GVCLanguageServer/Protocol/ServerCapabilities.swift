extension LSP {
  /// What the server can do; a feature adds its own.
  struct ServerCapabilities: Encodable, Sendable {
    var positionEncoding: String
    var textDocumentSync = TextDocumentSyncOptions()
    var workspace = WorkspaceOptions()
    var diagnosticProvider: DiagnosticOptions?
    var executeCommandProvider: ExecuteCommandOptions?
    var completionProvider: CompletionOptions?
    var hoverProvider: Bool?
    var signatureHelpProvider: SignatureHelpOptions?
    var definitionProvider: Bool?
    var declarationProvider: Bool?
    var typeDefinitionProvider: Bool?
    var referencesProvider: WorkDoneOptions?
    var documentHighlightProvider: Bool?
    var linkedEditingRangeProvider: Bool?
    var documentLinkProvider: DocumentLinkOptions?
    var selectionRangeProvider: Bool?
    var foldingRangeProvider: Bool?
    var documentSymbolProvider: Bool?
    var workspaceSymbolProvider: WorkDoneOptions?
    var documentFormattingProvider: Bool?
    var documentRangeFormattingProvider: DocumentRangeFormattingOptions?
    var documentOnTypeFormattingProvider: DocumentOnTypeFormattingOptions?
    var inlayHintProvider: Bool?
    var codeLensProvider: CodeLensOptions?
    var callHierarchyProvider: Bool?
    var typeHierarchyProvider: Bool?
    var renameProvider: OneOf<RenameOptions>?
    var codeActionProvider: CodeActionOptions?
    var semanticTokensProvider: SemanticTokensOptions?
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
    var workDoneProgress = true
  }

  /// A feature that tells how far it is.
  struct WorkDoneOptions: Encodable, Sendable {
    var workDoneProgress = true
  }

  /// A feature that is supported, with options or without.
  enum OneOf<Options: Encodable & Sendable>: Encodable, Sendable {
    case supported
    case options(Options)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .supported: try container.encode(true)
      case .options(let options): try container.encode(options)
      }
    }
  }

  struct DocumentLinkOptions: Encodable, Sendable {
    var resolveProvider = false
  }
}
