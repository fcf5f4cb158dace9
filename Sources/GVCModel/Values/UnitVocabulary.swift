import GVCSyntax

/// The units that have a name: those that are built in, and those that the prelude, the packs and the case declare.
///
/// A word of three capitals is a currency; any other word that is no named unit counts things of that name.
public struct UnitVocabulary: Sendable {
  /// A declared unit.
  public struct Definition: Sendable {
    /// One of it: `bag of coffee`.
    public let name: String
    /// Several of it: `bags of coffee`.
    public let plural: String
    public let title: String
    public let unit: Unit
    public let location: Location
    /// What it is also called.
    public let also: [String]
  }

  /// In the order in which they are declared.
  public private(set) var definitions: [Definition] = []
  private var named = Self.builtIn
  /// The singular of what is counted, by its plural.
  private var singulars: [String: String] = [:]

  public init() {}

  /// The units with a fixed name. Months and years are the averages of the Gregorian calendar.
  private static let builtIn: [String: Unit] = [
    "h": Unit(.duration), "hour": Unit(.duration), "hours": Unit(.duration),
    "min": Unit(.duration, factor: 1.0 / 60), "minutes": Unit(.duration, factor: 1.0 / 60),
    "minute": Unit(.duration, factor: 1.0 / 60),
    "day": Unit(.duration, factor: 24), "days": Unit(.duration, factor: 24),
    "week": Unit(.duration, factor: 168), "weeks": Unit(.duration, factor: 168),
    "month": Unit(.duration, factor: 730.485), "months": Unit(.duration, factor: 730.485),
    "year": Unit(.duration, factor: 8765.82), "years": Unit(.duration, factor: 8765.82),
    "kg": Unit(.mass), "g": Unit(.mass, factor: 0.001), "t": Unit(.mass, factor: 1000),
    "tonne": Unit(.mass, factor: 1000), "tonnes": Unit(.mass, factor: 1000),
    "km": Unit(.distance), "m": Unit(.distance, factor: 0.001),
    "ha": Unit(.area), "hectare": Unit(.area), "hectares": Unit(.area),
    "litre": Unit(.volume), "litres": Unit(.volume),
    "MJ": Unit(.energy),
  ]

  /// What the unit in which a base is kept is called.
  private static let baseNames: [(base: UnitBase, size: Double, name: String)] = [
    (.mass, 1, "kg"), (.volume, 1, "litre"), (.area, 1, "ha"), (.distance, 1, "km"),
    (.energy, 1, "MJ"), (.duration, 1, "h"), (.duration, 24, "day"), (.duration, 168, "week"),
    (.duration, 730.485, "month"), (.duration, 8765.82, "year"), (.duration, 1.0 / 60, "min"),
  ]

  /// Whether a name stands for a unit that is built in or declared.
  public func isNamed(_ name: String) -> Bool { named[name] != nil }

  /// Where a unit of a name is declared; nil for one that is built in, or none.
  public func location(of name: String) -> Location? {
    definitions.first { $0.name == name || $0.plural == name || $0.also.contains(name) }?.location
  }

  /// Adds a unit, whose names are new.
  mutating func declare(_ definition: Definition) {
    definitions.append(definition)
    for name in [definition.name, definition.plural] + definition.also {
      named[name] = definition.unit
    }
    if let things = definition.unit.dimension.things, definition.unit.factor == 1 {
      singulars[things] = definition.name
    }
  }

  // MARK: Reading

  /// The parts of the text of a unit: what it is, what it is per, the year of its prices.
  private struct Parts {
    var scale = 1.0
    var names: [String] = []
    var year: Int?

    init(_ text: String) {
      var words = text.flatMap { $0 == "/" ? [" ", "/", " "] : [$0] }.split(separator: " ")
        .map { String($0) }
      if words.count >= 3, words[words.count - 2] == "in", let year = Int(words[words.count - 1]) {
        self.year = year
        words.removeLast(2)
      }
      if words.count > 1, let factor = Unit.scaleWords[words[0]], words[1] != "/", words[1] != "per"
      {
        scale = factor
        words.removeFirst()
      }
      names = words.split(omittingEmptySubsequences: true) { $0 == "/" || $0 == "per" }
        .map { $0.joined(separator: " ") }
    }
  }

  /// The names that stand in the text of a unit.
  static func names(in text: String) -> [String] { Parts(text).names }

