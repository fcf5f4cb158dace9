import GVCIDE
import GVCWorkspace
import Testing

@Test func `A snapshot has what check prints, and what the theories conclude`() throws {
  let files = MemoryFiles([
    "/case/a.gvc": """
    use caspari2003
    buyer house {}
    firm workshop { size: small performs: [production] sise: large }
    link workshop -> house { governance: quasi_hierarchical exit_options: few }
    """
  ])
  let project = try ProjectLoader(files: files.fileSystem).project(at: "/case")
  let snapshot = ProjectSnapshot(project)
  #expect(snapshot.diagnostics.map(\.code.description) == ["GVC0103"])
  #expect(!snapshot.analysis.findings.isEmpty)
}
