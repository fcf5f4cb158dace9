import GVCAnalysis
import GVCModel
import GVCSyntax
import GVCWorkspace

/// A project as it is at one moment, compiled: what every editor feature reads.
///
/// It is a value that never changes, so that features may run beside one another and beside the next
/// edit. What is made of the model is made when a feature first asks for it, and once.
public struct ProjectSnapshot: Sendable {
  /// What was loaded: the model, its texts and trees.
  public let project: LoadedProject
  private let rules: Once<Program>
  /// The findings that weigh as warnings or errors.
  private let checks: Once<Analysis>
  private let checked: Once<[Diagnostic]>
  private let findings: Once<Analysis>
  private let expected: Once<[Diagnostic]>

  /// - Parameter last: A state of the project before, whose findings are used again where they are the same.
  public init(
    _ project: LoadedProject, _ options: AnalysisOptions = AnalysisOptions(),
    after last: ProjectSnapshot? = nil
  ) {
    self.project = project
    let rules = Once { RuleCompiler.compile(project.model) }
    // Of the states before only the last that was made is taken up, so that no chain of states is kept.
    let checks = Once(after: last?.checks.latest) { last in
      FindingDiagnostics.analysis(project.model, rules.value, after: last)
    } unless: { last, isCancelled in
      FindingDiagnostics.analysis(
        project.model, rules.value, after: last, unless: isCancelled)
    }
    let checked = Once { CaseDiagnostics.all(project.diagnostics, checks.value) }
    let findings = Once(after: last?.findings.latest) { last in
      Analysis(project.model, rules.value, options, after: last, beside: checks.known)
    } unless: { last, isCancelled in
      Analysis.run(
        project.model, rules.value, options, after: last, beside: checks.known,
        unless: isCancelled)
    }
    self.rules = rules
    self.checks = checks
    self.checked = checked
    self.findings = findings
    expected = Once {
      let expectations = ExpectationReader.read(project.model).expectations
      guard !expectations.isEmpty else { return [] }
      let reader = FindingReader(findings.value)
      let checker = ExpectationChecker(reader, diagnostics: checked.value)
      return expectations.map { checker.check($0) }.filter { !$0.isMet }
        .map { CaseDiagnostics.unmet($0, reader) }
    }
  }

  /// The case.
  public var model: Model { project.model }

  /// The theories in use, compiled.
  public var program: Program { rules.value }

  /// Makes the findings that diagnostics rest on; false where `isCancelled` says before the end that nobody
  /// waits for them any more.
  public func prepare(unless isCancelled: @Sendable () -> Bool) -> Bool {
    guard checks.value(unless: isCancelled) != nil else { return false }
    return model.expectations.isEmpty || findings.value(unless: isCancelled) != nil
  }

  /// Makes what the theories conclude; false where `isCancelled` says before the end that nobody waits for it
  /// any more.
  public func prepareFindings(unless isCancelled: @Sendable () -> Bool) -> Bool {
    findings.value(unless: isCancelled) != nil
  }

  /// All that is wrong with the case, by file and place: what `gvc check` prints.
  public var diagnostics: [Diagnostic] { checked.value }

  /// What the theories conclude.
  public var analysis: Analysis { findings.value }

  /// The expectations that the case does not meet: what `gvc test` prints besides.
  public var unmetExpectations: [Diagnostic] { expected.value }
}
