/// How many productions lie between each part of a grammar and a branch.
struct GoalDistances {
  /// What each production refers to.
  private let references: [[Int]]
  /// The production in which each branch is.
  private let homes: [Int: Int]
  private var known: [Int: [Int]] = [:]
  private static let far = 1_000

  init(_ grammar: Grammar) {
    var homes: [Int: Int] = [:]
    var references: [[Int]] = []
    for (production, body) in grammar.bodies.enumerated() {
      let parts = grammar.parts(of: body)
      for branch in parts.branches { homes[branch] = production }
      references.append(parts.references.sorted())
    }
    self.homes = homes
    self.references = references
  }

  /// The part from which a branch is nearest, or nil if it is in none of them; `branch` is the one
  /// of the first part if the parts are alternatives.
  mutating func nearest(
    of parts: [Grammar.Expression], to goal: Int?, branch: Int? = nil
  ) -> Int? {
    guard let goal else { return nil }
    if let branch, (branch..<branch + parts.count).contains(goal) { return goal - branch }
    let distances = distances(to: goal)
    let all = parts.map { distance(of: $0, to: goal, distances) }
    guard let least = all.min(), least < Self.far else { return nil }
    return all.firstIndex(of: least)
  }

  private mutating func distances(to goal: Int) -> [Int] {
    if let distances = known[goal] { return distances }
    var distances = Array(repeating: Self.far, count: references.count)
    if let home = homes[goal] { distances[home] = 1 }
    var isChanged = true
    while isChanged {
      isChanged = false
      for (production, references) in references.enumerated() {
        let found = 1 + (references.map { distances[$0] }.min() ?? Self.far)
        if found < distances[production] {
          distances[production] = found
          isChanged = true
        }
      }
    }
    known[goal] = distances
    return distances
  }

  private func distance(
    of expression: Grammar.Expression, to goal: Int, _ distances: [Int]
  ) -> Int {
    func least(_ parts: [Grammar.Expression]) -> Int {
      parts.map { distance(of: $0, to: goal, distances) }.min() ?? Self.far
    }
    switch expression {
    case .literal, .phrase, .lineBegins, .lineGoesOn, .follows, .followsNot: return Self.far
    case .reference(let production): return distances[production]
    case .sequence(let parts): return least(parts)
    case .choice(let parts, let branch):
      return (branch..<branch + parts.count).contains(goal) ? 0 : least(parts)
    case .optional(let part, let branch), .repetition(let part, let branch):
      return branch == goal || branch + 1 == goal ? 0 : least([part])
    }
  }
}
