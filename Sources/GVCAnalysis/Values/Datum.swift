import GVCModel

/// The members of a set as far as they are known.
public struct Members: Sendable, Hashable {
  /// What is in it for sure, in the order of the text.
  public var sure: [Value]
  /// What may be in it: some voices say so.
  public var possible: [Value]
  /// There may be more than these.
  public var isOpen: Bool

  public init(_ sure: [Value], possible: [Value] = [], isOpen: Bool = false) {
    self.sure = sure
    self.possible = possible
    self.isOpen = isOpen
  }

  /// A set of which nothing is known.
  static let unknown = Members([], isOpen: true)

  /// Whether a known element is in it.
  func contains(_ element: Value) -> Truth {
    if sure.contains(element) { return .yes }
    return isOpen || possible.contains(element) ? .unknown : .no
  }
}

/// A value during evaluation: what is known of it, and no more.
public enum Datum: Sendable, Hashable {
  case truth(Truth)
  /// A number in base units, with what it counts.
  case number(Interval, UnitID)
  /// The words that it may be; the scale is that of the expression's type.
  case words(WordSet)
  case entity(EntityID)
  case set(Members)
  /// A text, or what a map holds under a key.
  case value(Value)
  /// Nothing is known: an entity, a text or what a map holds.
  case unknown

  /// The truth that it holds; unknown for any other value.
  @inlinable var truth: Truth {
    if case .truth(let truth) = self { return truth }
    return .unknown
  }

  /// What is known of a value of which nothing is said.
  static func unknown(of type: ExpressionType, _ model: Model) -> Datum {
    switch type {
    case .truth: .truth(.unknown)
    case .number(.share): .number(Interval(0, 1), .one)
    case .number(.count), .number(.duration): .number(Interval(0, .infinity), .one)
    case .number: .number(.all, .one)
    case .words(let scale): .words(WordSet(all: model.vocabulary[scale].words.count))
    case .set: .set(.unknown)
    case .entity, .text, .map, .need, .error: .unknown
    }
  }

  /// Whether it is one value, and which is known.
  var isKnown: Bool {
    switch self {
    case .truth(let truth): truth != .unknown
    case .number(let interval, _): interval.low.isFinite && interval.high.isFinite
    case .words(let set): set.bits.nonzeroBitCount == 1
    case .entity: true
    case .set(let members): !members.isOpen && members.possible.isEmpty
    case .value(let value): value != .unknown
    case .unknown: false
    }
  }
}
