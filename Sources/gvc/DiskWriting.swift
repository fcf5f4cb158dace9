import GVCProject
import GVCWorkspace

#if canImport(Glibc)
  import Glibc
#endif

extension Disk {
  /// Makes a directory and those it lies in; one that is there may hold anything.
  static func makeDirectory(_ path: String) throws {
    var parent = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      parent += part
      if !parent.isEmpty, mkdir(parent, 0o777) != 0, errno != EEXIST {
        throw UsageError("`\(parent)` cannot be made: \(String(cString: strerror(errno)))")
      }
      parent += "/"
    }
    guard (try? kind(path)) == .directory else {
      throw UsageError("`\(path)` is there already, and is no directory")
    }
  }

  /// Makes a directory and those it lies in; one that is there must be empty.
  static func makeEmptyDirectory(_ path: String) throws {
    do throws(FileError) {
      guard try kind(path) == .directory else {
        throw .unreadable("Not a directory")
      }
      if try !list(path).isEmpty { throw .unreadable("Directory not empty") }
    } catch {
      switch error {
      case .notFound: try makeDirectory(path)
      case .unreadable("Not a directory"):
        throw UsageError("`\(path)` is there already, and is no directory")
      case .unreadable("Directory not empty"):
        throw UsageError("the directory `\(path)` is not empty; name a new one")
      case .unreadable(let reason): throw UsageError("`\(path)` cannot be read: \(reason)")
      case .tooLong: throw UsageError("`\(path)` cannot be read")
      }
    }
  }

  /// Writes a file that is not there yet; half a file does not stay.
  ///
  /// - Parameter isPrivate: Whether its owner alone may read it.
  static func create(_ path: String, _ bytes: [UInt8], isPrivate: Bool = false) throws {
    let mode: mode_t = isPrivate ? 0o600 : 0o666
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      throw UsageError("`\(path)` cannot be written: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    if let reason = failure(writing: bytes, to: descriptor) {
      unlink(path)
      throw UsageError("`\(path)` cannot be written: \(reason)")
    }
  }

  /// Writes a file in the place of what is there, whole or not at all: to a temporary file beside it, which
  /// is then renamed. Through a symbolic link the file that it leads to is written, and the link stays. What
  /// was there keeps its mode, and its owner and group where the system lets it. What is no file, as a device
  /// or a pipe, is written to.
  ///
  /// Fails, and leaves all as it was, where the file is write-protected, is one of `inputs`, or lies outside
  /// of `directory`.
  ///
  /// - Parameters:
  ///   - inputs: Paths of files that were read, and are not written over under any name.
  ///   - directory: What a symbolic link must not lead out of; nil where it may lead anywhere.
  static func replace(
    _ path: String, _ bytes: [UInt8], sparing inputs: [String] = [], within directory: String? = nil
  ) throws {
    func failure(_ reason: String) -> UsageError {
      UsageError("`\(path)` cannot be written: \(reason)")
    }
    guard let target = target(of: path) else { throw failure("the symbolic link leads nowhere") }
    if let directory, !isInside(target, directory: directory) {
      throw failure("it is a symbolic link to `\(target)`, outside of `\(directory)`")
    }
    var status = stat()
    let isThere = stat(target, &status) == 0
    if !isThere, errno != ENOENT { throw failure(String(cString: strerror(errno))) }
    switch isThere ? status.st_mode & S_IFMT : S_IFREG {
    case S_IFREG: break
    case S_IFDIR: throw failure(String(cString: strerror(EISDIR)))
    default:
      let descriptor = open(target, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
      defer { close(descriptor) }
      if let reason = Self.failure(writing: bytes, to: descriptor) { throw failure(reason) }
      return
    }
    if isThere {
      if inputs.contains(where: { isSameFile($0, status) }) {
        throw failure("it is read by the same command; name another file")
      }
      // Whom nothing is forbidden, the bits still tell that it should stay.
      guard status.st_mode & 0o222 != 0, access(target, W_OK) == 0 else {
        throw failure("it is write-protected")
      }
    }
    if let reason = exchange(target, for: bytes, isThere ? status : nil) { throw failure(reason) }
  }

  /// Puts new bytes in the place of a file, which was as `old` says, or was not there; returns why not.
  private static func exchange(_ path: String, for bytes: [UInt8], _ old: stat?) -> String? {
    let base = parent(of: path)
    var temporary = ""
    var descriptor: Int32 = -1
    repeat {
      temporary = "\(base)/.gvc-\(String(UInt64.random(in: .min ... .max), radix: 36))"
      let mode: mode_t = old == nil ? 0o666 : 0o600
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    } while descriptor < 0 && errno == EEXIST
    guard descriptor >= 0 else {
      let code = errno
      let reason = String(cString: strerror(code))
      return code == ENOENT ? reason : "\(reason), in the directory `\(base)`"
    }
    var reason = failure(writing: bytes, to: descriptor)
    if let old, reason == nil { reason = failure(giving: descriptor, accessOf: old) }
    // What is renamed before it is on the disk can be empty after the system has stopped.
    if reason == nil, fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP {
      reason = String(cString: strerror(errno))
    }
    if close(descriptor) != 0, reason == nil { reason = String(cString: strerror(errno)) }
    if reason == nil, rename(temporary, path) != 0 { reason = String(cString: strerror(errno)) }
    if reason != nil { unlink(temporary) }
    return reason
  }

  /// Gives a new file the owner, group and mode of an old one, as far as the system lets it: a group that
  /// the old file was not of may do no more than everybody. Returns why the mode could not be set.
  private static func failure(giving descriptor: Int32, accessOf old: stat) -> String? {
    var new = stat()
    guard fstat(descriptor, &new) == 0 else { return String(cString: strerror(errno)) }
    var mode = old.st_mode & 0o777
    if new.st_gid != old.st_gid, fchown(descriptor, uid_t.max, old.st_gid) != 0 {
      mode = mode & ~0o070 | (mode & 0o007) << 3
    }
    if new.st_uid != old.st_uid { _ = fchown(descriptor, old.st_uid, gid_t.max) }
    return fchmod(descriptor, mode) == 0 ? nil : String(cString: strerror(errno))
  }

  /// Where a path leads when it is a symbolic link, or a link to one; it need not be there. Nil where links
  /// lead in a circle, or to what has no name in Unicode.
  private static func target(of path: String) -> String? {
    var path = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, buffer.count)
      guard count > 0 else { return path }
      let bytes = buffer[..<count].lazy.map { UInt8(bitPattern: $0) }
      guard let link = String(validating: bytes, as: UTF8.self) else { return nil }
      path = link.hasPrefix("/") ? link : "\(parent(of: path))/\(link)"
    }
    return nil
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether a file, whatever it is called, lies in a directory or below it.
  private static func isInside(_ path: String, directory: String) -> Bool {
    guard let outer = try? canonical(directory), let inner = try? canonical(parent(of: path)) else {
      return false
    }
    return inner == outer || inner.hasPrefix(outer.hasSuffix("/") ? outer : outer + "/")
  }

  /// Whether a path leads to the file that has a status.
  private static func isSameFile(_ path: String, _ status: stat) -> Bool {
    var other = stat()
    return stat(path, &other) == 0 && other.st_dev == status.st_dev
      && other.st_ino == status.st_ino
  }

  /// Writes all bytes; returns why they could not be written.
  private static func failure(writing bytes: [UInt8], to descriptor: Int32) -> String? {
    var written = 0
    while written < bytes.count {
      let n = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if n < 0 {
        if errno == EINTR { continue }
        return String(cString: strerror(errno))
      }
      written += n
    }
    return nil
  }
}
