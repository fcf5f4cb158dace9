import GVCModel
import Testing

@testable import GVCAnalysis

/// Every operation and every function means in many rows at once what it means in each of them.
@Suite struct MeaningTableTests {
  /// The nodes under the conditions of rules that bind one variable, a link.
  private func nodes(_ program: Program) -> [PlanID] {
    var pending = program.rules.filter { $0.bindings.count == 1 }.flatMap { $0.conditions }
      .map(\.node)
    var seen: Set<PlanID> = []
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      pending += program[next].children
    }
    return seen.filter { program[$0].variables & ~1 == 0 }.sorted { $0.index < $1.index }
  }

  /// - Parameter layer: The layer, and the one before.
  private func evaluator(_ analysed: AnalysedCase, _ layer: Int) -> Evaluator {
    let model = analysed.model
    let layers = model.layerOrder.layers
    return Evaluator(
      model, analysed.program,
      thresholds: Analysis.thresholds(model, AnalysisOptions()),
      current: EvaluationCache(model, layer: layers[layer]),
      previous: layer == 0 ? nil : EvaluationCache(model, layer: layers[layer - 1]))
  }

  @Test(arguments: 0..<6, [true, false])
  func `A column is what its rows are`(seed: Int, isExact: Bool) throws {
    let analysed = AnalysedCase(ColumnTests.text(seed: seed, isExact: isExact))
    #expect(analysed.problems.filter { $0.contains("error") } == [])
    let link = try #require(analysed.model.core.link)
    for layer in 0...1 {
      let (rows, columns) = (evaluator(analysed, layer), evaluator(analysed, layer))
      let links = rows.current.collection(link)
      var frame = Frame(count: links.count)
      frame.bind(0, .things(links.map(\.index)))
      for node in nodes(analysed.program) {
        let column = ColumnEvaluator(columns).column(node, frame, columns.current)
        let found = links.map { link in
          rows.slots[0] = .entity(link)
          return rows.evaluate(node)
        }
        let text = PlanPrinter(analysed.model, analysed.program).text(node, nil)
        #expect(links.indices.map { column.datum($0) } == found, "\(text) in layer \(layer)")
      }
    }
  }

  /// What an operation is, whatever it is of; with each one that there is, so that none is left out.
  private static func label(_ operation: GVCAnalysis.Operation) -> String {
    switch operation {
    case .constant: "constant"
    case .threshold: "threshold"
    case .variable: "variable"
    case .attribute: "attribute"
    case .voiced: "voiced"
    case .mapValue: "mapValue"
    case .mapKeys: "mapKeys"
    case .relation: "relation"
    case .collection: "collection"
    case .and: "and"
    case .or: "or"
    case .not: "not"
    case .compare(let comparison): comparison.rawValue
    case .contains: "contains"
    case .isKnown: "isKnown"
    case .arithmetic(let sign): sign.rawValue
    case .power: "power"
    case .negate: "negate"
    case .conditional: "conditional"
    case .set: "set"
    case .before: "before"
    case .call: "call"
    case .aggregate(let aggregate, _): aggregate.rawValue
    }
  }

  private static let labels: Set<String> = Set(
    [
      "constant", "threshold", "variable", "attribute", "voiced", "mapValue", "mapKeys", "relation",
      "collection", "and", "or", "not", "contains", "isKnown", "power", "negate", "conditional",
      "set", "before", "call",
    ] + Comparison.allCases.map(\.rawValue) + Arithmetic.allCases.map(\.rawValue)
      + Aggregate.allCases.map(\.rawValue))

  @Test func `Every operation is tried`() {
    let analysed = AnalysedCase(ColumnTests.text(seed: 0))
    let tried = nodes(analysed.program).map { Self.label(analysed.program[$0].operation) }
    #expect(Self.labels.subtracting(tried) == [])
    #expect(Set(tried).subtracting(Self.labels) == [])
  }

  @Test func `Every function is tried`() {
    let analysed = AnalysedCase(ColumnTests.text(seed: 0))
    let tried = nodes(analysed.program).compactMap { node -> String? in
      if case .call(let function) = analysed.program[node].operation { function.name } else { nil }
    }
    #expect(Set(tried) == Set(BuiltIn.all.map(\.name)))
    #expect(Set(BuiltIn.all.map(\.name)).count == BuiltIn.all.count)
  }
}
