/// Why a request is not answered, as the client is told.
struct ResponseError: Error, Codable, Sendable, Equatable {
  let code: Code
  let message: String
  var data: JSONValue?

  init(_ code: Code, _ message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// The codes of JSON-RPC and of the protocol of editors.
  struct Code: Codable, Sendable, Equatable {
    let number: Int

    init(_ number: Int) { self.number = number }

    init(from decoder: any Decoder) throws {
      number = try decoder.singleValueContainer().decode(Int.self)
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(number)
    }

    static let parseError = Code(-32700)
    static let invalidRequest = Code(-32600)
    static let methodNotFound = Code(-32601)
    static let invalidParams = Code(-32602)
    static let internalError = Code(-32603)
    static let serverNotInitialized = Code(-32002)
    static let requestFailed = Code(-32803)
    static let serverCancelled = Code(-32802)
    static let contentModified = Code(-32801)
    static let requestCancelled = Code(-32800)
  }
}

extension ResponseError {
  static let cancelled = ResponseError(.requestCancelled, "the request was cancelled")
  static let contentModified = ResponseError(
    .contentModified, "the text has changed since the request")

  /// What does not fit in the parameters of a method.
  init(_ error: DecodingError, method: String) {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
        .joined(separator: ".")
    }
    let reason =
      switch error {
      case .keyNotFound(let key, let context):
        "`\(key.stringValue)` is missing in `\(path(context))`"
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .dataCorrupted(let context):
        "`\(path(context))` is not of the type that is asked for"
      @unknown default: "they do not have the form that is asked for"
      }
    self.init(.invalidParams, "the parameters of `\(method)` do not fit: \(reason)")
  }
}
