import GVCModel

extension Evaluator {
  /// The amounts in some expressions that are known and yet cannot be taken together, each with what is missing and where
  /// it can be stated.
  func obstacles(in nodes: [PlanID], _ formatter: ValueFormatter) -> [String] {
    var found: [String] = []
    for node in nodes { findObstacles(in: node, current, formatter, &found) }
    return found
  }

  private func findObstacles(
    in id: PlanID, _ state: EvaluationCache, _ formatter: ValueFormatter, _ found: inout [String]
  ) {
    guard !isExhausted else { return }
    let node = program[id]
    switch node.operation {
    case .compare, .arithmetic(.add), .arithmetic(.subtract), .arithmetic(.divide):
      let values = node.children.map { evaluate($0, state) }
      guard case .number(let a, let unit) = values[0], case .number(let b, let other) = values[1],
        !areComparable(unit, other), node.operation.needsLikeUnits(node.type)
      else { break }
      let types = node.children.map { program[$0].type }
      let text =
        "\(formatter.text(.number(a, unit), types[0])) and "
        + "\(formatter.text(.number(b, other), types[1])) cannot be compared: "
        + whatIsMissing(unit, other, formatter)
      if !found.contains(text) { found.append(text) }
    case .before:
      if let previous { findObstacles(in: node.children[0], previous, formatter, &found) }
      return
    case .aggregate: return
    default: break
    }
    for child in node.children { findObstacles(in: child, state, formatter, &found) }
  }

  private func whatIsMissing(_ a: UnitID, _ b: UnitID, _ formatter: ValueFormatter) -> String {
    guard
      let (mine, theirs, _) = model.dimension(of: a).onlyMoney(apartFrom: model.dimension(of: b))
    else {
      return "\(formatter.name(of: a)) and \(formatter.name(of: b)) measure different things"
    }
    return "no rate or index between \(mine.noun) and \(theirs.noun) is known; state one as "
      + "`rate NAME { amount: 1 \(mine.noun) worth: NUMBER \(theirs.noun) from SOURCE }`"
  }
}

extension Operation {
  /// Whether its two numbers must measure the same for it to have a result of a type.
  fileprivate func needsLikeUnits(_ type: ExpressionType) -> Bool {
    guard case .arithmetic(.divide) = self else { return true }
    if case .number(let measure) = type { return measure.isRatio }
    return false
  }
}
