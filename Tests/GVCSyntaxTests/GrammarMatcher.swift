import GVCSyntax

/// What a matcher reads: tokens, or the characters of a text.
protocol GrammarInput {
  /// The number of tokens or characters.
  var count: Int { get }
  /// Where a literal that begins at `index` ends, or nil.
  func end(ofLiteral literal: Int, at index: Int) -> Int?
  /// Where what a phrase describes ends, if it begins at `index`.
  func end(ofPhrase phrase: String, at index: Int) -> Int?
  /// Whether `index` is a token of the production; nil if the production is to be looked into.
  func isToken(_ production: Int, at index: Int) -> Bool?
  /// Whether the next token begins a line; so does the end.
  func lineBegins(at index: Int) -> Bool
  /// Whether a word that the grammar asks for is nothing else.
  var wordsAreBinding: Bool { get }
}

/// Reads a text by a grammar, and by nothing else: alternatives in order, options and repetitions
/// as far as they go, and no way back behind a word that the grammar asked for.
struct GrammarMatcher<Input: GrammarInput> {
  private let grammar: Grammar
  private let input: Input
  /// The branches taken so far.
  private var trail: [Int] = []
  private var memo: [Int: Memory] = [:]
  /// A word was read and what it asks for did not follow: the text is not derived.
  private var isLost = false
  /// Whether the last thing read began with a word, and not inside a production, option or
  /// repetition.
  private var readsWord = false

  private struct Memory {
    var end: Int?
    var trail: [Int]
  }

  init(_ grammar: Grammar, _ input: Input) {
    self.grammar = grammar
    self.input = input
  }

  /// The branches by which `production` derives all of the input; nil if it does not.
  static func branches(of production: Int, in grammar: Grammar, _ input: Input) -> [Int]? {
    var matcher = GrammarMatcher(grammar, input)
    guard matcher.end(ofProduction: production, at: 0) == input.count else { return nil }
    return matcher.trail
  }

  /// Where the longest reading of `production` at `index` ends, or nil.
  mutating func end(ofProduction production: Int, at index: Int) -> Int? {
    if let isToken = input.isToken(production, at: index) {
      readsWord = false
      return isToken ? index + 1 : nil
    }
    let key = production * (input.count + 1) + index
    if let known = memo[key] {
      readsWord = false
      trail += known.trail
      return known.end
    }
    let start = trail.count
    let end = end(of: grammar.bodies[production], at: index)
    readsWord = false
    if isLost { return nil }
    if end == nil { trail.removeSubrange(start...) }
    memo[key] = Memory(end: end, trail: Array(trail[start...]))
    return end
  }

  private mutating func end(of expression: Grammar.Expression, at index: Int) -> Int? {
    switch expression {
    case .literal(let literal):
      readsWord = input.wordsAreBinding && grammar.isWord(literal)
      return input.end(ofLiteral: literal, at: index)
    case .phrase(let phrase):
      readsWord = false
      return input.end(ofPhrase: phrase, at: index)
    case .reference(let production):
      return end(ofProduction: production, at: index)
    case .sequence(let parts):
      return end(ofSequence: parts, at: index)
    case .choice(let parts, let branch):
      for (number, part) in parts.enumerated() {
        if let end = attempt(part, branch: branch + number, at: index) { return end }
        if isLost { return nil }
      }
      return nil
    case .optional(let part, let branch):
      let end = attempt(part, branch: branch, at: index)
      if isLost { return nil }
      if end == nil { trail.append(branch + 1) }
      readsWord = false
      return end ?? index
    case .repetition(let part, let branch):
      var last = index
      while let end = attempt(part, branch: branch, at: last), end > last { last = end }
      if isLost { return nil }
      if last == index { trail.append(branch + 1) }
      readsWord = false
      return last
    case .lineBegins:
      return input.lineBegins(at: index) ? index : nil
    case .lineGoesOn:
      return input.lineBegins(at: index) ? nil : index
    case .follows(let part):
      return looksAhead(part, at: index) ? index : nil
    case .followsNot(let part):
      return looksAhead(part, at: index) ? nil : index
    }
  }

  /// Reads a part as a branch; the trail is as before if it does not fit.
  private mutating func attempt(
    _ part: Grammar.Expression, branch: Int, at index: Int
  ) -> Int? {
    let start = trail.count
    trail.append(branch)
    let end = end(of: part, at: index)
    if end == nil { trail.removeSubrange(start...) }
    return end
  }

  private mutating func end(ofSequence parts: [Grammar.Expression], at index: Int) -> Int? {
    var last = index
    /// Nil before the first part that is no condition.
    var beginsWithWord: Bool?
    /// A word was read, and the conditions right behind it hold.
    var isBound = false
    for part in parts {
      let isCondition = part.isCondition
      if beginsWithWord == true, !isCondition { isBound = true }
      guard let end = end(of: part, at: last) else {
        if isBound { isLost = true }
        return nil
      }
      last = end
      if !isCondition, beginsWithWord == nil { beginsWithWord = readsWord }
    }
    readsWord = beginsWithWord ?? false
    return last
  }

  /// Whether a part follows; reads nothing and loses nothing.
  private mutating func looksAhead(_ part: Grammar.Expression, at index: Int) -> Bool {
    let (length, word) = (trail.count, readsWord)
    let follows = end(of: part, at: index) != nil
    trail.removeSubrange(length...)
    readsWord = word
    isLost = false
    return follows
  }
}

/// The tokens of a text, for a matcher.
struct TokenInput: GrammarInput {
  private let tokens: [Token]
  /// The literal that each token is, or nil.
  private let literals: [Int?]
  private let kinds: [Int: TokenKind]

  let wordsAreBinding = true
  var count: Int { tokens.count - 1 }

  init(_ source: SourceText, _ grammar: Grammar) throws {
    tokens = Array(Lexer.tokens(of: source).tokens)
    literals = tokens.map { grammar.literal(source.string($0.range)) }
    kinds = [
      try grammar.production("NAME"): .name, try grammar.production("NUMBER"): .number,
      try grammar.production("DATE"): .date, try grammar.production("STRING"): .string,
    ]
  }

  func end(ofLiteral literal: Int, at index: Int) -> Int? {
    literals[index] == literal ? index + 1 : nil
  }

  func end(ofPhrase phrase: String, at index: Int) -> Int? {
    guard phrase == GrammarPhrase.noGap, index > 0 else { return nil }
    return tokens[index].start == tokens[index - 1].end ? index : nil
  }

  func isToken(_ production: Int, at index: Int) -> Bool? {
    kinds[production].map { tokens[index].kind == $0 }
  }

  func lineBegins(at index: Int) -> Bool { tokens[index].startsLine }
}
