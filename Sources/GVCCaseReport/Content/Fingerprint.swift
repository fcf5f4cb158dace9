import GVCReport
import GVCSyntax

/// A digest of everything that an analysis reads: the files of a case, the vocabulary and the theories.
///
/// It is that of the digests of the texts, in their order, a line each, so that `sha256sum FILE … | cut -c1-64 |
/// sort | sha256sum` makes it too. Neither the order of the files nor their names matter.
public struct Fingerprint: Sendable, Equatable {
  public let hexadecimal: String

  public init(of sources: [SourceText]) {
    self.init(digests: sources.map { SHA256(of: $0.bytes).hexadecimal })
  }

  init(digests: [String]) {
    hexadecimal = SHA256(of: digests.sorted().map { $0 + "\n" }.joined()).hexadecimal
  }
}
