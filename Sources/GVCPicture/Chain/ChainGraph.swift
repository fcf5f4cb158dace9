import GVCModel
import GVCSyntax

/// What there is to draw of a case in one layer: who is in the chain, who supplies whom, and what is known
/// and concluded of it, in words for people. Pictures and the formats of other tools are made from it.
public struct ChainGraph: Sendable {
  /// What an actor is in the chain.
  public enum Role: String, Sendable {
    case buyer
    case firm
    case agent
    /// Where the product is sold in the end.
    case market
  }

  /// A value of a verdict that rules give something, and how often.
  public struct Mark: Sendable, Hashable {
    public let title: String
    public let count: Int
    public let level: Severity
  }

  public struct Actor: Sendable {
    /// What the project calls it.
    public let name: String
    public let title: String
    public let role: Role
    /// The title of its kind.
    public let kind: String
    /// `Small`, with its place among the sizes, from 1, and their number.
    public var size: (title: String, place: Int, of: Int)?
    /// `120 firms`; nil for one.
    public var count: String?
    /// The supply distance to the buyer that leads; nil where none is reached.
    public var tier: Int?
    /// The group that it lies in, by its place in `groups`.
    public var group: Int?
    public var country: String?
    public var functions: [String]
    /// There may be functions that nobody stated, or nothing is known of them.
    public var hasMoreFunctions: Bool
    /// What it sells in a year.
    public var turnover: Amount?
    public var marks: [Mark]
    /// How many conclusions about it are open.
    public var openCount: Int
    /// The names of those that it stands for, when it was folded.
    public var folded: [String] = []
    public var sentence: String
  }

  /// The governance of a link as far as it is known.
  public struct Governance: Sendable, Hashable {
    /// Its place in the scale; nil where it is not one.
    public let word: Int?
    public let title: String
    /// A theory concludes it; it is not stated.
    public let isConcluded: Bool
  }

  public struct Share: Sendable, Hashable {
    public let low: Double
    public let high: Double
    /// It is a share of the supplier's sales, else of the buyer's purchases.
    public let isOfSales: Bool
  }

  /// An amount of money a year.
  public struct Amount: Sendable, Hashable {
    public let low: Double
    public let high: Double
    /// `USD`, `USD in 1998`.
    public let unit: String
  }

  /// All supply from one actor to another.
  public struct Link: Sendable {
    public let from: Int
    public let to: Int
    /// What the project calls each of the links.
    public let names: [String]
    /// The titles of the chains that they belong to.
    public let chains: [String]
    /// The types among them that are known, each once.
    public let governance: [Governance]
    /// The shares that are stated.
    public let salesShare: Share?
    public let purchasesShare: Share?
    /// What is paid over it in a year.
    public let value: Amount?
    public let marks: [Mark]
    public let openCount: Int
    /// It is the sale to an end market, of which no link is declared.
    public let isSale: Bool
    public var sentence: String

    /// The share that a line shows: of sales before that of purchases.
    public var share: Share? { salesShare ?? purchasesShare }
  }

  /// Cooperation between peers.
  public struct Tie: Sendable {
    public let name: String
    public let members: [Int]
    public let sentence: String
  }

  /// A place: a country, or a cluster in it.
  public struct Group: Sendable {
    public let name: String
    public let title: String
    /// `Country` or the title of the kind.
    public let kind: String
    public let parent: Int?
  }

  public var title: String
  /// The title of the period or scenario, or of the base case beside these; nil where the case has one state.
  public var layer: String?
  public var actors: [Actor] = []
  public var links: [Link] = []
  public var ties: [Tie] = []
  public var groups: [Group] = []
  /// The types of governance, in the order of their scale.
  public var governanceTypes: [String] = []
  /// What was left out or folded, in sentences.
  public var notes: [String] = []
}
