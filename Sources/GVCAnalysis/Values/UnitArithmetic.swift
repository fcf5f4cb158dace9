import GVCModel

/// How two numbers of some units are taken together: in which unit the result is, and what is multiplied for that.
struct UnitRule {
  /// The unit of the result.
  let unit: UnitID
  /// How the right number is taken before.
  var right = UnitConversion.none
  /// By what the result is multiplied.
  var result = UnitScale.one

  /// Whether the numbers are taken as they are.
  var isPlain: Bool { right.isNone && result == .one }

  /// What an operation makes of two numbers.
  func apply(_ sign: Arithmetic, _ left: Interval, _ other: Interval) -> Interval {
    result.applied(to: sign.result(left, right.applied(to: other)))
  }
}

extension Evaluator {
  /// Whether two units can be compared: they measure the same, or one of them is that of plain numbers, as what is wholly
  /// unknown has it. Amounts of money in two currencies or price years
  /// compare by a rate that the case states, or not at all.
  func areComparable(_ a: UnitID, _ b: UnitID) -> Bool {
    conversion(from: a, to: b) != nil
  }

  /// A number in another unit; nil where the two cannot be compared.
  func aligned(_ number: KnownNumber, to unit: UnitID) -> KnownNumber? {
    if number.unit == unit || number.unit == .one || unit == .one { return number }
    return conversion(from: number.unit, to: unit).map {
      KnownNumber($0.applied(to: number.interval), UnitID(Int(unit.number)))
    }
  }

  /// What a sum, a difference, a product or a quotient of two numbers is, in a node; nil where their units do not go
  /// together.
  func combined(
    _ left: KnownNumber, _ right: KnownNumber, _ sign: Arithmetic, in node: PlanNode
  ) -> KnownNumber? {
    guard let rule = rule(left.unit, right.unit, sign, node) else { return nil }
    return KnownNumber(rule.apply(sign, left.interval, right.interval), rule.unit)
  }

  /// How numbers of two units are taken together in a node; nil where they are not.
  func rule(_ left: UnitID, _ right: UnitID, _ sign: Arithmetic, _ node: PlanNode) -> UnitRule? {
    if case .number(let measure) = node.type, measure.isRatio, sign == .multiply || sign == .divide
    {
      return ratioRule(left, right, sign)
    }
    switch sign {
    case .add, .subtract: return sumRule(left, right)
    case .multiply, .divide: return productRule(left, right, sign, node)
    }
  }

  private func sumRule(_ left: UnitID, _ right: UnitID) -> UnitRule? {
    if left == right { return UnitRule(unit: left.shown(with: right)) }
    if left == .one { return UnitRule(unit: right) }
    if right == .one { return UnitRule(unit: left) }
    return conversion(from: right, to: left).map {
      UnitRule(unit: UnitID(Int(left.number)), right: $0)
    }
  }

  /// What is known to be a ratio before anything is evaluated has no unit.
  private func ratioRule(_ left: UnitID, _ right: UnitID, _ sign: Arithmetic) -> UnitRule? {
    if left == right || left == .one || right == .one { return UnitRule(unit: .one) }
    guard sign == .multiply else {
      return conversion(from: right, to: left).map { UnitRule(unit: .one, right: $0) }
    }
    let (a, b) = (model.dimension(of: left), model.dimension(of: right))
    let (dimension, scale) = a.times(b)
    return dimension == .ratio ? UnitRule(unit: .one, result: scale) : nil
  }

  private func productRule(
    _ left: UnitID, _ right: UnitID, _ sign: Arithmetic, _ node: PlanNode
  ) -> UnitRule? {
    /// Whether a side has a unit that is not known: it is no ratio, and nothing of it is.
    func isOpen(_ unit: UnitID, _ child: PlanID) -> Bool {
      guard unit == .one, case .number(let measure) = program[child].type else { return false }
      return !measure.isRatio
    }
    if node.children.count == 2, isOpen(left, node.children[0]) || isOpen(right, node.children[1]) {
      return UnitRule(unit: .one)
    }
    if right == .one { return UnitRule(unit: left) }
    if left == .one, sign == .multiply { return UnitRule(unit: right) }
    if let (a, b, known, rule) = lastProduct, a == left, b == right, known == sign { return rule }
    let (a, b) = (model.dimension(of: left), model.dimension(of: right))
    let (dimension, scale) = sign == .multiply ? a.times(b) : a.dividedBy(b)
    let unit = dimension == .ratio ? .one : model.unit(of: dimension)
    let rule = unit.map { UnitRule(unit: $0, result: scale) }
    lastProduct = (left, right, sign, rule)
    return rule
  }
}
