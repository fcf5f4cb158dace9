import Foundation
import GVCIDE
import GVCProject
import GVCSyntax
import GVCWorkspace
import Testing

/// What features say of one text in two ways agrees.
@Suite struct AgreementTests {
  private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Samples")

  private static let names = [
    "brenta", "electronics", "footwear", "four_clusters", "horticulture", "ludhiana",
    "nie_garments",
    "resources", "sinos_valley",
  ]

  private func features(_ text: String) throws -> (EditorFeatures, FileID) {
    let files = MemoryFiles(["/case/a.gvc": text])
    let project = try ProjectLoader(files: files.fileSystem).project(at: "/case")
    return (EditorFeatures(ProjectSnapshot(project)), project.files[0].file)
  }

  private func sample(_ name: String) throws -> String {
    try String(
      contentsOf: Self.samples.appending(path: "\(name)/\(name).gvc"), encoding: .utf8)
  }

  @Test(arguments: names)
  func `All uses of a name are those that the whole file has`(_ name: String) throws {
    let (features, file) = try features(sample(name))
    let all = features.occurrences(in: file)
    let byReferent = Dictionary(grouping: all, by: \.referent)
    #expect(byReferent.count > 20)
    for (referent, places) in byReferent {
      let place = places[places.count / 2]
      // Where two names touch, the caret means the one that begins there.
      guard features.occurrence(in: file, at: place.range.start)?.referent == referent else {
        Issue.record("\(referent) is not found at \(place.range)")
        continue
      }
      let found = features.highlights(in: file, at: place.range.start).map(\.range)
      #expect(found == places.map(\.range), "\(referent)")
    }
  }

  @Test(arguments: names)
  func `Every name of a sample stands for something`(_ name: String) throws {
    let (features, file) = try features(sample(name))
    let source = try #require(features.snapshot.model.source(file))
    let coloured = Set(features.semanticTokens(of: file).map(\.range))
    let words = Lexer.tokens(of: source).tokens.filter { $0.kind == .name }
    let plain = words.filter { !coloured.contains($0.range) }.map { source.string($0.range) }
    #expect(plain.isEmpty)
  }

  @Test(arguments: names)
  func `Formatting any lines changes no token`(_ name: String) throws {
    var state = name.utf8.reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1) } | 1
    func random(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(max(limit, 1)))
    }
    // The lines as they are, but for their indentation and blank lines.
    let text = try sample(name).split(separator: "\n", omittingEmptySubsequences: false).map {
      line in
      String(repeating: " ", count: random(6)) + line.drop { $0 == " " }
        + String(repeating: "\n", count: random(8) == 0 ? 2 : 0)
    }.joined(separator: "\n")
    let (features, file) = try features(text)
    let bytes = Array(text.utf8)
    func tokens(_ bytes: [UInt8]) -> [String] {
      let source = SourceText(file: file, name: "a", bytes: bytes)
      return Lexer.tokens(of: source).tokens.map { source.string($0.range) }
    }
    let wanted = tokens(bytes)
    for _ in 0..<12 {
      let start = random(bytes.count)
      let range = TextRange(start, min(bytes.count, start + random(400)))
      var edited = bytes
      for edit in features.formatting(of: file, in: range).reversed() {
        let place = edit.location.range
        edited.replaceSubrange(
          Int(place.start)..<Int(place.end), with: Array(edit.replacement.utf8))
      }
      #expect(tokens(edited) == wanted)
      let tree = Parser.parse(SourceText(file: file, name: "a", bytes: edited))
      #expect(tree.diagnostics.isEmpty, "\(range)")
    }
  }
}
