import GVCModel
import GVCSyntax

extension ExpressionCompiler {
  mutating func call(_ node: NodeID) -> PlanID {
    guard let nameNode = tree.child(node, .name) else { return broken(node) }
    let name = tree.text(nameNode)
    let arguments = Array(tree.children(node).dropFirst())
    if name == "before" || name == "after" { return layerCall(name, node, arguments) }
    if name == Aggregate.all.rawValue, arguments.count == 1,
      let collection = collection(arguments[0])
    {
      note(nameNode, .aggregate(.all))
      return collection
    }
    guard let function = BuiltIn.named(name) else {
      let known =
        BuiltIn.all.map(\.name) + Aggregate.allCases.map(\.rawValue) + ["before", "after"]
      report(
        RuleErrors.unknownFunction(
          name, suggestion: Suggestion.nearest(to: name, among: known), at: location(nameNode)))
      for argument in arguments { _ = compile(argument) }
      return broken(node)
    }
    note(nameNode, .function(function))
    let needed = function.parameters.count
    guard (function.required...needed).contains(arguments.count) else {
      let expected =
        function.optional == 0
        ? "\(needed) argument\(needed == 1 ? "" : "s")"
        : "\(function.required) to \(needed) arguments"
      report(
        RuleErrors.wrongArguments(
          name, expected: expected, found: arguments.count, at: location(nameNode)))
      if recorded != nil {
        for (argument, parameter) in zip(arguments, function.parameters) {
          recorded?.note(wanted: parameter.type(in: model), at: argument)
          _ = compile(argument)
        }
      }
      return broken(node)
    }
    var children: [PlanID] = []
    for (argument, parameter) in zip(arguments, function.parameters) {
      recorded?.note(wanted: parameter.type(in: model), at: argument)
      let id = compile(argument)
      children.append(id)
      check(id, parameter, argument)
    }
    return add(.call(function), result(function, children), node, children)
  }

  private mutating func layerCall(
    _ name: String, _ node: NodeID, _ arguments: [NodeID]
  ) -> PlanID {
    if let nameNode = tree.child(node, .name) { note(nameNode, .layer) }
    guard arguments.count == 1 else {
      report(
        RuleErrors.wrongArguments(
          name, expected: "1 argument", found: arguments.count, at: location(node)))
      return broken(node)
    }
    if name == "after" { return compile(arguments[0]) }
    guard allowsBefore else {
      report(RuleErrors.beforeInDerived(at: location(node)))
      return broken(node)
    }
    if isInsideBefore { report(RuleErrors.nestedBefore(at: location(node))) }
    let outer = isInsideBefore
    isInsideBefore = true
    let child = compile(arguments[0])
    isInsideBefore = outer
    return add(.before, type(child), node, [child])
  }

  private mutating func check(_ id: PlanID, _ parameter: BuiltIn.Parameter, _ node: NodeID) {
    switch (parameter, type(id)) {
    case (.anything, .entity), (.set, .set), (.set, .error): return
    case (.number, _): number(id, node)
    default:
      if let wanted = parameter.type(in: model) { require(id, wanted, node) }
    }
  }

  func result(_ function: BuiltIn, _ arguments: [PlanID]) -> ExpressionType {
    function.result.type(first: arguments.first.map { type($0) }, in: model)
  }

  // MARK: Aggregates

  mutating func aggregate(_ node: NodeID) -> PlanID {
    guard let nameNode = tree.child(node, .name), let bodyNode = tree.child(node, at: 1) else {
      return broken(node)
    }
    let name = tree.text(nameNode)
    guard let aggregate = Aggregate(rawValue: name) else {
      report(
        RuleErrors.unknownFunction(
          name,
          suggestion: Suggestion.nearest(to: name, among: Aggregate.allCases.map(\.rawValue)),
          at: location(nameNode)))
      if recorded != nil {
        let outer = locals
        for child in tree.children(node) where tree.kind(child) == .binding {
          _ = binding(child, in: node)
        }
        _ = compile(bodyNode)
        locals = outer
      }
      return broken(node)
    }
    note(nameNode, .aggregate(aggregate))
    let outer = locals
    var bindings: [PlanBinding] = []
    var children: [PlanID] = []
    for child in tree.children(node) where tree.kind(child) == .binding {
      guard let binding = binding(child, in: node) else { continue }
      bindings.append(binding)
      children.append(binding.set)
      if let condition = binding.condition { children.append(condition) }
    }
    let body: PlanID
    let type: ExpressionType
    switch aggregate {
    case .any, .all:
      body = condition(bodyNode)
      type = .truth
    case .count:
      body = compile(bodyNode)
      type = .number(.plain)
    case .sum, .min, .max, .average:
      body = compile(bodyNode)
      type = number(body, bodyNode)
    }
    locals = outer
    return add(.aggregate(aggregate, bindings), type, node, [body] + children)
  }

  /// Declares the variable of a binding of a rule or an aggregate; nil when nothing can be bound.
  mutating func binding(_ node: NodeID, in scope: NodeID) -> PlanBinding? {
    guard let nameNode = tree.child(node, .name), let setNode = tree.child(node, at: 1) else {
      return nil
    }
    let set = compile(setNode)
    let element: ExpressionType
    switch type(set) {
    case .set(let inner): element = inner
    case .map(let kind): element = .entity(kind)
    case .error: element = .error
    default:
      report(
        RuleErrors.wrongType(
          expected: "a list or a collection, such as `links`", found: type(set).described(model),
          at: location(setNode)))
      element = .error
    }
    guard let name = symbol(nameNode) else { return nil }
    if locals[name] != nil {
      report(RuleErrors.shadowed(model.names[name], at: location(nameNode)))
    }
    guard slots.count < 64 else {
      report(RuleErrors.tooManyVariables(at: location(nameNode)))
      return nil
    }
    let slot = slots.count
    slots.append(name)
    locals.set(name, to: .slot(slot, element))
    recorded?.declare(
      RuleNames.Variable(
        name: model.names[name], range: tree.range(nameNode), type: element,
        scope: tree.range(scope)), slot: slot)
    let condition = tree.child(node, at: 2).map { self.condition($0) }
    return PlanBinding(slot: slot, set: keys(set), condition: condition, needsBefore: false)
  }

  /// A map stands for the set of its keys where a set is needed.
  private mutating func keys(_ set: PlanID) -> PlanID {
    guard case .map(let kind) = type(set), case .attribute(let attribute) = program[set].operation
    else { return set }
    return add(
      .mapKeys(attribute), .set(.entity(kind)), program[set].place.node, program[set].children)
  }
}
