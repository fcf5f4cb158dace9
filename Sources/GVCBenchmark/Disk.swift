import GVCWorkspace
import Glibc

/// A failure of the system, in its words.
struct SystemError: Error {
  let message: String

  init(_ what: String) { message = "\(what): \(String(cString: strerror(errno)))" }
}

/// Files by their paths.
enum Disk {
  static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError(path) }
    let size = Int(status.st_size)
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let n = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        guard n >= 0 else { throw SystemError(path) }
        if n == 0 { break }
        count += n
      }
    }
  }

  /// The disk as projects are read through it.
  static var fileSystem: FileSystem {
    FileSystem(
      kind: { path throws(FileError) in
        var status = stat()
        guard stat(path, &status) == 0 else { throw .notFound }
        return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
      },
      read: { path throws(FileError) in
        do { return try read(path) } catch { throw .notFound }
      },
      list: { path throws(FileError) in names(in: path) },
      canonical: { path throws(FileError) in
        guard let resolved = realpath(path, nil) else { throw .notFound }
        defer { free(resolved) }
        return String(cString: resolved)
      })
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError(path) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let n = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
      }
      guard n >= 0 else { throw SystemError(path) }
      written += n
    }
  }

  /// A new empty directory for what only this run needs.
  static func temporaryDirectory() throws -> String {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/gvc-benchmark-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The names in a directory, without `.` and `..`.
  private static func names(in path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(
          to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)
        ) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Removes a directory and the files in it.
  static func removeDirectory(_ path: String) {
    for name in names(in: path) { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}
