import GVCProject
import GVCSyntax
import GVCWorkspace

/// The texts that a command is given, each by itself and without what it imports.
enum Inputs {
  /// The texts at `paths`: a file, a directory (the `.gvc` files in it, by name; the projects below
  /// it when it holds none), or `-` for standard input.
  static func read(_ paths: [String]) throws -> [SourceText] {
    let loader = ProjectLoader(files: .disk)
    var sources: [SourceText] = []
    for path in paths {
      do throws(ProjectError) {
        let texts: [(name: String, bytes: [UInt8])] =
          path == "-"
          ? [(Projects.standardInput, try Projects.standardInputBytes())]
          : try loader.texts(at: path)
        for (name, bytes) in texts {
          sources.append(SourceText(file: FileID(sources.count), name: name, bytes: bytes))
        }
      } catch {
        throw UsageError(error.message)
      }
    }
    return sources
  }
}
