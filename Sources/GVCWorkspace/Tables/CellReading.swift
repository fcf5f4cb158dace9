import GVCTable

/// What a cell says, in the language.
enum CellReading {
  /// Nothing is said.
  case empty
  case value(String)
  /// It is said that it is not known.
  case unknown
  /// The cell cannot be read as what its column is.
  case bad(String)
}

/// Reads the cells of one column.
struct CellReader {
  let column: TableDeclaration.Column
  /// What folded texts mean.
  let meanings: [String: String]
  /// The unit with what it takes from the workbook in place.
  let unit: String?
  /// By what power of ten the numbers are too small.
  let shift: Int

  /// The text of a cell without spaces around it, and with one between words.
  static func trimmed(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }

  /// What texts are compared by: spaces and case mean nothing.
  static func folded(_ text: String) -> String { trimmed(text).lowercased() }

  func meaning(of cell: TableCell?, unit: String?) -> CellReading {
    guard let cell, cell.kind != .empty else {
      return meanings[""].map { $0 == "unknown" ? .unknown : .value($0) } ?? .empty
    }
    let text = Self.trimmed(cell.text)
    if let meaning = meanings[Self.folded(text)] {
      return meaning == "unknown" ? .unknown : .value(meaning)
    }
    if cell.kind == .error { return .bad("the cell is the error `\(text)`") }
    guard !text.isEmpty else { return .empty }
    switch column.type {
    case .text: return .value(Self.literal(cell.text))
    case .number: return number(cell, text, unit)
    case .date: return date(cell, text)
    case .name: return name(text)
    case .truth:
      switch text.lowercased() {
      case "true", "yes", "1": return .value("yes")
      case "false", "no", "0": return .value("no")
      default: return .bad("`\(text)` is neither yes nor no")
      }
    case .list:
      var names: [String] = []
      for part in text.split(separator: column.split) where !Self.trimmed(String(part)).isEmpty {
        let own = Self.trimmed(String(part))
        let meaning = meanings[Self.folded(own)].map { CellReading.value($0) } ?? name(own)
        guard case .value(let word) = meaning else { return meaning }
        if !names.contains(word) { names.append(word) }
      }
      return .value("[\(names.joined(separator: ", "))]")
    }
  }

  /// A text as what names a thing.
  func name(of cell: TableCell?) -> CellReading {
    guard let cell, cell.kind != .empty else { return .empty }
    let text = Self.trimmed(cell.text)
    if let meaning = meanings[Self.folded(text)] {
      return meaning == "unknown" ? .empty : .value(meaning)
    }
    if cell.kind == .error { return .bad("the cell is the error `\(text)`") }
    return text.isEmpty ? .empty : name(text)
  }

  private func name(_ text: String) -> CellReading {
    Self.identifier(text).map { .value($0) } ?? .bad("`\(text)` makes no name")
  }

  // MARK: Forms

  private func number(_ cell: TableCell, _ text: String, _ unit: String?) -> CellReading {
    guard cell.kind == .number || cell.kind == .text, var number = Self.plain(text, shift)
    else { return .bad("`\(text)` is no number") }
    if column.isWhole, let whole = Self.rounded(number) { number = "~\(whole)" }
    guard let unit else { return .value(number) }
    return .value(unit == "%" ? "\(number)%" : "\(number) \(unit)")
  }

  private func date(_ cell: TableCell, _ text: String) -> CellReading {
    if cell.kind == .date { return .value(String(text.prefix(10))) }
    if let form = column.form {
      return Self.date(text, by: form).map { .value($0) }
        ?? .bad("`\(text)` is no date in the form `\(form)`")
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let widths = parts.map(\.count)
    guard widths == [4] || widths == [4, 2] || widths == [4, 2, 2],
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return .bad("`\(text)` is no date") }
    return .value(text)
  }

  /// A date of a form with `yyyy`, `MM` and `dd`, `M` and `d` for one digit or two.
  static func date(_ text: String, by form: String) -> String? {
    var rest = text[...]
    var fields: [Character: String] = [:]
    var letters = form[...]
    while let letter = letters.first {
      guard "yMd".contains(letter) else {
        guard rest.first == letter else { return nil }
        rest.removeFirst()
        letters.removeFirst()
        continue
      }
      let width = letters.prefix { $0 == letter }.count
      letters = letters.dropFirst(width)
      let digits = rest.prefix { ("0"..."9").contains($0) }.prefix(width == 1 ? 2 : width)
      guard digits.count == width || width == 1 && !digits.isEmpty else { return nil }
      fields[letter] = String(repeating: "0", count: max(0, 2 - digits.count)) + digits
      rest = rest.dropFirst(digits.count)
    }
    guard rest.isEmpty, let year = fields["y"], year.count == 4 else { return nil }
    return [year, fields["M"], fields["d"]].compactMap { $0 }.joined(separator: "-")
  }

