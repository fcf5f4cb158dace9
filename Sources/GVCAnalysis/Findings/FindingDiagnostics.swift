import GVCModel
import GVCSyntax

/// The findings that weigh as much as a warning or an error, as diagnostics (GVC05…).
public enum FindingDiagnostics {
  /// The rules of that weight, compiled; with all that is wrong in the theories of a project.
  public static func program(_ model: Model) -> Program {
    RuleCompiler.compile(model, leastLevel: .warning)
  }

  /// The findings of that weight; only their rules run.
  ///
  /// - Parameters:
  ///   - last: The same of the project as it was before.
  ///   - other: Another analysis of the same model, whose rules do not run again where it asked them in the same way.
  public static func analysis(
    _ model: Model, _ program: Program, after last: Analysis? = nil, beside other: Analysis? = nil
  ) -> Analysis {
    var options = AnalysisOptions(leastLevel: .warning)
    if let other { options.engine = other.options.engine }
    return Analysis(model, program, options, after: last, beside: other)
  }

  /// The same; nil where `isCancelled` says before the end that nobody waits for it any more.
  public static func analysis(
    _ model: Model, _ program: Program, after last: Analysis?,
    unless isCancelled: @Sendable () -> Bool
  ) -> Analysis? {
    Analysis.run(
      model, program, AnalysisOptions(leastLevel: .warning), after: last, unless: isCancelled)
  }

  /// What the theories find wrong in a case, contradictions and doubtful claims, of `analysis`. What the
  /// case accepts with a reason is left out.
  public static func diagnostics(_ analysis: Analysis) -> [Diagnostic] {
    var acceptances = Acceptances(analysis.model)
    let found = diagnostics(analysis, without: &acceptances)
    return found + acceptances.diagnostics + acceptances.unused(analysis.model)
  }

  private static func diagnostics(
    _ analysis: Analysis, without acceptances: inout Acceptances
  ) -> [Diagnostic] {
    let (model, program) = (analysis.model, analysis.program)
    let reader = FindingReader(analysis)
    var diagnostics: [Diagnostic] = []
    var said: Set<String> = []
    for finding in analysis.findings
    where finding.truth == .yes && !acceptances.accept(finding, in: program) {
      let message = reader.message(of: finding)
      let rule = model.rules[finding.rule]
      // What several layers share is said once.
      guard said.insert("\(model.names[rule.name]) \(message)").inserted else { continue }
      diagnostics.append(diagnostic(finding, message, reader))
    }
    return diagnostics
  }

  private static func diagnostic(
    _ finding: Finding, _ message: String, _ reader: FindingReader
  ) -> Diagnostic {
    let model = reader.analysis.model
    let plan = reader.plan(of: finding)
    let facts = reader.basis(of: finding).facts
    let place = model[finding.related.first ?? finding.subject].location
    let rule = model.names[model.rules[finding.rule].name]
    let advice = reader.help(of: finding)
    var text = message
    if text.hasSuffix(".") { text.removeLast() }
    return Diagnostic(
      plan.level == .error ? .findingOfError : .findingOfWarning,
      "\(rule): \(text)",
      at: Label(place, model.rules[finding.rule].title.lowercasedFirst),
      secondary: facts.prefix(6).map { Label(model.facts[$0].location, "by this") },
      help: advice.isEmpty ? nil : advice)
  }
}

extension String {
  /// The text with its first letter in lower case, for the middle of a sentence.
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
