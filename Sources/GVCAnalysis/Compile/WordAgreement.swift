/// Splits the words that agree with what a message names off its texts: `{a} sells` has a verb that is another where
/// `a` is a group.
///
/// A thing is the subject where it begins a clause, and the verb stands behind it, also behind an adverb or `and`.
/// What this does not see a rule writes itself: `{a:its|their}`.
struct WordAgreement {
  /// Whether a value is a thing, of which there may be one or several.
  let isThing: (PlanID) -> Bool

  /// The pieces of a message with the words that agree as pieces of their own.
  func split(_ parts: [MessagePart]) -> [MessagePart] {
    var result: [MessagePart] = []
    /// What the clause is about.
    var subject: PlanID?
    /// Whether the next word may be its verb.
    var isAtVerb = false
    /// Whether what stands behind the subject between commas goes on.
    var isAside = false
    /// How many things the message has named.
    var things = 0
    for (index, part) in parts.enumerated() {
      switch part {
      case .value(let node):
        let before = index > 0 ? parts[index - 1] : nil
        things += isThing(node) ? 1 : 0
        if isThing(node), Self.beginsClause(after: before, isSecond: index > 1) {
          subject = node
          isAtVerb = true
          isAside = false
        } else {
          isAtVerb = false
        }
        result.append(part)
      case .agreement:
        isAtVerb = false
        result.append(part)
      case .text(let text):
        guard subject != nil else {
          result.append(part)
          continue
        }
        var clause = Clause(
          subject: subject, isAtVerb: isAtVerb, isAside: isAside, isAlone: things == 1)
        result += clause.split(text)
        subject = clause.subject
        isAside = clause.isAside
        isAtVerb = false
      }
    }
    return result
  }

  /// Whether what follows a piece begins a clause.
  private static func beginsClause(after part: MessagePart?, isSecond: Bool) -> Bool {
    guard let part else { return true }
    guard case .text(let text) = part else { return false }
    guard text.last == " " else { return false }
    // `{a} and {b}` are one subject of two.
    if isSecond, [" and ", ", ", " or "].contains(text) { return false }
    let words = text.split(separator: " ")
    guard let last = words.last else { return false }
    if last.hasSuffix(".") || last.hasSuffix(",") || last.hasSuffix(":") || last.hasSuffix(";") {
      return true
    }
    return openers.contains(last.lowercased())
  }

  private static let openers: Set<String> = [
    "that", "what", "which", "where", "while", "because", "but", "if", "when", "though", "whom",
    "as", "how", "since", "whether", "until", "unless", "why", "than", "then", "and", "so",
  ]
}

/// A clause whose subject is known, as far as it has been read.
private struct Clause {
  /// What the clause is about; nil from the end of its sentence on.
  var subject: PlanID?
  /// Whether the next word may be its verb.
  var isAtVerb: Bool
  /// Whether what stands behind the subject between commas goes on: `{a}, a large buyer, sells`.
  var isAside: Bool
  /// Whether nothing but the subject has been named, so that `its` is of it.
  let isAlone: Bool

  /// A text of which the words that agree are pieces of their own.
  mutating func split(_ text: String) -> [MessagePart] {
    var parts: [MessagePart] = []
    var literal = ""
    /// Whether what is read hangs from a relative word, and so has another subject.
    var isInside = false
    /// Whether a verb of the subject may stand here: behind `and`.
    var isJoined = false
    var isFirst = true
    let isBehindSubject = isAtVerb
    for piece in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !isFirst { literal += " " }
      defer { isFirst = false }
      let word = piece.prefix { $0.isLetter }
      if piece == ",", isFirst {
        // The first comma behind the subject opens what stands aside, the next one closes it.
        literal += piece
        isAtVerb = isAside
        isAside = !isAside && isBehindSubject
        continue
      }
      guard let subject, !word.isEmpty || piece.isEmpty else {
        literal += piece
        isAtVerb = false
        continue
      }
      if piece.isEmpty {
        continue
      }
      let rest = piece.dropFirst(word.count)
      let mayBeVerb = !isFirst && (isAtVerb || (isJoined && !isInside))
      if mayBeVerb, rest.first.map({ ",.;:)".contains($0) }) ?? true,
        let plural = EnglishVerb.plural(of: word, isAtSubject: isAtVerb)
      {
        parts.append(.text(literal))
        parts.append(.agreement(subject, one: String(word), several: plural))
        literal = String(rest)
      } else if let several = Self.pronouns[String(word)], !isInside, word == "itself" || isAlone {
        parts.append(.text(literal))
        parts.append(.agreement(subject, one: String(word), several: several))
        literal = String(rest)
      } else {
        literal += piece
      }
      if ["who", "which", "that", "what", "where", "whose"].contains(word) {
        isInside = true
      }
      let isAdverb = EnglishVerb.adverbs.contains(String(word)) && rest.isEmpty
      isAtVerb = isAtVerb && isAdverb || (isAside && rest == ",")
      if isAtVerb, rest == "," { (isAside, isInside) = (false, false) }
      isJoined = ["and", "or", "but"].contains(word) || (isJoined && isAdverb)
      if rest.hasPrefix(":") || rest.hasPrefix(";") || rest.hasPrefix(".") { self.subject = nil }
    }
    if !literal.isEmpty { parts.append(.text(literal)) }
    return parts.filter { if case .text("") = $0 { false } else { true } }
  }

  private static let pronouns = ["itself": "themselves", "its": "their"]
}

/// Forms of English verbs in the third person.
enum EnglishVerb {
  /// What stands between a subject and its verb.
  static let adverbs: Set<String> = [
    "also", "now", "still", "already", "then", "only", "no", "longer", "often", "mostly", "alone",
    "so", "itself", "neither", "either", "both", "never",
  ]

  /// The form behind several things: `sell` for `sells`; nil for a word that is no verb in the third person.
  ///
  /// - Parameter isAtSubject: Behind a subject any word with the ending is its verb; elsewhere it may be a noun, and
  ///   verbs that rules use are taken.
  static func plural(of word: Substring, isAtSubject: Bool) -> String? {
    let word = String(word)
    if let irregular = irregular[word] { return irregular }
    guard word.hasSuffix("s"), word.count > 3, !notVerbs.contains(word),
      !["ss", "us", "is"].contains(where: { word.hasSuffix($0) }),
      word.allSatisfy({ $0.isLowercase })
    else { return nil }
    let plural = base(of: word)
    return isAtSubject || common.contains(plural) ? plural : nil
  }

  private static let irregular = ["is": "are", "has": "have", "was": "were", "does": "do"]
  private static let notVerbs: Set<String> = [
    "always", "besides", "towards", "across", "perhaps", "sometimes", "others", "chains", "links",
  ]

  private static func base(of word: String) -> String {
    if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "oes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    return String(word.dropLast())
  }

  /// Verbs that may stand behind `and`.
  private static let common: Set<String> = [
    "add", "ask", "bear", "become", "begin", "buy", "carry", "come", "compete", "concentrate",
    "control", "cooperate", "decide", "depend", "do", "earn", "employ", "exclude", "export",
    "fail", "fall", "find", "gain", "get", "give", "go", "govern", "grow", "help", "hold",
    "improve", "invest", "join", "keep", "know", "lack", "lead", "learn", "leave", "live",
    "look", "lose", "make", "meet", "move", "need", "offer", "own", "pass", "pay", "perform",
    "plan", "produce", "put", "reach", "rely", "require", "rest", "rise", "run", "sell", "serve",
    "set", "spend", "spread", "stand", "stay", "supply", "take", "teach", "turn", "upgrade",
    "use", "want", "win", "work",
  ]
}
