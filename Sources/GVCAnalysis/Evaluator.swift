import GVCModel

/// Evaluates plans: what is known of each value, and no more.
///
/// There is one evaluator. What explains a conclusion re-evaluates the parts of its condition with
/// it, so that explanation and conclusion cannot disagree.
final class Evaluator {
  let model: Model
  let program: Program
  /// The values of the thresholds, by their index in the model.
  let thresholds: [Datum]
  let current: LayerState
  /// The layer before, for rules that compare.
  let previous: LayerState?
  /// What the variables stand for.
  ///
  /// An evaluator is used by one thread, and nothing holds on to its parts: the checks that would find
  /// overlapping accesses took a tenth of its time.
  @exclusivity(unchecked) var slots: [Datum]
  /// How many derived attributes and defaults are being read at the moment, one inside another.
  @exclusivity(unchecked) var depth = 0
  /// A default may lead round in a circle, over things that name one another: what is deeper than
  /// this is unknown.
  static let depthLimit = 200
  /// How many ways to bind a variable were tried.
  @exclusivity(unchecked) var steps = 0
  /// The most ways that are tried for one rule in one layer. What is beyond is unknown, so that every
  /// rule ends.
  let stepLimit: Int
  /// What all that evaluates together may take.
  let budget: WorkBudget
  /// Facts that are tried, as if the case stated them, and what was derived with them.
  @exclusivity(unchecked) var pins = Pins()
  @exclusivity(unchecked) var pinnedDerived: [DerivedPlace: Datum] = [:]
  /// Whether the numbers that are read are noted, and what was noted; nothing that was computed before is read then.
  @exclusivity(unchecked) var isTracing = false
  @exclusivity(unchecked) var traced: [MissingFact: KnownNumber] = [:]
  /// The attributes of numbers that each expression reads, as far as somebody asked.
  @exclusivity(unchecked) var numberAttributes: [PlanID: Set<AttributeID>] = [:]
  /// What prospects have found of derived attributes.
  let prospects = ProspectCache()
  /// What trials of deciding facts have found.
  let trials = TrialMemory()

  init(
    _ model: Model, _ program: Program, thresholds: [Datum], current: LayerState,
    previous: LayerState?, stepLimit: Int = AnalysisOptions.defaultStepLimit,
    budget: WorkBudget? = nil
  ) {
    self.budget = budget ?? WorkBudget(for: model)
    self.stepLimit = stepLimit
    self.model = model
    self.program = program
    self.thresholds = thresholds
    self.current = current
    self.previous = previous
    slots = Array(repeating: .unknown, count: 64)
  }

  /// Whether what is evaluated at the moment has to stop: what it was not asked any more is unknown.
  var isExhausted: Bool { steps > stepLimit || budget.isExhausted }

  func evaluate(_ id: PlanID) -> Datum { evaluate(id, current) }