  /// A decimal number without an exponent, moved by a power of ten; nil for what is none.
  static func plain(_ text: String, _ shift: Int) -> String? {
    var rest = text[...]
    var sign = ""
    if rest.first == "-" || rest.first == "+" { sign = rest.removeFirst() == "-" ? "-" : "" }
    var exponent = shift
    if let mark = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      guard let stated = Int(rest[rest.index(after: mark)...]), abs(stated) <= 90 else {
        return nil
      }
      exponent += stated
      rest = rest[..<mark]
    }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts.first ?? ""
    let decimals = parts.count > 1 ? parts[1] : ""
    guard !whole.isEmpty || !decimals.isEmpty,
      (whole + decimals).allSatisfy({ ("0"..."9").contains($0) })
    else { return nil }
    var digits = String(whole + decimals)
    var point = whole.count + exponent
    if point <= 0 {
      digits = String(repeating: "0", count: 1 - point) + digits
      point = 1
    }
    if point > digits.count { digits += String(repeating: "0", count: point - digits.count) }
    guard digits.count <= 100 else { return nil }
    let head = String(digits.prefix(point).drop { $0 == "0" })
    var tail = String(digits.dropFirst(point))
    while tail.last == "0" { tail.removeLast() }
    let value = (head.isEmpty ? "0" : head) + (tail.isEmpty ? "" : "." + tail)
    return value == "0" ? value : sign + value
  }

  /// The whole number next to a plain one; nil where it is whole.
  static func rounded(_ number: String) -> String? {
    guard let point = number.firstIndex(of: ".") else { return nil }
    let isNegative = number.hasPrefix("-")
    var digits = number[..<point].drop { $0 == "-" }.compactMap(\.wholeNumberValue)
    guard let next = number[number.index(after: point)...].first else { return nil }
    if next >= "5" {
      var index = digits.count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
    }
    let text = digits.map { String($0) }.joined()
    return isNegative && text != "0" ? "-\(text)" : text
  }

  /// A text in quotes.
  static func literal(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// A text as it stands between quotes.
  static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        out.append("\\")
        out.append(scalar)
      case "\n": out.append(contentsOf: "\\n".unicodeScalars)
      case "\t": out.append(contentsOf: "\\t".unicodeScalars)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        out.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// The name that a text gives: small letters without accents, `_` for all that no name can have; nil where
  /// nothing is left.
  static func identifier(_ text: String) -> String? {
    var out = ""
    for scalar in text.lowercased().unicodeScalars {
      let properties = scalar.properties
      if scalar.isASCII ? properties.isXIDContinue && scalar != "_" : properties.isXIDContinue {
        out += base(of: scalar)
      } else if properties.generalCategory != .nonspacingMark, !out.hasSuffix("_"), !out.isEmpty {
        out += "_"
      }
    }
    while out.hasSuffix("_") { out.removeLast() }
    guard let first = out.unicodeScalars.first else { return nil }
    if !first.properties.isXIDStart { out = "n" + out }
    return reserved.contains(out) ? out + "_" : out
  }

  /// A letter of Latin without its accent, by the name that Unicode gives it.
  private static func base(of scalar: Unicode.Scalar) -> String {
    guard !scalar.isASCII, let name = scalar.properties.name,
      name.hasPrefix("LATIN SMALL LETTER "), let with = name.firstRange(of: " WITH ")
    else { return String(scalar) }
    let letter = name[..<with.lowerBound].dropFirst("LATIN SMALL LETTER ".count)
    return letter.count == 1 ? letter.lowercased() : String(scalar)
  }

  /// Words that mean something of their own where a name may stand.
  private static let reserved: Set<String> = [
    "and", "or", "not", "in", "is", "for", "where", "if", "then", "else", "by", "from", "into",
    "on",
    "scope", "when", "let", "find", "message", "help", "cite", "unknown", "known", "yes", "no",
    "at",
    "set", "add", "remove",
  ]
}
