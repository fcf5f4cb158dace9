extension LSP {
  struct ReferenceContext: Decodable, Sendable {
    var includeDeclaration: Bool
  }

  struct ReferenceParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    let position: Position
    let context: ReferenceContext
    let workDoneToken: ProgressToken?
    let partialResultToken: ProgressToken?
  }

  struct DocumentHighlight: Encodable, Sendable {
    var range: Range
    /// 1 text, 2 read, 3 write.
    var kind: Int
  }

  struct LinkedEditingRanges: Encodable, Sendable {
    var ranges: [Range]
  }

  struct DocumentLink: Encodable, Sendable {
    var range: Range
    var target: String?
    var tooltip: String?
  }

  struct SelectionRangeParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    let positions: [Position]
  }

  /// A range, inside of the next greater one.
  indirect enum SelectionRange: Encodable, Sendable {
    case inside(Range, SelectionRange?)

    enum CodingKeys: CodingKey { case range, parent }

    func encode(to encoder: any Encoder) throws {
      guard case .inside(let range, let parent) = self else { return }
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(range, forKey: .range)
      try container.encodeIfPresent(parent, forKey: .parent)
    }
  }

  struct FoldingRange: Encodable, Sendable {
    var startLine: Int
    var startCharacter: Int?
    var endLine: Int
    var endCharacter: Int?
    var kind: String?
  }
}
