import Foundation
import Testing

@testable import GVCFuzzing

/// What fuzzing found stays mended: every file of `Tests/Fuzz/corpus` goes through its target again.
@Suite struct ReplayTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fuzz/corpus")

  private static func files(_ target: FuzzTarget) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: corpus.appending(path: target.rawValue), includingPropertiesForKeys: nil)
  }

  @Test(arguments: FuzzTarget.allCases) func `The corpus has no defect`(
    target: FuzzTarget
  ) throws {
    let files = try Self.files(target)
    #expect(!files.isEmpty)
    for file in files {
      let defect = target.defect(in: Array(try Data(contentsOf: file)))
      #expect(defect == nil, "\(file.lastPathComponent)")
    }
  }

  @Test func `Every directory of the corpus is that of a target`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
    #expect(Set(names) == Set(FuzzTarget.allCases.map(\.rawValue)))
  }

  /// Some changes by tokens, each from its own seed.
  @Test(arguments: FuzzTarget.allCases.filter(\.takesText)) func `Changed items have no defect`(
    target: FuzzTarget
  ) throws {
    let bytes = try Self.files(target).flatMap { Array(try Data(contentsOf: $0)) }
    for seed in 0..<40 as Range<UInt64> {
      var mutator = TokenMutator(seed: seed)
      let text = mutator.mutated(Array(bytes.prefix(4000)), limit: 4096)
      #expect(target.defect(in: text) == nil, "seed \(seed)")
    }
  }

  @Test func `A change is of few tokens, the same from the same seed, and within the limit`() {
    let text = Array("firm a { size: small }\nfirm b { size: large }\n".utf8)
    var changed = 0
    for seed in 0..<50 as Range<UInt64> {
      var first = TokenMutator(seed: seed)
      var second = TokenMutator(seed: seed)
      let bytes = first.mutated(text, limit: 60)
      #expect(bytes == second.mutated(text, limit: 60))
      #expect(bytes.count <= 60)
      if bytes != text { changed += 1 }
    }
    #expect(changed > 40)
  }

  @Test(arguments: [
    "<svg>", "<svg></g>", "<svg x=1></svg>", "<svg x=\"1\" x=\"2\"/>", "<svg>&evil;</svg>",
    "<svg x=\"a<b\"", "<svg/><svg/>", "<svg width=\"nan\"/>", "<svg>\u{1B}</svg>", "text",
  ]) func `Markup that is none is found`(text: String) {
    #expect(MarkupCheck.defect(text) != nil)
  }

  @Test func `Markup is found well-formed`() {
    #expect(
      MarkupCheck.defect("<?xml version=\"1.0\"?>\n<svg a=\"&quot;\">\n<g/>a &amp; b</svg>\n")
        == nil)
  }
}
