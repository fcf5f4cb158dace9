import GVCModel
import GVCSyntax

/// What a case says that its analysis must, or must not, conclude.
public struct Expectation: Sendable {
  /// Whether it must be found, must not be, or must stay open.
  public enum Kind: Sendable {
    /// `expect finding …`
    case finding
    /// `expect no finding …`
    case noFinding
    /// `expect unknown …`
    case unknown
    /// `expect not asked …`
    case notAsked
  }

  /// What it speaks of.
  public enum Subject: Sendable {
    /// Findings of a rule, by its index in the model.
    case rule(Int)
    /// Findings with a value of a verdict, and its qualifier.
    case verdict(VerdictID, word: Int, qualifier: Int?)
    /// A verdict, and its qualifier, to which findings give answers that exclude one another.
    case contested(VerdictID, qualifier: Int?)
    /// What `gvc check` says.
    case diagnostic(DiagnosticCode)
  }

  /// What is expected of the subject.
  public let kind: Kind
  /// What it speaks of.
  public let subject: Subject
  /// What stands behind `into` or `from`; nil for anything.
  public let object: EntityID?
  /// The things that the findings are all about, as their subject or behind their `on`; empty for any.
  public let on: [EntityID]
  /// The period or scenario, or the base case; nil for any.
  public let layer: LayerReference?
  /// The facts that must be named as missing.
  public let needs: [(entity: EntityID, attribute: AttributeID)]
  /// Where the case states it.
  public let place: SyntaxPlace
}

/// Whether an expectation is met, and by which findings.
public struct ExpectationResult: Sendable {
  /// What was expected.
  public let expectation: Expectation
  /// Whether the analysis is as expected.
  public let isMet: Bool
  /// The findings that it speaks of, by their index in the analysis.
  public let findings: [Int]
  /// Why it is not met; empty when it is.
  public let reason: String
}

/// Holds the conclusions of an analysis against what the case expects.
public struct ExpectationChecker {
  private let reader: FindingReader
  private let diagnostics: [Diagnostic]

  /// `diagnostics` are those of the whole project, for `expect diagnostic`.
  public init(_ reader: FindingReader, diagnostics: [Diagnostic]) {
    self.reader = reader
    self.diagnostics = diagnostics
  }

  private var analysis: Analysis { reader.analysis }
  private var model: Model { analysis.model }

  /// Whether the analysis is as a case expects, and by which findings.
  public func check(_ expectation: Expectation) -> ExpectationResult {
    func result(_ isMet: Bool, _ findings: [Int], _ reason: String) -> ExpectationResult {
      ExpectationResult(
        expectation: expectation, isMet: isMet, findings: findings, reason: isMet ? "" : reason)
    }
    if case .diagnostic(let code) = expectation.subject {
      let found = diagnostics.contains { diagnostic in
        diagnostic.code == code && expectation.on.allSatisfy { isAbout($0, diagnostic) }
      }
      return expectation.kind == .noFinding
        ? result(!found, [], "\(code) is reported")
        : result(found, [], "\(code) is not reported")
    }
    if case .contested(let verdict, let qualifier) = expectation.subject {
      let found = analysis.contests.filter {
        isMeant($0.question, verdict, qualifier, expectation, by: $0.findings)
      }
      return expectation.kind == .noFinding
        ? result(found.isEmpty, found.flatMap(\.findings), "it is contested")
        : result(!found.isEmpty, found.flatMap(\.findings), "nothing contradicts anything there")
    }
    let matching = analysis.findings.indices.filter { matches(analysis.findings[$0], expectation) }
    let holding = matching.filter { analysis.findings[$0].truth == .yes }
    let open = matching.filter { analysis.findings[$0].truth == .unknown }
    switch expectation.kind {
    case .finding:
      return result(
        !holding.isEmpty, holding,
        open.isEmpty
          ? notFound(expectation)
          : "it cannot be concluded; it needs \(need(open[0]))")
    case .noFinding:
      return result(holding.isEmpty, holding, "it is found")
    case .unknown:
      guard let first = open.first, holding.isEmpty else {
        return result(
          false, holding,
          holding.isEmpty ? unasked(expectation) : "it is found, so it is not unknown")
      }
      let missing = open.contains { index in
        let facts = reader.question(for: analysis.findings[index]).facts
        return expectation.needs.allSatisfy { need in
          facts.contains { $0.entity == need.entity && $0.attribute == need.attribute }
        }
      }
      return result(missing, open, "it would be decided by other facts: \(need(first))")
    case .notAsked:
      guard matching.isEmpty else {
        return result(
          false, holding, open.isEmpty ? "it is found" : "it may be asked, and cannot be concluded")
      }
      let answer = reader.answer(to: expectation)
      return result(
        answer == .notAsked, [],
        answer == nil ? "there are too many ways to try" : "it is asked, and does not hold")
    }
  }

  /// Why a rule does not find what is expected of it.
  private func notFound(_ expectation: Expectation) -> String {
    guard case .rule = expectation.subject, reader.answer(to: expectation) == .notAsked else {
      return "it is not found"
    }
    return "it is not asked: \(reader.reasonNotAsked(expectation))"
  }

  /// Why a rule of which nothing is found leaves nothing open.
  private func unasked(_ expectation: Expectation) -> String {
    guard reader.answer(to: expectation) == .notAsked else { return "it is ruled out" }
    return "it is not asked: \(reader.reasonNotAsked(expectation))"
  }

  private func need(_ index: Int) -> String {
    let question = reader.question(for: analysis.findings[index])
    return (question.toHold.first ?? question.toRuleOut.first ?? []).map { reader.text($0) }
      .joined(separator: " and ")
  }

  private func isAbout(_ entity: EntityID, _ diagnostic: Diagnostic) -> Bool {
    let place = model.places[Int(entity.index)]
    let tree = model.trees[place.tree]
    let range = tree.range(place.node)
    let found = diagnostic.primary.location
    return found.file == tree.source.file && found.range.start >= range.start
      && found.range.end <= range.end
  }

  private func isMeant(
    _ question: Question, _ verdict: VerdictID, _ qualifier: Int?, _ expectation: Expectation,
    by findings: [Int]
  ) -> Bool {
    guard question.verdict == verdict, qualifier == nil || question.qualifier == qualifier else {
      return false
    }
    if let layer = expectation.layer, question.layer != layer { return false }
    if let object = expectation.object, question.object != object { return false }
    return expectation.on.allSatisfy { on in
      question.subject == on || findings.contains { analysis.findings[$0].related.contains(on) }
    }
  }

  private func matches(_ finding: Finding, _ expectation: Expectation) -> Bool {
    expectation.speaks(of: finding, in: analysis.program)
  }
}

extension Expectation {
  /// Whether it names a finding of a program.
  func speaks(of finding: Finding, in program: Program) -> Bool {
    switch subject {
    case .rule(let rule): guard finding.rule == rule else { return false }
    case .verdict(let id, let word, let qualifier):
      let plan = program.rules[finding.plan]
      guard let verdict = plan.verdict, verdict.id == id, verdict.word == word,
        qualifier == nil || plan.qualifier == qualifier
      else { return false }
    case .contested, .diagnostic: return false
    }
    if let layer, finding.layer != layer { return false }
    if let object, finding.object != object { return false }
    return on.allSatisfy { finding.subject == $0 || finding.related.contains($0) }
  }
}
