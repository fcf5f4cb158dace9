import GVCReport
import GVCSyntax
import GVCWorkspace

/// The workspace at one moment: open documents, folders and settings. Requests run on it, beside one
/// another and beside the next change.
struct WorkspaceSnapshot: Sendable {
  let documents: [DocumentURI: OpenDocument]
  /// The documents that are open in the client and whose text is not known: nothing can be said of them.
  let lost: Set<DocumentURI>
  /// The paths of the folders.
  let folders: [String]
  let settings: Settings
  let client: ClientCapabilities
  let encoding: PositionEncoding
  /// The version of the server.
  let version: String
  /// What draws cases and writes their reports.
  let renderer: CaseRenderer
  /// Counts the changes of documents and folders.
  let revision: Int
  /// Counts the times at which the disk may have changed.
  let epoch: Int
  let overlay: OverlayFiles
  let compiler: ProjectCompiler
  /// Of the work that this is for, where it can be broken off.
  private var cancellation: Cancellation?

  init(
    documents: [DocumentURI: OpenDocument], lost: Set<DocumentURI>, folders: [String],
    settings: Settings, client: ClientCapabilities, encoding: PositionEncoding, version: String,
    renderer: CaseRenderer, revision: Int,
    epoch: Int, overlay: OverlayFiles, compiler: ProjectCompiler
  ) {
    self.documents = documents
    self.lost = lost
    self.folders = folders
    self.settings = settings
    self.client = client
    self.encoding = encoding
    self.version = version
    self.renderer = renderer
    self.revision = revision
    self.epoch = epoch
    self.overlay = overlay
    self.compiler = compiler
  }

  /// The same for work that may be broken off: then no project of it is compiled any more.
  func working(unless cancellation: Cancellation) -> WorkspaceSnapshot {
    var new = self
    new.cancellation = cancellation
    return new
  }

  private var moment: ProjectCompiler.Moment {
    ProjectCompiler.Moment(revision: revision, epoch: epoch, settings: settings)
  }

  // MARK: Projects

  /// The project of a document: that of the nearest directory above its own, within the folder, which
  /// reaches it by imports; else that of its own directory; else the document by itself, which it also
  /// is outside of all folders.
  func project(of uri: DocumentURI) -> Result<CompiledProject, ProjectError> {
    guard let path = uri.path else {
      guard let document = documents[uri] else {
        return .failure(ProjectError(.notFound, at: uri.text))
      }
      return compiler.project(text: document, overlay, moment, unless: cancellation)
    }
    let canonical = overlay.canonicalPath(path)
    let directory = Self.directory(of: path)
    if let folder = folder(of: path) {
      var above = directory
      while above != folder, above != "/" {
        above = Self.directory(of: above)
        if case .success(let project) = directoryProject(above), project.contains(canonical) {
          return .success(project)
        }
      }
    }
    if folder(of: path) != nil || folders.isEmpty,
      case .success(let project) = directoryProject(directory), project.contains(canonical)
    {
      return .success(project)
    }
    let alone = compiler.project(.file(canonical), at: path, overlay, moment, unless: cancellation)
    if case .failure = alone, let document = documents[uri] {
      // It may stand in a directory that is not there yet.
      return compiler.project(text: document, overlay, moment, unless: cancellation)
    }
    return alone
  }

  /// The project that a directory is; a failure where it has no file of one.
  func directoryProject(_ path: String) -> Result<CompiledProject, ProjectError> {
    guard case .success(let names) = overlay.names(path),
      names.contains(where: { $0.hasSuffix(".gvc") })
    else { return .failure(ProjectError(.notFound, at: path)) }
    return compiler.project(
      .directory(overlay.canonicalPath(path)), at: path, overlay, moment, unless: cancellation)
  }

