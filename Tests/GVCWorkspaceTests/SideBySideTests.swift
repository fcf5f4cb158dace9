import GVCSyntax
import Synchronization
import Testing

@testable import GVCWorkspace

/// What is made side by side is as it would be made one by one.
@Suite struct SideBySideTests {
  private let never: @Sendable () -> Bool = { false }
  private let always: @Sendable () -> Bool = { true }

  @Test func resultsStandInTheOrderOfTheElements() {
    let numbers = Array(0..<1_000)
    #expect(SideBySide.map(numbers, unless: never) { $0 * $0 } == numbers.map { $0 * $0 })
    #expect(SideBySide.map([Int](), unless: never) { $0 } == [])
  }

  @Test(arguments: [1, 2, 1_000]) func `Work that is broken off gives nothing`(_ count: Int) {
    #expect(SideBySide.map(Array(0..<count), unless: always) { $0 } == nil)
  }

  @Test func `Loading that is broken off reads no further file, and says so`() throws {
    let files = MemoryFiles([
      "/case/a.gvc": "import \"p/c.gvc\"\nfirm a", "/case/b.gvc": "firm b",
      "/case/p/c.gvc": "firm c",
    ]).fileSystem
    for last in ["/case/a.gvc", "/case/b.gvc", "/case/p/c.gvc"] {
      let reads = Mutex<[String]>([])
      let recording = FileSystem(
        kind: files.kind,
        read: { path throws(FileError) in
          reads.withLock { $0.append(path) }
          return try files.read(path)
        }, list: files.list, canonical: files.canonical)
      let loader = ProjectLoader(files: recording) { reads.withLock { $0.last == last } }
      let error = try #require(throws: ProjectError.self) { try loader.project(at: "/case") }
      #expect(error.isCancellation)
      #expect(reads.withLock { $0.last } == last)
    }
    #expect(try !ProjectLoader(files: files).project(at: "/case").files.isEmpty)
    let missing = try #require(throws: ProjectError.self) {
      try ProjectLoader(files: files).project(at: "/nowhere")
    }
    #expect(!missing.isCancellation)
  }

  /// Files of many lengths, each with a mistake: every text has its own tree, number and diagnostics.
  @Test func filesThatAreParsedTogetherKeepTheirPlaces() throws {
    var files = MemoryFiles()
    for number in 10..<60 {
      let firms = (0...number * 7 % 30).map { "firm f\(number)_\($0) { size: small }\n" }.joined()
      files.files["/case/\(number).gvc"] = Array("\(firms)firm g\(number) { size: }\n".utf8)
    }
    let project = try ProjectLoader(files: files.fileSystem).project(at: "/case")
    let sources = project.files
    #expect(sources.map(\.name) == (10..<60).map { "/case/\($0).gvc" })
    #expect(sources.map(\.file) == sources.map(\.file).sorted())
    for source in sources {
      let own = project.diagnostics.filter { $0.primary.location.file == source.file }
      #expect(own.map(\.code) == Parser.parse(source).diagnostics.map(\.code))
      #expect(source.bytes == files.files[source.name])
    }
  }
}
