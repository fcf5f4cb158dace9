import GVCSyntax

/// Which layer each layer changes: a period changes the period before it, a scenario its base.
///
/// The first period, and a scenario without a base, change the facts outside all layers. A period
/// says what it `follows`, or its years say it.
public struct LayerOrder: Sendable {
  /// The layers in an order in which each stands behind the one that it changes.
  public private(set) var layers: [EntityID] = []
  private var parents: [EntityID: EntityID] = [:]

  init() {}

  /// The layer that `layer` changes; nil for the facts outside all layers.
  public func parent(of layer: EntityID) -> EntityID? { parents[layer] }

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
    let periods = Self.entities(of: "period", in: model)
    let scenarios = Self.entities(of: "scenario", in: model)
    let years = Self.values("years", of: periods, in: model).compactMapValues { value -> Double? in
      if case .number(let interval, _, _) = value { return interval.low } else { return nil }
    }
    let follows = Self.values("follows", of: periods, in: model)
    var undated: [EntityID] = []
    for period in periods {
      if case .entity(let before)? = follows[period] {
        parents[period] = before
      } else if let start = years[period] {
        parents[period] =
          years.filter { $0.value < start }.max {
            ($0.value, $0.key) < ($1.value, $1.key)
          }?.key
      } else {
        undated.append(period)
      }
    }
    // One period may be first without saying so; a second one leaves the order open.
    if periods.count > 1 {
      let hasFirst = periods.contains { parents[$0] == nil && !undated.contains($0) }
      for period in undated.dropFirst(hasFirst ? 0 : 1) {
        model.diagnostics.append(
          ModelErrors.unorderedPeriod(Self.name(of: period, model), at: model[period].location))
      }
    }
    let bases = Self.values("base", of: scenarios, in: model)
    for scenario in scenarios {
      if case .entity(let base)? = bases[scenario] { parents[scenario] = base }
    }
    for layer in periods + scenarios where isCircular(from: layer) {
      parents[layer] = nil
      model.diagnostics.append(
        ModelErrors.circularLayers(Self.name(of: layer, model), at: model[layer].location))
    }
    let depths = Dictionary(
      (periods + scenarios).map { ($0, depth(of: $0)) }, uniquingKeysWith: { a, _ in a })
    layers = (periods + scenarios).sorted { (depths[$0] ?? 0, $0) < (depths[$1] ?? 0, $1) }
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

  private static func entities(of kindName: String, in model: Model) -> [EntityID] {
    guard let kind = model.names.find(kindName).flatMap({ model.vocabulary.kind(named: $0) })
    else { return [] }
    return model.entities.indices.filter { model.entities[$0].kind == kind }.map { EntityID($0) }
  }

  /// What a fact outside all layers says of each entity.
  private static func values(
    _ attribute: String, of entities: [EntityID], in model: Model
  ) -> [EntityID: Value] {
    guard let name = model.names.find(attribute), !entities.isEmpty else { return [:] }
    let wanted = Set(entities)
    var values: [EntityID: Value] = [:]
    for fact in model.facts
    where fact.layer == nil && wanted.contains(fact.entity)
      && model.vocabulary[fact.attribute].name == name
    {
      values[fact.entity] = fact.value
    }
    return values
  }

  private static func name(of entity: EntityID, _ model: Model) -> String {
    model[entity].name.map { model.names[$0] } ?? ""
  }
}
