import GVCModel
import GVCSyntax
import GVCWorkspace

/// A file to damage, with the files that make a project with it.
struct DamageTarget {
  /// Where a file of the built-in library stands in the compiler.
  private enum Role {
    case project
    case prelude
  }

  let path: String
  let bytes: [UInt8]
  private let role: Role
  /// The other files of its project, parsed once.
  private let others: [SyntaxTree]

  /// The `.gvc` files at a path: each file of a project with the others around it, a file by itself.
  static func targets(at path: String) throws -> [DamageTarget] {
    let loader = ProjectLoader(files: Disk.fileSystem)
    do throws(ProjectError) {
      var targets: [DamageTarget] = []
      for project in try loader.projectPaths(at: path) {
        let texts = try loader.texts(at: project)
        for index in texts.indices {
          var others: [SyntaxTree] = []
          for (place, text) in texts.enumerated() where place != index {
            others.append(Parser.parse(source(text.name, text.bytes, others.count + 1)))
          }
          targets.append(DamageTarget(texts[index].name, texts[index].bytes, others))
        }
      }
      return targets
    } catch {
      throw UsageError(error.message)
    }
  }

  private init(_ path: String, _ bytes: [UInt8], _ others: [SyntaxTree]) {
    self.path = path
    self.bytes = bytes
    self.others = others
    role = path.hasSuffix("prelude.gvc") ? .prelude : .project
  }

  private static func source(_ name: String, _ bytes: [UInt8], _ place: Int) -> SourceText {
    SourceText(file: FileID(BuiltIns.packs.count + 1 + place), name: name, bytes: bytes)
  }

  /// The tree and the model of the project with other bytes in the place of the file.
  func compile(_ damaged: [UInt8], _ library: DamageLibrary) -> (tree: SyntaxTree, model: Model) {
    switch role {
    case .project:
      let tree = Parser.parse(Self.source(path, damaged, 0))
      return (tree, library.model([SourceModule(name: "project", trees: [tree] + others)]))
    case .prelude:
      let source = SourceText(file: FileID(0), name: path, bytes: damaged)
      let model = ModelBuilder.build(
        prelude: source, packs: [:],
        project: [Parser.parse(Self.source("case", DamageLibrary.smallCase, 0))])
      return (Parser.parse(source), model)
    }
  }
}

/// The prelude and the packs, read once for all variants.
struct DamageLibrary {
  private let theories = BuiltIns.theories()

  func model(_ modules: [SourceModule]) -> Model {
    ModelBuilder.build(theories, modules: modules)
  }

  /// What a damaged prelude is used with.
  static let smallCase = Array(
    """
    source s {}
    period p { years: 1970..1989 }
    activity make {}
    capability cold {}
    firm a { size: small performs: [make] capabilities { cold: no } workers: ~12 workers }
    buyer b { requires { cold: at most 48 h } }
    link a -> b { share_of_sales: 20..30% from s (reported_by: buyer) }
    in p { set a { size: unknown } add firm c {} }
    rule r { for l in links when l.share_of_sales > 20% find l.supplier message "{l.supplier}" }
    """.utf8)
}
