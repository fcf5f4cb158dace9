extension LSP {
  struct RangesFormattingParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    let ranges: [Range]
  }

  struct OnTypeFormattingParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    let position: Position
    let ch: String
  }

  struct DocumentRangeFormattingOptions: Encodable, Sendable {
    var rangesSupport = true
  }

  struct DocumentOnTypeFormattingOptions: Encodable, Sendable {
    var firstTriggerCharacter: String
    var moreTriggerCharacter: [String]
  }
}
