import GVCAnalysis
import GVCModel
import GVCSyntax
import GVCWorkspace

/// The bytes of an input as the only file of a project, checked.
struct FuzzCase {
  let model: Model
  /// What is wrong in the file: form, imports and meaning.
  let diagnostics: [Diagnostic]

  /// The texts that diagnostics point into.
  var sources: [SourceText] { model.sources }

  /// The case as `gvc` reads it; nil when it is no project.
  init?(whole bytes: [UInt8]) {
    guard
      let project = try? ProjectLoader(files: MemoryFiles().fileSystem, theories: FuzzLibrary.all)
        .project(text: bytes, name: "input.gvc")
    else { return nil }
    model = project.model
    diagnostics = project.diagnostics
  }

  /// The same with a part of the rules of the built-in packs, which are lowered once: what most inputs meet,
  /// since compiling all rules takes a hundred times what the input takes.
  init(quick bytes: [UInt8]) {
    let tree = Parser.parse(
      SourceText(file: FileID(BuiltIns.packs.count + 1), name: "input.gvc", bytes: bytes))
    let theories = FuzzLibrary.parts[FuzzSample.number(of: bytes, below: FuzzLibrary.parts.count)]
    model = ModelBuilder.build(theories, modules: [SourceModule(name: "project", trees: [tree])])
    diagnostics = tree.diagnostics + model.diagnostics
  }
}

/// The prelude, and the packs with some of their rules.
private enum FuzzLibrary {
  /// With all of their rules.
  static let all = BuiltIns.theories()
  /// Each has another share of the rules; together they have all.
  static let parts: [TheoryStore] = (0..<16).map { part in
    TheoryStore(
      prelude: BuiltIns.prelude, packs: BuiltIns.packs.mapValues { reduced($0, part, of: 16) })
  }

  /// A pack with every rule whose number leaves `part` when it is divided by `count`.
  private static func reduced(_ pack: SourceText, _ part: Int, of count: Int) -> SourceText {
    let tree = Parser.parse(pack)
    let rules = tree.nodes.indices.map { NodeID($0) }.filter { tree.kind($0) == .ruleDeclaration }
    var bytes: [UInt8] = []
    var end = 0
    for (number, rule) in rules.enumerated() where number % count != part {
      let range = tree.range(rule)
      bytes += pack.bytes[end..<Int(range.start)]
      end = Int(range.end)
    }
    bytes += pack.bytes[end...]
    return SourceText(file: pack.file, name: pack.name, bytes: bytes)
  }
}
