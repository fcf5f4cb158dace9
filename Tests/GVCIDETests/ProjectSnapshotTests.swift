import GVCIDE
import GVCModel
import GVCProject
import GVCWorkspace
import Synchronization
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

/// A case in which some rules run, behind a comment.
private func project(
  _ comment: String, _ theories: TheoryStore = BuiltIns.theories()
) throws -> LoadedProject {
  let files = MemoryFiles([
    "/case/a.gvc": """
    // \(comment)
    use caspari2003
    buyer house { core: [design] }
    firm workshop { size: small performs: [production] }
    link workshop -> house { governance: quasi_hierarchical exit_options: few }
    expect finding functional_ceiling on workshop
    """
  ])
  return try ProjectLoader(files: files.fileSystem, theories: theories).project(at: "/case")
}

@Test(arguments: [0, 1, 5]) func `Work that is broken off is done when it is asked for again`(
  checks: Int
) throws {
  let snapshot = ProjectSnapshot(try project("One"))
  let asked = Atomic(0)
  let isDone = snapshot.prepare {
    asked.wrappingAdd(1, ordering: .relaxed).newValue > checks
  }
  #expect(!isDone)
  let fresh = ProjectSnapshot(try project("One"))
  #expect(snapshot.prepare { false })
  #expect(snapshot.diagnostics == fresh.diagnostics)
  #expect(snapshot.unmetExpectations == fresh.unmetExpectations)
  #expect(snapshot.analysis.findings.count == fresh.analysis.findings.count)
}

@Test func `Findings follow from the last state of which they were made`() throws {
  let theories = BuiltIns.theories()
  let first = ProjectSnapshot(try project("One", theories))
  #expect(first.analysis.profile.contains { $0.steps > 0 })
  let broken = ProjectSnapshot(try project("Two", theories), after: first)
  #expect(!broken.prepare { true })
  let last = ProjectSnapshot(try project("Three", theories), after: broken)
  #expect(last.analysis.profile.allSatisfy { $0.steps == 0 })
  #expect(last.analysis.findings.count == first.analysis.findings.count)
}
