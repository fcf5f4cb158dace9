import GVCSyntax

/// Dates as numbers of years, for facts and rules alike.
///
/// A day is the middle of one of 31 equal parts of one of 12 equal parts of its year, so that days are ordered and none
/// is the number of a year. What names a month or a year alone is any of its days.
public enum DateLiteral {
  /// The days that a text such as `1999`, `1999-07` or `1999-07-15` names; nil where there is no such date.
  public static func value(of text: String) -> Interval? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...3).contains(parts.count), let year = parts[0], (1...9999).contains(year) else {
      return nil
    }
    guard parts.count > 1 else { return Interval(day(year, 1, 1), day(year, 12, 31)) }
    guard let month = parts[1], (1...12).contains(month) else { return nil }
    let last = length(of: month, in: year)
    guard parts.count > 2 else { return Interval(day(year, month, 1), day(year, month, last)) }
    guard let number = parts[2], (1...last).contains(number) else { return nil }
    return Interval(day(year, month, number))
  }

  /// The date that names these days, as it is written; nil where none does.
  public static func text(of interval: Interval) -> String? {
    guard let low = parts(of: interval.low), let high = parts(of: interval.high) else { return nil }
    if low == high { return "\(padded(low.year, 4))-\(padded(low.month, 2))-\(padded(low.day, 2))" }
    guard low.year == high.year, low.day == 1,
      high.day == length(of: high.month, in: high.year)
    else { return nil }
    if low.month == high.month { return "\(padded(low.year, 4))-\(padded(low.month, 2))" }
    return low.month == 1 && high.month == 12 ? String(low.year) : nil
  }

  private static let daysOfYear = 372.0

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Double {
    Double(year) + (Double(31 * (month - 1) + day) - 0.5) / daysOfYear
  }

  private static func length(of month: Int, in year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  private struct Parts: Equatable {
    let year: Int
    let month: Int
    let day: Int
  }

  /// The day that a number stands for; nil for a number of no day.
  private static func parts(of number: Double) -> Parts? {
    guard number >= 1, number < 10_000 else { return nil }
    let year = Int(number)
    let place = (number - Double(year)) * daysOfYear + 0.5
    guard (place - place.rounded()).magnitude < 1e-6 else { return nil }
    let count = Int(place.rounded()) - 1
    let parts = Parts(year: year, month: count / 31 + 1, day: count % 31 + 1)
    guard count >= 0, count < 372, day(year, parts.month, parts.day) == number else { return nil }
    return parts
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
