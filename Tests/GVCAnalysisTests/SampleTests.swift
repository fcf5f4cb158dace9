import FoundationEssentials
import GVCAnalysis
import GVCModel
import Testing

/// Every sample checks clean and meets all that it expects of its analysis.
@Suite struct SampleTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Samples")

  /// The samples, as paths from `folder`: each a directory with one file of the same name, in `folder` or
  /// in `library`, where real studies are.
  static func samples() -> [String] {
    ["", "library/"].flatMap { shelf in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: shelf).path))
        ?? [])
        .map { shelf + $0 }
        .filter { FileManager.default.fileExists(atPath: file(of: $0).path) }
        .sorted()
    }
  }

  static func file(of sample: String) -> URL {
    folder.appending(path: "\(sample)/\(sample.split(separator: "/").last ?? "").gvc")
  }

  static func text(of sample: String) throws -> String {
    String(decoding: try Data(contentsOf: file(of: sample)), as: UTF8.self)
  }

  @Test(arguments: samples()) func sampleMeetsItsExpectations(sample: String) throws {
    let analysed = AnalysedCase(try Self.text(of: sample))
    let unexpected = analysed.diagnostics.filter { $0.severity == .error }.map(\.message)
    #expect(unexpected == [])
    #expect(analysed.unmet == [])
    #expect(!analysed.model.expectations.isEmpty)
  }

  @Test func samplesAreFound() { #expect(Self.samples().count >= 19) }
}
