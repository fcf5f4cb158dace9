import GVCModel

/// Evaluates plans: what is known of each value, and no more.
///
/// There is one evaluator. What explains a conclusion re-evaluates the parts of its condition with
/// it, so that explanation and conclusion cannot disagree.
final class Evaluator {
  let model: Model
  let program: Program
  /// The values of the thresholds, by their index in the model.
  let thresholds: [Datum]
  let current: EvaluationCache
  /// The layer before, for rules that compare.
  let previous: EvaluationCache?
  /// What the variables stand for.
  ///
  /// An evaluator is used by one thread, and nothing holds on to its parts: the checks that would find
  /// overlapping accesses took a tenth of its time.
  @exclusivity(unchecked) var slots: [Datum]
  /// How many derived attributes and defaults are being read at the moment, one inside another.
  @exclusivity(unchecked) var depth = 0
  /// A default may lead round in a circle, over things that name one another: what is deeper than
  /// this is unknown.
  static let depthLimit = 200
  /// How many ways to bind a variable were tried.
  @exclusivity(unchecked) var steps = 0
  /// The most ways that are tried for one rule in one layer. What is beyond is unknown, so that every
  /// rule ends.
  let stepLimit: Int
  /// What all that evaluates together may take.
  let budget: WorkBudget
  /// The rates between moneys in the layer, and how numbers of one unit are made those of another, as far as was asked.
  private(set) lazy var rates = MoneyRates(current, model)
  @exclusivity(unchecked) var conversions: [UInt32: UnitConversion?] = [:]
  /// How numbers of two units were last multiplied or divided.
  @exclusivity(unchecked) var lastProduct: (UnitID, UnitID, Arithmetic, UnitRule?)?
  /// Facts that are tried, as if the case stated them, and what was derived with them.
  @exclusivity(unchecked) var pins = Pins()
  @exclusivity(unchecked) var pinnedDerived: [DerivedPlace: Datum] = [:]
  /// Whether the numbers that are read are noted, and what was noted; nothing that was computed before is read then.
  @exclusivity(unchecked) var isTracing = false
  @exclusivity(unchecked) var traced: [MissingFact: KnownNumber] = [:]
  /// The attributes of numbers that each expression reads, as far as somebody asked.
  @exclusivity(unchecked) var numberAttributes: [PlanID: Set<AttributeID>] = [:]
  /// What abstract interpretation has found of derived attributes.
  let interpreter = AbstractCache()
  /// What trials of deciding facts have found.
  let trials = TrialMemory()

  init(
    _ model: Model, _ program: Program, thresholds: [Datum], current: EvaluationCache,
    previous: EvaluationCache?, stepLimit: Int = AnalysisOptions.defaultStepLimit,
    budget: WorkBudget? = nil
  ) {
    self.budget = budget ?? WorkBudget(for: model)
    self.stepLimit = stepLimit
    self.model = model
    self.program = program
    self.thresholds = thresholds
    self.current = current
    self.previous = previous
    slots = Array(repeating: .unknown, count: 64)
  }

  /// Whether what is evaluated at the moment has to stop: what it was not asked any more is unknown.
  var isExhausted: Bool { steps > stepLimit || budget.isExhausted }

  func evaluate(_ id: PlanID) -> Datum { evaluate(id, current) }

  /// What is known of a node in a layer.
  func evaluate(_ id: PlanID, _ state: EvaluationCache) -> Datum {
    budget.used &+= WorkBudget.single
    let node = program[id]
    return node.meaning.value(of: node, state, self)
  }

  /// The least value that holds both of two.
  func hull(_ a: Datum, _ b: Datum, _ type: ExpressionType) -> Datum {
    switch (a, b) {
    case (.number(let x, let unit), .number(let y, let other)):
      guard let y = aligned(KnownNumber(y, other), to: unit)?.interval else {
        return .unknown(of: type, model)
      }
      return .number(x.hull(y), unit == .one ? other : unit.shown(with: other))
    case (.words(let x), .words(let y)): return .words(WordSet(bits: x.bits | y.bits))
    case (.set(let x), .set(let y)): return .set(Self.hull(x, y))
    default: return a == b ? a : .unknown(of: type, model)
    }
  }

  static func hull(_ x: Members, _ y: Members) -> Members {
    let sure = x.sure.filter { y.sure.contains($0) }
    var possible = (x.sure + y.sure + x.possible + y.possible).filter { !sure.contains($0) }
    var seen: Set<Value> = []
    possible = possible.filter { seen.insert($0).inserted }
    return Members(sure, possible: possible, isOpen: x.isOpen || y.isOpen)
  }

  /// The value of a known datum as an element of a set.
  static func value(_ datum: Datum, _ type: ExpressionType) -> Value? {
    switch (datum, type) {
    case (.entity(let id), _): .entity(id)
    case (.words(let set), .words(let scale)): set.word.map { .words(WordSet(word: $0), scale) }
    case (.truth(let truth), _): truth == .unknown ? nil : .truth(truth == .yes)
    case (.number(let interval, let unit), _):
      interval.isExact ? .number(interval, .exact, unit) : nil
    case (.value(.words(let set, let scale)), _): set.word.map { .words(WordSet(word: $0), scale) }
    case (.value(.number(let interval, _, let unit)), _):
      interval.isExact ? .number(interval, .exact, unit) : nil
    case (.value(let value), _): value == .unknown ? nil : value
    default: nil
    }
  }
}
