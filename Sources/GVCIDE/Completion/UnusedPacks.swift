import GVCModel
import GVCProject
import GVCSyntax
import GVCWorkspace

/// The built-in packs that a project does not use but could, with what each declares.
struct UnusedPacks: Sendable {
  /// A project that uses every built-in pack, the same for all others.
  static let catalogue: EditorFeatures? = {
    let text = "use \(BuiltIns.packs.keys.sorted().joined(separator: ", "))\n"
    let loader = ProjectLoader(files: MemoryFiles().fileSystem)
    let project = try? loader.project(text: Array(text.utf8), name: "packs")
    return project.map { EditorFeatures(ProjectSnapshot($0)) }
  }()

  /// The model of all packs; of the prelude alone where there is none to offer.
  let model: Model
  private let names: Set<String>
  private let packOfFile: [FileID: String]

  /// The packs beside a project. One that declares a name which the project declares too, itself or by
  /// a pack that it uses, is none: with it the project would have a mistake.
  init(beside project: Model) {
    guard let all = Self.catalogue?.model else {
      model = project
      names = []
      packOfFile = [:]
      return
    }
    var packOfFile: [FileID: String] = [:]
    var needs: [String: [String]] = [:]
    for (tree, module) in zip(all.trees, all.moduleOfTree) where module < all.firstProjectModule {
      let pack = all.modules[module].name
      guard BuiltIns.packs[pack] != nil else { continue }
      packOfFile[tree.source.file] = pack
      needs[pack] = tree.children(SyntaxTree.root).filter { tree.kind($0) == .use }
        .flatMap { use in tree.children(use).map { tree.text($0) } }
    }
    let used = Set(project.modules[..<project.firstProjectModule].map(\.name))
    let clashing = Self.clashes(of: all, with: project, packOfFile)
    func fits(_ pack: String, below: Int) -> Bool {
      used.contains(pack)
        || !clashing.contains(pack) && below > 0
          && (needs[pack] ?? []).allSatisfy { fits($0, below: below - 1) }
    }
    model = all
    names = Set(needs.keys.filter { !used.contains($0) && fits($0, below: needs.count) })
    self.packOfFile = packOfFile
  }

  func contains(_ name: String) -> Bool { names.contains(name) }

  /// The pack to offer that a place stands in.
  func pack(of location: Location) -> String? {
    packOfFile[location.file].flatMap { names.contains($0) ? $0 : nil }
  }

  /// The packs that declare what a project declares by itself, or by what it uses.
  private static func clashes(
    of all: Model, with project: Model, _ packOfFile: [FileID: String]
  ) -> Set<String> {
    let vocabulary = project.vocabulary
    func own(_ name: Symbol) -> Symbol? { project.names.find(all.names[name]) }
    func kind(_ id: KindID) -> KindID? {
      own(all.vocabulary[id].name).flatMap { vocabulary.kind(named: $0) }
    }
    let modules = project.firstProjectModule..<project.modules.count
    func declares(_ name: Symbol) -> Bool {
      modules.contains { module in
        guard case .found(let id) = project.scopes.resolve(name, in: module) else { return false }
        return Int(project[id].module) >= project.firstProjectModule
      }
    }
    var places: [Location] = []
    places += all.entities.filter { $0.name.flatMap(own).map(declares) ?? false }.map(\.location)
    places += all.vocabulary.kinds.indices.filter { kind(KindID($0)) != nil }
      .map { all.vocabulary.kinds[$0].location }
    places += all.vocabulary.attributes.filter { attribute in
      guard let owner = kind(attribute.owner), let name = own(attribute.name) else { return false }
      return vocabulary.attribute(name, of: owner) != nil
    }.map(\.location)
    places += all.vocabulary.scales.filter { scale in
      own(scale.name).map { vocabulary.scale(named: $0) != nil } ?? false
    }.map(\.location)
    let used = Set(project.modules[..<project.firstProjectModule].map(\.name))
    var found = Set(places.compactMap { packOfFile[$0.file] }).subtracting(used)
    let theories = Set(project.theories.compactMap { $0.name.map { project.names[$0] } })
    found.formUnion(theories.subtracting(used))
    return found
  }
}
