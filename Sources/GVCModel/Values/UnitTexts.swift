import GVCSyntax

/// Units by the text that stands for them, each text read once, and the number of each base unit.
struct UnitTexts: Sendable {
  private var texts = Interner()
  private var units: [Unit] = []
  /// The number of the base unit of each, once it is asked for.
  private var numbersOfTexts: [UnitID?] = []
  /// The numbers of the base units behind the first few.
  private var numbers: [Unit: UnitID] = [:]

  /// - Parameter known: The base units that have numbers already, in their order.
  init(_ known: [Unit] = []) {
    for (number, unit) in known.enumerated().dropFirst(Self.searched) {
      numbers[unit] = UnitID(number)
    }
  }

  /// The number of the text in a range.
  mutating func text(_ source: SourceText, _ range: TextRange) -> Int {
    let text = Int(texts.intern(source, range).number)
    if text == units.count {
      units.append(Unit(parsing: source.string(range)))
      numbersOfTexts.append(nil)
    }
    return text
  }

  /// The unit that a text stands for, by its number.
  func unit(_ text: Int) -> Unit { units[text] }

  /// The number of the base unit of a unit among those of a model, made if it is new; `text` is that of the
  /// text that it was read from.
  mutating func number(of unit: Unit, text: Int?, in model: inout Model) -> UnitID {
    guard let text else { return number(of: unit, in: &model) }
    if let known = numbersOfTexts[text] { return known }
    let number = number(of: unit, in: &model)
    numbersOfTexts[text] = number
    return number
  }

  /// The number of the base unit of a unit among those of a model, made if it is new.
  mutating func number(of unit: Unit, in model: inout Model) -> UnitID {
    if case .ratio = unit.dimension { return .one }
    let base = Unit(unit.dimension)
    // Most cases have a few units: a short list is searched faster than a table.
    if let i = model.units.prefix(Self.searched).firstIndex(of: base) { return UnitID(i) }
    if let known = numbers[base] { return known }
    // One number stands for all beyond the limit, so that none of them compares with another unit.
    guard model.units.count < Self.limit else { return UnitID(Self.limit - 1) }
    let number = UnitID(model.units.count)
    model.units.append(base)
    if number.number >= Self.searched { numbers[base] = number }
    return number
  }

  /// How many base units are searched one by one.
  private static let searched = 16
  /// The most units of a project.
  static let limit = 60_000
}