  /// The projects that have a file, besides one: those of its directory and of all directories above, within
  /// the folders or not. `path` is that of the file as a person knows it.
  ///
  /// Fails where one cannot be read, since it may have the file. A directory that cannot be listed is none.
  func projects(
    with canonicalPath: String, at path: String, besides known: ProjectKey
  ) throws(ResponseError) -> [CompiledProject] {
    var found: [CompiledProject] = []
    var seen: Set<ProjectKey> = [known]
    for start in [path, canonicalPath] {
      var directory = start
      while directory != "/" {
        directory = Self.directory(of: directory)
        guard seen.insert(.directory(overlay.canonicalPath(directory))).inserted,
          isProject(directory)
        else { continue }
        switch directoryProject(directory) {
        case .success(let project):
          if project.contains(canonicalPath) { found.append(project) }
        case .failure(let error):
          throw error.isCancellation ? .cancelled : ResponseError(.requestFailed, error.message)
        }
      }
    }
    return found
  }

  private func isProject(_ directory: String) -> Bool {
    guard case .success(let names) = overlay.names(directory) else { return false }
    return names.contains { $0.hasSuffix(".gvc") && !$0.hasPrefix(".") }
  }

  /// The projects of the open documents: each once, those of directories further up first; and which
  /// is that of each document.
  func openProjects() -> (projects: [CompiledProject], homes: [DocumentURI: ProjectKey]) {
    var projects: [ProjectKey: CompiledProject] = [:]
    var homes: [DocumentURI: ProjectKey] = [:]
    // What was edited last is compiled first.
    for document in documents.values.sorted(by: { $0.revision > $1.revision }) {
      guard case .success(let project) = project(of: document.uri) else { continue }
      projects[project.key] = project
      homes[document.uri] = project.key
    }
    return (projects.values.sorted { $0.key.rank < $1.key.rank }, homes)
  }

  /// Where a project is.
  struct ProjectPlace: Sendable {
    let key: ProjectKey
    /// The directory of one that is not compiled yet.
    fileprivate let directory: String?
    fileprivate let project: CompiledProject?
  }

  /// The projects of the folders and of the open documents, those of directories further up first;
  /// `isCancelled` ends the search early.
  func projectPlaces(_ isCancelled: () -> Bool) -> [ProjectPlace] {
    var places: [ProjectKey: ProjectPlace] = [:]
    for directory in folders.flatMap({ directories(below: $0, isCancelled) }) {
      let key = ProjectKey.directory(overlay.canonicalPath(directory))
      places[key] = ProjectPlace(key: key, directory: directory, project: nil)
    }
    for project in openProjects().projects {
      places[project.key] = ProjectPlace(key: project.key, directory: nil, project: project)
    }
    return places.values.sorted { $0.key.rank < $1.key.rank }
  }

  func project(at place: ProjectPlace) -> Result<CompiledProject, ProjectError> {
    if let project = place.project { return .success(project) }
    return directoryProject(place.directory ?? "")
  }

  /// The ids of the diagnostics that a project had, if it is as it was then.
  func resultIDs(of place: ProjectPlace) -> [DocumentURI: String]? {
    place.project == nil ? compiler.resultIDs(of: place.key, overlay, moment) : nil
  }

  /// The directories below a folder that hold `.gvc` files, the folder first; no hidden ones, each once.
  private func directories(below folder: String, _ isCancelled: () -> Bool) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    var pending = [(path: folder, depth: 0)]
    while let (path, depth) = pending.popLast() {
      guard !isCancelled(), depth < 16, seen.insert(overlay.canonicalPath(path)).inserted,
        case .success(let names) = overlay.names(path)
      else { continue }
      if names.contains(where: { $0.hasSuffix(".gvc") }) { found.append(path) }
      for name in names.reversed() where !name.hasPrefix(".") && !name.hasSuffix(".gvc") {
        pending.append((path == "/" ? "/\(name)" : "\(path)/\(name)", depth + 1))
      }
    }
    return found
  }

  // MARK: Paths

  /// The innermost folder that a path lies in.
  private func folder(of path: String) -> String? {
    folders.filter { path.hasPrefix($0 == "/" ? "/" : $0 + "/") }
      .max { $0.utf8.count < $1.utf8.count }
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}
