extension LSP {
  struct Diagnostic: Codable, Hashable, Sendable {
    var range: Range
    /// 1 error, 2 warning, 3 information, 4 hint.
    var severity: Int
    var code: String
    var codeDescription: CodeDescription?
    var source: String
    var message: String
    /// 1 unnecessary, 2 deprecated.
    var tags: [Int]?
    var relatedInformation: [DiagnosticRelatedInformation]?
    var data: JSONValue?
  }

  struct CodeDescription: Codable, Hashable, Sendable {
    var href: String
  }

  struct DiagnosticRelatedInformation: Codable, Hashable, Sendable {
    var location: Location
    var message: String
  }

  struct PublishDiagnosticsParams: Codable, Sendable {
    var uri: String
    var version: Int?
    var diagnostics: [Diagnostic]
  }

  struct DocumentDiagnosticParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    let identifier: String?
    let previousResultId: String?
    let workDoneToken: ProgressToken?
    let partialResultToken: ProgressToken?
  }

  /// The diagnostics of a document, or that they are those of an earlier answer.
  struct DocumentDiagnosticReport: Codable, Sendable {
    /// `full` or `unchanged`.
    var kind: String
    var resultId: String
    var items: [Diagnostic]?
    var relatedDocuments: [String: DocumentDiagnosticReport]?
  }

  struct PreviousResultId: Decodable, Sendable {
    var uri: String
    var value: String
  }

  struct WorkspaceDiagnosticParams: Decodable, Sendable {
    let identifier: String?
    let previousResultIds: [PreviousResultId]
    let workDoneToken: ProgressToken?
    let partialResultToken: ProgressToken?
  }

  struct WorkspaceDocumentDiagnosticReport: Codable, Sendable {
    var uri: String
    /// Null where the document is not open.
    var version: Int?
    var kind: String
    var resultId: String
    var items: [Diagnostic]?

    enum CodingKeys: CodingKey { case uri, version, kind, resultId, items }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(uri, forKey: .uri)
      try container.encode(version, forKey: .version)
      try container.encode(kind, forKey: .kind)
      try container.encode(resultId, forKey: .resultId)
      try container.encodeIfPresent(items, forKey: .items)
    }
  }

  struct WorkspaceDiagnosticReport: Codable, Sendable {
    var items: [WorkspaceDocumentDiagnosticReport]
  }
}
