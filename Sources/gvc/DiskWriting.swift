import FoundationEssentials
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

  /// Writes a file in the place of what is there: to a temporary file beside it, which is then renamed,
  /// so that there is never half a file. What is no file, as a device or a pipe, is written to.
  static func replace(_ path: String, _ bytes: [UInt8]) throws {
    switch try? kind(path) {
    case .directory: throw UsageError("`\(path)` cannot be written: Is a directory")
    case .other:
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw UsageError("`\(path)` cannot be written: \(String(cString: strerror(errno)))")
      }
      defer { close(descriptor) }
      if let reason = failure(writing: bytes, to: descriptor) {
        throw UsageError("`\(path)` cannot be written: \(reason)")
      }
    case .file, nil:
      do {
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
      } catch {
        let reason = (error as? CocoaError)?.underlying as? POSIXError
        let text = reason.map { ": " + String(cString: strerror($0.code.rawValue)) } ?? ""
        throw UsageError("`\(path)` cannot be written\(text)")
      }
    }
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
