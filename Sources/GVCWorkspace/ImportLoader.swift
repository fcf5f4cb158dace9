import GVCModel
import GVCSyntax

/// Reads the files that a project starts from and all that they import, level by level.
///
/// The files of a level are read in the order of their paths, so that file numbers do not depend on
/// the order of imports.
struct ImportLoader {
  /// The most files and directories that a project may import.
  static let moduleLimit = 1_000

  struct File {
    let place: Place
    let tree: SyntaxTree
    /// What is different in it from the project before.
    let change: SyntaxChange?
  }

  /// What an import names.
  enum Target: Hashable {
    case file(Place)
    case directory(Place)
  }

  struct Import {
    /// The index of the file that it stands in.
    let file: Int
    /// Its path in quotes.
    let location: Location
    let alias: String?
    let aliasLocation: Location?
    /// Nil for one that is diagnosed.
    let target: Target?
  }

  let project: ProjectFiles
  let packs: Set<String>
  let trees: ParsedTrees
  let isCancelled: @Sendable () -> Bool
  private(set) var files: [File] = []
  private(set) var imports: [Import] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The files of each imported directory.
  private(set) var directories: [Place: [Place]] = [:]
  private var targets: Set<Target> = []
  private var known: Set<String> = []
  /// The files of the next level.
  private var pending: [(place: Place, bytes: [UInt8])] = []
  private var failures: [String: PlaceProblem] = [:]
  private var directoryProblems: [Place: [(String, PlaceProblem)]] = [:]
  private var saysTooMany = false

  init(
    _ project: ProjectFiles, packs: Set<String>, reusing trees: ParsedTrees,
    unless isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.isCancelled = isCancelled
    self.project = project
    self.packs = packs
    self.trees = trees
  }

  /// Reads all; `roots` are the files to start from, with the names to show. Returns how many of
  /// them are different files. Fails only where it is cancelled.
  mutating func load(_ roots: [(place: Place, name: String, bytes: [UInt8])])
    throws(PlaceProblem) -> Int
  {
    try parse(roots.filter { known.insert($0.place.key).inserted })
    let rootCount = files.count
    var next = 0
    while next < files.count {
      let level = next..<files.count
      next = files.count
      for index in level {
        if isCancelled() { throw .cancelled }
        readImports(of: index)
      }
      try parse(
        pending.sorted { $0.place.path < $1.place.path }.map {
          ($0.place, project.root.shown($0.place.path), $0.bytes)
        })
      pending = []
    }
    return rootCount
  }

  /// Parses files, which have numbers in their order, beside one another.
  private mutating func parse(_ new: [(place: Place, name: String, bytes: [UInt8])])
    throws(PlaceProblem)
  {
    let first = BuiltIns.firstFile + files.count
    let sources = new.enumerated().map { index, file in
      SourceText(file: FileID(first + index), name: file.name, bytes: file.bytes)
    }
    let parsed = SideBySide.map(sources, unless: isCancelled) { [trees] in trees.tree(of: $0) }
    guard let parsed else { throw .cancelled }
    files += zip(new, parsed).map { File(place: $0.place, tree: $1.tree, change: $1.change) }
  }

  private mutating func readImports(of file: Int) {
    let tree = files[file].tree
    var items: [NodeID] = []
    var pending = tree.items.filter {
      tree.kind($0) == .importItem || tree.kind($0) == .theory
    }
    while let item = pending.popLast() {
      if tree.kind(item) == .importItem { items.append(item) }
      if tree.kind(item) == .theory { pending += tree.children(item) }
    }
    for item in items.sorted(by: { $0.index < $1.index }) { readImport(item, of: file) }
  }

  private mutating func readImport(_ item: NodeID, of file: Int) {
    let tree = files[file].tree
    guard let title = tree.child(item, .title) else { return }
    let alias = tree.child(item, .name)
    let location = tree.location(title)
    let literal = tree.text(title)
    // A path or name that is broken in its form is diagnosed already.
    let isWhole =
      literal.count > 1 && literal.hasSuffix("\"") && tree.child(item, .missing) == nil
    var target: Target?
    if isWhole {
      let path = TextLiteral.value(of: literal)
      do throws(PlaceProblem) {
        target = try find(path, from: ProjectPath.directory(of: files[file].place.path), location)
      } catch {
        let whole = alias == nil ? tree.location(item) : nil
        diagnostics.append(diagnostic(error, path, of: file, at: location, item: whole))
      }
    }
    imports.append(
      Import(
        file: file, location: location, alias: alias.map { tree.text($0) },
        aliasLocation: alias.map { tree.location($0) }, target: target))
  }