  /// What is known of a node in a layer.
  func evaluate(_ id: PlanID, _ state: LayerState) -> Datum {
    budget.used &+= WorkBudget.single
    let node = program[id]
    switch node.operation {
    case .constant(let datum): return datum
    case .threshold(let index): return thresholds[index]
    case .variable(let slot): return slots[slot]
    case .attribute(let attribute):
      guard case .entity(let entity) = evaluate(node.children[0], state) else {
        return .unknown(of: node.type, model)
      }
      return read(attribute, of: entity, voice: nil, state, node.type)
    case .voiced(let attribute, let voice):
      guard case .entity(let entity) = evaluate(node.children[0], state) else {
        return .unknown(of: node.type, model)
      }
      return read(attribute, of: entity, voice: voice, state, node.type)
    case .mapValue(let attribute):
      guard case .entity(let entity) = evaluate(node.children[0], state),
        case .entity(let key) = evaluate(node.children[1], state)
      else { return .unknown }
      return .value(mapValue(attribute, of: entity, key: key, state))
    case .mapKeys(let attribute):
      guard case .entity(let entity) = evaluate(node.children[0], state) else {
        return .set(.unknown)
      }
      return .set(mapKeys(attribute, of: entity, state))
    case .relation(let relation): return self.relation(relation, node, state)
    case .collection(let kind): return .set(Members(state.collection(kind).map { .entity($0) }))
    case .and:
      var truth = Truth.yes
      for child in node.children {
        truth = truth && evaluate(child, state).truth
        if truth == .no { break }
      }
      return .truth(truth)
    case .or:
      var truth = Truth.no
      for child in node.children {
        truth = truth || evaluate(child, state).truth
        if truth == .yes { break }
      }
      return .truth(truth)
    case .not: return .truth(!evaluate(node.children[0], state).truth)
    case .compare(let comparison):
      let left = evaluate(node.children[0], state)
      let right = evaluate(node.children[1], state)
      return .truth(compare(left, comparison, right))
    case .contains: return .truth(contains(node, state))
    case .isKnown: return .truth(Truth(isKnown(node.children[0], state)))
    case .add: return arithmetic(node, state) { $0 + $1 }
    case .subtract: return arithmetic(node, state) { $0 - $1 }
    case .multiply: return arithmetic(node, state) { $0 * $1 }
    case .divide: return arithmetic(node, state) { $0 / $1 }
    case .power:
      guard case .number(let base, _) = evaluate(node.children[0], state),
        case .number(let exponent, _) = evaluate(node.children[1], state)
      else { return .number(.all, .one) }
      return .number(base.raised(to: exponent) ?? .all, .one)
    case .negate:
      guard case .number(let value, let unit) = evaluate(node.children[0], state) else {
        return .number(.all, .one)
      }
      return .number(-value, unit)
    case .conditional: return conditional(node, state)
    case .set: return literal(node, state)
    case .before:
      guard let previous else { return .unknown(of: node.type, model) }
      return evaluate(node.children[0], previous)
    case .call(let function): return function.value(FunctionCall(self, node, state))
    case .aggregate(let aggregate, let bindings):
      return self.aggregate(aggregate, bindings, node, state)
    }
  }

  // MARK: Operators

  private func arithmetic(
    _ node: PlanNode, _ state: LayerState, _ operation: (Interval, Interval) -> Interval
  ) -> Datum {
    guard case .number(let left, let leftUnit) = evaluate(node.children[0], state),
      case .number(let right, let rightUnit) = evaluate(node.children[1], state),
      let result = combined(
        KnownNumber(left, leftUnit), KnownNumber(right, rightUnit), node.operation, operation)
    else { return .number(.all, .one) }
    let tight = bounded(node, result, state)
    return .number(tight.interval, tight.unit)
  }

  /// What a sum, a difference, a product or a quotient of two numbers is; nil where their units do not go
  /// together.
  func combined(
    _ left: KnownNumber, _ right: KnownNumber, _ kind: Operation,
    _ operation: (Interval, Interval) -> Interval
  ) -> KnownNumber? {
    guard areComparable(left.unit, right.unit) else { return nil }
    let result = operation(left.interval, right.interval)
    // A quotient of like amounts is a plain number.
    if case .divide = kind, left.unit == right.unit { return KnownNumber(result, .one) }
    return KnownNumber(result, left.unit == .one ? right.unit : left.unit)
  }

  private func conditional(_ node: PlanNode, _ state: LayerState) -> Datum {
    switch evaluate(node.children[0], state).truth {
    case .yes: return evaluate(node.children[1], state)
    case .no: return evaluate(node.children[2], state)
    case .unknown:
      // What both ways give is known all the same.
      let yes = evaluate(node.children[1], state)
      let no = evaluate(node.children[2], state)
      return yes == no ? yes : hull(yes, no, node.type)
    }
  }

  /// The least value that holds both of two.
  func hull(_ a: Datum, _ b: Datum, _ type: ExpressionType) -> Datum {
    switch (a, b) {
    case (.number(let x, let unit), .number(let y, let other)) where areComparable(unit, other):
      return .number(x.hull(y), unit == .one ? other : unit)
    case (.words(let x), .words(let y)): return .words(WordSet(bits: x.bits | y.bits))
    case (.set(let x), .set(let y)): return .set(Self.hull(x, y))
    default: return a == b ? a : .unknown(of: type, model)
    }
  }

