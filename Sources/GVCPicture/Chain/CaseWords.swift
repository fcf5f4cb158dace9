import GVCAnalysis
import GVCModel
import GVCSyntax

/// Reads a case in one layer for pictures: values as people say them.
struct CaseWords {
  let reader: FindingReader
  let layer: LayerReference

  var model: Model { reader.analysis.model }

  init(_ reader: FindingReader, _ layer: LayerReference) {
    self.reader = reader
    self.layer = layer
  }

  /// The attribute of a name of a kind; nil where the vocabulary has none.
  func attribute(_ name: String, of kind: KindID?) -> AttributeID? {
    guard let kind, let symbol = model.names.find(name) else { return nil }
    return model.vocabulary.attribute(symbol, of: kind)
  }

  func kind(_ name: String) -> KindID? {
    model.names.find(name).flatMap { model.vocabulary.kind(named: $0) }
  }

  /// What is known of an attribute of a thing, stated, by default or derived.
  func value(_ name: String, of entity: EntityID) -> Datum? {
    guard let attribute = attribute(name, of: model[entity].kind) else { return nil }
    return reader.value(of: attribute, for: entity, in: layer)
  }

  func entity(_ name: String, of entity: EntityID) -> EntityID? {
    guard case .entity(let other)? = value(name, of: entity) else { return nil }
    return other
  }

  /// The words that a value may be, with their scale.
  func words(_ name: String, of entity: EntityID) -> (words: [Int], scale: Scale)? {
    guard let attribute = attribute(name, of: model[entity].kind),
      case .words(let scale) = model.vocabulary[attribute].type,
      case .words(let set)? = reader.value(of: attribute, for: entity, in: layer)
    else { return nil }
    let all = model.vocabulary[scale]
    let words = set.words.filter { $0 < all.words.count }
    return words.count == all.words.count && words.count > 1 ? nil : (words, all)
  }

  func number(_ name: String, of entity: EntityID) -> (interval: Interval, unit: UnitID)? {
    guard case .number(let interval, let unit)? = value(name, of: entity) else { return nil }
    return (interval, unit)
  }

  /// The code of a country.
  func country(of entity: EntityID) -> String? {
    guard case .value(.text(let symbol))? = value("country", of: entity) else { return nil }
    return model.names[symbol]
  }

  /// The members of a list of things: sure ones, possible ones, and whether there may be more.
  func list(_ name: String, of entity: EntityID) -> (
    sure: [EntityID], possible: [EntityID], isOpen: Bool
  )? {
    guard case .set(let members)? = value(name, of: entity) else { return nil }
    func things(_ values: [Value]) -> [EntityID] {
      values.compactMap { if case .entity(let id) = $0 { id } else { nil } }
    }
    return (things(members.sure), things(members.possible), members.isOpen)
  }

  /// `120 firms`, `20..30 firms`; nil where nothing is known.
  func count(_ name: String, of entity: EntityID) -> String? {
    guard let (interval, unit) = number(name, of: entity),
      interval.low > 0 || interval.high.isFinite
    else { return nil }
    let things = ValueFormatter(model).name(of: unit)
    let numbers: String
    if interval.isExact {
      numbers = ValueFormatter.text(interval.low)
    } else if !interval.high.isFinite {
      numbers = "at least " + ValueFormatter.text(interval.low)
    } else {
      numbers = "\(ValueFormatter.text(interval.low)) to \(ValueFormatter.text(interval.high))"
    }
    return things.isEmpty ? numbers : "\(numbers) \(things)"
  }

  /// An amount of money of which at least one end is known.
  func amount(_ name: String, of entity: EntityID) -> ChainGraph.Amount? {
    guard let (interval, unit) = number(name, of: entity),
      interval.low.isFinite || interval.high.isFinite
    else { return nil }
    return ChainGraph.Amount(
      low: max(0, interval.low), high: interval.high, unit: ValueFormatter(model).name(of: unit))
  }

  /// `60%`, `20% to 30%`.
  static func percent(_ low: Double, _ high: Double) -> String {
    let (a, b) = (ValueFormatter.text(low * 100), ValueFormatter.text(high * 100))
    return low == high ? "\(a)%" : "\(a)% to \(b)%"
  }

  /// `a, b and c`.
  static func list(_ items: [String]) -> String {
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    count == 1 ? "one \(one)" : "\(count) \(many)"
  }

  // MARK: Conclusions

  /// The values of verdicts that some findings give, the weightiest first, and how many of the findings
  /// are open.
  func marks(_ findings: [Int]) -> (marks: [ChainGraph.Mark], open: Int) {
    var counts: [(title: String, count: Int, level: Severity)] = []
    var open = 0
    for index in findings {
      let finding = reader.analysis.findings[index]
      guard finding.truth == .yes else {
        open += 1
        continue
      }
      let plan = reader.plan(of: finding)
      guard let (verdict, word) = plan.verdict else { continue }
      let title = model.vocabulary[verdict].words[word].title
      if let known = counts.firstIndex(where: { $0.title == title }) {
        counts[known].count += 1
        counts[known].level = max(counts[known].level, plan.level)
      } else {
        counts.append((title, 1, plan.level))
      }
    }
    let sorted = counts.indices.sorted {
      (counts[$1].level, $0) < (counts[$0].level, $1)
    }
    return (
      sorted.map {
        ChainGraph.Mark(title: counts[$0].title, count: counts[$0].count, level: counts[$0].level)
      }, open
    )
  }
}

extension ChainGraph.Amount {
  /// `1200 USD`, `1000 to 1500 USD`, `at least 1000 USD`.
  var text: String {
    let (a, b) = (ValueFormatter.text(low), ValueFormatter.text(high))
    let numbers = low == high ? a : !high.isFinite ? "at least \(a)" : "\(a) to \(b)"
    return unit.isEmpty ? numbers : "\(numbers) \(unit)"
  }
}
