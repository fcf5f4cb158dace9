import FoundationEssentials

/// A result as JSON.
struct EncodedResult: Sendable {
  let json: Data
  /// What the session notes when the client is sent it.
  var whenSent: (@Sendable (Session) -> Void)?

  init(json: Data) { self.json = json }

  init(_ value: some Encodable) throws { json = try OutgoingMessage.json(value) }

  static var null: EncodedResult { EncodedResult(json: Data("null".utf8)) }
}
