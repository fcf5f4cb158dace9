import GVCAnalysis
import GVCModel

/// What a case comes to in one sentence: one answer to one question of a theory, with all rules that give it and
/// all that it is given of; or what one rule says that answers no question.
public struct KeyMessage: Sendable {
  /// What a message gains or loses its place by. `README.md` and the reference list them.
  public enum Reason: String, Sendable, CaseIterable {
    case contested, change, answer, claim, pack, many, contrast, rules, novelty, evidence, today
    case named
    case whatIf = "what_if"
  }

  /// What one reason gives a message, with why.
  public struct Point: Sendable, Equatable {
    public let reason: Reason
    /// Below zero where it takes.
    public let points: Int
    /// Why, as it stands in an enumeration: `compares two periods`.
    public let text: String
  }

  /// The groups of findings that say it; the first is the one whose sentence is shown.
  public let groups: [FindingGroup]
  /// What else it is said of, besides the subject of the first group.
  public let others: [EntityID]
  /// The answers to the same question that exclude its own, and that other things are given in the same state.
  public let contrast: [OtherAnswer]
  /// What weakens the first group, the gravest first.
  public let cautions: [Caution]
  /// What the place of the message is made of; no reason twice, none of no points.
  public internal(set) var points: [Point]

  /// Another answer to the same question, and what it is given of.
  public struct OtherAnswer: Sendable {
    /// The value of the verdict.
    public let word: Int
    public let title: String
    public let of: [EntityID]
  }

  /// The sum of the points: the higher the earlier.
  public var score: Int { points.reduce(0) { $0 + $1.points } }

  /// Why it stands where it stands: `15 points: compares two periods (3), observed (3)`.
  public var reason: String {
    "\(score) points: " + points.map { "\($0.text) (\($0.points))" }.joined(separator: ", ")
  }
}
