import GVCLibrary
import GVCModel
import Testing

@testable import GVCAnalysis

/// A check compiles the rules that weigh as warnings or errors, and says what it would say with all of them.
@Suite struct RuleLevelTests {
  static let allPacks = "use \(Library.packs.map(\.name).joined(separator: ", "))\n"

  @Test func `The weight that a clause says is that of the compiled rule`() {
    let packs = AnalysedCase(Self.allPacks)
    let wrong = packs.program.rules.filter {
      RuleLevel.of(packs.model.rules[$0.rule], in: packs.model) != $0.level
    }
    #expect(wrong.map { packs.model.names[packs.model.rules[$0.rule].name] } == [])
    #expect(packs.program.rules.contains { $0.level == .error })
    #expect(packs.program.rules.contains { $0.level == .note })
  }

  @Test func `A check leaves out the rules of packs that weigh as notes, and no other`() {
    let packs = AnalysedCase(Self.allPacks)
    let checked = FindingDiagnostics.program(packs.model)
    let heavy = packs.program.rules.filter { $0.level >= .warning }
    #expect(checked.rules.map(\.rule) == heavy.map(\.rule))
    #expect(checked.rules.count < packs.program.rules.count)
  }

  @Test(arguments: SampleTests.samples())
  func `A check of a sample says what it says with all rules`(sample: String) throws {
    let whole = AnalysedCase(try SampleTests.text(of: sample))
    let checked = FindingDiagnostics.program(whole.model)
    let messages = [whole.program, checked].map {
      CaseDiagnostics.all(whole.syntax + whole.model.diagnostics, whole.model, $0)
        .map { "\($0.code) \($0.primary.location) \($0.message) \($0.help ?? "")" }
    }
    #expect(messages[0] == messages[1])
  }

  @Test func `Every rule of a project with a theory of its own is compiled`() {
    let own = AnalysedCase(
      """
      use caspari2003
      theory mine {
        verdict mood { value good }
        rule broken {
          for f in firms
          when f.nonsense
          find f good likely
          message "No."
        }
      }
      """)
    let checked = FindingDiagnostics.program(own.model)
    // Its own all, whatever they weigh; of those of packs, which it cannot change, what a check runs.
    let first = own.model.base?.model.rules.count ?? 0
    let heavy = own.program.rules.filter { $0.rule >= first || $0.level >= .warning }
    #expect(checked.rules.map(\.rule) == heavy.map(\.rule))
    #expect(checked.diagnostics.map(\.message) == own.program.diagnostics.map(\.message))
    #expect(checked.diagnostics.contains { $0.message.contains("nonsense") })
  }

  @Test func `A program for a check is not taken for one of all rules`() {
    let packs = AnalysedCase(Self.allPacks)
    let checked = FindingDiagnostics.program(packs.model)
    let whole = RuleCompiler.compile(packs.model)
    #expect(whole.rules.count == packs.program.rules.count)
    let again = FindingDiagnostics.program(packs.model)
    #expect(again.nodes.elementsEqual(checked.nodes) { $0 === $1 })
  }

  static let pairs = Library.packs.indices.flatMap { first in
    Library.packs[(first + 1)...].map { (Library.packs[first].name, $0.name) }
  }

  /// What a check leaves out is right as it is, also beside another pack.
  @Test(arguments: pairs) func `Two packs are clean together`(first: String, second: String) {
    #expect(AnalysedCase("use \(first), \(second)\n").problems == [])
  }
}
