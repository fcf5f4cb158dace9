import GVCAnalysis
import GVCModel
import GVCProject
import GVCSyntax

/// What editors ask of a project, over one snapshot of it.
///
/// Every feature is a method of this value: it takes a file and byte offsets in it, and gives ranges
/// in bytes, labels, Markdown and edits. Make one a snapshot and keep it: what several features need
/// is found when one first asks for it, and once. A file that the snapshot does not hold, and an
/// offset behind its end, give nothing.
public struct EditorFeatures: Sendable {
  public let snapshot: ProjectSnapshot
  private let treeNumbers: Once<[FileID: Int]>
  /// What names stand for.
  let names: NameIndex
  private let concluded: Once<Conclusions>
  private let factsByEntity: Once<FactIndex>
  private let packs: Once<UnusedPacks>
  private let checked: Once<[SyntaxPlace: ExpectationResult]>
  /// Reads findings and values, one feature at a time.
  let reader: SharedReader
  /// Reads values alone: no rule runs for it.
  let values: SharedReader

  public init(_ snapshot: ProjectSnapshot) {
    self.snapshot = snapshot
    let model = snapshot.model
    treeNumbers = Once {
      Dictionary(
        model.trees.enumerated().map { ($1.source.file, $0) }, uniquingKeysWith: { a, _ in a })
    }
    names = NameIndex(model)
    concluded = Once { Conclusions(snapshot.analysis) }
    factsByEntity = Once { FactIndex(model) }
    packs = Once { UnusedPacks(beside: model) }
    let reader = SharedReader { snapshot.analysis }
    self.reader = reader
    values = SharedReader { Analysis(unrun: model, snapshot.program, AnalysisOptions()) }
    checked = Once {
      let expectations = ExpectationReader.read(model).expectations
      return reader.read { reader in
        let checker = ExpectationChecker(reader, diagnostics: snapshot.diagnostics)
        return Dictionary(
          expectations.map { ($0.place, checker.check($0)) }, uniquingKeysWith: { a, _ in a })
      }
    }
  }

  /// The built-in packs that the project could use besides.
  var unusedPacks: UnusedPacks { packs.value }

  var conclusions: Conclusions { concluded.value }

  var factIndex: FactIndex { factsByEntity.value }

  /// What the analysis says to each expectation, by its place.
  var expectations: [SyntaxPlace: ExpectationResult] { checked.value }

  /// The items of a tree.
  func items(ofTree index: Int) -> FileItems { names.items(ofTree: index) }

  var model: Model { snapshot.model }

  /// The index of the tree of a file; nil for a file of another project.
  func treeIndex(of file: FileID) -> Int? { treeNumbers.value[file] }

  /// The tree of a file.
  func tree(of file: FileID) -> SyntaxTree? { treeIndex(of: file).map { model.trees[$0] } }

  /// Whether a file is the project's own, and not part of the compiler.
  public func isOwn(_ file: FileID) -> Bool {
    treeIndex(of: file).map { model.moduleOfTree[$0] >= model.firstProjectModule } ?? false
  }
}
