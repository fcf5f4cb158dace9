import GVCAnalysis
import GVCModel

/// A value in the JSON of the IR: of `kind` `unknown`, `truth`, `words`, `number`, `text`, `entity` or `list`.
///
/// Numbers are in the base unit of their dimension. They are written with as many digits as it takes to
/// read the same number back.
public struct IRValue: Codable, Sendable {
  public let kind: String
  public private(set) var truth: Bool?
  public private(set) var scale: String?
  /// The words that it may be.
  public private(set) var words: [String]?
  /// The ends of an interval; absent where it has none.
  public private(set) var low: Double?
  public private(set) var high: Double?
  /// Its place among the units of the document.
  public private(set) var unit: Int?
  /// How it was written: `exact`, `range`, `estimate`, `at_most` or `at_least`; absent for what was computed.
  public private(set) var form: String?
  public private(set) var text: String?
  public private(set) var entity: Int?
  public private(set) var elements: [IRValue]?
  /// What may be an element besides.
  public private(set) var possible: [IRValue]?
  /// There may be more elements than these.
  public private(set) var open: Bool?

  private init(kind: String) { self.kind = kind }

  static let unknown = IRValue(kind: "unknown")

  /// The value of a fact, a default or a threshold.
  init(_ value: Value, _ model: Model) {
    switch value {
    case .unknown: self = .unknown
    case .truth(let truth): self.init(truth)
    case .words(let set, let scale): self.init(set, scale, model)
    case .number(let interval, let form, let unit):
      self.init(interval, unit)
      self.form = Self.name(form)
    case .text(let text):
      self.init(kind: "text")
      self.text = model.names[text]
    case .entity(let id): self.init(id)
    case .list(let range):
      self.init(kind: "list")
      let start = Int(range.start)
      elements = model.lists[start..<start + Int(range.count)].map { IRValue($0, model) }
      open = range.isOpen
    }
  }

  /// A constant of a type in a rule.
  init(_ datum: Datum, _ type: ExpressionType, _ model: Model) {
    switch datum {
    case .truth(.unknown), .unknown: self = .unknown
    case .truth(let truth): self.init(truth == .yes)
    case .number(let interval, let unit): self.init(interval, unit)
    case .words(let set):
      if case .words(let scale) = type { self.init(set, scale, model) } else { self = .unknown }
    case .entity(let id): self.init(id)
    case .set(let members):
      self.init(kind: "list")
      elements = members.sure.map { IRValue($0, model) }
      possible = members.possible.isEmpty ? nil : members.possible.map { IRValue($0, model) }
      open = members.isOpen
    case .value(let value): self.init(value, model)
    }
  }

  private init(_ truth: Bool) {
    self.init(kind: "truth")
    self.truth = truth
  }

  private init(_ entity: EntityID) {
    self.init(kind: "entity")
    self.entity = Int(entity.index)
  }

  private init(_ set: WordSet, _ scale: ScaleID, _ model: Model) {
    self.init(kind: "words")
    let definition = model.vocabulary[scale]
    self.scale = model.names[definition.name]
    words = set.words.filter { $0 < definition.words.count }
      .map { model.names[definition.words[$0].name] }
  }

  private init(_ interval: Interval, _ unit: UnitID) {
    self.init(kind: "number")
    low = interval.low.isFinite ? interval.low : nil
    high = interval.high.isFinite ? interval.high : nil
    self.unit = Int(unit.number)
  }

  private static func name(_ form: NumberForm) -> String {
    switch form {
    case .exact: "exact"
    case .range: "range"
    case .estimate: "estimate"
    case .atMost: "at_most"
    case .atLeast: "at_least"
    }
  }
}
