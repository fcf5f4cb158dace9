extension LSP {
  struct SemanticTokensLegend: Encodable, Sendable {
    var tokenTypes: [String]
    var tokenModifiers: [String]
  }

  struct SemanticTokensOptions: Encodable, Sendable {
    struct Full: Encodable, Sendable {
      var delta = true
    }

    var legend: SemanticTokensLegend
    var range = true
    var full = Full()
  }

  struct SemanticTokensDeltaParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    let previousResultId: String
  }
}
