import GVCProject
import GVCWorkspace

/// The projects that a command is given.
enum Projects {
  /// The name of what is read from standard input.
  static let standardInput = "standard input"

  /// The projects at `paths`, in order: a directory or a file is one, a directory without `.gvc` files
  /// stands for the projects below it, and `-` is standard input.
  static func load(_ paths: [String]) throws -> [LoadedProject] {
    let loader = ProjectLoader(files: .disk)
    var projects: [LoadedProject] = []
    for path in paths {
      do throws(ProjectError) {
        if path == "-" {
          projects.append(
            try loader.project(text: try standardInputBytes(), name: standardInput))
        } else {
          projects += try loader.projects(at: path)
        }
      } catch {
        throw UsageError(error.message)
      }
    }
    return projects
  }

  /// The projects at `paths`, analysed; a terminal shows which is at work.
  static func analysed(
    _ paths: [String], _ settings: AnalysisSettings
  ) throws -> [AnalysedProject] {
    let loaded = try load(paths)
    return try Progress.during { say in
      try loaded.map { project in
        say("analysing \(project.name)")
        return try AnalysedProject(project, settings)
      }
    }
  }

  /// The files that were read for a project, so that no output is written over one of them.
  static func paths(of project: LoadedProject) -> [String] {
    project.files.map { $0.name == standardInput ? "/dev/stdin" : $0.name }
  }

  /// The bytes of standard input.
  static func standardInputBytes() throws(ProjectError) -> [UInt8] {
    do throws(FileError) {
      return try Disk.read(descriptor: 0)
    } catch {
      throw ProjectError(error, at: standardInput)
    }
  }
}
