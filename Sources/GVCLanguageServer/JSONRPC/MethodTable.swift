/// What a request asks the session to do.
enum RequestAction: Sendable {
  /// To answer at once; the answer is JSON.
  case immediate(@Sendable (Session) throws -> EncodedResult)
  /// To let a worker answer from a snapshot.
  case background(BackgroundRequest)
}

/// What a notification asks the session to do.
typealias NotificationAction = @Sendable (Session) -> Void

/// The methods that the server knows, each with how its parameters are read.
struct MethodTable: Sendable {
  struct Request: Sendable {
    let method: String
    let read: @Sendable (ParameterDecoder) throws -> RequestAction
  }

  struct Notification: Sendable {
    let method: String
    let read: @Sendable (ParameterDecoder) throws -> NotificationAction
  }

  let requests: [String: Request]
  let notifications: [String: Notification]

  init(_ requests: [Request], _ notifications: [Notification]) {
    self.requests = Dictionary(requests.map { ($0.method, $0) }, uniquingKeysWith: { a, _ in a })
    self.notifications = Dictionary(
      notifications.map { ($0.method, $0) }, uniquingKeysWith: { a, _ in a })
  }
}

extension MethodTable.Request {
  /// A request that the session answers itself.
  init<Parameters: Decodable & Sendable>(
    _ method: String, _ type: Parameters.Type,
    _ body: @escaping @Sendable (Session, Parameters) throws -> some Encodable & SendableMetatype
  ) {
    self.init(method: method) { parameters in
      let parameters = try parameters.decode(type)
      return .immediate { session in try EncodedResult(body(session, parameters)) }
    }
  }
}

extension MethodTable.Notification {
  init<Parameters: Decodable & Sendable>(
    _ method: String, _ type: Parameters.Type,
    _ body: @escaping @Sendable (Session, Parameters) -> Void
  ) {
    self.init(method: method) { parameters in
      let parameters = try parameters.decode(type)
      return { session in body(session, parameters) }
    }
  }
}
