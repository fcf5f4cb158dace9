import GVCModel
import GVCSyntax

extension ExpressionCompiler {
  /// The type of a node that must be a number; `.error` with a diagnostic otherwise.
  @discardableResult
  mutating func number(_ id: PlanID, _ node: NodeID) -> ExpressionType {
    switch type(id) {
    case .number, .error: return type(id)
    default:
      report(
        RuleErrors.wrongType(
          expected: "a number", found: type(id).described(model), at: location(node)))
      return .error
    }
  }

  // MARK: Comparisons

  mutating func comparison(_ node: NodeID) -> PlanID {
    guard let leftNode = tree.child(node, at: 0), let rightNode = tree.child(node, at: 1) else {
      return broken(node)
    }
    let sign = tree.tokenAfter(leftNode)
    let word = tree.text(token: sign)
    if word == "in" || word == "not" {
      let contains = membership(node, leftNode, rightNode)
      return word == "not" ? add(.not, .truth, node, [contains]) : contains
    }
    // A bare word gets its meaning from the other side.
    let left: PlanID
    let right: PlanID
    if isBareWord(leftNode), !isBareWord(rightNode) {
      right = compile(rightNode)
      left = compile(leftNode, expected: type(right))
    } else {
      left = compile(leftNode)
      right = compile(rightNode, expected: type(left))
    }
    guard let comparison = Comparison(rawValue: word == "=" ? "==" : word) else {
      return broken(node)
    }
    let isMixed =
      !fits(type(left), type(right)) && !isZero(leftNode, against: type(right))
      && !isZero(rightNode, against: type(left))
      || (comparison != .equal && comparison != .notEqual && !isOrdered(type(left)))
    if isMixed {
      report(
        RuleErrors.doNotMix(
          type(left).described(model), type(right).described(model), at: location(node),
          location(leftNode), location(rightNode)))
      return add(.constant(.truth(.unknown)), .error, node)
    }
    return add(.compare(comparison), .truth, node, [left, right])
  }

  /// Whether a node is a nought without a unit, which is none of whatever the other side measures.
  private func isZero(_ node: NodeID, against other: ExpressionType) -> Bool {
    guard case .number(let measure) = other, measure != .year, tree.kind(node) == .quantity,
      let number = try? LiteralReader.number(node, in: tree, model.vocabulary.units)
    else { return false }
    return number.unit == .one && number.interval == Interval(0)
  }

  private func isOrdered(_ type: ExpressionType) -> Bool {
    switch type {
    case .number, .error, .need: true
    case .words(let scale): model.vocabulary[scale].isOrdered
    default: false
    }
  }

  /// Whether a name means nothing by itself, so that it must be a word of a scale.
  private func isBareWord(_ node: NodeID) -> Bool {
    guard tree.kind(node) == .nameExpression else { return false }
    guard let name = symbol(node) else { return true }
    if locals[name] != nil || implicitMember(name) != nil { return false }
    if name == words.yes || name == words.no || name == words.unknown { return false }
    if threshold(name, theory) != nil || model.vocabulary.kind(plural: name) != nil { return false }
    return true
  }

  private mutating func membership(
    _ node: NodeID, _ leftNode: NodeID, _ rightNode: NodeID
  ) -> PlanID {
    let left: PlanID
    var right: PlanID
    if isBareWord(leftNode) {
      right = compile(rightNode)
      var element: ExpressionType?
      if case .set(let inner) = type(right) { element = inner }
      left = compile(leftNode, expected: element)
    } else {
      left = compile(leftNode)
      right = compile(rightNode, expected: .set(type(left)))
    }
    if case .map(let kind) = type(right), case .attribute(let attribute) = program[right].operation
    {
      right = add(.mapKeys(attribute), .set(.entity(kind)), rightNode, program[right].children)
    }
    switch type(right) {
    case .set(let element):
      if !fits(type(left), element) {
        report(
          RuleErrors.doNotMix(
            type(left).described(model), type(right).described(model), at: location(node),
            location(leftNode), location(rightNode)))
      }
    case .error: break
    default:
      report(
        RuleErrors.wrongType(
          expected: "a list or a collection", found: type(right).described(model),
          at: location(rightNode)))
    }
    return add(.contains, .truth, node, [left, right])
  }

  // MARK: Arithmetic

  /// `a + b - c` and `a * b / c`, from the left.
  mutating func run(_ node: NodeID) -> PlanID {
    let operands = Array(tree.children(node))
    guard let first = operands.first else { return broken(node) }
    // What is made of a run is as deep as it is long, and it stands in others.
    guard openOperands + operands.count <= Self.operandLimit else {
      report(RuleErrors.tooManyOperands(limit: Self.operandLimit, at: location(node)))
      return add(.constant(.truth(.unknown)), .error, node)
    }
    openOperands += operands.count
    defer { openOperands -= operands.count }
    var result = compile(first)
    number(result, first)
    var previous = first
    for operand in operands.dropFirst() {
      let sign = tree.tokens[tree.tokenAfter(previous)].kind
      let next = compile(operand)
      number(next, operand)
      result = combine(result, next, sign, node, first, operand)
      previous = operand
    }
    return result
  }

  private mutating func combine(
    _ left: PlanID, _ right: PlanID, _ sign: TokenKind, _ node: NodeID, _ leftNode: NodeID,
    _ rightNode: NodeID
  ) -> PlanID {
    guard let sign = Arithmetic(sign) else { return broken(node) }
    let operation = Operation.arithmetic(sign)
    guard case .number(let a) = type(left), case .number(let b) = type(right) else {
      return add(operation, .error, node, [left, right])
    }
    guard let result = sign.measure(a, b) else {
      report(
        RuleErrors.doNotMix(
          a.description, b.description, at: location(node), location(leftNode),
          location(rightNode)))
      return add(operation, .error, node, [left, right])
    }
    return add(operation, .number(result), node, [left, right])
  }

  mutating func power(_ node: NodeID) -> PlanID {
    guard let baseNode = tree.child(node, at: 0), let exponentNode = tree.child(node, at: 1) else {
      return broken(node)
    }
    let base = compile(baseNode)
    let exponent = compile(exponentNode)
    number(exponent, exponentNode)
    var result = number(base, baseNode)
    if case .number(let measure) = result { result = .number(measure.isRatio ? .plain : measure) }
    return add(.power, result, node, [base, exponent])
  }
}
