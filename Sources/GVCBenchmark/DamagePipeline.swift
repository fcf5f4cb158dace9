import GVCAnalysis
import GVCModel
import GVCSyntax

/// What must be true of any bytes on their way through the whole compiler.
enum DamagePipeline {
  /// What is wrong with the outcome for a damaged text; nil when all is well.
  static func problem(
    _ damaged: [UInt8], in target: DamageTarget, _ library: DamageLibrary
  ) -> String? {
    let (tree, model) = target.compile(damaged, library)
    if printed(tree) != damaged { return "the tree does not print back" }
    let program = RuleCompiler.compile(model)
    let (expectations, errors) = ExpectationReader.read(model)
    let analysis = Analysis(model, program)
    let reader = FindingReader(analysis)
    let diagnostics = tree.diagnostics + model.diagnostics + program.diagnostics + errors
    if let stray = stray(diagnostics, model) {
      return "the diagnostic “\(stray)” points out of a file"
    }
    let checker = ExpectationChecker(reader, diagnostics: diagnostics)
    for expectation in expectations { _ = checker.check(expectation) }
    // One explanation and one question for each kind of finding.
    var explained: Set<[Int]> = []
    for finding in analysis.findings {
      guard explained.insert([finding.rule, finding.truth == .yes ? 1 : 0]).inserted else {
        continue
      }
      let explanation = reader.explanation(of: finding)
      guard explanation.facts.allSatisfy(model.facts.indices.contains) else {
        return "an explanation names a fact that is not there"
      }
      _ = reader.message(of: finding)
      _ = reader.reference(to: finding)
      if finding.truth != .yes {
        let question = reader.question(for: finding)
        _ = question.facts.map { reader.text($0) }
      }
    }
    return nil
  }

  /// The text that the tokens and the gaps between them make.
  private static func printed(_ tree: SyntaxTree) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(tree.source.bytes.count)
    var end = 0
    for token in tree.tokens {
      guard Int(token.start) >= end, token.end >= token.start,
        Int(token.end) <= tree.source.bytes.count
      else { return [] }
      bytes += tree.source.bytes[end..<Int(token.end)]
      end = Int(token.end)
    }
    return bytes
  }

  /// The message of a diagnostic that points outside of its file.
  private static func stray(_ diagnostics: [Diagnostic], _ model: Model) -> String? {
    let lengths = Dictionary(
      model.sources.map { ($0.file, $0.bytes.count) }, uniquingKeysWith: { a, _ in a })
    return diagnostics.first { diagnostic in
      let places =
        [diagnostic.primary.location] + diagnostic.secondary.map(\.location)
        + diagnostic.fixes.flatMap(\.edits).map(\.location)
      return !places.allSatisfy { $0.range.end <= UInt32(clamping: lengths[$0.file] ?? -1) }
    }?.message
  }
}
