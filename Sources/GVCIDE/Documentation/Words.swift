/// A word of the grammar with what it means: the one table from which completion, hover and the
/// highlighters of editors are made.
public struct LanguageWord: Sendable {
  /// Where it stands.
  public enum Place: Sendable {
    /// At the start of an item.
    case item
    /// In a layer, a value, an evidence or an expectation.
    case part
    /// At the start of a clause of a rule.
    case clause
    /// In an expression.
    case expression
    /// In a type.
    case type
  }

  public let text: String
  public let place: Place
  public let documentation: String

  /// The sentence of a word or of several that stand together, such as `at least`; nil for others.
  static func documentation(of text: String) -> String? {
    all.first { $0.text == text }?.documentation
  }

  public static let all: [LanguageWord] = items + parts + clauses + expressions + types

  private static let items = words(
    .item,
    [
      ("use", "Brings in theories by their names: `use caspari2003`."),
      (
        "import",
        "Brings in a file or a directory below this one: `import \"parts/makers.gvc\" as makers`."
      ),
      ("theory", "A body of vocabulary, thresholds and rules under one name."),
      ("attribute", "Declares what can be said of a kind: `attribute firm.visits: number \"…\"`."),
      ("threshold", "Declares a number that rules compare with."),
      ("derive", "Declares an attribute that follows from others."),
      ("rule", "Declares a rule: what it is tried on, its condition and its conclusion."),
      ("expect", "Says what an analysis must, or must not, conclude; `gvc test` checks it."),
      (
        "accept",
        "Says why the case stands by a finding that `gvc check` would report: "
          + "`accept finding RULE on THING \"reason\"`."
      ),
      ("kind", "Declares a kind of thing."),
      ("scale", "Declares words in order, from the least to the most."),
      ("choice", "Declares words without order."),
      ("verdict", "Declares a question with its answers, which rules give."),
    ])

  private static let parts = words(
    .part,
    [
      ("as", "Gives what is imported a name, which stands before a dot."),
      ("in", "In a layer, in a chain; in a rule, whether something is an element."),
      ("set", "Gives attributes new values in this layer."),
      ("add", "Declares what is only there from this layer on."),
      ("remove", "Takes something away in this layer."),
      ("value", "A word of a scale or choice, or an answer of a verdict."),
      ("from", "Names the source of a value; in a finding, what it leads away from."),
      ("at least", "A bound: the value is this or more."),
      ("at most", "A bound: the value is this or less."),
      ("at", "Begins a bound: `at least`, `at most`."),
      ("least", "Part of the bound `at least`."),
      ("most", "Part of the bound `at most`."),
      ("no", "The opposite: it is not so, or must not be found."),
      ("finding", "Expects that a rule holds."),
      ("not asked", "Expects that a rule is not asked: its scope fails."),
      ("asked", "Part of `not asked`."),
      ("contested", "Expects that rules give a verdict answers that exclude one another."),
      ("diagnostic", "Expects a code of `gvc check`."),
      ("into", "What a finding leads to, such as an activity."),
      ("on", "What a finding is about: a thing, or a link by its ends."),
      ("needs", "Names facts that would decide what is unknown."),
      ("per", "Between a unit and what it is for: `USD per pair`."),
    ])

  private static let clauses = words(
    .clause,
    [
      ("for", "Names what the rule is tried on: each of a set, in all combinations."),
      ("scope", "States what the rule is about; where it fails the rule is not asked."),
      ("let", "Names an expression that is used more than once."),
      ("when", "States what must hold; of several all must."),
      ("find", "States what is concluded, and how strongly."),
      ("message", "The conclusion in a sentence; `{l.buyer}` is filled in."),
      ("help", "Says what can be done."),
      ("cite", "Names the source and passages that the rule rests on."),
    ])

  private static let expressions = words(
    .expression,
    [
      ("and", "Holds when both sides do."),
      ("or", "Holds when one side does."),
      ("not", "Holds when what follows does not."),
      ("is", "Asks what is known: `x is known`, `x is unknown`."),
      ("known", "Whether the case says it."),
      ("where", "A condition on the elements of a set."),
      ("if", "One of two values: `if c then a else b`."),
      ("then", "The value where the condition holds."),
      ("else", "The value where the condition does not hold."),
      ("by", "The attribute as one voice reports it: `l.dependence by supplier`."),
      ("before", "The value in the layer before this one."),
      ("after", "The value in this layer, beside `before`."),
    ])

  private static let types = words(
    .type,
    [
      ("text", "A text in quotes."), ("truth", "`yes` or `no`."), ("number", "A plain number."),
      ("percent", "A percentage without a whole: a growth rate."),
      ("money", "An amount of money, such as `12 USD/pair in 1998`."),
      ("duration", "A duration, such as `48 h` or `6 months`."), ("year", "A year."),
      ("years", "A span of years, such as `1990..2000`."), ("date", "A date, or a year."),
      ("country", "A country by its two-letter code."),
      ("list", "A list of values of a type: `list of activity`."),
      ("map", "A map from things of a kind: `map of capability`."),
      ("count", "A whole number of things: `count of workers`."),
      ("share", "A share of something, from 0 % to 100 %: `share of sales`."),
      ("of", "Between a type and what it is of."),
    ])

  private static func words(_ place: Place, _ words: [(String, String)]) -> [LanguageWord] {
    words.map { LanguageWord(text: $0.0, place: place, documentation: $0.1) }
  }

  /// What the options of declarations mean, and the qualifiers of evidence.
  static let options: [String: String] = [
    "is": "The kind whose attributes this one has too.",
    "part_of": "The kind whose blocks declare it: a tier is part of a chain.",
    "plural": "The name of its collection in rules.",
    "abstract": "`yes` for a kind that only gathers others.",
    "ends": "`supply` for what runs from supplier to buyer, `peers` for what joins equals.",
    "also": "What people also call it: who writes that is told the name.",
    "default": "What holds where no fact speaks: a value, or an attribute of what it names.",
    "range": "The numbers that it can be.",
    "fact":
      "How long a fact lasts: `state` until a later layer says otherwise, `change` in the layer that states it alone, `measure` for a number at a time.",
    "measure": "The number of which it is the move: two of them give the change.",
    "ask": "How a person is asked for it, in a sentence.",
    "of": "What it is about, or what a share is a part of.",
    "basis": "Where the number comes from.",
    "qualifier": "The choice that divides the verdict.",
    "object": "The kind of thing that stands behind `into` or `from`.",
    "against": "The answers that cannot hold of the same thing at once.",
    "said_by": "The attributes of what the verdict is about that say the same as its answers.",
    "means": "The word of these attributes that says what this answer does.",
    "borne_out_by": "The answers to questions of what came that bear this prediction out.",
    "contradicted_by": "The answers to questions of what came that contradict this prediction.",
    "borne_out_without": "The answers whose absence, where it is known, bears this prediction out.",
    "level": "How much a finding with this answer weighs: `note`, `warning` or `error`.",
    "weight":
      "How much more a finding with this answer matters to readers, from 0 to 5: it comes earlier.",
    "reported_by": "Whose view it is.",
    "confidence": "How sure it is.",
    "date": "When it was said: a date or a year.",
  ]

  /// What the constants mean.
  static let constants: [String: String] = [
    "yes": "It is so.", "no": "It is not so.",
    "unknown": "Nobody knows, or nobody says. Unknown is not false.",
  ]
}
