import GVCModel

/// Says which conditions can hold only where something moved: a rule of them is of no layer that follows none.
///
/// It errs to one side: what it says needs a change does.
struct ChangeNeeds {
  let program: Program
  let model: Model
  private var derived: [AttributeID: Truths] = [:]

  init(_ program: Program, _ model: Model) {
    self.program = program
    self.model = model
  }

  /// Whether a condition cannot hold while nothing is known of what moved.
  mutating func needsChange(_ id: PlanID) -> Bool { !truths(id).contains(.yes) }

  /// The truths that a condition can have while nothing is known of what moved.
  mutating func truths(_ id: PlanID) -> Truths {
    let node = program[id]
    return node.meaning.truthsWithoutChange(of: node, &self)
  }

  /// The same of an attribute: any, where it is not derived.
  mutating func truths(ofDerived attribute: AttributeID) -> Truths {
    guard let derivation = program.derivations[attribute] else { return .any }
    if let known = derived[attribute] { return known }
    derived[attribute] = .any
    let found = truths(derivation)
    derived[attribute] = found
    return found
  }

  /// Whether a node says what moved of one thing.
  func isOfChange(_ id: PlanID) -> Bool {
    switch program[id].operation {
    case .attribute(let attribute), .voiced(let attribute, _):
      model.vocabulary[attribute].factKind == .change
    default: false
    }
  }
}
