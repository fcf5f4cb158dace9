import GVCAnalysis
import GVCModel
import GVCSyntax
import Testing

/// The order of declarations changes no conclusion.
@Suite struct ShuffleTests {
  /// The items of a text, in another order.
  private static func shuffled(_ text: String, _ seed: Int) -> String {
    let tree = Parser.parse(SourceText(text))
    let items = tree.children(SyntaxTree.root).map { tree.text($0) }
    return items.enumerated().sorted {
      ($0.offset &* 7919 &+ seed) % 1009 < ($1.offset &* 7919 &+ seed) % 1009
    }.map(\.element).joined(separator: "\n")
  }

  @Test(arguments: SampleTests.samples(), [1, 500])
  func conclusionsAreTheSame(sample: String, seed: Int) throws {
    let text = try SampleTests.text(of: sample)
    let other = Self.shuffled(text, seed)
    #expect(other != text)
    let (a, b) = (AnalysedCase(text), AnalysedCase(other))
    #expect(a.found.sorted() == b.found.sorted())
    #expect(a.open.sorted() == b.open.sorted())
    func codes(_ analysed: AnalysedCase) -> [String] {
      analysed.diagnostics.map { "\($0.code) \($0.message)" }.sorted()
    }
    #expect(codes(a) == codes(b))
    #expect(a.unmet == b.unmet)
  }
}
