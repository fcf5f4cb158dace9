import GVCModel
import GVCSyntax

extension ContextCase {
  /// The value of a statement as written, without its evidence.
  func valueText(_ statement: Statement) -> String { tree.text(statement.value) }

  /// A variant for each statement of which something else can be said.
  func one(
    of statements: [Statement], _ other: (Statement) -> String?,
    instead alternative: (Statement) -> String? = { _ in nil }
  ) -> [ContextVariant] {
    statements.compactMap { statement in
      guard let value = other(statement) else { return nil }
      let name = tree.text(token: tree.firstToken(statement.node))
      func text(_ value: String) -> [UInt8] {
        let edit = ContextEdit(range: tree.range(statement.node), text: "\(name): \(value)")
        let source = Self.prefix + "source"
        return self.text(
          [edit], adding: value.contains(source) ? "source \(source) \"Another\"\n" : "")
      }
      return ContextVariant(
        text: text(value), about: label(statement),
        fact: MissingFact(
          entity: statement.entity, attribute: statement.attribute, key: nil, voice: nil,
          isBefore: false), alternative: alternative(statement).map { text($0) })
    }
  }

  /// What a statement is about, in words: `maker.size`.
  func label(_ statement: Statement) -> String {
    let label = model.label(statement.entity)
    let layer = statement.layer.map { " in \(model.label($0))" } ?? ""
    return (label.contains(" ") ? "(\(label))" : label) + ".\(name(statement.attribute))\(layer)"
  }

  /// The value of a statement as one voice gives it, and another as a second does.
  func otherVoice(_ statement: Statement) -> String? {
    guard let other = otherValue(statement) else { return nil }
    let name = tree.text(token: tree.firstToken(statement.node))
    let source = Self.prefix + "source"
    return "\(valueText(statement)) from \(source) (reported_by: buyer)\n"
      + "\(name): \(other) from \(source) (reported_by: supplier)"
  }

  /// Another value that is possible where a statement stands; nil where none is at hand.
  func otherValue(_ statement: Statement) -> String? {
    let value = valueText(statement)
    guard !statement.isKeyed else { return nil }
    switch model.vocabulary.type(of: statement.attribute) {
    case .truth: return value == "yes" ? "no" : value == "no" ? "yes" : nil
    case .words(let scale):
      let words = model.vocabulary[scale].words.map { model.names[$0.name] }
      guard let place = words.firstIndex(of: value) else { return nil }
      return place == 0 ? words.last : words.first
    case .list: return value == "[]" ? nil : "[]"
    case .number, .count, .money, .duration, .percent:
      guard let (number, unit) = quantity(statement.value) else { return nil }
      return "\(Self.text(number * 3))\(unit)"
    case .share:
      guard let (number, unit) = quantity(statement.value) else { return nil }
      return "\(Self.text(number > 50 ? 1 : 99))\(unit)"
    default: return nil
    }
  }

  /// An amount of money in a currency that the case does not use; nil for what is none.
  func otherCurrency(_ statement: Statement) -> String? {
    guard model.vocabulary.type(of: statement.attribute) == .money,
      let (number, unit) = quantity(statement.value)
    else { return nil }
    let behind = unit.drop { $0 == " " }.drop { $0.isLetter || $0 == "_" }
    return "\(Self.text(number)) ISK\(behind)"
  }

  /// The number of a plain quantity and what stands behind it.
  func quantity(_ value: NodeID) -> (number: Double, unit: String)? {
    guard tree.kind(value) == .quantity else { return nil }
    let text = tree.text(value)
    let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "_" || $0 == "-" }
    guard let number = Double(digits.filter { $0 != "_" }) else { return nil }
    return (number, String(text.dropFirst(digits.count)))
  }

  static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
  }

  // MARK: Words and numbers

  /// The measure of which an attribute says how it moved.
  private func measure(of attribute: AttributeID) -> AttributeID? {
    if case .measure(let measure)? = model.vocabulary[attribute].defaultValue { return measure }
    return nil
  }

  /// For each word that says how something moved, two numbers that move as it says.
  func numbersForWords(_ statements: [Statement]) -> [ContextVariant] {
    statements.compactMap { statement in
      guard let layer = statement.layer, let measure = measure(of: statement.attribute),
        let before = model.layerOrder.parent(of: layer),
        !self.statements.contains(where: {
          $0.entity == statement.entity && $0.attribute == measure
        })
      else { return nil }
      let numbers: [String: (Int, Int)] = [
        "rising": (10, 12), "falling": (12, 10), "stable": (10, 10),
      ]
      guard let (first, second) = numbers[valueText(statement)],
        let unit = unit(of: measure)
      else { return nil }
      let name = self.name(measure)
      let edit = ContextEdit(range: tree.range(statement.node), text: "\(name): \(second)\(unit)")
      let tail = setting(["\(name): \(first)\(unit)"], of: statement.entity, in: before)
      return ContextVariant(text: text([edit], adding: tail), about: label(statement))
    }
  }

  private func unit(of measure: AttributeID) -> String? {
    switch model.vocabulary.type(of: measure) {
    case .number: ""
    case .count(let things): " \(things)"
    case .money: " USD"
    case .duration: " h"
    case .percent, .share: "%"
    default: nil
    }
  }

  /// For each two numbers of a measure in a layer and in the one before it, the word for how it moved.
  func wordsForNumbers(_ statements: [Statement]) -> [ContextVariant] {
    statements.compactMap { later in
      guard let layer = later.layer, let before = model.layerOrder.parent(of: layer),
        let trend = model.vocabulary.attributes.indices.lazy.map({ AttributeID($0) })
          .first(where: { self.measure(of: $0) == later.attribute }),
        let earlier = self.statements.first(where: {
          $0.entity == later.entity && $0.attribute == later.attribute
            && ($0.layer == before || $0.layer == nil)
        }),
        let (first, firstUnit) = quantity(earlier.value),
        let (second, secondUnit) = quantity(later.value), firstUnit == secondUnit
      else { return nil }
      let word = first < second ? "rising" : first > second ? "falling" : "stable"
      return ContextVariant(
        text: text([
          ContextEdit(range: tree.range(later.node), text: "\(name(trend)): \(word)"),
          ContextEdit(range: tree.range(earlier.node), text: ""),
        ]), about: label(later))
    }
  }
}
