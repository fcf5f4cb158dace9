import GVCSyntax
import Synchronization

/// The built-in theories: the prelude, which every project has, and packs, which a project may use. Each set of them
/// that is used is read and lowered once, for all projects that are given the store.
///
/// Whoever loads projects holds one for as long as it does.
public final class TheoryStore: Sendable {
  public let prelude: SourceText
  /// The packs, by name.
  public let packs: [String: SourceText]
  private let state = Mutex(State())

  private struct State {
    /// The trees that were made so far, by the number of their file.
    var trees: [FileID: (tree: SyntaxTree, items: ItemIndex)] = [:]
    /// The sets that were lowered so far, by the names of their packs.
    var bases: [[String]: TheoryBase] = [:]

    /// The tree of a source, made where it is not yet.
    mutating func parsed(_ source: SourceText) -> (tree: SyntaxTree, items: ItemIndex) {
      if let known = trees[source.file] { return known }
      let tree = Parser.parse(source)
      let parsed = (tree, ItemIndex(tree))
      trees[source.file] = parsed
      return parsed
    }
  }

  /// More sets are not kept: a text in which packs are added and taken out one by one has many.
  private static let mostBases = 32

  /// Every source needs a `FileID` of its own, also beside those of all projects.
  public init(prelude: SourceText, packs: [String: SourceText]) {
    self.prelude = prelude
    self.packs = packs
  }

  /// The prelude with some packs and those that these use, lowered; names of no pack mean nothing.
  func base(using names: [String]) -> TheoryBase {
    state.withLock { state in
      var used: Set<String> = []
      var uses: [TheoryUse] = []
      var pending = names
      while let name = pending.popLast() {
        guard let pack = packs[name], used.insert(name).inserted else { continue }
        let (tree, items) = state.parsed(pack)
        let found = items.uses(in: tree)
        uses += found
        pending += found.map(\.name)
      }
      let order = used.sorted()
      if let known = state.bases[order] { return known }
      let modules =
        [("prelude", state.parsed(prelude))]
        + order.compactMap { name in packs[name].map { (name, state.parsed($0)) } }
      let base = TheoryBase(
        modules.map { SourceModule(name: $0, trees: [$1.tree]) }, modules.map(\.1.items),
        packs: used, unknownUses: uses.filter { packs[$0.name] == nil })
      if state.bases.count >= Self.mostBases { state.bases = [:] }
      state.bases[order] = base
      return base
    }
  }
}
