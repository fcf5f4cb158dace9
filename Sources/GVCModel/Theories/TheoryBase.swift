import GVCSyntax

/// The prelude and some packs, lowered: what every model of a project that uses these begins with.
///
/// It is made before any case is read, and a case only adds to it. So what is made of it, such as the program of its rules,
/// is the same for all of them.
public final class TheoryBase: Sendable {
  /// What lowered it, with which a project goes on.
  let start: ModelBuilder
  /// The names of the packs, those among them that other packs use.
  public let packs: Set<String>
  /// What packs use that is no pack.
  let unknownUses: [TheoryUse]
  /// What was made of it.
  public let memo = Memo()

  init(
    _ modules: [SourceModule], _ items: [ItemIndex], packs: Set<String>, unknownUses: [TheoryUse]
  ) {
    var builder = ModelBuilder(
      Model(modules: modules, firstProjectModule: modules.count), items)
    builder.model.lacksTheory = !unknownUses.isEmpty
    builder.lowerTrees()
    start = builder
    self.packs = packs
    self.unknownUses = unknownUses
  }

  /// The model of it alone, without any case.
  public var model: Model { start.model }
}
