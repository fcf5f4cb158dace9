import GVCModel
import GVCSyntax

/// Loads projects through a file system.
///
/// A directory is a project, of all `.gvc` files in it and none of its subdirectories; a file is one by
/// itself. Neither reads anything above its directory, whatever its imports say.
public struct ProjectLoader: Sendable {
  private let files: FileSystem
  private let theories: TheoryStore
  private let trees: ParsedTrees
  private let isCancelled: @Sendable () -> Bool

  /// `theories` are the built-in ones: who loads more than one project gives the same store for all. `trees` are those of
  /// the project as it was before, if it is loaded again. `isCancelled` is asked between files and before the model is
  /// built; where it says so, loading ends with a cancellation.
  public init(
    files: FileSystem, theories: TheoryStore = BuiltIns.theories(),
    reusing trees: ParsedTrees = ParsedTrees(),
    unless isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.files = files
    self.theories = theories
    self.trees = trees
    self.isCancelled = isCancelled
  }

  /// The project at a path: a directory or a file. Fails if a file of it cannot be read.
  public func project(at path: String) throws(ProjectError) -> LoadedProject {
    try attempt(path) { () throws(PlaceProblem) in
      try kind(path) == .directory ? try directoryProject(path) : try fileProject(path)
    }
  }

  /// The projects at a path: the one that it is, or, of a directory without `.gvc` files, those of the
  /// directories below it. Fails if there is none, or one cannot be read.
  public func projects(at path: String) throws(ProjectError) -> [LoadedProject] {
    var projects: [LoadedProject] = []
    for place in try projectPaths(at: path) { projects.append(try project(at: place)) }
    return projects
  }

  /// The paths of the projects at a path, in order. Fails if there is none.
  public func projectPaths(at path: String) throws(ProjectError) -> [String] {
    try attempt(path) { () throws(PlaceProblem) in
      guard try kind(path) == .directory else { return [path] }
      var seen: Set<String> = []
      let found = try paths(below: path, depth: 0, &seen)
      guard !found.isEmpty else { throw .empty }
      return found
    }
  }

  /// The texts at a path, with the names to show, without what they import: a file, or all files of
  /// each project that the path stands for. Fails if there is none, or one cannot be read.
  public func texts(at path: String) throws(ProjectError) -> [(name: String, bytes: [UInt8])] {
    var texts: [(name: String, bytes: [UInt8])] = []
    for place in try projectPaths(at: path) {
      texts += try attempt(place) { () throws(PlaceProblem) in
        try kind(place) == .directory
          ? try rootFiles(ProjectFiles(files: files, root: try root(place))).map {
            ($0.name, $0.bytes)
          } : [(place, try read(place))]
      }
    }
    return texts
  }

  /// A text that stands in no file as a project; its imports start at the working directory.
  public func project(text bytes: [UInt8], name: String) throws(ProjectError) -> LoadedProject {
    try attempt(name) { () throws(PlaceProblem) in
      guard bytes.count <= SourceText.maximumLength else { throw .tooLong }
      // No canonical path is empty, so that no import leads to this text.
      return try load(
        [(Place(key: "", path: name), name, bytes)], in: try root(""), named: name)
    }
  }

  // MARK: Roots

  private func directoryProject(_ path: String) throws(PlaceProblem) -> LoadedProject {
    let project = ProjectFiles(files: files, root: try root(path))
    return try load(try rootFiles(project), in: project.root, named: path)
  }

  /// The files of the root of a project.
  private func rootFiles(_ project: ProjectFiles) throws(PlaceProblem) -> [(
    place: Place, name: String, bytes: [UInt8]
  )] {
    var roots: [(place: Place, name: String, bytes: [UInt8])] = []
    for (path, found) in try project.sources(in: "") {
      if isCancelled() { throw .cancelled }
      do throws(PlaceProblem) {
        let place = try found.get()
        roots.append((place, project.root.shown(path), try project.read(place.path)))
      } catch {
        throw .file(project.root.shown(path), error)
      }
    }
    return roots
  }

