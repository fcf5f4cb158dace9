import GVCModel

/// What a number measures, as far as it is known before evaluation.
public enum Measure: Hashable, Sendable {
  /// A plain number.
  case plain
  /// A percentage of nothing in particular: a growth rate, or `50%` in a rule.
  case percent
  /// A share of something; shares of different things never mix.
  case share(String)
  case count(String)
  case money
  case duration
  /// An amount of what this measures, in base units; money is of any currency. Of `.ratio` it is known when it is
  /// evaluated what it measures.
  case quantity(Dimension)
  case year

  /// Whether it is a ratio: a plain number, a percentage or a share.
  var isRatio: Bool {
    switch self {
    case .plain, .percent, .share: true
    case .count, .money, .duration, .quantity, .year: false
    }
  }
}

/// The type of an expression in a rule.
public indirect enum ExpressionType: Hashable, Sendable {
  case truth
  case number(Measure)
  case words(ScaleID)
  case entity(KindID)
  case set(ExpressionType)
  case text
  /// A map from things of a kind to what is needed or can be done.
  case map(KindID)
  /// What a map holds under a key: a word, a truth or a number.
  case need
  /// The type of what is wrong already; it fits everywhere, so that one mistake is said once.
  case error

  /// The type of an attribute's value.
  public init(_ type: AttributeType) {
    switch type {
    case .text, .country: self = .text
    case .truth: self = .truth
    case .number: self = .number(.plain)
    case .count(let things): self = .number(.count(things))
    case .share(let whole): self = .number(.share(whole))
    case .percent: self = .number(.percent)
    case .money: self = .number(.money)
    case .duration: self = .number(.duration)
    case .quantity(.ratio): self = .number(.open)
    case .quantity(let dimension): self = .number(Measure(dimension, isPercent: false))
    case .year, .years, .date: self = .number(.year)
    case .words(let scale): self = .words(scale)
    case .entity(let kind): self = .entity(kind)
    case .list(let element): self = .set(ExpressionType(element))
    case .map(let kind): self = .map(kind)
    }
  }

  /// The words for the type in a message.
  public func described(_ model: Model) -> String {
    let vocabulary = model.vocabulary
    return switch self {
    case .truth: "yes or no"
    case .number(let measure): measure.description
    case .words(let scale): model.names[vocabulary[scale].name].articled
    case .entity(let kind): "a single \(model.names[vocabulary[kind].name])"
    case .set(.entity(let kind)):
      "several \(vocabulary[kind].plural.map { model.names[$0] } ?? model.names[vocabulary[kind].name])"
    case .set(.error): "a list or a collection"
    case .set(let element): "a list, each \(element.described(model))"
    case .text: "a text"
    case .map(let kind): "a map from each \(model.names[vocabulary[kind].name])"
    case .need: "what a map holds"
    case .error: "something"
    }
  }
}

extension Measure: CustomStringConvertible {
  /// The words for it in messages.
  public var description: String {
    switch self {
    case .plain: "a plain number"
    case .percent: "a percentage"
    case .share(let whole): "a share of \(whole)"
    case .count(let things): "a number of \(things)"
    case .money: "an amount of money"
    case .duration: "a duration"
    case .quantity(.ratio): "a quantity"
    case .quantity(let dimension): "a quantity of \(dimension.noun)"
    case .year: "a year"
    }
  }

  /// What it measures; nil where that is not known before evaluation, or is no product of powers.
  private var dimension: Dimension? {
    switch self {
    case .plain, .percent, .share: .ratio
    case .count(let things): Dimension(.count(things))
    case .duration: Dimension(.duration)
    case .quantity(let dimension) where dimension != .ratio: dimension
    case .quantity, .money, .year: nil
    }
  }

  /// Whether it is money, whatever it is per.
  private var isMoney: Bool {
    switch self {
    case .money: true
    case .quantity(let dimension): dimension.money != nil
    default: false
    }
  }

  /// The measure of a sum or comparison of two; nil when they do not mix.
  static func common(_ a: Measure, _ b: Measure) -> Measure? {
    if a == b { return a }
    switch (a, b) {
    case (.plain, .percent), (.percent, .plain): return .percent
    case (.share, .plain), (.share, .percent): return a
    case (.plain, .share), (.percent, .share): return b
    case (.count, .plain), (.year, .plain): return a
    case (.plain, .count), (.plain, .year): return b
    // What an amount of money is per is known when it is evaluated.
    case (.quantity, .money) where a.isMoney: return a
    case (.money, .quantity) where b.isMoney: return b
    // What an open quantity measures too.
    case (.open, .quantity), (.open, .count), (.open, .duration), (.open, .money): return b
    case (.quantity, .open), (.count, .open), (.duration, .open), (.money, .open): return a
    default: return nil
    }
  }

  /// The measure of a product; nil when it has none that the language knows.
  static func product(_ a: Measure, _ b: Measure) -> Measure? {
    if a.isRatio, b.isRatio {
      switch (a, b) {
      case (.plain, _): return b
      case (_, .plain): return a
      default: return .plain
      }
    }
    if a.isRatio { return b }
    if b.isRatio { return a }
    guard a != .year, b != .year else { return nil }
    if let x = a.dimension, let y = b.dimension {
      return Measure(x.times(y).dimension, isPercent: false)
    }
    if a.isMoney, b.isMoney { return nil }
    return a.isMoney || b.isMoney ? .money : .open
  }

  /// The measure of a quotient; nil when it has none that the language knows.
  static func quotient(_ a: Measure, _ b: Measure) -> Measure? {
    if a == b || a != .open && b != .open && common(a, b) != nil { return .plain }
    if b.isRatio { return a }
    guard a != .year, b != .year, b != .money else { return nil }
    if a == .money || b == .open && a.isMoney { return b.isMoney ? nil : .money }
    if a == .open || b == .open { return .open }
    guard let x = a.dimension, let y = b.dimension else { return nil }
    return Measure(x.dividedBy(y).dimension, isPercent: false)
  }

  /// An amount of which it is known when it is evaluated what it measures.
  static let open = Measure.quantity(.ratio)

  /// The measure of the unit that a threshold or literal is given in, or of what a quantity measures.
  init(_ dimension: Dimension, isPercent: Bool) {
    let type = dimension.type
    if type == .ratio {
      self = isPercent ? .percent : .plain
    } else if type.isDuration {
      self = .duration
    } else if let things = type.things {
      self = .count(things)
    } else if case .money(let currency, _)? = dimension.factors.first?.base, !currency.isEmpty,
      dimension.money != nil
    {
      self = .money
    } else {
      self = .quantity(type)
    }
  }
}
