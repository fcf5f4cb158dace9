/// The facts that the checks of a model as a whole read, found in one walk over all of them; each list in their
/// order.
struct CheckedFacts: Sendable {
  /// On the chains of links.
  private(set) var linkChains: [Int] = []
  private(set) var sharesOfSales: [Int] = []
  private(set) var sharesOfPurchases: [Int] = []
  /// On shares of counted groups.
  private(set) var groupShares: [Int] = []
  /// On what a path to the count of a group names.
  private(set) var groupSteps: [Int] = []
  /// On what moved, and on the numbers that measure it.
  private(set) var changes: [Int] = []
  private(set) var measures: [Int] = []
  /// Whose evidence has a date, or whose value is in the prices of a year.
  private(set) var dated: [Int] = []

  init(_ model: Model) {
    let core = model.core
    let steps = Set(model.vocabulary.attributes.flatMap(\.whole))
    let measures = Set(
      model.vocabulary.attributes.compactMap { attribute -> AttributeID? in
        if case .measure(let measure)? = attribute.defaultValue { measure } else { nil }
      })
    let uses = model.vocabulary.attributes.enumerated().map { number, attribute in
      var uses: Uses = []
      if attribute.factKind == .change { uses.insert(.change) }
      if measures.contains(AttributeID(number)) { uses.insert(.measure) }
      if AttributeID(number) == core.linkChain { uses.insert(.linkChain) }
      if AttributeID(number) == core.shareOfSales { uses.insert(.sales) }
      if AttributeID(number) == core.shareOfPurchases { uses.insert(.purchases) }
      if !attribute.whole.isEmpty { uses.insert(.groupShare) }
      if steps.contains(attribute.name) { uses.insert(.groupStep) }
      return uses
    }
    // Most cases date nothing.
    let hasDates = model.evidence.contains { $0.date != nil }
    let isOfYear = model.units.map { unit in
      unit.dimension.money?.year != nil
    }
    let hasYears = isOfYear.contains(true)
    var index = 0
    for fact in model.facts {
      let uses = uses[Int(fact.attribute.number)]
      if !uses.isEmpty {
        if uses.contains(.linkChain) { linkChains.append(index) }
        if uses.contains(.sales) { sharesOfSales.append(index) }
        if uses.contains(.purchases) { sharesOfPurchases.append(index) }
        if uses.contains(.groupShare) { groupShares.append(index) }
        if uses.contains(.groupStep) { groupSteps.append(index) }
        if uses.contains(.change) { changes.append(index) }
        if uses.contains(.measure) { self.measures.append(index) }
      }
      if hasDates, fact.evidence.contains(where: { model.evidence[$0].date != nil }) {
        dated.append(index)
      } else if hasYears, case .number(_, _, let unit) = fact.value,
        isOfYear.indices.contains(Int(unit.number)), isOfYear[Int(unit.number)]
      {
        dated.append(index)
      }
      index += 1
    }
  }

  /// What facts on an attribute are read for.
  private struct Uses: OptionSet {
    let rawValue: UInt8

    static let linkChain = Uses(rawValue: 1)
    static let sales = Uses(rawValue: 2)
    static let purchases = Uses(rawValue: 4)
    static let groupShare = Uses(rawValue: 8)
    static let groupStep = Uses(rawValue: 16)
    static let change = Uses(rawValue: 32)
    static let measure = Uses(rawValue: 64)
  }
}
