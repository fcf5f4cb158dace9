/// A way to change the case in which a rule holds, of which it is known beforehand what the rule must answer.
public enum Transformation: String, Sendable, CaseIterable {
  /// A period behind the last one, of which nothing is said.
  case later
  /// A scenario of which nothing is said.
  case scenario
  /// The last period cut in two, with nothing new in the second half.
  case halves
  /// The other side of the link is fifty firms.
  case fifty
  /// Whom the conclusion is about is a trader.
  case trader
  /// Whom the conclusion is about is a lead firm.
  case leadFirm = "lead_firm"
  /// Whom the conclusion is about belongs to the other side.
  case ownedPlant = "plant"
  /// The other side of the link controls.
  case control
  /// An actor, a link, a tie, an event, a chain and a market that have nothing to do with the case.
  case unrelated
  /// A second chain with the same properties, through which half of what is traded goes.
  case secondChain = "second_chain"
  /// One fact after the other is unknown.
  case unknown
  /// One fact after the other is of low confidence.
  case lowConfidence = "low_confidence"
  /// Of one fact after the other a second voice says otherwise.
  case otherVoice = "other_voice"
  /// One amount after the other is in another currency.
  case currency
  /// Two numbers instead of a word for what moved.
  case numbers
  /// A word for what moved instead of two numbers.
  case word

  /// What is done to the case, in words.
  public var title: String {
    switch self {
    case .later: "a later period that says nothing"
    case .scenario: "a scenario that says nothing"
    case .halves: "the last period cut in two"
    case .fifty: "the other side becomes fifty firms"
    case .trader: "the subject becomes a trader"
    case .leadFirm: "the subject becomes a lead firm"
    case .ownedPlant: "the subject belongs to the other side"
    case .control: "control the other way round"
    case .unrelated: "an unrelated actor, link, tie, event, chain and market"
    case .secondChain: "a second chain with the same properties"
    case .unknown: "one fact after the other is unknown"
    case .lowConfidence: "one fact after the other is of low confidence"
    case .otherVoice: "one fact after the other is denied by another voice"
    case .currency: "one amount after the other is in another currency"
    case .numbers: "two numbers instead of a word"
    case .word: "a word instead of two numbers"
    }
  }
}

/// What a rule says of a changed case, beside what it says of the case as it was.
public enum ContextAnswer: String, Sendable, CaseIterable {
  /// It concludes the same.
  case same
  /// It concludes the same, and says what weakens it.
  case caution
  /// It cannot conclude it any more.
  case open
  /// It does not hold any more.
  case gone
  /// It is not asked any more.
  case notAsked = "not asked"
  /// It concludes what it did not conclude before.
  case stronger

  /// From the answer that least needs a word to the one that most does: what is said of several variants.
  var weight: Int {
    switch self {
    case .same: 0
    case .caution: 1
    case .open: 2
    case .notAsked: 3
    case .gone: 4
    case .stronger: 5
    }
  }
}
