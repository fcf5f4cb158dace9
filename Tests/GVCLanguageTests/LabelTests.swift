import GVCLibrary
import GVCModel
import GVCSyntax
import Testing

/// What the project calls an entity is what it can write.
@Suite struct LabelTests {
  @Test func anImportedNameStandsBehindItsAlias() {
    func tree(_ file: Int, _ text: String) -> SyntaxTree {
      Parser.parse(SourceText(file: FileID(file), name: "\(file).gvc", text))
    }
    let own = tree(1, "firm maker {}\nlink maker -> other.house {}\nfirm near {}\n")
    let model = ModelBuilder.build(
      TheoryStore(
        prelude: SourceText(file: FileID(0), name: "prelude", bytes: Library.prelude.bytes),
        packs: [:]),
      modules: [
        SourceModule(
          name: "project", trees: [own],
          imports: [
            ModuleImport(alias: "other", module: 1), ModuleImport(alias: nil, module: 2),
          ]),
        SourceModule(name: "other", trees: [tree(2, "buyer house {}\n")]),
        SourceModule(name: "open", trees: [tree(3, "buyer shop {}\n")]),
      ])
    #expect(model.diagnostics.map(\.message) == [])
    let labels = model.entities.indices.map { model.label(EntityID($0)) }
    #expect(labels == ["maker", "maker -> other.house", "near", "other.house", "shop"])
  }
}
