import GVCModel
import GVCSyntax
import GVCWorkspace
import Testing

/// The starter project is right from the start.
@Suite struct StarterProjectTests {
  private func project() throws -> LoadedProject {
    var files = MemoryFiles()
    files.files["/shoes/shoes.gvc"] = StarterProject.text(name: "shoes")
    return try ProjectLoader(files: files.fileSystem).project(at: "shoes")
  }

  @Test func itChecksClean() throws {
    let project = try project()
    #expect(project.diagnostics.map(\.message) == [])
    #expect(project.model.expectations.count == 1)
    #expect(project.model.facts.contains { $0.layer != nil })
    #expect(project.model.evidence.count > 4)
  }

  @Test func itIsInTheStyle() throws {
    let tree = try #require(project().modules.first?.trees.first)
    #expect(Formatter.format(tree) == tree.source.bytes)
  }

  @Test(arguments: ["shoes", "shoes-2020", "_x", "größe", "2020"]) func names(name: String) {
    #expect(StarterProject.isName(name))
  }

  @Test(arguments: ["", "-x", "a/b", "..", "a b", "a.gvc", "a\n", "a\u{202E}b"])
  func noNames(name: String) {
    #expect(!StarterProject.isName(name))
  }
}