  static func hull(_ x: Members, _ y: Members) -> Members {
    let sure = x.sure.filter { y.sure.contains($0) }
    var possible = (x.sure + y.sure + x.possible + y.possible).filter { !sure.contains($0) }
    var seen: Set<Value> = []
    possible = possible.filter { seen.insert($0).inserted }
    return Members(sure, possible: possible, isOpen: x.isOpen || y.isOpen)
  }

  /// Whether two units can be compared: the same, or one of them is that of plain numbers, as what is wholly unknown
  /// has it. So amounts of money compare in one currency, price year and divisor alone.
  func areComparable(_ a: UnitID, _ b: UnitID) -> Bool { a == b || a == .one || b == .one }

  func compare(_ left: Datum, _ comparison: Comparison, _ right: Datum) -> Truth {
    switch (left, right) {
    case (.number(let a, let unit), .number(let b, let other)):
      guard areComparable(unit, other) else { return .unknown }
      return Self.compare(a, comparison, b)
    case (.words(let a), .words(let b)): return Self.compare(a, comparison, b)
    case (.truth(let a), .truth(let b)):
      guard a != .unknown, b != .unknown else { return .unknown }
      return equality(a == b, comparison)
    case (.entity(let a), .entity(let b)): return equality(a == b, comparison)
    case (.value(let a), .value(let b)): return compareHeld(a, comparison, b)
    case (.set(let a), .set(let b)):
      guard Datum.set(a).isKnown, Datum.set(b).isKnown else { return .unknown }
      return equality(Set(a.sure) == Set(b.sure), comparison)
    default: return .unknown
    }
  }

  /// What two maps hold under a key: by its rank or size where it has one.
  private func compareHeld(_ left: Value, _ comparison: Comparison, _ right: Value) -> Truth {
    switch (left, right) {
    case (.unknown, _), (_, .unknown): .unknown
    case (.words(let a, let scale), .words(let b, let other)) where scale == other:
      Self.compare(a, comparison, b)
    case (.number(let a, _, let unit), .number(let b, _, let other)):
      areComparable(unit, other) ? Self.compare(a, comparison, b) : .unknown
    default: equality(left == right, comparison)
    }
  }

  private func equality(_ isEqual: Bool, _ comparison: Comparison) -> Truth {
    switch comparison {
    case .equal: Truth(isEqual)
    case .notEqual: Truth(!isEqual)
    case .less, .atMost, .greater, .atLeast: .unknown
    }
  }

  static func compare(_ a: Interval, _ comparison: Comparison, _ b: Interval) -> Truth {
    switch comparison {
    case .equal: a.equals(b)
    case .notEqual: !a.equals(b)
    case .less: a.isLess(than: b)
    case .atMost: a.isAtMost(b)
    case .greater: b.isLess(than: a)
    case .atLeast: b.isAtMost(a)
    }
  }

  static func compare(_ a: WordSet, _ comparison: Comparison, _ b: WordSet) -> Truth {
    func ends(_ set: WordSet) -> Interval {
      guard set.bits != 0 else { return Interval(0, 63) }
      return Interval(
        Double(set.bits.trailingZeroBitCount), Double(63 - set.bits.leadingZeroBitCount))
    }
    switch comparison {
    case .equal, .notEqual:
      let truth: Truth =
        a.bits & b.bits == 0 ? .no : a == b && a.bits.nonzeroBitCount == 1 ? .yes : .unknown
      return comparison == .equal ? truth : !truth
    default: return compare(ends(a), comparison, ends(b))
    }
  }

  // MARK: Sets

  private func literal(_ node: PlanNode, _ state: LayerState) -> Datum {
    var members = Members([])
    for child in node.children {
      let datum = evaluate(child, state)
      if let value = Self.value(datum, program[child].type) {
        members.sure.append(value)
      } else {
        members.isOpen = true
      }
    }
    return .set(members)
  }

  /// The value of a known datum as an element of a set.
  static func value(_ datum: Datum, _ type: ExpressionType) -> Value? {
    switch (datum, type) {
    case (.entity(let id), _): .entity(id)
    case (.words(let set), .words(let scale)): set.word.map { .words(WordSet(word: $0), scale) }
    case (.truth(let truth), _): truth == .unknown ? nil : .truth(truth == .yes)
    case (.number(let interval, let unit), _):
      interval.isExact ? .number(interval, .exact, unit) : nil
    case (.value(.words(let set, let scale)), _): set.word.map { .words(WordSet(word: $0), scale) }
    case (.value(.number(let interval, _, let unit)), _):
      interval.isExact ? .number(interval, .exact, unit) : nil
    case (.value(let value), _): value == .unknown ? nil : value
    default: nil
    }
  }

