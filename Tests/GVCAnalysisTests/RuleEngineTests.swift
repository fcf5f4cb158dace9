import GVCModel
import Synchronization
import Testing

@testable import GVCAnalysis

/// The seam of engines: whatever stands behind it finds the same, and nothing runs rules beside it.
@Suite struct RuleEngineTests {
  /// What is found, layer by layer and rule by rule, in its order.
  private func described(_ analysis: Analysis) -> [String] {
    analysis.findings.map { finding in
      "\(finding.rule) \(finding.layer) \(finding.truth) \(finding.subject) "
        + "\(finding.object.map { "\($0)" } ?? "-") \(finding.related) "
        + "\(finding.isOneWayOfSeveral) "
        // What stands in the places of variables inside of its conditions is of no meaning.
        + "\(analysis.program.rules[finding.plan].bindings.map { finding.bindings[$0.slot] })"
    }
  }

  /// The same with an engine that tries every way to bind the variables, row by row, and keeps nothing.
  private func check(_ text: String) {
    var options = AnalysisOptions()
    let native = AnalysedCase(text, options)
    options.engine = PlainRuleEngine()
    let plain = AnalysedCase(text, options)
    #expect(described(plain.analysis) == described(native.analysis))
    #expect(plain.found == native.found && plain.open == native.open)
    #expect(plain.analysis.contests.count == native.analysis.contests.count)
  }

  @Test(arguments: SampleTests.samples()) func `Two engines find the same`(sample: String) throws {
    check(try SampleTests.text(of: sample))
  }

  @Test func `Several ways and several layers give what one engine gives`() {
    check(
      """
      theory mine {
        source notes {}
        rule supplied "Somebody supplies it" {
          for l in links
          when l.unit_value > 10 USD or l.buyer.size == large
          find l.buyer observed
          message "{l.buyer} is supplied"
          cite notes
        }
        rule grew "It grew" {
          for f in firms
          when f.workers > before(f.workers)
          find f observed
          message "{f} grew"
          cite notes
        }
      }
      buyer house {}
      firm a { workers: 10 }
      firm b {}
      link a -> house { unit_value: 12 USD }
      link b -> house {}
      period early { years: 1990..1995 }
      period late { years: 1996..2000 }
      in late {
        set a { workers: 12 }
        set b { workers: 3 }
      }
      """)
  }

  /// What an engine does not answer is not taken for an answer.
  @Test func `An engine that answers less has not finished`() {
    var options = AnalysisOptions()
    options.engine = SilentEngine()
    let analysed = AnalysedCase("use caspari2003\nfirm maker {}\n", options)
    #expect(analysed.analysis.findings.isEmpty)
    #expect(
      Set(analysed.analysis.unfinished)
        == Set(
          analysed.program.rules.indices.filter { rule in
            !analysed.program.rules[rule].comparesLayers
          }))
  }

  /// What weighs as a warning is among all that is concluded, and all that is concluded begins with it.
  @Test(arguments: SampleTests.samples()) func `A rule runs once`(sample: String) throws {
    var options = AnalysisOptions()
    let (checking, analysing) = (CountingEngine(), CountingEngine())
    options.engine = analysing
    let analysed = AnalysedCase(try SampleTests.text(of: sample), options)
    let (model, program) = (analysed.model, analysed.program)
    let asked = analysing.count
    let checks = FindingDiagnostics.analysis(model, program, beside: analysed.analysis)
    #expect(analysing.count == asked)
    options.engine = checking
    options.leastLevel = .warning
    let alone = Analysis(model, program, options)
    #expect(described(checks) == described(alone))
    options.leastLevel = .note
    let all = Analysis(model, program, options, beside: alone)
    #expect(checking.count == asked)
    #expect(described(all) == described(analysed.analysis))
  }

  /// Where another analysis asked otherwise, the rules run.
  @Test func `What was asked otherwise is asked again`() {
    var options = AnalysisOptions(theories: ["mine"])
    options.engine = CountingEngine()
    let text = """
      theory mine {
        source notes {}
        rule small "It is small" {
          for f in firms
          when f.size == small
          find f observed
          message "{f} is small"
          cite notes
        }
      }
      theory other {
        source more {}
        rule large "It is large" {
          for f in firms
          when f.size == large
          find f observed
          message "{f} is large"
          cite more
        }
      }
      firm a { size: small }
      firm b { size: large }
      """
    let one = AnalysedCase(text, options)
    let all = Analysis(one.model, one.program, AnalysisOptions(), beside: one.analysis)
    #expect(one.analysis.findings.count == 1 && all.findings.count == 2)
  }

  @Test func `An engine that is cancelled gives no analysis`() {
    var options = AnalysisOptions()
    options.engine = PlainRuleEngine()
    let analysed = AnalysedCase("use caspari2003\nfirm maker {}\n")
    let broken = Analysis.run(
      analysed.model, analysed.program, options, after: nil, unless: { true })
    #expect(broken == nil)
  }
}

