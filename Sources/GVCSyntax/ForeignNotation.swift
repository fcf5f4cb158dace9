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
  private struct Quantity {
    /// What the number can be, in the form of the language.
    var numbers: [String]
    var unit: String?
    var isEstimate = false
    var bound: String?
    /// What of it is not written so here, the first of which is told.
    var kinds: [Kind] = []
    var isExact = true
  }

  private struct Scan {
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
      return after < scalars.count && scalars[after] == ":"
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
    private func finished(_ found: ForeignNotation) -> ForeignNotation {
      ForeignNotation(
        kind: found.kind, length: length, readings: found.readings, isExact: found.isExact)
    }

    private mutating func unknown() -> ForeignNotation? {
      let texts = ["n/a", "n.a.", "n/d", "n.d.", "n/k", "??", "?", "---", "--", "-", "–", "—"]
      guard accept(texts) != nil else { return nil }
      return ForeignNotation(kind: .unknown, length: length, readings: ["unknown"], isExact: true)
    }

    // MARK: Dates

    private mutating func date() -> ForeignNotation? {
      guard let readings = dateInDigits() ?? dateInWords() else { return nil }
      return ForeignNotation(kind: .date, length: length, readings: readings, isExact: true)
    }

    /// A run of digits, of so many at most.
    private mutating func digits(_ most: Int) -> String? {
      var text = ""
      while let s = peek(), Self.isDigit(s), text.count < most {
        text.unicodeScalars.append(s)
        at += 1
      }
      return text.isEmpty || Self.isDigit(peek()) ? nil : text
    }

    /// `15.10.1998`, `15/10/1998`, `10/1998`, `1998/10/15`.
    private mutating func dateInDigits() -> [String]? {
      let start = at
      var parts: [String] = []
      var signs: Set<Unicode.Scalar> = []
      while parts.count < 3, let part = digits(4) {
        parts.append(part)
        guard let sign = peek(), sign == "." || sign == "/" || Self.isDash(sign),
          Self.isDigit(peek(1))
        else { break }
        signs.insert(Self.isDash(sign) ? "-" : sign)
        at += 1
      }
      guard signs.count == 1, let sign = signs.first, parts.count > 1 else {
        at = start
        return nil
      }
      let numbers = parts.compactMap { Int($0) }
      let readings: [String?]
      let lengths = parts.map { $0.count == 4 ? "y" : $0.count < 3 ? "n" : "?" }.joined()
      switch lengths {
      case "ynn": readings = [Self.date(numbers[0], numbers[1], numbers[2])]
      case "nny":
        let dayFirst = Self.date(numbers[2], numbers[1], numbers[0])
        let monthFirst = Self.date(numbers[2], numbers[0], numbers[1])
        readings = sign == "." || dayFirst == monthFirst ? [dayFirst] : [dayFirst, monthFirst]
      case "ny" where sign == "/": readings = [Self.date(numbers[1], numbers[0], nil)]
      case "yn" where sign == "/": readings = [Self.date(numbers[0], numbers[1], nil)]
      default: readings = []
      }
      let known = readings.compactMap { $0 }
      return known.isEmpty ? nil : known
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int?) -> String? {
      func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
      guard (1...12).contains(month) else { return nil }
      guard let day else { return "\(year)-\(two(month))" }
      return (1...31).contains(day) ? "\(year)-\(two(month))-\(two(day))" : nil
    }

    /// `October 1998`, `15 October 1998`, `October 15, 1998`, in some languages.
    private mutating func dateInWords() -> [String]? {
      let start = at
      var day: Int?
      if Self.isDigit(peek()), let text = digits(2) {
        day = Int(text)
        _ = accept([".", "st", "nd", "rd", "th"])
        skipSpaces()
        _ = accept(["of", "de"])
        skipSpaces()
      }
      let (name, end) = word(from: at)
      guard let month = Self.month(name) else {
        at = start
        return nil
      }
      at = end
      _ = accept(["."])
      skipSpaces()
      _ = accept(["de", "of"])
      skipSpaces()
      var year = digits(4)
      if day == nil, let text = year, text.count < 3 {
        day = Int(text)
        _ = accept(["st", "nd", "rd", "th"])
        _ = accept([","])
        skipSpaces()
        year = digits(4)
      }
      guard let year, year.count == 4, let number = Int(year),
        let date = Self.date(number, month, day)
      else {
        at = start
        return nil
      }
      return [date]
    }

    /// The number of a month that is written out, or by its first letters.
    private static func month(_ name: String) -> Int? {
      let beginnings: [[String]] = [
        ["jan", "ene"], ["feb", "fév", "fev"], ["mar", "mär"], ["apr", "abr", "avr"],
        ["may", "mai", "mag", "mayo"], ["jun", "juin", "giu"], ["jul", "juil", "lug"],
        ["aug", "ago", "aoû"], ["sep", "set"], ["oct", "okt", "out", "ott"], ["nov"],
        ["dec", "dez", "dic", "déc"],
      ]
      guard name.count > 2 else { return nil }
      return beginnings.firstIndex { $0.contains { name.hasPrefix($0) } }.map { $0 + 1 }
    }

    /// `3/4`, which is 75%, where that is exact.
    private mutating func fraction() -> ForeignNotation? {
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

    // MARK: Amounts

    private mutating func amount() -> ForeignNotation? {
      guard var first = quantity() else { return nil }
      let behind = at
      skipSpaces()
      let isNative = peek() == "." && peek(1) == "." && peek(2) != "."
      var isRange = isNative
      if isNative {
        at += 2
      } else if Self.isDash(peek()) || peek() == "…" {
        at += 1
        isRange = true
      } else if accept(["...", "to", "until", "till"]) != nil {
        isRange = true
      }
      guard isRange else {
        at = behind
        return notation(first.kinds, Self.written(first), first.isExact)
      }
      skipSpaces()
      guard var second = quantity(), first.numbers.count == 1, second.numbers.count == 1,
        first.bound == nil, second.bound == nil
      else { return nil }
      if first.unit == nil { first.unit = second.unit }
      if second.unit == nil { second.unit = first.unit }
      second.isEstimate = false
      let kinds = (isNative ? [] : [.range]) + first.kinds + second.kinds
      let ends = (Self.written(first), Self.written(second))
      return notation(
        kinds, zip(ends.0, ends.1).map { "\($0)..\($1)" }, first.isExact && second.isExact)
    }

    private func notation(
      _ kinds: [Kind], _ readings: [String], _ isExact: Bool
    ) -> ForeignNotation? {
      kinds.first.map {
        ForeignNotation(kind: $0, length: length, readings: readings, isExact: isExact)
      }
    }

    /// A quantity in the form of the language, in each way that it can be meant.
    private static func written(_ quantity: Quantity) -> [String] {
      quantity.numbers.map { number in
        let unit = quantity.unit.map { $0 == "%" ? $0 : " " + $0 } ?? ""
        let bound = quantity.bound.map { $0 + " " } ?? ""
        return bound + (quantity.isEstimate ? "~" : "") + number + unit
      }
    }

    private mutating func quantity() -> Quantity? {
      var found = Quantity(numbers: [])
      prefix(&found)
      let sign = currencySign()
      skipSpaces()
      let isNegative = Self.isDash(peek())
      if isNegative { at += 1 }
      guard Self.isDigit(peek()), let number = number(&found) else { return nil }
      found.numbers = number.map { isNegative ? "-" + $0 : $0 }
      suffix(&found, sign)
      return found
    }

    /// What stands before a number and says how exact it is.
    private mutating func prefix(_ found: inout Quantity) {
      let estimates = [
        "≈", "about", "approximately", "approx.", "approx", "around", "roughly", "circa", "ca.",
        "ca", "c.", "some", "environ", "env.", "aprox.",
      ]
      if accept(["~"]) != nil {
        found.isEstimate = true
      } else if accept(estimates) != nil {
        found.isEstimate = true
        found.kinds.append(.estimate)
      } else if let word = accept([
        ">=", "≥", "min.", "minimum", ">", "over", "more than", "above",
      ]) {
        found.bound = "at least"
        found.kinds.append(.bound)
        // What is above 40 is not 40.
        found.isExact = [">=", "≥", "min.", "minimum"].contains(word)
      } else if let word = accept([
        "<=", "≤", "max.", "maximum", "up to", "<", "under", "less than", "below",
      ]) {
        found.bound = "at most"
        found.kinds.append(.bound)
        found.isExact = ["<=", "≤", "max.", "maximum", "up to"].contains(word)
      }
      skipSpaces()
    }

    /// The code of a currency that stands before its number, or its sign there.
    private mutating func currencySign() -> String? {
      if let sign = peek(), let code = Self.currency(sign) {
        at += 1
        return code
      }
      guard at + 3 < scalars.count,
        scalars[at..<at + 3].allSatisfy({ ("A"..."Z").contains($0) }),
        Self.isSpace(scalars[at + 3]) || Self.isDigit(scalars[at + 3])
      else { return nil }
      at += 3
      return String(String.UnicodeScalarView(scalars[at - 3..<at]))
    }

    /// The code of the currency of a sign; of one that several share, in lower case.
    private static func currency(_ sign: Unicode.Scalar) -> String? {
      switch sign {
      case "€": "EUR"
      case "$": "usd"
      case "£": "gbp"
      case "¥": "jpy"
      case "₹": "INR"
      case "₦": "NGN"
      case "₵": "GHS"
      case "₫": "VND"
      case "₱": "PHP"
      case "₺": "TRY"
      case "₩": "KRW"
      case "₴": "UAH"
      case "₡": "CRC"
      case "₲": "PYG"
      case "₭": "LAK"
      case "₮": "MNT"
      case "₸": "KZT"
      default: nil
      }
    }

    /// The digits of a number, in groups or with a decimal part, in each way that they can be meant.
    private mutating func number(_ found: inout Quantity) -> [String]? {
      var groups: [String] = []
      var signs: [Unicode.Scalar] = []
      while let group = digits(100) {
        groups.append(group)
        guard let sign = peek() else { break }
        let isSpace = Self.isSpace(sign)
        guard isSpace || [",", ".", "'", "’", "_"].contains(sign), Self.isDigit(peek(1)) else {
          break
        }
        // A space groups three digits, and no more.
        if isSpace {
          guard (2...3).allSatisfy({ Self.isDigit(peek($0)) }), !Self.isDigit(peek(4)),
            groups[0].count < 4
          else { break }
        }
        signs.append(isSpace ? " " : sign == "’" ? "'" : sign)
        at += 1
      }
      guard let whole = groups.first else { return nil }
      let isGrouped =
        groups.dropFirst().allSatisfy { $0.count == 3 } && whole.count < 4 && whole != "0"
      let grouped = groups.joined(separator: "_")
      switch Set(signs).count {
      case 0: return [grouped]
      case 1 where signs[0] == "_": return [grouped]
      case 1 where signs[0] == " " || signs[0] == "'":
        guard isGrouped else { return nil }
        found.kinds.append(.grouping)
        return [grouped]
      case 1 where signs.count > 1:
        guard isGrouped else { return nil }
        found.kinds.append(.grouping)
        return [grouped]
      case 1 where signs[0] == ".": return [groups.joined(separator: ".")]
      case 1:
        found.kinds.append(isGrouped ? .grouping : .decimal)
        let decimal = groups.joined(separator: ".")
        return isGrouped ? [grouped, ForeignNotation.undoubtedDecimal(decimal)] : [decimal]
      case 2:
        // The last sign is that of the decimals, where it stands once.
        guard let last = signs.last, last == "," || last == ".",
          signs.dropLast().allSatisfy({ $0 != last }),
          groups.dropFirst().dropLast().allSatisfy({ $0.count == 3 }), whole.count < 4
        else { return nil }
        found.kinds += signs[0] == "_" ? [.decimal] : [.grouping]
        return [groups.dropLast().joined(separator: "_") + "." + groups[groups.count - 1]]
      default: return nil
      }
    }

    /// What stands behind a number: a word for its size, the unit, `+`.
    private mutating func suffix(_ found: inout Quantity, _ sign: String?) {
      let behind = at
      skipSpaces()
      let scales = [
        (["thousand", "tsd."], 3), (["millions", "million", "mio.", "mio", "mn"], 6),
        (["billions", "billion", "bn"], 9),
      ]
      var isScaled = false
      for (words, zeros) in scales where !isScaled && accept(words) != nil {
        isScaled = true
        found.kinds.append(.scale)
        found.numbers = found.numbers.map { Self.scaled($0, zeros) }
      }
      if !isScaled { at = behind }
      unit(&found)
      if let sign {
        found.kinds.append(.currency)
        if sign == sign.lowercased() { found.isExact = false }
        // `USD 5/kg`: what stands behind the number is what it is a price of.
        found.unit = sign.uppercased() + (found.unit.map { "/" + $0 } ?? "")
      }
      if peek() == "+" {
        at += 1
        found.bound = "at least"
        found.kinds.append(.bound)
      }
    }

    private mutating func unit(_ found: inout Quantity) {
      let behind = at
      skipSpaces()
      if accept(["%"]) != nil {
        found.unit = "%"
        return
      }
      if accept(["percent", "per cent", "pct.", "pct", "p.c."]) != nil {
        found.unit = "%"
        found.kinds.append(.percent)
        return
      }
      if let sign = peek(), let code = Self.currency(sign) {
        at += 1
        found.kinds.append(.currency)
        if code == code.lowercased() { found.isExact = false }
        found.unit = code.uppercased()
        if peek() == "/" {
          let slash = at
          at += 1
          let (_, end) = word(from: at)
          if end > at {
            found.unit? += "/" + String(String.UnicodeScalarView(scalars[at..<end]))
            at = end
          } else {
            at = slash
          }
        }
        return
      }
      var (name, end) = word(from: at)
      if peek() == "/" { (name, end) = word(from: at + 1) }
      let isRange = ["to", "until", "till", "from", "in"].contains(name)
      guard !name.isEmpty, !isRange, end >= scalars.count || scalars[end] != ":" else {
        at = behind
        return
      }
      let start = peek() == "/" ? at + 1 : at
      while end < scalars.count, scalars[end] == "_" || scalars[end] == "/" {
        let next = word(from: end + 1).end
        guard next > end + 1 else { break }
        end = next
      }
      found.unit = String(String.UnicodeScalarView(scalars[start..<end]))
      at = end
      let year = at
      skipSpaces()
      if accept(["in"]) != nil {
        skipSpaces()
        if let text = digits(4), text.count == 4 {
          found.unit? += " in " + text
          return
        }
      }
      at = year
    }

    /// A number with its decimal point so many places further to the right.
    private static func scaled(_ number: String, _ zeros: Int) -> String {
      let parts = number.split(separator: ".", omittingEmptySubsequences: false)
      var fraction = parts.count > 1 ? String(parts[1]) : ""
      var whole = parts[0].filter { $0 != "_" }
      for _ in 0..<zeros { whole.append(fraction.isEmpty ? "0" : fraction.removeFirst()) }
      let isNegative = whole.hasPrefix("-")
      let digits = whole.drop { $0 == "0" || $0 == "-" }
      var grouped = ""
      for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { grouped += "_" }
        grouped.append(digit)
      }
      return (isNegative ? "-" : "") + (grouped.isEmpty ? "0" : grouped)
        + (fraction.isEmpty ? "" : "." + fraction)
    }
  }
}
