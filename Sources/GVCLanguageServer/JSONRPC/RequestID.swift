/// The id of a request: an integer, a text, or null where it cannot be told.
enum RequestID: Hashable, Sendable {
  case integer(Int64)
  case string(String)
  /// A number that is no integer of 64 bits: bad form, but echoed.
  case number(Double)
  case null
}

extension RequestID: Codable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let integer = try? container.decode(Int64.self) {
      self = .integer(integer)
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else {
      self = .number(try container.decode(Double.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .integer(let integer): try container.encode(integer)
    case .string(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .null: try container.encodeNil()
    }
  }
}

extension RequestID: CustomStringConvertible {
  var description: String {
    switch self {
    case .integer(let integer): String(integer)
    case .string(let text): "\"\(text)\""
    case .number(let number): String(number)
    case .null: "null"
    }
  }
}
