/// Paths inside a project: relative to its root, with `/`, without `.` and `..`; the root is empty.
enum ProjectPath {
  /// The path that `path` means in a file of `directory`; nil when it is absolute or leaves the root.
  static func resolve(_ path: String, from directory: String) -> String? {
    guard !path.hasPrefix("/") else { return nil }
    var parts = directory.split(separator: "/")
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// The directory that a path stands in.
  static func directory(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// What stands behind the last `/`.
  static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// A path behind a directory as a person wrote it; an empty one is the working directory.
  static func join(_ directory: String, _ path: String) -> String {
    if path.isEmpty { return directory.isEmpty ? "." : directory }
    if directory.isEmpty { return path }
    return directory.hasSuffix("/") ? directory + path : "\(directory)/\(path)"
  }
}
