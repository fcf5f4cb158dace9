import GVCWorkspace

#if canImport(Glibc)
  import Glibc
#endif

/// The projects that a command works on, each with what is made of it. A second run makes anew only what
/// has changed.
struct ProjectSession<Made> {
  private struct Known {
    let project: LoadedProject
    let made: Made
    let files: RecordedFiles
  }

  private let theories = BuiltIns.theories()
  private var known: [String: Known] = [:]
  /// What was asked to find the projects, and of files that are no part of one.
  private var others = RecordedFiles()
  /// All that the last run has read, whether it succeeded or not.
  private var inputs: [RecordedFiles] = []

  init() {}

  /// What is made of the projects at some paths, in order. `make` is given what was made of the project as
  /// it was before.
  ///
  /// - Parameter step: Is told which project comes next.
  mutating func projects(
    _ paths: [String], step: (String) -> Void = { _ in },
    make: (LoadedProject, Made?) throws -> Made
  ) throws -> [Made] {
    others = RecordedFiles()
    inputs = [others]
    var found: [(path: String, made: Made)] = []
    for path in paths {
      if path == "-" {
        // Of what is typed by hand there is nothing to say.
        if isatty(0) == 0 { step(Projects.standardInput) }
        for project in try Projects.load([path]) { found.append((path, try make(project, nil))) }
        continue
      }
      for place in try places(path) {
        step(place)
        found.append((place, try project(place, make)))
      }
    }
    let kept = Set(found.map(\.path))
    known = known.filter { kept.contains($0.key) }
    return found.map(\.made)
  }

  /// The bytes of a file that is no part of a project, which is watched too.
  func bytes(of path: String) throws(FileError) -> [UInt8] {
    try others.fileSystem.read(path)
  }

  /// Whether nothing of what was read has changed.
  var isCurrent: Bool { inputs.allSatisfy(\.areUnchanged) }

  /// The directories in which a change can matter.
  var directories: Set<String> { inputs.reduce(into: []) { $0.formUnion($1.directories) } }

  /// How many files were read.
  var fileCount: Int { inputs.reduce(0) { $0 + $1.fileCount } }

  private func places(_ path: String) throws -> [String] {
    do throws(ProjectError) {
      return try ProjectLoader(files: others.fileSystem).projectPaths(at: path)
    } catch {
      throw UsageError(error.message)
    }
  }

  private mutating func project(
    _ place: String, _ make: (LoadedProject, Made?) throws -> Made
  ) throws -> Made {
    let last = known[place]
    if let last, last.files.areUnchanged {
      inputs.append(last.files)
      return last.made
    }
    let files = RecordedFiles()
    inputs.append(files)
    let trees = last.map { ParsedTrees($0.project) } ?? ParsedTrees()
    let loaded: LoadedProject
    do throws(ProjectError) {
      loaded = try ProjectLoader(files: files.fileSystem, theories: theories, reusing: trees)
        .project(at: place)
    } catch {
      throw UsageError(error.message)
    }
    let made = try make(loaded, last?.made)
    known[place] = Known(project: loaded, made: made, files: files)
    return made
  }
}
