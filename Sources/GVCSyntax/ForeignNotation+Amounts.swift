extension ForeignNotation {
  /// What has been read of an amount.
  struct Quantity {
    /// What the number can be, in the form of the language.
    var numbers: [String]
    var unit: String?
    var isEstimate = false
    var bound: String?
    /// What of it is not written so here, the first of which is told.
    var kinds: [Kind] = []
    var isExact = true
  }
}

extension ForeignNotation.Scan {
  mutating func amount() -> ForeignNotation? {
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
    _ kinds: [ForeignNotation.Kind], _ readings: [String], _ isExact: Bool
  ) -> ForeignNotation? {
    kinds.first.map {
      ForeignNotation(kind: $0, length: length, readings: readings, isExact: isExact)
    }
  }

  /// A quantity in the form of the language, in each way that it can be meant.
  private static func written(_ quantity: ForeignNotation.Quantity) -> [String] {
    quantity.numbers.map { number in
      let unit = quantity.unit.map { $0 == "%" ? $0 : " " + $0 } ?? ""
      let bound = quantity.bound.map { $0 + " " } ?? ""
      return bound + (quantity.isEstimate ? "~" : "") + number + unit
    }
  }

  private mutating func quantity() -> ForeignNotation.Quantity? {
    var found = ForeignNotation.Quantity(numbers: [])
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
  private mutating func prefix(_ found: inout ForeignNotation.Quantity) {
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
  private mutating func number(_ found: inout ForeignNotation.Quantity) -> [String]? {
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
  private mutating func suffix(_ found: inout ForeignNotation.Quantity, _ sign: String?) {
    let behind = at
    skipSpaces()
    // In English, French, German, Spanish and Portuguese, and as they are often misspelt; a `billón` is 10^12 there,
    // and `mil` a thousand or a million, so that neither is read.
    let scales = [
      (["thousands", "thousand", "thousend", "tausend", "tsd.", "tsd"], 3),
      (
        [
          "millions", "million", "milions", "milion", "millionen", "millones", "millón", "millon",
          "milhões", "milhão", "mio.", "mio", "mn",
        ], 6
      ),
      (["billions", "billion", "bn", "milliarden", "milliards", "milliard", "mrd.", "mrd"], 9),
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

  private mutating func unit(_ found: inout ForeignNotation.Quantity) {
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
    // A word before a text is a source without `from`, and no unit.
    var text = end
    while text < scalars.count, Self.isSpace(scalars[text]) { text += 1 }
    guard text >= scalars.count || scalars[text] != "\"" else {
      at = behind
      return
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
