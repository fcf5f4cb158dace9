import FoundationEssentials

/// A message of a client, with its parameters read as its method asks.
enum IncomingMessage: Sendable {
  case request(RequestID, method: String, Result<RequestAction, ResponseError>)
  case notification(method: String, Result<NotificationAction, UnreadNotification>?)
  case response(RequestID, Result<JSONValue, ResponseError>)
  /// JSON that is no message, with the id that the error names.
  case invalid(RequestID, ResponseError)
}

/// A notification whose parameters do not fit its method.
struct UnreadNotification: Error, Sendable {
  /// What does not fit, in one sentence.
  let reason: String
  /// The document that it is about, where that can be read.
  let document: DocumentURI?
}

extension IncomingMessage {
  /// Reads the content of a frame; throws when it is no JSON. In a text, what is no character is U+FFFD.
  init(_ content: [UInt8], methods: MethodTable) throws {
    let json = ReadableJSON(content)
    let decoder = JSONDecoder()
    if let key = ClientText.halvesKey, !json.halves.isEmpty { decoder.userInfo[key] = json.halves }
    self = try decoder.decode(Envelope.self, from: Data(json.bytes), configuration: methods).message
  }
}

/// The parameters of a message, not read yet.
struct ParameterDecoder {
  fileprivate let container: KeyedDecodingContainer<Envelope.Key>

  /// Reads them; those of a method without any are whatever stands there.
  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if let none = NoParameters() as? T { return none }
    return try container.decode(type, forKey: .params)
  }
}

/// The parameters of a method that has none.
struct NoParameters: Decodable, Sendable {}

/// The members that every message is made of.
private struct Envelope: DecodableWithConfiguration {
  enum Key: String, CodingKey {
    case jsonrpc, id, method, params, result, error
  }

  let message: IncomingMessage

  init(from decoder: any Decoder, configuration methods: MethodTable) throws {
    guard let container = try? decoder.container(keyedBy: Key.self) else {
      let isBatch = (try? decoder.unkeyedContainer()) != nil
      message = .invalid(
        .null,
        ResponseError(
          .invalidRequest,
          isBatch ? "messages come one by one, not in a batch" : "a message is an object"))
      return
    }
    let hasID = container.contains(.id)
    let readID = try? container.decodeIfPresent(RequestID.self, forKey: .id) ?? .null
    let id = readID ?? .null
    guard readID != nil else {
      message = .invalid(.null, ResponseError(.invalidRequest, "an id is a number or a text"))
      return
    }
    guard (try? container.decode(String.self, forKey: .jsonrpc)) == "2.0" else {
      message = .invalid(
        id, ResponseError(.invalidRequest, "a message says `\"jsonrpc\": \"2.0\"`"))
      return
    }
    guard container.contains(.method) else {
      message = Self.response(container, id, hasID: hasID)
      return
    }
    guard let method = try? container.decode(String.self, forKey: .method) else {
      message = .invalid(id, ResponseError(.invalidRequest, "a method is a text"))
      return
    }
    let parameters = ParameterDecoder(container: container)
    if hasID {
      guard let handler = methods.requests[method] else {
        message = .request(
          id, method: method,
          .failure(ResponseError(.methodNotFound, "there is no method `\(method)`")))
        return
      }
      message = .request(id, method: method, Self.read(method) { try handler.read(parameters) })
    } else {
      message = .notification(
        method: method,
        methods.notifications[method].map { handler in
          Self.read(method) { try handler.read(parameters) }.mapError { error in
            UnreadNotification(
              reason: error.message,
              document: (try? parameters.decode(LSP.DocumentParams.self)).map {
                DocumentURI($0.textDocument.uri)
              })
          }
        })
    }
  }

  private static func response(
    _ container: KeyedDecodingContainer<Key>, _ id: RequestID, hasID: Bool
  ) -> IncomingMessage {
    if let error = try? container.decode(ResponseError.self, forKey: .error) {
      return .response(id, .failure(error))
    }
    if hasID, container.contains(.result),
      let value = try? container.decodeIfPresent(JSONValue.self, forKey: .result) ?? .null
    {
      return .response(id, .success(value))
    }
    return .invalid(id, ResponseError(.invalidRequest, "a message has a method or a result"))
  }

  private static func read<T>(
    _ method: String, _ body: () throws -> T
  ) -> Result<T, ResponseError> {
    do {
      return .success(try body())
    } catch let error as DecodingError {
      return .failure(ResponseError(error, method: method))
    } catch {
      return .failure(
        ResponseError(.invalidParams, "the parameters of `\(method)` do not fit"))
    }
  }
}
