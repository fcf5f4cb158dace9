import GVCSyntax

/// A file or directory that lies in a project.
struct Place: Hashable, Sendable {
  /// Its one absolute path: equal for one file by two routes. Never shown.
  let key: String
  /// Its path from the root of the project.
  let path: String
}

/// Why something is no part of a project.
indirect enum PlaceProblem: Error, Hashable {
  /// The problem of a file of the project, under the name to show.
  case file(String, PlaceProblem)
  case notFound
  case tooLong
  case unreadable(String)
  /// The path is absolute or has too many `..`.
  case leaves
  /// A symbolic link leads out of the project.
  case leavesByLink
  /// A directory without `.gvc` files.
  case empty
  /// A directory with more `.gvc` files than a project may have.
  case tooManyFiles
  /// A file whose name does not end in `.gvc`.
  case otherFile
  /// Nobody waits for the project any more.
  case cancelled

  init(_ error: FileError) {
    switch error {
    case .notFound: self = .notFound
    case .tooLong: self = .tooLong
    case .unreadable(let reason): self = .unreadable(reason)
    }
  }

  /// What is wrong with a path, in one sentence.
  func sentence(_ path: String) -> String {
    switch self {
    case .file(let name, let problem): problem.sentence(name)
    case .notFound: "there is no file or directory `\(path)`"
    case .tooLong: "`\(path)` is longer than \(SourceText.maximumLength) bytes"
    case .unreadable(let reason): "`\(path)` cannot be read: \(reason)"
    case .leaves: "`\(path)` lies outside of the project"
    case .leavesByLink: "`\(path)` is a link that leads out of the project"
    case .empty: "there is no `.gvc` file in the directory `\(path)`"
    case .tooManyFiles:
      "there are more than \(ProjectFiles.fileLimit) `.gvc` files in the directory `\(path)`"
    case .otherFile: "`\(path)` is not a `.gvc` file"
    case .cancelled: "the work on `\(path)` was broken off"
    }
  }
}

/// The files below the root of a project.
struct ProjectFiles {
  /// The most `.gvc` files of one directory.
  static let fileLimit = 10_000

  let files: FileSystem
  let root: ProjectRoot

  /// The file or directory at a path of the project, links followed.
  func place(_ path: String) throws(PlaceProblem) -> (place: Place, isDirectory: Bool) {
    let kind: FileSystem.Kind
    let key: String
    do throws(FileError) {
      kind = try files.kind(root.shown(path))
      key = try files.canonical(root.shown(path))
    } catch {
      throw PlaceProblem(error)
    }
    guard let relative = root.relative(key) else { throw .leavesByLink }
    if kind == .other { throw .unreadable("neither a file nor a directory") }
    return (Place(key: key, path: relative), kind == .directory)
  }

  /// The names in a directory of the project, sorted, without hidden ones.
  func names(in directory: String) throws(PlaceProblem) -> [String] {
    do throws(FileError) {
      return try files.list(root.shown(directory)).filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw PlaceProblem(error)
    }
  }

  /// The `.gvc` files of a directory, by name; each with what keeps it from being read, if anything.
  func sources(in directory: String) throws(PlaceProblem) -> [(
    path: String, place: Result<Place, PlaceProblem>
  )] {
    var found: [(path: String, place: Result<Place, PlaceProblem>)] = []
    for name in try names(in: directory) where name.hasSuffix(".gvc") {
      let path = directory.isEmpty ? name : "\(directory)/\(name)"
      do throws(PlaceProblem) {
        let (place, isDirectory) = try place(path)
        // A directory may be called `old.gvc`: its files are its own.
        if !isDirectory { found.append((path, .success(place))) }
      } catch {
        found.append((path, .failure(error)))
      }
    }
    guard !found.isEmpty else { throw .empty }
    guard found.count <= Self.fileLimit else { throw .tooManyFiles }
    return found
  }

  /// The bytes of a file.
  func read(_ path: String) throws(PlaceProblem) -> [UInt8] {
    do throws(FileError) {
      let bytes = try files.read(root.shown(path))
      guard bytes.count <= SourceText.maximumLength else { throw FileError.tooLong }
      return bytes
    } catch {
      throw PlaceProblem(error)
    }
  }
}
