extension LSP {
  struct DocumentSymbol: Encodable, Sendable {
    var name: String
    var detail: String?
    var kind: Int
    var range: Range
    var selectionRange: Range
    var children: [DocumentSymbol]?
  }

  /// A symbol of a document for clients without trees, and one of the workspace.
  struct SymbolInformation: Encodable, Hashable, Sendable {
    var name: String
    var kind: Int
    var containerName: String?
    var location: Location
  }

  struct WorkspaceSymbolParams: Decodable, Sendable {
    let query: String
    let workDoneToken: ProgressToken?
    let partialResultToken: ProgressToken?
  }
}
