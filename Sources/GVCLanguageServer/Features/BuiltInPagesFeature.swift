extension Feature {
  /// The texts that come with the compiler.
  static let builtInPages = Feature(
    advertise: { capabilities, client in
      if client.takesTextContent {
        capabilities.workspace.textDocumentContent = LSP.TextDocumentContentOptions(
          schemes: [BuiltInPages.scheme])
      }
    },
    requests: [
      .background("workspace/textDocumentContent", LSP.TextDocumentContentParams.self) {
        parameters in
        BackgroundRequest { _ in
          guard let text = BuiltInPages.text(at: parameters.uri) else {
            throw ResponseError(.invalidParams, "there is no text at `\(parameters.uri)`")
          }
          return try EncodedResult(LSP.TextDocumentContentResult(text: text))
        }
      }
    ])
}
