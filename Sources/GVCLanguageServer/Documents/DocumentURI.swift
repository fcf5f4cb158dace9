/// The address of a document, and the path of one that is a file.
///
/// Two addresses are equal when they name the same path, however their characters are escaped.
struct DocumentURI: Sendable {
  /// As the client writes it.
  let text: String
  /// The absolute path; nil for what is no file.
  let path: String?

  init(_ text: String) {
    self.text = text
    path = Self.path(of: text)
  }

  /// The address of a file.
  init(path: String) {
    var text = "file://"
    for byte in path.utf8 {
      if Self.isPlain(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    self.text = text
    self.path = path
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "/-._~".utf8.contains(byte)
    }
  }

  private static func path(of text: String) -> String? {
    let scheme = text.prefix(7)
    guard scheme.lowercased() == "file://" else { return nil }
    let rest = text.dropFirst(7)
    // The name of a host, which is this one, stands before the path.
    guard let slash = rest.firstIndex(of: "/") else { return nil }
    let written = rest[slash...].prefix { $0 != "?" && $0 != "#" }
    return normalized(decoded(written))
  }

  /// A text with its escapes read; what is no escape stays as it is.
  private static func decoded(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var i = 0
    while i < bytes.count {
      if bytes[i] == UInt8(ascii: "%"), i + 2 < bytes.count, let high = digit(bytes[i + 1]),
        let low = digit(bytes[i + 2])
      {
        result.append(high << 4 | low)
        i += 3
      } else {
        result.append(bytes[i])
        i += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// A path without `.`, `..`, and empty parts.
  private static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}

extension DocumentURI: Hashable {
  static func == (a: DocumentURI, b: DocumentURI) -> Bool {
    a.path == b.path && (a.path != nil || a.text == b.text)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(path ?? text) }
}
