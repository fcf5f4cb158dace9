import GVCModel
import GVCSyntax

/// The findings that a case accepts, each with a reason: `gvc check` does not report them.
struct Acceptances {
  private let accepted: [Expectation]
  /// What is wrong in those that cannot be read.
  let diagnostics: [Diagnostic]
  private var used: Set<Int> = []

  init(_ model: Model) {
    (accepted, diagnostics) = ExpectationReader.acceptances(model)
  }

  /// Whether a finding is accepted; what accepts it is then in use.
  mutating func accept(_ finding: Finding, in program: Program) -> Bool {
    let found = accepted.indices.filter { accepted[$0].speaks(of: finding, in: program) }
    used.formUnion(found)
    return !found.isEmpty
  }

  /// A warning for each that accepts nothing which is reported.
  func unused(_ model: Model) -> [Diagnostic] {
    accepted.indices.filter { !used.contains($0) }.map { index in
      let place = accepted[index].place
      return RuleErrors.nothingAccepted(at: model.trees[place.tree].location(place.node))
    }
  }
}
