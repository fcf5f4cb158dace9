import GVCModel
import GVCSyntax

/// All that is wrong with a case, theories and expectations included.
public enum CaseDiagnostics {
  /// What `gvc check` prints, by file and place.
  ///
  /// `form` are the diagnostics of the files and of the model; the theories, the expectations and
  /// what the theories find wrong come to them.
  public static func all(_ form: [Diagnostic], _ model: Model, _ program: Program) -> [Diagnostic] {
    all(form, FindingDiagnostics.analysis(model, program))
  }

  /// The same with the findings that weigh as warnings or errors, of `FindingDiagnostics.analysis`, and the rules
  /// that were stopped.
  public static func all(_ form: [Diagnostic], _ analysis: Analysis) -> [Diagnostic] {
    let found =
      form + analysis.program.diagnostics + analysis.diagnostics
      + ExpectationReader.read(analysis.model).diagnostics
      + FindingDiagnostics.diagnostics(analysis)
      + DifferingFacts.diagnostics(analysis.model)
    return found.sorted {
      let a = $0.primary.location
      let b = $1.primary.location
      return (a.file, a.range.start, $0.code) < (b.file, b.range.start, $1.code)
    }
  }

  /// A case that does not meet an expectation, as a diagnostic of the place that states it.
  public static func unmet(_ result: ExpectationResult, _ reader: FindingReader) -> Diagnostic {
    let place = result.expectation.place
    let tree = reader.analysis.model.trees[place.tree]
    let found = result.findings.first.map { reader.reference(to: reader.analysis.findings[$0]) }
    return Diagnostic(
      .unmetExpectation, "this expectation is not met: \(result.reason)",
      at: Label(tree.location(place.node), "not met"),
      help: found.map { "`gvc why '\($0)'` says why" })
  }
}