  /// The unit that a text stands for: `%`, `days`, `USD/pair in 1998`, `million XOF`, `kg/ha`, `bag of coffee`.
  public func unit(_ text: String) -> Unit {
    if text == "%" { return .percent }
    let parts = Parts(text)
    var made = Unit.one
    if let first = parts.names.first { made = unit(named: first, parts.year) }
    for name in parts.names.dropFirst() { made = made.divided(by: unit(named: name, parts.year)) }
    if let factor = Unit.scaleWords[text] { made = Unit(.ratio, factor: factor) }
    let factor = DecimalArithmetic.product(made.factor, parts.scale)
    let isPlain = factor == 1 && self.name(of: made.dimension) == text
    return Unit(made.dimension, factor: factor, text: isPlain ? nil : text)
  }

  private func unit(named name: String, _ year: Int?) -> Unit {
    if let known = named[name] { return known }
    if Unit.isCurrency(name) { return Unit(.money(currency: name, year: year)) }
    return Unit(.count(name))
  }

  /// The base of what a type counts: `workers` for `worker` too, where a unit says so.
  func things(_ name: String) -> String {
    guard let unit = named[name], unit.factor == 1 else { return name }
    return unit.dimension.things ?? name
  }

  /// What a type measures that says `mass`, `money per mass`, `volume / time` or `USD/kg`; nil where it says nothing of
  /// the kind.
  func dimension(ofType text: String) -> Dimension? {
    let names = Self.names(in: text)
    guard let first = names.first else { return nil }
    func dimension(_ name: String) -> Dimension {
      UnitBase.nouns[name].map { Dimension($0) } ?? unit(named: name, nil).dimension
    }
    let made = names.dropFirst().reduce(dimension(first)) { $0.dividedBy(dimension($1)).dimension }
    return made == .ratio ? nil : made.type
  }

  /// The names of the units that measure something, as they are listed for who writes one: of a unit by itself the first
  /// of its names.
  public func names(of dimension: Dimension) -> [String] {
    var names = Set(
      definitions.filter { $0.unit.dimension.type == dimension }.map(\.plural))
    for (name, unit) in Self.builtIn where unit.dimension.type == dimension {
      let isSingular = Self.builtIn[name + "s"] != nil
      if !isSingular { names.insert(name) }
    }
    return names.sorted()
  }

  // MARK: Writing

  /// The name of the unit in which a dimension is kept, as the language writes it where it can; empty for a plain number.
  public func name(of dimension: Dimension) -> String {
    func name(_ factor: Dimension.Factor, isAbove: Bool) -> String {
      let power = factor.exponent.magnitude == 1 ? "" : "^\(factor.exponent.magnitude)"
      switch factor.base {
      case .money(let currency, _): return (currency.isEmpty ? "money" : currency) + power
      case .count(let things) where factor.size == 1:
        return (isAbove ? things : singulars[things] ?? things) + power
      default:
        return self.name(of: factor.base, size: factor.size) + power
      }
    }
    let above = dimension.factors.filter { $0.exponent > 0 }.map { name($0, isAbove: true) }
    let below = dimension.factors.filter { $0.exponent < 0 }.map { name($0, isAbove: false) }
    guard !above.isEmpty || !below.isEmpty else { return "" }
    let first = above.isEmpty ? "1" : above.joined(separator: "*")
    let year = dimension.factors.lazy.compactMap { factor -> Int? in
      if case .money(_, let year) = factor.base { year } else { nil }
    }.first
    return ([first] + below).joined(separator: "/") + (year.map { " in \($0)" } ?? "")
  }

  private func name(of base: UnitBase, size: Double) -> String {
    if let name = Self.baseNames.first(where: { $0.base == base && $0.size == size })?.name {
      return name
    }
    let declared = definitions.filter { $0.unit.dimension.base == base && $0.unit.factor == size }
    return declared.map(\.name).min() ?? base.noun
  }
}

extension Unit {
  /// The quotient by another unit. What is divided by a unit whose reciprocal has few decimals is kept by its base unit,
  /// anything else by that unit itself, so that no digit of an amount is lost.
  fileprivate func divided(by other: Unit) -> Unit {
    let reciprocal = DecimalArithmetic.quotient(1, other.factor)
    let isDecimal =
      DecimalArithmetic.decimal(reciprocal) != nil
      && DecimalArithmetic.product(reciprocal, other.factor) == 1
    guard !isDecimal, let base = other.dimension.base else {
      let (dimension, scale) = dimension.dividedBy(other.dimension)
      return Unit(
        dimension, factor: scale.applied(to: DecimalArithmetic.product(factor, reciprocal)))
    }
    let below = Dimension([Dimension.Factor(base: base, exponent: 1, size: other.factor)])
    let (made, scale) = dimension.dividedBy(below)
    return Unit(made, factor: scale.applied(to: factor))
  }
}
