import GVCModel

/// The truths that a condition can have, one bit each.
struct Truths: OptionSet {
  let rawValue: UInt8

  static let no = Truths(rawValue: 1)
  static let unknown = Truths(rawValue: 2)
  static let yes = Truths(rawValue: 4)
  static let any: Truths = [.no, .unknown, .yes]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ truth: Truth) {
    switch truth {
    case .yes: self = .yes
    case .no: self = .no
    case .unknown: self = .unknown
    }
  }

  /// All that a function of two truths can give.
  func combined(_ other: Truths, _ operation: (Truth, Truth) -> Truth) -> Truths {
    var result: Truths = []
    each { a in other.each { b in result.insert(Truths(operation(a, b))) } }
    return result
  }

  var negated: Truths { mapped { !$0 } }

  /// All that a function of a truth can give.
  func mapped(_ operation: (Truth) -> Truth) -> Truths {
    var result: Truths = []
    each { result.insert(Truths(operation($0))) }
    return result
  }

  @inline(__always)
  private func each(_ body: (Truth) -> Void) {
    if contains(.no) { body(.no) }
    if contains(.unknown) { body(.unknown) }
    if contains(.yes) { body(.yes) }
  }
}

/// Says which truths the conditions of a rule can have in a snapshot, from what is stated there at all:
/// a rule about what nobody states need not be run, and one that asks for what few things state need
/// only be run over those.
///
/// It errs to one side only: a truth that a condition has is always among those that it says.
struct Prospects {
  private let evaluator: Evaluator
  private let current: Snapshot?
  private let previous: Snapshot?

  /// - Parameter isOfSnapshot: Whether to say what holds in the snapshot of the evaluator, or in every one.
  init(_ evaluator: Evaluator, isOfSnapshot: Bool) {
    self.evaluator = evaluator
    current = isOfSnapshot ? evaluator.current.snapshot : nil
    previous = isOfSnapshot ? evaluator.previous?.snapshot : nil
  }

  private var model: Model { evaluator.model }
  private var program: Program { evaluator.program }
  private var cache: ProspectCache { evaluator.prospects }

  /// What a derived attribute is looked at with, which decides what is found of it.
  private func key(_ derivation: PlanID, _ scope: Scope) -> ProspectCache.Key {
    let layer: ProspectCache.Layer =
      switch scope.snapshot?.layer {
      case nil: scope.snapshot == nil ? .any : .outside
      case let layer?: .layer(layer)
      }
    return ProspectCache.Key(
      derivation: derivation, layer: layer, lacking: scope.lacking?.attribute)
  }

  /// The truths that a derivation can have, found once.
  private func truths(ofDerivation id: PlanID, _ scope: Scope) -> Truths {
    let key = key(id, scope)
    if let known = cache.truths[key] { return known }
    let found = truths(id, scope)
    cache.truths[key] = found
    return found
  }

  /// The value of a derivation, found once.
  private func value(ofDerivation id: PlanID, _ scope: Scope) -> Datum? {
    let key = key(id, scope)
    if let known = cache.values[key] { return known }
    let found = value(id, scope)
    cache.values[key] = .some(found)
    return found
  }

  /// What a condition is looked at with.
  private struct Scope {
    let snapshot: Snapshot?
    /// The variables that stand for things which are there, one bit a slot.
    let present: UInt64
    /// A variable that stands for a thing of which an attribute is not stated.
    let lacking: (slot: Int, attribute: AttributeID)?
  }

  /// The truths that a condition of a rule can have.
  func truths(of id: PlanID, in plan: RulePlan) -> Truths {
    truths(id, Scope(snapshot: current, present: Self.present(plan, program), lacking: nil))
  }

  /// The truth of a condition whatever the variables stand for; nil where it can differ.
  func truth(of id: PlanID, in plan: RulePlan) -> Truth? {
    switch truths(of: id, in: plan) {
    case .yes: .yes
    case .unknown: .unknown
    case .no: .no
    default: nil
    }
  }

