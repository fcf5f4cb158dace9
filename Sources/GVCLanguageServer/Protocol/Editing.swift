extension LSP {
  struct RenameOptions: Encodable, Sendable {
    var prepareProvider = true
  }

  struct RenameParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    let position: Position
    let newName: String
  }

  struct PrepareRenameResult: Encodable, Sendable {
    var range: Range
    var placeholder: String
  }

  struct CodeActionOptions: Encodable, Sendable {
    var codeActionKinds: [String]
  }

  struct CodeActionContext: Decodable, Sendable {
    /// The kinds that are asked for, with those below them; nil for all.
    var only: [String]?
    /// 1 invoked, 2 automatic.
    var triggerKind: Int?
  }

  struct CodeActionParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    let range: Range
    let context: CodeActionContext
  }

  struct CodeAction: Encodable, Sendable {
    var title: String
    var kind: String
    var diagnostics: [Diagnostic]?
    var isPreferred: Bool?
    var edit: WorkspaceEdit
  }
}
