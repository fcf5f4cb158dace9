import GVCLanguageServer
import GVCProject
import GVCWorkspace
import Synchronization

/// The files of the machine, and what was asked of them: whether all answers would be the same again.
final class RecordedFiles: Sendable {
  private enum Question: Hashable {
    case kind(String)
    case read(String)
    case list(String)
    case canonical(String)

    var path: String {
      switch self {
      case .kind(let path), .read(let path), .list(let path), .canonical(let path): path
      }
    }
  }

  private enum Answer: Equatable {
    case kind(FileSystem.Kind)
    case bytes([UInt8])
    case names([String])
    case path(String)
    case failure(FileError)
  }

  private struct Record {
    var answer: Answer
    /// When a file was read, what it was like just before.
    var stamp: FileStamp?
  }

  private let records = Mutex<[Question: Record]>([:])

  /// The disk, whose answers are written down. Of a directory it names what a project can be made of, so that
  /// other files may come and go.
  var fileSystem: FileSystem {
    FileSystem(
      kind: { path throws(FileError) in
        try self.note(.kind(path)) { () throws(FileError) in
          try Disk.kind(path)
        } as: {
          .kind($0)
        }
      },
      read: { path throws(FileError) in
        let stamp = Disk.stamp(path)
        return try self.note(.read(path), stamp) { () throws(FileError) in
          try Disk.read(path)
        } as: {
          .bytes($0)
        }
      },
      list: { path throws(FileError) in
        try self.note(.list(path)) { () throws(FileError) in
          try Disk.projectNames(path)
        } as: {
          .names($0.sorted())
        }
      },
      canonical: { path throws(FileError) in
        try self.note(.canonical(path)) { () throws(FileError) in
          try Disk.canonical(path)
        } as: {
          .path($0)
        }
      })
  }

  /// Whether everything that was asked would be answered as it was.
  var areUnchanged: Bool {
    records.withLock { records in
      for (question, record) in records {
        if case .read(let path) = question {
          let stamp = Disk.stamp(path)
          if let last = record.stamp, last.isSettled, last.identity == stamp?.identity { continue }
          guard Self.answer(to: question) == record.answer else { return false }
          // What has the same bytes need not be read again.
          records[question]?.stamp = stamp
        } else if Self.answer(to: question) != record.answer {
          return false
        }
      }
      return true
    }
  }

  /// The directories in which something that was asked of is or may come.
  var directories: Set<String> {
    records.withLock { records in
      var found: Set<String> = []
      for path in records.keys.map(\.path) {
        for place in [path, (try? Disk.canonical(path)) ?? path] {
          var directory = place.isEmpty ? "." : place
          while (try? Disk.kind(directory)) != .directory {
            directory = Self.parent(of: directory)
          }
          found.insert(directory)
          // A directory itself may go.
          if directory == place { found.insert(Self.parent(of: directory)) }
        }
      }
      return found
    }
  }

  /// How many files were read.
  var fileCount: Int {
    records.withLock { $0.keys.count { if case .read = $0 { true } else { false } } }
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.dropLast().lastIndex(of: "/") else { return path == "/" ? "/" : "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func note<Value>(
    _ question: Question, _ stamp: FileStamp? = nil, _ ask: () throws(FileError) -> Value,
    as answer: (Value) -> Answer
  ) throws(FileError) -> Value {
    do throws(FileError) {
      let value = try ask()
      let record = Record(answer: answer(value), stamp: stamp)
      records.withLock { $0[question] = record }
      return value
    } catch {
      let record = Record(answer: .failure(error))
      records.withLock { $0[question] = record }
      throw error
    }
  }

  private static func answer(to question: Question) -> Answer {
    do throws(FileError) {
      return switch question {
      case .kind(let path): .kind(try Disk.kind(path))
      case .read(let path): .bytes(try Disk.read(path))
      case .list(let path): .names(try Disk.projectNames(path).sorted())
      case .canonical(let path): .path(try Disk.canonical(path))
      }
    } catch {
      return .failure(error)
    }
  }
}
