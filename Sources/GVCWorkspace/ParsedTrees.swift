import GVCModel
import GVCSyntax

/// The trees of a project that was loaded before, to be used again for files that are as they were.
public struct ParsedTrees: Sendable {
  private let trees: [String: SyntaxTree]
  /// The model of them.
  let model: Model?

  public init() {
    trees = [:]
    model = nil
  }

  public init(_ project: LoadedProject) {
    trees = Dictionary(
      project.modules.flatMap(\.trees).map { ($0.source.name, $0) },
      uniquingKeysWith: { a, _ in a })
    model = project.model
  }

  /// The tree of a text: the one that was made before where number, name and bytes are the same. Where the text
  /// was edited, also what is different, as far as that is known.
  func tree(of source: SourceText) -> (tree: SyntaxTree, change: SyntaxChange?) {
    guard let known = trees[source.name], known.source.file == source.file else {
      return (Parser.parse(source), nil)
    }
    guard known.source.cells == source.cells else { return (Parser.parse(source), nil) }
    if known.source.bytes == source.bytes { return (known, nil) }
    return Parser.parse(source, after: known)
  }
}
