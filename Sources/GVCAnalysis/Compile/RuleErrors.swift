import GVCModel
import GVCSyntax

/// The diagnostics of theories (GVC04…): what is wrong in rules and derived attributes.
enum RuleErrors {
  static func unknownName(_ name: String, suggestion: String?, at place: Location) -> Diagnostic {
    Diagnostic(
      .unknownNameInRule, "nothing is called `\(name)` here",
      at: Label(place, "not known"), help: suggestion.map { "did you mean `\($0)`?" },
      fixes: suggestion.map { [Fix("Replace by `\($0)`", [TextEdit(place, $0)])] } ?? [])
  }

  static func noAttribute(
    _ name: String, of type: String, suggestion: String?, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .noAttributeInRule, "\(type) has no attribute `\(name)`",
      at: Label(place, "not known"), help: suggestion.map { "did you mean `\($0)`?" },
      fixes: suggestion.map { [Fix("Replace by `\($0)`", [TextEdit(place, $0)])] } ?? [])
  }

  static func wrongType(
    expected: String, found: String, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .wrongTypeInRule, "this is \(found), where \(expected) is needed",
      at: Label(place, "is \(found)"))
  }

  static func doNotMix(
    _ left: String, _ right: String, at place: Location, _ leftPlace: Location,
    _ rightPlace: Location
  ) -> Diagnostic {
    Diagnostic(
      .measuresDoNotMix, "\(left) and \(right) do not mix",
      at: Label(place, "cannot be taken together"),
      secondary: [Label(leftPlace, left), Label(rightPlace, right)])
  }

  static func unknownWord(
    _ word: String, expected: String, suggestion: String?, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .unknownWordInRule, "`\(word)` is none of the words that can stand here",
      at: Label(place, "not known"),
      help: suggestion.map { "did you mean `\($0)`?" } ?? "it takes \(expected)",
      fixes: suggestion.map { [Fix("Replace by `\($0)`", [TextEdit(place, $0)])] } ?? [])
  }

  static func unknownFunction(_ name: String, suggestion: String?, at place: Location) -> Diagnostic
  {
    Diagnostic(
      .unknownFunction, "there is no function `\(name)`", at: Label(place, "not known"),
      help: suggestion.map { "did you mean `\($0)`?" },
      fixes: suggestion.map { [Fix("Replace by `\($0)`", [TextEdit(place, $0)])] } ?? [])
  }

  static func wrongArguments(
    _ name: String, expected: String, found: Int, at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .wrongArguments, "`\(name)` takes \(expected), not \(found)",
      at: Label(place, "wrong number of arguments"))
  }

  static func missingClause(_ clause: String, rule: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .missingClause, "the rule `\(rule)` has no `\(clause)`",
      at: Label(place, "incomplete"),
      help: "a rule needs `for`, `when`, `find`, `message` and `cite`")
  }

  static func repeatedClause(_ clause: String, at place: Location, first: Location) -> Diagnostic {
    Diagnostic(
      .repeatedClause, "`\(clause)` stands twice in this rule",
      at: Label(place, "again here"), secondary: [Label(first, "first here")])
  }

  static func missingModality(at place: Location) -> Diagnostic {
    Diagnostic(
      .missingModality, "this finding does not say how strong it is",
      at: Label(place, "ends without a modality"),
      help: "end it with \(Modality.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))")
  }

  static func cycle(_ path: [String], at place: Location, through: [Label]) -> Diagnostic {
    Diagnostic(
      .derivedFromItself,
      "a derived attribute depends on itself: \(path.joined(separator: " → "))",
      at: Label(place, "derived from itself"), secondary: through,
      help: "derive one of them from facts alone")
  }

  static func beforeInDerived(at place: Location) -> Diagnostic {
    Diagnostic(
      .beforeInDerived, "only a rule can compare with the layer before",
      at: Label(place, "not in a derived attribute"),
      help: "use `before(…)` around the attribute, in the rule")
  }

  static func nestedBefore(at place: Location) -> Diagnostic {
    Diagnostic(
      .nestedBefore, "`before` cannot stand inside of `before`",
      at: Label(place, "two layers back"),
      help: "compare each layer with the one before it; a rule runs for every layer")
  }

  /// - Parameter isInverse: Whether the other meaning is the things that name this one, and not an attribute of it.
  static func ambiguousPlural(
    _ name: String, isInverse: Bool, of kind: String, at place: Location
  ) -> Diagnostic {
    let those = isInverse ? "those that name this \(kind)" : "the attribute of this \(kind)"
    return Diagnostic(
      .ambiguousNameInRule, "`\(name)` can be all \(name), or \(those)",
      at: Label(place, "which?"),
      help: "write `all(\(name))` for all of them, or `this.\(name)` for \(those)",
      fixes: [
        Fix("Take all \(name): `all(\(name))`", [TextEdit(place, "all(\(name))")]),
        Fix("Take \(those): `this.\(name)`", [TextEdit(place, "this.\(name)")]),
      ])
  }

  static func ambiguousInverse(
    _ name: String, kind: String, attributes: [String], at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .ambiguousNameInRule,
      "more than one attribute of \(kind.articled) names it: \(attributes.map { "`\($0)`" }.joined(separator: ", "))",
      at: Label(place, "by which?"),
      help: "say by which: `x in \(name) where x.\(attributes.first ?? "") == …`")
  }

  static func lostWitness(_ variable: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .lostWitness,
      "the message names `\(variable)`, but a finding is not about it: only the first is shown",
      at: Label(place, "one of several is shown"),
      help:
        "add `on \(variable)`, or ask with `any(… for \(variable) in …)` and leave it out of the message"
    )
  }

  static func brokenMessage(_ part: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .brokenMessage, "`{\(part)}` is nothing that this rule can fill in",
      at: Label(place, "in this text"),
      help: "write a variable of the rule, a path from one such as `{l.buyer}`, or a threshold")
  }

  static func shadowed(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .shadowedVariable, "the variable `\(name)` is already in use",
      at: Label(place, "again here"), help: "give it another name")
  }

  static func tooManyVariables(at place: Location) -> Diagnostic {
    Diagnostic(
      .tooManyVariables, "a rule cannot have more than 64 variables",
      at: Label(place, "one too many"))
  }

  static func ambiguousWord(_ word: String, _ meanings: [String], at place: Location) -> Diagnostic
  {
    Diagnostic(
      .ambiguousWord, "`\(word)` is a value of more than one verdict",
      at: Label(place, "which one?"), help: "it belongs to \(meanings.joined(separator: " and "))")
  }

  static func unusedVariable(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .unusedVariable, "the variable `\(name)` is never used",
      at: Label(place, "never used"))
  }

  static func tooManySteps(limit: Int, at place: Location) -> Diagnostic {
    Diagnostic(
      .ruleTooLarge, "this is derived in more than \(limit) steps",
      at: Label(place, "too far from the facts"), help: "derive it from facts more directly")
  }

  static func tooLarge(at place: Location) -> Diagnostic {
    Diagnostic(
      .ruleTooLarge, "this is too large with the names that it uses",
      at: Label(place, "too many parts"), help: "make it of fewer `let`, or derive parts of it")
  }

  static func tooManyOperands(limit: Int, at place: Location) -> Diagnostic {
    Diagnostic(
      .ruleTooLarge, "this adds or multiplies more than \(limit) terms",
      at: Label(place, "too long"), help: "use `sum(… for …)` over the things that it is about")
  }

  static func unfinished(_ rule: String, steps: Int, at place: Location) -> Diagnostic {
    Diagnostic(
      .unfinishedRule,
      steps == 0
        ? "the rule `\(rule)` was not run: those before it took all that a case of this size is given"
        : "the rule `\(rule)` was stopped after \(steps) steps, so its conclusions are not complete",
      at: Label(place, "too many ways to bind its variables"),
      help:
        "run over what belongs together, `for l in links, k in l.buyer.requires`, not over all pairs"
    )
  }

  static func nothingAccepted(at place: Location) -> Diagnostic {
    Diagnostic(
      .nothingAccepted, "this accepts nothing: no such finding would be reported",
      at: Label(place, "not needed"),
      help: "remove it; `gvc check` reports findings that weigh as a warning or an error")
  }

  static func unmatchedExpectation(_ what: String, at place: Location, help: String?) -> Diagnostic
  {
    Diagnostic(
      .unmatchedExpectation, what, at: Label(place, "cannot be tested"), help: help)
  }
}
