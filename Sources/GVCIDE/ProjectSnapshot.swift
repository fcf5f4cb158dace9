import GVCAnalysis
import GVCModel
import GVCSyntax
import GVCWorkspace
import Synchronization

/// A project as it is at one moment, compiled: what every editor feature reads.
///
/// It is a value that never changes, so that features may run beside one another and beside the next
/// edit. The findings of all rules are made when a feature first asks for them, and once.
public struct ProjectSnapshot: Sendable {
  public let project: LoadedProject
  /// The theories in use, compiled.
  public let program: Program
  /// All that is wrong with the case, by file and place: what `gvc check` prints.
  public let diagnostics: [Diagnostic]
  private let findings: Once<Analysis>

  public init(_ project: LoadedProject, _ options: AnalysisOptions = AnalysisOptions()) {
    self.project = project
    let program = RuleCompiler.compile(project.model)
    self.program = program
    diagnostics = CaseDiagnostics.all(project.diagnostics, project.model, program)
    findings = Once { Analysis(project.model, program, options) }
  }

  public var model: Model { project.model }

  /// What the theories conclude.
  public var analysis: Analysis { findings.value }
}

/// A value that is made when it is first asked for, and once, whoever asks.
final class Once<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  var value: Value {
    made.withLock { known in
      if let known { return known }
      let new = make()
      known = new
      return new
    }
  }
}
