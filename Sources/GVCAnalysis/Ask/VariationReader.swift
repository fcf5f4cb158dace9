import GVCModel
import GVCSyntax

/// Reads what is to be varied, as a command line gives it.
///
/// `THRESHOLD=30%,50%`, `THRESHOLD=30%..80%`; `maker.workers=20,60` and `(a -> b).share_of_sales` for a
/// stated fact; `estimates` or `estimates=20%` for all facts that are ranges or estimates.
public struct VariationReader {
  /// Why what is to be varied cannot be read.
  public struct Failure: Error, Sendable {
    /// A sentence for people.
    public let message: String
  }

  /// How many values a range stands for, its ends included.
  static let steps = 11
  /// By how much an estimate is varied where nothing is said.
  static let spread = 0.1

  private let model: Model
  private let formatter: ValueFormatter

  public init(_ model: Model) {
    self.model = model
    formatter = ValueFormatter(model)
  }

  /// The variation that a text stands for; a failure says what is wrong in one sentence.
  public func read(_ text: String) throws(Failure) -> Variation {
    let sign = text.firstIndex(of: "=")
    let name = String(text[..<(sign ?? text.endIndex)]).withoutOuterSpaces
    let values = sign.map { String(text[text.index(after: $0)...]) }
    if name == "estimates" { return try estimates(values) }
    if name.contains(".") && !isThreshold(name) || name.hasPrefix("(") {
      return try fact(name, values)
    }
    guard let values else {
      throw Failure(message: "say what `\(name)` is to be: `\(name)=30%,50%`")
    }
    return try threshold(name, values)
  }

  // MARK: Thresholds

  private func isThreshold(_ name: String) -> Bool {
    let parts = name.split(separator: ".").map(String.init)
    return model.thresholds.contains { threshold in
      model.names[threshold.name] == parts.last
        && model.theories[Int(threshold.theory.number)].name.map { model.names[$0] } == parts.first
    }
  }

  private func threshold(_ name: String, _ values: String) throws(Failure) -> Variation {
    var settings: [Variation.Setting] = []
    for value in try listed(values) {
      do throws(ThresholdSetting.Failure) {
        let (index, number) = try ThresholdSetting.read("\(name)=\(value)", in: model)
        settings.append(
          Variation.Setting(label: "\(name)=\(value)", thresholds: [index: number], facts: [:]))
      } catch {
        throw Failure(message: error.message)
      }
    }
    return Variation(settings: settings, isAlone: false)
  }

