import GVCAnalysis
import GVCModel
import GVCReport
import GVCSyntax
import Synchronization

/// What the analysis concludes, by the things that it is about.
struct Conclusions: Sendable {
  /// The findings that speak of each thing, as their subject or as related to it.
  let findings: [EntityID: [Int]]
  /// The findings of each rule, by its index in the model.
  let findingsOfRule: [Int: [Int]]

  init(_ analysis: Analysis) {
    var findings: [EntityID: [Int]] = [:]
    var ofRule: [Int: [Int]] = [:]
    for (index, finding) in analysis.findings.enumerated() {
      for entity in Set([finding.subject] + finding.related) {
        findings[entity, default: []].append(index)
      }
      ofRule[finding.rule, default: []].append(index)
    }
    self.findings = findings
    findingsOfRule = ofRule
  }
}

/// A reader of findings that several features use one after the other.
///
/// The reader keeps the state of each layer, and is no value to share; the lock hands it to one at a
/// time.
final class SharedReader: Sendable {
  private let analysis: @Sendable () -> Analysis
  private let reader = Mutex<FindingReader?>(nil)

  init(_ analysis: @escaping @Sendable () -> Analysis) { self.analysis = analysis }

  func read<Result: Sendable>(_ body: @Sendable (FindingReader) -> Result) -> Result {
    reader.withLock { stored in
      if let known = stored { return body(known) }
      let new = FindingReader(analysis())
      let result = body(new)
      stored = new
      return result
    }
  }
}

extension EditorFeatures {
  /// The layers that are analysed; the last is the newest period, where there are any.
  var layers: [LayerReference] { values.read { $0.analysis.layers.map(\.layer) } }

  /// The layer in which a value is shown where nobody asks for one: the last period.
  var shownLayer: LayerReference {
    model.layerOrder.periods.last.map { LayerReference($0) } ?? .base
  }

  /// The facts that the text states of a thing, by their index in the model.
  func facts(of entity: EntityID) -> [Int] { factIndex[entity] }
}

/// The facts of each thing.
struct FactIndex: Sendable {
  private let starts: [UInt32]
  private let facts: [Int32]

  init(_ model: Model) {
    var places = [UInt32](repeating: 0, count: model.entities.count + 1)
    for fact in model.facts { places[Int(fact.entity.index) + 1] += 1 }
    for i in model.entities.indices { places[i + 1] += places[i] }
    starts = places
    var facts = [Int32](repeating: 0, count: model.facts.count)
    for (index, fact) in model.facts.enumerated() {
      facts[Int(places[Int(fact.entity.index)])] = Int32(truncatingIfNeeded: index)
      places[Int(fact.entity.index)] += 1
    }
    self.facts = facts
  }

  subscript(entity: EntityID) -> [Int] {
    let i = Int(entity.index)
    return facts[Int(starts[i])..<Int(starts[i + 1])].map { Int($0) }
  }
}
