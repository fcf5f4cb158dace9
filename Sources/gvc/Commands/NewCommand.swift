import GVCWorkspace

#if canImport(Glibc)
  import Glibc
#endif

extension Command {
  /// `gvc new`: a project to begin from.
  static let new = Command(
    name: "new",
    summary: "Write a project to begin from",
    help: """
      gvc new NAME [DIRECTORY]

      Makes a directory, called NAME unless DIRECTORY says otherwise, and writes NAME.gvc into it: a
      small case, invented, with comments that teach. It checks clean. Nothing is ever overwritten:
      the directory must be new or empty.

      Exit status: 0 written, 2 could not write.

      """,
    run: NewCommand.run)
}

private enum NewCommand {
  static func run(_ arguments: [String]) throws -> ExitStatus {
    if let option = arguments.first(where: { $0.hasPrefix("-") }) {
      throw UsageError("there is no option `\(option)`")
    }
    guard let name = arguments.first else { throw UsageError("name the project") }
    guard arguments.count < 3 else {
      throw UsageError("a name and a directory are enough; `\(arguments[2])` is too much")
    }
    guard StarterProject.isName(name) else {
      throw UsageError(
        "`\(name)` cannot name a project: a name has letters, digits, `_` and `-`")
    }
    let directory = arguments.count > 1 ? arguments[1] : name
    guard !directory.isEmpty else { throw UsageError("the name of the directory is empty") }
    try makeDirectory(directory)
    let path = (directory.hasSuffix("/") ? directory : directory + "/") + "\(name).gvc"
    try create(path, StarterProject.text(name: name))
    let shown = Output.safe(path)
    Output.write("\(shown) written; `gvc check \(Output.safe(directory))` checks it\n")
    return .clean
  }

  /// Makes a directory and those it lies in; one that is there must be empty.
  private static func makeDirectory(_ path: String) throws {
    do {
      guard try Disk.kind(path) == .directory else {
        throw UsageError("`\(path)` is there already, and is no directory")
      }
      guard try Disk.list(path).isEmpty else {
        throw UsageError("the directory `\(path)` is not empty; name a new one")
      }
    } catch FileError.notFound {
      var parent = ""
      for part in path.split(separator: "/", omittingEmptySubsequences: false) {
        parent += part
        if !parent.isEmpty, mkdir(parent, 0o777) != 0, errno != EEXIST {
          throw UsageError("`\(parent)` cannot be made: \(String(cString: strerror(errno)))")
        }
        parent += "/"
      }
    } catch FileError.unreadable(let reason) {
      throw UsageError("`\(path)` cannot be read: \(reason)")
    }
  }

  /// Writes a file that is not there yet; half a file does not stay.
  private static func create(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw UsageError("`\(path)` cannot be written: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let n = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if n < 0 {
        if errno == EINTR { continue }
        let reason = String(cString: strerror(errno))
        unlink(path)
        throw UsageError("`\(path)` cannot be written: \(reason)")
      }
      written += n
    }
  }
}
