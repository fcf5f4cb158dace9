import FoundationEssentials
import GVCLibrary
import GVCModel
import GVCSyntax
import Testing

/// Damaged cases give diagnostics inside the file, and never a trap.
@Suite struct RobustnessTests {
  private static let prelude = SourceText(
    file: FileID(0), name: "prelude", bytes: Library.prelude.bytes)

  /// A sample that reads every kind of value, small enough to damage everywhere.
  private static let sample = Array(
    """
    source s { year: 2001 }
    period p { years: 1970..1989 }
    activity design "D" { rent: low..high from s "p. 1" (reported_by: buyer) }
    capability cold "C"
    firm a { size: small performs: [design, ..] capabilities { cold: no } workers: ~12 workers }
    buyer b { core: [design] requires { cold: at most 48 h } }
    link l: a -> b { share_of_sales: 20..30% unit_value: -1.5 USD/pair in 1975 }
    tie a -- b
    in p { set a { size: unknown } remove a -> b in l add firm c {} }
    theory t { attribute firm.x: list of activity "X" derive firm.y: truth = x }
    expect unknown r on a needs (a -> b).x
    """.utf8)

  private func check(_ bytes: [UInt8]) -> Bool {
    let source = SourceText(file: FileID(1), name: "case", bytes: bytes)
    let tree = Parser.parse(source)
    let model = ModelBuilder.build(prelude: Self.prelude, packs: [:], project: [tree])
    return (tree.diagnostics + model.diagnostics).allSatisfy {
      $0.primary.location.file == source.file
        && $0.primary.location.range.end <= UInt32(bytes.count)
    }
  }

  @Test func theSampleIsClean() {
    let tree = Parser.parse(SourceText(file: FileID(1), name: "case", bytes: Self.sample))
    let model = ModelBuilder.build(prelude: Self.prelude, packs: [:], project: [tree])
    #expect(tree.diagnostics.isEmpty)
    #expect(model.diagnostics.map(\.message) == [])
    #expect(model.facts.count == 12)
  }

  @Test func everyTruncation() {
    for end in Self.sample.indices { #expect(check(Array(Self.sample[..<end])), "cut at \(end)") }
  }

  @Test func everyByteReplaced() {
    for i in Self.sample.indices {
      for byte in [UInt8(ascii: "}"), UInt8(ascii: "a"), 0xFF] {
        var bytes = Self.sample
        bytes[i] = byte
        #expect(check(bytes), "byte \(byte) at \(i)")
      }
    }
  }

  /// The order of declarations never matters.
  @Test func shufflingDeclarationsChangesNothing() {
    let lines = String(decoding: Self.sample, as: UTF8.self).split(separator: "\n")
    let backwards = Array(lines.reversed().joined(separator: "\n").utf8)
    let tree = Parser.parse(SourceText(file: FileID(1), name: "case", bytes: backwards))
    let model = ModelBuilder.build(prelude: Self.prelude, packs: [:], project: [tree])
    #expect(model.diagnostics.map(\.message) == [])
  }
}
