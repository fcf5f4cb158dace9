@testable import GVCAnalysis

/// Expressions of a link `l`, made of the table of functions: each function with arguments of all sorts, and what is made
/// of what it gives.
enum GeneratedExpressions {
  /// Expressions that may stand for a parameter, in a case of `ColumnTests`.
  private static func arguments(for parameter: BuiltIn.Parameter) -> [String] {
    switch parameter {
    case .actor: ["l.supplier", "l.buyer", "l.supplier.mentor"]
    case .chain: ["c0", "l.chain"]
    case .capability: ["quality_cap"]
    case .anything: ["l", "l.supplier.mentor", "late"]
    case .set:
      ["l.supplier.sales", "l.supplier.performs", "upstream(l.buyer)", "firms"]
    case .number:
      ["ratio(l.share_of_sales)", "0.2", "ratio(l.share_of_purchases) - 0.3"]
    case .truth:
      ["l.level_of_price == high", "l.level_of_price == high or not (l.dependence == low)"]
    case .datedEntity: ["e0", "e1", "e2"]
    }
  }

  /// All calls of a function with some arguments.
  static func calls(of function: BuiltIn) -> [String] {
    (function.required...function.parameters.count).flatMap { count in
      function.parameters.prefix(count).reduce([[]]) { lists, parameter in
        lists.flatMap { list in arguments(for: parameter).map { list + [$0] } }
      }.map { "\(function.name)(\($0.joined(separator: ", ")))" }
    }
  }

  /// Conditions in which every function stands.
  static let conditions = BuiltIn.all.flatMap { function in
    calls(of: function).flatMap { call in
      switch function.result {
      case .truth: ["\(call)", "not \(call)"]
      case .number, .sameAsFirst: ["\(call) > 0.15", "\(call) is known"]
      case .actors: ["count(\(call)) > 1", "any(g == l.buyer for g in \(call))"]
      }
    }
  }
}
