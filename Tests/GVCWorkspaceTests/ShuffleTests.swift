import GVCModel
import GVCSyntax
import GVCWorkspace
import Testing

/// The order of files and of declarations never matters.
@Suite struct ShuffleTests {
  /// A project that is right but for what each kind of import error needs, one declaration a line.
  private static let texts = [
    "/case/case.gvc": """
    import "parts/makers.gvc"
    import "parts/buyers.gvc" as b
    import "parts/gone.gvc" as gone
    import "../out.gvc"
    import "south"
    import "south/deep/deep.gvc"
    source study { year: 2020 }
    period after { years: 2010..2020 }
    period before { years: 2000..2009 }
    link maker -> b.house { share_of_sales: 60% from study "p. 1" }
    link southern -> b.house { share_of_sales: 50% from study "p. 2" }
    link deep -> b.huose {}
    in after { set maker { size: large } remove southern -> b.house }
    """,
    "/case/other.gvc": """
    firm local { size: small }
    link local -> b.house {}
    link gone.firm -> b.house {}
    """,
    "/case/parts/makers.gvc": """
    import "buyers.gvc"
    firm maker { size: small sise: large }
    firm second {}
    tie maker -- house
    """,
    "/case/parts/buyers.gvc": """
    import "makers.gvc"
    buyer house { core: [] }
    """,
    "/case/south/a.gvc": """
    import "deep/deep.gvc" as d
    firm southern {}
    tie southern -- d.deep
    """,
    "/case/south/b.gvc": "firm other_southern {}",
    "/case/south/deep/deep.gvc": """
    import ".."
    firm deep { cluster: nowhere }
    """,
  ]

  /// A generator of the same numbers for the same seed.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) | (state << 31)
    }
  }

  /// What is wrong, without where a line has moved to, and how much the model holds.
  private func outcome(_ files: FileSystem) throws -> [String] {
    let project = try ProjectLoader(files: files).project(at: "case")
    let names = Dictionary(uniqueKeysWithValues: project.sources.map { ($0.file, $0) })
    let found = project.diagnostics.map { diagnostic in
      let location = diagnostic.primary.location
      let source = names[location.file]
      return "\(source?.name ?? "?") `\(source?.string(location.range) ?? "")` \(diagnostic.code) "
        + diagnostic.message
    }
    return found.sorted() + project.files.map(\.name) + project.modules.map(\.name)
      + ["\(project.model.entities.count) entities, \(project.model.facts.count) facts"]
  }

  @Test func theCaseHasEachMistakeOnce() throws {
    let project = try ProjectLoader(files: MemoryFiles(Self.texts).fileSystem).project(at: "case")
    #expect(
      project.diagnostics.map(\.code.description).sorted() == [
        "GVC0103", "GVC0104", "GVC0104", "GVC0120", "GVC0122", "GVC0123", "GVC0123",
      ])
  }

  @Test(arguments: 1...60) func shufflingChangesNothing(seed: UInt64) throws {
    let expected = try outcome(MemoryFiles(Self.texts).fileSystem)
    var random = Seeded(state: seed)
    var shuffled: [String: String] = [:]
    for path in Self.texts.keys.sorted() {
      shuffled[path] = (Self.texts[path] ?? "").split(separator: "\n").shuffled(using: &random)
        .joined(separator: "\n")
    }
    let memory = MemoryFiles(shuffled).fileSystem
    let order = random.next()
    let files = FileSystem(
      kind: memory.kind, read: memory.read,
      list: { path throws(FileError) in
        var random = Seeded(state: order)
        return try memory.list(path).sorted().shuffled(using: &random)
      }, canonical: memory.canonical)
    #expect(try outcome(files) == expected)
  }
}
