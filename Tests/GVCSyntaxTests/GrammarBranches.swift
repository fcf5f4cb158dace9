extension Grammar {
  /// The branches that a text of `start` can take: those that conditions alone look at are none.
  ///
  /// Tokens are not looked into, unless one of them is `start`.
  func branches(from start: Int) -> Set<Int> {
    var found: Set<Int> = []
    var seen: Set<Int> = [start]
    var open = [start]
    while let production = open.popLast() {
      let parts = parts(of: bodies[production])
      found.formUnion(parts.branches)
      open += parts.references.filter {
        (!isToken($0) || isToken(start)) && seen.insert($0).inserted
      }
    }
    return found
  }

  /// The branches and references in an expression, outside its conditions.
  func parts(of expression: Expression) -> (branches: Set<Int>, references: Set<Int>) {
    var branches: Set<Int> = []
    var references: Set<Int> = []
    func visit(_ expression: Expression) {
      switch expression {
      case .literal, .phrase, .lineBegins, .lineGoesOn, .follows, .followsNot: break
      case .reference(let production): references.insert(production)
      case .sequence(let parts): parts.forEach(visit)
      case .choice(let parts, let branch):
        branches.formUnion(branch..<branch + parts.count)
        parts.forEach(visit)
      case .optional(let part, let branch), .repetition(let part, let branch):
        branches.formUnion([branch, branch + 1])
        visit(part)
      }
    }
    visit(expression)
    return (branches, references)
  }

  /// The words of an expression that is a word or a choice of words.
  func words(of expression: Expression) -> [String] {
    switch expression {
    case .literal(let literal): [literals[literal]]
    case .reference(let production) where !isToken(production): words(of: bodies[production])
    case .choice(let parts, _): parts.flatMap(words)
    default: []
    }
  }

  /// The words that begin what is optional or repeated: where one may follow, a name may too.
  func joiningWords() -> [String] {
    var found: Set<String> = []
    func visit(_ expression: Expression) {
      switch expression {
      case .literal, .reference, .phrase, .lineBegins, .lineGoesOn, .follows, .followsNot: break
      case .sequence(let parts), .choice(let parts, _): parts.forEach(visit)
      case .optional(let part, _), .repetition(let part, _):
        found.formUnion(firstWords(of: part, depth: 2))
        visit(part)
      }
    }
    bodies.forEach(visit)
    return found.sorted()
  }

  private func firstWords(of expression: Expression, depth: Int) -> [String] {
    switch expression {
    case .literal(let literal): isWord(literal) ? [literals[literal]] : []
    case .reference(let production) where depth > 0 && !isToken(production):
      firstWords(of: bodies[production], depth: depth - 1)
    case .sequence(let parts):
      parts.first { !$0.isCondition }.map { firstWords(of: $0, depth: depth) } ?? []
    case .choice(let parts, _): parts.flatMap { firstWords(of: $0, depth: depth) }
    default: []
    }
  }
}
