import GVCModel
import GVCSyntax

/// Tables over a whole project that finding names takes.
struct NameTables: Sendable {
  /// The rules by their nodes, and by their names.
  let rules: [SyntaxPlace: Int]
  let rulesByName: [Symbol: [Int]]

  init(_ model: Model) {
    rules = Dictionary(
      model.rules.enumerated().map { ($1.place, $0) }, uniquingKeysWith: { a, _ in a })
    rulesByName = Dictionary(grouping: model.rules.indices) { model.rules[$0].name }
  }
}
