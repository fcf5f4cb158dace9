extension LSP {
  struct InlayHint: Encodable, Sendable {
    var position: Position
    var label: String
    var tooltip: MarkupContent?
    var paddingLeft: Bool?
  }

  struct CodeLens: Encodable, Sendable {
    var range: Range
    var command: Command
  }

  struct CodeLensOptions: Encodable, Sendable {
    var resolveProvider = false
  }
}
