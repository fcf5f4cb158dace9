/// Symbols of the words that the checker compares with, made once.
struct KnownNames {
  let unknown: Symbol
  let yes: Symbol
  let no: Symbol
  let reportedBy: Symbol
  let confidence: Symbol
  let date: Symbol

  init(_ names: inout Interner) {
    unknown = names.intern("unknown")
    yes = names.intern("yes")
    no = names.intern("no")
    reportedBy = names.intern("reported_by")
    confidence = names.intern("confidence")
    date = names.intern("date")
  }
}

/// The kinds and attributes that shape the model itself, and so are known to the checker by name.
public struct CoreVocabulary: Sendable {
  public let actor: KindID?
  public let buyer: KindID?
  public let agent: KindID?
  public let link: KindID?
  public let chain: KindID?
  public let source: KindID?
  public let period: KindID?
  public let scenario: KindID?
  /// The scale of `confidence` and the choice of `reported_by`.
  public let level: ScaleID?
  public let voice: ScaleID?
  public let need: ScaleID?
  public let linkChain: AttributeID?
  public let periodYears: AttributeID?
  public let periodFollows: AttributeID?
  public let scenarioBase: AttributeID?
  public let shareOfSales: AttributeID?
  public let shareOfPurchases: AttributeID?

  init() {
    self.init(Vocabulary(), Interner())
  }

  init(_ vocabulary: Vocabulary, _ names: Interner) {
    func kind(_ name: String) -> KindID? {
      names.find(name).flatMap { vocabulary.kind(named: $0) }
    }
    func scale(_ name: String) -> ScaleID? {
      names.find(name).flatMap { vocabulary.scale(named: $0) }
    }
    func attribute(_ owner: String, _ name: String) -> AttributeID? {
      guard let kind = kind(owner), let name = names.find(name) else { return nil }
      return vocabulary.attribute(name, of: kind)
    }
    actor = kind("actor")
    buyer = kind("buyer")
    agent = kind("agent")
    link = kind("link")
    chain = kind("chain")
    source = kind("source")
    period = kind("period")
    scenario = kind("scenario")
    level = scale("level")
    voice = scale("voice")
    need = scale("need")
    linkChain = attribute("link", "chain")
    periodYears = attribute("period", "years")
    periodFollows = attribute("period", "follows")
    scenarioBase = attribute("scenario", "base")
    shareOfSales = attribute("link", "share_of_sales")
    shareOfPurchases = attribute("link", "share_of_purchases")
  }
}
