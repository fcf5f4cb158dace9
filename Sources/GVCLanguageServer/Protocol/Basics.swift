/// The types of the protocol, by the names and members that it gives them.
enum LSP {}

extension LSP {
  /// A place in a text: a 0-based line and a character in the units that were agreed upon.
  struct Position: Codable, Hashable, Sendable, Comparable {
    var line: Int
    var character: Int

    init(_ line: Int, _ character: Int) {
      self.line = line
      self.character = character
    }

    static func < (a: Position, b: Position) -> Bool {
      (a.line, a.character) < (b.line, b.character)
    }
  }

  struct Range: Codable, Hashable, Sendable {
    var start: Position
    var end: Position

    init(_ start: Position, _ end: Position) {
      self.start = start
      self.end = end
    }
  }

  struct Location: Codable, Hashable, Sendable {
    var uri: String
    var range: Range
  }

  struct LocationLink: Codable, Hashable, Sendable {
    var originSelectionRange: Range?
    var targetUri: String
    var targetRange: Range
    var targetSelectionRange: Range
  }

  struct TextDocumentIdentifier: Codable, Hashable, Sendable {
    var uri: String
  }

  struct OptionalVersionedTextDocumentIdentifier: Codable, Hashable, Sendable {
    var uri: String
    /// Null where the document is not open.
    var version: Int?

    enum CodingKeys: CodingKey { case uri, version }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(uri, forKey: .uri)
      try container.encode(version, forKey: .version)
    }
  }

  struct TextEdit: Codable, Hashable, Sendable {
    var range: Range
    var newText: String
  }

  struct TextDocumentEdit: Codable, Hashable, Sendable {
    var textDocument: OptionalVersionedTextDocumentIdentifier
    var edits: [TextEdit]
  }

  struct WorkspaceEdit: Codable, Hashable, Sendable {
    /// By document, for clients that know no versions.
    var changes: [String: [TextEdit]]?
    var documentChanges: [TextDocumentEdit]?
  }

  struct MarkupContent: Codable, Hashable, Sendable {
    var kind: String
    var value: String
  }

  struct Command: Codable, Hashable, Sendable {
    var title: String
    var command: String
    var arguments: [JSONValue]?
  }

  /// A token of progress: an integer or a text.
  typealias ProgressToken = RequestID
}

/// The parameters of a request about one document.
protocol DocumentParameters: Decodable, Sendable {
  var textDocument: LSP.TextDocumentIdentifier { get }
  /// Whom to tell how far the work is.
  var workDoneToken: LSP.ProgressToken? { get }
}

extension DocumentParameters {
  var workDoneToken: LSP.ProgressToken? { nil }
}

extension LSP {
  struct DocumentParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    let workDoneToken: ProgressToken?
    let partialResultToken: ProgressToken?
  }

  struct DocumentPositionParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    let position: Position
    let partialResultToken: ProgressToken?
  }

  struct DocumentRangeParams: DocumentParameters {
    let textDocument: TextDocumentIdentifier
    let range: Range
  }
}
