/// Writes texts that follow the productions of a grammar, for the seed always the same ones.
///
/// Conditions on lines and on gaps are kept; those on what follows are not looked at, so some texts
/// are none of the language. Every second text makes for one of the branches taken least.
struct SentenceGenerator {
  private let grammar: Grammar
  private(set) var random: SeededGenerator
  /// The least number of productions inside each other that each production needs.
  private let heights: [Int]
  private let words: [String]
  /// The words that may follow where what stands before them could end.
  private let joiningWords: [String]
  /// How often each branch was taken.
  private var uses: [Int]

  /// The branch to make for, until it is taken.
  private var goal: Int?
  private var distances: GoalDistances

  private var pieces: [Piece] = []
  private var gap = Gap.free
  /// The words that the next name must not be.
  private var barred: Set<String> = []
  /// How many names in ten are words of the grammar.
  private var wordsInTen = 0
  /// How many in ten of the gaps where a line may begin or go on begin one.
  private var linesInTen = 0
  /// Inside a token: what is written has no gaps.
  private var isInToken = false

  private enum Gap { case free, line, sameLine, none, probablyLine }

  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    random = SeededGenerator(seed: seed)
    heights = Self.heights(of: grammar)
    distances = GoalDistances(grammar)
    words = grammar.literals.indices.filter(grammar.isWord).map { grammar.literals[$0] }
    joiningWords = grammar.joiningWords()
    uses = Array(repeating: 0, count: grammar.branches.count)
  }

  /// A text of a production, at most about `size` tokens long.
  mutating func sentence(of production: Int, size: Int) -> [Piece] {
    pieces = []
    gap = .free
    wordsInTen = [0, 0, 2, 6].randomElement(using: &random) ?? 0
    linesInTen = [1, 1, 5].randomElement(using: &random) ?? 1
    goal = nil
    if Bool.random(using: &random) {
      let rare = grammar.branches(from: production).sorted { (uses[$0], $0) < (uses[$1], $1) }
      goal = rare.prefix(8).randomElement(using: &random)
    }
    write(grammar.bodies[production], depth: 80, size: size)
    return pieces
  }

  /// A text of a token.
  mutating func token(_ production: Int) -> String {
    pieces = []
    write(token: production)
    return pieces.map(\.text).joined()
  }

  // MARK: Productions

  private mutating func write(_ expression: Grammar.Expression, depth: Int, size: Int) {
    let isFull = depth <= 0 || Int.random(in: 0..<size, using: &random) < pieces.count
    switch expression {
    case .literal(let literal):
      write(grammar.literals[literal])
    case .reference(let production):
      if grammar.isToken(production) {
        if isInToken {
          write(grammar.bodies[production], depth: depth - 1, size: size)
        } else if grammar.names[production] == "NAME" {
          writeName(production)
        } else {
          write(token: production)
        }
      } else {
        write(grammar.bodies[production], depth: depth - 1, size: size)
      }
    case .phrase(GrammarPhrase.noGap): gap = .none
    case .phrase(let phrase):
      write(GrammarPhrase.all[phrase]?.samples.randomElement(using: &random) ?? "?")
    case .sequence(let parts):
      let way = goal
      let nearest = distances.nearest(of: parts, to: way)
      for (index, part) in parts.enumerated() {
        goal = index == nearest ? way : nil
        write(part, depth: depth, size: size)
      }
    case .choice(let parts, let branch):
      let number = choose(parts, branch: branch, depth: isFull ? 0 : depth)
      uses[branch + number] += 1
      write(parts[number], depth: depth, size: size)
    case .optional(let part, let branch):
      if chooses(branch, part, oftenTaken: false, depth: isFull ? 0 : depth) {
        write(part, depth: depth, size: size)
      }
    case .repetition(let part, let branch):
      /// Items, entries and clauses: many, and each on its line.
      let isList = if case .reference = part { !isInToken } else { false }
      guard chooses(branch, part, oftenTaken: isList, depth: isFull ? 0 : depth) else { break }
      repeat {
        if isList { gap = .probablyLine }
        write(part, depth: depth, size: size)
      } while pieces.count < size && Int.random(in: 0..<(isList ? 2 : 3), using: &random) == 0
    case .lineBegins: gap = .line
    case .lineGoesOn: gap = .sameLine
    case .follows: break
    case .followsNot(let part): barred.formUnion(grammar.words(of: part))
    }
  }

  /// The alternative to take: one that was taken far less than the others, or any; at depth 0 one
  /// that ends.
  private mutating func choose(
    _ parts: [Grammar.Expression], branch: Int, depth: Int
  ) -> Int {
    if let nearest = distances.nearest(of: parts, to: goal, branch: branch) {
      if goal == branch + nearest { goal = nil }
      return nearest
    }
    let needs = parts.map { Self.height($0, heights) }
    let limit = max((needs.min() ?? 0) + 1, depth)
    let open = parts.indices.filter { needs[$0] <= limit }
    let counts = open.map { uses[branch + $0] }
    if let least = counts.min(), let most = counts.max(), least * 4 < most {
      return open.first { uses[branch + $0] == least } ?? 0
    }
    return open.randomElement(using: &random) ?? 0
  }

  /// Whether to write a part that may be absent.
  private mutating func chooses(
    _ branch: Int, _ part: Grammar.Expression, oftenTaken: Bool, depth: Int
  ) -> Bool {
    let (isGoal, isAbsenceGoal) = (goal == branch, goal == branch + 1)
    if isGoal || isAbsenceGoal { goal = nil }
    let isOnWay = isGoal || distances.nearest(of: [part], to: goal) != nil
    let isRare = uses[branch] < uses[branch + 1] / 4
    let isThere =
      isOnWay
      || !isAbsenceGoal && Self.height(part, heights) < depth
        && (isRare || Int.random(in: 0..<(oftenTaken ? 100 : 200), using: &random) < depth)
    uses[isThere ? branch : branch + 1] += 1
    return isThere
  }

  // MARK: Tokens

  private mutating func write(_ text: String) {
    if isInToken {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append(Piece(gap: nextGap(before: text), text: text))
    }
  }

  private mutating func write(token production: Int) {
    write("")
    isInToken = true
    write(grammar.bodies[production], depth: 100, size: .max)
    isInToken = false
  }

  private mutating func writeName(_ production: Int) {
    let no = barred
    let die = Int.random(in: 0..<10, using: &random)
    if die < wordsInTen || (gap == .probablyLine && die < 3) {
      let words = (Bool.random(using: &random) ? words : joiningWords).filter { !no.contains($0) }
      write(words.randomElement(using: &random) ?? "a")
    } else if die == 9 {
      write(token: production)
    } else {
      write(["a", "b", "firm", "size", "c_1"].randomElement(using: &random) ?? "a")
    }
  }

  private mutating func nextGap(before text: String) -> String {
    let apart = ["{", "}", "[", "]", "(", ")", ",", ":"]
    let line = ["\n", "\n", "\n  ", "\r\n", " // c\n", "\n\n\t// \"d\n "]
    let same = [" ", " ", " ", " ", "  ", "\t"]
    let kind = gap
    gap = .free
    barred = []
    let breaks =
      switch kind {
      case .line: true
      case .sameLine: false
      case .none: false
      case .probablyLine: Int.random(in: 0..<6, using: &random) > 0
      case .free: Int.random(in: 0..<10, using: &random) < linesInTen
      }
    if kind == .none { return "" }
    let canBeTight = apart.contains(text) || apart.contains(pieces.last?.text ?? "{")
    if canBeTight, !breaks, Bool.random(using: &random) { return "" }
    return (breaks ? line : same).randomElement(using: &random) ?? " "
  }

  // MARK: Heights

  private static func heights(of grammar: Grammar) -> [Int] {
    var heights = Array(repeating: 1_000, count: grammar.bodies.count)
    var isChanged = true
    while isChanged {
      isChanged = false
      for (production, body) in grammar.bodies.enumerated() {
        let height = grammar.isToken(production) ? 0 : 1 + height(body, heights)
        if height < heights[production] {
          heights[production] = height
          isChanged = true
        }
      }
    }
    return heights
  }

  private static func height(_ expression: Grammar.Expression, _ heights: [Int]) -> Int {
    switch expression {
    case .literal, .phrase, .lineBegins, .lineGoesOn, .follows, .followsNot: 0
    case .optional, .repetition: 0
    case .reference(let production): heights[production]
    case .sequence(let parts): parts.map { height($0, heights) }.max() ?? 0
    case .choice(let parts, _): parts.map { height($0, heights) }.min() ?? 0
    }
  }
}
