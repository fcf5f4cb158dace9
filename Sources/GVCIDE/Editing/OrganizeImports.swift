import GVCSyntax

extension EditorFeatures {
  /// The edits that bring the imports at the top of a file in the order of their paths, and the
  /// theories behind them in that of their names, each once; none where they are so, or where comments
  /// stand between them.
  public func organizedImports(of file: FileID) -> [TextEdit] {
    guard let tree = tree(of: file), isOwn(file) else { return [] }
    let slots = importRun(tree)
    guard slots.count > 0 else { return [] }
    let imports = slots.filter { tree.kind($0) == .importItem }.map { tree.text($0) }
    var theories: [String] = []
    for use in slots where tree.kind(use) == .use {
      theories += tree.children(use).map { tree.text($0) }
    }
    let uses = slots.filter { tree.kind($0) == .use }.count
    var wanted = unique(imports.sorted())
    let names = unique(theories.sorted())
    // One line for all, or a line for each, as the author has it.
    if uses > 1 {
      wanted += names.map { "use \($0)" }
    } else if uses == 1 {
      wanted.append("use \(names.joined(separator: ", "))")
    }
    let current = slots.map { tree.text($0) }
    guard current != wanted else { return [] }
    let whole = tree.range(slots[0]).through(tree.range(slots[slots.count - 1]))
    let line = EntryEdit.lineBreak(tree.source)
    return [TextEdit(Location(file, whole), wanted.joined(separator: line))]
  }

  /// The imports and uses at the top of a file; none where one is broken or a comment stands between.
  private func importRun(_ tree: SyntaxTree) -> [NodeID] {
    var run: [NodeID] = []
    for item in tree.children(SyntaxTree.root) {
      guard tree.kind(item) == .importItem || tree.kind(item) == .use else { break }
      if !run.isEmpty, !tree.comments(before: tree.firstToken(item)).isEmpty { return [] }
      run.append(item)
    }
    guard let last = run.last else { return [] }
    let end = tree.range(last).end
    let isBroken = tree.diagnostics.contains { $0.primary.location.range.start <= end }
    return isBroken ? [] : run
  }

  private func unique(_ sorted: [String]) -> [String] {
    sorted.enumerated().filter { $0.offset == 0 || sorted[$0.offset - 1] != $0.element }
      .map(\.element)
  }

  /// Whether a range touches the imports of a file.
  func isAtImports(_ index: Int, _ range: TextRange) -> Bool {
    let tree = model.trees[index]
    let run = importRun(tree)
    guard let first = run.first, let last = run.last else { return false }
    let whole = tree.range(first).through(tree.range(last))
    return range.start <= whole.end && whole.start <= range.end
  }
}