  /// Whether a set has no element, whatever the variables stand for: the keys of a map that nobody states.
  func isEmpty(_ set: PlanID) -> Bool {
    guard case .mapKeys(let attribute) = program[set].operation, let current else { return false }
    return current.columns[Int(attribute.number)] == nil
      && program.attributes[Int(attribute.number)].defaultValue == nil
  }

  /// What a derivation gives for everything that is there in a snapshot; nil where that differs.
  func value(of derivation: PlanID, in snapshot: Snapshot) -> Datum? {
    value(ofDerivation: derivation, Scope(snapshot: snapshot, present: 1, lacking: nil))
  }

  /// The attributes of what a variable stands for without which one of some conditions fails, whatever
  /// else is stated: a rule need only look at things that state them all.
  func attributes(
    neededOf slot: Int, by conditions: [PlanID], in plan: RulePlan
  ) -> [AttributeID] {
    let present = Self.present(plan, program)
    var needed: Set<AttributeID> = []
    for condition in conditions {
      var read: Set<AttributeID> = []
      var derived: Set<AttributeID> = []
      collect(condition, slot, &read, &derived)
      for attribute in read.subtracting(needed) {
        let scope = Scope(snapshot: current, present: present, lacking: (slot, attribute))
        if truths(condition, scope) == .no { needed.insert(attribute) }
      }
    }
    return needed.sorted { $0.number < $1.number }
  }

  /// The variables of a rule that run over collections, all of whose members are there.
  private static func present(_ plan: RulePlan, _ program: Program) -> UInt64 {
    plan.bindings.reduce(0) { present, binding in
      guard case .collection = program[binding.set].operation else { return present }
      return present | 1 << UInt64(binding.slot)
    }
  }

  /// The attributes that a condition reads of a variable, also by way of derived ones.
  private func collect(
    _ id: PlanID, _ slot: Int, _ found: inout Set<AttributeID>,
    _ derived: inout Set<AttributeID>
  ) {
    let node = program[id]
    for child in node.children { collect(child, slot, &found, &derived) }
    guard case .attribute(let attribute) = node.operation, let base = node.children.first,
      case .variable(slot) = program[base].operation
    else { return }
    if let derivation = program.derivations[attribute] {
      if derived.insert(attribute).inserted { collect(derivation, 0, &found, &derived) }
    } else {
      found.insert(attribute)
    }
  }

  // MARK: Truths

  private func truths(_ id: PlanID, _ scope: Scope) -> Truths {
    let node = program[id]
    let children = node.children
    switch node.operation {
    case .constant(.truth(let truth)): return Truths(truth)
    case .and: return children.reduce(.yes) { $0.combined(truths($1, scope)) { $0 && $1 } }
    case .or: return children.reduce(.no) { $0.combined(truths($1, scope)) { $0 || $1 } }
    case .not: return truths(children[0], scope).negated
    case .isKnown: return isUnknown(children[0], scope) ? .no : [.no, .yes]
    case .call(let function) where function.reads == .arguments:
      guard function.parameters == [.truth] else {
        return value(id, scope).map { Truths($0.truth) } ?? .any
      }
      return truths(children[0], scope).mapped { truth in
        function.value(FunctionCall(evaluator, node, evaluator.current, given: [.truth(truth)]))
          .truth
      }
    case .compare(let comparison):
      guard let left = value(children[0], scope), let right = value(children[1], scope) else {
        return isOpen(comparison, children, scope) ? .unknown : .any
      }
      return Truths(evaluator.compare(left, comparison, right))
    case .contains: return contains(children, scope)
    case .conditional:
      let test = truths(children[0], scope)
      var result: Truths = []
      if !test.isDisjoint(with: [.yes, .unknown]) { result.formUnion(truths(children[1], scope)) }
      if !test.isDisjoint(with: [.no, .unknown]) { result.formUnion(truths(children[2], scope)) }
      if test.contains(.unknown) { result.insert(.unknown) }
      return result
    case .before:
      // Of what is not there in the layer before, nothing is known.
      return truths(children[0], Scope(snapshot: previous, present: 0, lacking: nil))
        .union(.unknown)
    case .attribute(let attribute):
      if let derivation = program.derivations[attribute] {
        let found = truths(ofDerivation: derivation, inner(node, scope))
        return isPresent(node, scope) ? found : found.union(.unknown)
      }
      return isUnknown(id, scope) ? .unknown : .any
    case .aggregate(.any, let bindings): return quantified(bindings, children[0], scope)
    case .aggregate(.all, let bindings):
      return quantified(bindings, children[0], scope, isNegated: true).negated
    default: return .any
    }
  }

