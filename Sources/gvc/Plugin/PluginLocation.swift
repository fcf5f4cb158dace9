import FoundationEssentials
import GVCProject
import GVCWorkspace

#if canImport(Glibc)
  import Glibc
#endif

/// Where plug-ins are: executables called `gvc-NAME` in the user's configuration and on the PATH.
///
/// A file of a project can never start a program: relative directories of the PATH, which depend on
/// where a command runs, are passed over.
enum PluginLocation {
  /// Whether a word can name a plug-in: letters, digits, `-` and `_`.
  static func isName(_ word: String) -> Bool {
    !word.isEmpty && word.utf8.count <= 64
      && word.utf8.allSatisfy {
        ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A)
          || $0 == 0x2D || $0 == 0x5F
      }
  }

  /// The directories that are searched, in order.
  static var directories: [String] {
    let environment = ProcessInfo.processInfo.environment
    var found: [String] = []
    if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") {
      found.append(base + "/gvc/plugins")
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      found.append(home + "/.config/gvc/plugins")
    }
    for part in (environment["PATH"] ?? "").split(separator: ":") where part.hasPrefix("/") {
      if !found.contains(String(part)) { found.append(String(part)) }
    }
    return found
  }

  /// The executable of a plug-in; nil where there is none.
  static func path(of name: String) -> String? {
    directories.lazy.map { "\($0)/gvc-\(name)" }.first { isExecutable($0) }
  }

  /// All plug-ins that can be run, by name, each with its path.
  static var all: [(name: String, path: String)] {
    var found: [String: String] = [:]
    for directory in directories {
      for file in (try? Disk.list(directory)) ?? [] where file.hasPrefix("gvc-") {
        let name = String(file.dropFirst(4))
        let path = "\(directory)/\(file)"
        // The benchmark of gvc itself is no plug-in.
        guard isName(name), name != "benchmark", found[name] == nil, isExecutable(path) else {
          continue
        }
        found[name] = path
      }
    }
    return found.map { (name: $0.key, path: $0.value) }.sorted { $0.name < $1.name }
  }

  private static func isExecutable(_ path: String) -> Bool {
    (try? Disk.kind(path)) == .file && access(path, X_OK) == 0
  }
}
