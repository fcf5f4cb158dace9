import GVCAnalysis
import GVCLibrary
import GVCModel
import GVCSyntax

/// A case of one file, compiled and analysed with the built-in packs at hand.
struct AnalysedCase {
  let model: Model
  let program: Program
  let analysis: Analysis
  let reader: FindingReader
  let syntax: [Diagnostic]

  /// The built-in theories, lowered once for all cases.
  static let theories = TheoryStore(
    prelude: SourceText(file: FileID(0), name: "prelude.gvc", bytes: Library.prelude.bytes),
    packs: Dictionary(
      uniqueKeysWithValues: Library.packs.enumerated().map { index, pack in
        (
          pack.name,
          SourceText(file: FileID(index + 1), name: "\(pack.name).gvc", bytes: pack.bytes)
        )
      }))

  /// The model of a text, without what is concluded.
  static func model(_ text: String) -> Model {
    model(
      of: Parser.parse(
        SourceText(file: FileID(Library.packs.count + 1), name: "case.gvc", text)))
  }

  private static func model(of tree: SyntaxTree) -> Model {
    ModelBuilder.build(theories, modules: [SourceModule(name: "project", trees: [tree])])
  }

  init(_ text: String, _ options: AnalysisOptions = AnalysisOptions()) {
    let tree = Parser.parse(
      SourceText(file: FileID(Library.packs.count + 1), name: "case.gvc", text))
    syntax = tree.diagnostics
    model = Self.model(of: tree)
    program = RuleCompiler.compile(model)
    analysis = Analysis(model, program, options)
    reader = FindingReader(analysis)
  }

  /// All that is wrong with the case and its theories.
  var diagnostics: [Diagnostic] { syntax + model.diagnostics + program.diagnostics }

  /// `severity[CODE] message` of each diagnostic, with its file.
  var problems: [String] {
    diagnostics.map { diagnostic in
      let place = diagnostic.primary.location
      let line = model.source(place.file).map { source in
        LineIndex(source).line(at: place.range.start).line + 1
      }
      return "\(model.source(place.file)?.name ?? "?"):\(line ?? 0): \(diagnostic.severity.name)"
        + "[\(diagnostic.code)] \(diagnostic.message)"
    }
  }

  /// What is found, each as an `expect` would name it.
  var found: [String] {
    analysis.findings.filter { $0.truth == .yes }.map { reader.reference(to: $0) }
  }

  /// What cannot be concluded, each as an `expect` would name it.
  var open: [String] {
    analysis.findings.filter { $0.truth == .unknown }.map { reader.reference(to: $0) }
  }

  /// The expectations that are not met, each with its reason.
  var unmet: [String] {
    let (expectations, errors) = ExpectationReader.read(model)
    let checker = ExpectationChecker(reader, diagnostics: diagnostics)
    return errors.map(\.message)
      + expectations.map { checker.check($0) }.filter { !$0.isMet }.map { result in
        let place = result.expectation.place
        return model.trees[place.tree].text(place.node) + ": " + result.reason
      }
  }
}

/// A sequence of numbers that is the same each time.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