  private func contains(_ node: PlanNode, _ state: LayerState) -> Truth {
    let left = evaluate(node.children[0], state)
    let right = program[node.children[1]]
    if case .collection(let kind) = right.operation, case .entity(let id) = left {
      return Truth(
        state.snapshot.contains(id)
          && program.kinds.contains(model.entities[Int(id.index)].kind, in: kind))
    }
    if case .words(let words) = left, let truth = isWord(words, of: right) { return truth }
    if let element = listedElement(left), let truth = listContains(element, right, state) {
      return truth
    }
    guard case .set(let members) = evaluate(node.children[1], state) else { return .unknown }
    // That nobody states a key says nothing of it.
    if case .mapKeys = right.operation, pins.isEmpty {
      return membership(of: left, program[node.children[0]].type, in: members) == .yes
        ? .yes : .unknown
    }
    return membership(of: left, program[node.children[0]].type, in: members)
  }

  /// Whether what is known of a value makes it an element of a set.
  func membership(of left: Datum, _ type: ExpressionType, in members: Members) -> Truth {
    if case .words(let set) = left, case .words(let scale) = type {
      var truths: (yes: Bool, no: Bool, unknown: Bool) = (false, false, false)
      for word in set.words {
        switch members.contains(.words(WordSet(word: word), scale)) {
        case .yes: truths.yes = true
        case .no: truths.no = true
        case .unknown: truths.unknown = true
        }
      }
      if truths.unknown || (truths.yes && truths.no) { return .unknown }
      return Truth(truths.yes)
    }
    guard let value = Self.value(left, type) else {
      return members.sure.isEmpty && members.possible.isEmpty && !members.isOpen ? .no : .unknown
    }
    return members.contains(value)
  }

  /// Whether what is known of a word makes it one of a list of words; nil where the list holds anything
  /// else.
  private func isWord(_ words: WordSet, of list: PlanNode) -> Truth? {
    guard words.bits != 0, let listed = listedWords(list) else { return nil }
    if words.bits & listed == 0 { return .no }
    return words.bits & ~listed == 0 ? .yes : .unknown
  }

  /// The words of a list of words, one bit each; nil where the list holds anything else.
  func listedWords(_ list: PlanNode) -> UInt64? {
    guard case .set = list.operation else { return nil }
    var listed: UInt64 = 0
    for child in list.children {
      guard case .constant(.words(let word)) = program[child].operation, word.word != nil else {
        return nil
      }
      listed |= word.bits
    }
    return listed
  }

  /// An entity as an element of a list.
  private func listedElement(_ datum: Datum) -> Value? {
    if case .entity(let id) = datum { return .entity(id) }
    return nil
  }

  /// Whether a list attribute of which one fact speaks contains an element, without making the list a
  /// set; nil where it is not that simple.
  private func listContains(_ element: Value, _ node: PlanNode, _ state: LayerState) -> Truth? {
    guard case .attribute(let attribute) = node.operation,
      !program.attributes[Int(attribute.number)].isDerived,
      case .entity(let entity) = evaluate(node.children[0], state),
      state.snapshot.contains(entity)
    else { return nil }
    guard pins.isEmpty else { return nil }
    let definition = program.attributes[Int(attribute.number)]
    if case .entity(let id) = element, !state.snapshot.contains(id) { return nil }
    let holder = model.entities[Int(entity.index)]
    guard program.kinds.contains(holder.kind, in: definition.owner),
      let fact = state.snapshot.firstFact(attribute, of: holder),
      state.snapshot.fact(after: fact) == nil, case .list(let range) = model.facts[fact].value
    else { return nil }
    var isOpen = range.isOpen
    for index in Int(range.start)..<Int(range.start) + Int(range.count) {
      if model.lists[index] == element { return .yes }
      if model.lists[index] == .unknown { isOpen = true }
    }
    return isOpen ? .unknown : .no
  }
}
