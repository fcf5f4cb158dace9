import GVCModel
import GVCSyntax

/// Compiles the rules and derived attributes of a model. A rule with mistakes is left out, so that
/// it never stops the others.
public enum RuleCompiler {
  /// The program of a model, with what is wrong in its theories.
  ///
  /// The rules of the built-in theories in use are compiled once, by what these declare alone, and are the same in every
  /// case. Those of the project itself are put behind them, and compiled once for as long as its theory stays the same.
  ///
  /// - Parameter leastLevel: The least weight of the rules that are to run. Those of packs that weigh less are left out:
  ///   they are right as they are.
  public static func compile(_ model: Model, leastLevel: Severity = .note) -> Program {
    guard let base = model.base else { return program(of: model, leastLevel) }
    let shared = base.memo.value(named: leastLevel.name) { program(of: base.model, leastLevel) }
    return model.ownTheory?.value(named: leastLevel.name) {
      program(of: model, behind: base.model, shared)
    } ?? shared
  }

  /// The program of all rules of a model, made of nothing but that; by itself that of built-in theories alone.
  static func program(of theories: Model, _ leastLevel: Severity) -> Program {
    var program = Program()
    program.leastLevel = leastLevel
    program.rules.reserveCapacity(theories.rules.count)
    program.nodes.reserveCapacity(20 * theories.rules.count)
    let rules = theories.rules.indices.filter { index in
      let level = leastLevel > .note ? RuleLevel.of(theories.rules[index], in: theories) : nil
      return level.map { $0 >= leastLevel } ?? true
    }
    compile(attributesFrom: 0, rules, of: theories, into: &program)
    return program
  }

  /// The program of the theories of a project, which begins with that of the built-in ones.
  private static func program(
    of model: Model, behind theories: Model, _ shared: Program
  ) -> Program {
    var program = shared
    compile(
      attributesFrom: theories.vocabulary.attributes.count,
      Array(theories.rules.count..<model.rules.count), of: model, into: &program)
    return program
  }

  /// Compiles the derived attributes from one on, and some rules.
  private static func compile(
    attributesFrom first: Int, _ rules: [Int], of model: Model, into program: inout Program
  ) {
    for index in first..<model.vocabulary.attributes.count {
      compileDerivation(AttributeID(index), model, &program)
    }
    DerivationCycles.check(model, &program)
    program.kinds = KindTable(model.vocabulary)
    program.attributes = model.vocabulary.attributes.indices.map {
      AttributePlan(AttributeID($0), model, derivation: program.derivations[AttributeID($0)])
    }
    for index in rules {
      let before = program.diagnostics.count
      var rule = RuleBuilder(model, index, program)
      program = Program()  // The only reference left is the builder's: no copy.
      let plan = rule.build()
      program = rule.compiler.takeProgram()
      let hasErrors = program.diagnostics[before...].contains { $0.severity == .error }
      if let plan, !hasErrors, !hasSyntaxErrors(model.rules[index].place, model) {
        program.rules.append(plan)
      }
    }
  }

  private static func hasSyntaxErrors(_ place: SyntaxPlace, _ model: Model) -> Bool {
    let tree = model.trees[place.tree]
    let range = tree.range(place.node)
    return tree.diagnostics.contains {
      let found = $0.primary.location.range
      return $0.severity == .error && found.start >= range.start && found.end <= range.end
    }
  }

  private static func compileDerivation(
    _ id: AttributeID, _ model: Model, _ program: inout Program
  ) {
    let attribute = model.vocabulary[id]
    guard let (place, theory) = attribute.derivation else { return }
    var compiler = ExpressionCompiler(model, place, theory: theory, program: program)
    program = Program()  // The only reference left is the compiler's: no copy.
    compiler.allowsBefore = false
    compiler.implicit = (0, attribute.owner)
    compiler.slots = [attribute.name]
    let wanted = ExpressionType(attribute.type)
    let node = compiler.compile(place.node, expected: wanted)
    if isRatio(compiler.type(node)), isRatio(wanted) {
      // A share or a percentage may be derived as a plain number, and the other way round.
    } else {
      compiler.require(node, wanted, place.node)
    }
    program = compiler.takeProgram()
    program.derivations[id] = node
  }

  private static func isRatio(_ type: ExpressionType) -> Bool {
    if case .number(let measure) = type { return measure.isRatio }
    return false
  }
}

/// Finds derived attributes that depend on themselves.
enum DerivationCycles {
  /// Diagnoses each cycle once, and takes its attributes out of the program.
  static func check(_ model: Model, _ program: inout Program) {
    let count = model.vocabulary.attributes.count
    var states = Array(repeating: State.new, count: count)
    var path: [AttributeID] = []
    var isBroken = Array(repeating: false, count: count)
    /// How many derived attributes each is built on, one on another.
    var depths = Array(repeating: 0, count: count)
    func visit(_ id: AttributeID) {
      let number = Int(id.number)
      states[number] = .onPath
      guard path.count <= Evaluator.depthLimit else {
        depths[number] = Evaluator.depthLimit
        isBroken[number] = true
        return
      }
      path.append(id)
      let dependencies = dependencies(of: id, program)
      for other in dependencies {
        switch states[Int(other.number)] {
        case .new: visit(other)
        case .onPath:
          let cycle = Array(path[(path.firstIndex(of: other) ?? 0)...])
          for member in cycle { isBroken[Int(member.number)] = true }
          let names = (cycle + [other]).map { name($0, model) }
          program.diagnostics.append(
            RuleErrors.cycle(
              names, at: model.vocabulary[other].location,
              through: cycle.dropFirst().map {
                Label(model.vocabulary[$0].location, "through this one")
              }))
        case .done: break
        }
      }
      path.removeLast()
      // A deep expression counts as several steps.
      let own = 1 + (program.derivations[id].map { program[$0].depth } ?? 0) / 20
      let deepest = dependencies.map { depths[Int($0.number)] }.max() ?? 0
      let depth = own + deepest
      depths[number] = depth
      // What builds on it is too deep as well, and said once.
      if depth > Evaluator.depthLimit, !isBroken[number] {
        isBroken[number] = true
        if deepest <= Evaluator.depthLimit {
          program.diagnostics.append(
            RuleErrors.tooManySteps(limit: Evaluator.depthLimit, at: model.vocabulary[id].location))
        }
      }
      states[number] = .done
    }
    for number in 0..<count
    where states[number] == .new && program.derivations[AttributeID(number)] != nil {
      visit(AttributeID(number))
    }
    for number in 0..<count where isBroken[number] {
      program.derivations[AttributeID(number)] = nil
    }
  }

  private enum State {
    case new, onPath, done
  }

  private static func name(_ id: AttributeID, _ model: Model) -> String {
    let attribute = model.vocabulary[id]
    return "\(model.names[model.vocabulary[attribute.owner].name]).\(model.names[attribute.name])"
  }

  private static func dependencies(of id: AttributeID, _ program: Program) -> [AttributeID] {
    guard let root = program.derivations[id] else { return [] }
    var found: [AttributeID] = []
    var pending = [root]
    while let next = pending.popLast() {
      let node = program[next]
      if case .attribute(let attribute) = node.operation, program.derivations[attribute] != nil,
        !found.contains(attribute)
      {
        found.append(attribute)
      }
      pending += node.children
    }
    return found.sorted { $0.number < $1.number }
  }
}
