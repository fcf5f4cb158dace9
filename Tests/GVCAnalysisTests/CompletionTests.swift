import GVCAnalysis
import GVCModel
import Testing

/// What is concluded from unknowns holds for every way in which they can become known.
@Suite struct CompletionTests {
  /// A random condition over the four attributes of `thing`, without `is known` and `surely`, which
  /// speak of what is stated.
  private struct Conditions {
    var seed: UInt64

    mutating func next(_ count: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((seed >> 33) % UInt64(count))
    }

    mutating func condition(_ depth: Int) -> String {
      guard depth > 0 else { return atom() }
      switch next(6) {
      case 0: return "(\(condition(depth - 1)) and \(condition(depth - 1)))"
      case 1: return "(\(condition(depth - 1)) or \(condition(depth - 1)))"
      case 2: return "(not \(condition(depth - 1)))"
      case 3:
        return "(if \(condition(depth - 1)) then \(condition(depth - 1)) else \(atom()))"
      case 4: return quantified("any")
      default: return quantified("all")
      }
    }

    private mutating func quantified(_ word: String) -> String {
      let variable = "m\(next(1_000_000))"
      let body = next(2) == 0 ? "\(variable) == design" : "(\(variable) != sewing or \(atom()))"
      return "\(word)(\(body) for \(variable) in x.made)"
    }

    private mutating func atom() -> String {
      let atoms = [
        "x.open", "x.grade == high", "x.grade in [low, medium]", "x.grade > low",
        "design in x.made", "sewing not in x.made", "count(x.made) > 1", "x.part >= 40%",
        "x.part < 60%", "x.part * 2 > 100%", "not x.open", "sum(x.part for f in x.made) > 50%",
      ]
      return atoms[next(atoms.count)]
    }
  }

  private static let count = 120

  /// The truth of each rule for `thing` when its block is `facts`.
  private static func truths(_ facts: [String?]) -> [Truth] {
    var random = Conditions(seed: 7)
    let rules = (0..<count).map { index in
      """
        rule r\(index) {
          for x in things
          when \(random.condition(2))
          find x observed
          message "m"
          cite s
        }
      """
    }.joined(separator: "\n")
    let analysed = AnalysedCase(
      """
      theory t {
        source s {}
        kind thing "Thing" { plural: things }
        attribute thing.open: truth "o"
        attribute thing.grade: level "g"
        attribute thing.made: list of activity "m"
        attribute thing.part: share of things "p"
      \(rules)
      }
      activity design {}
      activity sewing {}
      firm maker { performs: [design, sewing] }
      thing it { \(facts.compactMap { $0 }.joined(separator: " ")) }
      """)
    precondition(analysed.problems.isEmpty, "\(analysed.problems)")
    var truths = Array(repeating: Truth.no, count: count)
    for finding in analysed.analysis.findings { truths[finding.rule] = finding.truth }
    return truths
  }

  /// The values that each attribute can have when it is known.
  private static let domain: [[String]] = [
    ["open: yes", "open: no"],
    ["grade: low", "grade: medium", "grade: high"],
    ["made: []", "made: [design]", "made: [sewing]", "made: [design, sewing]"],
    ["part: 10%", "part: 50%", "part: 90%"],
  ]

  /// All ways to fill in what is unknown.
  private static func completions(_ facts: [String?]) -> [[String?]] {
    guard let gap = facts.firstIndex(of: nil) else { return [facts] }
    return domain[gap].flatMap { value -> [[String?]] in
      var filled = facts
      filled[gap] = value
      return completions(filled)
    }
  }

  @Test(
    arguments: [
      [nil, "grade: high", "made: [design]", "part: 50%"],
      ["open: yes", nil, "made: [design, sewing]", "part: 10%"],
      ["open: no", "grade: low", nil, "part: 90%"],
      ["open: yes", "grade: medium", "made: [sewing]", nil],
      [nil, nil, "made: [design]", "part: 50%"],
      ["open: no", nil, nil, "part: 50%"],
      [nil, "grade: low", "made: [design, sewing]", nil],
    ] as [[String?]])
  func conclusionsHoldForEveryCompletion(facts: [String?]) {
    let concluded = Self.truths(facts)
    let all = Self.completions(facts).map { Self.truths($0) }
    #expect(concluded.contains(.unknown))
    #expect(all.allSatisfy { !$0.contains(.unknown) })
    for rule in 0..<Self.count where concluded[rule] != .unknown {
      #expect(all.allSatisfy { $0[rule] == concluded[rule] }, "rule \(rule) of \(facts)")
    }
  }
}
