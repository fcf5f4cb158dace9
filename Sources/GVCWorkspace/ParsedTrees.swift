import GVCSyntax

/// The trees of a project that was loaded before, to be used again for files that are as they were.
public struct ParsedTrees: Sendable {
  private let trees: [String: SyntaxTree]
  /// Those of the prelude and the packs in use, by their files, which never change.
  let libraries: [FileID: SyntaxTree]

  public init() {
    trees = [:]
    libraries = [:]
  }

  public init(_ project: LoadedProject) {
    trees = Dictionary(
      project.modules.flatMap(\.trees).map { ($0.source.name, $0) },
      uniquingKeysWith: { a, _ in a })
    let model = project.model
    libraries = Dictionary(
      zip(model.trees, model.moduleOfTree).filter { $1 < model.firstProjectModule }
        .map { ($0.0.source.file, $0.0) },
      uniquingKeysWith: { a, _ in a })
  }

  /// The tree of a text: the one that was made before where number, name and bytes are the same.
  func tree(of source: SourceText) -> SyntaxTree {
    if let known = trees[source.name], known.source.file == source.file,
      known.source.bytes == source.bytes
    {
      return known
    }
    return Parser.parse(source)
  }
}
