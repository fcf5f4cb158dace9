import GVCModel

/// Says which conditions can hold only where something moved: a rule of them is of no layer that follows none.
///
/// It errs to one side: what it says needs a change does.
struct ChangeNeeds {
  private let program: Program
  private let model: Model
  private var derived: [AttributeID: Truths] = [:]

  init(_ program: Program, _ model: Model) {
    self.program = program
    self.model = model
  }

  /// Whether a condition cannot hold while nothing is known of what moved.
  mutating func needsChange(_ id: PlanID) -> Bool { !truths(id).contains(.yes) }

  /// The truths that a condition can have while nothing is known of what moved.
  private mutating func truths(_ id: PlanID) -> Truths {
    let node = program[id]
    let children = node.children
    switch node.operation {
    case .constant(.truth(let truth)): return Truths(truth)
    case .and:
      return children.reduce(.yes) { found, child in found.combined(truths(child)) { $0 && $1 } }
    case .or:
      return children.reduce(.no) { found, child in found.combined(truths(child)) { $0 || $1 } }
    case .not: return truths(children[0]).negated
    case .isKnown: return isOfChange(children[0]) ? .no : [.no, .yes]
    case .call(let function) where function.name == "surely":
      let found = truths(children[0])
      return (found.contains(.yes) ? Truths.yes : []).union(
        found.isDisjoint(with: [.no, .unknown]) ? [] : .no)
    case .compare(let comparison):
      let isEquality = comparison == .equal || comparison == .notEqual
      return isEquality && children.contains(where: isOfChange) ? .unknown : .any
    case .contains:
      guard isOfChange(children[0]), case .words(let scale) = program[children[0]].type,
        case .set = program[children[1]].operation,
        program[children[1]].children.count < model.vocabulary[scale].words.count
      else { return .any }
      return .unknown
    case .conditional:
      let test = truths(children[0])
      var found: Truths = test.contains(.unknown) ? .unknown : []
      if !test.isDisjoint(with: [.yes, .unknown]) { found.formUnion(truths(children[1])) }
      if !test.isDisjoint(with: [.no, .unknown]) { found.formUnion(truths(children[2])) }
      return found
    case .attribute(let attribute):
      guard let derivation = program.derivations[attribute] else { return .any }
      if let known = derived[attribute] { return known }
      derived[attribute] = .any
      let found = truths(derivation)
      derived[attribute] = found
      return found
    case .aggregate(.any, _):
      return truths(children[0]).contains(.yes) ? .any : [.no, .unknown]
    default: return .any
    }
  }

  /// Whether a node says what moved of one thing.
  private func isOfChange(_ id: PlanID) -> Bool {
    switch program[id].operation {
    case .attribute(let attribute), .voiced(let attribute, _):
      model.vocabulary[attribute].factKind == .change
    default: false
    }
  }
}
