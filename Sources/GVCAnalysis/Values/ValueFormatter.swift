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
    var suffix = ""
    var low = interval.low
    var high = interval.high
    switch type {
    case .number(.share), .number(.percent):
      suffix = "%"
      low = DecimalArithmetic.product(low, 100)
      high = DecimalArithmetic.product(high, 100)
    case .number(.duration) where unit == .one: suffix = " h"
    default:
      let shown = model.shownUnit(unit)
      let name = shown.text ?? model.vocabulary.units.name(of: shown.dimension)
      suffix = name.isEmpty ? "" : " " + name
      low = shown.fromBase(low)
      high = shown.fromBase(high)
    }
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

  /// The name of a unit as numbers of it are shown; empty for a plain number or a ratio.
  public func name(of unit: UnitID) -> String {
    let shown = model.shownUnit(unit)
    return shown.text ?? model.vocabulary.units.name(of: shown.dimension)
  }

  /// A number with at most three digits behind the point, or as many as it takes to show four that are not zero in front;
  /// with the digits of ten thousand and more in groups: `1_125_000`, `0.333`, `0.03632`.
  public static func text(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return String(number) }
    var places = 3
    var scale = 1000.0
    while places < 15, number != 0, (number * scale).magnitude < 99.95, number.magnitude < 0.1 {
      places += 1
      scale *= 10
    }
    if number.magnitude < 0.1, number != 0, places < 15 {
      places += 1
      scale *= 10
    }
    let scaled = (number * scale).rounded()
    guard scaled.magnitude < 9e18 else { return String(number) }
    let (whole, one) = (Int(scaled.magnitude), Int(scale))
    var text = grouped(whole / one)
    var digits = String(whole % one)
    digits = String(repeating: "0", count: places - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    if !digits.isEmpty { text += "." + digits }
    return (number < 0 && whole != 0 ? "-" : "") + text
  }

  /// The digits of a whole number, in groups of three from ten thousand on, as the language writes them.
  private static func grouped(_ number: Int) -> String {
    let digits = String(number)
    guard digits.count > 4 else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "_" }
      text.append(digit)
    }
    return text
  }
}
