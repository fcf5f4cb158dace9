/// Writes JSON piece by piece, so that no document has to stand in memory: keys in the order in which they are written,
/// lists of rows with a row on each line, no unsafe scalar raw.
struct JSONStream {
  /// How many bytes are gathered before they are handed on.
  private static let size = 1 << 16

  private var buffer: [UInt8] = []
  private let sink: ([UInt8]) -> Void
  private var isFirst = true

  /// - Parameter sink: Takes the bytes, in their order.
  init(to sink: @escaping ([UInt8]) -> Void) {
    self.sink = sink
    buffer.reserveCapacity(Self.size + 1024)
  }

  /// Hands on what is left.
  mutating func end() {
    if !buffer.isEmpty { sink(buffer) }
    buffer.removeAll(keepingCapacity: true)
  }

  /// JSON as it is.
  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { buffer.append(contentsOf: $0) }
    if buffer.count >= Self.size { end() }
  }

  mutating func null() { raw("null") }

  mutating func truth(_ value: Bool) { raw(value ? "true" : "false") }

  mutating func number(_ value: Int) {
    guard value >= 10 else {
      if value >= 0 {
        buffer.append(0x30 + UInt8(value))
      } else {
        buffer.append(contentsOf: String(value).utf8)
      }
      return
    }
    let start = buffer.count
    var rest = value
    while rest > 0 {
      buffer.append(0x30 + UInt8(rest % 10))
      rest /= 10
    }
    buffer[start...].reverse()
  }

  mutating func numbers(_ values: some Sequence<Int>) {
    buffer.append(0x5B)
    var isFirst = true
    for value in values {
      if !isFirst { buffer.append(0x2C) }
      isFirst = false
      number(value)
    }
    buffer.append(0x5D)
  }

  mutating func string(_ text: String) {
    var text = text
    let isPlain = text.withUTF8 { bytes in
      bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    }
    buffer.append(0x22)
    if isPlain {
      buffer.append(contentsOf: text.utf8)
    } else {
      let escaped = SafeText.replacing(in: text) { scalar in
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: nil
        }
      }
      buffer.append(contentsOf: SafeText.json(escaped).utf8)
    }
    buffer.append(0x22)
    if buffer.count >= Self.size { end() }
  }

  mutating func string(_ text: String?) {
    if let text { string(text) } else { null() }
  }

  /// A value as the encoder writes it, on one line.
  mutating func value(_ value: some Encodable) throws {
    buffer.append(contentsOf: try JSONText.line(value).utf8.dropLast())
    if buffer.count >= Self.size { end() }
  }

  // MARK: Lists

  /// Writes a key, and behind it a list with each element on a line of its own.
  mutating func list<Element>(
    _ key: StaticString, _ elements: some Sequence<Element>,
    _ write: (inout JSONStream, Element) throws -> Void
  ) rethrows {
    buffer.append(0x22)
    raw(key)
    raw("\":[")
    var isFirst = true
    for element in elements {
      raw(isFirst ? "\n" : ",\n")
      isFirst = false
      try write(&self, element)
    }
    buffer.append(0x5D)
  }

  /// Writes a key, and behind it a table: the names of its columns, and its rows.
  mutating func table<Element>(
    _ key: StaticString, _ columns: [String], _ elements: some Sequence<Element>,
    _ write: (inout JSONStream, Element) throws -> Void
  ) rethrows {
    buffer.append(0x22)
    raw(key)
    raw("\":{\"columns\":[")
    for (place, column) in columns.enumerated() {
      if place > 0 { buffer.append(0x2C) }
      string(column)
    }
    raw("],")
    try list("rows", elements) { stream, element in
      stream.raw("[")
      stream.isFirst = true
      try write(&stream, element)
      stream.raw("]")
    }
    raw("}")
  }

  /// Begins the next cell of a row.
  private mutating func next() {
    if !isFirst { buffer.append(0x2C) }
    isFirst = false
  }

  mutating func cell(_ value: Int) {
    next()
    number(value)
  }

  mutating func cell(_ value: Int?) {
    next()
    if let value { number(value) } else { null() }
  }

  mutating func cell(_ values: [Int]) {
    next()
    numbers(values)
  }

  mutating func cell(_ text: String?) {
    next()
    string(text)
  }

  mutating func cell(_ value: Bool) {
    next()
    truth(value)
  }

  mutating func cell(encoding value: (some Encodable)?) throws {
    next()
    if let value { try self.value(value) } else { null() }
  }
}
