import GVCAnalysis
import GVCModel
import GVCSyntax
import GVCWorkspace
import Synchronization

/// A project as it is at one moment, compiled: what every editor feature reads.
///
/// It is a value that never changes, so that features may run beside one another and beside the next
/// edit. What is made of the model is made when a feature first asks for it, and once.
public struct ProjectSnapshot: Sendable {
  public let project: LoadedProject
  private let rules: Once<Program>
  /// The findings that weigh as warnings or errors.
  private let checks: Once<Analysis>
  private let checked: Once<[Diagnostic]>
  private let findings: Once<Analysis>
  private let expected: Once<[Diagnostic]>

  /// - Parameter last: A state of the project before, whose compiled theories are used again where they are
  ///   the same.
  public init(
    _ project: LoadedProject, _ options: AnalysisOptions = AnalysisOptions(),
    after last: ProjectSnapshot? = nil
  ) {
    self.project = project
    let known = last.flatMap { last in
      TheorySet(last.model).flatMap { theories in
        last.rules.known.map { (theories: theories, program: $0) }
      }
    }
    let rules = Once { RuleCompiler.compile(project.model, after: known) }
    // Of the state before only what is made already is taken up, so that no chain of states is kept.
    let (lastChecks, lastFindings) = (last?.checks.known, last?.findings.known)
    let checks = Once {
      FindingDiagnostics.analysis(project.model, rules.value, after: lastChecks)
    }
    let checked = Once { CaseDiagnostics.all(project.diagnostics, checks.value) }
    let findings = Once { Analysis(project.model, rules.value, options, after: lastFindings) }
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

  public var model: Model { project.model }

  /// The theories in use, compiled.
  public var program: Program { rules.value }

  /// All that is wrong with the case, by file and place: what `gvc check` prints.
  public var diagnostics: [Diagnostic] { checked.value }

  /// What the theories conclude.
  public var analysis: Analysis { findings.value }

  /// The expectations that the case does not meet: what `gvc test` prints besides.
  public var unmetExpectations: [Diagnostic] { expected.value }
}

/// A value that is made when it is first asked for, and once, whoever asks.
final class Once<Value: Sendable>: Sendable {
  private enum State {
    /// What makes it, which is let go of when it is made.
    case pending(@Sendable () -> Value)
    case made(Value)
  }

  private let state: Mutex<State>

  init(_ make: @escaping @Sendable () -> Value) { state = Mutex(.pending(make)) }

  /// The value where somebody has asked for it.
  var known: Value? {
    state.withLock { if case .made(let value) = $0 { value } else { nil } }
  }

  var value: Value {
    state.withLock { state in
      switch state {
      case .made(let value): return value
      case .pending(let make):
        let new = make()
        state = .made(new)
        return new
      }
    }
  }
}
