import GVCSyntax

/// What is wrong with a model as a whole, beyond each value on its own.
enum StructureChecks {
  static func run(_ model: inout Model, projectFiles: Set<FileID>) {
    checkShares(&model)
    checkSources(&model, projectFiles)
  }

  /// Shares of sales of one supplier, and of purchases of one buyer, add up to at most the whole.
  /// A range counts with its lower end, so that only a certain excess is an error.
  private static func checkShares(_ model: inout Model) {
    for (attributeName, whole, end) in [
      ("share_of_sales", "sales", 0), ("share_of_purchases", "purchases", 1),
    ] {
      guard let name = model.names.find(attributeName) else { continue }
      var sums: [EntityID: (sum: Double, facts: [Location])] = [:]
      var order: [EntityID] = []
      for fact in model.facts where fact.layer == nil {
        guard model.vocabulary[fact.attribute].name == name,
          case .number(let interval, _, _) = fact.value, interval.low.isFinite,
          model[fact.entity].ends.count == 2
        else { continue }
        let actor = model[fact.entity].ends[end]
        if sums[actor] == nil { order.append(actor) }
        sums[actor, default: (0, [])].sum += interval.low
        sums[actor, default: (0, [])].facts.append(fact.location)
      }
      for actor in order {
        guard let (sum, facts) = sums[actor], sum > 1 + 1e-9, let last = facts.last else {
          continue
        }
        let percent = (sum * 1000).rounded() / 10
        let text = percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%"
        model.diagnostics.append(
          ModelErrors.sharesAboveWhole(
            whole, of: model[actor].name.map { model.names[$0] } ?? "", sum: text, at: last,
            others: Array(facts.dropLast())))
      }
    }
  }

  /// A source that no fact cites is noise, or a citation that was forgotten.
  private static func checkSources(_ model: inout Model, _ files: Set<FileID>) {
    guard let kind = model.names.find("source").flatMap({ model.vocabulary.kind(named: $0) })
    else { return }
    let cited = Set(model.evidence.map(\.source))
    for (index, entity) in model.entities.enumerated()
    where entity.kind == kind && files.contains(entity.location.file)
      && !cited.contains(EntityID(index))
    {
      model.diagnostics.append(
        ModelErrors.unusedSource(
          entity.name.map { model.names[$0] } ?? "", at: entity.location))
    }
  }
}
