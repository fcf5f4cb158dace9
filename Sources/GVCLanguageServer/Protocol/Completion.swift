extension LSP {
  struct CompletionOptions: Encodable, Sendable {
    var triggerCharacters: [String]
    var resolveProvider = true
  }

  struct CompletionList: Encodable, Sendable {
    var isIncomplete: Bool
    var items: [CompletionItem]
  }

  struct CompletionItem: Codable, Sendable {
    var label: String
    var kind: Int?
    var detail: String?
    var documentation: MarkupContent?
    var sortText: String?
    var filterText: String?
    /// 1 plain text, 2 snippet.
    var insertTextFormat: Int?
    /// 2: the client indents the lines after the first.
    var insertTextMode: Int?
    var textEdit: TextEdit?
    /// What is changed besides, elsewhere in the document.
    var additionalTextEdits: [TextEdit]?
    var data: JSONValue?
  }

  struct Hover: Encodable, Sendable {
    var contents: MarkupContent
    var range: Range?
  }

  struct SignatureHelpOptions: Encodable, Sendable {
    var triggerCharacters = ["(", ","]
    var retriggerCharacters = [")"]
  }

  struct SignatureHelp: Encodable, Sendable {
    var signatures: [SignatureInformation]
    var activeSignature: Int
    var activeParameter: Int?
  }

  struct SignatureInformation: Encodable, Sendable {
    var label: String
    var documentation: MarkupContent?
    var parameters: [ParameterInformation]
    var activeParameter: Int?
  }

  struct ParameterInformation: Encodable, Sendable {
    /// A part of the label of the signature: where it begins and ends, in UTF-16, or the words.
    enum Label: Encodable, Sendable {
      case offsets(Int, Int)
      case text(String)

      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .offsets(let start, let end): try container.encode([start, end])
        case .text(let text): try container.encode(text)
        }
      }
    }

    var label: Label
  }
}
