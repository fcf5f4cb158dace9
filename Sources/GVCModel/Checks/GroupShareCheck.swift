import GVCSyntax

/// A share of a counted group must be a whole number of its members.
///
/// An attribute says which count it is a share of (`of: sample.count` in its declaration). The
/// tolerance is half a unit of the last printed digit: 22.5 % may be anything from 22.45 % to 22.55 %.
struct GroupShareCheck {
  /// Where a fact on an attribute of an entity stands.
  private struct Key: Hashable {
    let entity: EntityID
    let attribute: AttributeID
  }

  /// The facts on the shares of groups, in their order.
  private let shares: [Int]
  /// The facts on what a path to a count names, by what they are about.
  private var steps: [Key: [Int]] = [:]
  /// The shares of each counted group.
  private var groups: [Int: [Int]] = [:]

  /// What is wrong with the shares of counted groups.
  static func diagnostics(_ model: Model, _ facts: CheckedFacts) -> [Diagnostic] {
    let check = GroupShareCheck(model, facts)
    return check.diagnostics(model)
  }

  private init(_ model: Model, _ facts: CheckedFacts) {
    shares = facts.groupShares
    guard !shares.isEmpty else { return }
    for index in facts.groupSteps {
      let fact = model.facts[index]
      steps[Key(entity: fact.entity, attribute: fact.attribute), default: []].append(index)
    }
    for index in shares {
      let fact = model.facts[index]
      if let group = countFact(of: fact, model.vocabulary[fact.attribute].whole, model) {
        groups[group, default: []].append(index)
      }
    }
  }

  private func diagnostics(_ model: Model) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for index in shares {
      let fact = model.facts[index]
      let attribute = model.vocabulary[fact.attribute]
      guard case .number(let share, .exact, _) = fact.value,
        share.isExact, let countFact = countFact(of: fact, attribute.whole, model),
        case .number(let count, .exact, _) = model.facts[countFact].value, count.isExact,
        count.low > 0
      else { continue }
      let printed = Self.printedShare(fact, model)
      let half = 0.5 * Self.pow10(-printed.decimals) / 100
      guard !Self.fits(share.low, half, count.low) else { continue }
      let members = (share.low * count.low * 100).rounded() / 100
      // The smallest group that fits a percentage of one decimal is far below a thousand.
      let suggestion = (2...1000).first { n in
        Double(n) >= count.low && Self.fits(share.low, half, Double(n))
          && othersFit(fact, groups[countFact] ?? [], Double(n), model)
      }
      found.append(
        ModelErrors.groupShareOfNoMembers(
          percent: printed.text, count: String(Int(count.low)), members: String(members),
          suggestion: suggestion, at: fact.location, counted: model.facts[countFact].location))
    }
    return found
  }

  private static func fits(_ share: Double, _ half: Double, _ count: Double) -> Bool {
    abs(count * share - (count * share).rounded()) <= count * half + 1e-9
  }

  /// Whether the other shares of the same group fit a count too; of a crowd, the first hundred.
  private func othersFit(_ fact: Fact, _ group: [Int], _ count: Double, _ model: Model) -> Bool {
    group.prefix(100).allSatisfy { index in
      let other = model.facts[index]
      guard other.attribute == fact.attribute, case .number(let share, .exact, _) = other.value
      else { return true }
      let half = 0.5 * Self.pow10(-Self.printedShare(other, model).decimals) / 100
      return Self.fits(share.low, half, count)
    }
  }

  private static func pow10(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1.0) { result, _ in exponent < 0 ? result / 10 : result * 10 }
  }

  /// The number as the text prints it, and how many digits stand behind its point.
  private static func printedShare(_ fact: Fact, _ model: Model) -> (text: String, decimals: Int) {
    let text = model.text(fact.location.range, in: fact.location.file)
    let value = text.drop { $0 != ":" }.dropFirst().drop { $0 == " " }
    let number = value.prefix { $0.isNumber || $0 == "." || $0 == "_" }
    let decimals = number.split(separator: ".").dropFirst().first?.count ?? 0
    return ("\(number)%", decimals)
  }

  /// The fact that counts the group, by the path from the entity of the share.
  private func countFact(of fact: Fact, _ path: [Symbol], _ model: Model) -> Int? {
    var entity = fact.entity
    for (step, name) in path.enumerated() {
      if step < path.count - 1, let end = Self.endNamed(name, of: entity, model) {
        entity = end
        continue
      }
      guard let attribute = model.vocabulary.attribute(name, of: model[entity].kind),
        let found = steps[Key(entity: entity, attribute: attribute)]?.last(where: {
          let layer = model.facts[$0].layer
          return layer == fact.layer || layer == nil
        })
      else { return nil }
      if step == path.count - 1 { return found }
      guard case .entity(let next) = model.facts[found].value else { return nil }
      entity = next
    }
    return nil
  }

  private static func endNamed(_ name: Symbol, of link: EntityID, _ model: Model) -> EntityID? {
    let ends = model.ends(of: link)
    guard ends.count == 2, model.vocabulary[model[link].kind].ends == .supply else { return nil }
    switch model.names[name] {
    case "supplier": return ends[ends.startIndex]
    case "buyer": return ends[ends.startIndex + 1]
    default: return nil
    }
  }
}
