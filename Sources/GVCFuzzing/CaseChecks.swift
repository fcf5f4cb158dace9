import GVCAnalysis
import GVCModel
import GVCPicture
import GVCReport
import GVCSyntax

/// What must be true of any bytes as the only file of a project.
enum CaseChecks {
  /// The ways to bind variables that one rule may try: enough for a small case, and soon over.
  private static let stepLimit = 20_000

  private static func fuzzCase(_ bytes: [UInt8], _ isThorough: Bool) -> FuzzCase? {
    isThorough ? FuzzCase(whole: bytes) : FuzzCase(quick: bytes)
  }

  /// Checking ends, and what it says is about places in the files.
  static func checkerDefect(_ bytes: [UInt8], isThorough: Bool) -> String? {
    guard let input = fuzzCase(bytes, isThorough) else { return "the text is no project" }
    let program = RuleCompiler.compile(input.model)
    let diagnostics = CaseDiagnostics.all(
      input.diagnostics, analysis(input.model, program, least: .warning))
    if let defect = SyntaxChecks.placeDefect(diagnostics, input.sources) { return defect }
    let map = SourceMap(input.sources)
    let printer = DiagnosticPrinter(map, usesColor: false)
    for diagnostic in diagnostics.prefix(isThorough ? 100 : 5) { _ = printer.concise(diagnostic) }
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

  private static func reader(
    _ bytes: [UInt8], _ isThorough: Bool
  ) -> (FindingReader, FuzzCase)? {
    guard let input = fuzzCase(bytes, isThorough) else { return nil }
    let program = RuleCompiler.compile(input.model)
    return (FindingReader(analysis(input.model, program)), input)
  }

  /// Every finding is explained by facts that there are, and the whole is written as JSON.
  static func rulesDefect(_ bytes: [UInt8], isThorough: Bool) -> String? {
    guard let (reader, input) = reader(bytes, isThorough) else { return "the text is no project" }
    let model = input.model
    let analysis = reader.analysis
    if let defect = SyntaxChecks.placeDefect(
      analysis.program.diagnostics + analysis.diagnostics, input.sources)
    {
      return defect
    }
    for finding in analysis.findings.prefix(isThorough ? 200 : 20) {
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
    let checker = ExpectationChecker(reader, diagnostics: input.diagnostics)
    for expectation in expectations { _ = checker.check(expectation) }
    guard isThorough else { return nil }
    do {
      _ = try JSONText.line(IRDocument(analysis, SourceMap(input.sources)))
    } catch {
      return "the IR cannot be written: \(error)"
    }
    return nil
  }

  /// Every view is drawn as well-formed SVG of a size that there is, and the chain in every format; of most
  /// inputs one view and one format.
  static func pictureDefect(_ bytes: [UInt8], isThorough: Bool) -> String? {
    guard let (reader, _) = reader(bytes, isThorough) else { return "the text is no project" }
    for view in isThorough ? PictureView.allCases : [choice(PictureView.allCases, bytes)] {
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
      for format in isThorough ? GraphFormat.allCases : [choice(GraphFormat.allCases, bytes)] {
        _ = try graph.text(format)
      }
    } catch {
      return "the chain cannot be written: \(error)"
    }
    return nil
  }

  private static func choice<T>(_ all: [T], _ bytes: [UInt8]) -> T {
    all[FuzzSample.number(of: bytes, below: all.count)]
  }
}
