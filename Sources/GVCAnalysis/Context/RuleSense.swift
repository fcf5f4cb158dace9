import GVCModel

/// What a rule speaks of, by what it needs of its example and what its scope reads: from that follows what it must
/// answer of a changed case.
struct RuleSense {
  /// It needs what moved, or compares two layers.
  private let isOfChange: Bool
  /// It needs the date of an event, of which only some are in force later.
  private let isOfEvent: Bool
  /// It needs how much goes to one other side, or whether there are others.
  private let isOfConcentration: Bool
  /// It needs who controls.
  private let isOfControl: Bool
  /// What its scope and the sets of its variables read.
  private let scope: Set<String>
  private let neededMoney: Int
  private let model: Model

  private static let concentration: Set<String> = [
    "share_of_sales", "share_of_purchases", "dependence", "exit_options", "other_suppliers",
  ]
  private static let control: Set<String> = [
    "product_specification", "process_specification", "process_management", "monitoring",
    "governance", "power",
  ]

  init(_ plan: RulePlan, _ program: Program, _ base: ContextCase, _ needed: [Statement]) {
    let model = base.model
    self.model = model
    let names = Set(needed.map { base.name($0.attribute) })
    let events = model.names.find("event").flatMap { model.vocabulary.kind(named: $0) }
    isOfEvent = needed.contains { statement in
      events.map { model.isA(statement.entity, $0) } ?? false
    }
    let inputs = RuleInputs(of: plan, in: program)
    isOfChange =
      plan.comparesLayers
      || needed.contains { model.vocabulary[$0.attribute].factKind == .change }
      || needed.contains { statement in
        model.vocabulary[statement.attribute].factKind == .measure && statement.layer != nil
          && inputs.attributes.contains {
            model.vocabulary[$0].factKind == .change
          }
      }
    // That there are many to turn to is the contrary of it.
    isOfConcentration = needed.contains {
      Self.concentration.contains(base.name($0.attribute)) && base.valueText($0) != "many"
    }
    isOfControl = !names.isDisjoint(with: Self.control)
    neededMoney = needed.count { model.vocabulary.type(of: $0.attribute) == .money }
    scope = Set(
      RuleInputs(
        reading: plan.scope.map(\.node) + plan.bindings.map(\.set)
          + plan.bindings.compactMap(\.condition), in: program
      ).attributes.map { base.name($0) })
  }

  /// The answers of which each is as it should be.
  func expected(
    _ transformation: Transformation, _ variant: ContextVariant
  ) -> Set<ContextAnswer> {
    switch transformation {
    case .later, .scenario, .halves:
      if isOfEvent { return [.same, .gone, .notAsked, .open] }
      return isOfChange ? [.gone, .notAsked] : [.same]
    case .fifty:
      return isOfConcentration ? [.open, .gone, .notAsked] : [.same, .open, .gone, .notAsked]
    case .trader, .leadFirm, .ownedPlant:
      // What the scope reads it speaks of: it may let the subject in.
      let isSpoken = !scope.isDisjoint(with: ContextCase.stated(by: transformation))
      return isSpoken ? [.same, .open, .gone, .notAsked] : [.notAsked]
    case .control: return isOfControl ? [.open, .gone, .notAsked] : [.same]
    case .unrelated, .secondChain, .numbers, .word: return [.same]
    case .unknown: return [.same, .caution, .open, .gone, .notAsked]
    case .lowConfidence: return namesThings(variant) ? [.same, .caution] : [.caution]
    case .otherVoice:
      let weaker: Set<ContextAnswer> = [.open, .gone, .notAsked, .caution]
      return namesThings(variant) ? weaker.union([.same]) : weaker
    case .currency: return neededMoney > 1 ? [.open, .gone, .notAsked] : [.same]
    }
  }

  /// Whether the fact that a variant changes names other things: by such facts things stand together in a case, and
  /// what stands together is taken as the text has it, whoever says so.
  private func namesThings(_ variant: ContextVariant) -> Bool {
    guard let fact = variant.fact else { return false }
    switch model.vocabulary.type(of: fact.attribute) {
    case .entity, .list(.entity): return true
    default: return false
    }
  }
}
