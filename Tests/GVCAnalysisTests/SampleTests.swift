import FoundationEssentials
import GVCAnalysis
import GVCModel
import Testing

/// Every sample checks clean and meets all that it expects of its analysis.
@Suite struct SampleTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Samples")

  /// The samples: each a directory with one file of the same name.
  static func samples() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { name in
      FileManager.default.fileExists(atPath: folder.appending(path: "\(name)/\(name).gvc").path)
    }.sorted()
  }

  static func text(of sample: String) throws -> String {
    let file = folder.appending(path: "\(sample)/\(sample).gvc")
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  @Test(arguments: samples()) func sampleMeetsItsExpectations(sample: String) throws {
    let analysed = AnalysedCase(try Self.text(of: sample))
    let unexpected = analysed.diagnostics.filter { $0.severity == .error }.map(\.message)
    #expect(unexpected == [])
    #expect(analysed.unmet == [])
    #expect(!analysed.model.expectations.isEmpty)
  }

  @Test func samplesAreFound() { #expect(Self.samples().count >= 9) }
}