  /// The values of `30%,50%`, and those that `30%..80%` stands for.
  private func listed(_ text: String) throws(Failure) -> [String] {
    var values: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let part = String(part).withoutOuterSpaces
      let ends = part.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
      guard ends.count == 2 else {
        values.append(part)
        continue
      }
      // What stands behind the second number is the unit of both.
      let unit = String(ends[1].drop { $0.isNumber || $0 == "." || $0 == "-" || $0 == "_" })
      func number(_ text: String) -> Double? {
        let digits = text.hasSuffix(unit) ? text.dropLast(unit.count) : text[...]
        return Double(String(digits.filter { $0 != "_" && $0 != " " }))
      }
      guard let low = number(ends[0]), let high = number(ends[1]), low < high, low.isFinite,
        high.isFinite
      else {
        throw Failure(message: "`\(part)` is no range, such as `30%..80%`")
      }
      for step in 0..<Self.steps {
        let value = low + (high - low) * Double(step) / Double(Self.steps - 1)
        values.append(ValueFormatter.text(value) + unit)
      }
    }
    guard !values.contains(where: \.isEmpty) else {
      throw Failure(message: "a value is missing in `\(text)`")
    }
    return values
  }

  // MARK: Facts

  private func fact(_ name: String, _ values: String?) throws(Failure) -> Variation {
    let (need, errors) = ExpectationReader.read(need: name, in: model)
    guard let need else {
      throw Failure(
        message: (errors.first?.message ?? "`\(name)` names no fact")
          + (errors.first?.help.map { "; \($0)" } ?? ""))
    }
    let stated = model.facts.indices.filter {
      model.facts[$0].entity == need.entity && model.facts[$0].attribute == need.attribute
        && model.facts[$0].key == nil
    }
    guard !stated.isEmpty else {
      throw Failure(
        message: "the case does not state `\(name)`; a scenario can: `in SCENARIO { set … }`")
    }
    let type = model.vocabulary[need.attribute].type
    var settings: [Variation.Setting] = []
    if let values {
      for text in try listed(values) {
        let value = try value(text, type, like: model.facts[stated[0]].value, name)
        settings.append(setting(stated, value, "\(name)=\(text)"))
      }
    } else {
      for end in ends(of: model.facts[stated[0]].value, spread: Self.spread, withMiddle: true) {
        settings.append(
          setting(stated, end, "\(name)=\(formatter.text(end, type))"))
      }
      guard settings.count > 1 else {
        throw Failure(message: "`\(name)` is known exactly; say what it is to be: `\(name)=…`")
      }
    }
    return Variation(settings: settings, isAlone: false)
  }

  private func setting(_ facts: [Int], _ value: Value, _ label: String) -> Variation.Setting {
    Variation.Setting(
      label: label, thresholds: [:],
      facts: Dictionary(facts.map { ($0, value) }, uniquingKeysWith: { first, _ in first }))
  }

  /// A value of a fact, written as in a case.
  private func value(
    _ text: String, _ type: AttributeType, like stated: Value, _ name: String
  ) throws(Failure) -> Value {
    switch type {
    case .truth where text == "yes" || text == "no": return .truth(text == "yes")
    case .words(let scale):
      if let word = model.names.find(text).flatMap({ model.vocabulary[scale].index(of: $0) }) {
        return .words(WordSet(word: word), scale)
      }
    default:
      if case .number(_, _, let unit) = stated, let value = number(text, unit) {
        return .number(Interval(value), .exact, unit)
      }
    }
    throw Failure(
      message: "`\(name)` cannot be `\(text)`; the case says \(formatter.text(stated, type))")
  }

  /// A number in the unit of another one, in base units; nil where it does not fit.
  private func number(_ text: String, _ unit: UnitID) -> Double? {
    guard let parsed = try? LiteralReader.value(in: text),
      parsed.tree.kind(parsed.node) == .quantity,
      let number = try? LiteralReader.number(
        parsed.node, in: parsed.tree, model.vocabulary.units)
    else { return nil }
    if let scale = number.unit.dimension.scale(to: model.dimension(of: unit)) {
      return scale.applied(to: number.interval.low)
    }
    // A number without a unit counts what the stated one counts.
    return number.unit == .one ? number.interval.low : nil
  }

  // MARK: Estimates

  /// Each fact that is a range or an estimate, by itself, at its ends.
  private func estimates(_ text: String?) throws(Failure) -> Variation {
    var spread = Self.spread
    if let text {
      guard let value = number(text, .one), value > 0, value <= 1, text.hasSuffix("%") else {
        throw Failure(message: "`estimates` takes a percentage, such as `estimates=20%`")
      }
      spread = value
    }
    var settings: [Variation.Setting] = []
    for (index, fact) in model.facts.enumerated() where fact.key == nil {
      let type = model.vocabulary[fact.attribute].type
      let name =
        "\(model.names[model.vocabulary[fact.attribute].name]) of \(model.label(fact.entity))"
      for end in ends(of: fact.value, spread: spread, withMiddle: false) {
        settings.append(
          Variation.Setting(
            label: "\(name)=\(formatter.text(end, type))", thresholds: [:], facts: [index: end]))
      }
    }
    guard !settings.isEmpty else {
      throw Failure(message: "no fact of this case is a range or an estimate")
    }
    return Variation(settings: settings, isAlone: true)
  }

  /// The ends of a range of numbers or words, and of an estimate with its spread; nothing of what is
  /// known exactly, or only bounded.
  private func ends(of value: Value, spread: Double, withMiddle: Bool) -> [Value] {
    switch value {
    case .number(let interval, .range, let unit):
      let middle = (interval.low + interval.high) / 2
      return (withMiddle ? [interval.low, middle, interval.high] : [interval.low, interval.high])
        .map { .number(Interval($0), .exact, unit) }
    case .number(let interval, .estimate, let unit):
      let ends = [interval.low * (1 - spread), interval.low, interval.high * (1 + spread)]
      return (withMiddle ? ends : [ends[0], ends[2]]).map { .number(Interval($0), .exact, unit) }
    case .words(let set, let scale) where set.word == nil:
      return set.words.map { .words(WordSet(word: $0), scale) }
    default: return []
    }
  }
}

extension String {
  fileprivate var withoutOuterSpaces: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension ValueFormatter {
  fileprivate func text(_ value: Value, _ type: AttributeType) -> String {
    guard case .number(let interval, _, let unit) = value else { return text(value) }
    return text(.number(interval, unit), ExpressionType(type))
  }
}
