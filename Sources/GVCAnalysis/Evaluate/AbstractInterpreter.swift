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
struct AbstractInterpreter {
  let evaluator: Evaluator
  private let current: Snapshot?
  private let previous: Snapshot?

  /// - Parameter isOfSnapshot: Whether to say what holds in the snapshot of the evaluator, or in every one.
  init(_ evaluator: Evaluator, isOfSnapshot: Bool) {
    self.evaluator = evaluator
    current = isOfSnapshot ? evaluator.current.snapshot : nil
    previous = isOfSnapshot ? evaluator.previous?.snapshot : nil
  }

  var model: Model { evaluator.model }
  var program: Program { evaluator.program }
  private var cache: AbstractCache { evaluator.interpreter }

  /// What a derived attribute is looked at with, which decides what is found of it.
  private func key(_ derivation: PlanID, _ scope: Scope) -> AbstractCache.Key {
    let layer: AbstractCache.Layer =
      switch scope.snapshot?.layer {
      case nil: scope.snapshot == nil ? .any : .outside
      case let layer?: .layer(layer)
      }
    return AbstractCache.Key(
      derivation: derivation, layer: layer, lacking: scope.lacking?.attribute)
  }

  /// The truths that a derivation can have, found once.
  func truths(ofDerivation id: PlanID, _ scope: Scope) -> Truths {
    let key = key(id, scope)
    if let known = cache.truths[key] { return known }
    let found = truths(id, scope)
    cache.truths[key] = found
    return found
  }

  /// The value of a derivation, found once.
  func value(ofDerivation id: PlanID, _ scope: Scope) -> Datum? {
    let key = key(id, scope)
    if let known = cache.values[key] { return known }
    let found = value(id, scope)
    cache.values[key] = .some(found)
    return found
  }

  /// What a condition is looked at with.
  struct Scope {
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

  func truths(_ id: PlanID, _ scope: Scope) -> Truths {
    let node = program[id]
    return node.meaning.truths(of: node, id, scope, self)
  }

  /// What the layer before is looked at with.
  var before: Scope { Scope(snapshot: previous, present: 0, lacking: nil) }

  /// The truths of whether something holds of a member; negated, of whether it fails of one.
  func quantified(
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
  func inner(_ node: PlanNode, _ scope: Scope) -> Scope {
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
  func isPresent(_ attribute: AttributeID, _ node: PlanNode, _ scope: Scope) -> Bool {
    guard let base = node.children.first, case .entity(let kind) = program[base].type,
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
  func value(_ id: PlanID, _ scope: Scope) -> Datum? {
    let node = program[id]
    return node.meaning.value(of: node, id, scope, self)
  }

  /// Whether nothing is known of a value, whatever the variables stand for.
  func isUnknown(_ id: PlanID, _ scope: Scope) -> Bool {
    value(id, scope) == .unknown(of: program[id].type, model)
  }

  /// Whether an attribute is not stated, and has no default that is. A share is not open even so: the
  /// others of the same whole bound it.
  func isUnstated(
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
    case .measure(let measure):
      return snapshot?.columns[Int(measure.number)] != nil || snapshot == nil
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
}

/// What abstract interpretation has found of derived attributes, so that one that is derived from others again and again is looked at
/// once.
final class AbstractCache {
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
