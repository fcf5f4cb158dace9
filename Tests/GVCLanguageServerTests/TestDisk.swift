import GVCCaseReport
import GVCWorkspace
import Synchronization

@testable import GVCLanguageServer

/// A disk in memory that a test changes beside the server.
final class TestDisk: Sendable {
  private let memory: Mutex<MemoryFiles>
  /// The paths that were read, in order.
  private let reads = Mutex<[String]>([])
  private let hook = Mutex<@Sendable (String) -> Void>({ _ in })

  init(_ texts: [String: String]) { memory = Mutex(MemoryFiles(texts)) }

  func write(_ text: String, to path: String) {
    memory.withLock { $0.files[path] = Array(text.utf8) }
  }

  func remove(_ path: String) { memory.withLock { $0.files[path] = nil } }

  func link(_ path: String, to target: String) { memory.withLock { $0.links[path] = target } }

  /// The paths that were read since this was last asked.
  func takeReads() -> [String] {
    reads.withLock { reads in
      defer { reads = [] }
      return reads
    }
  }

  /// Does something before each file that is read from now on.
  func onRead(_ body: @escaping @Sendable (String) -> Void) { hook.withLock { $0 = body } }

  private var view: FileSystem { memory.withLock { $0.fileSystem } }

  func environment(
    isRunning: @escaping @Sendable (Int) -> Bool = { _ in true },
    log: (@Sendable (String) -> Void)? = nil, write: @escaping @Sendable ([UInt8]) -> Bool
  ) -> ServerEnvironment {
    ServerEnvironment(
      version: "1.2.3", renderer: .standard,
      files: FileSystem(
        kind: { path throws(FileError) in try self.view.kind(path) },
        read: { path throws(FileError) in
          self.hook.withLock { $0 }(path)
          self.reads.withLock { $0.append(path) }
          return try self.view.read(path)
        },
        list: { path throws(FileError) in try self.view.list(path) },
        canonical: { path throws(FileError) in try self.view.canonical(path) }),
      names: { path throws(FileError) in
        let view = self.view
        return try view.list(path).filter {
          $0.hasSuffix(".gvc") || (try? view.kind("\(path)/\($0)")) == .directory
        }
      },
      stamp: { path in
        let view = self.view
        guard let kind = try? view.kind(path) else { return nil }
        let content =
          kind == .directory
          ? (try? view.list(path))?.sorted().hashValue : (try? view.read(path))?.hashValue
        return FileStamp(identity: [Int64(content ?? 0)], isSettled: true)
      },
      isRunning: isRunning, write: write, log: log)
  }
}
