import GVCModel
import GVCSyntax
import GVCWorkspace
import Testing

/// Damaged imports give diagnostics inside the files, and never a trap.
@Suite struct DamagedProjectTests {
  private static let text = """
    import "parts/b.gvc" as b
    import "parts"
    theory t { import "./../case/a.gvc" }
    link b.x -> y { chain: b.c }
    in b.p { set b.x { size: small } }
    """

  private func check(_ bytes: [UInt8]) throws -> Bool {
    var files = MemoryFiles([
      "/case/parts/b.gvc": "import \"../a.gvc\"\nfirm x {}\nperiod p {}\nchain c {}"
    ])
    files.files["/case/a.gvc"] = bytes
    let project = try ProjectLoader(files: files.fileSystem).project(at: "case/a.gvc")
    let lengths = Dictionary(
      uniqueKeysWithValues: project.sources.map { ($0.file, UInt32($0.bytes.count)) })
    return project.diagnostics.allSatisfy { diagnostic in
      ([diagnostic.primary] + diagnostic.secondary).map(\.location).allSatisfy {
        $0.range.end <= lengths[$0.file] ?? 0
      }
    }
  }

  @Test func everyTruncation() throws {
    let bytes = Array(Self.text.utf8)
    for end in 0...bytes.count { #expect(try check(Array(bytes[..<end])), "cut at \(end)") }
  }

  @Test func everyByteReplaced() throws {
    let bytes = Array(Self.text.utf8)
    for i in bytes.indices {
      for byte in [UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "."), 0, 0xFF] {
        var damaged = bytes
        damaged[i] = byte
        #expect(try check(damaged), "byte \(byte) at \(i)")
      }
    }
  }
}
