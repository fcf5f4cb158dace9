import GVCAnalysis
import GVCModel
import GVCSyntax
import Testing

@testable import GVCBenchmark

/// The cases that the benchmark makes are the same for the same seed, and check clean.
@Suite struct ProjectGeneratorTests {
  @Test func theSeedDecides() {
    let text = ProjectGenerator.text(lines: 1_000, seed: 7)
    #expect(text == ProjectGenerator.text(lines: 1_000, seed: 7))
    #expect(text != ProjectGenerator.text(lines: 1_000, seed: 8))
  }

  @Test(arguments: [40, 100, 1_000, 5_000]) func itHasTheLinesAskedFor(lines: Int) {
    let text = ProjectGenerator.text(lines: lines, seed: 1)
    #expect(text.count { $0 == 0x0A } == lines)
  }

  @Test(arguments: [1, 2, 3]) func itChecksClean(seed: UInt64) {
    let tree = Parser.parse(WholeCheck.source(ProjectGenerator.text(lines: 4_000, seed: seed)))
    #expect(tree.diagnostics.map(\.message) == [])
    let model = WholeCheck.model(tree)
    #expect(model.diagnostics.map(\.message) == [])
    let program = RuleCompiler.compile(model)
    #expect(program.diagnostics.map(\.message) == [])
    #expect(
      FindingDiagnostics.diagnostics(FindingDiagnostics.analysis(model, program)).map(\.message)
        == [])
    #expect(model.layerOrder.layers.count == 4)
  }
}
