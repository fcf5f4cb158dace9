import GVCSyntax

/// A node of one of the trees of a model.
public struct SyntaxPlace: Sendable, Hashable {
  private let treeIndex: Int32
  public let node: NodeID

  public init(tree: Int, node: NodeID) {
    treeIndex = Int32(truncatingIfNeeded: tree)
    self.node = node
  }

  /// The index of the tree in the model.
  public var tree: Int { Int(treeIndex) }
}

/// An index into the theories of a model.
public struct TheoryID: Hashable, Sendable, Comparable {
  public let number: UInt16

  public init(_ number: Int) { self.number = UInt16(truncatingIfNeeded: number) }

  public static func < (a: TheoryID, b: TheoryID) -> Bool { a.number < b.number }
}

/// A body of rules under one name; what stands outside of any theory belongs to one without a name.
public struct TheoryDeclaration: Sendable {
  public let name: Symbol?
  public let title: String
  public let documentation: String
  public let module: Int
  public let location: Location?
}

/// A named number that rules compare with.
public struct Threshold: Sendable {
  public let theory: TheoryID
  public let name: Symbol
  public let value: Value
  /// It is written as a percentage.
  public let isPercent: Bool
  /// The numbers that it may be set to, in base units.
  public let range: Interval?
  public let documentation: String
  /// Where the default comes from, as written.
  public let basis: String
  public let location: Location
}

/// A rule as declared; the rule compiler reads its clauses.
public struct RuleDeclaration: Sendable {
  public let theory: TheoryID
  public let name: Symbol
  public let title: String
  public let place: SyntaxPlace
  public let location: Location
}

extension RuleDeclaration {
  /// A rule that is being written: without a name or a title.
  public init(theory: TheoryID, at place: SyntaxPlace, location: Location) {
    self.init(
      theory: theory, name: Symbol(0), title: "", place: place, location: location)
  }
}

/// An index into the verdicts of a vocabulary.
public struct VerdictID: Hashable, Sendable {
  public let number: UInt16

  public init(_ number: Int) { self.number = UInt16(truncatingIfNeeded: number) }
}

/// What rules may say of things of a kind: the values of one question, never averaged.
public struct Verdict: Sendable {
  public struct Word: Sendable {
    public let name: Symbol
    public let title: String
    /// The values that cannot hold of the same thing at once, one bit each.
    public var against: UInt64
    /// How much a finding with this value weighs.
    public let level: Severity
    /// How much more it matters to readers than an answer that says nothing of it: 0 to 5, the points that it adds to
    /// the place of a conclusion.
    public let weight: Int
    /// For a prediction the answers, to questions of what came, that bear it out.
    public internal(set) var borneOutBy: [VerdictAnswer] = []
    /// And those that contradict it.
    public internal(set) var contradictedBy: [VerdictAnswer] = []
    /// Those whose absence, where it is known, bears it out.
    public internal(set) var borneOutWithout: [VerdictAnswer] = []
    /// The word of the attributes that say the same as the verdict that says what this answer does.
    public internal(set) var means: Int?

    /// Whether it says what will come, so that what came can be held against it.
    public var isPrediction: Bool {
      !borneOutBy.isEmpty || !contradictedBy.isEmpty || !borneOutWithout.isEmpty
    }
  }

  /// The weights that an answer can have.
  static let weights = 0...5

  public let theory: TheoryID
  public let name: Symbol
  public let title: String
  /// The kind of thing that it is about.
  public var subject: KindID?
  /// The words that narrow it: the kind of upgrading.
  public var qualifier: ScaleID?
  /// The kind of thing that it is towards: an activity.
  public var object: KindID?
  public var words: [Word]
  /// The attributes of what it is about that say the same: what reads one of them rests on an answer to it.
  public internal(set) var saidBy: [AttributeID] = []
  public let location: Location

  init(
    theory: TheoryID, name: Symbol, title: String, words: [Word], location: Location
  ) {
    self.theory = theory
    self.name = name
    self.title = title
    self.words = words
    self.location = location
  }
}

/// A value of a verdict.
public struct VerdictAnswer: Hashable, Sendable {
  public let verdict: VerdictID
  /// Its place among the values.
  public let word: Int

  public init(verdict: VerdictID, word: Int) {
    self.verdict = verdict
    self.word = word
  }
}