  private func fileProject(_ path: String) throws(PlaceProblem) -> LoadedProject {
    let directory =
      path.hasPrefix("/") && ProjectPath.directory(of: path).isEmpty
      ? "/" : ProjectPath.directory(of: path)
    let root = try root(directory)
    let bytes = try read(path)
    // What a person names is read wherever it leads; its imports still start at its directory.
    let key = (try? files.canonical(path)) ?? path
    let place = Place(key: key, path: ProjectPath.name(of: path))
    return try load([(place, path, bytes)], in: root, named: path)
  }

  private func load(
    _ roots: [(place: Place, name: String, bytes: [UInt8])], in root: ProjectRoot,
    named name: String
  ) throws(PlaceProblem) -> LoadedProject {
    var loader = ImportLoader(
      ProjectFiles(files: files, root: root), packs: Set(theories.packs.keys), reusing: trees,
      unless: isCancelled)
    let rootCount = try loader.load(roots)
    let graph = ModuleGraph(
      loader, rootCount: rootCount, name: rootCount == 1 ? roots[0].place.path : name,
      takenAliases: Set(theories.packs.keys).union(["prelude"]))
    let tables = TableLoader(
      graph.modules, loader.project,
      Dictionary(
        loader.files.map { ($0.tree.source.file, $0.place) }, uniquingKeysWith: { a, _ in a }),
      nextFile: BuiltIns.firstFile + loader.files.count, reusing: trees)
    let changes = Dictionary(
      loader.files.compactMap { file in file.change.map { (file.tree.source.file, $0) } },
      uniquingKeysWith: { a, _ in a }
    ).merging(tables.changes) { a, _ in a }
    if isCancelled() { throw .cancelled }
    let model = ModelBuilder.build(
      theories, modules: tables.modules,
      after: trees.model.map { EarlierModel($0, changes: changes) })
    let diagnostics =
      loader.files.flatMap(\.tree.diagnostics) + loader.diagnostics + graph.diagnostics
      + tables.diagnostics + model.diagnostics
    return LoadedProject(
      name: name, modules: tables.modules, model: model,
      diagnostics: tables.placed(diagnostics).ordered(), tables: tables.readings,
      tableFiles: tables.files)
  }

  // MARK: Directories

  /// The project that a directory is, or those below it; linked directories are read once.
  private func paths(below directory: String, depth: Int, _ seen: inout Set<String>)
    throws(PlaceProblem) -> [String]
  {
    guard depth < 16 else { return [] }
    let root = try root(directory)
    guard seen.insert(root.canonical).inserted else { return [] }
    let project = ProjectFiles(files: files, root: root)
    let names: [String]
    do throws(PlaceProblem) {
      names = try project.names(in: "")
    } catch {
      throw .file(directory, error)
    }
    if names.contains(where: { $0.hasSuffix(".gvc") && !isDirectory(root.shown($0)) }) {
      return [directory]
    }
    var found: [String] = []
    for name in names where isDirectory(root.shown(name)) {
      found += try paths(below: root.shown(name), depth: depth + 1, &seen)
    }
    return found
  }

  private func isDirectory(_ path: String) -> Bool {
    (try? files.kind(path)) == .directory
  }

  // MARK: Errors

  private func kind(_ path: String) throws(PlaceProblem) -> FileSystem.Kind {
    do throws(FileError) { return try files.kind(path) } catch { throw PlaceProblem(error) }
  }

  private func read(_ path: String) throws(PlaceProblem) -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try files.read(path) } catch { throw PlaceProblem(error) }
    guard bytes.count <= SourceText.maximumLength else { throw .tooLong }
    return bytes
  }

  private func root(_ path: String) throws(PlaceProblem) -> ProjectRoot {
    do throws(FileError) {
      return try ProjectRoot(path, in: files)
    } catch {
      throw PlaceProblem(error)
    }
  }

  private func attempt<T>(_ path: String, _ body: () throws(PlaceProblem) -> T)
    throws(ProjectError) -> T
  {
    do throws(PlaceProblem) {
      return try body()
    } catch {
      throw ProjectError(error, at: path)
    }
  }
}

extension [Diagnostic] {
  /// By file, place, code and message.
  fileprivate func ordered() -> [Diagnostic] {
    sorted {
      let a = $0.primary.location
      let b = $1.primary.location
      return (a.file, a.range.start, $0.code, $0.message)
        < (b.file, b.range.start, $1.code, $1.message)
    }
  }
}
