import GVCModel

/// The findings of an analysis that hold as they are after a change of the case, or for other rules besides.
struct ReusedFindings {
  /// The rules whose findings are kept, by their index in the program.
  private let rules: Set<Int>
  private var byLayer: [LayerReference: [Int: [Finding]]] = [:]

  /// Those of `last` that stand in an analysis of the same program with the same options; nil where none
  /// can be told to.
  init?(_ last: Analysis, for new: Analysis, _ change: ModelChange) {
    guard last.options == new.options, Self.isSame(last.program, new.program),
      case .facts(let changed, _) = change
    else { return nil }
    let unsafe = Set(last.unfinished).union(last.omitted.keys).union(
      last.findings.filter { finding in
        finding.bindings.contains { if case .value = $0 { true } else { false } }
      }.map(\.plan))
    rules = Set(
      new.program.rules.indices.filter { index in
        guard !unsafe.contains(index) else { return false }
        if changed.isEmpty { return true }
        let inputs = last.inputs(of: index)
        return !inputs.readsMore && changed.isDisjoint(with: inputs.attributes)
      })
    for finding in last.findings where rules.contains(finding.plan) {
      byLayer[finding.layer, default: [:]][finding.plan, default: []].append(finding)
    }
  }

  /// Those of another analysis of the same case, which asked some of the same rules; nil where it asked otherwise.
  init?(beside other: Analysis, for new: Analysis) {
    var options = other.options
    options.leastLevel = new.options.leastLevel
    options.isSideBySide = new.options.isSideBySide
    guard options == new.options, other.leftOut == 0, Self.isSame(other.program, new.program) else {
      return nil
    }
    let unsafe = Set(other.unfinished).union(other.omitted.keys)
    rules = Set(
      new.program.rules.indices.filter {
        new.program.rules[$0].level >= other.options.leastLevel && !unsafe.contains($0)
      })
    for finding in other.findings where rules.contains(finding.plan) {
      byLayer[finding.layer, default: [:]][finding.plan, default: []].append(finding)
    }
  }

  /// The findings of a rule in a layer; nil where it has to run.
  func findings(of rule: Int, in layer: LayerReference) -> [Finding]? {
    rules.contains(rule) ? byLayer[layer]?[rule] ?? [] : nil
  }

  /// A program is used again as it is, with its nodes.
  private static func isSame(_ a: Program, _ b: Program) -> Bool {
    a.nodes.count == b.nodes.count && a.rules.count == b.rules.count
      && a.nodes.first === b.nodes.first && a.nodes.last === b.nodes.last
  }
}
