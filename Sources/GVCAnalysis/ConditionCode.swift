import GVCModel

/// Turns the conditions of a rule into functions over the columns of one snapshot, for rules that run
/// over many things: what is simple reads its column directly, and all else is evaluated as ever.
struct ConditionCode {
  typealias TruthCode = () -> Truth
  /// Returns the index of a thing, or -1 where it is not known.
  private typealias ThingCode = () -> Int32
  /// Returns the words that a value may be, one bit each.
  private typealias WordCode = () -> UInt64

  private let evaluator: Evaluator
  private let state: LayerState

  /// For an evaluator, in its own layer.
  init(_ evaluator: Evaluator) {
    self.evaluator = evaluator
    state = evaluator.current
  }

  private var model: Model { evaluator.model }
  private var program: Program { evaluator.program }

  /// The truth of a condition, with the variables as they are bound when it is called.
  func truth(_ id: PlanID) -> TruthCode {
    let node = program[id]
    let children = node.children
    switch node.operation {
    case .constant(.truth(let truth)): return { truth }
    case .and:
      let parts = children.map { truth($0) }
      return {
        var result = Truth.yes
        for part in parts {
          result = result && part()
          if result == .no { break }
        }
        return result
      }
    case .or:
      let parts = children.map { truth($0) }
      return {
        var result = Truth.no
        for part in parts {
          result = result || part()
          if result == .yes { break }
        }
        return result
      }
    case .not:
      let inner = truth(children[0])
      return { !inner() }
    case .call(.surely):
      let inner = holds(children[0])
      return { Truth(inner()) }
    case .compare(let comparison):
      guard let left = words(children[0]), let right = words(children[1]) else { break }
      return { Evaluator.compare(WordSet(bits: left()), comparison, WordSet(bits: right())) }
    case .contains:
      if let code = isWord(children) ?? isListed(children, id) { return code }
    case .isKnown:
      guard let value = words(children[0]) else { break }
      return { Truth(value().nonzeroBitCount == 1) }
    case .attribute(let attribute):
      if let code = truth(of: attribute, node, id) { return code }
    default: break
    }
    return { [evaluator] in evaluator.evaluate(id).truth }
  }

  /// Whether a condition is known to hold.
  private func holds(_ id: PlanID) -> () -> Bool {
    let node = program[id]
    switch node.operation {
    case .and:
      let parts = node.children.map { holds($0) }
      return { parts.allSatisfy { $0() } }
    case .or:
      let parts = node.children.map { holds($0) }
      return { parts.contains { $0() } }
    case .call(.surely): return holds(node.children[0])
    default:
      let code = truth(id)
      return { code() == .yes }
    }
  }

  // MARK: Things

  /// A variable of the rule, or an end of a link that is one; nil for anything else.
  private func thing(_ id: PlanID) -> ThingCode? {
    let node = program[id]
    switch node.operation {
    case .variable(let slot): return { [evaluator] in evaluator.things[slot] }
    case .relation(let relation) where relation == .supplier || relation == .buyer:
      guard let link = thing(node.children[0]) else { return nil }
      let place = relation == .supplier ? 0 : 1
      return { [entities = model.entities, pool = model.endPool] in
        let index = link()
        guard index >= 0 else { return -1 }
        let ends = entities[Int(index)].ends
        // A link with a broken end, which is diagnosed, has a supplier only.
        guard ends.count == 2 || (place == 0 && ends.count > 0) else { return -1 }
        return pool[Int(ends.lowerBound) + place].index
      }
    default: return nil
    }
  }

  /// Whether a thing, by its index, is there and of the kind that has an attribute.
  private func has(_ attribute: AttributeID) -> (Int32) -> Bool {
    let owner = program.attributes[Int(attribute.number)].owner
    return { [entities = model.entities, kinds = program.kinds, snapshot = state.snapshot] index in
      snapshot.exists[Int(index)] && kinds.contains(entities[Int(index)].kind, in: owner)
    }
  }

  /// The one fact that speaks of a stated attribute without a default, by the index of the thing: -1
  /// where none does, as of a thing of another kind, and -2 where several do.
  private func fact(of attribute: AttributeID) -> ((Int32) -> Int)? {
    let plan = program.attributes[Int(attribute.number)]
    guard !plan.isDerived, plan.defaultValue == nil else { return nil }
    let snapshot = state.snapshot
    guard let column = snapshot.columns[Int(attribute.number)] else { return { _ in -1 } }
    let has = has(attribute)
    return { [entities = model.entities] index in
      guard has(index) else { return -1 }
      let fact = Int(column[Int(entities[Int(index)].row)])
      if fact >= 0, snapshot.fact(after: fact) != nil { return -2 }
      return fact
    }
  }

