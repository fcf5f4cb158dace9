import GVCSyntax

/// Files in memory, under absolute paths such as `/case/a.gvc`; a relative path starts at `/`.
public struct MemoryFiles: Sendable {
  /// The bytes of each file.
  public var files: [String: [UInt8]] = [:]
  /// The target of each symbolic link: absolute, or relative to the directory of the link.
  public var links: [String: String] = [:]
  /// What reading fails with, for files and directories that cannot be read.
  public var failures: [String: FileError] = [:]

  public init(_ texts: [String: String] = [:]) {
    files = texts.mapValues { Array($0.utf8) }
  }

  /// A view of the files as they are now.
  public var fileSystem: FileSystem {
    FileSystem(
      kind: { path throws(FileError) in
        let path = try canonical(path)
        return files[path] != nil ? .file : .directory
      },
      read: { path throws(FileError) in
        let path = try canonical(path)
        if let failure = failures[path] { throw failure }
        guard let bytes = files[path] else { throw .unreadable("Is a directory") }
        return bytes
      },
      list: { path throws(FileError) in
        let path = try canonical(path)
        if let failure = failures[path] { throw failure }
        let prefix = path == "/" ? "/" : path + "/"
        let names = (Array(files.keys) + links.keys).filter { $0.hasPrefix(prefix) }.compactMap {
          $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init)
        }
        return Array(Set(names))
      },
      canonical: { path throws(FileError) in try canonical(path) })
  }

  private func canonical(_ path: String) throws(FileError) -> String {
    var pending = Array(path.split(separator: "/").map(String.init).reversed())
    var done: [String] = []
    var followed = 0
    while let name = pending.popLast() {
      if name == "." { continue }
      if name == ".." {
        _ = done.popLast()
        continue
      }
      let here = "/" + (done + [name]).joined(separator: "/")
      if let target = links[here] {
        followed += 1
        guard followed <= 40 else { throw .unreadable("Too many levels of symbolic links") }
        if target.hasPrefix("/") { done = [] }
        pending += target.split(separator: "/").map(String.init).reversed()
      } else {
        done.append(name)
      }
    }
    let found = "/" + done.joined(separator: "/")
    guard found == "/" || files[found] != nil || isDirectory(found) else { throw .notFound }
    return found
  }

  private func isDirectory(_ path: String) -> Bool {
    files.keys.contains { $0.hasPrefix(path + "/") }
      || links.keys.contains { $0.hasPrefix(path + "/") }
      || failures[path] != nil
  }
}