/// The engine of gvc, with how often it was asked.
private final class CountingEngine: RuleEngine {
  private let asked = Mutex(0)

  var name: String { "counting" }

  /// How many rules it was asked, each as often as it was in a layer.
  var count: Int { asked.withLock { $0 } }

  func findings(
    of program: Program, in data: CaseData, unless isCancelled: @Sendable () -> Bool
  ) -> [RuleResult]? {
    asked.withLock { $0 += data.asked.count }
    return NativeRuleEngine().findings(of: program, in: data, unless: isCancelled)
  }
}

/// Answers nothing.
private struct SilentEngine: RuleEngine {
  var name: String { "silent" }

  func findings(
    of program: Program, in data: CaseData, unless isCancelled: @Sendable () -> Bool
  ) -> [RuleResult]? { [] }
}

/// Binds all variables of a rule to everything that they range over, and evaluates its conditions at the end of each
/// way: no columns, nothing left out before, nothing kept from one rule to the next.
private struct PlainRuleEngine: RuleEngine {
  var name: String { "plain" }

  func findings(
    of program: Program, in data: CaseData, unless isCancelled: @Sendable () -> Bool
  ) -> [RuleResult]? {
    var results: [RuleResult] = []
    for ask in data.asked {
      if isCancelled() { return nil }
      var run = PlainRun(program, data, ask)
      run.bind(0, .yes)
      results.append(RuleResult(findings: run.concluded()))
    }
    return results
  }
}

/// One rule in one layer.
private struct PlainRun {
  private struct Key: Hashable {
    let subject: EntityID
    let object: EntityID?
    let related: [EntityID]
  }

  private let evaluator: Evaluator
  private let ask: RuleAsk
  private let plan: RulePlan
  private var ways: [(key: Key, finding: Finding)] = []

  init(_ program: Program, _ data: CaseData, _ ask: RuleAsk) {
    self.ask = ask
    plan = program.rules[ask.rule]
    evaluator = Evaluator(
      data.model, program, thresholds: Analysis.thresholds(data.model, data.options),
      current: EvaluationCache(data.model, layer: ask.layer.entity),
      previous: ask.previous.map { EvaluationCache(data.model, layer: $0.entity) },
      stepLimit: .max, budget: WorkBudget(limit: .max))
  }

  mutating func bind(_ depth: Int, _ truth: Truth) {
    guard depth < plan.bindings.count else {
      let parts = (plan.scope + plan.conditions).map { evaluator.evaluate($0.node).truth }
      conclude(parts.reduce(truth) { $0 && $1 })
      return
    }
    let binding = plan.bindings[depth]
    for (element, isMember) in evaluator.elements(of: binding.set, evaluator.current).elements {
      if binding.needsBefore, case .entity(let id) = element,
        evaluator.previous?.snapshot.contains(id) == false
      {
        continue
      }
      evaluator.slots[binding.slot] = Evaluator.datum(element)
      var truth = truth && isMember
      if let condition = binding.condition { truth = truth && evaluator.evaluate(condition).truth }
      // What is no way at all cannot be bound further: its variables may not range over anything.
      if truth != .no { bind(depth + 1, truth) }
    }
  }

  private mutating func conclude(_ truth: Truth) {
    guard truth != .no, case .entity(let subject) = evaluator.evaluate(plan.subject) else { return }
    var object: EntityID?
    if let node = plan.object {
      guard case .entity(let id) = evaluator.evaluate(node) else { return }
      object = id
    }
    let related = plan.related.compactMap { node -> EntityID? in
      if case .entity(let id) = evaluator.evaluate(node) { id } else { nil }
    }
    let finding = Finding(
      plan: ask.rule, rule: plan.rule, layer: ask.layer,
      previous: plan.comparesLayers ? ask.previous : nil, truth: truth, subject: subject,
      object: object, related: related,
      bindings: Array(evaluator.slots.prefix(plan.variables.count)))
    ways.append((Key(subject: subject, object: object, related: related), finding))
  }

  /// Each conclusion once: by the first way that holds, or where none does by the first that is open.
  func concluded() -> [Finding] {
    let held = Set(ways.filter { $0.finding.truth == .yes }.map(\.key))
    var said: Set<Key> = []
    return ways.compactMap { key, finding in
      guard finding.truth == .yes || !held.contains(key), said.insert(key).inserted else {
        return nil
      }
      var finding = finding
      finding.isOneWayOfSeveral =
        finding.truth == .unknown && ways.count { $0.key == key } > 1
      return finding
    }
  }
}
