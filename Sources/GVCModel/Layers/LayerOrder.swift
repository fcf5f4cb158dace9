import GVCSyntax

/// Which layer each layer changes: a period changes the period before it, a scenario its base.
///
/// The first period, and a scenario without a base, change the facts outside all layers. A period
/// says what it `follows`, or its years say it.
public struct LayerOrder: Sendable, Equatable {
  /// The layers in an order in which each stands behind the one that it changes.
  public private(set) var layers: [EntityID] = []
  /// The periods alone, in their order.
  public private(set) var periods: [EntityID] = []
  /// The years of each period whose years are known.
  public private(set) var years: [EntityID: Interval] = [:]
  private var parents: [EntityID: EntityID] = [:]

  init() {}

  /// The layer that `layer` changes; nil for the facts outside all layers.
  public func parent(of layer: EntityID) -> EntityID? { parents[layer] }

  /// Whether a layer is compared with what it changes: a first period follows nothing, but a scenario without a base
  /// changes the facts outside all layers.
  public func isCompared(_ layer: EntityID, in model: Model) -> Bool {
    parents[layer] != nil || model[layer].kind == model.core.scenario
  }

  /// `layer` and all that it builds on, nearest first.
  public func chain(from layer: EntityID) -> [EntityID] {
    var chain = [layer]
    while let last = chain.last, let parent = parents[last], chain.count <= layers.count {
      chain.append(parent)
    }
    return chain
  }

  /// Orders the periods and scenarios of a model, diagnosing an order that is not given or goes
  /// round in a circle.
  init(_ model: inout Model) {
    let core = model.core
    let periods = Self.entities(of: core.period, in: model)
    let scenarios = Self.entities(of: core.scenario, in: model)
    let spans = Self.values(core.periodYears, of: periods, in: model).compactMapValues {
      value -> Interval? in
      if case .number(let interval, _, _) = value { return interval } else { return nil }
    }
    self.years = spans.filter { $0.value.low.isFinite && $0.value.high.isFinite }
    let years = spans.mapValues(\.low)
    let follows = Self.values(core.periodFollows, of: periods, in: model)
    var undated: [EntityID] = []
    for period in periods {
      if case .entity(let before)? = follows[period] {
        parents[period] = before
      } else if let start = years[period] {
        // A period that is said to follow this one is not before it, whatever its years.
        parents[period] =
          years.filter { $0.value < start && !Self.leads(from: $0.key, to: period, by: follows) }
          .max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
      } else {
        undated.append(period)
      }
    }
    // One period may be first without saying so; a second one leaves the order open.
    if periods.count > 1 {
      let hasFirst = periods.contains { parents[$0] == nil && !undated.contains($0) }
      // Of years that are there and cannot be read that is said already.
      for period in undated.dropFirst(hasFirst ? 0 : 1)
      where !model.hasAttribute("years", period) {
        model.report(
          ModelErrors.unorderedPeriod(model.label(period), at: model[period].location))
      }
    }
    for period in periods {
      guard let before = parents[period], let start = years[period],
        let earlier = years[before], start < earlier
      else { continue }
      model.report(
        ModelErrors.periodsOutOfOrder(
          model.label(period), after: model.label(before), at: model[period].location,
          other: model[before].location))
    }
    let bases = Self.values(core.scenarioBase, of: scenarios, in: model)
    for scenario in scenarios {
      if case .entity(let base)? = bases[scenario] { parents[scenario] = base }
    }
    for layer in periods + scenarios where isCircular(from: layer) {
      parents[layer] = nil
      model.report(
        ModelErrors.circularLayers(model.label(layer), at: model[layer].location))
    }
    let depths = Dictionary(
      (periods + scenarios).map { ($0, depth(of: $0)) }, uniquingKeysWith: { a, _ in a })
    layers = (periods + scenarios).sorted { (depths[$0] ?? 0, $0) < (depths[$1] ?? 0, $1) }
    self.periods = layers.filter { model[$0].kind == core.period }
  }

  /// Whether what each period follows leads from one to another.
  private static func leads(
    from period: EntityID, to other: EntityID, by follows: [EntityID: Value]
  ) -> Bool {
    var next = period
    for _ in 0...follows.count {
      guard case .entity(let before)? = follows[next] else { return false }
      if before == other { return true }
      next = before
    }
    return false
  }

  private func depth(of layer: EntityID) -> Int {
    var depth = 0
    var next = parents[layer]
    while let parent = next {
      depth += 1
      next = parents[parent]
    }
    return depth
  }

  private func isCircular(from layer: EntityID) -> Bool {
    var seen: Set<EntityID> = [layer]
    var next = parents[layer]
    while let parent = next {
      if !seen.insert(parent).inserted { return true }
      next = parents[parent]
    }
    return false
  }

  private static func entities(of kind: KindID?, in model: Model) -> [EntityID] {
    guard let kind else { return [] }
    return model.entities.indices.filter { model.entities[$0].kind == kind }.map { EntityID($0) }
  }

  /// What a fact outside all layers says of each entity.
  private static func values(
    _ attribute: AttributeID?, of entities: [EntityID], in model: Model
  ) -> [EntityID: Value] {
    guard let attribute, !entities.isEmpty else { return [:] }
    var values: [EntityID: Value] = [:]
    // Those before what layers set are in the order of the entities.
    let stated = 0..<model.record.layerFacts
    for entity in entities {
      let facts = model.facts.range(
        in: stated, from: { $0.entity >= entity }, to: { $0.entity > entity })
      for fact in model.facts[facts] where fact.attribute == attribute && fact.layer == nil {
        values[entity] = fact.value
      }
    }
    return values
  }
}
