import GVCModel

/// Writes values as an analyst reads them.
public struct ValueFormatter {
  private let model: Model

  public init(_ model: Model) { self.model = model }

  /// A value of a type: `60%..70%`, `high`, `[design, marketing, ..]`, `unknown`.
  public func text(_ datum: Datum, _ type: ExpressionType) -> String {
    switch datum {
    case .truth(let truth): return Self.text(truth)
    case .number(let interval, let unit): return number(interval, unit, type)
    case .words(let set):
      guard case .words(let scale) = type else { return "unknown" }
      return words(set, scale)
    case .entity(let id): return model.label(id)
    case .set(let members): return list(members)
    case .value(let value): return text(value)
    case .unknown: return "unknown"
    }
  }

  public static func text(_ truth: Truth) -> String {
    switch truth {
    case .yes: "yes"
    case .no: "no"
    case .unknown: "unknown"
    }
  }

  /// A stated value.
  public func text(_ value: Value) -> String {
    switch value {
    case .unknown: "unknown"
    case .truth(let truth): truth ? "yes" : "no"
    case .words(let set, let scale): words(set, scale)
    case .number(let interval, _, let unit): number(interval, unit, .number(.plain))
    case .text(let symbol): model.names[symbol]
    case .entity(let id): model.label(id)
    case .list(let range):
      list(
        Members(
          Array(model.lists[Int(range.start)..<Int(range.start) + Int(range.count)]),
          isOpen: range.isOpen))
    }
  }

  private func list(_ members: Members) -> String {
    if members.sure.isEmpty, members.possible.isEmpty, members.isOpen { return "unknown" }
    let items =
      members.sure.map { text($0) } + members.possible.map { text($0) + "?" }
      + (members.isOpen ? [".."] : [])
    return "[\(items.joined(separator: ", "))]"
  }

  private func words(_ set: WordSet, _ scale: ScaleID) -> String {
    let names = model.vocabulary[scale].words.map { model.names[$0.name] }
    let words = set.words.filter { $0 < names.count }
    if words.count == names.count, names.count > 1 { return "unknown" }
    if let first = words.first, let last = words.last, words.count > 1,
      model.vocabulary[scale].isOrdered, last - first == words.count - 1
    {
      return "\(names[first])..\(names[last])"
    }
    return words.map { names[$0] }.joined(separator: " or ")
  }

  private func number(_ interval: Interval, _ unit: UnitID, _ type: ExpressionType) -> String {
    let text = plain(interval, unit, type)
    return interval.isEstimate && text != "unknown" ? "~" + text : text
  }

  /// A number without the mark of an estimate.
  private func plain(_ interval: Interval, _ unit: UnitID, _ type: ExpressionType) -> String {
    if case .number(.year) = type, let date = DateLiteral.text(of: interval) { return date }
    var factor = 1.0
    var suffix = ""
    if case .number(let measure) = type {
      switch measure {
      case .share, .percent: (factor, suffix) = (100, "%")
      case .duration: suffix = " h"
      default: break
      }
    }
    if suffix.isEmpty { suffix = unitText(unit) }
    let low = DecimalArithmetic.product(interval.low, factor)
    let high = DecimalArithmetic.product(interval.high, factor)
    if low == -.infinity, high == .infinity { return "unknown" }
    if low == high { return Self.text(low) + suffix }
    switch type {
    // What has the bounds of its type alone is not known at all.
    case .number(.share) where low == 0 && high == 100: return "unknown"
    case .number(.count) where low == 0 && high == .infinity: return "unknown"
    case .number(.duration) where low == 0 && high == .infinity: return "unknown"
    default: break
    }
    if high == .infinity { return "at least " + Self.text(low) + suffix }
    if low == -.infinity { return "at most " + Self.text(high) + suffix }
    // As the language writes it: `60%..70%`, but `20..30 workers`.
    return Self.text(low) + (suffix == "%" ? suffix : "") + ".." + Self.text(high) + suffix
  }

  /// The name of a unit, in the base unit of its dimension; empty for a plain number or a ratio.
  public func name(of unit: UnitID) -> String { String(unitText(unit).dropFirst()) }

  private func unitText(_ unit: UnitID) -> String {
    switch model.units[Int(unit.number)].dimension {
    case .ratio: return ""
    case .duration: return " h"
    case .mass: return " kg"
    case .distance: return " km"
    case .count(let things): return " \(things)"
    case .money(let currency, let year, let per):
      return " \(currency)" + (per.map { "/\($0)" } ?? "") + (year.map { " in \($0)" } ?? "")
    }
  }

  /// A number with at most three digits behind the point.
  public static func text(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return String(number) }
    let scaled = (number * 1000).rounded()
    let whole = Int(scaled)
    if whole % 1000 == 0 { return String(whole / 1000) }
    var digits = String(abs(whole) % 1000)
    digits = String(repeating: "0", count: 3 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return (whole < 0 ? "-" : "") + String(abs(whole) / 1000) + "." + digits
  }
}