  /// The truths of whether something holds of a member; negated, of whether it fails of one.
  private func quantified(
    _ bindings: [PlanBinding], _ body: PlanID, _ scope: Scope, isNegated: Bool = false
  ) -> Truths {
    // The variables of an aggregate may stand for what is not there.
    let mask = bindings.reduce(UInt64(0)) { $0 | 1 << UInt64($1.slot) }
    let inside = Scope(
      snapshot: scope.snapshot, present: scope.present & ~mask,
      lacking: scope.lacking.flatMap { mask & (1 << UInt64($0.slot)) == 0 ? $0 : nil })
    var found = truths(body, inside)
    if isNegated { found = found.negated }
    var isClosed = true
    for binding in bindings {
      if let condition = binding.condition {
        let guarded = truths(condition, inside)
        if guarded == .no { found = .no }
        if guarded.contains(.unknown), found != .no { found.insert(.unknown) }
      }
      switch program[binding.set].operation {
      case .relation, .collection: break
      default: isClosed = false
      }
    }
    // There may be no member, and members that may be none.
    var result: Truths = .no
    if found.contains(.yes) { result.formUnion([.yes, .unknown]) }
    if found.contains(.unknown) || !isClosed { result.insert(.unknown) }
    return result
  }

  /// The scope inside of a derivation, where the thing that it is of stands in slot 0, and is there.
  private func inner(_ node: PlanNode, _ scope: Scope) -> Scope {
    var lacking: (slot: Int, attribute: AttributeID)?
    if let base = node.children.first, let outer = scope.lacking,
      case .variable(outer.slot) = program[base].operation
    {
      lacking = (0, outer.attribute)
    }
    return Scope(snapshot: scope.snapshot, present: 1, lacking: lacking)
  }

  /// Whether what an attribute is read of is there, and of the kind that has it: a variable over a
  /// collection, or an end of a link that is there.
  private func isPresent(_ node: PlanNode, _ scope: Scope) -> Bool {
    guard case .attribute(let attribute) = node.operation, let base = node.children.first,
      case .entity(let kind) = program[base].type,
      program.kinds.contains(kind, in: model.vocabulary[attribute].owner)
    else { return false }
    var place = program[base]
    if case .relation(let relation) = place.operation, relation == .supplier || relation == .buyer,
      let link = place.children.first
    {
      place = program[link]
    }
    guard case .variable(let slot) = place.operation else { return false }
    return scope.present & (1 << UInt64(slot)) != 0
  }

  // MARK: Values

  /// What a value is, whatever the variables stand for; nil where that cannot be said.
  private func value(_ id: PlanID, _ scope: Scope) -> Datum? {
    let node = program[id]
    switch node.operation {
    case .constant(let datum): return datum
    case .threshold(let index): return evaluator.thresholds[index]
    case .set where node.children.allSatisfy({ program[$0].isConstant }):
      return evaluator.evaluate(id)
    case .attribute(let attribute), .voiced(let attribute, _):
      if let derivation = program.derivations[attribute] {
        guard let found = value(ofDerivation: derivation, inner(node, scope)) else { return nil }
        return isPresent(node, scope) || found == .unknown(of: node.type, model) ? found : nil
      }
      return isUnstated(attribute, node, scope) ? .unknown(of: node.type, model) : nil
    case .mapValue(let attribute):
      guard let snapshot = scope.snapshot else { return nil }
      return snapshot.columns[Int(attribute.number)] == nil ? .unknown : nil
    case .conditional:
      let test = truths(node.children[0], scope)
      if test == .yes { return value(node.children[1], scope) }
      if test == .no { return value(node.children[2], scope) }
      guard test == .unknown, let yes = value(node.children[1], scope),
        let no = value(node.children[2], scope)
      else { return nil }
      return yes == no ? yes : evaluator.hull(yes, no, node.type)
    case .call(let function) where function.reads == .arguments:
      var arguments: [Datum] = []
      for child in node.children {
        guard let argument = value(child, scope) else { return nil }
        arguments.append(argument)
      }
      return function.value(FunctionCall(evaluator, node, evaluator.current, given: arguments))
    default: return nil
    }
  }

