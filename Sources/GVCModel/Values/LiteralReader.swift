import GVCSyntax

/// Reads literals: the numbers, dates, ranges, bounds and estimates of facts, options, thresholds, rules, arguments of
/// commands and cells of tables, all by the same rules.
///
/// It says what is wrong (`Mistake`) and leaves it to its caller how to report that.
public enum LiteralReader {
  /// A number as it is written.
  public struct Number: Sendable {
    /// Its ends, in base units.
    public var interval: Interval
    public var form: NumberForm
    public var unit: Unit
    /// The number of the text of the unit, among those of whoever looked it up; nil for none.
    public var unitText: Int?

    public init(
      _ interval: Interval, _ form: NumberForm = .exact, _ unit: Unit, unitText: Int? = nil
    ) {
      self.interval = interval
      self.form = form
      self.unit = unit
      self.unitText = unitText
    }
  }

  /// What keeps a text of the right form from meaning a value.
  public enum Mistake: Error, Equatable, Sendable {
    /// The two ends of a range measure different things.
    case mixedUnits
    /// The first end of a range is greater than the second; what it is the other way round.
    case reversedRange(String)
    /// There is no such day or month.
    case noSuchDate(String)
    /// A number of more digits than are read, which is diagnosed by the lexer.
    case noNumber
    /// A node of another form.
    case otherForm
  }

  /// A unit that was looked up, and the number of its text.
  public typealias FoundUnit = (unit: Unit, text: Int?)

  // MARK: Numbers

  /// The number of a node: a quantity, an estimate, a bound or a range; the lower end of a range takes the unit of the
  /// upper one where it has none of its own.
  ///
  /// - Parameter unit: Looks up the unit of a `unit` node.
  public static func number(
    _ node: NodeID, in tree: SyntaxTree, unit: (NodeID) -> FoundUnit
  ) throws(Mistake) -> Number {
    switch tree.kind(node) {
    case .quantity:
      return try quantity(node, in: tree, unit)
    case .estimateValue:
      var number = try inner(node, in: tree, unit)
      number.form = .estimate
      number.interval = Interval(number.interval.low, isEstimate: true)
      return number
    case .boundValue:
      var number = try inner(node, in: tree, unit)
      let isMost = isMost(node, in: tree)
      number.form = isMost ? .atMost : .atLeast
      number.interval =
        isMost
        ? Interval(-.infinity, number.interval.high) : Interval(number.interval.low, .infinity)
      return number
    case .rangeValue:
      return try range(node, in: tree, unit)
    default:
      throw .otherForm
    }
  }

  /// The number of a node with its unit, by the units that have a name.
  public static func number(
    _ node: NodeID, in tree: SyntaxTree, _ units: UnitVocabulary
  ) throws(Mistake) -> Number {
    try number(node, in: tree) { (units.unit(tree.text($0)), nil) }
  }

  /// Whether a bound is `at most`, not `at least`.
  public static func isMost(_ node: NodeID, in tree: SyntaxTree) -> Bool {
    tree.token(tree.firstToken(node) + 1, is: "most")
  }

  /// The number behind `~`, `at most` or `at least`.
  private static func inner(
    _ node: NodeID, in tree: SyntaxTree, _ unit: (NodeID) -> FoundUnit
  ) throws(Mistake) -> Number {
    guard let inner = tree.child(node, at: 0), tree.kind(inner) == .quantity else {
      throw .otherForm
    }
    return try quantity(inner, in: tree, unit)
  }

  private static func quantity(
    _ node: NodeID, in tree: SyntaxTree, _ unit: (NodeID) -> FoundUnit
  ) throws(Mistake) -> Number {
    guard let number = Quantity.number(node, in: tree) else { throw .noNumber }
    guard let unitNode = tree.child(node, .unit) else {
      return Number(Interval(number), .exact, .one)
    }
    let (unit, text) = unit(unitNode)
    return Number(Interval(unit.inBase(number)), .exact, unit, unitText: text)
  }

