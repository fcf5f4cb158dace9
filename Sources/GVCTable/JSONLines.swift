/// Text with one JSON object a line (RFC 8259): its fields are columns, under their names.
///
/// A field of an object within is a column `outer.inner`; a list of plain values is their texts with `|` between
/// them. Row 0 holds the names, so that the number of a row is its line.
public enum JSONLines {
  /// The cells of a text in UTF-8. Fails at the first line that is no object, and over 16,384 columns.
  public static func grid(_ bytes: [UInt8]) throws(TableError) -> Grid {
    let text = try TextEncoding.decoded(bytes, .utf8)
    var columns: [String: Int] = [:]
    var names: [String] = []
    var rows: [(number: Int, cells: [Cell])] = []
    var index = 0
    var line = 0
    while index < text.count {
      line += 1
      let end = text[index...].firstIndex(of: 0x0A) ?? text.count
      defer { index = end + 1 }
      var reader = LineReader(text[index..<end], line: line)
      guard !reader.isBlank else { continue }
      var cells: [Int: Cell] = [:]
      for field in try reader.fields() {
        let column = columns[field.name] ?? names.count
        if column == names.count {
          guard column < CellName.columnLimit else {
            throw TableError("there are more than \(CellName.columnLimit) fields", row: line)
          }
          columns[field.name] = column
          names.append(field.name)
        }
        guard cells[column] == nil else {
          throw TableError("the field `\(field.name)` stands twice in a line", row: line)
        }
        cells[column] = Cell(column: column, kind: field.kind, text: field.text)
      }
      rows.append((line, cells.values.sorted { $0.column < $1.column }))
    }
    var grid = Grid(name: "")
    if !names.isEmpty { grid.beginRow(0) }
    for (column, name) in names.enumerated() { grid.add(column: column, .text, name) }
    for (number, cells) in rows {
      let filled = cells.filter { $0.kind != .empty }
      guard !filled.isEmpty else { continue }
      grid.beginRow(number)
      for cell in filled { grid.add(column: cell.column, cell.kind, cell.text) }
    }
    return grid
  }
}

/// Reads one line.
private struct LineReader {
  struct Field {
    let name: String
    let kind: CellKind
    let text: String
  }

  private let bytes: ArraySlice<UInt8>
  private let line: Int
  private var index: Int

  init(_ bytes: ArraySlice<UInt8>, line: Int) {
    self.bytes = bytes
    self.line = line
    index = bytes.startIndex
  }

  var isBlank: Bool { bytes.allSatisfy { Self.isSpace($0) } }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }

  private func failure(_ what: String) -> TableError { TableError(what, row: line) }

  mutating func fields() throws(TableError) -> [Field] {
    var fields: [Field] = []
    guard next() == 0x7B else { throw failure("the line is no JSON object") }
    try readObject("", depth: 0, &fields)
    guard next() == nil else { throw failure("something stands behind the object") }
    return fields
  }

  /// The next byte that is no space.
  private mutating func next() -> UInt8? {
    while index < bytes.endIndex, Self.isSpace(bytes[index]) { index += 1 }
    return index < bytes.endIndex ? bytes[index] : nil
  }

  private mutating func readObject(_ prefix: String, depth: Int, _ fields: inout [Field])
    throws(TableError)
  {
    guard depth < 32 else { throw failure("objects are nested too deep") }
    index += 1
    if next() == 0x7D {
      index += 1
      return
    }
    while true {
      guard next() == 0x22 else { throw failure("a field has no name") }
      let name = prefix + (try readString())
      guard next() == 0x3A else { throw failure("`:` is missing behind `\(name)`") }
      index += 1
      if next() == 0x7B {
        try readObject(name + ".", depth: depth + 1, &fields)
      } else {
        let value = try readValue(name)
        fields.append(Field(name: name, kind: value.kind, text: value.text))
      }
      switch next() {
      case 0x2C?: index += 1
      case 0x7D?:
        index += 1
        return
      default: throw failure("the object is not closed")
      }
    }
  }

  private mutating func readValue(_ name: String) throws(TableError) -> (
    kind: CellKind, text: String
  ) {
    switch next() {
    case 0x22?:
      let text = try readString()
      return (text.isEmpty ? .empty : .text, text)
    case 0x5B?: return (.text, try readList(name))
    default:
      let start = index
      while index < bytes.endIndex, !Self.isSpace(bytes[index]), bytes[index] != 0x2C,
        bytes[index] != 0x7D, bytes[index] != 0x5D
      {
        index += 1
      }
      switch String(decoding: bytes[start..<index], as: UTF8.self) {
      case "null": return (.empty, "")
      case let word where word == "true" || word == "false": return (.boolean, word)
      case let word where Double(word)?.isFinite == true && !word.hasPrefix("+"):
        return (.number, word)
      case let word: throw failure("`\(word)` is no value of JSON, in the field `\(name)`")
      }
    }
  }

  private mutating func readList(_ name: String) throws(TableError) -> String {
    index += 1
    var parts: [String] = []
    if next() == 0x5D {
      index += 1
      return ""
    }
    while true {
      if let byte = next(), byte == 0x7B || byte == 0x5B {
        throw failure("the list `\(name)` holds more than plain values")
      }
      parts.append(try readValue(name).text)
      switch next() {
      case 0x2C?: index += 1
      case 0x5D?:
        index += 1
        return parts.joined(separator: "|")
      default: throw failure("the list `\(name)` is not closed")
      }
    }
  }

  private mutating func readString() throws(TableError) -> String {
    index += 1
    var units: [UInt16] = []
    var out: [UInt8] = []
    func flushed() throws(TableError) -> [UInt8] {
      guard !units.isEmpty else { return [] }
      guard let text = String(validating: units, as: UTF16.self) else {
        throw failure("half of a character stands alone")
      }
      return Array(text.utf8)
    }
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == 0x5C else {
        out += try flushed()
        units = []
        if byte == 0x22 { return String(decoding: out, as: UTF8.self) }
        guard byte >= 0x20 else { throw failure("a control character stands in a text") }
        out.append(byte)
        continue
      }
      guard index < bytes.endIndex else { break }
      let kind = bytes[index]
      index += 1
      if kind == 0x75 {
        guard index + 4 <= bytes.endIndex,
          let unit = UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw failure("`\\u` needs four digits") }
        index += 4
        units.append(unit)
        continue
      }
      out += try flushed()
      units = []
      switch kind {
      case 0x22, 0x5C, 0x2F: out.append(kind)
      case 0x62: out.append(0x08)
      case 0x66: out.append(0x0C)
      case 0x6E: out.append(0x0A)
      case 0x72: out.append(0x0D)
      case 0x74: out.append(0x09)
      default: throw failure("a backslash stands before what needs none")
      }
    }
    throw failure("a text is not closed")
  }
}
