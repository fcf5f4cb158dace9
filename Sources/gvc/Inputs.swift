import FoundationEssentials
import GVCLibrary
import GVCSyntax

#if canImport(Glibc)
  import Glibc
#endif

/// The files that a command was given.
enum Inputs {
  static var prelude: SourceText {
    SourceText(file: FileID(0), name: "prelude.gvc", bytes: Library.prelude.bytes)
  }

  /// The built-in packs by name, each with a file number of its own.
  static var packs: [String: SourceText] {
    var packs: [String: SourceText] = [:]
    for (index, pack) in Library.packs.enumerated() {
      packs[pack.name] = SourceText(
        file: FileID(index + 1), name: "\(pack.name).gvc", bytes: pack.bytes)
    }
    return packs
  }

  /// The texts at `paths`, by project: the files of a directory are one, a file is one by itself.
  static func projects(_ paths: [String]) throws -> [[SourceText]] {
    var projects: [[SourceText]] = []
    var directories: [String: Int] = [:]
    let named = Set(paths)
    for source in try read(paths) {
      let directory = source.name.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast().joined(separator: "/")
      if !named.contains(source.name), let index = directories[directory] {
        projects[index].append(source)
      } else {
        if !named.contains(source.name) { directories[directory] = projects.count }
        projects.append([source])
      }
    }
    return projects
  }

  /// The texts at `paths`: a file, a directory (the `.gvc` files in it, by name; the projects below
  /// it when it holds none), or `-` for standard input.
  static func read(_ paths: [String]) throws -> [SourceText] {
    var files: [String] = []
    for path in paths {
      if path == "-" {
        files.append(path)
        continue
      }
      var isDirectory = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
        throw UsageError("there is no file or directory `\(path)`")
      }
      if isDirectory {
        let found = try gvcFiles(in: path, depth: 0)
        guard !found.isEmpty else {
          throw UsageError("there is no `.gvc` file in the directory `\(path)`")
        }
        files += found
      } else {
        files.append(path)
      }
    }
    return try files.enumerated().map { index, path in
      SourceText(
        file: FileID(index + 1 + Library.packs.count), name: path == "-" ? "standard input" : path,
        bytes: try bytes(of: path)
      )
    }
  }

  private static func gvcFiles(in directory: String, depth: Int) throws -> [String] {
    guard depth < 16 else { return [] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    } catch {
      throw UsageError("the directory `\(directory)` cannot be read")
    }
    let base = directory.hasSuffix("/") ? directory : directory + "/"
    let files = names.filter { $0.hasSuffix(".gvc") }.map { base + $0 }
    if !files.isEmpty { return files }
    var found: [String] = []
    for name in names where !name.hasPrefix(".") {
      var isDirectory = false
      let path = base + name
      if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory {
        found += try gvcFiles(in: path, depth: depth + 1)
      }
    }
    return found
  }

  /// The bytes of a file; reading stops past the longest text there can be.
  private static func bytes(of path: String) throws -> [UInt8] {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw UsageError("`\(path)` cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { if descriptor > 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let n = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if n < 0 {
        if errno == EINTR { continue }
        throw UsageError("`\(path)` cannot be read: \(String(cString: strerror(errno)))")
      }
      if n == 0 { return bytes }
      bytes.append(contentsOf: buffer[0..<n])
      guard bytes.count <= SourceText.maximumLength else {
        throw UsageError("`\(path)` is longer than \(SourceText.maximumLength) bytes")
      }
    }
  }
}
