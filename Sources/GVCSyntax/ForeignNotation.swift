/// A value as people write it in a spreadsheet, a word processor or another country, and how it is written here.
///
/// It is asked only of what cannot be read, so that nothing that can be read means anything else by it.
package struct ForeignNotation: Equatable {
  /// What a notation is of, and so what is said of it.
  package enum Kind: Equatable {
    case unknown, date, range, grouping, decimal, currency, scale, percent, estimate, bound,
      fraction
  }

  package let kind: Kind
  /// The number of bytes that it takes.
  package let length: Int
  /// What can be meant, as it is written here; several where nobody can tell which.
  package let readings: [String]
  /// Whether each reading means nothing but what was written, so that it can be put in its place.
  package let isExact: Bool

  /// What is said of it: a sentence without a full stop.
  package var message: String {
    let written = readings.map { "`\($0)`" }.joined(separator: " or ")
    if readings.count > 1 { return "this can be read in two ways: write \(written)" }
    return switch kind {
    case .unknown: "what is not known is written `unknown`, or left out"
    case .date: "a date is written from the year to the day: \(written)"
    case .range: "a range is written with two dots: \(written)"
    case .grouping: "the digits of a number are grouped by `_`: \(written)"
    case .decimal: "a decimal is written with a point: \(written)"
    case .currency: "money is a number and the code of its currency: \(written)"
    case .scale: "a number is written in digits: \(written)"
    case .percent, .fraction: "a share is written with `%`: \(written)"
    case .estimate: "an estimate is written with `~`: \(written)"
    case .bound: "a bound is written in words: \(written)"
    }
  }

  /// A decimal with three digits behind its point in a form that nobody takes for thousands.
  package static func undoubtedDecimal(_ text: String) -> String {
    var decimal = text
    guard decimal.last == "0" else { return decimal + "0" }
    while decimal.last == "0" { decimal.removeLast() }
    if decimal.last == "." { decimal.removeLast() }
    return decimal
  }

  /// What a text begins with, read to the end of the value: the end of the line, a closing bracket, a comment, a source
  /// or the next attribute; nil where it is no such notation.
  package static func value(_ bytes: ArraySlice<UInt8>) -> ForeignNotation? {
    // No value is longer.
    let line = bytes.prefix(160).prefix { $0 != 0x0A && $0 != 0x0D }
    let text = String(decoding: line, as: UTF8.self)
    guard text.utf8.elementsEqual(line) else { return nil }
    var scan = Scan(text)
    return scan.value()
  }
}

extension ForeignNotation {
  /// Reads a text from its beginning, scalar by scalar.
  struct Scan {
    let scalars: [Unicode.Scalar]
    var at = 0

    init(_ text: String) {
      scalars = Array(text.unicodeScalars)
    }

    func peek(_ n: Int = 0) -> Unicode.Scalar? {
      at + n < scalars.count ? scalars[at + n] : nil
    }

    static func isSpace(_ s: Unicode.Scalar) -> Bool {
      s == " " || s == "\t" || s.properties.generalCategory == .spaceSeparator
    }

    static func isDigit(_ s: Unicode.Scalar?) -> Bool {
      s.map { ("0"..."9").contains($0) } ?? false
    }

    static func isDash(_ s: Unicode.Scalar?) -> Bool {
      s.map { $0 == "-" || (0x2010...0x2015).contains($0.value) || $0.value == 0x2212 } ?? false
    }

    mutating func skipSpaces() {
      while let s = peek(), Self.isSpace(s) { at += 1 }
    }

    /// The letters that stand here, with a full stop behind them where one does.
    func word(from start: Int) -> (text: String, end: Int) {
      var end = start
      while end < scalars.count, scalars[end].properties.isAlphabetic { end += 1 }
      return (String(String.UnicodeScalarView(scalars[start..<end])).lowercased(), end)
    }

    /// Takes the first of some texts that stands here as whole words.
    mutating func accept(_ texts: [String]) -> String? {
      for text in texts {
        let wanted = Array(text.unicodeScalars)
        guard at + wanted.count <= scalars.count,
          String(String.UnicodeScalarView(scalars[at..<at + wanted.count])).lowercased() == text
        else { continue }
        let next = peek(wanted.count)
        if let last = wanted.last, last.properties.isAlphabetic, let next,
          next.properties.isAlphabetic || next == "_"
        {
          continue
        }
        at += wanted.count
        return text
      }
      return nil
    }

    /// Whether a value ends here, and nothing else of the line belongs to it.
    var isEnd: Bool {
      var scan = self
      scan.skipSpaces()
      guard let next = scan.peek() else { return true }
      if next == "}" || next == "]" || next == ")" { return true }
      if next == "/", scan.peek(1) == "/" { return true }
      guard scan.at > at else { return false }
      let (word, end) = scan.word(from: scan.at)
      if word.isEmpty { return false }
      if word == "from" { return true }
      var after = end
      while after < scalars.count, scalars[after] == "_" || scalars[after].properties.isAlphabetic {
        after += 1
      }
      if after < scalars.count, scalars[after] == ":" { return true }
      // A source whose `from` is left out: `NAME "passage"`.
      while after < scalars.count, Self.isSpace(scalars[after]) { after += 1 }
      return after < scalars.count && scalars[after] == "\""
    }

    /// The bytes up to here.
    var length: Int {
      String(String.UnicodeScalarView(scalars[..<at])).utf8.count
    }

    // MARK: Values

    mutating func value() -> ForeignNotation? {
      if let found = unknown(), isEnd { return found }
      at = 0
      if let found = date(), isEnd { return finished(found) }
      at = 0
      if let found = fraction(), isEnd { return found }
      at = 0
      if let found = amount(), isEnd { return finished(found) }
      return nil
    }

    /// A notation that ends here.
    func finished(_ found: ForeignNotation) -> ForeignNotation {
      ForeignNotation(
        kind: found.kind, length: length, readings: found.readings, isExact: found.isExact)
    }

    mutating func unknown() -> ForeignNotation? {
      let texts = ["n/a", "n.a.", "n/d", "n.d.", "n/k", "??", "?", "---", "--", "-", "–", "—"]
      guard accept(texts) != nil else { return nil }
      return ForeignNotation(kind: .unknown, length: length, readings: ["unknown"], isExact: true)
    }

    /// `3/4`, which is 75%, where that is exact.
    mutating func fraction() -> ForeignNotation? {
      guard let above = digits(3).flatMap({ Int($0) }), peek() == "/" else { return nil }
      at += 1
      guard let below = digits(3).flatMap({ Int($0) }), below > 0, above <= below,
        above * 10_000 % below == 0
      else { return nil }
      let hundredths = above * 10_000 / below
      let rest = hundredths % 100
      var text = "\(hundredths / 100)"
      if rest > 0 { text += rest % 10 == 0 ? ".\(rest / 10)" : ".\(rest < 10 ? "0" : "")\(rest)" }
      return ForeignNotation(
        kind: .fraction, length: length, readings: [text + "%"], isExact: false)
    }
  }
}
