/// Requests that are no part of the protocol of editors: `gvc/explain`, `gvc/findings`,
/// `gvc/questions`, `gvc/picture` and `gvc/report`.
extension LSP {
  struct ExplainParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    /// As `gvc why` takes it: `functional_ceiling on maker in after`.
    let finding: String
    let workDoneToken: ProgressToken?
  }

  struct ExplainResult: Encodable, Sendable {
    /// The drawn condition.
    var text: String
  }

  struct FindingsParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    /// The name of a thing or rule.
    let key: String
    let workDoneToken: ProgressToken?
  }

  struct QuestionsParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    /// The name of a thing or rule; nil for all of the case.
    let key: String?
    let workDoneToken: ProgressToken?
  }

  struct PictureParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    /// `chain`, which is meant when nil, `value`, `functions`, `timeline` or `governance`.
    let view: String?
    /// A period or scenario; nil for the last period.
    let layer: String?
    /// A chain; nil for all of the case.
    let chain: String?
    var workDoneToken: ProgressToken?
  }

  struct PictureResult: Encodable, Sendable {
    var title: String
    /// What it shows, in words.
    var description: String
    /// An SVG document.
    var svg: String
    /// The layers and views that can be asked for.
    var layers: [String]
    var views: [String]
  }

  struct ReportResult: Encodable, Sendable {
    var title: String
    /// A page that asks nothing of any server.
    var html: String
  }

  struct FindingLine: Encodable, Sendable {
    /// What `gvc/explain` takes.
    var finding: String
    var text: String
    /// Nil where the client cannot open the place.
    var location: Location?
  }
}
