import GVCAnalysis
import GVCModel

/// The type of an attribute or an expression in the JSON of the IR: `{"kind": "share", "of": "sales"}`.
public indirect enum IRType: Codable, Sendable, Equatable {
  /// `text`, `truth`, `number`, `percent`, `money`, `duration`, `year`, `years`, `date`, `country`, and, of
  /// expressions alone, `need` (what a map holds) and `error`.
  case plain(String)
  /// A `count` or `share` of what it names, `words` of a scale or choice, an `entity` of a kind, a `map` from
  /// things of a kind.
  case of(kind: String, String)
  /// A `list` of an attribute, or the `set` that an expression gives, of elements of a type.
  case several(kind: String, IRType)

  private enum CodingKeys: String, CodingKey { case kind, of, element }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try container.decode(String.self, forKey: .kind)
    if let name = try container.decodeIfPresent(String.self, forKey: .of) {
      self = .of(kind: kind, name)
    } else if let element = try container.decodeIfPresent(IRType.self, forKey: .element) {
      self = .several(kind: kind, element)
    } else {
      self = .plain(kind)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .plain(let kind): try container.encode(kind, forKey: .kind)
    case .of(let kind, let name):
      try container.encode(kind, forKey: .kind)
      try container.encode(name, forKey: .of)
    case .several(let kind, let element):
      try container.encode(kind, forKey: .kind)
      try container.encode(element, forKey: .element)
    }
  }

  /// The type of an attribute.
  init(_ type: AttributeType, _ model: Model) {
    switch type {
    case .text: self = .plain("text")
    case .truth: self = .plain("truth")
    case .number: self = .plain("number")
    case .count(let things): self = .of(kind: "count", things)
    case .share(let whole): self = .of(kind: "share", whole)
    case .percent: self = .plain("percent")
    case .money: self = .plain("money")
    case .duration: self = .plain("duration")
    case .quantity(.ratio): self = .plain("quantity")
    case .quantity(let dimension): self = .of(kind: "quantity", dimension.noun)
    case .year: self = .plain("year")
    case .years: self = .plain("years")
    case .date: self = .plain("date")
    case .country: self = .plain("country")
    case .words(let scale): self = .of(kind: "words", model.names[model.vocabulary[scale].name])
    case .entity(let kind): self = .of(kind: "entity", model.names[model.vocabulary[kind].name])
    case .list(let element): self = .several(kind: "list", IRType(element, model))
    case .map(let kind): self = .of(kind: "map", model.names[model.vocabulary[kind].name])
    }
  }

  /// The type of an expression.
  init(_ type: ExpressionType, _ model: Model) {
    switch type {
    case .truth: self = .plain("truth")
    case .number(let measure): self = IRType(measure)
    case .words(let scale): self = .of(kind: "words", model.names[model.vocabulary[scale].name])
    case .entity(let kind): self = .of(kind: "entity", model.names[model.vocabulary[kind].name])
    case .set(let element): self = .several(kind: "set", IRType(element, model))
    case .text: self = .plain("text")
    case .map(let kind): self = .of(kind: "map", model.names[model.vocabulary[kind].name])
    case .need: self = .plain("need")
    case .error: self = .plain("error")
    }
  }

  private init(_ measure: Measure) {
    switch measure {
    case .plain: self = .plain("number")
    case .percent: self = .plain("percent")
    case .share(let whole): self = .of(kind: "share", whole)
    case .count(let things): self = .of(kind: "count", things)
    case .money: self = .plain("money")
    case .duration: self = .plain("duration")
    case .quantity(.ratio): self = .plain("quantity")
    case .quantity(let dimension): self = .of(kind: "quantity", dimension.noun)
    case .year: self = .plain("year")
    }
  }
}
