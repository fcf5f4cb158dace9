import GVCSyntax

/// The diagnostics of names (GVC01…), values (GVC02…) and structure (GVC03…).
package enum ModelErrors {
  // MARK: Names

  static func unknownKind(_ name: String, suggestion: String?, at place: Location) -> Diagnostic {
    unknown(.unknownKind, "there is no kind `\(name)`", suggestion, place)
  }

  static func duplicate(
    _ what: String, _ name: String, at place: Location, first: Location
  ) -> Diagnostic {
    Diagnostic(
      .duplicateName, "the name `\(name)` is already taken by another \(what)",
      at: Label(place, "declared again here"), secondary: [Label(first, "first declared here")],
      help: "give one of them another name")
  }

  static func importedName(
    _ what: String, _ name: String, at place: Location, first: Location
  ) -> Diagnostic {
    Diagnostic(
      .duplicateName, "the name `\(name)` is already taken by an imported \(what)",
      at: Label(place, "declared again here"), secondary: [Label(first, "brought in from here")],
      help:
        "import the file under a name of its own, `import \"…\" as other`, or rename one of them")
  }

  static func unknownAttribute(
    _ name: String, of kind: String, suggestion: String?, elsewhere: Hint? = nil,
    at place: Location
  ) -> Diagnostic {
    var diagnostic = unknown(
      .unknownAttribute, "\(kind) has no attribute `\(name)`", suggestion, place)
    if let elsewhere {
      diagnostic.help = elsewhere.help
      diagnostic.fixes = elsewhere.fixes
    }
    return diagnostic
  }

  static func unknownName(
    _ name: String, suggestion: String?, at place: Location
  ) -> Diagnostic {
    unknown(.unknownName, "nothing is called `\(name)`", suggestion, place)
  }

  static func wrongKind(
    _ name: String, is kind: String, expected: String, at place: Location, declared: Location
  ) -> Diagnostic {
    Diagnostic(
      .wrongKind,
      "`\(name)` is \(kind.articled), where \(expected.articled) is needed",
      at: Label(place, "not \(expected.articled)"), secondary: [Label(declared, "declared here")])
  }

  static func repeatedAttribute(
    _ name: String, at place: Location, first: Location
  ) -> Diagnostic {
    Diagnostic(
      .repeatedAttribute, "`\(name)` is given twice",
      at: Label(place, "given again here"), secondary: [Label(first, "first given here")],
      help: "keep one")
  }

  /// - Parameter name: What it can be called, by its title.
  static func missingName(kind: String, name: String? = nil, at place: Location) -> Diagnostic {
    let end = Location(place.file, TextRange(place.range.end, place.range.end))
    return Diagnostic(
      .missingName, "this \(kind) has no name",
      at: Label(place, "needs a name"), help: "write `\(kind) \(name ?? "NAME") { … }`",
      fixes: name.map { [Fix("Name it `\($0)`", [TextEdit(end, " " + $0)])] } ?? [])
  }

  static func missingEnds(kind: String, arrow: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .missingEnds, "this \(kind) does not say whom it joins",
      at: Label(place, "needs its ends"), help: "write `\(kind) A \(arrow) B { … }`")
  }

  static func unexpectedEnds(kind: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .unexpectedEnds, "\(kind.articled) joins nothing, so it has no ends",
      at: Label(place, "no ends here"), help: "only kinds such as `link` and `tie` have ends")
  }

  static func abstractKind(_ kind: String, kinds: [String], at place: Location) -> Diagnostic {
    Diagnostic(
      .abstractKind, "`\(kind)` is too general to declare",
      at: Label(place, "say which"),
      help: "use one of \(kinds.map { "`\($0)`" }.joined(separator: ", "))")
  }

  static func unknownTheory(_ name: String, suggestion: String?, at place: Location) -> Diagnostic {
    unknown(.unknownTheory, "there is no theory `\(name)`", suggestion, place)
  }

  static func unknownMember(
    _ word: String, value: String, of kind: String, parts: [String], isAttribute: Bool,
    at place: Location
  ) -> Diagnostic {
    let end = Location(place.file, TextRange(place.range.end, place.range.end))
    let known = parts.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .unknownMember, "\(kind.articled) has no parts called `\(word)`",
      at: Label(place, "not known"),
      help: isAttribute
        ? "an attribute is followed by a colon: `\(word): \(value)`"
        : parts.isEmpty
          ? "\(kind.articled) has no parts at all" : "the parts of \(kind.articled) are \(known)",
      fixes: isAttribute ? [Fix("Insert `:`", [TextEdit(end, ":")])] : [])
  }

  static func ambiguousEnds(
    _ ends: String, at place: Location, candidates: [Location]
  ) -> Diagnostic {
    Diagnostic(
      .ambiguousEnds, "more than one link joins `\(ends)`",
      at: Label(place, "which of them?"),
      secondary: candidates.map { Label($0, "this one") },
      help: "say the chain, `\(ends) in CHAIN`, or give the links names")
  }

  static func ambiguousName(
    _ name: String, at place: Location, candidates: [Location]
  ) -> Diagnostic {
    Diagnostic(
      .ambiguousName, "more than one thing is called `\(name)` here",
      at: Label(place, "which of them?"),
      secondary: candidates.map { Label($0, "this one") },
      help:
        "import a file under a name of its own, `import \"…\" as other`, and write `other.\(name)`")
  }

  static func partOutside(_ kind: String, of owner: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .partOutside, "\(kind.articled) stands inside the \(owner) that it is part of",
      at: Label(place, "not in \(owner.articled)"),
      help: "write `\(owner) NAME { \(kind) … }`")
  }

  static func derivedIsSet(_ name: String, at place: Location, declared: Location) -> Diagnostic {
    Diagnostic(
      .derivedIsStated, "`\(name)` is derived by a theory, and cannot be stated",
      at: Label(place, "derived"), secondary: [Label(declared, "derived here")],
      help: "state the facts that it is derived from")
  }

  private static func unknown(
    _ code: DiagnosticCode, _ message: String, _ suggestion: String?, _ place: Location
  ) -> Diagnostic {
    Diagnostic(
      code, message, at: Label(place, "not known"),
      help: suggestion.map { "did you mean `\($0)`?" },
      fixes: suggestion.map { [Fix("Replace by `\($0)`", [TextEdit(place, $0)])] } ?? [])
  }

  // MARK: Limits

  static func tooMany(_ what: String, limit: Int, at place: Location) -> Diagnostic {
    Diagnostic(
      .tooManyDeclarations, "the project declares more than \(limit) \(what)",
      at: Label(place, "the first one too many; not read, and no other behind it"))
  }

  static func unlisted(_ count: Int, limit: Int, at place: Location) -> Diagnostic {
    Diagnostic(
      .unlistedMistakes,
      "\(count) more mistakes are not listed: there are more than \(limit)",
      at: Label(place, "the first of them"), help: "mend the others and check again")
  }

  // MARK: Values

  static func wrongType(
    _ attribute: String, expected: String, at place: Location, declared: Location,
    hint: Hint = .none
  ) -> Diagnostic {
    Diagnostic(
      .wrongType, "`\(attribute)` takes \(expected)",
      at: Label(place, "does not fit"), secondary: [Label(declared, "declared here")],
      help: hint.help, fixes: hint.fixes)
  }

  /// A number that may be thousands.
  static func doubtfulPoint(_ text: String, at place: Location) -> Diagnostic {
    let grouped = text.replacing(".", with: "_")
    let decimal = ForeignNotation.undoubtedDecimal(text)
    return Diagnostic(
      .doubtfulPoint,
      "`\(text)` may be read as thousands; here the point begins the decimals",
      at: Label(place, "read as \(decimal)"), help: "write `\(grouped)` or `\(decimal)`",
      fixes: [grouped, decimal].map { Fix("Write `\($0)`", [TextEdit(place, $0)]) })
  }

  static func unknownWord(
    _ word: String, of attribute: String, expected: String, suggestion: String?,
    at place: Location
  ) -> Diagnostic {
    Diagnostic(
      .unknownWord, "`\(word)` is no value of `\(attribute)`",
      at: Label(place, "not one of its words"),
      help: suggestion.map { "did you mean `\($0)`?" } ?? "it takes \(expected)",
      fixes: suggestion.map { [Fix("Replace by `\($0)`", [TextEdit(place, $0)])] } ?? [])
  }

  static func levelForChange(
    _ word: String, of attribute: String, level: String, at place: Location,
    attribute name: Location?
  ) -> Diagnostic {
    Diagnostic(
      .unknownWord,
      "`\(word)` is no value of `\(attribute)`, which says how it moved",
      at: Label(place, "says how it is"), help: "how it is, is said by `\(level): \(word)`",
      fixes: name.map { [Fix("Write `\(level)`", [TextEdit($0, level)])] } ?? [])
  }

  static func outOfRange(
    _ attribute: String, expected: String, at place: Location, hint: Hint = .none
  ) -> Diagnostic {
    Diagnostic(
      .outOfRange, "this is out of range: `\(attribute)` takes \(expected)",
      at: Label(place, "out of range"), help: hint.help, fixes: hint.fixes)
  }

  static func reversedRange(_ turned: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .reversedRange, "the range ends before it begins",
      at: Label(place, "from the higher to the lower"), help: "write the lower end first",
      fixes: [Fix("Write `\(turned)`", [TextEdit(place, turned)])])
  }

  static func unknownType(_ text: String, suggestion: String?, at place: Location) -> Diagnostic {
    Diagnostic(
      .unknownType, "there is no type `\(text)`", at: Label(place, "not known"),
      help: suggestion.map { "did you mean `\($0)`?" })
  }

  static func mixedUnits(at place: Location) -> Diagnostic {
    Diagnostic(
      .mixedUnits, "the two ends of this range have different units",
      at: Label(place, "units do not match"))
  }

  static func builtInUnit(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .builtInUnit,
      "`\(name)` is a unit already, and means what it means everywhere",
      at: Label(place, "built in"))
  }

  static func circularUnit(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .circularUnit, "the unit `\(name)` is declared by itself",
      at: Label(place, "leads back to `\(name)`"))
  }

  static func noSizeOfUnit(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .noSizeOfUnit,
      "`\(name)` is so many of another unit, more than none, such as `60 kg`",
      at: Label(place, "no amount of a unit"))
  }

  static func thresholdIsNoNumber(at place: Location) -> Diagnostic {
    Diagnostic(
      .thresholdIsNoNumber, "a threshold is a number, such as `50%` or `250 workers`",
      at: Label(place, "no number"))
  }

  static func wrongQualifier(_ name: String, expected: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .wrongQualifier, "`\(name)` takes \(expected)", at: Label(place, "does not fit"))
  }

  static func unknownCountry(_ code: String, suggestion: String?, at place: Location) -> Diagnostic
  {
    Diagnostic(
      .unknownCountry, "there is no country `\(code)`", at: Label(place, "not known"),
      help: suggestion.map { "its code is `\($0)`" }
        ?? "countries are written by their two-letter code, such as `IT`",
      fixes: suggestion.map { [Fix("Replace by `\($0)`", [TextEdit(place, $0)])] } ?? [])
  }

  package static func noSuchDate(_ date: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .noSuchDate, "there is no date `\(date)`", at: Label(place, "no such date"),
      help: "a date reads `YYYY-MM` or `YYYY-MM-DD`")
  }

  static func repeatedElement(_ text: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .repeatedElement, "`\(text)` stands in this list already",
      at: Label(place, "again"), help: "keep one")
  }

  static func noMapValue(at place: Location) -> Diagnostic {
    Diagnostic(
      .noMapValue, "this says neither what is needed nor what can be done",
      at: Label(place, "does not fit"),
      help: "write `must`, `wanted`, `yes`, `no`, a level, a number, `at most …` or `at least …`")
  }

  static func listTooLong(at place: Location, limit: Int) -> Diagnostic {
    Diagnostic(
      .listTooLong, "this list has more than \(limit) elements",
      at: Label(place, "the first one too many; not read further"))
  }

  static func noMeasure(of what: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .noMeasureOfChange, "\(what) cannot measure a change",
      at: Label(place, "no amount"),
      help:
        "a measure is a number, count, share, percentage, duration or amount of money that is stated"
    )
  }

  static func noCourse(at place: Location) -> Diagnostic {
    Diagnostic(
      .noMeasureOfChange, "only a change of three words can be measured",
      at: Label(place, "of what type?"),
      help: "its scale or choice needs three words: what fell, what stayed as it was, what rose")
  }

  // MARK: Structure

  static func linkToItself(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .linkToItself, "`\(name)` cannot supply itself",
      at: Label(place, "both ends are the same"),
      help: "a firm that makes its own inputs lists the function in `performs`")
  }

  static func sharesAboveWhole(
    _ whole: String, of name: String, sum: String, at place: Location, others: [Location]
  ) -> Diagnostic {
    Diagnostic(
      .sharesAboveWhole, "the shares of \(whole) of `\(name)` add up to \(sum)",
      at: Label(place, "the last of them"), secondary: others.map { Label($0, "and this") },
      help: "together they cannot be more than 100%")
  }

  static func unusedSource(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .unusedSource, "nothing cites the source `\(name)`",
      at: Label(place, "never cited"),
      help: "cite it with `from \(name)` behind a value, or remove it")
  }

  static func unorderedPeriod(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .unorderedPeriod, "it is not said when the period `\(name)` was",
      at: Label(place, "before or after the others?"),
      help: "give its `years`, or the period that it `follows`")
  }

  static func circularLayers(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .circularLayers, "the layer `\(name)` builds on itself",
      at: Label(place, "part of a circle"),
      help: "follow `follows` and `base` from here: they come back")
  }

  static func groupShareOfNoMembers(
    percent: String, count: String, members: String, suggestion: Int?, at place: Location,
    counted: Location
  ) -> Diagnostic {
    Diagnostic(
      .groupShareOfNoMembers, "\(percent) of \(count) is \(members): no whole number",
      at: Label(place, "no members give this share"),
      secondary: [Label(counted, "the group is counted here")],
      help: suggestion.map { "it fits a group of \($0); check the share and the count" }
        ?? "check the share and the count")
  }

  static func periodsOutOfOrder(
    _ name: String, after other: String, at place: Location, other otherPlace: Location
  ) -> Diagnostic {
    Diagnostic(
      .periodsOutOfOrder, "`\(name)` follows `\(other)`, but its years begin earlier",
      at: Label(place, "begins earlier"), secondary: [Label(otherPlace, "the period before it")],
      help: "mend the years, or what it `follows`")
  }

  static func activityOfNobody(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .activityOfNobody, "nobody performs the activity `\(name)`",
      at: Label(place, "in no list of an actor"),
      help: "list it under `performs` or `core` of an actor, or remove it")
  }

  static func thresholdOutOfRange(_ name: String, at place: Location) -> Diagnostic {
    Diagnostic(
      .thresholdOutOfRange, "the threshold `\(name)` is outside of its own range",
      at: Label(place, "out of range"))
  }

  static func reversedLink(from supplier: String, to customer: String, at place: Location)
    -> Diagnostic
  {
    Diagnostic(
      .reversedLink,
      "the buyer `\(supplier)` supplies `\(customer)` here, and nobody supplies it",
      at: Label(place, "from the supplier to the buyer"),
      help:
        "a link reads `SUPPLIER -> BUYER`; if the goods go the other way, write `\(customer) -> \(supplier)`"
    )
  }

  /// What moved, outside of the periods between which it did.
  static func changeWithoutBefore(
    _ attribute: String, of name: String, in layer: String?, later: String?, at place: Location,
    declared: Location, fixes: [Fix]
  ) -> Diagnostic {
    let message =
      layer.map {
        "`\(attribute)` of `\(name)` says what moved, but no period stands before `\($0)`"
      }
      ?? "`\(attribute)` of `\(name)` says what moved: since when?"
    let help =
      if let layer {
        "declare the period since which it moved, in front of `\(layer)`; for how things are, "
          + "state a level or a number"
      } else if let later {
        "a change belongs to the period at whose end it is seen: "
          + "`in \(later) { set \(name) { \(attribute): … } }`"
      } else {
        "declare two periods, and state it in the later one: "
          + "`period before { years: … }  period after { years: … }  "
          + "in after { set \(name) { \(attribute): … } }`"
      }
    return Diagnostic(
      .changeWithoutBefore, message, at: Label(place, "nothing follows from it"),
      secondary: [Label(declared, "a change since the period before")], help: help, fixes: fixes)
  }

  static func wordAgainstNumbers(
    _ attribute: String, of name: String, is word: String, but move: String, _ measure: String,
    at place: Location, numbers: [Location]
  ) -> Diagnostic {
    Diagnostic(
      .wordAgainstNumbers,
      "`\(attribute)` of `\(name)` is said to be `\(word)`, but `\(measure)` \(move)",
      at: Label(place, "the word"), secondary: numbers.map { Label($0, "the number") },
      help: "check the numbers and the word; rules read the word")
  }

  static func outsideItsLayer(
    _ attribute: String, of name: String, saying words: String, in layer: String, years: String,
    isOutsideAll: Bool, home: String?, at place: Location, fixes: [Fix]
  ) -> Diagnostic {
    let use = isOutsideAll ? "counts in" : "is stated in"
    let help =
      if let home {
        "state what is so from a period on in that period: `in \(home) { set \(name) "
          + "{ \(attribute): … } }`; later ones take it over"
      } else {
        "state it in the period that it is of, or give that one years that hold it; what lasts is taken over by "
          + "later periods"
      }
    return Diagnostic(
      .outsideItsLayer,
      "`\(attribute)` of `\(name)` \(words), and \(use) `\(layer)`, which is \(years)",
      at: Label(place, words), help: help, fixes: fixes)
  }

  static func sameLinkTwice(_ ends: String, at place: Location, first: Location) -> Diagnostic {
    Diagnostic(
      .sameLinkTwice, "`\(ends)` is declared twice in the same chain",
      at: Label(place, "declared again here"), secondary: [Label(first, "first declared here")],
      help: "keep one, or give one of them a name: `link NAME: \(ends)`")
  }
}
