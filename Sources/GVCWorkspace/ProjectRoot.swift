/// The directory that a project may not leave.
struct ProjectRoot: Sendable {
  /// As a person wrote it; empty for the working directory.
  let shown: String
  /// Its one absolute path.
  let canonical: String

  init(_ shown: String, in files: FileSystem) throws(FileError) {
    self.shown = shown
    canonical = try files.canonical(shown.isEmpty ? "." : shown)
  }

  /// A path of the project as a person would write it.
  func shown(_ path: String) -> String { ProjectPath.join(shown, path) }

  /// The path below the root of an absolute one; nil when it lies elsewhere.
  func relative(_ canonicalPath: String) -> String? {
    if canonicalPath == canonical { return "" }
    let prefix = canonical.hasSuffix("/") ? canonical : canonical + "/"
    return canonicalPath.hasPrefix(prefix) ? String(canonicalPath.dropFirst(prefix.count)) : nil
  }
}
