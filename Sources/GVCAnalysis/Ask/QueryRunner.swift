import GVCModel
import GVCSyntax

/// One answer to a question.
public struct QueryAnswer: Sendable, Hashable {
  /// What it is.
  public let value: Datum
  /// `yes` when it is an answer for sure, `unknown` when it may be one.
  public let truth: Truth
  /// What the columns say of it, in their order.
  public let columns: [Datum]
  /// The smallest sets of facts that would make it one for sure, where it only may be.
  public let needs: [[MissingFact]]
}

/// Answers questions in one layer of a case.
public struct QueryRunner {
  private let evaluator: Evaluator
  /// About how many amounts that cannot be taken together are said.
  private static let obstacleLimit = 8

  /// - Parameter compiler: What compiled the questions that are asked.
  public init(_ compiler: QueryCompiler, _ options: AnalysisOptions, layer: LayerReference) {
    evaluator = Evaluator(
      compiler.model, compiler.program, thresholds: Analysis.thresholds(compiler.model, options),
      current: EvaluationCache(compiler.model, layer: layer.entity), previous: nil,
      stepLimit: options.stepLimit)
  }

  /// The answers, in the order of the text, each once; those that may be ones among them. With whether
  /// there was more to try than the limit of steps allows.
  public func answers(
    to query: Query, columns: [PlanID] = []
  ) -> (answers: [QueryAnswer], isUnfinished: Bool, obstacles: [String]) {
    evaluator.steps = 0
    var answers: [QueryAnswer] = []
    var places: [Datum: Int] = [:]
    var obstacles: [String] = []
    let formatter = ValueFormatter(evaluator.model)
    let parts = [query.value] + query.bindings.compactMap(\.condition) + columns
    func add(_ truth: Truth) {
      let value = evaluator.evaluate(query.value)
      if obstacles.count < Self.obstacleLimit {
        obstacles += evaluator.obstacles(in: parts, formatter).filter { !obstacles.contains($0) }
      }
      if let place = places[value], answers[place].truth == .yes || truth == .unknown { return }
      let slots = evaluator.slots
      evaluator.slots[0] = value
      let cells = columns.map { evaluator.evaluate($0) }
      evaluator.slots = slots
      let answer = QueryAnswer(
        value: value, truth: truth, columns: cells,
        needs: truth == .unknown ? Decider(evaluator).setsToHold(query.bindings) : [])
      if let place = places[value] {
        answers[place] = answer
      } else {
        places[value] = answers.count
        answers.append(answer)
      }
    }
    let state = evaluator.current
    if let first = query.bindings.first, evaluator.isOfMany(first, state) {
      let bound = query.bindings.reduce(UInt64(0)) { $0 | 1 << UInt64($1.slot) }
      let columns = ColumnEvaluator(evaluator)
      _ = columns.eachMember(
        query.bindings, Frame(count: 1), state, reading: bound, unless: nil
      ) { found in
        for row in 0..<found.frame.count {
          columns.bind(found.frame, row, bound)
          add(found.guards[row])
        }
      }
    } else {
      evaluator.eachMember(query.bindings[...], state) { add($0) }
    }
    return (answers, evaluator.isExhausted, obstacles)
  }

  /// What one column says of a thing.
  public func value(of column: PlanID, for entity: EntityID) -> Datum {
    evaluator.evaluate(column, in: entity, evaluator.current)
  }

  /// Whether a thing is there in the layer.
  public func contains(_ entity: EntityID) -> Bool { evaluator.current.snapshot.contains(entity) }
}
