import GVCAnalysis
import GVCLibrary
import GVCModel
import GVCSyntax
import Testing

/// The built-in packs compile without a mistake.
@Suite struct PackTests {
  @Test(arguments: Library.packs.map(\.name)) func packsAreClean(name: String) {
    let packs = AnalysedCase("use \(name)\n")
    #expect(packs.problems == [])
    #expect(packs.program.rules.count == packs.model.rules.count)
  }

  @Test func `All packs are clean together`() {
    let names = Library.packs.map(\.name)
    let packs = AnalysedCase("use \(names.joined(separator: ", "))\n")
    #expect(packs.problems == [])
    #expect(packs.program.rules.count == packs.model.rules.count)
  }
}
