/// Reads the XML of workbooks piece by piece: elements with attributes, and text.
///
/// There are no document types and no entities but the five of XML itself: what declares one is refused, so that
/// nothing can be made large or be fetched. Names are compared without their prefix.
struct XMLScanner {
  enum Event {
    case start
    case end
    case text
    case finish
  }

  private let bytes: [UInt8]
  /// The file, for messages.
  private let file: String
  private var index: Int
  private(set) var depth = 0
  /// The name of the element that begins or ends, without its prefix.
  private(set) var name = 0..<0
  private var attributes = 0..<0
  /// The text, or of a section as it is.
  private var range = 0..<0
  private var isLiteral = false
  private var closesAtOnce = false

  /// A text in UTF-8, or in UTF-16 with its mark.
  init(_ bytes: [UInt8], _ file: String) throws(TableError) {
    self.file = file
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self.bytes = try TextEncoding.decoded(bytes, .utf16)
      index = 0
    } else {
      self.bytes = bytes
      index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }
  }

  private func failure(_ what: String) -> TableError {
    TableError("the XML of `\(file)` is damaged: \(what)")
  }

  /// The next piece. Fails on what is no XML, on a document type, and on nesting over 256.
  mutating func next() throws(TableError) -> Event {
    if closesAtOnce {
      closesAtOnce = false
      depth -= 1
      return .end
    }
    while index < bytes.count {
      guard bytes[index] == 0x3C else {
        let start = index
        while index < bytes.count, bytes[index] != 0x3C { index += 1 }
        guard depth > 0 else { continue }
        range = start..<index
        isLiteral = false
        return .text
      }
      guard index + 1 < bytes.count else { throw failure("it is cut off") }
      switch bytes[index + 1] {
      case 0x2F: return try readEnd()
      case 0x3F:
        guard let end = find("?>", from: index + 2) else { throw failure("it is cut off") }
        index = end + 2
      case 0x21:
        if matches("<!--") {
          guard let end = find("-->", from: index + 4) else { throw failure("it is cut off") }
          index = end + 3
        } else if matches("<![CDATA[") {
          guard let end = find("]]>", from: index + 9) else { throw failure("it is cut off") }
          range = index + 9..<end
          isLiteral = true
          index = end + 3
          return .text
        } else {
          throw failure("it declares a document type, which no workbook needs")
        }
      default: return try readStart()
      }
    }
    guard depth == 0 else { throw failure("it is cut off") }
    return .finish
  }

  private mutating func readStart() throws(TableError) -> Event {
    index += 1
    name = readName()
    guard !name.isEmpty else { throw failure("an element has no name") }
    let start = index
    var quote: UInt8 = 0
    while index < bytes.count {
      let byte = bytes[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3E {
        break
      } else if byte == 0x3C {
        throw failure("an element is not closed")
      }
      index += 1
    }
    guard index < bytes.count else { throw failure("it is cut off") }
    closesAtOnce = index > start && bytes[index - 1] == 0x2F
    attributes = start..<(closesAtOnce ? index - 1 : index)
    index += 1
    depth += 1
    guard depth <= 256 else { throw failure("its elements are nested too deep") }
    return .start
  }

  private mutating func readEnd() throws(TableError) -> Event {
    index += 2
    name = readName()
    while index < bytes.count, bytes[index] != 0x3E { index += 1 }
    guard index < bytes.count else { throw failure("it is cut off") }
    index += 1
    depth -= 1
    guard depth >= 0 else { throw failure("an element ends that did not begin") }
    return .end
  }

  /// A name without its prefix.
  private mutating func readName() -> Range<Int> {
    var start = index
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E, 0x3D: return start..<index
      case 0x3A:
        index += 1
        start = index
      default: index += 1
      }
    }
    return start..<index
  }

  /// Skips the rest of the element that began last.
  mutating func skip() throws(TableError) {
    let outer = depth - 1
    while depth > outer { if try next() == .finish { return } }
  }

  // MARK: What was read

  /// Whether the element that begins or ends has a name.
  func isNamed(_ word: StaticString) -> Bool { equals(name, word) }

  /// The bytes of an attribute as they stand; nil where there is none.
  func attribute(_ word: StaticString) -> ArraySlice<UInt8>? {
    var at = attributes.lowerBound
    let end = attributes.upperBound
    while at < end {
      while at < end, isSpace(bytes[at]) { at += 1 }
      var start = at
      while at < end, bytes[at] != 0x3D, !isSpace(bytes[at]) {
        at += 1
        if bytes[at - 1] == 0x3A { start = at }
      }
      let found = start..<at
      while at < end, bytes[at] != 0x22, bytes[at] != 0x27 { at += 1 }
      guard at < end else { return nil }
      let quote = bytes[at]
      let first = at + 1
      at = first
      while at < end, bytes[at] != quote { at += 1 }
      if equals(found, word) { return bytes[first..<at] }
      at += 1
    }
    return nil
  }

  /// The text of an attribute.
  func text(of word: StaticString) throws(TableError) -> String? {
    guard let value = attribute(word) else { return nil }
    var out: [UInt8] = []
    try append(value.indices, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// Whether an attribute says yes.
  func isTrue(_ word: StaticString) -> Bool {
    attribute(word).map { $0.elementsEqual([0x31]) || $0.elementsEqual("true".utf8) } ?? false
  }

  /// The text that was read, with its references replaced, at the end of bytes.
  func appendText(to out: inout [UInt8]) throws(TableError) {
    if isLiteral { out.append(contentsOf: bytes[range]) } else { try append(range, to: &out) }
  }

  private func append(_ range: Range<Int>, to out: inout [UInt8]) throws(TableError) {
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      guard byte == 0x26 else {
        // Lines end as one break, as XML has it.
        if byte == 0x0D {
          if at + 1 == range.upperBound || bytes[at + 1] != 0x0A { out.append(0x0A) }
        } else {
          out.append(byte)
        }
        at += 1
        continue
      }
      guard let end = bytes[at..<min(range.upperBound, at + 12)].firstIndex(of: 0x3B),
        let scalar = Self.reference(bytes[at + 1..<end])
      else { throw failure("a reference names no character") }
      out.append(contentsOf: String(scalar).utf8)
      at = end + 1
    }
  }

  private static func reference(_ word: ArraySlice<UInt8>) -> Unicode.Scalar? {
    switch String(decoding: word, as: UTF8.self) {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case let text:
      guard text.hasPrefix("#") else { return nil }
      let digits = text.dropFirst()
      let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return code.flatMap { Unicode.Scalar($0) }
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }

  private func equals(_ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { buffer in
      for offset in 0..<buffer.count where bytes[range.lowerBound + offset] != buffer[offset] {
        return false
      }
      return true
    }
  }

  private func matches(_ word: StaticString) -> Bool {
    let end = index + word.utf8CodeUnitCount
    return end <= bytes.count && equals(index..<end, word)
  }

  private func find(_ word: StaticString, from start: Int) -> Int? {
    let length = word.utf8CodeUnitCount
    var at = start
    while at + length <= bytes.count {
      if equals(at..<at + length, word) { return at }
      at += 1
    }
    return nil
  }
}
