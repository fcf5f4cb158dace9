extension ForeignNotation.Scan {
  mutating func date() -> ForeignNotation? {
    guard let readings = dateInDigits() ?? dateInWords() else { return nil }
    return ForeignNotation(kind: .date, length: length, readings: readings, isExact: true)
  }

  /// A run of digits, of so many at most.
  mutating func digits(_ most: Int) -> String? {
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
}
