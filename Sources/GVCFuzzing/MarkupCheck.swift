/// Whether a text is markup as the pictures write it: elements that close, quoted attributes, a few references.
enum MarkupCheck {
  private static let references: Set = ["amp", "lt", "gt", "quot"]

  /// What is wrong with a document; nil when it is well-formed and no number in it is none.
  static func defect(_ document: String) -> String? {
    var rest = Array(document.utf8)[...]
    var open: [ArraySlice<UInt8>] = []
    var roots = 0
    if rest.starts(with: Array("<?xml".utf8)) {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return "the head has no end" }
      rest = rest[(end + 1)...]
    }
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      if let defect = textDefect(rest[..<start]) { return defect }
      guard let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) else {
        return "a tag has no end"
      }
      let tag = rest[(start + 1)..<end]
      rest = rest[(end + 1)...]
      if tag.first == UInt8(ascii: "/") {
        guard let name = open.popLast(), name == tag.dropFirst() else {
          return "an element is closed that is not open"
        }
        continue
      }
      let isEmpty = tag.last == UInt8(ascii: "/")
      let name = tag.prefix { $0 != 0x20 && $0 != UInt8(ascii: "/") }
      guard let first = name.first, (0x61...0x7A).contains(first) else {
        return "an element has no name"
      }
      if open.isEmpty { roots += 1 }
      if let defect = attributeDefect(tag.dropFirst(name.count).dropLast(isEmpty ? 1 : 0)) {
        return defect
      }
      if !isEmpty { open.append(name) }
    }
    if let defect = textDefect(rest) { return defect }
    return open.isEmpty && roots == 1 ? nil : "an element is not closed"
  }

  private static func attributeDefect(_ text: ArraySlice<UInt8>) -> String? {
    var rest = text
    var names: Set<ArraySlice<UInt8>> = []
    while let byte = rest.first {
      guard byte == 0x20 else { return "an attribute does not follow a space" }
      rest = rest.dropFirst()
      let name = rest.prefix { $0 != UInt8(ascii: "=") }
      rest = rest.dropFirst(name.count)
      guard !name.isEmpty, !name.contains(0x20), names.insert(name).inserted else {
        return "an attribute has no name of its own"
      }
      guard rest.starts(with: [UInt8(ascii: "="), UInt8(ascii: "\"")]) else {
        return "an attribute is not quoted"
      }
      rest = rest.dropFirst(2)
      guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return "a quote is open" }
      let value = String(decoding: rest[..<end], as: UTF8.self)
      if ["x", "y", "width", "height", "d"].contains(String(decoding: name, as: UTF8.self)),
        value.contains("nan") || value.contains("inf")
      {
        return "a length is `\(value)`"
      }
      if let defect = textDefect(rest[..<end]) { return defect }
      rest = rest[(end + 1)...]
    }
    return nil
  }

  private static func textDefect(_ text: ArraySlice<UInt8>) -> String? {
    var rest = text
    while let index = rest.firstIndex(of: UInt8(ascii: "&")) {
      let name = rest[(index + 1)...].prefix { $0 != UInt8(ascii: ";") }
      guard name.endIndex < rest.endIndex,
        references.contains(String(decoding: name, as: UTF8.self))
      else { return "a reference is none" }
      rest = rest[name.endIndex...]
    }
    let isClean = text.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
    return isClean ? nil : "a control is raw"
  }
}
