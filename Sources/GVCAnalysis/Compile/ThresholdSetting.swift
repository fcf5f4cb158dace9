import GVCModel
import GVCSyntax

/// Reads `NAME=VALUE`, which sets a threshold for one analysis.
public enum ThresholdSetting {
  public struct Failure: Error, Sendable {
    public let message: String
  }

  /// The index of the threshold and its value; a failure says what is wrong in one sentence.
  public static func read(_ text: String, in model: Model) throws(Failure) -> (Int, Value) {
    guard let sign = text.firstIndex(of: "=") else {
      throw Failure(message: "`\(text)` sets nothing; write `THRESHOLD=VALUE`")
    }
    let name = String(text[..<sign])
    let index = try threshold(name, model)
    let written = String(text[text.index(after: sign)...])
    let (number, unit) = try number(written, of: name, model.vocabulary.units)
    let threshold = model.thresholds[index]
    guard case .number(_, _, let declared) = threshold.value else {
      throw Failure(message: "`\(name)` cannot be set")
    }
    let dimension = model.dimension(of: declared)
    let isPercent = unit.factor == Unit.percent.factor
    let isPlainCount = unit.dimension == .ratio && !isPercent && dimension.things != nil
    let scale = isPlainCount ? UnitScale.one : unit.dimension.scale(to: dimension)
    // A percentage and a plain number are one dimension, and yet 30 is not 30 %.
    guard let scale, dimension != .ratio || isPercent == threshold.isPercent else {
      throw Failure(
        message: "`\(name)` takes a value such as `\(ValueFormatter(model).text(threshold))`")
    }
    let value = scale.applied(to: number)
    if let range = threshold.range, value < range.low || value > range.high {
      throw Failure(
        message: "`\(name)` cannot be \(written): out of range")
    }
    return (index, .number(Interval(value), .exact, declared))
  }

  /// The number that a text is, in base units, and its unit.
  private static func number(
    _ text: String, of name: String, _ units: UnitVocabulary
  ) throws(Failure) -> (Double, Unit) {
    do {
      let parsed = try LiteralReader.value(in: text)
      if parsed.tree.kind(parsed.node) == .quantity,
        let number = try? LiteralReader.number(parsed.node, in: parsed.tree, units)
      {
        return (number.interval.low, number.unit)
      }
    } catch {
      if case .longNumber(let message) = error {
        throw Failure(message: "`\(name)` cannot be set: \(message)")
      }
    }
    throw Failure(message: "`\(text)` is no number, such as `30%` or `2`")
  }

  private static func threshold(_ name: String, _ model: Model) throws(Failure) -> Int {
    let parts = name.split(separator: ".").map(String.init)
    let found = model.thresholds.indices.filter { index in
      let threshold = model.thresholds[index]
      guard model.names[threshold.name] == parts.last else { return false }
      let theory = model.theories[Int(threshold.theory.number)].name.map { model.names[$0] }
      return parts.count == 1 || theory == parts.first
    }
    if found.count == 1 { return found[0] }
    if found.count > 1 {
      throw Failure(
        message: "more than one theory has a threshold `\(name)`; write `THEORY.\(name)`")
    }
    let names = model.thresholds.map { model.names[$0.name] }
    let nearest = Suggestion.nearest(to: name, among: names)
    throw Failure(
      message: "there is no threshold `\(name)`"
        + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
  }
}

extension ValueFormatter {
  /// The declared value of a threshold, as the theory writes it.
  public func text(_ threshold: Threshold) -> String {
    guard case .number(let interval, _, let unit) = threshold.value else { return "unknown" }
    return text(.number(interval, unit), .number(threshold.isPercent ? .percent : .plain))
  }
}
