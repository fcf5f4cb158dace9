import GVCModel

/// Bounds of sums, differences and quotients in which the same unknown number stands on both sides.
///
/// Interval arithmetic takes the two for different numbers: of `a / (a + b)` it gives ends that no `a` reaches. Where both
/// sides are affine in such a number, the sum or quotient is monotone in it whatever the others are, so that its ends lie
/// at ends of the number (Moore, Kearfott and Cloud 2009, ch. 6); each of them is tried.
extension Evaluator {
  /// The most numbers that are tried at both of their ends, and what stands for one without end.
  private static let repeatedLimit = 6
  private static let endless = 1e150

  /// The result of an operation that interval arithmetic gives as `natural`, as tight as it can be said.
  func bounded(
    _ node: PlanNode, _ sign: Arithmetic, _ natural: KnownNumber, _ state: EvaluationCache
  ) -> KnownNumber {
    guard sign != .multiply, pins.isEmpty, !isTracing, !natural.interval.isExact,
      node.children.count == 2,
      natural.interval != .all, mayRepeat(node)
    else { return natural }
    let (left, right) = (
      numbersRead(by: node.children[0], state), numbersRead(by: node.children[1], state)
    )
    let repeated = Set(left.keys).intersection(right.keys)
    guard (1...Self.repeatedLimit).contains(repeated.count),
      node.children.allSatisfy({ isAffine($0, state) })
    else { return natural }
    let facts = repeated.sorted()
    var hull: Interval?
    for choice in 0..<(1 << facts.count) {
      var pinned: [MissingFact: Datum] = [:]
      for (index, fact) in facts.enumerated() {
        guard let number = left[fact] else { return natural }
        let end = choice & (1 << index) == 0 ? number.interval.low : number.interval.high
        pinned[fact] = .number(
          Interval(
            max(-Self.endless, min(Self.endless, end)), isEstimate: number.interval.isEstimate),
          number.unit)
      }
      let datum = pinning(pinned) { evaluate(node, sign, naturallyIn: state) }
      guard let datum, datum.interval != .all else { return natural }
      hull = hull.map { $0.hull(datum.interval) } ?? datum.interval
    }
    guard let hull else { return natural }
    return KnownNumber(
      Interval(
        max(natural.interval.low, Self.end(hull.low)),
        min(natural.interval.high, Self.end(hull.high)),
        isEstimate: natural.interval.isEstimate), natural.unit)
  }

  /// An end that was found with a number that stands for one without end.
  private static func end(_ number: Double) -> Double {
    if number.magnitude > endless / 1e10 { return number < 0 ? -.infinity : .infinity }
    return number.magnitude < 1e10 / endless ? 0 : number
  }

  private func evaluate(
    _ node: PlanNode, _ sign: Arithmetic, naturallyIn state: EvaluationCache
  ) -> KnownNumber? {
    guard case .number(let a, let unit) = evaluate(node.children[0], state),
      case .number(let b, let other) = evaluate(node.children[1], state)
    else { return nil }
    return combined(KnownNumber(a, unit), KnownNumber(b, other), sign, in: node)
  }

  /// Whether both sides of an operation read some attribute of numbers, so that they may read the same fact.
  private func mayRepeat(_ node: PlanNode) -> Bool {
    !attributesRead(by: node.children[0]).isDisjoint(with: attributesRead(by: node.children[1]))
  }

  private func attributesRead(by id: PlanID) -> Set<AttributeID> {
    if let known = numberAttributes[id] { return known }
    var found: Set<AttributeID> = []
    var pending = [id]
    var derived: Set<AttributeID> = []
    while let next = pending.popLast() {
      let node = program[next]
      pending += node.children
      switch node.operation {
      case .attribute(let attribute), .voiced(let attribute, _):
        guard case .number = node.type else { continue }
        if let derivation = program.derivations[attribute] {
          if derived.insert(attribute).inserted { pending.append(derivation) }
        } else {
          found.insert(attribute)
        }
      default: break
      }
    }
    numberAttributes[id] = found
    return found
  }

  /// The facts that a value reads of which the number is not known exactly, with what is known of each.
  private func numbersRead(by id: PlanID, _ state: EvaluationCache) -> [MissingFact: KnownNumber] {
    let outer = (slots, pinnedDerived)
    (isTracing, traced, pinnedDerived) = (true, [:], [:])
    _ = evaluate(id, state)
    let found = traced
    (isTracing, traced) = (false, [:])
    (slots, pinnedDerived) = outer
    return found
  }

  /// Whether a value is a sum of multiples of the numbers that it reads.
  func isAffine(_ id: PlanID, _ state: EvaluationCache) -> Bool {
    let node = program[id]
    return node.meaning.isAffine(node, state, self)
  }
}
