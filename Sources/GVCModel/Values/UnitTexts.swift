import GVCSyntax

/// Units by the text that stands for them, each text read once, and the numbers of units among those of a model.
struct UnitTexts: Sendable {
  /// The units that have a name.
  var vocabulary: UnitVocabulary
  private var texts = Interner()
  private var units: [Unit] = []
  /// The number of each, once it is asked for.
  private var numbersOfTexts: [UnitID?] = []
  /// The places of the units behind the first few.
  private var places: [Unit: Int] = [:]

  /// - Parameter known: The units that have numbers already, in their order.
  init(_ known: [Unit] = [], _ vocabulary: UnitVocabulary = UnitVocabulary()) {
    self.vocabulary = vocabulary
    for (number, unit) in known.enumerated().dropFirst(Self.searched) { places[unit] = number }
  }

  /// The number of the text in a range.
  mutating func text(_ source: SourceText, _ range: TextRange) -> Int {
    let text = Int(texts.intern(source, range).number)
    if text == units.count {
      units.append(vocabulary.unit(source.string(range)))
      numbersOfTexts.append(nil)
    }
    return text
  }

  /// The unit that a text stands for, by its number.
  func unit(_ text: Int) -> Unit { units[text] }

  /// The number of a unit among those of a model, made if it is new; `text` is that of the text that it was read from.
  mutating func number(of unit: Unit, text: Int?, in model: inout Model) -> UnitID {
    guard let text else { return number(of: unit, in: &model) }
    if let known = numbersOfTexts[text] { return known }
    let number = number(of: unit, in: &model)
    numbersOfTexts[text] = number
    return number
  }

  /// The number of a unit among those of a model, made if it is new.
  mutating func number(of unit: Unit, in model: inout Model) -> UnitID {
    if unit.dimension == .ratio { return .one }
    let base = place(of: Unit(unit.dimension), in: &model)
    guard unit.text != nil, base < Self.limit - 1 else { return UnitID(base) }
    let shown = place(of: unit, in: &model)
    return UnitID(base, shown: shown < Self.limit - 1 ? shown : 0)
  }

  /// The place of a unit, as it is, among those of a model.
  mutating func place(of unit: Unit, in model: inout Model) -> Int {
    // Most cases have a few units: a short list is searched faster than a table.
    if let i = model.units.prefix(Self.searched).firstIndex(of: unit) { return i }
    if let known = places[unit] { return known }
    // One number stands for all beyond the limit, so that none of them compares with another unit.
    guard model.units.count < Self.limit else { return Self.limit - 1 }
    let place = model.units.count
    model.units.append(unit)
    if place >= Self.searched { places[unit] = place }
    return place
  }

  /// How many units are searched one by one.
  private static let searched = 16
  /// The most units of a project.
  static let limit = 60_000
}