  // MARK: Targets

  /// What a path in a file of `directory` names; its files are put on the next level.
  private mutating func find(_ path: String, from directory: String, _ location: Location)
    throws(PlaceProblem) -> Target?
  {
    guard !path.isEmpty, !path.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      throw .notFound
    }
    guard let resolved = ProjectPath.resolve(path, from: directory) else { throw .leaves }
    let (place, isDirectory) = try project.place(resolved)
    guard isDirectory || path.hasSuffix(".gvc") else { throw .otherFile }
    let target: Target = isDirectory ? .directory(place) : .file(place)
    guard targets.contains(target) || targets.count < Self.moduleLimit else {
      if !saysTooMany {
        saysTooMany = true
        diagnostics.append(ImportErrors.tooManyModules(limit: Self.moduleLimit, at: location))
      }
      return nil
    }
    if isDirectory {
      try want(directory: place, location)
    } else {
      try want(place)
    }
    targets.insert(target)
    return target
  }

  private mutating func want(_ place: Place) throws(PlaceProblem) {
    if let failure = failures[place.key] { throw failure }
    guard !known.contains(place.key) else { return }
    do throws(PlaceProblem) {
      pending.append((place, try project.read(place.path)))
      known.insert(place.key)
    } catch {
      failures[place.key] = error
      throw error
    }
  }

  /// Wants the files of a directory; those that cannot be read are named at the import.
  private mutating func want(directory: Place, _ location: Location) throws(PlaceProblem) {
    if directories[directory] == nil {
      var places: [Place] = []
      for (path, found) in try project.sources(in: directory.path) {
        do throws(PlaceProblem) {
          let place = try found.get()
          try want(place)
          places.append(place)
        } catch {
          directoryProblems[directory, default: []].append((path, error))
        }
      }
      directories[directory] = places
    }
    for (path, problem) in directoryProblems[directory] ?? [] {
      diagnostics.append(
        ImportErrors.problem(problem, project.root.shown(path), suggestion: nil, at: location))
    }
  }

  // MARK: Diagnostics

  private func diagnostic(
    _ problem: PlaceProblem, _ path: String, of file: Int, at location: Location, item: Location?
  ) -> Diagnostic {
    guard problem == .notFound else {
      return ImportErrors.problem(problem, path, suggestion: nil, at: location)
    }
    let name = ProjectPath.name(of: path)
    let stem = name.hasSuffix(".gvc") ? String(name.dropLast(4)) : name
    if packs.contains(stem) { return ImportErrors.packImported(stem, at: location, item: item) }
    return ImportErrors.problem(
      problem, path, suggestion: nearest(to: path, of: file), at: location)
  }

  /// The path to the file or directory whose name is nearest to what stands behind the last `/`.
  private func nearest(to path: String, of file: Int) -> String? {
    let written = ProjectPath.directory(of: path)
    let name = ProjectPath.name(of: path)
    guard
      let directory = ProjectPath.resolve(
        written, from: ProjectPath.directory(of: files[file].place.path)),
      let (place, isDirectory) = try? project.place(directory), isDirectory,
      let names = try? project.names(in: place.path)
    else { return nil }
    // A name that would need an escape makes no path that can be shown as it is typed.
    let candidates = names.filter { name in
      !name.contains("\"") && !name.contains("\\")
        && name.unicodeScalars.allSatisfy { $0.value >= 0x20 }
        && (name.hasSuffix(".gvc") || isDirectoryName(name, in: place.path))
    }
    let best =
      candidates.first { $0 == name + ".gvc" } ?? Suggestion.nearest(to: name, among: candidates)
    return best.map { written.isEmpty ? $0 : "\(written)/\($0)" }
  }

  private func isDirectoryName(_ name: String, in directory: String) -> Bool {
    (try? project.place(directory.isEmpty ? name : "\(directory)/\(name)"))?.isDirectory ?? false
  }
}
