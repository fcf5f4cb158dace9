extension LSP {
  struct LogMessageParams: Encodable {
    /// 1 error, 2 warning, 3 information, 4 log.
    var type: Int
    var message: String
  }

  struct WorkDoneProgressCreateParams: Encodable {
    var token: ProgressToken
  }

  struct WorkDoneProgressCancelParams: Decodable, Sendable {
    var token: ProgressToken
  }

  struct ProgressParams<Value: Encodable>: Encodable {
    var token: ProgressToken
    var value: Value
  }

  /// A step of work that is reported to a person.
  struct WorkDoneProgress: Encodable {
    /// `begin`, `report` or `end`.
    var kind: String
    var title: String?
    var cancellable: Bool?
    var message: String?
    var percentage: Int?
  }
}
