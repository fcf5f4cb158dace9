import GVCSyntax
import GVCWorkspace

#if canImport(Glibc)
  import Glibc
#endif

extension FileSystem {
  /// The files of the machine; a relative path starts at the working directory.
  public static var disk: FileSystem {
    FileSystem(
      kind: { path throws(FileError) in try Disk.kind(path) },
      read: { path throws(FileError) in try Disk.read(path) },
      list: { path throws(FileError) in try Disk.list(path) },
      canonical: { path throws(FileError) in try Disk.canonical(path) })
  }
}

/// Reads through the system, whose reasons it keeps.
package enum Disk {
  package static func kind(_ path: String) throws(FileError) -> FileSystem.Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure() }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  package static func canonical(_ path: String) throws(FileError) -> String {
    guard let found = realpath(path, nil) else { throw failure() }
    defer { free(found) }
    return String(cString: found)
  }

  package static func list(_ path: String) throws(FileError) -> [String] {
    try names(path) { _, _ in true }
  }

  /// The names in a directory that are directories, or links to such, or end in `.gvc`.
  package static func projectNames(_ path: String) throws(FileError) -> [String] {
    try names(path) { name, type in
      switch type {
      case Int(DT_DIR): true
      case Int(DT_LNK), Int(DT_UNKNOWN):
        name.hasSuffix(".gvc") || (try? kind("\(path)/\(name)")) == .directory
      default: name.hasSuffix(".gvc")
      }
    }
  }

  /// The names in a directory that `isWanted` takes, by name and type of entry.
  private static func names(_ path: String, where isWanted: (String, Int) -> Bool)
    throws(FileError) -> [String]
  {
    guard let directory = opendir(path) else { throw failure() }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(
          to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)
        ) { String(cString: $0) }
      }
      if name != ".", name != "..", isWanted(name, Int(entry.pointee.d_type)) {
        names.append(name)
      }
    }
    return names
  }

  /// The bytes of a file.
  package static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    return try read(descriptor: descriptor)
  }

  /// What can be read from a descriptor; reading stops past the longest text there can be.
  package static func read(descriptor: Int32) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    // A file may still grow or shrink while it is read.
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      guard status.st_size <= SourceText.maximumLength else { throw .tooLong }
      bytes.reserveLargeCapacity(max(0, Int(status.st_size)))
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let n = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if n < 0 {
        if errno == EINTR { continue }
        throw failure()
      }
      if n == 0 { return bytes }
      bytes.append(contentsOf: buffer[0..<n])
      guard bytes.count <= SourceText.maximumLength else { throw .tooLong }
    }
  }

  private static func failure() -> FileError {
    errno == ENOENT || errno == ENOTDIR
      ? .notFound : .unreadable(String(cString: strerror(errno)))
  }
}
