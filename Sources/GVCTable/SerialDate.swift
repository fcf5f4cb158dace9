/// Dates as spreadsheets count them: days, with the time of day behind the point.
enum SerialDate {
  /// The date or time of a number of days; nil for what no spreadsheet shows as one.
  ///
  /// - Parameter from1904: The first of January 1904 is day 0; else the first of January 1900 is day 1, and day 60 is
  ///   the 29th of February of that year, which there never was.
  static func text(_ serial: Double, from1904: Bool) -> (kind: CellKind, text: String)? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var day = Int(serial)
    var second = Int(((serial - Double(day)) * 86_400).rounded())
    if second >= 86_400 {
      day += 1
      second = 0
    }
    let clock = [second / 3_600, second / 60 % 60, second % 60].map { padded($0, 2) }
      .joined(separator: ":")
    if day == 0, !from1904 { return (.time, clock) }
    let date: String
    if !from1904, day == 60 {
      date = "1900-02-29"
    } else {
      // Days since the first of March of the year 0.
      let offset = from1904 ? 695_361 : day < 60 ? 693_900 : 693_899
      date = civil(day + offset)
    }
    return (.date, second == 0 ? date : "\(date)T\(clock)")
  }

  /// The date of a day, counted from the first of March of the year 0.
  private static func civil(_ days: Int) -> String {
    let era = days / 146_097
    let ofEra = days % 146_097
    let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * month + 2) / 5 + 1
    let isNext = month >= 10
    return
      "\(padded(year + era * 400 + (isNext ? 1 : 0), 4))-\(padded(isNext ? month - 9 : month + 3, 2))-\(padded(day, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
