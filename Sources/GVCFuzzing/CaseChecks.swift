import GVCAnalysis
import GVCModel
import GVCPicture
import GVCReport
import GVCSyntax
import GVCWorkspace

/// What must be true of any bytes as the only file of a project.
enum CaseChecks {
  /// The ways to bind variables that one rule may try: enough for a small case, and soon over.
  private static let stepLimit = 20_000

  private static func project(_ bytes: [UInt8]) -> LoadedProject? {
    try? ProjectLoader(files: MemoryFiles().fileSystem).project(text: bytes, name: "input.gvc")
  }

  /// Checking ends, and what it says is about places in the files.
  static func checkerDefect(_ bytes: [UInt8]) -> String? {
    guard let project = project(bytes) else { return "the text is no project" }
    let program = RuleCompiler.compile(project.model)
    let diagnostics = CaseDiagnostics.all(
      project.diagnostics, analysis(project.model, program, least: .warning))
    if let defect = SyntaxChecks.placeDefect(diagnostics, project.sources) { return defect }
    let map = SourceMap(project.sources)
    let printer = DiagnosticPrinter(map, usesColor: false)
    for diagnostic in diagnostics.prefix(100) { _ = printer.concise(diagnostic) }
    return nil
  }

  private static func analysis(
    _ model: Model, _ program: Program, least: Severity = .note
  ) -> Analysis {
    var options = AnalysisOptions()
    options.leastLevel = least
    options.stepLimit = stepLimit
    return Analysis(model, program, options)
  }

  private static func reader(_ bytes: [UInt8]) -> (FindingReader, LoadedProject)? {
    guard let project = project(bytes) else { return nil }
    let program = RuleCompiler.compile(project.model)
    return (FindingReader(analysis(project.model, program)), project)
  }

  /// Every finding is explained by facts that there are, and the whole is written as JSON.
  static func rulesDefect(_ bytes: [UInt8]) -> String? {
    guard let (reader, project) = reader(bytes) else { return "the text is no project" }
    let model = project.model
    let analysis = reader.analysis
    if let defect = SyntaxChecks.placeDefect(
      analysis.program.diagnostics + analysis.diagnostics, project.sources)
    {
      return defect
    }
    for finding in analysis.findings.prefix(200) {
      let explanation = reader.explanation(of: finding)
      guard explanation.facts.allSatisfy(model.facts.indices.contains),
        explanation.thresholds.allSatisfy(model.thresholds.indices.contains)
      else { return "an explanation names what is not there" }
      _ = reader.message(of: finding)
      _ = reader.help(of: finding)
      guard !reader.reference(to: finding).isEmpty else { return "a finding has no name" }
      if finding.truth != .yes {
        _ = reader.question(for: finding).facts.map { reader.text($0) }
      }
    }
    let (expectations, _) = ExpectationReader.read(model)
    let checker = ExpectationChecker(reader, diagnostics: project.diagnostics)
    for expectation in expectations { _ = checker.check(expectation) }
    do {
      _ = try JSONText.line(IRDocument(analysis, SourceMap(project.sources)))
    } catch {
      return "the IR cannot be written: \(error)"
    }
    return nil
  }

  /// Every view is drawn as well-formed SVG of a size that there is, and the chain in every format.
  static func pictureDefect(_ bytes: [UInt8]) -> String? {
    guard let (reader, _) = reader(bytes) else { return "the text is no project" }
    for view in PictureView.allCases {
      var request = PictureRequest()
      request.view = view
      do throws(PictureRequest.Failure) {
        let picture = try Picture(reader, project: "input.gvc", request)
        guard picture.width.isFinite, picture.height.isFinite, picture.width > 0,
          picture.height > 0
        else { return "the picture \(view.rawValue) has no size" }
        if let defect = MarkupCheck.defect(picture.document()) {
          return "the picture \(view.rawValue): \(defect)"
        }
      } catch {
        return "the picture \(view.rawValue) is declined: \(error.message)"
      }
    }
    do {
      let graph = try ChainGraph(reader, project: "input.gvc", PictureRequest())
      for format in GraphFormat.allCases { _ = try graph.text(format) }
    } catch {
      return "the chain cannot be written: \(error)"
    }
    return nil
  }
}