  // MARK: Words

  /// The words that a value may be; nil for a value that is none of a scale, or not simple.
  private func words(_ id: PlanID) -> WordCode? {
    let node = program[id]
    guard case .words(let scale) = node.type else { return nil }
    switch node.operation {
    case .constant(.words(let set)):
      return { set.bits }
    case .attribute(let attribute):
      guard let thing = thing(node.children[0]) else { return nil }
      let all = WordSet(all: model.vocabulary[scale].words.count).bits
      let slow: WordCode = { [evaluator] in
        if case .words(let set) = evaluator.evaluate(id) { return set.bits }
        return all
      }
      if program.derivations[attribute] != nil {
        let cache = state.cache(of: attribute)
        let has = has(attribute)
        return { [entities = model.entities] in
          let index = thing()
          guard index >= 0, has(index) else { return all }
          let row = Int(entities[Int(index)].row)
          if let known = cache.value(row) { return known }
          let bits = slow()
          cache.set(row, bits)
          return bits
        }
      }
      guard let fact = fact(of: attribute) else { return nil }
      return { [facts = model.facts] in
        let index = thing()
        guard index >= 0 else { return all }
        let place = fact(index)
        if place == -1 { return all }
        guard place >= 0 else { return slow() }
        if case .words(let set, _) = facts[place].value { return set.bits }
        return facts[place].value == .unknown ? all : slow()
      }
    default: return nil
    }
  }

  /// Whether a word is one of a list of words.
  private func isWord(_ children: [PlanID]) -> TruthCode? {
    guard let word = words(children[0]), case .set = program[children[1]].operation else {
      return nil
    }
    var listed: UInt64 = 0
    for child in program[children[1]].children {
      guard case .constant(.words(let set)) = program[child].operation, set.word != nil else {
        return nil
      }
      listed |= set.bits
    }
    return {
      let bits = word()
      if bits & listed == 0 { return .no }
      return bits & ~listed == 0 ? .yes : .unknown
    }
  }

  // MARK: Lists and truths

  /// Whether a thing stands in a list that one fact states.
  private func isListed(_ children: [PlanID], _ id: PlanID) -> TruthCode? {
    guard let element = thing(children[0]),
      case .attribute(let attribute) = program[children[1]].operation,
      case .set(.entity) = program[children[1]].type,
      let holder = thing(program[children[1]].children[0]), let fact = fact(of: attribute)
    else { return nil }
    return { [facts = model.facts, lists = model.lists, evaluator] in
      let (wanted, index) = (element(), holder())
      guard wanted >= 0, index >= 0 else { return evaluator.evaluate(id).truth }
      let place = fact(index)
      if place == -1 { return .unknown }
      guard place >= 0, case .list(let range) = facts[place].value else {
        return evaluator.evaluate(id).truth
      }
      var isOpen = range.isOpen
      for value in lists[Int(range.start)..<Int(range.start) + Int(range.count)] {
        if case .entity(let id) = value {
          if id.index == wanted { return .yes }
        } else if value == .unknown {
          isOpen = true
        }
      }
      return isOpen ? .unknown : .no
    }
  }

  /// An attribute that is true or false, stated or derived.
  private func truth(of attribute: AttributeID, _ node: PlanNode, _ id: PlanID) -> TruthCode? {
    guard node.type == .truth, let thing = thing(node.children[0]) else { return nil }
    if program.derivations[attribute] != nil {
      let cache = state.cache(of: attribute)
      let has = has(attribute)
      return { [entities = model.entities, evaluator] in
        let index = thing()
        guard index >= 0, has(index) else { return .unknown }
        let row = Int(entities[Int(index)].row)
        if let known = cache.value(row),
          let truth = Truth(rawValue: UInt8(truncatingIfNeeded: known - 1))
        {
          return truth
        }
        let truth = evaluator.evaluate(id).truth
        cache.set(row, UInt64(truth.rawValue) + 1)
        return truth
      }
    }
    guard let fact = fact(of: attribute) else { return nil }
    return { [facts = model.facts, evaluator] in
      let index = thing()
      guard index >= 0 else { return .unknown }
      let place = fact(index)
      if place == -1 { return .unknown }
      guard place >= 0, case .truth(let truth) = facts[place].value else {
        return evaluator.evaluate(id).truth
      }
      return Truth(truth)
    }
  }
}

/// What is known of an attribute of the things of a kind, a number above 0 a row.
final class RowCache {
  private var values: [UInt64]

  init(rows: Int) { values = Array(repeating: 0, count: rows) }

  func value(_ row: Int) -> UInt64? { values[row] == 0 ? nil : values[row] }

  func set(_ row: Int, _ value: UInt64) { values[row] = value }
}
