import GVCAnalysis
import GVCModel
import GVCSyntax

/// How functions are called, in a line.
enum Signature {
  /// `tier(actor, [chain]) → number`.
  static func text(_ function: BuiltIn) -> String {
    "\(function.name)(\(parameters(function).joined(separator: ", "))) → \(function.result.words)"
  }

  /// `sum(value for x in set where condition) → number`.
  static func text(_ aggregate: Aggregate) -> String {
    "\(aggregate.rawValue)(\(body(aggregate)) for x in set where condition) → \(result(aggregate))"
  }

  static func parameters(_ function: BuiltIn) -> [String] {
    function.parameters.enumerated().map { index, parameter in
      index < function.required ? parameter.word : "[\(parameter.word)]"
    }
  }

  static func body(_ aggregate: Aggregate) -> String {
    aggregate == .any || aggregate == .all ? "condition" : "value"
  }

  private static func result(_ aggregate: Aggregate) -> String {
    aggregate == .any || aggregate == .all ? "yes or no" : "number"
  }
}

extension Aggregate {
  /// What it gives, in a sentence.
  var documentation: String {
    switch self {
    case .sum: "The sum of the values."
    case .min: "The least of the values."
    case .max: "The greatest of the values."
    case .count: "How many elements there are."
    case .average: "The mean of the values."
    case .any: "Whether the condition holds of one element or more."
    case .all: "Whether the condition holds of every element."
    }
  }
}
