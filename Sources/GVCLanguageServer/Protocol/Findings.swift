/// Requests that are no part of the protocol of editors: `gvc/explain`, `gvc/findings` and
/// `gvc/questions`.
extension LSP {
  struct ExplainParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    /// As `gvc why` takes it: `functional_ceiling on maker in after`.
    let finding: String
  }

  struct ExplainResult: Encodable, Sendable {
    /// The drawn condition.
    var text: String
  }

  struct FindingsParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    /// The name of a thing or rule.
    let key: String
  }

  struct QuestionsParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    /// The name of a thing or rule; nil for all of the case.
    let key: String?
  }

  struct FindingLine: Encodable, Sendable {
    /// What `gvc/explain` takes.
    var finding: String
    var text: String
    /// Nil where the client cannot open the place.
    var location: Location?
  }
}
