import Dispatch
import GVCModel
import Synchronization

/// The rules that are to run, and who runs them: one after another, or where there is much to do several side
/// by side.
struct RuleSchedule: Sendable {
  private let model: Model
  private let program: Program
  private let options: AnalysisOptions
  private let runs: [RuleAsk]
  private let layers: StatedLayers
  /// How many may run at a time.
  private static let width = 4

  init(_ program: Program, _ data: CaseData) {
    self.program = program
    model = data.model
    options = data.options
    runs = data.asked
    layers = data.stated
  }

  /// What came of each run, in their order; nil where `isCancelled` says before the end that nobody waits for it.
  func results(unless isCancelled: @Sendable () -> Bool) -> [RuleResult]? {
    guard options.isSideBySide, runs.count > 1, model.entities.count >= options.sideBySideLimit
    else {
      return oneByOne(over: layers, unless: isCancelled)
    }
    guard let results = sideBySide(unless: isCancelled) else { return nil }
    // A rule that is stopped must be stopped at the same place whoever ran what before: with what was computed
    // for the rules in front of it at hand, it never takes more steps than it took here.
    return results.contains(where: \.isUnfinished)
      ? oneByOne(over: StatedLayers(model), unless: isCancelled) : results
  }

  private func oneByOne(
    over layers: StatedLayers, unless isCancelled: () -> Bool
  ) -> [RuleResult]? {
    let budget = WorkBudget(limit: workLimit)
    var worker = worker(over: layers, budget)
    var results: [RuleResult] = []
    for run in runs {
      if isCancelled() { return nil }
      let result = worker.result(of: run)
      results.append(result)
      // What was computed while a rule was stopped may be less than there is to know.
      if result.isUnfinished { worker = self.worker(over: StatedLayers(model), budget) }
    }
    return results
  }

  private var workLimit: Int { options.workLimit ?? WorkBudget(for: model).limit }

  private func worker(over layers: StatedLayers, _ budget: WorkBudget) -> RuleWorker {
    RuleWorker(model, program, options, budget) { [model] in
      EvaluationCache(model, layers.stated(in: $0))
    }
  }

  private func sideBySide(unless isCancelled: @Sendable () -> Bool) -> [RuleResult]? {
    layers.make(Set(runs.lazy.map(\.layer.entity)))
    let results = Mutex([RuleResult?](repeating: nil, count: runs.count))
    let taken = Atomic(0)
    let first = Atomic(0)
    let last = Atomic(runs.count)
    let isBrokenOff = Atomic(false)
    let used = Atomic(0)
    let workLimit = workLimit
    DispatchQueue.concurrentPerform(iterations: Self.width) { number in
      // Together they take what one may: where that is too little, all run again one after another.
      let budget = WorkBudget(limit: workLimit)
      defer { _ = used.wrappingAdd(budget.used, ordering: .relaxed) }
      let worker = worker(over: layers, budget)
      // Each takes the next that nobody has taken, so that a rule runs after some of those in front of it, half of them
      // from the end, where rules ask for other columns: else all would wait for the same ones.
      while !isBrokenOff.load(ordering: .relaxed),
        taken.wrappingAdd(1, ordering: .relaxed).oldValue < runs.count
      {
        let index =
          number.isMultiple(of: 2)
          ? first.wrappingAdd(1, ordering: .relaxed).oldValue
          : last.wrappingSubtract(1, ordering: .relaxed).newValue
        if isCancelled() {
          isBrokenOff.store(true, ordering: .relaxed)
          break
        }
        let result = worker.result(of: runs[index])
        results.withLock { $0[index] = result }
      }
    }
    if isBrokenOff.load(ordering: .relaxed) { return nil }
    let isTooMuch = used.load(ordering: .relaxed) > workLimit
    return results.withLock { results in
      results.compactMap { result in
        var result = result
        if isTooMuch { result?.isUnfinished = true }
        return result
      }
    }
  }
}

/// Runs rules one after another, and keeps what it computed of the layers for the next.
private final class RuleWorker {
  private let model: Model
  private let program: Program
  private let options: AnalysisOptions
  private let thresholds: [Datum]
  private let budget: WorkBudget
  private let makeState: (EntityID?) -> EvaluationCache
  /// By the number of the layer, as the next.
  private var states: [Int32: EvaluationCache] = [:]
  private var evaluators: [Int32: Evaluator] = [:]
  private var needs: [Int: [[AttributeID]]] = [:]

  init(
    _ model: Model, _ program: Program, _ options: AnalysisOptions, _ budget: WorkBudget,
    _ makeState: @escaping (EntityID?) -> EvaluationCache
  ) {
    self.model = model
    self.program = program
    self.options = options
    self.budget = budget
    self.makeState = makeState
    thresholds = Analysis.thresholds(model, options)
  }

  func result(of run: RuleAsk) -> RuleResult {
    let evaluator = evaluator(run.layer, run.previous)
    let needed = needs[run.rule] ?? RuleRunner.needs(of: program.rules[run.rule], evaluator)
    needs[run.rule] = needed
    var runner = RuleRunner(
      evaluator, run.rule, needs: needed, columnLimit: options.columnLimit)
    let time = ContinuousClock().measure { runner.run() }
    return RuleResult(
      findings: runner.findings, omitted: runner.omitted, isUnfinished: runner.isUnfinished,
      steps: evaluator.steps, time: time)
  }

  private func evaluator(_ layer: LayerReference, _ previous: LayerReference?) -> Evaluator {
    if let known = evaluators[Self.number(layer)] { return known }
    let new = Evaluator(
      model, program, thresholds: thresholds, current: state(layer),
      previous: previous.map { state($0) }, stepLimit: options.stepLimit, budget: budget)
    evaluators[Self.number(layer)] = new
    return new
  }

  private func state(_ layer: LayerReference) -> EvaluationCache {
    if let known = states[Self.number(layer)] { return known }
    let new = makeState(layer.entity)
    states[Self.number(layer)] = new
    return new
  }

  private static func number(_ layer: LayerReference) -> Int32 { layer.entity?.index ?? -1 }
}
