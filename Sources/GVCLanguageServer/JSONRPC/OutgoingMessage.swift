import FoundationEssentials

/// The messages to a client, as bytes with their header.
enum OutgoingMessage {
  /// The bytes of a value as JSON.
  static func json(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return try encoder.encode(value)
  }

  /// The answer to a request; `result` is JSON.
  static func response(_ id: RequestID, _ result: Result<Data, ResponseError>) -> Data {
    var content = Data("{\"jsonrpc\":\"2.0\",\"id\":".utf8)
    content += text(id)
    switch result {
    case .success(let json):
      content += Data(",\"result\":".utf8)
      content += json
    case .failure(let error):
      content += Data(",\"error\":".utf8)
      content += text(error)
    }
    content.append(UInt8(ascii: "}"))
    return content
  }

  /// A notification, or with an id a request; `parameters` are JSON.
  static func call(_ method: String, id: RequestID? = nil, _ parameters: Data?) -> Data {
    var content = Data("{\"jsonrpc\":\"2.0\",".utf8)
    if let id {
      content += Data("\"id\":".utf8)
      content += text(id)
      content.append(UInt8(ascii: ","))
    }
    content += Data("\"method\":\"\(method)\"".utf8)
    if let parameters {
      content += Data(",\"params\":".utf8)
      content += parameters
    }
    content.append(UInt8(ascii: "}"))
    return content
  }

  /// The header that stands before a content.
  static func header(of content: Data) -> [UInt8] {
    Array("Content-Length: \(content.count)\r\n\r\n".utf8)
  }

  /// What has no float that JSON cannot write always encodes.
  private static func text(_ value: some Encodable) -> Data {
    (try? json(value)) ?? Data("null".utf8)
  }
}
