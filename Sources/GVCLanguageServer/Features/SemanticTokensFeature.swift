import FoundationEssentials
import GVCIDE
import GVCSyntax

extension Feature {
  /// What each part of a text is, for its colour.
  static let semanticTokens = Feature(
    advertise: { capabilities, _ in
      capabilities.semanticTokensProvider = LSP.SemanticTokensOptions(
        legend: LSP.SemanticTokensLegend(
          tokenTypes: TokenTypes.names, tokenModifiers: TokenModifiers.names))
    },
    requests: [
      tokens("full", LSP.DocumentParams.self) { document, _, data in
        .full(data)
      },
      tokens("full/delta", LSP.SemanticTokensDeltaParams.self) { document, parameters, data in
        guard
          let before = document.request.tokens.data(
            of: document.file.uri, id: parameters.previousResultId)
        else { return .full(data) }
        return .edit(from: before, to: data)
      },
      .background("textDocument/semanticTokens/range", LSP.DocumentRangeParams.self) {
        parameters in
        let uri = DocumentURI(parameters.textDocument.uri)
        return BackgroundRequest(document: uri) { context in
          let document = try DocumentContext(uri, context)
          let tokens = document.features.semanticTokens(
            of: document.file.id, in: document.range(parameters.range))
          return EncodedTokens.full(document.data(of: tokens)).result(id: nil)
        }
      },
    ])

  /// A request for all tokens of a document, of which a client that takes edits has the next ones as
  /// edits.
  private static func tokens<Parameters: DocumentParameters>(
    _ name: String, _ type: Parameters.Type,
    _ body: @escaping @Sendable (DocumentContext, Parameters, [UInt32]) -> EncodedTokens
  ) -> MethodTable.Request {
    .background("textDocument/semanticTokens/\(name)", type) { parameters in
      let uri = DocumentURI(parameters.textDocument.uri)
      return BackgroundRequest(document: uri) { context in
        let document = try DocumentContext(uri, context)
        let data = document.data(
          of: document.features.semanticTokens(of: document.file.id))
        let answer = body(document, parameters, data)
        guard document.client.takesTokenEdits else { return answer.result(id: nil) }
        return answer.result(id: context.tokens.keep(data, of: document.file.uri))
      }
    }
  }
}

/// The token types that are sent: each standard name once.
private enum TokenTypes {
  static let names = TokenClass.allCases.map(\.standardType).reduce(into: [String]()) {
    if !$0.contains($1) { $0.append($1) }
  }

  /// The number of each class, by its own.
  static let numbers = TokenClass.allCases.map { type in
    UInt32(names.firstIndex(of: type.standardType) ?? 0)
  }
}

extension DocumentContext {
  /// Tokens as the protocol counts them: each from the one before.
  fileprivate func data(of tokens: [SemanticToken]) -> [UInt32] {
    var data: [UInt32] = []
    data.reserveCapacity(tokens.count * 5)
    var cursor = PositionCursor(text, encoding)
    var last = LSP.Position(0, 0)
    for token in tokens {
      let start = cursor.position(of: Int(token.range.start))
      let end = cursor.position(of: Int(token.range.end))
      // A token is of one line.
      guard end.line == start.line, end.character > start.character else { continue }
      let line = start.line - last.line
      data.append(UInt32(clamping: line))
      data.append(UInt32(clamping: line == 0 ? start.character - last.character : start.character))
      data.append(UInt32(clamping: end.character - start.character))
      data.append(TokenTypes.numbers[Int(token.type.rawValue)])
      data.append(UInt32(token.modifiers.rawValue))
      last = start
    }
    return data
  }
}

/// Tokens as JSON. They are many, and are written without the help of an encoder.
private enum EncodedTokens {
  case full([UInt32])
  case edit(from: [UInt32], to: [UInt32])

  func result(id: String?) -> EncodedResult {
    var json = Data("{".utf8)
    if let id { json += Data("\"resultId\":\"\(id)\",".utf8) }
    switch self {
    case .full(let data):
      json += Data("\"data\":".utf8)
      Self.write(data[...], to: &json)
    case .edit(let before, let after):
      json += Data("\"edits\":[".utf8)
      if before != after {
        let start = zip(before, after).prefix { $0 == $1 }.count / 5 * 5
        let rest = min(before.count, after.count) - start
        let end =
          zip(before.reversed(), after.reversed()).prefix(rest).prefix { $0 == $1 }.count
          / 5 * 5
        json += Data(
          "{\"start\":\(start),\"deleteCount\":\(before.count - start - end),\"data\":".utf8)
        Self.write(after[start..<(after.count - end)], to: &json)
        json += Data("}".utf8)
      }
      json += Data("]".utf8)
    }
    json += Data("}".utf8)
    return EncodedResult(json: json)
  }

  private static func write(_ numbers: ArraySlice<UInt32>, to json: inout Data) {
    var bytes: [UInt8] = [UInt8(ascii: "[")]
    bytes.reserveCapacity(numbers.count * 3 + 2)
    for number in numbers {
      if number < 10 {
        bytes.append(UInt8(ascii: "0") + UInt8(number))
      } else {
        bytes += String(number).utf8
      }
      bytes.append(UInt8(ascii: ","))
    }
    if !numbers.isEmpty { bytes.removeLast() }
    bytes.append(UInt8(ascii: "]"))
    json += bytes
  }
}
