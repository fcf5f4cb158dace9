import GVCModel

/// How much evaluation may take in all: one budget for rules, abstract interpretation, messages, explanations and deciding facts.
///
/// A unit is the evaluation of one part of an expression for one row of a column; a part that is evaluated by itself
/// takes some more. So what is used is the same on every machine, and what there is grows with what is written.
final class WorkBudget {
  /// What was used so far.
  ///
  /// A budget is used by one thread, as its evaluators are.
  @exclusivity(unchecked) var used = 0
  /// How much there is.
  let limit: Int

  /// What a part takes that is evaluated by itself and not in a column.
  static let single = 8

  init(limit: Int) { self.limit = limit }

  /// The budget of a case: about a second for a small one, and linear in what it states.
  convenience init(for model: Model) {
    self.init(limit: 300_000_000 + 5_000 * (model.entities.count + model.facts.count))
  }

  var isExhausted: Bool { used > limit }
}