  /// Whether nothing is known of a value, whatever the variables stand for.
  private func isUnknown(_ id: PlanID, _ scope: Scope) -> Bool {
    value(id, scope) == .unknown(of: program[id].type, model)
  }

  /// Whether an attribute is not stated, and has no default that is. A share is not open even so: the
  /// others of the same whole bound it.
  private func isUnstated(
    _ attribute: AttributeID, _ node: PlanNode, _ scope: Scope
  ) -> Bool {
    if case .number(.share) = node.type { return false }
    guard !hasDefault(attribute, scope.snapshot) else { return false }
    if let snapshot = scope.snapshot, snapshot.columns[Int(attribute.number)] == nil { return true }
    guard let lacking = scope.lacking, lacking.attribute == attribute,
      let base = node.children.first, case .variable(lacking.slot) = program[base].operation
    else { return false }
    return true
  }

  /// Whether a default may say something where no fact does.
  private func hasDefault(_ attribute: AttributeID, _ snapshot: Snapshot?) -> Bool {
    switch program.attributes[Int(attribute.number)].defaultValue {
    case nil: return false
    case .value: return true
    case .path(let via, let other):
      return [via, other].allSatisfy { maySpeak($0, snapshot) }
    case .end(_, let other): return maySpeak(other, snapshot)
    }
  }

  /// Whether something may say an attribute: a fact, a default or a derivation.
  private func maySpeak(_ attribute: AttributeID, _ snapshot: Snapshot?) -> Bool {
    guard let snapshot else { return true }
    let plan = program.attributes[Int(attribute.number)]
    return snapshot.columns[Int(attribute.number)] != nil || plan.defaultValue != nil
      || plan.isDerived
  }

  /// Whether a comparison is unknown because nothing is known of one side, which has no bounds of its own.
  private func isOpen(
    _ comparison: Comparison, _ children: [PlanID], _ scope: Scope
  ) -> Bool {
    guard children.contains(where: { isUnknown($0, scope) }) else { return false }
    switch program[children[0]].type {
    case .words(let scale):
      // Each word is at least the first: only equality is open, of a scale with more than one word.
      return (comparison == .equal || comparison == .notEqual)
        && model.vocabulary[scale].words.count > 1
    case .truth, .entity, .text: return true
    default: return false
    }
  }

  /// The truths that `a in b` can have.
  private func contains(_ children: [PlanID], _ scope: Scope) -> Truths {
    guard case .set(let members)? = value(children[1], scope) else { return .any }
    // What a list of which nothing is said holds is unknown.
    if members == .unknown, case .attribute = program[children[1]].operation { return .unknown }
    guard let element = value(children[0], scope), case .set = program[children[1]].operation else {
      return .any
    }
    return Truths(evaluator.membership(of: element, program[children[0]].type, in: members))
  }
}

/// What prospects have found of derived attributes, so that one that is derived from others again and again is looked at
/// once.
final class ProspectCache {
  /// Which layer is looked at.
  enum Layer: Hashable {
    /// Every one.
    case any
    /// The facts outside all layers.
    case outside
    case layer(EntityID)
  }

  struct Key: Hashable {
    let derivation: PlanID
    let layer: Layer
    /// An attribute that what it is derived of does not state.
    let lacking: AttributeID?
  }

  /// Of one thread, as its evaluator is.
  @exclusivity(unchecked) fileprivate var truths: [Key: Truths] = [:]
  @exclusivity(unchecked) fileprivate var values: [Key: Datum?] = [:]
}

extension PlanNode {
  fileprivate var isConstant: Bool {
    if case .constant = operation { return true }
    return false
  }
}