  private static func range(
    _ node: NodeID, in tree: SyntaxTree, _ unit: (NodeID) -> FoundUnit
  ) throws(Mistake) -> Number {
    guard let lowNode = tree.child(node, at: 0), let highNode = tree.child(node, at: 1),
      tree.kind(lowNode) == .quantity, tree.kind(highNode) == .quantity
    else { throw .otherForm }
    var low = try quantity(lowNode, in: tree, unit)
    let high = try quantity(highNode, in: tree, unit)
    if tree.child(lowNode, .unit) == nil {
      low.interval = Interval(high.unit.inBase(low.interval.low))
      low.unit = high.unit
    }
    guard let scale = low.unit.dimension.scale(to: high.unit.dimension) else { throw .mixedUnits }
    low.interval = scale.applied(to: low.interval)
    guard low.interval.low <= high.interval.high else {
      throw .reversedRange(tree.text(highNode) + ".." + tree.text(lowNode))
    }
    return Number(
      Interval(low.interval.low, high.interval.high), .range, high.unit, unitText: high.unitText)
  }

  // MARK: Dates and words

  /// The days that a node names: a date, or a year in the place of one.
  public static func date(_ node: NodeID, in tree: SyntaxTree) throws(Mistake) -> Interval {
    let text = tree.text(node)
    guard let date = DateLiteral.value(of: text) else { throw .noSuchDate(text) }
    return date
  }

  /// The words of a scale of `count` words that a range or a bound of some of them names; nil where the first of a range
  /// stands behind the second. `word` looks up one word; where it finds none, so does this.
  static func words(
    _ node: NodeID, in tree: SyntaxTree, of count: Int, word: (NodeID) -> Int?
  ) throws(Mistake) -> WordSet? {
    switch tree.kind(node) {
    case .rangeValue:
      guard let lowNode = tree.child(node, at: 0), let highNode = tree.child(node, at: 1),
        let low = word(lowNode), let high = word(highNode)
      else { return nil }
      guard low <= high else {
        throw .reversedRange(tree.text(highNode) + ".." + tree.text(lowNode))
      }
      return run(low, high)
    case .boundValue:
      guard let inner = tree.child(node, at: 0), let word = word(inner) else { return nil }
      return isMost(node, in: tree) ? run(0, word) : run(word, count - 1)
    default:
      return word(node).map { WordSet(word: $0) }
    }
  }

  private static func run(_ low: Int, _ high: Int) -> WordSet {
    WordSet(bits: (low...max(low, high)).reduce(0) { $0 | WordSet(word: $1).bits })
  }

  // MARK: Texts from outside

  /// A text that stands by itself, such as a cell of a table or an argument of a command.
  public struct Parsed: Sendable {
    public let tree: SyntaxTree
    /// The value in it.
    public let node: NodeID
  }

  /// Why a text is no value.
  public enum Unread: Error, Equatable, Sendable {
    /// It has a number of more digits than are read; the sentence that says so.
    case longNumber(String)
    case otherForm
  }

  /// A text as one value of the language: `625 t`, `20%..30%`, `~40 h`, `1999-07`, `high`, `"a text"`.
  public static func value(in text: String) throws(Unread) -> Parsed {
    let source = SourceText(
      file: FileID(Int(UInt32.max)), name: "argument", "threshold x: \(text)\n")
    let tree = Parser.parse(source)
    if let long = tree.diagnostics.first(where: { $0.code == .numberTooLong }) {
      throw .longNumber(long.message)
    }
    guard tree.diagnostics.isEmpty, let item = tree.child(SyntaxTree.root, at: 0),
      tree.kind(item) == .thresholdDeclaration, tree.child(SyntaxTree.root, at: 1) == nil,
      tree.child(item, .title) == nil, tree.child(item, .block) == nil,
      let node = tree.child(item, at: 1)
    else { throw .otherForm }
    return Parsed(tree: tree, node: node)
  }
}
